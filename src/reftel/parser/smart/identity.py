"""Number and date: `MRN: 10 KINSHASA 956`, `Date/DTG: Jul 22, 2010 / 221710Z JUL 10`.

The stroke between day and group is what scans most often lose or read as a digit
(`Jul 22, 20101221710Z JUL 10`): the last six digits before the Z are the group, and the day's own
words tell whether they are right.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from reftel.model import DTG, MRN, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.transmission.dtg import find_dtg, moment, month_number

_DAY = re.compile(r"(?P<month>[A-Z][a-z]{2,8})[.,]? ?(?P<day>\d{1,2})[,.] ?(?P<year>(?:19|20)\d\d)")
_GROUP = re.compile(
    r"(?P<between>[^A-Za-z]{0,6}?)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?Z ?(?P<month>[A-Z]{3,4}) ?(?P<year>\d\d|20\d\d)(?!\d)",
    re.I,
)
_SOUND: Final = re.compile(r"\s{0,3}/\s{0,3}")
_WORDS: Final = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_NUMBER = re.compile(
    r"(?P<year>[0-9OIl|]{2}|20[0-9OIl|]{2})(?P<name>[ ]?[A-Z][A-Z .'-]{1,30}?[ ]?)(?P<serial>[0-9OIl|]{1,7})"
)


class Sent(NamedTuple):
    """The group, the day of the words before it, and which of them is the day sent."""

    dtg: DTG | None
    day: datetime.date | None
    how: str | None


def read_date(clean: Clean, start: int, end: int, problems: list[Problem]) -> Sent:
    """The date of a `Date/DTG` value."""
    text = clean.text
    words = _DAY.search(text, start, end)
    day = _day(words) if words else None
    dtg = _group(clean, words.end() if words else start, end, problems)
    if dtg and day and abs((dtg.at.date() - day).days) > 1:
        message = f"the date-time group says {dtg.at.date()}, the day before it {day}"
        problems.append(Problem("clock-disagrees", message, clean.span(start, end)))
        return Sent(None, None, None)
    if dtg:
        return Sent(dtg, dtg.at.date(), "date-time group")
    problems.append(Problem("dtg-unreadable", "the date-time group cannot be read", clean.span(start, end)))
    return Sent(None, day, "date of its header" if day else None)


def _day(m: re.Match[str]) -> datetime.date | None:
    month = month_number(m["month"].upper())
    at = moment(int(m["day"]), 0, 0, month, m["year"]) if month else None
    return at.date() if at else None


def _group(clean: Clean, start: int, end: int, problems: list[Problem]) -> DTG | None:
    text = clean.text
    m = _GROUP.search(text, start, end)
    if m is None:
        found = find_dtg(text, start, end)
        if found is None:
            return None
        span = clean.span(found.start, found.end)
        return DTG(found.at, text[found.start : found.end], span, found.corrected)
    month = month_number(m["month"].upper())
    at = moment(int(m["day"]), int(m["hour"]), int(m["minute"]), month, m["year"]) if month else None
    if at is None:
        return None
    first = m.start("day")
    span = clean.span(first, m.end())
    between = text[start:first]
    corrected = bool(between.strip()) and _SOUND.fullmatch(between) is None
    if corrected:
        message = f"“{text[start : m.end()].strip()}” was read as / {text[first : m.end()]}"
        problems.append(Problem("dtg-corrected", message, clean.span(start, m.end())))
    return DTG(at, " ".join(text[first : m.end()].split()), span, corrected)


def read_number(
    clean: Clean, start: int, end: int, day: datetime.date | None, problems: list[Problem]
) -> MRN | None:
    """The number of an `MRN` value; `day` bounds its year of two digits."""
    words = " ".join(clean.text[start:end].split())
    span = clean.span(start, end)
    if not words:
        return None
    reading = MRN.read(words, latest=day)
    if reading is None and (m := _NUMBER.fullmatch(words)):
        mended = f"{m['year'].translate(_WORDS)} {m['name'].strip()} {m['serial'].translate(_WORDS)}"
        reading = MRN.read(mended, latest=day)
        if reading:
            problems.append(Problem("mrn-corrected", f"“{words}” was read as {reading.mrn}", span))
    if reading is None:
        problems.append(Problem("mrn-unread", f"“{words[:60]}” is no number", span))
        return None
    if reading.corrected_from:
        message = f"“{reading.corrected_from}” was read as {reading.mrn.station}"
        problems.append(Problem("post-corrected", message, span))
    return reading.mrn


def choose(
    found: MRN | None,
    given: MRN | None,
    span_of: tuple[int, int] | None,
    clean: Clean,
    problems: list[Problem],
) -> tuple[MRN | None, str | None]:
    """The number and where it comes from: the text's, else the source's."""
    if found is None:
        return (given, "given") if given else (None, None)
    if given and given != found:
        span = clean.span(*span_of) if span_of else None
        problems.append(Problem("mrn-disagrees", f"the text says {found}, the source says {given}", span))
    return found, "text"
