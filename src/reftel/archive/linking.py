"""The table `links`: made from the tables by `reftel.links`, and kept beside them.

It is derived, as the word index is: one Parquet file, which says in its own metadata up to which
batch of the tables it goes and by which version of the rules it was made. It takes its
predecessor's place in one step, so it is whole at any moment, and can be made anew at any time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from reftel.archive.errors import ArchiveLocked

if TYPE_CHECKING:
    import polars as pl

    from reftel.archive.store import Store

VERSION: Final = 4
"""Of the rules and the columns. A table of another version is made anew."""

_ROWS: Final = 100_000
"""Rows that are looked through together: the table is in the order of its citing cables."""
_KEY: Final = b"reftel"


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
        rebuild(store)


def rebuild(store: Store) -> int:
    """Make the table anew; how many links it holds. The caller holds the archive's lock."""
    table = made(store)
    _write(store, table)
    return table.height


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


def kept(store: Store) -> pl.DataFrame | None:
    """The table as it lies there; `None` if it cannot be read."""
    import polars as pl

    try:
        return pl.read_parquet(file(store))
    except (OSError, pl.exceptions.PolarsError):
        return None


def made(store: Store) -> pl.DataFrame:
    """The links that the rules make of the tables as they are."""
    from reftel.links.resolution import resolve

    return resolve(cables(store), _scan(store, "references"), _scan(store, "sources"))


def cables(store: Store) -> pl.LazyFrame:
    """The cables of the snapshot."""
    return _scan(store, "cables")


def _scan(store: Store, name: str) -> pl.LazyFrame:
    import polars as pl

    return pl.scan_delta(str(store.path / name), version=store.snapshot.versions[name])


def _write(store: Store, table: pl.DataFrame) -> None:
    import os

    path = file(store)
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(path.name + ".new")
    metadata = {_KEY.decode(): msgspec.json.encode(wanted(store)).decode()}
    table.write_parquet(new, compression="zstd", compression_level=1, metadata=metadata, row_group_size=_ROWS)
    os.replace(new, path)
