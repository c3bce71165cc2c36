"""The commands. Nothing imports this package; start reading at `app`."""

from __future__ import annotations

from reftel.cli.guard import main

__all__ = ["main"]
