"""From parsed rows to tables and index, in a thread beside the one that reads.

Rows are gathered into groups. A group goes to the files of the tables as soon as it is full, and to
the index, so that no more than three groups are in memory: one that is gathered, one that waits, one
that is written. Some groups make a batch, which is what becomes visible, all of it or nothing.
"""

from __future__ import annotations

import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import pyarrow as pa

from reftel.archive import datafiles, rows
from reftel.archive.coverage import Indexer
from reftel.archive.store import Store

GROUP_CABLES: Final = 2_000
GROUP_BYTES: Final = 24 * 1024 * 1024
BATCH_CABLES: Final = 20_000
BATCH_BYTES: Final = 480 * 1024 * 1024
BATCH_SECONDS: Final = 20.0
COMMIT_CABLES: Final = 100_000
"""After how many cables the index commits; until then it can be caught up from the tables."""
_WAITING: Final = 1
"""Groups that may wait for the thread; then who brings the next waits for it."""


class Size:
    """How much there is of something that is gathered, and since when."""

    def __init__(self) -> None:
        self.messages = 0
        self.bytes = 0
        self.began = time.monotonic()

    def count(self, messages: int, size: int) -> None:
        """Count what was added."""
        self.messages += messages
        self.bytes += size


class Group:
    """Rows that go to the files of the tables together."""

    def __init__(self) -> None:
        self.parts: dict[str, list[pa.RecordBatch]] = {name: [] for name in rows.TABLES}
        self.rejects: list[tuple[object, ...]] = []
        self.size = Size()

    def add(self, table: str, part: pa.RecordBatch) -> None:
        """Add rows to a table."""
        if part.num_rows:
            self.parts[table].append(part)
            self.size.count(0, part.nbytes)

    def reject(self, row: tuple[object, ...], size: int) -> None:
        """Add a reject, which has `size` bytes of its own."""
        self.rejects.append(row)
        self.size.count(1, size)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.rejects and not any(self.parts.values())

    def tables(self, batch: int) -> dict[str, pa.Table]:
        """The rows of each table that has some, each with the number of its batch."""
        if self.rejects:
            schema = rows.without(rows.REJECTS, "batch")
            self.parts["rejects"].append(rows.record_batch(schema, self.rejects))
        return {name: _table(name, parts, batch) for name, parts in self.parts.items() if parts}


def _table(name: str, parts: list[pa.RecordBatch], batch: int) -> pa.Table:
    schema = rows.TABLES[name]
    table = pa.Table.from_batches(parts, rows.without(schema, "batch"))
    return table.append_column("batch", pa.repeat(pa.scalar(batch, pa.int64()), table.num_rows))


class Writer:
    """Writes groups, one after the other, and makes batches of them. The caller holds the lock.

    `kept` cables are in batches that are whole, `batches` of them were written.
    """

    def __init__(self, store: Store, indexer: Indexer) -> None:
        self.kept = 0
        self.batches = 0
        self._store = store
        self._indexer = indexer
        self._thread = ThreadPoolExecutor(1, "reftel-writer")
        self._waiting: deque[Future[None]] = deque()
        self._batch = Size()
        self._files: dict[str, datafiles.DataFile] = {}
        self._midway = False

    def offer(self, group: Group) -> bool:
        """Write the group if it is full, or if it completes a batch; whether it was taken."""
        batch, size = self._batch, group.size
        whole = (
            batch.messages + size.messages >= BATCH_CABLES
            or batch.bytes + size.bytes >= BATCH_BYTES
            or time.monotonic() - batch.began > BATCH_SECONDS
        )
        if not whole and size.messages < GROUP_CABLES and size.bytes < GROUP_BYTES:
            return False
        self.write(group, whole)
        return True

    def write(self, group: Group, whole: bool) -> None:
        """Have a group written; `whole`: with it the batch is whole, and becomes visible."""
        self._batch.count(group.size.messages, group.size.bytes)
        while len(self._waiting) > _WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._write, group, whole))
        if whole:
            self._batch = Size()

    def finish(self, group: Group) -> None:
        """Write the last group, and wait until all is there, in the index too."""
        self.write(group, whole=True)
        while self._waiting:
            self._waiting.popleft().result()
        self._indexer.commit()

    def close(self) -> None:
        """Let go. Of a batch that is not whole nothing remains."""
        self._thread.shutdown(cancel_futures=True)
        for file in self._files.values():
            file.abandon()
        self._files = {}

    def _write(self, group: Group, whole: bool) -> None:
        if self._midway:  # a group before it failed: what there is of the batch is not consistent
            return
        self._midway = True
        number = self._store.snapshot.batch + 1
        tables = group.tables(number)
        group.parts.clear()
        for name in list(tables):
            table = tables[name] if name == "cables" else tables.pop(name)
            if name not in self._files:
                self._files[name] = datafiles.DataFile(self._store.path / name, number, rows.TABLES[name])
            self._files[name].write(table)
        if "cables" in tables:
            # Not visible before it is committed, which is not done before the batch is.
            self._indexer.add(number, tables["cables"].to_batches())
        if whole and self._files:
            self._end(number)
        self._midway = False

    def _end(self, number: int) -> None:
        files, self._files = self._files, {}
        self._store.append(number, files)
        self.kept += files["cables"].rows if "cables" in files else 0
        self.batches += 1
        if self._indexer.pending >= COMMIT_CABLES:
            self._indexer.commit()
