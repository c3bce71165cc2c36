"""Ghosts: cables that others cite and no text of which is held, with what the citing cables tell of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reftel.links.dating.serials import Serials, When
from reftel.model import MRN
from reftel.vocabulary import levels

if TYPE_CHECKING:
    import polars as pl

    from reftel.links.missing.sheet_matching import Match

NO_TEXT: Final = "text-missing"
"""The problem of a record without a text: a withdrawal card, an entry of an index, a text that was lost."""
LATER: Final = ("septel",)
"""Relations in which the cable that is meant is later than the one that speaks of it."""
SURE_ENOUGH: Final = 0.5
_MOST_CITING: Final = 50
_TAGS: Final = 12
DOUBTFUL: Final = 0.05
_WRITTEN: Final = 0.95
"""That a day that is written beside a citation is the day: 30 of 32 such days of held cables, in real telegrams."""
_RECORDED: Final = 0.99
"""That an archive's record has the day right: so in all 206 of the samples that have a date-time group besides."""
_IN_ITS_YEAR: Final = 0.99
"""That a cable was sent in the year of its number, by the first that cites it: always, on made archives, if the link is right."""
_OUT_OF_PLACE: Final = 0.5
"""That a day holds which the serials contradict. It is set: there are too few such cases to measure."""


def anchors(cables: pl.LazyFrame) -> pl.LazyFrame:
    """The cables by which serials are dated: those whose day is known, not inferred from anything."""
    import polars as pl

    inferred = pl.col("sent_from").fill_null("").str.starts_with("inferred")
    return cables.filter(~inferred).select("year", "station", "series", "serial", "sent")


def citations(cables: pl.LazyFrame, links: pl.LazyFrame, among: list[str] | None = None) -> pl.LazyFrame:
    """One row for each cable that cites a ghost: `mrn` (of the ghost), and of the citing one `citing`, `cable`,
    `sent`, `subject`, `tags`, `level`; `relation`, `surely` and the `written` date of the reference.

    `among`: the ids of the citing cables to be regarded; all, if not given.
    """
    import polars as pl

    held = cables.filter(~pl.col("problems").list.contains(NO_TEXT)).select("mrn").drop_nulls().unique()
    found = links.filter(
        pl.col("to_mrn").is_not_null(),
        pl.col("confidence") >= SURE_ENOUGH,
        pl.col("to_mrn").ne_missing(pl.col("from_mrn")),
    )
    if among is not None:
        found = found.filter(pl.col("cable").is_in(among))
    citing = cables.select(pl.col("id").alias("cable"), "sent", "subject", "tags", "level")
    return (
        found.select(
            pl.col("to_mrn").alias("mrn"),
            pl.coalesce("from_mrn", "cable").alias("citing"),
            "cable",
            "position",
            "relation",
            pl.col("confidence").alias("surely"),
            pl.col("date").alias("written"),
        )
        .join(held, on="mrn", how="anti")
        .join(citing, on="cable", how="left")
    )


def table(cables: pl.LazyFrame, links: pl.LazyFrame, among: list[str] | None = None) -> pl.DataFrame:
    """All ghosts, those most cited first, without their dates (see `dated`).

    Records without a text (withdrawal cards) are ghosts as well, cited or not: `card` says that there is one. With
    `among` only what those cables cite.
    """
    import polars as pl

    rows = citations(cables, links, among).collect()
    found = _with_cards(described(rows), cables, among).with_columns(
        pl.coalesce("card_subject", "subject").alias("subject"),
        pl.when(pl.col("card_subject").is_null()).then("subject_support").alias("subject_support"),
        pl.col("tags").fill_null([]),
        pl.col("tags_support").fill_null([]),
        pl.coalesce("card_level", "lowest").alias("lowest"),
        pl.coalesce("card_level", "highest").alias("highest"),
    )
    return _with_number(found).select(COLUMNS).sort("citations", "mrn", descending=[True, False])


