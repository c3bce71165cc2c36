"""Lines that a release put on its pages: stamps of the case, of what was released, of exemptions.

`UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05770206 Date: 08/31/2015`,
`RELEASE IN PART B6` (on one line or two), `B6` or `1.4(D)` at the margin beside what was taken
out, the review's `Classified by DAS, A/GIS, DoS on 05/13/2015 ~ Class: CONFIDENTIAL ~ …`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_CODE = r"(?:B ?[1-9](?:\([A-F]\))?|[(]?b[)]?[(][1-9][)]|1\.[45]\(?[A-Ha-h]\)?|NR|B7[A-F]|CSP|INA)"
_CODES = re.compile(rf"{_CODE}(?:[ ,;]{{1,3}}{_CODE}){{0,11}}[,;]?")
_RELEASED = re.compile(
    rf"RELEASED? IN(?P<how> FULL| PART)?(?P<codes>[ ,:]{{0,3}}(?:{_CODE}[ ,;]{{0,3}}){{0,12}})", re.I
)
_SECOND_LINE = re.compile(rf"(?P<how>FULL|PART)?[ ]?(?:{_CODE}[ ,;]{{0,3}}){{0,12}}")
_OTHER = re.compile(
    r"Classified by .{0,60}? on \d{1,2}/\d{1,2}/\d{4}\b.{0,160}|REVIEW AUTHORITY\b.{0,120}"
    r"|STATE DEPT\. ?.{1,3} ?PRODUCED TO .{0,80}|SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION.{0,80}"
    r"|(?:DECLASSIFIED|APPROVED FOR RELEASE)\b.{0,80}\d{4}\b.{0,40}",
    re.I,
)
_SIGNS: Final = ("department of state", "case no", "doc no", "date")
_LONGEST: Final = 240
_SPECKS: Final = 12  # characters within which a stamp begins behind specks of the scan
_MARGIN: Final = "      "  # blanks between words and a margin mark


class Line(NamedTuple):
    """A line of a text: where it begins and ends, its break left out."""

    start: int
    end: int
    words: str  # without blanks around them


class Mark(NamedTuple):
    """Words of the release: a `stamp` or an `exemption`, and whether they fill their lines."""

    kind: str
    start: int
    end: int
    first: int  # of the lines that they fill
    last: int  # -1 for a mark at a line's margin


def lines_of(text: str) -> list[Line]:
    """The lines of a text."""
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Line(at, at + len(line), line.strip()))
        at += len(line) + 1
    return found


def find(text: str, lines: Sequence[Line]) -> list[Mark]:
    """The release's marks among the lines, in order."""
    found: list[Mark] = []
    skip = -1
    stamped = "RELEASE" in text[:4000] or any(is_case_stamp(line.words) for line in lines[:80])
    for i, line in enumerate(lines):
        words = line.words
        if i <= skip or not words or len(words) > _LONGEST:
            continue
        if is_case_stamp(words):
            mark = _mark("stamp", text, lines, i, i)
            found.append(mark._replace(start=mark.start + max(words.find("UNCLASS", 0, _SPECKS), 0)))
        elif _OTHER.fullmatch(words):
            found.append(_mark("stamp", text, lines, i, i))
        elif m := _RELEASED.fullmatch(words):
            skip = _last_line(lines, i, whole=bool(m["how"]), codes=bool(m["codes"].strip()))
            found.append(_mark("stamp", text, lines, i, skip))
        elif stamped and words[0] in "B1(bNCI" and _CODES.fullmatch(words):
            found.append(_mark("exemption", text, lines, i, i))
        elif stamped and (at := _margin(text, line)) >= 0:
            found.append(Mark("exemption", at, line.start + len(text[line.start : line.end].rstrip()), i, -1))
    return found


def is_case_stamp(words: str) -> bool:
    """Whether a line is the stamp of a case, a sign of it damaged or not.

    >>> is_case_stamp("UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05770206 Date: 08/31/2015")
    True
    >>> is_case_stamp("THE DEPARTMENT OF STATE HAS A CASE")
    False
    """
    if not 30 < len(words) <= _LONGEST:
        return False
    lower = words.lower()
    if "case no" not in lower and "doc no" not in lower:
        return False
    return sum(sign in lower for sign in _SIGNS) >= 3 and any(c.isdigit() for c in words)


def _mark(kind: str, text: str, lines: Sequence[Line], first: int, last: int) -> Mark:
    start = text.index(lines[first].words, lines[first].start)
    end = text.index(lines[last].words, lines[last].start) + len(lines[last].words)
    return Mark(kind, start, end, first, last)


def _last_line(lines: Sequence[Line], first: int, *, whole: bool, codes: bool) -> int:
    """The line that `RELEASE IN` or `RELEASE IN PART` goes on in: directly below, or one blank line off."""
    if codes:
        return first
    for i in range(first + 1, min(first + 3, len(lines))):
        words = lines[i].words
        if words:
            m = _SECOND_LINE.fullmatch(words)
            return i if m and (whole is not bool(m["how"])) else first
    return first


def _margin(text: str, line: Line) -> int:
    """Where a margin mark stands behind a line's words; -1 where there is none."""
    words = text[line.start : line.end].rstrip()
    at = words.rfind(_MARGIN)
    if at < 0 or not words[:at].strip():
        return -1
    tail = words[at + len(_MARGIN) :].strip()
    return line.start + words.rindex(tail) if tail and _CODES.fullmatch(tail) else -1
