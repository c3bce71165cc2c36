"""What further cables can change: which links of older ones must be made anew once some have been taken in.

What a reference means depends on the cable that makes it and on the *runs* of its readings, which are
the serials of one post and year: which of them are held, when they were sent, what they are about.
Where nothing of a post's year is known, it depends on the years around, and where words give a
date-time group, on the messages of those months. So a cable's links stay what they are if none of
these has a new cable. To make links anew that would have stayed costs time, and changes nothing; the
rules here are therefore generous.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from reftel.links.dating.serials import YEARS_NEAR
from reftel.links.resolving import groups
from reftel.links.resolving.numbers import split
from reftel.links.resolving.readings import near_posts
from reftel.vocabulary import known_numbers, posts

if TYPE_CHECKING:
    import polars as pl

    from reftel.links.resolving.holdings import Holdings

_MONTHS_OFF: Final = (-12, -1, 0, 1, 12)
"""Months by which a date-time group may be misread (`groups.misread`)."""


class News:
    """The new among the held cables, as far as older links can depend on them."""

    def __init__(self, held: Holdings, new: pl.Series) -> None:
        """`new` says of each row of the held cables whether it is new."""
        import polars as pl

        self._held = held
        frame = held.frame.with_columns(new=new)
        numbered = frame.filter(pl.col("mrn").is_not_null())
        pairs = numbered.filter("new").select("station", "year").unique()
        self._runs: set[tuple[str, int]] = set(pairs.iter_rows())
        self._years: dict[str, list[int]] = {}
        for station, year in self._runs:
            self._years.setdefault(station, []).append(year)
        # Of these posts and years enough is known without the new cables: no rate of another year is asked for.
        dated = numbered.filter(
            ~pl.col("new"),
            pl.col("sent").dt.year() == pl.col("year"),
            pl.col("serial") > 0,
            pl.col("series") == "",
        )
        self._dated: set[tuple[str, int]] = set(dated.select("station", "year").unique().iter_rows())
        self._months: set[int] = set()
        if "sent_at" in frame.columns:
            at = frame.filter(pl.col("new") & pl.col("sent_at").is_not_null())["sent_at"]
            month = pl.DataFrame({"at": at.dt.year().cast(pl.Int32) * 12 + at.dt.month() - 1})["at"].unique()
            self._months = {one + off for one in month for off in (-1, 0, 1)}

    def touched(self, refs: pl.DataFrame, held: pl.DataFrame) -> pl.Series:
        """The citing cables among some references, as `Resolver.read` gives them, whose links may change.

        `held` are those of them (`cable`, `position`) that mean a number that is held.
        """
        import polars as pl

        year = pl.Series("latest", self._held.year)
        cables = refs.filter("is_cable")
        cables = cables.with_columns(latest=year[cables["citing"]])
        held = held.select("cable", "position", held=pl.lit(True))
        of = cables.select("cable", "position", "latest", number=pl.col("numbers")).join(
            held, on=["cable", "position"], how="left"
        )
        of = of.explode("number").drop_nulls("number")
        of = of.select("cable", "latest", "held", split(pl.col("number")).alias("number")).unnest("number")
        asked = of.select("station", "year", "latest", pl.col("held").fill_null(False))
        asked = asked.unique().drop_nulls()
        hit = [self._may_mean(*row) for row in asked.iter_rows()]
        asked = asked.filter(pl.Series(hit, dtype=pl.Boolean))
        of = of.with_columns(pl.col("held").fill_null(False))
        numbered = of.join(asked, on=["station", "year", "latest", "held"], how="semi")["cable"]
        return pl.concat([numbered, self._by_group(cables)]).unique()

    def _may_mean(self, station: str, year: int, latest: int, held: bool) -> bool:
        """Whether a number's reading may be among the new cables, or be judged by them."""
        names = (station, *(near_posts(station) if posts.by_code(station) is None else ()))
        return any(self._touches(name, each, held) for name in names for each in {year, latest, latest - 1})

    def _touches(self, station: str, year: int, held: bool) -> bool:
        if (station, year) in self._runs:
            return True
        # Where one reading is held, other years are not asked for (`numbers`); nor where the year is known.
        if held or (station, year) in self._dated or known_numbers.of(station, year):
            return False
        around = (near for name in (station, *posts.siblings(station)) for near in self._years.get(name, ()))
        return any(abs(near - year) <= YEARS_NEAR for near in around)

    def _by_group(self, cables: pl.DataFrame) -> pl.Series:
        import polars as pl

        asked = cables.filter(pl.col("written").str.contains(groups.GROUP)).select(
            "cable", "latest", "written"
        )
        if not self._months:
            return asked["cable"].head(0)
        hit = [self._in_months(groups.read(words, latest or None)) for _, latest, words in asked.iter_rows()]
        return asked["cable"].filter(pl.Series(hit, dtype=pl.Boolean))

    def _in_months(self, read: tuple[str, datetime.datetime] | None) -> bool:
        if read is None:
            return False
        month = read[1].year * 12 + read[1].month - 1
        return any(month + off in self._months for off in _MONTHS_OFF)

    def of_runs(self, ids: pl.Series) -> pl.Series:
        """Those among some cables whose post has new ones of the same year."""
        import polars as pl

        runs = pl.DataFrame(list(self._runs), schema={"station": pl.String, "year": pl.Int32}, orient="row")
        rows = self._held.frame.filter(pl.col("id").is_in(ids.implode()))
        return rows.join(runs, on=["station", "year"], how="semi")["id"]
