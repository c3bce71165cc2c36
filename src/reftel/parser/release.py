"""Releases: what a stamp says of who released a text, when, and in which case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reftel.model import Release, Span
from reftel.parser.dates import find_date

_LONGEST = 400
_DEPARTMENT = re.compile(r"U\.?S\.? DEPARTMENT OF STATE", re.I)
_AUTHORITY = "US Department of State"
# "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
_REVIEW = re.compile(r"DECLASSIFIED|SYSTEMATIC REVIEW", re.I)
_CASE = re.compile(r"\bCASE NO\.?:? ?(?P<case>[A-Z]{1,3}-?[\d-]{4,20}|[A-Z0-9]{1,4}-[A-Z0-9-]{3,20})", re.I)
_DOCUMENT = re.compile(r"\bDOC(?:UMENT)? NO\.?:? ?(?P<document>[A-Z]?\d[A-Z0-9]{3,20})", re.I)
_DATE = re.compile(r"\bDATE:? ?(?P<date>\d.{5,20})|REVIEW ?(?P<review>\d.{5,20})", re.I)


class _Stamp(NamedTuple):
    """A stamp's facts; `authority` only where the stamp names one."""

    authority: str | None
    on_words: str | None
    case: str | None


def read(raw: str, stamps: Sequence[Span]) -> tuple[Release, ...]:
    """The releases that stamps tell of; a stamp that repeats on each page counts once.

    `case` is the number of the request and, behind it, that of the document.
    """
    found: dict[str, Release] = {}
    for span in stamps:
        words = " ".join(raw[span.start : min(span.end, span.start + _LONGEST)].split())
        if words and words not in found:
            stamp = _read_stamp(words)
            date = find_date(stamp.on_words) if stamp.on_words else None
            found[words] = Release(words, span, stamp.authority, date.day if date else None, stamp.case)
    return tuple(found.values())


@lru_cache(maxsize=1024)
def _read_stamp(words: str) -> _Stamp:
    on_words: str | None
    date = _DATE.search(words)
    if date is None and _REVIEW.search(words):
        on_words = words
    else:
        on_words = (date["date"] or date["review"]) if date else None
    case, document = _CASE.search(words), _DOCUMENT.search(words)
    numbers = [m[1] for m in (case, document) if m]
    return _Stamp(
        _AUTHORITY if _DEPARTMENT.search(words) else None,
        on_words,
        " ".join(numbers) or None,
    )
