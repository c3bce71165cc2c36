"""Releases: what a stamp says of who released a text, when, and in which case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.model import Release, Span
from reftel.parser.dates import find_date

_REVIEW = re.compile(
    r"Declassified/Released\s{1,8}(?P<authority>US Department of State)\s{1,8}(?:EO Systematic Review)\s{1,8}(?P<date>\d{1,2} [A-Za-z]{3} \d{4})"
)
_CASE = re.compile(
    r"(?P<authority>U\.S\. Department of State)\s{1,4}Case No\.\s{0,3}(?P<case>[A-Z0-9-]{4,24})(?:\s{1,4}Doc No\.\s{0,3}(?P<doc>[A-Z0-9]{4,20}))?(?:\s{1,4}Date:\s{0,3}(?P<date>[\d/]{6,10}))?"
)


def read(raw: str, stamps: Sequence[Span]) -> tuple[Release, ...]:
    """The releases that stamps tell of; a stamp that repeats on each page counts once."""
    found: dict[str, Release] = {}
    for span in stamps:
        words = " ".join(span.of(raw).split())
        if words in found or not words:
            continue
        m = _REVIEW.search(words) or _CASE.search(words)
        date = find_date(m["date"]) if m and m["date"] else None
        case = " ".join(filter(None, (m["case"], m["doc"]))) if m and "case" in m.groupdict() else None
        found[words] = Release(
            words, span, m["authority"] if m else None, date.day if date else None, case or None
        )
    return tuple(found.values())