def described(rows: pl.DataFrame) -> pl.DataFrame:
    """What the citing cables tell of each `mrn` of `citations`."""
    import polars as pl

    found = rows.group_by("mrn").agg(
        pl.col("citing").n_unique().alias("citations"),
        pl.col("citing")
        .sort_by("sent", nulls_last=True)
        .unique(maintain_order=True)
        .head(_MOST_CITING)
        .alias("cited_by"),
        *_bounds(),
        _written(),
        pl.col("surely").max().alias("link_confidence"),
    )
    found = found.join(_subjects(rows), on="mrn", how="left").join(_tags(rows), on="mrn", how="left")
    found = found.join(_levels(rows), on="mrn", how="left")
    return found.with_columns(pl.col("tags").fill_null([]), pl.col("tags_support").fill_null([]))


def _bounds() -> tuple[pl.Expr, pl.Expr]:
    """`before` and `after`: the day of the first cable that cites it, and of the last that announces it."""
    import polars as pl

    later = pl.col("relation").is_in(LATER)
    return (
        pl.col("sent").filter(~later).min().alias("before"),
        pl.col("sent").filter(later).max().alias("after"),
    )


def _written() -> pl.Expr:
    """The days that the citing cables write, each cable's once, in order."""
    import polars as pl

    days = pl.struct("citing", pl.col("written").alias("day")).filter(pl.col("written").is_not_null())
    return days.unique().struct.field("day").sort().alias("written")


def written_days(links: pl.DataFrame) -> list[datetime.date]:
    """The same of the links to one number (`from_mrn`, `cable`, `date`)."""
    import polars as pl

    rows = links.select(pl.coalesce("from_mrn", "cable").alias("citing"), pl.col("date").alias("written"))
    return rows.select(_written())["written"].to_list()


def numbers(cables: pl.LazyFrame, links: pl.LazyFrame) -> pl.DataFrame:
    """The numbers of all ghosts, and of them only what dates them (see `COLUMNS`)."""
    import polars as pl

    rows = citations(cables, links)
    found = rows.group_by("mrn").agg(
        pl.col("citing").n_unique().alias("citations"),
        pl.lit([], pl.List(pl.String)).first().alias("cited_by"),
        *_bounds(),
        _written(),
    )
    return _with_number(_with_cards(found.collect(), cables, None))


COLUMNS: Final = (
    "mrn",
    "named",
    "year",
    "station",
    "series",
    "serial",
    "citations",
    "cited_by",
    "subject",
    "subject_support",
    "tags",
    "tags_support",
    "lowest",
    "highest",
    "card",
    "before",
    "after",
    "written",
    "card_sent",
    "link_confidence",
)
"""The columns of `table`. `subject_support` is the number of citing cables of that subject, empty where a card gives
it; `tags_support` the number of citing cables that bear each of `tags`. `named` is the number or, of what has none
(`mrn` is empty), originator and date-time group (`reftel.links.missing.unnumbered`)."""


def _with_cards(found: pl.DataFrame, cables: pl.LazyFrame, among: list[str] | None) -> pl.DataFrame:
    import polars as pl

    cards = (
        cables.filter(pl.col("problems").list.contains(NO_TEXT), pl.col("mrn").is_not_null())
        .select("mrn", pl.format("record {}", "id").alias("id"), "sent", "subject", "level")
        .collect()
    )
    held = cables.filter(
        ~pl.col("problems").list.contains(NO_TEXT), pl.col("mrn").is_in(cards["mrn"].unique().to_list())
    )
    cards = cards.join(held.select("mrn").unique().collect(), on="mrn", how="anti")
    cards = cards.group_by("mrn").agg(
        pl.col("id").first().alias("card"),
        pl.col("sent").first(ignore_nulls=True).alias("card_sent"),
        pl.col("subject").first(ignore_nulls=True).alias("card_subject"),
        pl.col("level").first(ignore_nulls=True).alias("card_level"),
    )
    how = "full" if among is None else "left"
    joined = found.join(cards, on="mrn", how=how, coalesce=True)
    return joined.with_columns(pl.col("citations").fill_null(0), pl.col("cited_by").fill_null([]))


