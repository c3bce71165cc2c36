"""Gaps: how complete an archive is, by post and year, and which serials are missing in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reftel.links.dating.serials import Serials
from reftel.links.missing import totals
from reftel.links.missing.ghosts import NO_TEXT
from reftel.model import MRN

if TYPE_CHECKING:
    import polars as pl

_BY_CHANCE: Final = 0.01
"""A run of missing serials is unusual if chance makes fewer than so many like it in its post and year."""
_PLAUSIBLE: Final = 0.05
_FEW_DATED: Final = 3
_KEY: Final = ("station", "year", "series")


def seen(cables: pl.LazyFrame, ghosts: pl.DataFrame) -> pl.DataFrame:
    """Every serial that is known to have been used: `station`, `year`, `series`, `serial`, `held`, `sent`, `before`.

    `held`: a text is held. `before` is the day of the first cable that cites it.
    """
    import polars as pl

    numbered = cables.filter(pl.col("serial").is_not_null(), pl.col("station").is_not_null())
    held = (
        numbered.filter(~pl.col("problems").list.contains(NO_TEXT))
        .group_by(*_KEY, "serial")
        .agg(pl.col("sent").min())
        .with_columns(pl.lit(True).alias("held"), pl.lit(None, pl.Date).alias("before"))
        .collect()
    )
    cited = ghosts.select(
        *_KEY, "serial", pl.col("card_sent").alias("sent"), pl.lit(False).alias("held"), "before"
    )
    columns = [*_KEY, "serial", "sent", "held", "before"]
    return pl.concat([held.select(columns), cited.select(columns)], how="vertical_relaxed")


def plausible(known: pl.DataFrame, serials: Serials) -> pl.DataFrame:
    """Without cited numbers that the post can hardly have reached: a slip of a digit would make a post ten times as busy."""
    import polars as pl

    tops = known.filter("held").group_by(*_KEY).agg(pl.col("serial").max().alias("top"))
    above = known.filter(~pl.col("held")).join(tops, on=_KEY, how="left")
    above = above.filter(pl.col("top").is_null() | (pl.col("serial") > pl.col("top")))
    bad = [
        (station, year, series, serial)
        for station, year, series, serial, before in above.select(*_KEY, "serial", "before").iter_rows()
        if before and serials.plausible(MRN(year, station, serial, series), before) < _PLAUSIBLE
    ]
    schema = {name: known.schema[name] for name in (*_KEY, "serial")}
    return known.join(pl.DataFrame(bad, schema=schema, orient="row"), on=(*_KEY, "serial"), how="anti")


def table(known: pl.DataFrame, serials: Serials, confidence: float = 0.9) -> pl.DataFrame:
    """One row for each post, year and series; see `COLUMNS`. Those with the most missing come first.

    Raises `ValueError` for a confidence that is not between 0 and 1.
    """
    import polars as pl

    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    known = plausible(known, serials)
    rows = known.group_by(*_KEY).agg(
        pl.col("held").sum().cast(pl.Int64),
        (~pl.col("held")).sum().cast(pl.Int64).alias("cited"),
        pl.col("serial").max().alias("highest"),
        pl.col("sent").filter("held").min().alias("first"),
        pl.col("sent").filter("held").max().alias("last"),
    )
    found = [
        _total(serials, MRN(year, station, highest, series), held + cited, confidence)
        for station, year, series, held, cited, highest in rows.select(
            *_KEY, "held", "cited", "highest"
        ).iter_rows()
    ]
    rows = rows.with_columns(
        pl.Series("total", [one and one.estimate for one in found], dtype=pl.Int64),
        pl.Series("total_low", [one and one.low for one in found], dtype=pl.Int64),
        pl.Series("total_high", [one and one.high for one in found], dtype=pl.Int64),
        pl.Series("how", [one.how if one else "too few serials" for one in found], dtype=pl.String),
    )
    unusual = (
        missing_runs(known)
        .group_by(*_KEY)
        .agg(pl.len().alias("runs"), pl.col("missing").max().alias("longest_run"))
    )
    return (
        rows.join(unusual, on=_KEY, how="left")
        .with_columns(
            (pl.col("total") - pl.col("held") - pl.col("cited")).clip(0).alias("unknown"),
            (pl.col("held") / pl.col("total")).alias("share"),
            pl.col("runs").fill_null(0).cast(pl.Int64),
        )
        .select(COLUMNS)
        .sort("unknown", *_KEY, descending=[True, False, False, False], nulls_last=True)
    )


COLUMNS: Final = (
    "station",
    "year",
    "series",
    "highest",
    "total",
    "total_low",
    "total_high",
    "held",
    "cited",
    "unknown",
    "share",
    "first",
    "last",
    "runs",
    "longest_run",
    "how",
)
"""The columns of `table`: the highest serial seen; how many numbers were given out (`total`, with `total_low` and `total_high`); of these
`held`, `cited` only, `unknown`; the `share` held; the days of the first and last held; how many unusual runs of missing
serials there are, and the longest of them; `how` the total was estimated."""


def _total(serials: Serials, highest: MRN, count: int, confidence: float) -> totals.Total | None:
    run = serials.run(highest)
    if run is not None and len(run.dated) >= _FEW_DATED and serials.counts_by_years(highest):
        return totals.by_rate(run, max(highest.serial, run.highest), confidence)
    return totals.by_sample(count, highest.serial, confidence)


def missing_runs(known: pl.DataFrame) -> pl.DataFrame:
    """Runs of serials of which none is held, and which chance would hardly make.

    If the share *p* of a post's serials is held, and the others were missing evenly, a run of *L* or more would follow
    each held one with probability (1 − p)^L; with *n* held ones *n*(1 − p)^L such runs are to be expected. A run is
    unusual where fewer than 0.01 are: `chance` is that number. `after` and `before` are the held serials around it,
    `since` and `until` their days.
    """
    import polars as pl

    ordered = known.filter("held").sort(*_KEY, "serial")
    following = (
        ordered.with_columns(
            pl.col("serial").shift(-1).over(_KEY).alias("next"),
            pl.col("sent").shift(-1).over(_KEY).alias("until"),
            pl.len().over(_KEY).alias("n"),
            (pl.len().over(_KEY) / (pl.col("serial").max().over(_KEY))).clip(0, 1).alias("p"),
        )
        .drop_nulls("next")
        .with_columns((pl.col("next") - pl.col("serial") - 1).alias("missing"))
        .filter(pl.col("missing") > 0)
    )
    return (
        following.with_columns((pl.col("n") * (1 - pl.col("p")) ** pl.col("missing")).alias("chance"))
        .filter(pl.col("chance") < _BY_CHANCE)
        .select(
            *_KEY,
            pl.col("serial").alias("after"),
            pl.col("next").alias("before"),
            "missing",
            pl.col("sent").alias("since"),
            "until",
            "chance",
        )
        .sort("chance", *_KEY, "after")
    )


def months(known: pl.DataFrame, serials: Serials, among: list[tuple[str, int]] | None = None) -> pl.DataFrame:
    """By post, year and month: how many cables are `held`, and `sent`: how many the serials say were sent.

    Airgrams and other series are left aside. `among` are the posts and years wanted, all if not given.
    """
    import polars as pl

    plain = known.filter(pl.col("series").fill_null("") == "")
    held = (
        plain.filter(
            pl.col("held") & pl.col("sent").is_not_null() & (pl.col("sent").dt.year() == pl.col("year"))
        )
        .group_by("station", "year", pl.col("sent").dt.month().cast(pl.Int64).alias("month"))
        .agg(pl.len().cast(pl.Int64).alias("held"))
    )
    groups = (
        plain.select("station", "year").unique().sort("station", "year").rows() if among is None else among
    )
    rows = [
        (station, year, month, sent)
        for station, year in groups
        for month, sent in enumerate(_sent_by_month(serials, station, year), 1)
    ]
    schema = {"station": pl.String, "year": plain.schema["year"], "month": pl.Int64, "sent": pl.Float64}
    sent = pl.DataFrame(rows, schema=schema, orient="row")
    return (
        sent.join(held, on=["station", "year", "month"], how="left")
        .with_columns(pl.col("held").fill_null(0))
        .with_columns(
            # No fewer than are held; where the total is not known, it stays so.
            pl.when(pl.col("sent").is_not_null())
            .then(pl.max_horizontal("sent", pl.col("held").cast(pl.Float64)))
            .alias("sent")
        )
    )


def _sent_by_month(serials: Serials, station: str, year: int) -> list[float | None]:
    """The numbers given out in each month, by the post's run; nothing where there is no run."""
    mrn = MRN(year, station, 1)
    run = serials.run(mrn)
    if run is None or len(run.dated) < _FEW_DATED or not serials.counts_by_years(mrn):
        return [None] * 12
    total = totals.by_rate(run, run.highest)
    place = run.place(run.highest)
    last = min(place.best, run.clock.end) if place else run.clock.end
    ends = [run.clock.start(day) for day in run.clock.months[1:]] + [run.clock.end]
    reached = []
    for end in ends:
        if end <= last:
            reached.append(run.serial_at(end))
        else:
            share = (end - last) / max(run.clock.end - last, 1e-9)
            reached.append(run.highest + (total.estimate - run.highest) * share)
    return [max(b - a, 0.0) for a, b in zip([0.0, *reached], reached, strict=False)]


