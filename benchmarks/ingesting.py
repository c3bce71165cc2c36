"""Ingest on two cores against bare tantivy and SQLite FTS5 indexing of the same texts.

Run as a command it is one of the ways: `python -m benchmarks.ingesting reftel|tantivy|fts5 LINES OUT`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.parsing import COMPILED
from benchmarks.resources import Used, run

if TYPE_CHECKING:
    import tantivy

CORES = 2
HEAP = 128_000_000
BODY = "body"


class Ingested(NamedTuple):
    """What each way took, and the bytes that each left on the disk."""

    used: dict[str, Used]
    size: dict[str, int]


def measure(lines: Path, folder: Path) -> Ingested:
    """Run them, one after the other."""
    used, size = {}, {}
    for way in ("tantivy", "reftel", "compiled", "fts5"):
        if way == "compiled" and not COMPILED.exists():
            continue
        out = folder / way
        python = str(COMPILED) if way == "compiled" else sys.executable
        used[way] = run([python, "-m", "benchmarks.ingesting", way, str(lines), str(out)], CORES)
        size[way] = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Ingested(used, size)


def _texts(lines: Path) -> Iterator[tuple[str, str]]:
    with lines.open(encoding="utf-8") as source:
        for line in source:
            record = json.loads(line)
            yield record["id"], record["text"]


def with_reftel(lines: Path, out: Path) -> None:
    """The whole way: read, parse, tables, index."""
    import reftel

    report = reftel.create(out).ingest(lines)
    print(report)


def with_tantivy(lines: Path, out: Path) -> None:
    """The texts alone, stored and with positions, and an id."""
    import tantivy

    out.mkdir()
    index = tantivy.Index(tantivy_schema(), str(out))
    writer = index.writer(HEAP, CORES)
    for name, text in _texts(lines):
        document = tantivy.Document()
        document.add_text("id", name)
        document.add_text(BODY, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def tantivy_schema() -> tantivy.Schema:
    """An id and the text."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(BODY, stored=True)
    return builder.build()


def with_fts5(lines: Path, out: Path) -> None:
    """SQLite's full-text index, in one transaction."""
    import sqlite3

    out.mkdir()
    with sqlite3.connect(out / "texts.sqlite") as database:
        database.execute("PRAGMA journal_mode = off")
        database.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, body)")
        database.executemany("INSERT INTO texts VALUES (?, ?)", _texts(lines))


def main(arguments: list[str]) -> None:
    """One of the ways."""
    way, lines, out = arguments
    begun = time.perf_counter()
    {"reftel": with_reftel, "compiled": with_reftel, "tantivy": with_tantivy, "fts5": with_fts5}[way](
        Path(lines), Path(out)
    )
    print(f"{time.perf_counter() - begun:.2f} s without the interpreter's start")


if __name__ == "__main__":  # the guard is needed: workers import this module
    main(sys.argv[1:])
