"""Dates as cables write them: `10/07/2013`, `2020/02/23`, `07 OCT 2013`, `11/2013`, `6/30/08`.

In numbers the month comes first, as in the United States, unless the year does. A number that
can be no month is read as the day (`24/12/2012`), and the reading says so in its note.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]

_LONGEST = 400  # code points that are searched for a date
_FIRST_YEAR, _LAST_YEAR = 1900, 2150

_MONTHS = {name: i for i, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_MONTH = (
    r"(?P<name>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?![A-Z])\.?"
)
_SLASH = r" ?(?:/{1,2}|[.-]) ?"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR = r"(?P<year>\d{4}|\d\d)(?!\d)"
_ORDINAL = r"(?:ST|ND|RD|TH)?"

# From the most precise form to the least; a text's first date of the first form found is taken.
_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d/])(?P<month>\d\d?){_SLASH}(?P<day>\d\d?){_SLASH}(?P<year>\d{{4}}|(?!(?:19|20) \d\d(?!\d))\d\d)(?![\d/])",
        rf"(?<![\d/]){_FULL_YEAR}{_SLASH}(?P<month>\d\d?){_SLASH}(?P<day>\d\d?)(?![\d/])",
        rf"(?<!\d){_FULL_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<month>\d\d)(?P<day>\d\d){_FULL_YEAR}(?!\d)",
        rf"(?<![\d/])(?<!/[OIl])(?P<month>\d\d?) ?[/-] ?{_FULL_YEAR}(?![\d/])",
        rf"(?<![\d/-]){_FULL_YEAR} ?[/-] ?(?P<month>\d\d)(?![\d/-])",
    )
)
_NAMES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d)(?P<day>\d\d?){_ORDINAL}(?: OF)?[ ,/-]{{0,2}}{_MONTH}[ ,/'’-]{{0,2}}{_YEAR}",
        rf"(?<![A-Z]){_MONTH}[ /-]{{0,2}}(?P<day>\d\d?){_ORDINAL}[ ,/'’-]{{1,3}}{_YEAR}",
        rf"(?<!\d){_FULL_YEAR}[ ,/-]{{0,2}}{_MONTH}[ ,/-]{{0,2}}(?P<day>\d\d?)(?!\d)",
        rf"(?<![A-Z]){_MONTH}(?: OF)?[ ,/-]{{0,2}}{_FULL_YEAR}(?!\d)",
    )
)
_YEAR_ALONE = re.compile(rf"(?<![\d/.-]){_FULL_YEAR}(?![\d/.-])")
# The archive puts blanks into numbers, and a typist the letter O: looked for only where nothing else is.
_DAMAGED = re.compile(
    r"(?<![\dA-Z])[\dOIl](?: ?[\dOIl])? ?[/-] ?[\dOIl](?: ?[\dOIl])? ?[/-] ?[\dOIl](?: ?[\dOIl]){1,3}(?![\dA-Z/])"
)
_MENDED = str.maketrans({"O": "0", "I": "1", "l": "1", " ": None})


class ReadDate(NamedTuple):
    """A date, how precisely it was written, and where: a month or year stands for its last day.

    `note` says what was not written so.
    """

    day: datetime.date
    precision: Precision
    start: int
    end: int
    note: str | None = None


def find_date(text: str, start: int = 0, end: int | None = None, pivot: int = 66) -> ReadDate | None:
    """The first date of the most precise form in a short text.

    Two-digit years from `pivot` on are of the 1900s.

    >>> find_date("DECL: 10/07/2013").day, find_date("11/2013")[:2]
    (datetime.date(2013, 10, 7), (datetime.date(2013, 11, 30), 'month'))
    """
    end = min(len(text) if end is None else end, start + _LONGEST)
    for form in _NUMBERS[:2]:
        if (m := form.search(text, start, end)) and (found := _date(m, pivot)):
            return found
    for form in (*_NAMES, *_NUMBERS[2:], _YEAR_ALONE):
        if (m := form.search(text, start, end)) and (found := _date(m, pivot)):
            return found
    if m := _DAMAGED.search(text, start, end):
        mended = _NUMBERS[0].fullmatch(m.group().translate(_MENDED))
        if mended and (found := _date(mended, pivot)):
            return ReadDate(found.day, found.precision, m.start(), m.end(), f"read from “{m.group()}”")
    return None


def read_date(text: str, latest_century_pivot: int = 66) -> tuple[datetime.date, Precision] | None:
    """A text's date and its precision; `None` where there is none.

    >>> read_date("OCTOBER 7, 2013"), read_date("soon")
    ((datetime.date(2013, 10, 7), 'day'), None)
    """
    found = find_date(text, pivot=latest_century_pivot)
    return (found.day, found.precision) if found else None


def _date(m: re.Match[str], pivot: int) -> ReadDate | None:
    parts = m.groupdict()
    digits = parts["year"]
    year = int(digits)
    if year < 100:
        year += 1900 if year >= pivot else 2000
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    name, written_month, written_day = parts.get("name"), parts.get("month"), parts.get("day")
    if name is None and written_month is None:
        return _vague(datetime.date(year, 12, 31), "year", m)
    month = _MONTHS[name[:3].upper()] if name else int(written_month or 0)
    day, note = int(written_day) if written_day else None, None
    if day and name is None and month > 12 >= day and len(digits) == 4:
        month, day, note = day, month, f"“{m.group()}” has no month {month}: the day was taken to come first"
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return _vague(datetime.date(year, month, last), "month", m)
    return (
        ReadDate(datetime.date(year, month, day), "day", m.start(), m.end(), note)
        if 1 <= day <= last
        else None
    )


def _vague(last: datetime.date, precision: Precision, m: re.Match[str]) -> ReadDate:
    return ReadDate(
        last, precision, m.start(), m.end(), f"only the {precision} is written; its last day is meant here"
    )
