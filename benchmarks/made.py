"""A made archive on the disk, in seconds: the tables are written from frames, without texts and word index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pyarrow as pa

import reftel
from reftel.archive import Archive, datafiles, rows
from reftel.archive.store import Store
from synthetic.world import World


def archive(world: World, path: Path) -> Archive:
    """What links, threads, ghosts and gaps read: the tables `cables` and `references`."""
    store = Store.create(path)
    with store.lock():
        files = {
            "cables": _file(path, "cables", world.cables),
            "references": _file(path, "references", world.references),
        }
        store.append(1, files)
    return reftel.open(path)


def _file(path: Path, name: str, frame: pl.DataFrame) -> datafiles.DataFile:
    schema = rows.TABLES[name]
    made = datafiles.DataFile(path / name, 1, schema)
    made.write(_table(frame, schema))
    return made


def _table(frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
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
    if field.name == "batch":
        return [1] * height
    return ["" if field.name == "text" else [] if pa.types.is_list(field.type) else None] * height