def _subjects(rows: pl.DataFrame) -> pl.DataFrame:
    """The subject that most citing cables bear; the earliest citing cable's where none prevails."""
    import polars as pl

    plain = pl.col("subject").str.strip_chars().str.to_uppercase()
    counted = (
        rows.filter(pl.col("subject").is_not_null())
        .unique(["mrn", "citing"], keep="first", maintain_order=True)
        .group_by("mrn", plain.alias("_plain"))
        .agg(
            pl.len().alias("subject_support"),
            pl.col("subject").first(),
            pl.col("sent").min(),
        )
    )
    return (
        counted.sort("subject_support", "sent", "_plain", descending=[True, False, False], nulls_last=True)
        .unique("mrn", keep="first", maintain_order=True)
        .select("mrn", "subject", "subject_support")
    )


def _tags(rows: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return (
        rows.unique(["mrn", "citing"])
        .select("mrn", "tags")
        .explode("tags")
        .drop_nulls("tags")
        .group_by("mrn", "tags")
        .len("tags_support")
        .sort("tags_support", "tags", descending=[True, False])
        .group_by("mrn", maintain_order=True)
        .agg(pl.col("tags").head(_TAGS), pl.col("tags_support").head(_TAGS))
    )


def _levels(rows: pl.DataFrame) -> pl.DataFrame:
    """The lowest and the highest level of the citing cables."""
    import polars as pl

    order = pl.col("level").replace_strict({name: n for n, name in enumerate(levels.LEVELS)}, default=None)
    ranked = rows.select("mrn", "level", order.alias("n")).drop_nulls("n")
    return ranked.group_by("mrn").agg(
        pl.col("level").sort_by("n").first().alias("lowest"),
        pl.col("level").sort_by("n").last().alias("highest"),
    )


def _with_number(found: pl.DataFrame) -> pl.DataFrame:
    """The parts of each number, and nothing of what is no number."""
    import polars as pl

    numbers = [MRN.parse(text) for text in found["mrn"]]
    parts = pl.DataFrame(
        {
            "year": pl.Series([one and one.year for one in numbers], dtype=pl.Int32),
            "station": pl.Series([one and one.station for one in numbers], dtype=pl.String),
            "series": pl.Series([one and one.series for one in numbers], dtype=pl.String),
            "serial": pl.Series([one and one.serial for one in numbers], dtype=pl.Int64),
        }
    )
    return (
        found.hstack(parts).filter(pl.col("serial").is_not_null()).with_columns(pl.col("mrn").alias("named"))
    )


def with_sheet(
    ghosts: pl.DataFrame, matches: Sequence[Match], sheet: str, held: pl.LazyFrame
) -> pl.DataFrame:
    """`ghosts` with what a withdrawal sheet says of them, and the cables that it names and that nobody cites.

    `held` are the cables of which a text is held (`mrn`): what a sheet names of those is no ghost.
    """
    import polars as pl

    rows = [
        (
            str(match.mrn),
            f"sheet {sheet}, line {match.row.line}",
            match.row.date,
            match.row.subject,
            match.row.level,
        )
        for match in matches
        if match.mrn
    ]
    names = ("mrn", "sheet", "sheet_sent", "sheet_subject", "sheet_level")
    kinds = (pl.String, pl.String, pl.Date, pl.String, pl.String)
    named = pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row").unique(
        "mrn", keep="first", maintain_order=True
    )
    named = named.join(held.select("mrn").unique().collect(), on="mrn", how="anti")
    joined = ghosts.drop("named", "year", "station", "series", "serial").join(
        named, on="mrn", how="full", coalesce=True
    )
    by_sheet = pl.col("sheet_subject").is_not_null()
    joined = joined.with_columns(
        pl.col("citations").fill_null(0),
        pl.col("cited_by", "tags").fill_null([]),
        pl.col("tags_support").fill_null([]),
        pl.coalesce("card", "sheet").alias("card"),
        pl.coalesce("card_sent", "sheet_sent").alias("card_sent"),
        pl.coalesce("sheet_subject", "subject").alias("subject"),
        pl.when(by_sheet).then(None).otherwise("subject_support").alias("subject_support"),
        pl.coalesce("sheet_level", "lowest").alias("lowest"),
        pl.coalesce("sheet_level", "highest").alias("highest"),
    )
    return _with_number(joined).select(COLUMNS).sort("citations", "mrn", descending=[True, False])


