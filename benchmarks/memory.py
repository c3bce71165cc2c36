"""Memory: an ingest of few cables and of many, and a file of all cables that is read as a stream.

Run as a command it reads a file and keeps nothing: `python -m benchmarks.memory FILE`.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus
from benchmarks.resources import Used, run
from synthetic import cablegate

CORES = 2


class Streamed(NamedTuple):
    """A file that was read: its bytes, the cables and rejects in it, and what that took."""

    size: int
    messages: int
    rejects: int
    used: Used


def ingests(folder: Path, sizes: list[int]) -> dict[int, Used]:
    """Ingests of so many cables each, into an archive of its own."""
    found = {}
    for n in sizes:
        lines = folder / f"{n}.jsonl"
        corpus.write_lines(lines, n)
        command = [sys.executable, "-m", "benchmarks.ingesting", "reftel", str(lines), str(folder / str(n))]
        found[n] = run(command, CORES)
        lines.unlink()
    return found


def streamed(folder: Path, size: int) -> Streamed:
    """A file of all cables of so many bytes, read whole."""
    path = folder / "cables.csv"
    written = cablegate.write(path, size)
    used = run([sys.executable, "-m", "benchmarks.memory", str(path)], CORES)
    messages, rejects = map(int, used.output.split())
    if messages != written:
        raise RuntimeError(f"{written} rows were written, {messages} read")
    found = Streamed(path.stat().st_size, messages, rejects, used)
    path.unlink()
    return found


def main(path: str) -> None:
    """Read a file with the reader that fits it, and say how many messages and rejects it has."""
    from reftel.readers import Found, find, read

    kinds: Counter[str] = Counter()
    for found in find([path]):
        for item in read(found) if isinstance(found, Found) else [found]:
            kinds[type(item).__name__] += 1
    print(kinds["RawMessage"], kinds["Reject"])


if __name__ == "__main__":
    main(sys.argv[1])
