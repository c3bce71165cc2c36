"""The authority: the line of the executive order, and until when it says that the marking holds.

`E.O. 12958: DECL: 10/07/2013`, `EO 12958 DECL: X1, X5`, `E.O. 11652: GDS`,
`E.O. 12065: RDS-3 6/5/99 (GERLACH, FREDERICK H.) OR-M`, `E.O. 12356: DECL: OADR`, `E.O. 12958: N/A`.

Few forms make up nearly all of these lines, so a line's words are read once and remembered.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

import msgspec

from reftel.model import Authority, Classifier, Declassification, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.duration import Duration, read_duration
from reftel.vocabulary import orders

_LONGEST, _MOST_LINES = 600, 8
_FULL_LINE = 45  # a line as long as this may run on in the next one
_FARTHEST = 30  # years: no order allows a date that lies farther ahead

# The key may have lost letters; the number has blanks from the archive's noise ("1 1652", "11)065").
_KEY = re.compile(
    r"[\s\"'¶]{0,8}(?:\(U\)\s?)?(?:E[.,MO0\s]{1,6}|\.O\.\s?|EXECUTIVE ORDER\s?|O\.\s?|DECLASSIFY ON)?[.,\s:;]{0,40}",
    re.I,
)
_NUMBER = re.compile(
    r"[\dIOl](?:[ ]?[\dIOl()]){3,4}\d?(?![\d/A-KM-Z]|L[^\s:])"
)  # "12958L DECL": the colon's key
_DIGITS = str.maketrans({"O": "0", "I": "1", "l": "1", " ": None, "(": None, ")": None})
_NEXT_KEY = re.compile(r"T ?A ?G ?S ?[:.]|SUBJ(?:ECT)? ?:|CLASSIFIED BY|\bREFS? ?:|\n[ \t]*TAGS?\b", re.I)
_VALUE = re.compile(
    r"[\s:;,.-]{0,40}(?:\d|DECL|N ?/? ?A\b|X?GDS|X ?\d|ADS|[RX]DS|OADR|AFTER\b|UPON\b|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)",
    re.I,
)
_OPEN_END = re.compile(
    r"(?:[,/(-]|:|\b(?:DECL|ON|AFTER|UPON|UNTIL|WHEN|OF|THE|AND|OR|IN|TO|FROM|FOR|BY))\s*\Z", re.I
)
_RUNS_ON = re.compile(r"\b(?:AFTER|UPON|UNTIL|WHEN|EVENT|FOLLOWING)\b", re.I)
_UNIFICATION = re.compile(r"\s{0,20}(?:RE-?)?UNIFICATION\b", re.I)


class AuthorityLine(msgspec.Struct, frozen=True, gc=False):
    """What the line gives: the order, the marking's duration, and who classified.

    Under E.O. 12065 the classifier stands in brackets on this line, not on one of its own.
    `end` is where the line ends.
    """

    authority: Authority | None
    declassification: Declassification | None
    classifiers: tuple[Classifier, ...]
    end: int = 0


class _Order(NamedTuple):
    """An order's number as it was meant, as it was written, and where it ends in the line."""

    number: str
    written: str
    known: bool
    end: int


def read(
    clean: Clean, start: int, end: int, day: datetime.date | None, problems: list[Problem]
) -> AuthorityLine:
    """Read the line that begins at `start` with its key; the next header line begins at `end` at the latest.

    `day` is the cable's own, if it is known: terms of years count from it.
    """
    finish = _line_end(clean.text, start, min(end, start + _LONGEST))
    order, duration = _read_line(clean.text[start:finish])
    authority = None
    if order:
        authority = Authority(order.number, clean.span(start, start + order.end))
        if order.number != order.written or not order.known:
            problems.append(_about_number(order, authority))
    if duration is None:
        return AuthorityLine(authority, None, (), finish)
    marked = _marked(clean, start, duration, day)
    if marked.rule == "unreadable":
        problems.append(
            Problem("declassification-unread", "no rule reads until when this marking holds", marked.span)
        )
    return AuthorityLine(authority, marked, _classifiers(clean, start, duration), start + duration.end)