def dated(ghosts: pl.DataFrame, serials: Serials, confidence: float = 0.9) -> pl.DataFrame:
    """`ghosts` with when each was sent: `first`, `last`, `best`, `confidence`, `how`; and `doubtful`.

    `doubtful`: that the post had sent that serial by the day of the first cable that cites it is less than 5 % likely,
    so the number as cited may be wrong.
    """
    import polars as pl

    names = ("year", "station", "series", "serial", "before", "after", "written", "card_sent")
    found: list[When | None] = []
    doubtful: list[bool] = []
    for year, station, series, serial, before, after, written, card in ghosts.select(names).iter_rows():
        if serial is None:  # by its date-time group
            when = by_group(written[0])
            doubt = before is not None and before < when.first
        else:
            mrn = MRN(year, station, serial, series)
            when = when_sent(mrn, serials, confidence, before, after, written or (), card)
            # Most ghosts are cited after the last day on which they may have been sent: none of these is doubtful.
            doubt = (
                before is not None
                and (when is None or before <= when.last)
                and serials.plausible(mrn, before) < DOUBTFUL
            )
        found.append(when)
        doubtful.append(doubt)
    return ghosts.with_columns(
        pl.Series("first", [one and one.first for one in found], dtype=pl.Date),
        pl.Series("last", [one and one.last for one in found], dtype=pl.Date),
        pl.Series("best", [one and one.best for one in found], dtype=pl.Date),
        pl.Series("confidence", [one and one.confidence for one in found], dtype=pl.Float64),
        pl.Series("how", [one and one.how for one in found], dtype=pl.String),
        pl.Series("doubtful", doubtful, dtype=pl.Boolean),
    )


def by_group(day: datetime.date) -> When:
    """When a message was sent of which the date-time group is known."""
    return When(day, day, day, _WRITTEN, "its date-time group")


def when_sent(
    mrn: MRN,
    serials: Serials,
    confidence: float = 0.9,
    before: datetime.date | None = None,
    after: datetime.date | None = None,
    written: Sequence[datetime.date] = (),
    card: datetime.date | None = None,
) -> When | None:
    """When a ghost was sent: by its card, by the dates that citing cables write, or by its serial.

    A written date that does not fit the serials is told as half sure; several that differ give a span.
    """
    said = [card] if card else [day for day in written if abs(day.year - mrn.year) <= 1]
    if said:
        first, last = min(said), max(said)
        source = (
            "its record or sheet"
            if card
            else "the cables that cite it"
            if len(said) > 1
            else "a cable that cites it"
        )
        how = f"the date that {source} {'give' if len(said) > 1 and not card else 'gives'}"
        likely = serials.when(mrn, 0.99)
        if likely and (last < likely.first or first > likely.last):
            against = f"{how}, though its serial says {likely.first} to {likely.last}"
            return When(first, last, first, _OUT_OF_PLACE, against)
        best = max(set(said), key=lambda day: (said.count(day), -day.toordinal()))
        return When(first, last, best, _RECORDED if card else _WRITTEN, how)
    found = serials.when(mrn, confidence, before, after)
    if found is None and before and before.year == mrn.year:
        first = datetime.date(mrn.year, 1, 1)
        how = f"nothing but its year and the first cable that cites it, of {before}"
        return When(first, before, before, _IN_ITS_YEAR, how)
    return found


def ranked(ghosts: pl.DataFrame, by: str = "citations") -> pl.DataFrame:
    """By `citations`, `date` (those dated, the earliest first) or `post`. Raises `ValueError`."""
    if by == "citations":
        return ghosts.sort("citations", "named", descending=[True, False])
    if by == "date":
        return ghosts.sort("best", "named", nulls_last=True)
    if by == "post":
        return ghosts.sort("station", "year", "series", "serial", "named", nulls_last=True)
    raise ValueError(f"ghosts are ranked by citations, date or post, not by “{by}”")
