"""Keeping the index level with the tables.

The index gets only batches that the tables hold, in their order, and commits them whole. So the
highest batch in it says how far it is; where it is behind, the rest is read from the tables.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import tantivy

from reftel.archive import index as word_index

if TYPE_CHECKING:
    from reftel.archive.store import Store

COLUMNS: Final = [
    "id",
    "mrn",
    "station",
    "year",
    "serial",
    "level",
    "tags",
    "captions",
    "addressees",
    "refs",
    "problems",
    "signer",
    "subject",
    "text",
    "sent",
    "record",
]
"""The columns of `cables` of which the index is made."""

THREADS: Final = 1
"""That index: beside them others parse, and one makes fewer and larger segments."""
_STATED: Final = "covers.json"


class Covers(msgspec.Struct, frozen=True):
    """What the index says of itself, for other tools: what it holds, of which state of the tables."""

    index_version: int
    batch: int
    cables_version: int
    cables: int


def highest_batch(index: tantivy.Index) -> int:
    """The last batch that the index holds; 0 if it holds none."""
    found = index.searcher().search(
        tantivy.Query.all_query(), 1, count=False, order_by_field=word_index.BATCH
    )
    return int(found.hits[0][0]) if found.hits else 0


def is_current(store: Store, index: tantivy.Index) -> bool:
    """Whether the index holds each cable of the snapshot, by number and last batch."""
    cables = store.snapshot.counts["cables"]
    return index.searcher().num_docs == cables and highest_batch(index) <= store.snapshot.batch


def open_index(store: Store) -> tantivy.Index | None:
    """The index as it is; `None` if there is none, or one that this version cannot use."""
    folder = store.path / "index"
    try:
        stated = msgspec.json.decode((folder / _STATED).read_bytes(), type=Covers)
        if stated.index_version != word_index.VERSION:
            return None
        return word_index.open_index(folder)
    except (OSError, ValueError):
        return None


class Indexer:
    """The writer of an archive's index. The caller holds the archive's lock."""

    def __init__(self, store: Store) -> None:
        self.store = store
        index = open_index(store)
        if index is None:
            index = _fresh(store)
        self.index = index
        self._writer = index.writer(word_index.HEAP, THREADS)
        self._closed = False
        self.pending = 0

    def add(self, batch: int, rows: Iterable[pa.RecordBatch]) -> None:
        """Add the cables of a batch. It is committed only once the tables hold the whole batch."""
        for part in rows:
            columns = [part.column(name).to_pylist() for name in COLUMNS]
            for values in zip(*columns, strict=True):
                row: dict[str, Any] = dict(zip(COLUMNS, values, strict=True))
                row["batch"] = batch
                self._writer.add_document(word_index.document(row))
            self.pending += part.num_rows

    def commit(self) -> None:
        """Make what was added visible. Between batches only."""
        if self.pending:
            self._writer.commit()
            self.index.reload()
            self.pending = 0
        _state(self.store)

    def catch_up(self) -> int:
        """Add what the tables hold and the index does not; how many cables that were.

        An index that holds more than the tables, or other cables, is made anew.
        """
        if is_current(self.store, self.index):
            return 0
        highest = highest_batch(self.index)
        added = 0
        if highest < self.store.snapshot.batch and self._writer_is_behind():
            added = self._add_after(highest)
        if not is_current(self.store, self.index):
            self._writer.delete_all_documents()
            self._writer.commit()
            added = self._add_after(0)
        return added

    def close(self) -> None:
        """Wait for the merging of segments, and let the index go. To close it twice does nothing."""
        if not self._closed:
            self._closed = True
            self._writer.wait_merging_threads()

    def _writer_is_behind(self) -> bool:
        return self.index.searcher().num_docs < self.store.snapshot.counts["cables"]

    def _add_after(self, batch: int) -> int:
        added = 0
        for part in self.store.batches("cables", COLUMNS, after=batch):
            numbers = part.column("batch").to_pylist()
            for number in sorted(set(numbers)):
                self.add(number, [part.filter(pa.array([n == number for n in numbers]))])
            added += part.num_rows
        self.pending = max(self.pending, 1)
        self.commit()
        return added


def _fresh(store: Store) -> tantivy.Index:
    folder = store.path / "index"
    if folder.exists():
        shutil.rmtree(folder)
    index = word_index.open_index(folder)
    _state(store, empty=True)
    return index


def _state(store: Store, empty: bool = False) -> None:
    from reftel.archive.store import write_json

    snapshot = store.snapshot
    covers = Covers(
        word_index.VERSION,
        0 if empty else snapshot.batch,
        0 if empty else snapshot.versions["cables"],
        0 if empty else snapshot.counts["cables"],
    )
    write_json(Path(store.path) / "index" / _STATED, covers)


def rebuild(store: Store) -> int:
    """Make the index anew from the tables; how many cables it holds. The caller holds the lock."""
    _fresh(store)
    indexer = Indexer(store)
    indexer.catch_up()
    indexer.close()
    return indexer.index.searcher().num_docs
