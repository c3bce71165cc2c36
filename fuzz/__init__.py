"""Fuzzing: texts that nobody would write, made by a machine that watches which code they reach."""
