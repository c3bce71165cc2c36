"""Links of edited volumes, put beside those of the references: from frames, and into rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from reftel.links.published.printed import Link, Shelf, row
from reftel.links.published.printed_documents import Document, document, notes
from reftel.links.resolving import numbers
from reftel.links.resolving.holdings import Holdings
from reftel.links.resolving.learning import Learned
from reftel.links.schema import LINKS, empty

if TYPE_CHECKING:
    import datetime

    import polars as pl

_OF_A_VOLUME: Final = r'"document":"[^"/]{2,60}/d[0-9]'
_TEXTS: Final = 500
_FILM: Final = r'"film":"([DNP][0-9]{6}[–-][0-9]{4})"'


def speak_of_volumes(sources: pl.LazyFrame) -> pl.LazyFrame:
    """The sources (`cable`, `given`) that make a cable a document of a volume, or a record with a film number."""
    import polars as pl

    given = pl.col("given")
    spoken = given.str.contains(_OF_A_VOLUME) | given.str.contains(_FILM)
    return sources.select("cable", "given").filter(spoken)


def shelf(cables: pl.LazyFrame, sources: pl.LazyFrame) -> Shelf | None:
    """The documents of volumes among the held cables; `None` if there are none. `sources` has `cable` and `given`.

    Their texts and notes are not there: `documents` reads them, a few at a time.
    """
    import polars as pl

    given = pl.col("given")
    said = speak_of_volumes(sources).collect(engine="streaming")
    said = said.sort("cable", "given").unique("cable", keep="first", maintain_order=True)
    printed = said.filter(given.str.contains(_OF_A_VOLUME))
    if printed.is_empty():
        return None
    wanted = cables.filter(pl.col("id").is_in(printed["cable"].implode())).select("id", "mrn").collect()
    joined = printed.join(wanted, left_on="cable", right_on="id").select("cable", "mrn", "given")
    found = [document(cable, mrn, "", given) for cable, mrn, given in joined.iter_rows()]
    films = (
        said.filter(~given.str.contains(_OF_A_VOLUME))
        .with_columns(film=given.str.extract(_FILM))
        .drop_nulls("film")
    )
    numbers_of = cables.filter(pl.col("id").is_in(films["cable"].implode())).select("id", "mrn").collect()
    filmed = films.join(numbers_of, left_on="cable", right_on="id").select("film", "cable", "mrn")
    made = Shelf([one for one in found if one], filmed.iter_rows())
    editors = pl.Series([one.cable for one in made.documents if one.is_editors], dtype=pl.String)
    if "text" in cables.collect_schema().names():
        made.hear(documents(made, cables.filter(pl.col("id").is_in(editors.implode()))))
    return made


def documents(volumes: Shelf, cables: pl.LazyFrame) -> Iterator[Document]:
    """Those of the documents that are among some cables, with their texts and notes."""
    import polars as pl

    held = {one.cable: one for one in volumes.documents}
    columns = ["id", "text", *(["record"] if "record" in cables.collect_schema().names() else [])]
    wanted = cables.filter(pl.col("id").is_in(pl.Series(list(held)).implode())).select(columns)
    for part in wanted.collect_batches(chunk_size=_TEXTS):
        for id, text, *record in part.iter_rows():
            noted = notes(record[0] if record else None)
            if noted is not None:
                yield held[id]._replace(text=text or "", notes=noted)


def links(
    held: Holdings, learned: Learned, refs: pl.DataFrame, volumes: Shelf, documents: Iterable[Document]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The references, mended where a document is meant; and the further links of some documents of the volumes.

    Where a reference of the record and a short form are the same words, there is one row: the
    reference's, with the document as its target if one was found.
    """
    import polars as pl

    by_cable = {one.cable: one for one in volumes.documents}  # without texts, for they are kept
    spans: dict[str, list[tuple[int, int, int, str | None, str]]] = {}
    those = refs.filter(pl.col("cable").is_in(list(by_cable)), pl.col("start").is_not_null())
    for cable, position, start, end, to, written in those.select(
        "cable", "position", "start", "end", "to_mrn", "written"
    ).iter_rows():
        spans.setdefault(cable, []).append((start, end, position, to, written))
    days: dict[tuple[str, int], datetime.date] = {}
    mended: dict[tuple[str, int], dict[str, Any]] = {}
    further: list[tuple[Link, Document]] = []
    for link in volumes.links(citing=documents):
        position, to = _overlapping(spans.get(link.cable, ()), link)
        citing = by_cable[link.cable]
        if position is None:
            further.append((link, citing))
            continue
        if link.stated:
            days[link.cable, position] = link.stated
        if link.target and (to is None or to != link.target.mrn):
            mended[link.cable, position] = row(link, citing)
    refs = _with_days(_mend(refs, mended), days)
    return refs, _further(held, learned, refs, further)


