"""Look-ups in the links: what one cable cites, and what cites it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from reftel.model import MRN, Cable, Reference

if TYPE_CHECKING:
    import polars as pl


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """That one cable cites another: `cable` (an edition's id, of number `mrn`) cites `to`.

    `reference` is the reference of its record; a relation that is found otherwise (`relation` is
    `previous`, `septel`, `document`, or `in text` for a short form) has none. `to` is the number that is
    meant; a target without a number is in `editions` only. `how` names the rule, `confidence` says how
    sure it is (0 to 1), `evidence` why, in a sentence. `candidates` are what comes into question, the
    best first, with their `scores`. `editions` are the ids of the editions of the target that are held.
    """

    cable: str
    mrn: MRN | None
    reference: Reference | None = None
    to: MRN | None = None
    relation: str = "reference"
    how: str = "unresolved"
    confidence: float = 0.0
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    editions: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether a cable is cited and the archive holds no edition of it."""
        return self.to is not None and not self.editions


Held = Callable[[MRN], tuple[str, ...]]


def cites(cables: Iterable[Cable], links: pl.LazyFrame, held: Held) -> list[Citation]:
    """What cables cite, in the order of their references; other relations behind."""
    import polars as pl

    known = {cable.id: cable for cable in cables}
    rows = links.filter(pl.col("cable").is_in(list(known))).collect()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.sort("position", "relation", "to_mrn", nulls_last=True).iter_rows(named=True):
        found.setdefault(row["cable"], []).append(row)
    return [_citation(cable, row, held) for cable in known.values() for row in found.get(cable.id, ())]


def cited_by(
    number: MRN, links: pl.LazyFrame, of: Callable[[str], Cable | None], held: Held
) -> list[Citation]:
    """Who cites a cable, in the order of time; `of` gives an edition by its id."""
    import polars as pl

    rows = links.filter(pl.col("to_mrn") == str(number)).collect()
    cables = {id: cable for id in rows["cable"].unique() if (cable := of(id)) is not None}
    pairs = [(cables[row["cable"]], row) for row in rows.iter_rows(named=True) if row["cable"] in cables]
    pairs.sort(
        key=lambda pair: (
            str(pair[0].sent or ""),
            pair[0].id,
            pair[1]["position"] is None,
            pair[1]["position"] or 0,
        )
    )
    return [_citation(cable, row, held) for cable, row in pairs]


def _citation(cable: Cable, row: dict[str, Any], held: Held) -> Citation:
    position, written = row["position"], row["to_mrn"]
    to = MRN.parse(written) if written else None
    reference = (
        cable.references[position] if position is not None and position < len(cable.references) else None
    )
    return Citation(
        cable=cable.id,
        mrn=cable.mrn,
        reference=reference,
        to=to,
        relation=row["relation"],
        how=row["how"],
        confidence=row["confidence"],
        evidence=row["evidence"],
        candidates=tuple(row["candidates"] or ()),
        scores=tuple(row["scores"] or ()),
        editions=held(to) if to else (row["to_cable"],) if row["to_cable"] else (),
    )
