"""Exit statuses, in one place."""

from __future__ import annotations

from typing import Final

OK: Final = 0
NOT_ALL: Final = 1
"""Something was rejected, not found, or not as it should be; the rest was done."""
USAGE: Final = 2
"""The command, an option, a query or a date could not be read."""
NO_ARCHIVE: Final = 3
"""There is no archive there, another process is writing to it, or it cannot be used."""
FAULT: Final = 70
"""A fault of the program itself."""
INTERRUPTED: Final = 130
"""Ctrl-C."""

MEANINGS: Final = {
    OK: "done",
    NOT_ALL: "something was rejected, not found, or not as it should be; the rest was done",
    USAGE: "the command, an option, a query or a date could not be read",
    NO_ARCHIVE: "no archive there, another process is writing to it, or it cannot be used",
    FAULT: "a fault of the program itself; please report it",
    INTERRUPTED: "interrupted by Ctrl-C; what was reported as kept is kept",
}
