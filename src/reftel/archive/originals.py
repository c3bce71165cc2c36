"""The original bytes of a cable, and what could not be read and may be read now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from reftel.readers import Found

if TYPE_CHECKING:
    import polars

    from reftel.archive.tables import Tables


class Original(msgspec.Struct, frozen=True):
    """A source of a cable: its very bytes, and where they were found.

    `path` names containers within containers, joined by `!`; `offset` and `length` are bytes in
    the innermost one. `data` is empty only where an archive was damaged.
    """

    id: str
    cable: str
    path: str
    offset: int
    length: int
    sha256: str
    reader: str
    reader_version: str
    data: bytes


def originals(archive: Tables, cables: list[str]) -> list[Original]:
    """The sources of some editions, each with its bytes, in the order in which they came."""
    import polars as pl

    columns = ["id", "cable", "path", "offset", "length", "sha256", "reader", "reader_version", "data"]
    found = archive.sources.filter(pl.col("cable").is_in(cables)).select([*columns, "batch"]).sort("batch")
    rows = found.drop("batch").collect().to_dicts()
    # The same bytes are kept once, with the source that came first.
    bare = [row["sha256"] for row in rows if row["data"] is None]
    kept = dict(_bytes(archive.sources, bare)) if bare else {}
    for row in rows:
        row["data"] = row["data"] if row["data"] is not None else kept.get(row["sha256"], b"")
    return [Original(**row) for row in rows]


def _bytes(sources: polars.LazyFrame, digests: list[str]) -> Iterator[tuple[str, bytes]]:
    import polars as pl

    held = sources.filter(pl.col("sha256").is_in(digests) & pl.col("data").is_not_null())
    yield from held.select("sha256", "data").collect().iter_rows()


def open_rejects(archive: Tables) -> polars.DataFrame:
    """The rejects that no later ingest has read: their place has no source of a later run.

    A reject of a whole file is read once anything of that file, or in it, was read later.
    """
    import polars as pl

    rejects = archive.rejects.collect()
    if rejects.is_empty():
        return rejects
    file = pl.col("path").str.split("!").list.first()
    sources = archive.sources.select("path", "offset", "run", file.alias("file")).collect()
    places: dict[tuple[str, int], str] = {}
    files: dict[str, str] = {}
    for path, offset, run, _ in sources.iter_rows():
        _latest(places, (path, offset), run)
        for whole in _containers(path):
            _latest(files, whole, run)
    still = [_still_open(row, places, files) for row in rejects.iter_rows(named=True)]
    return rejects.filter(pl.Series(still, dtype=pl.Boolean))


def _latest(runs: dict[Any, str], key: Any, run: str) -> None:
    if run > runs.get(key, ""):
        runs[key] = run


def _containers(path: str) -> Iterator[str]:
    """A path and the containers that it stands in: `a.zip!b.tar!c.txt`, `a.zip!b.tar`, `a.zip`."""
    yield path
    while "!" in path:
        path = path.rpartition("!")[0]
        yield path


def _still_open(row: dict[str, Any], places: dict[tuple[str, int], str], files: dict[str, str]) -> bool:
    whole = not row["offset"] and row["line"] is None
    read = files.get(row["path"], "") if whole else places.get((row["path"], row["offset"]), "")
    return read <= row["run"]


def to_try_again(archive: Tables) -> list[Found]:
    """The files of the open rejects: as they are now or, where they are gone, their kept bytes."""
    found: dict[str, Found] = {}
    for row in open_rejects(archive).iter_rows(named=True):
        path, data = str(row["path"]), row["data"]
        file = path.partition("!")[0]
        if os.path.isfile(file):
            place = os.path.join(os.path.realpath(os.path.dirname(file) or "."), os.path.basename(file))
            found.setdefault(file, Found(file, file, place, os.path.getsize(file)))
        elif data is not None and not row["offset"]:
            found.setdefault(path, Found(path, path, os.path.abspath(path), len(data), data))
    return list(found.values())
