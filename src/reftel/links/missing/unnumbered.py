"""Ghosts without a number: messages of which nothing is known but who sent them and their date-time group.

`CNO WASHINGTON DC 152315Z APR 2005` names one message as surely as a number does. Such a one is never given a number.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import msgspec

from reftel.links.missing import ghosts
from reftel.links.resolving import groups

if TYPE_CHECKING:
    import polars as pl


class Named(msgspec.Struct, frozen=True):
    """A message by its originator, as written, and the minute of its date-time group.

    >>> str(Named("CNO WASHINGTON DC", datetime.datetime(2005, 4, 15, 23, 15, tzinfo=datetime.UTC)))
    'CNO WASHINGTON DC 152315Z APR 2005'
    """

    originator: str
    at: datetime.datetime

    def __str__(self) -> str:
        return f"{self.originator.upper()} {self.written}"

    @property
    def written(self) -> str:
        """The group: `152315Z APR 2005`."""
        return f"{self.at:%d%H%MZ %b %Y}".upper()

    @property
    def station(self) -> str | None:
        """The post that the originator is, if it is one."""
        return groups.station(self.originator)

    def is_the_same(self, other: Named) -> bool:
        """Of one minute, and all words of the shorter originator are among those of the longer."""
        mine, theirs = set(self.originator.split()), set(other.originator.split())
        return self.at == other.at and (mine <= theirs or theirs <= mine)


def parse(words: str, latest: int | None = None) -> Named | None:
    """The message that words name by originator and group; `None` if they name none."""
    read = groups.read(words, latest)
    return Named(*read) if read and read[0] else None


def citations(
    cables: pl.LazyFrame, references: pl.LazyFrame, links: pl.LazyFrame, among: list[str] | None = None
) -> pl.DataFrame:
    """One row for each cable that cites such a message; the columns are those of `ghosts.citations`, and `position`.

    `mrn` holds the name of the message here, `originator` and `at` its parts. What may be one of several held
    messages, the group misread, is no ghost.
    """
    import polars as pl

    open_ones = links.filter(
        pl.col("how") == "unresolved", pl.col("kind") == "cable", pl.col("candidates").list.len() == 0
    )
    if among is not None:
        open_ones = open_ones.filter(pl.col("cable").is_in(among))
    said = references.filter(pl.col("written").str.contains(groups.GROUP))
    said = said.select("cable", "position", pl.col("written").alias("words"))
    citing = cables.select(pl.col("id").alias("cable"), "sent", "subject", "tags", "level", "year")
    rows = (
        open_ones.select(
            pl.coalesce("from_mrn", "cable").alias("citing"),
            "cable",
            "position",
            "relation",
            pl.lit(1.0).alias("surely"),
        )
        .join(said, on=["cable", "position"])
        .join(citing, on="cable", how="left")
        .sort("cable", "position")
        .collect()
    )
    names = [parse(words, year) for words, year in rows.select("words", "year").iter_rows()]
    chosen = _as_one([one for one in names if one])
    merged = [chosen[one] if one else None for one in names]
    return rows.with_columns(
        pl.Series("mrn", [str(one) if one else None for one in merged], dtype=pl.String),
        pl.Series("originator", [one and one.originator for one in merged], dtype=pl.String),
        pl.Series("at", [one and one.at for one in merged], dtype=pl.Datetime("us", "UTC")),
        pl.Series("written", [one and one.at.date() for one in merged], dtype=pl.Date),
    ).drop_nulls("mrn")


def _as_one(names: list[Named]) -> dict[Named, Named]:
    """For each name that by which its message is listed: of several for one message the shortest."""
    chosen: dict[Named, Named] = {}
    by_minute: dict[datetime.datetime, list[Named]] = {}
    for one in sorted(set(names), key=lambda one: (len(one.originator), one.originator)):
        listed = by_minute.setdefault(one.at, [])
        same = [other for other in listed if one.is_the_same(other)]
        # A longer name that holds two different ones is of neither.
        chosen[one] = same[0] if len(same) == 1 else one
        if chosen[one] is one:
            listed.append(one)
    return chosen


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """The messages of `citations` as rows of `ghosts.table`: `mrn` is empty, and `named` the message's name."""
    import polars as pl

    facts = rows.select("mrn", "originator", "at").unique("mrn")
    stations = {name: groups.station(name) for name in facts["originator"]}
    found = ghosts.described(rows).join(facts, on="mrn", how="left")
    return found.with_columns(
        pl.col("mrn").alias("named"),
        pl.lit(None, pl.String).alias("mrn"),
        pl.col("at").dt.year().alias("year"),
        pl.col("originator").replace_strict(stations, return_dtype=pl.String, default=None).alias("station"),
        pl.lit(None, pl.String).alias("series"),
        pl.lit(None, pl.Int64).alias("serial"),
        pl.lit(None, pl.String).alias("card"),
        pl.lit(None, pl.Date).alias("card_sent"),
    ).select(ghosts.COLUMNS)
