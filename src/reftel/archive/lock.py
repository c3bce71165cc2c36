"""One writer at a time: a lock on a file, which ends with the process that holds it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from types import TracebackType
from typing import IO

from reftel.archive.errors import ArchiveLocked

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class Lock:
    """A context in which this process alone writes to the archive.

    The system frees the lock when its process ends, however it ends, so a stale file is no lock.
    Raises `ArchiveLocked` at once if another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Lock:
        file = open(self._path, "a+", encoding="utf-8")  # held until __exit__
        try:
            _take(file)
        except OSError as error:
            file.seek(0)
            holder = file.read(200).strip() or "another process"
            file.close()
            raise ArchiveLocked(
                f"{self._path.parent} is being written by {holder}: wait until it is done, or end it."
            ) from error
        file.seek(0)
        file.truncate()
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        file.write(f"process {os.getpid()} since {now}")
        file.flush()
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()
            self._file = None


def _take(file: IO[str]) -> None:
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        # A byte far past the words, so that others can still read who holds it.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
