"""Telegrams as edited volumes print them: a date-line, the number, and the header in a sentence.

    Washington, February 17, 1969, 2112Z.

    25151. Capetown for Embassy. Subject: Timely Protest on SWA Affairs Bill. Ref: Cape Town 196, 203.

    1. Department seriously concerned …

So does *Foreign Relations of the United States*. The hour is kept where it is in Zulu time: those
of older volumes (`5 p.m.`) are local.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from reftel.model import DTG, Furniture, Span
from reftel.parser.cleaning import Clean
from reftel.parser.dates import find_date
from reftel.parser.marking_line import MarkingLine
from reftel.parser.zones import Key, Zones
from reftel.vocabulary import posts

_WITHIN = 400  # characters before the number: a date-line, a heading in brackets
_HEADER_WITHIN = 1_600
_DATE_LINE = re.compile(
    r"[ \t]{0,20}(?P<place>[A-Z][A-Za-z\u00c0-\u024f.'’ -]{1,40}), (?P<date>(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d{1,2}, (?:19|20)\d\d)(?:,? (?P<time>[^\n]{1,40}?))?\.?[ \t]*(?=\n|\Z)"
)
_ZULU = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?Z")
_NUMBER = re.compile(r"\s{1,12}(?:[A-Z][a-z]{3,7} \d{1,5}/)?(?P<serial>\d{1,6})\. ?(?:(?!\d)|(?=1\. ))")
_SUBJECT = re.compile(
    r"(?<![A-Za-z])(?:(?:Subject|Subj|SUBJECT|SUBJ)\.?: (?=\S)|(?:Subject|Subj) (?=[A-Z“]))"
)
_REF = re.compile(r"(?<![A-Za-z])(?:Refs?|Reftels?|References?|REFS?|REFTELS?)\.?(?:\(s\))?: ?(?=\S)")
_KEY_WITHIN = 300  # of a paragraph's beginning
_STOP = re.compile(r"[.;\s]*\Z")
# Sentences behind the subject or the references: "For Vance from the Secretary.", "Eyes only."
_FURTHER = re.compile(
    r"\. (?=(?:For|From|Deliver|No|Nodis|Exdis|Pass|Eyes|Dept|Department|Please|Following|Joint|Uncleared|This)\b)"
)
_FIRST_PARAGRAPHS = 10
# Before, the Department counted its telegrams for each post apart, so that a number names none.
_ONE_SERIES = datetime.date(1966, 7, 1)
_CAPITAL = {"Washington": "STATE"}  # what is sent from there is the Department's


class Printed(NamedTuple):
    """The header of a printed telegram: its number's line, its zones, and when it was sent."""

    line: MarkingLine
    zones: Zones
    day: datetime.date
    dtg: DTG | None
    date_line: Span


def find(clean: Clean, begin: int) -> Printed | None:
    """The printed header at `begin`, if the text has one.

    >>> clean = Clean.of("Rome, October 7, 2003, 1530Z.\\n\\n4580. Subject: Oil. Ref: State 282619.\\n\\n1. Text.")
    >>> printed = find(clean, 0)
    >>> printed.line.post, printed.line.serial, sorted(printed.zones.keys), str(printed.dtg.at)
    ('ROME', '4580', ['ref', 'subject'], '2003-10-07 15:30:00+00:00')
    """
    text = clean.text
    dated = _DATE_LINE.match(text, begin) or _below(text, begin)
    number = _NUMBER.match(text, dated.end()) if dated else None
    found = find_date(dated["date"]) if dated else None
    if dated is None or number is None or found is None:
        return None
    keys, body = _header(text, number.end())
    if int(number["serial"]) < _FIRST_PARAGRAPHS and not keys:
        return None  # a memorandum's first paragraph
    lines = sorted((key for named in keys.values() for key in named), key=lambda key: key.start)
    first = lines[0].start if lines else body
    post = _post(dated["place"], found.day)
    line = MarkingLine(
        end=number.end(),
        post=post,
        serial=number["serial"] if post else None,
        mrn_start=number.start("serial"),
        mrn_end=number.end("serial"),
    )
    where = clean.span(dated.start("place"), dated.end())
    clean.furniture.append(Furniture("date-line", where))
    return Printed(line, Zones(keys, lines, first, body), found.day, _dtg(clean, dated, found.day), where)


def _below(text: str, begin: int) -> re.Match[str] | None:
    """A date-line that stands below a title or a remark."""
    at = text.find("\n", begin, begin + _WITHIN)
    while at >= 0:
        if m := _DATE_LINE.match(text, at + 1):
            return m
        at = text.find("\n", at + 1, begin + _WITHIN)
    return None


def _post(place: str, day: datetime.date) -> str | None:
    if place in _CAPITAL:
        return _CAPITAL[place] if day >= _ONE_SERIES else None
    match = posts.known(place.upper())
    return match.code if match else None


def _dtg(clean: Clean, dated: re.Match[str], day: datetime.date) -> DTG | None:
    zulu = _ZULU.fullmatch(dated["time"] or "")
    if zulu is None:
        return None
    at = datetime.datetime(
        day.year, day.month, day.day, int(zulu["hour"]), int(zulu["minute"]), tzinfo=datetime.UTC
    )
    start, end = dated.start("date"), dated.end("time")
    return DTG(at, clean.text[start:end], clean.span(start, end))


def _header(text: str, start: int) -> tuple[dict[str, list[Key]], int]:
    """The keys of the header's sentences, and where the body begins.

    The header is the number's paragraph, if it has a key or is short, and those directly below
    it that begin with one.
    """
    keys: dict[str, list[Key]] = {}
    at, end, limit = start, start, min(len(text), start + _HEADER_WITHIN)
    while at < limit:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        subject = None if "subject" in keys else _SUBJECT.search(text, at, min(stop, at + _KEY_WITHIN))
        ref = None if "ref" in keys else _REF.search(text, at, stop)
        if ref and not subject and ref.start() > at + 2 and at != start:
            ref = None  # in a sentence of the body
        if not (subject or ref):
            if text[at:stop].strip():
                break
            at = stop + 1
            continue
        if subject:
            _add(
                keys, "subject", text, subject, ref.start() if ref and ref.start() > subject.start() else stop
            )
        if ref:
            _add(
                keys, "ref", text, ref, subject.start() if subject and subject.start() > ref.start() else stop
            )
        at = end = stop + 1
    return keys, min(end, len(text))


def _add(keys: dict[str, list[Key]], name: str, text: str, m: re.Match[str], stop: int) -> None:
    if further := _FURTHER.search(text, m.end(), stop):
        stop = further.start()
    words = text[m.end() : stop]
    tail = _STOP.search(words)
    keys[name] = [Key(name, m.start(), m.end(), m.end() + (tail.start() if tail else len(words)))]
