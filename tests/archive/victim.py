"""A process that forks children which ingest, one for each line it is sent, to be killed at will.

Forked, so that fifty of them need not each import everything. Nothing here starts a thread before
the fork. Sent `ARCHIVE INPUT WORKERS`, it answers with the child's process id.
"""

from __future__ import annotations

import os
import sys

import stand_in  # noqa: F401

import reftel.archive.archive
from reftel.archive import coverage, ingest, intake, store, workers, writing  # noqa: F401


def child(folder: str, source: str, processes: int, report: str) -> None:
    with os.fdopen(os.open(report, os.O_CREAT | os.O_WRONLY | os.O_APPEND), "wb", buffering=0) as out:

        def tell(now: reftel.archive.Progress) -> None:
            out.write(f"{now.kept}\n".encode())

        result = reftel.archive.open(folder).ingest(
            source,
            progress=tell,
            workers=processes,
            parse="stand_in:parse",
        )
        out.write(f"done {result.messages} {result.rejected}\n".encode())


def serve() -> None:
    writing.GROUP_CABLES = 20
    writing.BATCH_CABLES = 60
    writing.COMMIT_CABLES = 120
    intake.CHUNK_MESSAGES = 20
    ingest.WORTH_WORKERS = 1
    store.MANY_FILES = 6
    for line in sys.stdin:
        folder, source, processes, report = line.split()
        pid = os.fork()
        if not pid:
            try:
                child(folder, source, int(processes), report)
                os._exit(0)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
