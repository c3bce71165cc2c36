"""The sentences of a cable that speak of another, and the markings of their paragraphs."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from reftel.model import Cable, Paragraph, Reference, Span
from reftel.vocabulary import levels

_LONGEST: Final = 700  # characters of a sentence that is shown
# A full stop, and behind it a blank and a capital or a bracket; not behind an initial or a number's stop.
_END: Final = re.compile(r"(?<=[A-Za-z)\"'][.!?]|[a-z0-9)][.!?]) {1,3}(?=[A-Z(\"'])")

_OPENING: Final = re.compile(r" {0,8}(?:\d{1,3}[.)] {0,4})?(?:\([A-Z/]{1,12}\) {0,4})?")


class Saying(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence that speaks of a cable. `level` is that of its paragraph's mark, `start` and `end` its place in the
    citing cable's text."""

    text: str
    start: int
    end: int
    paragraph: int | None = None
    level: str | None = None


def sayings(cable: Cable, reference: Reference | None, at: Span | None = None) -> list[Saying]:
    """The sentences of a cable that speak of what a reference cites, in their order, each once.

    Those where the body names an item of the list, that which holds a citation in the text, and what a narrative says
    of it. Of a citation that is no reference of the record (`telegram 912` in a volume) that which holds the words `at`.
    """
    if reference is None:
        one = _sentence(cable, at) if at else None
        return [one] if one else []
    spans = [*reference.mentions, *((reference.span,) if reference.in_text else ())]
    found: dict[tuple[int, int], Saying] = {}
    for span in spans:
        one = _sentence(cable, span)
        if one:
            found.setdefault((one.start, one.end), one)
    if reference.said and reference.said_at:
        place = reference.said_at
        found.setdefault((place.start, place.end), Saying(reference.said[:_LONGEST], place.start, place.end))
    return sorted(found.values(), key=lambda one: one.start)


def levels_of(found: Iterable[Saying]) -> list[str]:
    """The levels of the paragraphs that the sentences stand in, from the lowest to the highest, each once."""
    named = {one.level for one in found if one.level}
    return sorted(named, key=levels.LEVELS.index)


def _sentence(cable: Cable, span: Span) -> Saying | None:
    paragraph = _paragraph(cable, span.start)
    if paragraph is None:
        return None
    raw = cable.text[paragraph.span.start : paragraph.span.end]
    # Wraps are blanks here, one for one, so that places stay what they are.
    plain = raw.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    ends = [match.end() for match in _END.finditer(plain)]
    at = span.start - paragraph.span.start
    n = bisect.bisect_right(ends, at)
    start = ends[n - 1] if n else 0
    opening = _OPENING.match(plain, start)
    if opening and opening.end() <= at:  # the paragraph's number and mark are no part of its sentence
        start = opening.end()
    end = ends[n] if n < len(ends) else len(plain)
    if end - start > _LONGEST:  # a table, or no stop in sight: the words around the mention
        start, end = max(start, at - _LONGEST // 2), min(end, at + _LONGEST // 2)
    level = levels.portion_level(paragraph.portion) if paragraph.portion else None
    offset = paragraph.span.start
    return Saying(" ".join(plain[start:end].split()), offset + start, offset + end, paragraph.number, level)


def _paragraph(cable: Cable, at: int) -> Paragraph | None:
    for paragraph in cable.paragraphs:
        if paragraph.span.start <= at < paragraph.span.end:
            return paragraph
    return None
