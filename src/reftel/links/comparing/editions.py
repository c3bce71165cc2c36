"""Editions of one cable: which is the best text, how they differ, what one reveals that another withholds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec

from reftel.links.comparing import damage
from reftel.links.comparing.alignment import compare
from reftel.links.comparing.redactions import Withheld
from reftel.links.comparing.segments import SAME_TEXT, Comparison, Side
from reftel.links.comparing.tokens import Words, letters, words
from reftel.model import MRN, Cable, Span

MOST_EDITIONS: Final = 12
"""Editions of one number that are compared each with each: the best ones."""

NEARLY_ALL: Final = 0.95
"""The share of the fullest edition's words from which on an edition counts as full."""


class Merit(msgspec.Struct, frozen=True):
    """What an edition is worth as a text.

    `words` are those of the message that it prints, `letters` theirs, `withheld` the marks for words that it does not,
    `damaged` the share of words that bear signs of a scan's damage. `full` says whether it prints nearly all
    that the fullest edition does.
    """

    id: str
    words: int
    letters: int
    withheld: int
    damaged: float
    partial: bool
    full: bool = True


class FieldDifference(msgspec.Struct, frozen=True):
    """A value that two editions give differently. `kind` is `differs`, `damage`, `only left` or `only right`."""

    field: str
    left: str
    right: str
    kind: Literal["differs", "damage", "only left", "only right"]


class Compared(msgspec.Struct, frozen=True):
    """An edition beside the best one (`left`): the text, and the values of the header."""

    text: Comparison
    fields: tuple[FieldDifference, ...]

    @property
    def same_text(self) -> bool:
        """Whether the two have enough in common to be editions of one text, and not two under one number."""
        return self.text.alike >= SAME_TEXT


class Editions(msgspec.Struct, frozen=True):
    """All editions of a cable, the best first, with their merits, and each of the others beside the best."""

    mrn: MRN | None
    cables: tuple[Cable, ...]
    merits: tuple[Merit, ...]
    compared: tuple[Compared, ...]


class Revelation(msgspec.Struct, frozen=True):
    """Words that one edition withholds or leaves out and another prints, with their places in both raw texts.

    `how` is as of `reftel.links.comparing.segments.Segment`; `protected` are the drafter's words by which a source
    named there is to be protected: look at them before you publish.
    """

    mrn: MRN | None
    withheld_in: str
    withheld_at: Span
    mark: Withheld
    printed_in: str
    printed_at: Span
    words: str
    how: str
    protected: str | None = None


def ranked(cables: Sequence[Cable]) -> list[tuple[Cable, Merit]]:
    """Editions, the best text first. Each question is asked only of those that are equal in the one before:

    1. has it a text at all;
    2. is it whole, and no extract;
    3. does it print nearly all words (95 %) that the fullest prints;
    4. where are the fewest passages withheld;
    5. where are the fewest words damaged by a scan, to the tenth of a per cent;
    6. which prints the most letters (a scan loses some);
    7. which says where it is from, and can be cited so; and if that is no answer, the order of ids.

    The best text is that of one edition. No edition is ever mended with another's words.
    """
    if len(cables) == 1:
        return [(cables[0], merit(cables[0]))]
    pairs = [(cable, merit(cable)) for cable in cables]
    fullest = {
        partial: max((m.words for _, m in pairs if m.partial == partial), default=0)
        for partial in (True, False)
    }
    pairs = [
        (cable, msgspec.structs.replace(m, full=m.words >= NEARLY_ALL * fullest[m.partial]))
        for cable, m in pairs
    ]
    return sorted(pairs, key=lambda pair: _order(*pair))


def _order(cable: Cable, one: Merit) -> tuple[object, ...]:
    return (
        not one.words,
        one.partial,
        not one.full,
        one.withheld,
        round(one.damaged, 3),
        -one.letters,
        not (cable.provenance or any(one.case for one in cable.released_by)),
        one.id,
    )


def merit(cable: Cable) -> Merit:
    """What an edition is worth as a text; `full` is known only beside others."""
    found = words(cable)
    body = found.body
    within = [one for one in found.tokens if body.start <= one.start < body.end]
    printed = [one for one in within if one.mark is None]
    margins = sum(body.start <= one.span.start < body.end for one in found.margins)
    withheld = margins + sum(one.mark is not None and one.mark.secret for one in within)
    bad = sum(damage.is_damaged(cable.text[one.start : one.end]) for one in printed)
    signs = sum(len(one.key) for one in printed)
    return Merit(cable.id, len(printed), signs, withheld, bad / max(len(printed), 1), cable.partial)


