"""One ghost: all that the cables that cite it, cards and withdrawal sheets tell of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import msgspec

from reftel.links.dating.serials import Serials, When
from reftel.links.missing.ghosts import DOUBTFUL, LATER, by_group, when_sent
from reftel.links.missing.sayings import Saying, levels_of
from reftel.links.missing.unnumbered import Named
from reftel.model import MRN
from reftel.vocabulary import levels

_TAGS = 12


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """Further evidence of a ghost: a record of the archive without a text, or a row of a withdrawal sheet.

    `kind` is what the record says it is (`withdrawn`, `text lost`, `list entry`), or `withdrawal sheet`; `source` its
    edition's id, or the sheet and the row in it.
    """

    kind: str
    source: str
    date: datetime.date | None = None
    subject: str | None = None
    level: str | None = None
    originator: str | None = None
    pages: int | None = None
    exemption: str | None = None


class Citing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cable that cites a ghost, how it writes the reference, and its sentences that speak of it."""

    cable: str
    mrn: MRN | None
    sent: datetime.date | None
    level: str | None
    subject: str | None
    tags: tuple[str, ...]
    relation: str
    written: str
    sayings: tuple[Saying, ...] = ()


class Range(msgspec.Struct, frozen=True):
    """The levels between which a ghost's own is likely; `how` says from what."""

    lowest: str
    highest: str
    how: str


class Ghost(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cable that others cite and no text of which is held: what is known of it, and from where.

    `tags` are those of the citing cables, with the number of cables that bear each. `doubtful`: the post is unlikely
    to have sent that serial by the time it was first cited, so the number as cited may be wrong. One that is known by
    its originator and date-time group has no `mrn`, but a `group`.
    """

    mrn: MRN | None
    when: When | None
    doubtful: bool
    subject: str | None
    subject_from: str | None
    tags: dict[str, int]
    classification: Range | None
    citing: tuple[Citing, ...]
    cards: tuple[Card, ...] = ()
    group: Named | None = None

    @property
    def name(self) -> str:
        """Its number or, where it has none, its originator and date-time group."""
        return str(self.mrn or self.group)

    @property
    def year(self) -> int:
        """The year in which it was sent."""
        return self.mrn.year if self.mrn else self.group.at.year if self.group else 0


def one(
    name: MRN | Named,
    citing: Sequence[Citing],
    cards: Sequence[Card],
    serials: Serials,
    written: Sequence[datetime.date] = (),
    confidence: float = 0.9,
) -> Ghost:
    """All that is known of a ghost."""
    earlier = [each.sent for each in citing if each.sent and each.relation not in LATER]
    later = [each.sent for each in citing if each.sent and each.relation in LATER]
    before = min(earlier, default=None)
    card_day = next((card.date for card in cards if card.date), None)
    subject, subject_from = _likely_subject(citing, cards)
    counted = Counter(tag for each in _each_once(citing) for tag in dict.fromkeys(each.tags))
    if isinstance(name, MRN):
        when = when_sent(name, serials, confidence, before, max(later, default=None), written, card_day)
        doubtful = before is not None and serials.plausible(name, before) < DOUBTFUL
    else:
        when = by_group(name.at.date())
        doubtful = before is not None and before < when.first
    return Ghost(
        mrn=name if isinstance(name, MRN) else None,
        group=None if isinstance(name, MRN) else name,
        when=when,
        doubtful=doubtful,
        subject=subject,
        subject_from=subject_from,
        tags=dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_TAGS]),
        classification=_likely_level(citing, cards),
        citing=tuple(citing),
        cards=tuple(cards),
    )


def _each_once(citing: Sequence[Citing]) -> list[Citing]:
    """One edition of each citing cable."""
    return list({str(each.mrn or each.cable): each for each in reversed(citing)}.values())


def _likely_subject(citing: Sequence[Citing], cards: Sequence[Card]) -> tuple[str | None, str | None]:
    for card in cards:
        if card.subject:
            return card.subject, f"{card.kind}, {card.source}"
    bearing = sorted((each for each in _each_once(citing) if each.subject), key=_by_day)
    counted = Counter(" ".join(str(each.subject).upper().split()) for each in bearing)
    if not counted:
        return None, None
    most, support = max(counted.items(), key=lambda pair: pair[1])
    subject = next(each.subject for each in bearing if " ".join(str(each.subject).upper().split()) == most)
    of = f"{support} of {len(bearing)} citing cables" if len(bearing) > 1 else "the one citing cable"
    return subject, f"the subject of {of}"


def _by_day(each: Citing) -> str:
    return str(each.sent or "9999")


def _likely_level(citing: Sequence[Citing], cards: Sequence[Card]) -> Range | None:
    """From a card; else from the marks of the paragraphs that speak of it; else from the citing cables."""
    for card in cards:
        if card.level:
            return Range(card.level, card.level, f"{card.kind}, {card.source}")
    said = [saying for each in citing for saying in each.sayings]
    marked = levels_of(said)
    if marked:
        count = sum(1 for saying in said if saying.level)
        return Range(
            marked[0],
            marked[-1],
            f"the marks of {count} {'paragraph' if count == 1 else 'paragraphs'} that speak of it",
        )
    named = sorted({each.level for each in citing if each.level in levels.LEVELS}, key=levels.LEVELS.index)
    if named:
        return Range(named[0], named[-1], "the citing cables; no marked paragraph speaks of it")
    return None
