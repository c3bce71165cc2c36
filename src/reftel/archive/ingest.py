"""Ingest: from paths to rows and index, in parallel, in bounded memory, safe to kill.

    files ──▶ new? ──▶ chunks ──▶ parsed by the pool ──▶ groups ──▶ tables and index

The calling thread reads, and gathers what the pool has parsed, in the order of the input. A second
thread writes (see `writing`). So there are in memory at most: the chunks in the pool, and three
groups of rows.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
import os
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import Final

import msgspec
import pyarrow as pa

from reftel.archive import graphing, kernel, linking
from reftel.archive.coverage import Indexer
from reftel.archive.intake import Chunk, Intake, Taken, cable_key, reject_row
from reftel.archive.report import Progress, Report
from reftel.archive.store import Store
from reftel.archive.workers import Here, Output, Pool, Workers
from reftel.archive.writing import Group, Writer
from reftel.model import RawMessage
from reftel.readers import ColumnMapping, Found, Reject

WORTH_WORKERS: Final = 1
"""Chunks parsed in this process before others are started for the rest; none, if the first is full."""
_GUESSED: Final = ColumnMapping()


class Ingest:
    """One run. The caller holds the archive's lock for all of it."""

    def __init__(
        self,
        store: Store,
        parser: str,
        workers: int,
        tell: Callable[[Progress], None] | None,
        total: int | None = None,
        mapping: ColumnMapping = _GUESSED,
    ) -> None:
        self.store = store
        self.report = Report()
        self._mapping = msgspec.structs.replace(mapping, tell=self.report.table)
        # Later runs have later names: one at a time writes to an archive.
        self.run = f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S.%fZ}-{uuid.uuid4().hex[:8]}"
        self._parser = parser
        self._wanted = workers
        self._tell = tell
        self._total = total
        self._pool: Pool = Here(parser)
        self._sent = 0
        self._waiting: deque[tuple[Chunk, Future[Output]]] = deque()
        self._group = Group()
        self._writer: Writer | None = None

    def __call__(self, paths: Iterable[str | os.PathLike[str] | Found]) -> Report:
        with _few_collections():
            return self._run(paths)

    def _run(self, paths: Iterable[str | os.PathLike[str] | Found]) -> Report:
        began = time.monotonic()
        self.report.recovered = self.store.recover()
        indexer = Indexer(self.store)
        self._writer = Writer(self.store, indexer)
        try:
            indexer.catch_up()
            self._intake = Intake(self.store)
            self._read(paths)
            self._pool.close()  # what follows needs memory of its own
            self._writer.finish(self._group)
            indexer.close()
            self.report.batches = self._writer.batches
            self.store.compact()
            linking.bring_up(self.store)
            graphing.graph(self.store)
        finally:
            self._pool.close()
            self._writer.close()
            indexer.close()
        self.report.seconds = time.monotonic() - began
        self._progress()
        return self.report

    def _read(self, paths: Iterable[str | os.PathLike[str] | Found]) -> None:
        chunk = Chunk()
        for taken in self._intake.take(paths, [str(self.store.path)], self._mapping):
            item = taken.item
            if isinstance(item, Reject):
                self._reject(taken, item)
                continue
            self.report.messages += 1
            self.report.bytes += len(item.data)
            counts = self.report.format(item.source.reader)
            counts.read += 1
            if taken.again:
                self.report.again += 1
                counts.duplicates += 1
                continue
            self._add(chunk, taken, item)
            if chunk.full:
                self._send(chunk)
                chunk = Chunk()
        if chunk.taken:
            self._send(chunk)
        while self._waiting:
            self._gather()

    def _add(self, chunk: Chunk, taken: Taken, message: RawMessage) -> None:
        chunk.add(taken.id, message, keep_bytes=not self._intake.has_bytes(message.source.sha256))
        self._intake.note(taken)

    def _reject(self, taken: Taken, reject: Reject) -> None:
        self.report.reject(reject)
        if not taken.again:
            self._intake.note(taken)
            self._group.reject(reject_row(taken, self.run), len(reject.data or b""))
            self._write_if_full()

    def _send(self, chunk: Chunk) -> None:
        if self._wanted and not self._pool.size and (chunk.full or self._sent >= WORTH_WORKERS):
            self._pool = Workers(self._wanted, self._parser)
        self._sent += 1
        self._waiting.append((chunk, self._pool.submit(chunk.messages())))
        while len(self._waiting) > 3 * self._pool.size or (self._waiting and self._waiting[0][1].done()):
            self._gather()

    def _gather(self) -> None:
        """Take the oldest chunk's cables into the batch; those that are there already only as sources."""
        chunk, parsed = self._waiting.popleft()
        out = parsed.result()
        group = self._group
        ids: list[str] = out["cables"].column("id").to_pylist()
        sources: list[str] = out["cables"].column("source").to_pylist()
        of_source = dict(zip(sources, ids, strict=True))
        readers = {id: message.source.reader for id, message, _ in chunk.taken}
        new = self._new(ids)
        self.report.copies += len(ids) - sum(new)
        for source, is_new in zip(sources, new, strict=True):
            if not is_new:
                self.report.format(readers[source]).duplicates += 1
        if not all(new):
            out = _only(out, ids, new)
        for name in ("cables", "paragraphs", "references"):
            group.add(name, out[name])
        group.size.count(len(chunk.taken), 0)
        group.add("sources", chunk.sources(of_source, self.run))
        self._failures(chunk, out["failures"])
        self._count(out["cables"], readers)
        self._write_if_full()

    def _new(self, ids: list[str]) -> list[bool]:
        known = self._intake.cables
        new = []
        for id in ids:
            key = cable_key(id)
            new.append(key not in known)
            known.add(key)
        return new

    def _failures(self, chunk: Chunk, failures: pa.RecordBatch) -> None:
        if failures.num_rows:
            messages = {id: message for id, message, _ in chunk.taken}
            for id, reason in zip(*(column.to_pylist() for column in failures.columns), strict=True):
                taken = self._intake.failed(id, messages[id], reason)
                assert isinstance(taken.item, Reject)
                self._reject(taken, taken.item)

    def _count(self, cables: pa.RecordBatch, readers: dict[str, str]) -> None:
        self.report.new += cables.num_rows
        known = self._intake.mrns
        columns = (cables.column(name).to_pylist() for name in ("source", "mrn", "problems"))
        for source, mrn, problems in zip(*columns, strict=True):
            counts = self.report.format(readers[source])
            counts.new += 1
            counts.problems += len(problems)
            self.report.problems.update(problems)
            if mrn is not None:
                key = cable_key(mrn)
                counts.editions += key in known
                known.add(key)

    def _write_if_full(self) -> None:
        assert self._writer
        if self._writer.offer(self._group):
            self._group = Group()
        self._progress()

    def _progress(self) -> None:
        if self._tell and self._writer:
            report, kept = self.report, self._writer.kept
            self._tell(Progress(report.messages, kept, report.rejected, report.bytes, self._total))


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """Look for rings of objects seldom: messages and rows are many and make none."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _only(out: Output, ids: list[str], new: list[bool]) -> Output:
    """Only the rows of the new cables; a cable that is new and twice in the batch, once."""
    kept_ids = {id for id, is_new in zip(ids, new, strict=True) if is_new}
    kept = dict(out)
    kept["cables"] = out["cables"].filter(pa.array(new))
    # The rows of paragraphs and references follow those of cables, so the k-th run is the k-th cable's.
    for name in ("paragraphs", "references"):
        kept[name] = _first_runs(out[name], kept_ids)
    return kept


def _first_runs(part: pa.RecordBatch, kept: set[str]) -> pa.RecordBatch:
    """The rows of each kept cable, where it comes for the first time: positions rise within one."""
    mask: list[bool] = []
    seen: set[str] = set()
    last: tuple[str, int] | None = None
    first = True
    for id, position in zip(
        part.column("cable").to_pylist(), part.column("position").to_pylist(), strict=True
    ):
        if last is None or id != last[0] or position <= last[1]:
            first = id not in seen
            seen.add(id)
        mask.append(first and id in kept)
        last = (id, position)
    return part.filter(pa.array(mask, pa.bool_()))


def parser_name(parse: str | kernel.Parse | None) -> str:
    """The name by which a worker process finds a parser."""
    if parse is None:
        return kernel.PARSER
    if isinstance(parse, str):
        return parse
    return f"{getattr(parse, '__module__', '')}:{getattr(parse, '__qualname__', '')}"