def side_by_side(cables: Sequence[Cable], mrn: MRN | None = None) -> Editions:
    """All editions, the best first, each of the others compared with the best."""
    order = ranked(cables)
    best = order[0][0]
    compared = tuple(Compared(compare(best, other), fields(best, other)) for other, _ in order[1:])
    return Editions(mrn or best.mrn, tuple(c for c, _ in order), tuple(m for _, m in order), compared)


def fields(left: Cable, right: Cable) -> tuple[FieldDifference, ...]:
    """The values of the header that two editions give differently.

    >>> import reftel
    >>> one, other = reftel.parse("CONFIDENTIAL ROME 4580\\n\\n1. TEXT."), reftel.parse("SECRET ROME 4580\\n\\n1. TEXT.")
    >>> fields(one, other)
    (FieldDifference(field='classification', left='CONFIDENTIAL', right='SECRET', kind='differs'),)
    """
    mine, theirs = _values(left), _values(right)
    found = []
    for name, one in mine.items():
        other = theirs[name]
        if one == other or letters(one) == letters(other) and (one and other):
            continue
        if not one or not other:
            found.append(FieldDifference(name, one, other, "only left" if one else "only right"))
            continue
        noise = damage.pair(one.split(), other.split()) in ("layout", "noise")
        found.append(FieldDifference(name, one, other, "damage" if noise else "differs"))
    return tuple(found)


def _values(cable: Cable) -> dict[str, str]:
    level = cable.classification
    return {
        "mrn": str(cable.mrn or ""),
        "classification": "//".join((level.level, *level.caveats)) if level and level.level else "",
        "captions": ", ".join(sorted(one.code for one in cable.captions)),
        "sent": str(cable.sent or ""),
        "dtg": cable.dtg.at.isoformat() if cable.dtg else "",
        "subject": cable.subject or "",
        "tags": ", ".join(sorted(one.code for one in cable.tags)),
        "references": ", ".join(str(one.mrn or one.written) for one in cable.references if not one.in_text),
        "action": "; ".join(one.name for one in cable.action),
        "authority": cable.authority.order if cable.authority else "",
        "declassify": cable.declassify.written if cable.declassify else "",
        "signer": ", ".join(cable.signer),
        "drafted_by": "; ".join(one.name for one in cable.drafted_by),
        "cleared_by": "; ".join(one.name for one in cable.cleared_by),
        "approved_by": "; ".join(one.name for one in cable.approved_by),
    }


_LONG_GAP: Final = re.compile(r"\S[ \xa0_]{8,}\S")


def reveals(cables: Sequence[Cable], mrn: MRN | None = None) -> list[Revelation]:
    """What some editions of a cable withhold or leave out and others print, in the order of the best text.

    A passage that several editions print is told once, as the best of them prints it.
    """
    order = [cable for cable, _ in ranked(cables)[:MOST_EDITIONS]]
    rows = [words(cable) for cable in order]
    withholds = [_may_withhold(row) for row in rows]
    seen: set[tuple[str, int]] = set()
    found: list[Revelation] = []
    for i, j in itertools.combinations(range(len(order)), 2):
        if withholds[i] or withholds[j]:
            for one in _of_pair(compare(order[i], order[j]), order[i], order[j], mrn):
                key = (one.withheld_in, one.withheld_at.start)
                if key not in seen:
                    seen.add(key)
                    found.append(one)
    return found


def _may_withhold(row: Words) -> bool:
    """Whether an edition has any mark, or a gap that may be one: only then is it worth comparing."""
    return bool(row.margins) or any(one.mark for one in row.tokens) or bool(_LONG_GAP.search(row.text))


def _of_pair(text: Comparison, left: Cable, right: Cable, mrn: MRN | None) -> Iterator[Revelation]:
    if text.alike < SAME_TEXT:
        return
    for one in text.segments:
        if not one.revealed or one.withheld is None or one.withheld_in is None:
            continue
        gap, printed = (one.left, one.right) if one.withheld_in == "left" else (one.right, one.left)
        ids: dict[Side, str] = {"left": left.id, "right": right.id}
        other: Side = "right" if one.withheld_in == "left" else "left"
        yield Revelation(
            mrn or left.mrn or right.mrn,
            ids[one.withheld_in],
            gap,
            one.withheld,
            ids[other],
            printed,
            one.revealed,
            one.how or "mark",
            one.protected,
        )
