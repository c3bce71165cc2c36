"""What an archive does not hold: the ghosts among what its cables cite, and the gaps in the posts' serials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reftel.archive import index as word_index
from reftel.links.dating.serials import Serials
from reftel.links.missing import gaps, one_ghost, sheet_matching, unnumbered
from reftel.links.missing import ghosts as tables
from reftel.links.missing.one_ghost import Card, Citing, Ghost
from reftel.links.missing.sayings import sayings
from reftel.links.missing.sheet_matching import Match
from reftel.links.missing.unnumbered import Named
from reftel.model import MRN, Cable, Span
from reftel.readers.withdrawal_sheets import SheetRow

if TYPE_CHECKING:
    import datetime

    import polars

    from reftel.archive.archive import Archive


def ghosts(
    archive: Archive,
    by: str = "citations",
    post: str | None = None,
    year: int | None = None,
    search: str | None = None,
    limit: int | None = None,
    confidence: float = 0.9,
) -> polars.DataFrame:
    """The ghosts of an archive with when each was sent; see `Archive.ghosts`."""
    import polars as pl

    among = None
    if search is not None:
        among = [hit.id for hit in archive.search(search, limit=None)]
    named = unnumbered.citations(archive.cables, archive.references, archive.links, among)
    found = tables.table(archive.cables, archive.links, among)
    found = pl.concat([found, unnumbered.table(named).cast(found.schema)])
    if post is not None:
        found = found.filter(pl.col("station") == post)
    if year is not None:
        found = found.filter(pl.col("year") == year)
    return _page(archive, found, by, limit, confidence)


def ghosts_and_sheet(
    archive: Archive,
    rows: Sequence[SheetRow],
    sheet: str,
    by: str = "citations",
    limit: int | None = None,
    confidence: float = 0.9,
) -> tuple[polars.DataFrame, list[Match]]:
    """The ghosts that a withdrawal sheet names, and of which cable each of its rows is."""
    import polars as pl

    found = tables.table(archive.cables, archive.links)
    matches = matched(archive, rows, found)
    held = archive.cables.filter(~pl.col("problems").list.contains(tables.NO_TEXT)).select("mrn").drop_nulls()
    found = tables.with_sheet(found, matches, sheet, held)
    named = [str(match.mrn) for match in matches if match.mrn]
    return _page(archive, found.filter(pl.col("mrn").is_in(named)), by, limit, confidence), matches


def matched(archive: Archive, rows: Sequence[SheetRow], found: polars.DataFrame | None = None) -> list[Match]:
    """The rows of a withdrawal sheet that may be cables, each with the cable that it is."""
    if found is None:
        found = tables.table(archive.cables, archive.links)
    # Where a sheet names no number its originator decides: the intervals are wide, so that none is missed.
    known = {
        MRN(year, station, serial, series): before
        for year, station, series, serial, before in found.select(
            "year", "station", "series", "serial", "before"
        ).iter_rows()
    }
    serials = archive.serials
    return sheet_matching.match(rows, list(known), lambda mrn: serials.when(mrn, 0.95, known.get(mrn)))


def _page(
    archive: Archive, found: polars.DataFrame, by: str, limit: int | None, confidence: float
) -> polars.DataFrame:
    """The first of them, dated: all are dated only where their dates rank them."""
    if by == "date":
        return tables.ranked(tables.dated(found, archive.serials, confidence), by).head(limit or found.height)
    found = tables.ranked(found, by)
    return tables.dated(found.head(limit) if limit else found, archive.serials, confidence)


def ghost(
    archive: Archive, name: MRN | Named, cards: Sequence[Card] = (), confidence: float = 0.9
) -> Ghost | None:
    """One ghost in full; `None` if a text of the cable is held, or if nothing speaks of it."""
    if isinstance(name, Named):
        return _unnumbered(archive, name)
    mrn = name
    editions = archive.editions(mrn)
    if any(cable.text for cable in editions):
        return None
    citing, written = _citing(archive, mrn)
    all_cards = (*map(_card, editions), *cards)
    if not citing and not all_cards:
        return None
    return one_ghost.one(mrn, citing, all_cards, archive.serials, written, confidence)


def _unnumbered(archive: Archive, name: Named) -> Ghost | None:
    """A message known by originator and date-time group."""
    import polars as pl

    rows = unnumbered.citations(archive.cables, archive.references, archive.links)
    rows = rows.filter(pl.col("at") == name.at)
    listed = {str(one): one for one in map(Named, rows["originator"], rows["at"]) if one.is_the_same(name)}
    found = listed.get(str(name)) or (next(iter(listed.values())) if len(listed) == 1 else None)
    if found is None:
        return None
    citing: dict[str, Citing] = {}
    those = rows.filter(pl.col("mrn") == str(found)).select("cable", "position", "relation")
    for id, position, relation in those.iter_rows():
        for cable in word_index.find(archive.index, word_index.ID, id)[:1]:
            citing.setdefault(str(cable.mrn or cable.id), _one_citing(cable, position, relation, None))
    ordered = sorted(citing.values(), key=lambda one: (str(one.sent or "9999"), str(one.mrn or "")))
    return one_ghost.one(found, ordered, (), archive.serials)


def _citing(archive: Archive, mrn: MRN) -> tuple[list[Citing], list[datetime.date]]:
    """The cables that cite a number, one edition of each, in the order of time, and the dates that they write for it."""
    import polars as pl

    links = archive.links.filter(pl.col("to_mrn") == str(mrn), pl.col("confidence") >= tables.SURE_ENOUGH)
    rows = links.select("cable", "position", "relation", "from_mrn", "date", "start", "end").collect()
    found: dict[tuple[str, str], Citing] = {}
    for id, position, relation, source, *_, start, end in rows.iter_rows():
        cables = word_index.find(archive.index, word_index.ID, id) if source != str(mrn) else []
        for cable in cables[:1]:
            at = Span(start, end) if start is not None and end is not None else None
            one = _one_citing(cable, position, relation, at)
            key = (str(cable.mrn or cable.id), one.written)
            if key not in found or len(found[key].sayings) < len(one.sayings):
                found[key] = one
    ordered = sorted(found.values(), key=lambda one: (str(one.sent or "9999"), str(one.mrn or "")))
    return ordered, tables.written_days(rows.filter(pl.col("from_mrn").ne_missing(str(mrn))))


def _one_citing(cable: Cable, position: int | None, relation: str, at: Span | None) -> Citing:
    of_record = position is not None and position < len(cable.references)
    reference = cable.references[position] if position is not None and of_record else None
    written = (
        reference.written if reference else " ".join(cable.text[at.start : at.end].split()) if at else ""
    )
    return Citing(
        cable=cable.id,
        mrn=cable.mrn,
        sent=cable.sent,
        level=cable.classification.level if cable.classification else None,
        subject=cable.subject,
        tags=tuple(tag.code for tag in cable.tags),
        relation=relation,
        written=written,
        sayings=() if relation in tables.LATER else tuple(sayings(cable, reference, at)),
    )


def _card(cable: Cable) -> Card:
    """A record without a text, as evidence."""
    return Card(
        kind=cable.given.get("kind", "record without text"),
        source=cable.id,
        date=cable.sent,
        subject=cable.subject,
        level=cable.classification.level if cable.classification else None,
        originator=cable.sender or cable.given.get("from"),
    )


def asked_for(archive: Archive, name: MRN | Named, cards: Sequence[Card] = ()) -> Ghost:
    """What is known of a cable that is to be asked for, be it nothing but its name."""
    known = ghost(archive, name, cards)
    citing = _citing(archive, name)[0] if isinstance(name, MRN) else ()
    return known or one_ghost.one(name, citing, cards, archive.serials)


def known(archive: Archive, post: str | None = None, year: int | None = None) -> polars.DataFrame:
    """Every serial that the archive's cables, and those that they cite, show to have been used."""
    import polars as pl

    cited = tables.numbers(archive.cables, archive.links)
    found = gaps.seen(archive.cables, cited)
    if post is not None:
        found = found.filter(pl.col("station") == post)
    if year is not None:
        found = found.filter(pl.col("year") == year)
    return found


def gaps_by_year(archive: Archive, confidence: float) -> polars.DataFrame:
    """See `Archive.gaps_by_year`."""
    import polars as pl

    levels = archive.cables.filter(~pl.col("problems").list.contains(tables.NO_TEXT)).drop_nulls("year")
    counted = levels.unique(["mrn"]).group_by("year", "level").agg(pl.len().alias("n")).collect()
    return gaps.by_year(gaps.table(known(archive), archive.serials, confidence), counted)


def serials(archive: Archive) -> Serials:
    """What the archive's dated cables say of the posts' serials, with the known numbers."""
    return Serials.of(tables.anchors(archive.cables))
