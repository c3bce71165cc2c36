"""Until when a marking holds, in the words of the order's line: a date, an exemption, an event.

Each order has its own: `GDS`, `ADS` and `XGDS-2` are of E.O. 11652, `GDS 6/5/85`, `RDS-3 6/5/99`
and `XDS-4 6/5/99` of 12065, `OADR` of 12356, dates, `X1` to `X8` and `25X1` of 12958 and after.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from reftel.model.markings import DeclassifyRule
from reftel.parser.dates import ReadDate, find_date

# "DEC" is a month too, where no colon or number follows.
_LEAD = re.compile(
    r"[\s:;,.\\(-]*(?:(?:DECLAS(?:SIFY|SIFICATION|S)?|DECL|DELC|DCL|ECL|DEC(?=[:;.]| ?\d\d?/))(?![A-Z])"
    r"(?:[\s:;]{0,4}DECL(?![A-Z]))?(?:\s?ON(?![A-Z]))?)?[\s:;,.\\(-]*",
    re.I,
)
_NOT_APPLICABLE = re.compile(
    r"(?:N ?[/:.\\;-]? ?A\b|/ ?A\b|N/(?=\s*\Z)|NOT APPLICABLE|NONE\b|UNCLAS(?:SIFIED)?\b)\.?", re.I
)
_SCHEDULE = re.compile(
    r"(?P<mark>X ?-?GDS|GDS|ADS|[RX]DS|R\.D\.S)(?![A-Z])[ ,]{0,3}-?[ ]?"
    r"(?P<codes>\(?\d(?:[ ]{0,2}(?:[,&]|AND)[ ]{0,2}\d)*\)?)?(?![\d/-])",
    re.I,
)
_SCHEDULE_ALONE = re.compile(r"(?P<mark>X ?-?GDS|GDS|ADS|[RX]DS)(?![A-Z])", re.I)
# The general schedule with one letter lost, added or mistyped: read so only where nothing else stands.
_NEARLY_GDS = re.compile(r"(?:[A-Z0-9]?DS|G[A-Z0-9]?S|GD[A-Z0-9]?|[A-Z]GDS|GSD|DGS)[\s.]*\Z", re.I)
_OADR = re.compile(r"\bO\.?A\.?D\.?R\b|ORIGINATING AGENC", re.I)
_NUMBER_WORDS = {"FIVE": 5, "TEN": 10, "FIFTEEN": 15, "TWENTY": 20, "TWENTYFIVE": 25}
_YEARS = re.compile(
    r"(?P<years>\d\d?|FIVE|FIFTEEN|TEN|TWENTY[ -]?FIVE|TWENTY)[ -]{0,2}(?:\(\d\d?\) )?(?:YEARS?|YRS?)\b", re.I
)
_FROM_ORIGIN = re.compile(
    r"[\s.]*(?:(?:FROM|AFTER)\s(?:(?:THE|THIS)\s)?(?:DATE|ORIGIN|TRANSMISSION|CABLE|MESSAGE)|\Z|\()", re.I
)
_EXEMPTION = re.compile(
    r"(?<![A-Z0-9])(?:1\.?[456] ?-?(?:\(?D\)?)? ?\(?)?(?P<code>(?:25|50) ?X ?\d{1,2}(?: ?- ?(?:HUMAN|HUM|WMD))?|X ?-?[1-9](?!\d))"
    r"(?P<more>(?: ?(?:,|/|&|AND) ?[1-9](?![\d/.]))*)",
    re.I,
)
_GROUP = re.compile(r"(?:GP|GROUP) ?-? ?(?P<n>[1-4])\b", re.I)
_MANUAL = re.compile(r"(?:MR|MANUAL REVIEW)\b", re.I)
_EVENT = re.compile(r"(?:\b(?:UPON|AFTER|WHEN|UNTIL|ON|AT|FOLLOWING|END OF|ONCE|AS OF)\b)\s*(?=\S)", re.I)
_EVENT_WORDS = re.compile(
    r"UNIFICATION|REUNIFICATION|COMPLETION|CONCLUSION|TERMINATION|DEPARTURE|CLOSURE|RELEASE|SIGNATURE|PUBLICATION"
    r"|ANNOUNCEMENT|VISIT|RATIFICATION|ELECTION|RESOLUTION|WITHDRAWAL",
    re.I,
)
_OR = re.compile(r"\bOR\b", re.I)
_WORD = re.compile(r"[A-Z]{3,}", re.I)
# "(GERLACH, FREDERICK H.) OR-M"; without brackets only in front of "OR-"
_BRACKETED = re.compile(
    r"\((?P<name>[A-Z][A-Z.'’\s-]{1,30}(?:,\s?[A-Z][A-Z.'’\s]{0,30}){0,2})\.?(?:\)|(?=\s+OR\b)|\Z)(?P<origin>\s{0,4}OR\s?[- ]{1,2}[A-Z]{1,2}(?:[-/][A-Z0-9])?)?",
    re.I,
)
_UNBRACKETED = re.compile(
    r"(?<=[\s,])(?P<name>[A-Z][A-Z.'’-]{1,30},\s?[A-Z][A-Z.'’ ]{0,30})(?P<origin>\s{1,4}OR\s?-\s?[A-Z]{1,2}(?:[-/][A-Z0-9])?|(?=\s*\Z))",
    re.I,
)
_NO_NAMES = frozenset("U C S TS LOU SBU GDS XGDS RDS XDS".split())


class Written(NamedTuple):
    """A classifier's name and words, and their place in the line."""

    name: str
    written: str
    start: int
    end: int


