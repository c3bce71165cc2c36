"""What is in an archive, in numbers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from reftel.archive.archive import Archive


class Info(msgspec.Struct, frozen=True):
    """What is in an archive.

    `mrns` is the number of different MRNs among its `cables` (editions); `cited` and `ghosts` the
    number of cables that others cite, and of those of them that no edition is held of. The counts
    by value are of cables, the most frequent first.
    """

    path: str
    cables: int
    mrns: int
    sources: int
    paragraphs: int
    references: int
    rejects: int
    cited: int
    ghosts: int
    first: datetime.date | None
    last: datetime.date | None
    stations: dict[str, int]
    years: dict[str, int]
    levels: dict[str, int]
    problems: dict[str, int]
    reject_codes: dict[str, int]
    bytes_sources: int
    bytes_disk: int
    parsers: dict[str, int]


def overview(archive: Archive) -> Info:
    """Count what is in an archive."""
    import polars as pl

    cables, references = archive.cables, archive.references
    sent, mrns = pl.col("sent"), pl.col("mrn")
    whole = cables.select(
        pl.len().alias("cables"),
        mrns.drop_nulls().n_unique().alias("mrns"),
        sent.min().alias("first"),
        sent.max().alias("last"),
    ).collect()
    cited = archive.links.select(pl.col("to_mrn").alias("mrn")).drop_nulls().unique()
    ghosts = cited.join(cables.select(mrns).drop_nulls().unique(), on="mrn", how="anti")
    sources = archive.sources.select(pl.len(), pl.col("length").sum()).collect().row(0)
    row = whole.row(0, named=True)

    def by(frame: pl.LazyFrame, column: str) -> dict[str, int]:
        counted = frame.select(pl.col(column)).drop_nulls().group_by(column).len()
        listed = counted.sort(["len", column], descending=[True, False]).collect()
        return {str(value): count for value, count in listed.iter_rows()}

    return Info(
        path=str(archive.path),
        cables=row["cables"],
        mrns=row["mrns"],
        sources=sources[0],
        paragraphs=_length(archive.paragraphs),
        references=_length(references),
        rejects=_length(archive.rejects),
        cited=_length(cited),
        ghosts=_length(ghosts),
        first=row["first"],
        last=row["last"],
        stations=by(cables, "station"),
        years=dict(sorted(by(cables, "year").items())),
        levels=by(cables, "level"),
        problems=by(cables.select("problems").explode("problems"), "problems"),
        reject_codes=by(archive.rejects, "code"),
        bytes_sources=sources[1] or 0,
        bytes_disk=sum(file.stat().st_size for file in archive.path.rglob("*") if file.is_file()),
        parsers=by(cables, "parser"),
    )


def _length(frame: object) -> int:
    import polars as pl

    assert isinstance(frame, pl.LazyFrame)
    return frame.select(pl.len()).collect().item()
