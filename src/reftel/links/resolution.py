"""From references as they were read to links: the cable that each means, how surely, and why.

    references ──▶ by number ──▶ by date-time group ──▶ of edited volumes ──▶ between cables ──▶ links
                   (`numbers`)      (`groups`)           (`volumes`)           (`relations`)

Precision goes before recall: a wrong link is worse than none. Where two readings fit as well as each
other both are kept as candidates, and none is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reftel.links import groups, numbers, relations, short_forms, volumes
from reftel.links.holdings import Holdings
from reftel.links.schema import LINKS, empty

if TYPE_CHECKING:
    import polars as pl

CABLE_KINDS: Final = ("cable", "airgram")
"""The kinds of reference that a number can answer."""


def resolve(
    cables: pl.LazyFrame, references: pl.LazyFrame, sources: pl.LazyFrame | None = None
) -> pl.DataFrame:
    """The links of all references and relations, in the order of citing cable and position.

    `cables` and `references` have the columns of the archive's tables of these names; columns of
    `cables` that only some rules need (`text`, `record`, `sent_at`, `action`) may be missing. `sources`
    (`cable`, `given`) says which of the cables are documents of edited volumes.
    The same rows give the same links, in whatever order they come.
    """
    import polars as pl

    columns = [*Holdings.COLUMNS, *_there(cables, "sent_at", "action")]
    held = Holdings(cables.select(columns).collect())
    wanted = ["cable", "position", "from_mrn", "kind", "mrn", "candidates", "written", "date", "in_text"]
    rows = held.frame.select(pl.col("id").alias("cable")).with_row_index("citing")
    wanted += _there(references, "start", "end")
    refs = references.select(wanted).collect().join(rows, on="cable").sort("cable", "position")
    refs = refs.with_columns(
        pl.col("citing").cast(pl.Int64), pl.col("kind").is_in(CABLE_KINDS).alias("is_cable")
    )
    refs = short_forms.with_numbers(held, refs)
    judged = _by_number(held, refs)
    judged = _by_group(held, cables, judged)
    shelf = volumes.shelf(cables, sources) if sources is not None and _there(cables, "text") else None
    printed = [empty()]
    if shelf is not None:
        judged, more = volumes.links(held, judged, shelf)
        printed.append(more)
    made = pl.concat([judged.select(LINKS.names), *printed])
    further = relations.previous(held, judged)
    if _there(cables, "text"):
        further = pl.concat([further, relations.septels(held, relations.with_septel(cables), made)])
    order = ["cable", "position", "relation", "to_mrn", "to_cable", "evidence"]
    return pl.concat([made, further.select(LINKS.names)]).sort(order, nulls_last=True)


def _there(cables: pl.LazyFrame, *names: str) -> list[str]:
    known = cables.collect_schema().names()
    return [name for name in names if name in known]


def _by_number(held: Holdings, refs: pl.DataFrame) -> pl.DataFrame:
    """Each reference with what its numbers say; those without one are unresolved."""
    import polars as pl

    numbered = pl.col("is_cable") & (pl.col("numbers").list.len() > 0)
    asked = refs.filter(numbered)
    verdicts = numbers.verdicts(held, asked.select("citing", "numbers", "written", "date"))
    rest = refs.filter(~numbered)
    both = pl.concat([asked.hstack(verdicts), rest], how="diagonal").sort("cable", "position")
    short = pl.col("short") & pl.col("how").is_in(("as read", "year inferred", "post inferred"))
    return both.with_columns(
        how=pl.when(short)
        .then(pl.lit("short form"))
        .when(pl.col("how").is_not_null())
        .then("how")
        .when("is_cable")
        .then(pl.lit("unresolved"))
        .otherwise(pl.lit("no cable")),
        confidence=pl.col("confidence").fill_null(0.0),
        candidates=pl.col("candidates_right").fill_null([])
        if "candidates_right" in both.columns
        else "candidates",
        scores=pl.col("scores").fill_null([]),
        held=pl.col("held").fill_null(False),
        relation=pl.when("in_text").then(pl.lit("in text")).otherwise(pl.lit("reference")),
        to_cable=pl.lit(None, pl.String),
    ).with_columns(evidence=_evidence())


def _evidence() -> pl.Expr:
    """Why, in a sentence."""
    import polars as pl

    held = pl.when("held").then(pl.lit("held")).otherwise(pl.lit("not held"))
    how, year = pl.col("how"), pl.col("to_mrn").str.slice(0, 4)
    some = pl.col("candidates").list.len() > 0
    return (
        pl.when(how == "as read")
        .then(pl.format("the number as read; {}", held))
        .when(how == "year inferred")
        .then(pl.format("no year is written: of {} by its serial and the days between; {}", year, held))
        .when(how == "year mended")
        .then(
            pl.format("the year written is later than the citing cable: of {} by its serial; {}", year, held)
        )
        .when(how == "serial mended")
        .then(pl.lit("a typing error away from the number read; held, and fits by day and subject"))
        .when(how == "post mended")
        .then(pl.lit("no post has the name read, one a letter off does; held, and fits by day and subject"))
        .when(how == "post inferred")
        .then(
            pl.format("the one post of several of that name that fits by serial, day and subject; {}", held)
        )
        .when(how == "short form")
        .then(pl.format("by who writes to whom; {}", held))
        .when(how == "no cable")
        .then(pl.format("{}: not a cable", "kind"))
        .when(pl.col("short"))
        .then(pl.lit("whose number it is, is not plain"))
        .when(some & (pl.col("scores").list.first() >= 0.5))
        .then(pl.lit("the likeliest reading is not sure enough"))
        .when(some)
        .then(pl.lit("several readings fit"))
        .otherwise(pl.lit("no number of a cable could be read"))
    )


def _by_group(held: Holdings, cables: pl.LazyFrame, refs: pl.DataFrame) -> pl.DataFrame:
    """What is unresolved and has a date-time group, with the message that the group means."""
    import numpy as np
    import polars as pl

    open_ones = (pl.col("how") == "unresolved") & pl.col("written").str.contains(groups.GROUP)
    asked = refs.with_row_index("row").filter(open_ones)
    if asked.is_empty() or "sent_at" not in held.frame.columns:
        return refs
    sent_at = held.frame["sent_at"].cast(pl.Datetime("us", "UTC")).dt.epoch("s")
    minutes = (sent_at // 60).fill_null(-1).to_numpy().astype(np.int64)
    found = groups.Groups(minutes)
    message = _Messages(held, cables)
    reads = [
        groups.read(written, int(held.year[citing]) or None)
        for written, citing in zip(asked["written"], asked["citing"], strict=True)
    ]
    # Where a message of the very minute is held, nothing near is asked for.
    near = [[] if read is None or found.at(read[1]) else found.near(read[1]) for read in reads]
    there = [row for read in reads if read for row in found.at(read[1])]
    message.prepare({*there, *(row for rows in near for row in rows)})
    rows = []
    for at, citing, read, beside in zip(asked["row"], asked["citing"], reads, near, strict=True):
        if read is None:
            continue
        one = groups.find(found, message.of, *read, citing, beside)
        names = [message.of(row).number or held.frame["id"][row] for row in one.near]
        to = message.of(one.row).number if one.row is not None else None
        id = held.frame["id"][one.row] if one.row is not None and to is None else None
        rows.append((at, to, id, one.confidence, one.row is not None, one.why, names, list(one.scores)))
    schema = {
        "row": pl.UInt32,
        "to": pl.String,
        "id": pl.String,
        "sure": pl.Float64,
        "found": pl.Boolean,
        "why": pl.String,
        "names": pl.List(pl.String),
        "weights": pl.List(pl.Float64),
    }
    made = pl.DataFrame(rows, schema=schema, orient="row")
    joined = refs.with_row_index("row").join(made, on="row", how="left", maintain_order="left")
    known = pl.col("found").is_not_null()
    return joined.with_columns(
        to_mrn=pl.when(known).then("to").otherwise("to_mrn"),
        to_cable=pl.when(known).then("id").otherwise("to_cable"),
        confidence=pl.when(known).then("sure").otherwise("confidence"),
        held=pl.when(known).then("found").otherwise("held"),
        how=pl.when(pl.col("found").fill_null(False)).then(pl.lit("date-time group")).otherwise("how"),
        evidence=pl.when(known).then("why").otherwise("evidence"),
        candidates=pl.when(known).then("names").otherwise("candidates"),
        scores=pl.when(known).then("weights").otherwise("scores"),
    ).drop("row", *list(schema)[1:])


class _Messages:
    """Held messages by their rows; who sent them is read from the records only of those asked for."""

    def __init__(self, held: Holdings, cables: pl.LazyFrame) -> None:
        self._held = held
        self._cables = cables
        self._known: dict[int, groups.Message] = {}

    def prepare(self, rows: set[int]) -> None:
        import polars as pl

        part = self._held.frame[sorted(rows)].select("id", "mrn", "station")
        if _there(self._cables, "record") and rows:
            ids = part["id"]
            sender = pl.col("record").cast(pl.String).str.json_path_match("$.sender").alias("sender")
            senders = self._cables.filter(pl.col("id").is_in(ids.implode())).select("id", sender).collect()
            part = part.join(senders, on="id", how="left", maintain_order="left")
        else:
            part = part.with_columns(sender=pl.lit(None, pl.String))
        for row, (_, number, station, sender) in zip(sorted(rows), part.iter_rows(), strict=True):
            self._known[row] = groups.Message(number, station, sender or "")

    def of(self, row: int) -> groups.Message:
        return self._known[row]
