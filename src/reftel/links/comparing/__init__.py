"""Editions of one cable: found, laid side by side, the best chosen. Start reading at `editions`."""
