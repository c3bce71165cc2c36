"""Where the time of an ingest goes: each piece alone, in one process, by the processor's time of all threads."""

from __future__ import annotations

import contextlib
import gc
import io
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from benchmarks.resources import run
from reftel.archive import kernel, rows, workers
from reftel.archive.coverage import Indexer
from reftel.archive.datafiles import DataFile
from reftel.archive.intake import Chunk, Intake
from reftel.archive.store import Store
from reftel.archive.writing import Group
from reftel.readers import ColumnMapping
from reftel.readers.registry import readers

_CHUNKS_A_GROUP = 5
PIECES = {
    "read": "reading: lines, JSON, digests, what is new",
    "parse": "parsing",
    "rows": "rows and records",
    "pipe": "between the processes",
    "tables": "tables: Parquet, digests, commits",
    "index": "index: documents, segments, commit",
}


class Pieces(NamedTuple):
    """Seconds of the processor by piece; those of bare tantivy on the same texts; how many cables."""

    seconds: dict[str, float]
    bare: float
    cables: int


def measure(lines: Path, folder: Path, n: int) -> Pieces:
    """Take in the first `n` lines, piece by piece, and have bare tantivy index the same."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # as in an ingest
    few = folder / "few.jsonl"
    with lines.open("rb") as source, few.open("wb") as out:
        out.writelines(itertools.islice(source, n))
    bare = run([sys.executable, "-m", "benchmarks.ingesting", "tantivy", str(few), str(folder / "few")], 2)
    nothing = run([sys.executable, "-c", "import json, tantivy"], 2)
    seconds = dict.fromkeys(PIECES, 0.0)
    store = Store.create(folder / "pieces")
    indexer = Indexer(store)
    groups = list(_parsed(store, few, seconds))
    for number, group in enumerate(groups, 1):
        _write(store, indexer, number, group, seconds)
    with _spent(seconds, "index"):
        indexer.commit()
        indexer.close()
    return Pieces(seconds, bare.cpu - nothing.cpu, store.snapshot.counts["cables"])


@contextlib.contextmanager
def _spent(seconds: dict[str, float], piece: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    seconds[piece] += time.process_time() - begun


def _chunks(store: Store, lines: Path) -> Iterator[Chunk]:
    intake = Intake(store)
    chunk = Chunk()
    for taken in intake.take([lines], [], ColumnMapping()):
        chunk.add(taken.id, taken.item, keep_bytes=True)  # type: ignore[arg-type]
        intake.note(taken)
        if chunk.full:
            yield chunk
            chunk = Chunk()
    if chunk.taken:
        yield chunk


def _parsed(store: Store, lines: Path, seconds: dict[str, float]) -> Iterator[Group]:
    parser, version = kernel.load(kernel.PARSER), kernel.version(kernel.PARSER)
    parser("SECRET")  # what is made at the first call
    readers()

    def timed(*given: Any, **more: Any) -> Any:
        with _spent(seconds, "parse"):
            return parser(*given, **more)

    with _spent(seconds, "read"):
        read = [(chunk, chunk.messages()) for chunk in _chunks(store, lines)]
    group = Group()
    for number, (chunk, messages) in enumerate(read, 1):
        before = seconds["parse"]
        with _spent(seconds, "rows"):
            out = kernel.parse_batch(messages, timed, version)
            ids = out["cables"].column("id").to_pylist()
            sources = chunk.sources(
                dict(zip(out["cables"].column("source").to_pylist(), ids, strict=True)), ""
            )
        seconds["rows"] -= seconds["parse"] - before
        with _spent(seconds, "pipe"):
            _through(messages, out)
        for name in ("cables", "paragraphs", "references"):
            group.add(name, out[name])
        group.add("sources", sources)
        if number % _CHUNKS_A_GROUP == 0:
            yield group
            group = Group()
    if not group.empty:
        yield group


def _through(messages: pa.RecordBatch, out: dict[str, pa.RecordBatch]) -> None:
    """What goes to a worker and back, written and read."""
    for batch in (messages, out["cables"].drop_columns(["text"]), out["paragraphs"], out["references"]):
        pipe = io.BytesIO()
        workers.send(pipe, batch)
        pipe.seek(0)
        workers.receive(pipe, batch.schema)


def _write(store: Store, indexer: Indexer, number: int, group: Group, seconds: dict[str, float]) -> None:
    with _spent(seconds, "tables"):
        files = {}
        tables = group.tables(number)
        for name, table in tables.items():
            files[name] = DataFile(store.path / name, number, rows.TABLES[name])
            files[name].write(table)
        store.append(number, files)
    with _spent(seconds, "index"):
        indexer.add(number, tables["cables"].to_batches())