def _line_end(text: str, start: int, stop: int) -> int:
    """Where the line ends: at its line break, unless its words run on or have not begun."""
    if other := _NEXT_KEY.search(text, start + 2, stop):
        stop = other.start()
    finish = text.find("\n", start + 1, stop)
    for _ in range(_MOST_LINES):
        if finish < 0:
            return _trimmed(text, start, stop)
        after = text.find("\n", finish + 1, stop)
        if not _continues(text[start:finish], text[finish + 1 : stop if after < 0 else after]):
            break
        finish = after
    return _trimmed(text, start, finish if finish >= 0 else stop)


def _continues(line: str, after: str) -> bool:
    """Whether the line goes on with `after`; without words yet it also goes on over blank lines."""
    line = line.rstrip(" \t\\\n")
    key = _KEY.match(line)
    number = _NUMBER.match(line, key.end() if key else 0)
    words = line[number.end() if number else key.end() if key else 0 :].strip(" \t:;.\n")
    if not words:
        return not after.strip(" \t\\") or _VALUE.match(after) is not None
    if not after.strip(" \t\\"):
        return False
    if line.count("(") > line.count(")") and ")" in after[:60] and len(line) - line.rfind("(") < _FULL_LINE:
        return True
    runs_on = _RUNS_ON.search(words) is not None
    if _OPEN_END.search(line, max(0, len(line) - 24)):
        return runs_on or _VALUE.match(after) is not None
    return runs_on and (len(line) - line.rfind("\n") > _FULL_LINE or _UNIFICATION.match(after) is not None)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" \t\r\n\\"))


@lru_cache(maxsize=8192)
def _read_line(line: str) -> tuple[_Order | None, Duration | None]:
    """The order and the duration of a line, with places counted from its beginning."""
    key = _KEY.match(line)
    at = key.end() if key else 0
    order = _read_order(line, at)
    at = order.end if order else at
    return order, read_duration(line, at, order.number if order else None)


def _read_order(line: str, at: int) -> _Order | None:
    m = _NUMBER.match(line, at)
    if m is None:
        return None
    written = m.group().translate(_DIGITS)
    if orders.by_number(written):
        return _Order(written, written, True, m.end())
    near = [number for number in _NUMBERS if _is_near(written, number)]
    if len(near) == 1:
        return _Order(near[0], written, True, m.end())
    return _Order(written, written, False, m.end())


_NUMBERS = ("10290", "10501", "11652", "12065", "12356", "12958", "13292", "13526")


def _is_near(written: str, number: str) -> bool:
    """Whether one digit was mistyped, lost or added, or two exchanged."""
    from rapidfuzz.distance import OSA

    return OSA.distance(written, number, score_cutoff=1) <= 1


def _about_number(order: _Order, authority: Authority) -> Problem:
    if order.known:
        message = f"“{order.written}” was read as {order.number}: no other order is that near"
        return Problem("order-corrected", message, authority.span)
    message = f"no executive order on classification has the number {order.number}"
    return Problem("order-unknown", message, authority.span)


def _marked(clean: Clean, start: int, duration: Duration, day: datetime.date | None) -> Declassification:
    on, note = duration.on, duration.note
    if duration.years and day:
        on = _years_after(day, duration.years)
    elif on and day and not note and duration.rule != "exemption":
        if on <= day:
            note = "the date is not after the cable's own"
        elif on.year - day.year > _FARTHEST:
            note = "the date lies farther ahead than any order allows"
    return Declassification(
        duration.written,
        duration.rule,
        clean.span(start + duration.start, start + duration.end),
        on,
        duration.codes,
        duration.event,
        note,
    )


def _years_after(day: datetime.date, years: int) -> datetime.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def _classifiers(clean: Clean, start: int, duration: Duration) -> tuple[Classifier, ...]:
    found = duration.classifier
    if found is None:
        return ()
    return (Classifier(found.written, clean.span(start + found.start, start + found.end), found.name),)
