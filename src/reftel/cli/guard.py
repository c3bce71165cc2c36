"""The outermost layer: every fault becomes one clear line and an exit status."""

from __future__ import annotations

import io
import os
import sys

from reftel.cli import exits


class Stop(Exception):
    """Ends a command with a line for the user; `status` is one of `exits`."""

    def __init__(self, message: str, status: int = exits.NOT_ALL) -> None:
        super().__init__(message)
        self.status = status


def main() -> None:
    """The entry point `reftel`. Always ends in `sys.exit`."""
    try:
        if isinstance(sys.stdin, io.TextIOWrapper):  # absent, or a test's own, elsewhere
            sys.stdin.reconfigure(errors="replace")  # a list of names may hold anything
        from reftel.cli.app import app

        status = app(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else exits.OK)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exits.OK)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(exits.INTERRUPTED)
    except Exception as error:
        if os.environ.get("REFTEL_DEBUG"):
            raise
        sys.exit(_explain(error))


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"reftel: {' '.join(clean(message).split())}", file=sys.stderr)


def clean(text: str) -> str:
    """Text from outside without the control characters by which it could drive a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def _explain(error: Exception) -> int:
    from reftel.archive.errors import ArchiveError
    from reftel.search.query import QueryError

    if isinstance(error, Stop):
        complain(str(error))
        return error.status
    if isinstance(error, QueryError):
        complain(f"the query cannot be read: {error}")
        return exits.USAGE
    if isinstance(error, ArchiveError):
        complain(str(error))
        return exits.NO_ARCHIVE
    if type(error).__name__ == "NoArgsIsHelpError":  # click's own: its message is the help
        print(str(error).rstrip(), file=sys.stderr)
        return exits.USAGE
    if hasattr(error, "exit_code") and hasattr(error, "format_message"):  # click's own usage errors
        context = getattr(error, "ctx", None)
        hint = f" Try “{context.command_path} --help”." if context else ""
        complain(f"{error.format_message()}{hint}")  # type: ignore[attr-defined]
        return exits.USAGE
    if isinstance(error, OSError):
        complain(f"{error.strerror or error}: {error.filename or 'the system'}")
        return exits.NO_ARCHIVE
    complain(
        f"a fault of the program ({type(error).__name__}: {error}); set REFTEL_DEBUG=1 to see where, and report it"
    )
    return exits.FAULT