def _overlapping(spans: Any, link: Link) -> tuple[int | None, str | None]:
    for start, end, position, to, written in spans:
        if link.start >= 0 and start < link.end and link.start < end and str(link.serial) in written:
            return position, to
    return None, None


def _mend(refs: pl.DataFrame, mended: dict[tuple[str, int], dict[str, Any]]) -> pl.DataFrame:
    import polars as pl

    if not mended:
        return refs
    changed = ["to_mrn", "confidence", "how", "evidence", "candidates", "scores", "to_cable"]
    rows = [
        {"cable": cable, "position": position, **{f"{name}_": one[name] for name in changed}}
        for (cable, position), one in mended.items()
    ]
    schema = {"cable": pl.String, "position": pl.Int32}
    schema |= {f"{name}_": refs.schema[name] for name in changed}
    joined = refs.join(
        pl.DataFrame(rows, schema=schema), on=["cable", "position"], how="left", maintain_order="left"
    )
    is_mended = pl.col("how_").is_not_null()
    return joined.with_columns(
        pl.when(is_mended).then(f"{name}_").otherwise(name).alias(name) for name in changed
    ).drop(f"{name}_" for name in changed)


def _with_days(refs: pl.DataFrame, days: dict[tuple[str, int], datetime.date]) -> pl.DataFrame:
    """The references, those without a date with the day that the short form of the same words states."""
    import polars as pl

    rows = [(cable, position, day) for (cable, position), day in days.items()]
    schema = {"cable": pl.String, "position": pl.Int32, "stated": pl.Date}
    said = pl.DataFrame(rows, schema=schema, orient="row")
    joined = refs.join(said, on=["cable", "position"], how="left", maintain_order="left")
    return joined.with_columns(date=pl.coalesce("date", "stated")).drop("stated")


def _further(
    held: Holdings, learned: Learned, refs: pl.DataFrame, found: list[tuple[Link, Document]]
) -> pl.DataFrame:
    """The rows of links that are no references of the record, each target once for a citing document."""
    import polars as pl

    if not found:
        return empty()
    rows = [row(link, citing) for link, citing in found]
    frame = pl.DataFrame(rows, schema=empty().schema).with_columns(
        meant=pl.Series([link.meant for link, _ in found])
    )
    frame = _numbered(held, learned, frame)
    named = pl.coalesce("to_mrn", "to_cable")
    known = refs.select("cable", named.alias("target")).drop_nulls("target").unique()
    frame = frame.with_columns(target=named).join(known, on=["cable", "target"], how="anti")
    best = frame.sort(
        "confidence", "relation", "evidence", descending=[True, True, False], maintain_order=True
    )
    resolved = best.filter(pl.col("target").is_not_null()).unique(
        ["cable", "target"], keep="first", maintain_order=True
    )
    open_ones = best.filter(pl.col("target").is_null()).unique(
        ["cable", "evidence"], keep="first", maintain_order=True
    )
    return pl.concat([resolved, open_ones]).select(LINKS.names)


def _numbered(held: Holdings, learned: Learned, frame: pl.DataFrame) -> pl.DataFrame:
    """Short forms of the time of one series, whose documents are not held: weighed as other numbers are."""
    import polars as pl

    rows = held.frame.select(pl.col("id").alias("cable")).with_row_index("citing")
    asked = frame.with_row_index("row").filter(pl.col("meant") != "").join(rows, on="cable")
    if asked.is_empty():
        return frame
    asked = asked.select(
        "row", pl.col("citing").cast(pl.Int64), pl.concat_list("meant").alias("numbers"), pl.lit("").alias("written"),
        pl.lit(None, pl.Date).alias("date"),
    )  # fmt: skip
    verdicts = numbers.verdicts(held, learned, asked.drop("row"))
    made = asked.select("row").hstack(
        verdicts.select(
            pl.col("to_mrn").alias("to"),
            pl.col("confidence").alias("sure"),
            pl.col("candidates").alias("names"),
            pl.col("scores").alias("weights"),
        )
    )
    joined = frame.with_row_index("row").join(made, on="row", how="left", maintain_order="left")
    found = pl.col("to").is_not_null()
    return joined.with_columns(
        to_mrn=pl.when(found).then("to").otherwise("to_mrn"),
        confidence=pl.when(found).then("sure").otherwise("confidence"),
        how=pl.when(found).then(pl.lit("short form")).otherwise("how"),
        candidates=pl.when(pl.col("names").is_not_null()).then("names").otherwise("candidates"),
        scores=pl.when(pl.col("names").is_not_null()).then("weights").otherwise("scores"),
    ).drop("row", "to", "sure", "names", "weights")