def by_year(gaps: pl.DataFrame, levels: pl.DataFrame) -> pl.DataFrame:
    """Totals of each year beside those that the Department itself counted (`reftel.vocabulary.yearly_totals`).

    `levels` has the held cables by `year` and `level`. `made` and the columns `made_…` are the Department's counts,
    empty for years of which none were released; `missing` is what of them is not held.
    """
    import polars as pl

    from reftel.vocabulary import yearly_totals

    summed = gaps.group_by("year").agg(
        pl.col("station").n_unique().alias("posts"),
        pl.col("held").sum(),
        pl.col("cited").sum(),
        pl.col("total").sum(),
    )
    made = pl.DataFrame(
        [
            (one.year, one.total, one.unclassified, one.confidential, one.secret, one.limited_official_use)
            for one in yearly_totals.all_years()
        ],
        schema={
            "year": gaps.schema["year"],
            **dict.fromkeys(
                ("made", "made_unclassified", "made_confidential", "made_secret", "made_limited"), pl.Int64
            ),
        },
        orient="row",
    )
    names = {
        "UNCLASSIFIED": "unclassified",
        "CONFIDENTIAL": "confidential",
        "SECRET": "secret",
        "LIMITED OFFICIAL USE": "limited",
    }
    counted = levels.group_by("year").agg(
        *(
            pl.col("n").filter(pl.col("level") == level).sum().alias(f"held_{name}")
            for level, name in names.items()
        )
    )
    return (
        summed.join(made, on="year", how="left")
        .join(counted, on="year", how="left")
        .with_columns(
            (pl.col("made") - pl.col("held")).alias("missing"),
            (pl.col("held") / pl.col("made")).alias("share_of_made"),
        )
        .sort("year")
    )
