"""From references as they were read to links: the cable that each means, how surely, and why.

    references ──▶ by number ──▶ by date-time group ──▶ of edited volumes ──▶ between cables ──▶ links
                   (`numbers`)      (`groups`)           (`volumes`)           (`relations`)

Precision goes before recall: a wrong link is worse than none. Where two readings fit as well as each
other both are kept as candidates, and none is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from reftel.links.resolving import groups, learning, numbers, relations, short_forms, volumes
from reftel.links.resolving.holdings import Holdings
from reftel.links.resolving.learning import Learned
from reftel.links.schema import LINKS, empty

if TYPE_CHECKING:
    import datetime

    import polars as pl

CABLE_KINDS: Final = ("cable", "airgram")
"""The kinds of reference that a number can answer."""


_ORDER: Final = ("cable", "position", "relation", "to_mrn", "to_cable", "evidence")


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

    resolver = Resolver(cables, references, sources)
    resolver.prepare(references)
    announcing = relations.with_septel(cables) if _there(cables, "text") else None
    made = resolver.links(cables, references, announcing)
    further = relations.previous(resolver.held, relations.with_previous(references), made.lazy())
    return arranged(pl.concat([made, further]))


def arranged(links: pl.DataFrame) -> pl.DataFrame:
    """Links in the order of the table."""
    return links.sort(_ORDER, nulls_last=True)


class Resolver:
    """All held cables, by which the references of some of them, or of all, are resolved.

    The links of a cable are the same, whichever others are asked for with it: so an archive is resolved
    part by part, and of a grown one only what may have changed.
    """

    def __init__(self, cables: pl.LazyFrame, references: pl.LazyFrame, sources: pl.LazyFrame | None) -> None:
        """Take in the held cables, and what their references teach; see `resolve`."""
        columns = [*Holdings.COLUMNS, *_there(cables, "sent_at", "batch")]
        self.held = Holdings(cables.select(columns).collect())
        read = sources is not None and bool(_there(cables, "text"))
        self.shelf = volumes.shelf(cables, sources) if read and sources is not None else None
        self.learned = learning.learn(cables, references)
        self._cables = cables
        self._messages = _Messages(self.held, cables)

    def prepare(self, references: pl.LazyFrame) -> None:
        """Read what date-time groups among some references ask for, of all of them at once."""
        if "sent_at" not in self.held.frame.columns:
            return
        import polars as pl

        asked = references.filter(pl.col("written").str.contains(groups.GROUP)).select("cable", "written")
        self._messages.prepare(self._numbered(asked.collect(engine="streaming")))

    def _numbered(self, refs: pl.DataFrame) -> pl.DataFrame:
        """With the place of the citing cable among the held ones."""
        import polars as pl

        places = self.held.frame.select(pl.col("id").alias("cable")).with_row_index("citing")
        return refs.join(places, on="cable").with_columns(pl.col("citing").cast(pl.Int64))

    def read(self, cables: pl.LazyFrame, references: pl.LazyFrame) -> pl.DataFrame:
        """The references with the numbers that their words may be; `cables` are those that make them."""
        import polars as pl

        wanted = ["cable", "position", "from_mrn", "kind", "mrn", "candidates", "written", "date", "in_text"]
        places = [name for name in ("start", "end") if not _there(references, name)]
        references = references.with_columns(pl.lit(None, pl.Int64).alias(name) for name in places)
        refs = references.select([*wanted, "start", "end"]).collect()
        refs = self._numbered(refs).with_columns(pl.col("kind").is_in(CABLE_KINDS).alias("is_cable"))
        if _there(cables, "action"):
            to = cables.select(pl.col("id").alias("cable"), "action").unique("cable", keep="first")
            refs = refs.join(to.collect(), on="cable", how="left")
        return short_forms.with_numbers(self.held, refs.sort("cable", "position"))

    def links(
        self, cables: pl.LazyFrame, references: pl.LazyFrame, announcing: pl.Series | None
    ) -> pl.DataFrame:
        """The links of some cables, which make these references; those of `AND PREVIOUS` are made of these.

        `announcing` are the ids of those among them that announce a separate telegram.
        """
        return self.resolved(self.read(cables, references), cables, announcing)

    def resolved(
        self, refs: pl.DataFrame, cables: pl.LazyFrame, announcing: pl.Series | None
    ) -> pl.DataFrame:
        """The same, of references that were read."""
        import polars as pl

        judged = _by_group(self.held, self._messages, _by_number(self.held, self.learned, refs))
        printed = empty()
        if self.shelf is not None:
            found = volumes.documents(self.shelf, cables)
            judged, printed = volumes.links(self.held, self.learned, judged, self.shelf, found)
        made = pl.concat([judged.select(LINKS.names), printed])
        if announcing is None:
            return made
        return pl.concat([made, relations.septels(self.held, announcing, made)])


def _there(cables: pl.LazyFrame, *names: str) -> list[str]:
    known = cables.collect_schema().names()
    return [name for name in names if name in known]


def _by_number(held: Holdings, learned: Learned, refs: pl.DataFrame) -> pl.DataFrame:
    """Each reference with what its numbers say; those without one are unresolved."""
    import polars as pl

    numbered = pl.col("is_cable") & (pl.col("numbers").list.len() > 0)
    asked = refs.filter(numbered)
    verdicts = numbers.verdicts(held, learned, asked.select("citing", "numbers", "written", "date"))
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
        .then(
            pl.lit(
                "a typing error away from the number read; held, and fits by day and subject as nothing else does"
            )
        )
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
        .when(pl.col("scores").list.len() == 1)
        .then(pl.lit("the number read hardly fits; it may be a typing error of one that is not held"))
        .when(some)
        .then(pl.lit("several readings fit"))
        .otherwise(pl.lit("no number of a cable could be read"))
    )


def _by_group(held: Holdings, messages: _Messages, refs: pl.DataFrame) -> pl.DataFrame:
    """What is unresolved and has a date-time group, with the message that the group means."""
    import polars as pl

    open_ones = (pl.col("how") == "unresolved") & pl.col("written").str.contains(groups.GROUP)
    asked = refs.with_row_index("row").filter(open_ones)
    if asked.is_empty() or not messages.known:
        return refs
    rows = []
    for at, citing, written in asked.select("row", "citing", "written").iter_rows():
        one = messages.meant(citing, written)
        if one is None:
            continue
        names = [messages.of(row).number or held.frame["id"][row] for row in one.near]
        to = messages.of(one.row).number if one.row is not None else None
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


class _Cited(msgspec.Struct):
    written: str = ""
    said: str | None = None


class _Citing(msgspec.Struct):
    references: tuple[_Cited, ...] = ()


class _Messages:
    """Held messages by their minutes; who sent them is read from the records only of those asked for."""

    def __init__(self, held: Holdings, cables: pl.LazyFrame) -> None:
        import numpy as np
        import polars as pl

        self._held = held
        self._cables = cables
        self._senders: dict[int, groups.Message] = {}
        self._said: dict[int, dict[str, str]] = {}
        self.known = "sent_at" in held.frame.columns
        if self.known:
            sent_at = held.frame["sent_at"].cast(pl.Datetime("us", "UTC")).dt.epoch("s")
            minutes = (sent_at // 60).fill_null(-1).to_numpy().astype(np.int64)
            self._groups = groups.Groups(minutes)

    def prepare(self, asked: pl.DataFrame) -> None:
        """Read who sent the messages for which references (`citing`, `written`) ask: of all at once, for it is
        a look through the table.
        """
        rows: set[int] = set()
        telling: set[int] = set()
        for citing, written in asked.select("citing", "written").iter_rows():
            read = self._read(citing, written)
            if read and (there := self._groups.at(read[1])):
                rows.update(there)
            elif read:
                around = self._groups.around(read[1])
                rows.update(self._groups.near(read[1]), around)
                telling.update([citing] if around else [])
        self._prepare(rows - self._senders.keys())
        self._hear(telling - self._said.keys())

    def _hear(self, rows: set[int]) -> None:
        """Read what some citing messages say beside their references."""
        import polars as pl

        self._said.update((row, {}) for row in rows)
        if not rows or not _there(self._cables, "record"):
            return
        ids = {self._held.frame["id"][row]: row for row in rows}
        wanted = self._cables.filter(pl.col("id").is_in(pl.Series(list(ids)).implode())).select(
            "id", "record"
        )
        for id, record in wanted.collect(engine="streaming").iter_rows():
            try:
                cited = msgspec.json.decode(record, type=_Citing).references
            except (msgspec.MsgspecError, TypeError):
                continue
            self._said[ids[id]] = {one.written: one.said for one in cited if one.said}

    def _prepare(self, rows: set[int]) -> None:
        import polars as pl

        if not rows:
            return
        columns = [name for name in ("batch",) if name in self._held.frame.columns]
        part = self._held.frame[sorted(rows)].select("id", "mrn", "station", *columns)
        if _there(self._cables, "record"):
            sender = pl.col("record").cast(pl.String).str.json_path_match("$.sender").alias("sender")
            wanted = pl.col("id").is_in(part["id"].implode())
            if columns:
                wanted = pl.col("batch").is_between(part["batch"].min(), part["batch"].max()) & wanted
            subject = (
                [pl.col("subject")]
                if _there(self._cables, "subject")
                else [pl.lit(None, pl.String).alias("subject")]
            )
            senders = self._cables.filter(wanted).select("id", sender, *subject).collect(engine="streaming")
            part = part.join(senders, on="id", how="left", maintain_order="left")
        else:
            part = part.with_columns(sender=pl.lit(None, pl.String), subject=pl.lit(None, pl.String))
        found = part.select("mrn", "station", "sender", "subject").iter_rows()
        for row, (number, station, sender, subject) in zip(sorted(rows), found, strict=True):
            self._senders[row] = groups.Message(number, station, sender or "", subject or "")

    def _read(self, citing: int, written: str) -> tuple[str, datetime.datetime] | None:
        return groups.read(written, int(self._held.year[citing]) or None)

    def meant(self, citing: int, written: str) -> groups.Found | None:
        """What a reference's group means; `None` where its words have none that can be."""
        read = self._read(citing, written)
        if read is None:
            return None
        # Where a message of the very minute is held, nothing near is asked for.
        if self._groups.at(read[1]):
            return groups.find(self._groups, self.of, *read, citing, [])
        around = self._groups.around(read[1])
        if around and citing not in self._said:
            self._hear({citing})
        said = self._said.get(citing, {}).get(written, "")
        near = self._groups.near(read[1])
        return groups.find(self._groups, self.of, *read, citing, near, said, around if said else ())

    def of(self, row: int) -> groups.Message:
        """A held message."""
        if row not in self._senders:
            self._prepare({row})
        return self._senders[row]
