"""Dated serials from tables: those of an archive's cables, and those of the known numbers that agree with them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reftel.links.dating import serial_runs
from reftel.links.dating.serial_runs import Dated
from reftel.vocabulary import known_numbers

if TYPE_CHECKING:
    import polars

Key = tuple[str, int, str]
"""Station, year, series."""

_TO_JUDGE: Final = 5  # dated cables by which an archive can contradict the known numbers
_APART: Final = 8.0  # working days


def agreeing(year: int, dated: Sequence[Dated], known: Sequence[known_numbers.Known]) -> list[Dated]:
    """The known numbers that are not among the dated ones; none of them where the two tell different stories.

    An archive may hold another ministry's cables under a post's name, or ones made up for a test.
    """
    have = {one.serial for one in dated}
    months = _months(year)
    more = [Dated(serial, *months[month]) for serial, month in known if serial not in have]
    own = serial_runs.runs(year, dated, from_new_year=False)[:1] if len(dated) >= _TO_JUDGE else []
    for run in own:
        inside = [one for one in more if run.lowest <= one.serial <= run.highest]
        places = [(run.place(one.serial), one) for one in inside]
        margin = _APART + run.clock.end / len(run.dated)
        apart = sum(
            not run.clock.start(one.first) - margin <= place.best <= run.clock.start(one.last) + margin
            for place, one in places
            if place
        )
        if apart > len(inside) / 4 or not inside:
            return []
    return more


def _months(year: int) -> list[tuple[int, int]]:
    """The first and last day of each month, by its number, counted from 1 January."""
    start = datetime.date(year, 1, 1).toordinal()
    begins = [datetime.date(year, month, 1).toordinal() - start for month in range(1, 13)]
    ends = [*begins[1:], datetime.date(year, 12, 31).toordinal() - start + 1]
    return [(0, 0), *((begin, end - 1) for begin, end in zip(begins, ends, strict=True))]


def grouped(cables: polars.DataFrame | polars.LazyFrame) -> dict[Key, list[Dated]]:
    import polars as pl

    frame = cables.lazy()
    columns = frame.collect_schema().names()
    if "serial" not in columns:
        frame, columns = _with_parts(frame), [*columns, "series"]
    last = pl.col("sent_until") if "sent_until" in columns else pl.col("sent")
    series = pl.col("series").fill_null("") if "series" in columns else pl.lit("")
    new_year = pl.date(pl.col("year"), 1, 1)
    days = (pl.date(pl.col("year") + 1, 1, 1) - new_year).dt.total_days()
    frame = (
        frame.filter(
            pl.col("serial") > 0, pl.col("station").is_not_null(), pl.col("year").is_between(1900, 2100)
        )
        .select(
            "station",
            "year",
            series.alias("series"),
            pl.col("serial").cast(pl.Int64),
            (pl.col("sent") - new_year).dt.total_days().alias("first"),
            (last.fill_null(pl.col("sent")) - new_year).dt.total_days().alias("last"),
            days.alias("days"),
        )
        # A number of December may go out in the first days of January; any other year is an error.
        .filter(
            pl.col("last") >= -3, pl.col("first") < pl.col("days") + 10, pl.col("first") <= pl.col("last")
        )
        .with_columns(pl.col("first").clip(0, pl.col("days") - 1), pl.col("last").clip(0, pl.col("days") - 1))
        .group_by("station", "year", "series", "serial")
        .agg(pl.col("first").sort().first(), pl.col("last").sort().first())
        .sort("station", "year", "series", "serial")
        .group_by("station", "year", "series", maintain_order=True)
        .agg("serial", "first", "last")
    )
    return {
        (station, year, series): list(map(Dated, *lists))
        for station, year, series, *lists in frame.collect().iter_rows()
    }


def _with_parts(frame: polars.LazyFrame) -> polars.LazyFrame:
    import polars as pl

    # A canonical number: year, station, for airgrams a dash and their letters, serial.
    parts = pl.col("mrn").str.extract_groups(r"^(\d{4})([A-Z0-9]*?[A-Z])(?:-(C?A))?(\d{1,6})$")
    return frame.with_columns(
        parts.struct[0].cast(pl.Int32).alias("year"),
        parts.struct[1].alias("station"),
        parts.struct[2].fill_null("").alias("series"),
        parts.struct[3].cast(pl.Int64).alias("serial"),
    )
