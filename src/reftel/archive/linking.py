"""The table `links`: made from the tables by `reftel.links`, and kept beside them.

It is derived, as the word index is: one Parquet file, which says in its own metadata up to which
batch of the tables it goes and by which version of the rules it was made. It takes its
predecessor's place in one step, so it is whole at any moment, and can be made anew at any time.
Where the tables have grown, only what may have changed is made anew (`renewal`): what comes of it is
the same as if all had been.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from reftel.archive.errors import ArchiveLocked

if TYPE_CHECKING:
    import polars as pl

    from reftel.archive.renewal import Kept
    from reftel.archive.store import Store

VERSION: Final = 9
"""Of the rules and the columns. A table of another version is made anew."""

_KEY: Final = b"reftel"
_ANNOUNCING: Final = b"reftel.announcing"
_TAUGHT: Final = b"reftel.taught"


class Covers(msgspec.Struct, frozen=True):
    """What the file says of itself: the rules' version, and the state of the tables that it is made of."""

    version: int
    batch: int
    cables: int
    references: int


def file(store: Store) -> Path:
    """Where the table lies."""
    return store.path / "links" / "links.parquet"


def covers(store: Store) -> Covers | None:
    """What the table covers; `None` if there is none that can be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(file(store)).metadata or {}
        return msgspec.json.decode(metadata.get(_KEY, b""), type=Covers)
    except (OSError, pa.ArrowInvalid, msgspec.MsgspecError):
        return None


def wanted(store: Store) -> Covers:
    """What a table that is level with the snapshot would say."""
    snapshot = store.snapshot
    return Covers(VERSION, snapshot.batch, snapshot.counts["cables"], snapshot.counts["references"])


def is_current(store: Store) -> bool:
    """Whether the table is level with the snapshot."""
    return covers(store) == wanted(store)


def bring_up(store: Store) -> None:
    """Make the table level with the snapshot. The caller holds the archive's lock."""
    if not is_current(store):
        _write(store, _kept(store))


def rebuild(store: Store) -> int:
    """Make the whole table anew; how many links it holds. The caller holds the archive's lock."""
    return _write(store, None)


def links(store: Store) -> pl.LazyFrame:
    """The links, level with the snapshot: brought up first, if this process may write."""
    import polars as pl

    if not is_current(store):
        try:
            with store.lock():
                store.refresh()
                bring_up(store)
        except (ArchiveLocked, PermissionError):
            # Who holds the lock will bring the table up. What it covers can be read meanwhile; where there is
            # none of these rules, it is made for this reader alone.
            there = covers(store)
            if there is None or there.version != VERSION:
                return made(store).lazy()
    return pl.scan_parquet(file(store))


def check(store: Store) -> tuple[int, bool]:
    """How many links the table holds, and whether they are what the rules make of the tables."""
    import polars as pl

    from reftel.archive.renewal import Renewal

    lies, at, same = pl.scan_parquet(file(store)), 0, True
    try:
        with tempfile.TemporaryDirectory(prefix="reftel-links-") as folder:
            for piece in Renewal(store, None, Path(folder)).pieces():
                same = same and lies.slice(at, piece.height).collect().equals(piece)
                at += piece.height
        number = lies.select(pl.len()).collect().item()
    except (OSError, pl.exceptions.PolarsError):
        return 0, False
    return number, same and number == at


def made(store: Store) -> pl.DataFrame:
    """The links that the rules make of the tables as they are."""
    import polars as pl

    from reftel.archive.renewal import Renewal
    from reftel.links.schema import empty

    with tempfile.TemporaryDirectory(prefix="reftel-links-") as folder:
        return pl.concat([empty(), *Renewal(store, None, Path(folder)).pieces()])


def cables(store: Store) -> pl.LazyFrame:
    """The cables of the snapshot."""
    from reftel.archive.renewal import scan

    return scan(store, "cables")


def _kept(store: Store) -> Kept | None:
    """The table as it is, if it is one of an earlier state of these tables; `None`: all is to be made anew."""
    import polars as pl
    import pyarrow.parquet as pq

    from reftel.archive.renewal import Kept, scan

    there = covers(store)
    if there is None or there.version != VERSION or there.batch > store.snapshot.batch:
        return None
    for name, number in (("cables", there.cables), ("references", there.references)):
        older = scan(store, name).filter(pl.col("batch") <= there.batch).select(pl.len())
        if older.collect().item() != number:
            return None
    try:
        metadata = pq.read_metadata(file(store)).metadata
        said = msgspec.json.decode(metadata[_ANNOUNCING], type=list[str])
        taught = msgspec.json.decode(metadata[_TAUGHT], type=int)
    except (KeyError, msgspec.MsgspecError):
        return None
    return Kept(there.batch, taught, pl.scan_parquet(file(store)), pl.Series("id", said, pl.String))


def _write(store: Store, kept: Kept | None) -> int:
    import os

    import pyarrow.parquet as pq

    from reftel.archive.renewal import ROWS, Renewal
    from reftel.links.schema import LINKS

    path = file(store)
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(path.name + ".new")
    rows = 0
    with _between(path.parent) as folder:
        renewal = Renewal(store, kept, folder)
        with pq.ParquetWriter(new, LINKS, compression="zstd", compression_level=1) as writer:
            for piece in renewal.pieces():
                writer.write_table(piece.to_arrow().cast(LINKS), row_group_size=ROWS)
                rows += piece.height
            said = {_KEY: msgspec.json.encode(wanted(store))}
            said[_ANNOUNCING] = msgspec.json.encode(renewal.announcing.to_list())
            said[_TAUGHT] = msgspec.json.encode(renewal.taught)
            writer.add_key_value_metadata(said)
    os.replace(new, path)
    return rows


@contextlib.contextmanager
def _between(folder: Path) -> Iterator[Path]:
    """A folder for files in between. One that a killed process left is removed."""
    path = folder / "parts"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
