"""A made archive on the disk, in seconds: the tables are written from frames, without texts and word index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa

import reftel
from reftel.archive import Archive, datafiles, rows
from reftel.archive.store import Store
from synthetic.world import World

BATCH: Final = 20_000
"""Cables in a batch, as an ingest makes them."""


def archive(world: World, path: Path) -> Archive:
    """What links, threads, ghosts and gaps read: the tables `cables` and `references`."""
    store = Store.create(path)
    with store.lock():
        for start in range(0, max(world.cables.height, 1), BATCH):
            cables = world.cables.slice(start, BATCH)
            add(store, cables, world.references.join(cables.select(cable="id"), on="cable", how="semi"))
    return reftel.open(path)


def add(store: Store, cables: pl.DataFrame, references: pl.DataFrame) -> None:
    """Make cables, and what they cite, the next batch. The caller holds the archive's lock."""
    number = store.snapshot.batch + 1
    files = {}
    for name, frame in (("cables", cables), ("references", references)):
        schema = rows.TABLES[name]
        files[name] = datafiles.DataFile(store.path / name, number, schema)
        files[name].write(table(frame.with_columns(batch=pl.lit(number, pl.Int64)), schema))
    store.append(number, files)


def table(frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    """The frame with all columns of the schema; those that it lacks are empty."""
    arrow = frame.to_arrow()
    return pa.table(
        [
            arrow.column(field.name).cast(field.type)
            if field.name in arrow.column_names
            else pa.array(_empty(field, frame.height), field.type)
            for field in schema
        ],
        schema,
    )


def _empty(field: pa.Field, height: int) -> Iterable[object]:
    return ["" if field.name == "text" else [] if pa.types.is_list(field.type) else None] * height