class Duration(NamedTuple):
    """A marking's duration, with places in the line; `years` count from the cable's own day."""

    rule: DeclassifyRule
    written: str
    start: int
    end: int
    on: datetime.date | None = None
    codes: tuple[str, ...] = ()
    event: str | None = None
    note: str | None = None
    years: int | None = None
    classifier: Written | None = None


class _Sense(NamedTuple):
    rule: DeclassifyRule
    on: datetime.date | None = None
    codes: tuple[str, ...] = ()
    event: str | None = None
    note: str | None = None
    years: int | None = None


def read_duration(line: str, at: int, order: str | None) -> Duration | None:
    """What the line says from `at` on, behind its order's number; `None` where it says nothing.

    >>> read_duration("E.O. 12958: DECL: X1, X5", 11, "12958").codes
    ('X1', 'X5')
    """
    lead = _LEAD.match(line, at)
    start = lead.end() if lead else at
    named_duration = lead is not None and any(letter.isalpha() for letter in lead.group())
    end = len(line)
    if start >= end:
        return None
    if m := _NOT_APPLICABLE.match(line, start):
        return Duration("not applicable", _joined(m.group()), start, m.end())
    classifier = _classifier(line, start) if order in ("12065", None) else None
    words = _joined(line[start : classifier.start] if classifier else line[start:])
    sense = _scheduled(words, order) or _read(words, named_duration)
    return Duration(sense.rule, _joined(line[start:end]), start, end, *sense[1:], classifier)


def _joined(words: str) -> str:
    return " ".join(words.split())


def _classifier(line: str, start: int) -> Written | None:
    for pattern in (_BRACKETED, _UNBRACKETED):
        for m in pattern.finditer(line, start):
            name = _joined(m["name"])
            if (
                name.upper() not in _NO_NAMES
                and len(name) > 2
                and not name.upper().startswith(tuple(f"{mark} " for mark in _NO_NAMES))
            ):
                return Written(name, _joined(m.group()), m.start(), m.end())
    return None


def _scheduled(words: str, order: str | None) -> _Sense | None:
    """The schedules of E.O. 11652 and 12065."""
    if order == "11652" and _NEARLY_GDS.match(words) and not _SCHEDULE_ALONE.match(words):
        return _Sense("schedule", codes=("GDS",), note=f"“{words.strip()}” was read as GDS")
    m = _SCHEDULE.match(words) or _SCHEDULE_ALONE.match(words)
    if m is None:
        return None
    mark = "".join(letter for letter in m["mark"].upper() if letter.isalpha())
    numbers = re.findall(r"\d", m["codes"] or "") if m.re is _SCHEDULE else []
    codes = tuple(f"{mark}-{n}" for n in numbers) or (mark,)
    found = find_date(words, m.end())
    on, note = (found.day, found.note) if found else (None, None)
    if mark == "RDS":
        return _Sense("review", on, codes, note=note)
    if mark == "XGDS" or on is None and mark == "XDS":
        return _Sense("exemption", on, codes, note=note)
    if on:
        return _Sense("date", on, codes, note=note)
    event = _EVENT.search(words, m.end())
    if event and _WORD.search(words, event.end()):
        return _Sense("event", codes=codes, event=_joined(words[event.start() :]))
    return _Sense("schedule", codes=codes)


def _read(words: str, named_duration: bool) -> _Sense:
    """Any other duration; `named_duration` says that `DECL` stands before it."""
    if _OADR.search(words):
        return _Sense("originating agency", codes=("OADR",))
    date = find_date(words)
    dated = date is not None and date.precision == "day" and not words[: date.start].strip()
    if not dated and (found := _in_years(words)):  # "10/07/2013 (10 YEARS)" is that date
        return found
    if codes := _exemptions(words):
        return _Sense("exemption", date.day if date and date.precision == "day" else None, codes)
    if m := _GROUP.match(words):
        return _Sense("group", codes=(f"GP-{m['n']}",))
    if event := _event(words, date, named_duration):
        return event
    if date and (date.precision != "year" or not _WORD.search(words)):
        return _Sense("date", date.day, note=date.note)
    if _MANUAL.match(words):
        return _Sense("review", codes=("MR",))
    return _Sense("unreadable")


def _in_years(words: str) -> _Sense | None:
    m = _YEARS.search(words)
    if m is None:
        return None
    written = m["years"].upper().replace(" ", "").replace("-", "")
    years = _NUMBER_WORDS.get(written) or int(written)
    if not _FROM_ORIGIN.match(words, m.end()):
        return _Sense("event", event=_joined(words[m.start() :]))
    return _Sense("years", codes=(f"{years} years",), years=years)


def _exemptions(words: str) -> tuple[str, ...]:
    codes: list[str] = []
    for m in _EXEMPTION.finditer(words):
        code = re.sub(r"[ ]|(?<=X)-(?=\d)", "", m["code"].upper()).replace("HUMAN", "HUM")
        codes.append(code)
        codes += [code.partition("X")[0] + "X" + n for n in re.findall(r"\d", m["more"])]
    return tuple(dict.fromkeys(codes))


def _event(words: str, date: ReadDate | None, named_duration: bool) -> _Sense | None:
    """Words beside a date are an event, or one of two ends; a date within them is the event's own."""
    beside = words[: date.start] + words[date.end :] if date else words
    sign = _EVENT.search(beside) or _EVENT_WORDS.search(beside)
    if sign is None:
        if date or not named_duration or len(_WORD.findall(words)) < 2 or any(c.isdigit() for c in words):
            return None
    elif not _WORD.search(beside, sign.end() if sign.re is _EVENT else sign.start()):
        return None
    if date and date.precision == "day" and _OR.search(beside):
        return _Sense(
            "date",
            date.day,
            event=_joined(_OR.sub("", beside, count=1)),
            note="or on the event, whichever is earlier",
        )
    return _Sense("event", event=_joined(words).rstrip(" ."))
