"""Where output goes: rich on a terminal, plain on a pipe, JSON lines on request."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from reftel.cli.guard import clean

if TYPE_CHECKING:
    from rich.console import Console


def is_terminal() -> bool:
    """Whether a person reads the output (or `FORCE_COLOR` says so)."""
    return console().is_terminal


def console() -> Console:
    """Standard output. On a pipe it has no colour and wraps nothing."""
    from rich.console import Console

    made = Console(highlight=False, soft_wrap=False)
    if not made.is_terminal:
        made = Console(highlight=False, soft_wrap=True, width=10_000, color_system=None)
    return made


def json_line(value: Any) -> None:
    """One value as one line of JSON."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def line(*fields: object) -> None:
    """A plain line, fields parted by tabs; control characters of a cable do not get through."""
    sys.stdout.write("\t".join(clean(" ".join(str(field).split())) for field in fields) + "\n")
