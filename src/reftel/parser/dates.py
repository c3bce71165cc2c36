"""Dates as cables write them: `10/07/2013`, `2020/02/23`, `07 OCT 2013`, `11/2013`, `6/30/08`."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "year"]

_MONTHS = {name: i for i, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_MONTH = r"(?P<{0}>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{{0,6}}\.?"
_FORMS = (
    # 10/07/2013, 6-30-08, 10.7.13: month first, as in the United States
    re.compile(
        r"(?<![\d/])(?P<month>\d{1,2}) ?[/.-] ?(?P<day>\d{1,2}) ?[/.-] ?(?P<year>\d{4}|\d{2})(?![\d/])"
    ),
    # 2020/02/23
    re.compile(
        r"(?<![\d/])(?P<year>(?:19|20)\d{2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<day>\d{1,2})(?![\d/])"
    ),
    # 07 OCT 2013, 7OCT13
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:ST|ND|RD|TH)?[ ,-]{0,2}"
        + _MONTH.format("name")
        + r"[ ,-]{0,2}(?P<year>\d{4}|\d{2})(?!\d)",
        re.I,
    ),
    # OCTOBER 7, 2013
    re.compile(
        r"(?<![A-Z])"
        + _MONTH.format("name")
        + r" {0,2}(?P<day>\d{1,2})(?:ST|ND|RD|TH)?,? {0,2}(?P<year>\d{4})(?!\d)",
        re.I,
    ),
    # 20131007
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    # 11/2013
    re.compile(r"(?<![\d/])(?P<month>\d{1,2}) ?/ ?(?P<year>(?:19|20)\d{2})(?![\d/])"),
    # OCT 2013
    re.compile(r"(?<![A-Z])" + _MONTH.format("name") + r",? {0,2}(?P<year>(?:19|20)\d{2})(?!\d)", re.I),
    # 2013
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})(?![\d/.-])"),
)


class ReadDate(NamedTuple):
    """A date, how precisely it was written, and where: a month or year stands for its last day."""

    day: datetime.date
    precision: Precision
    start: int
    end: int


def find_date(text: str, start: int = 0, end: int | None = None, pivot: int = 66) -> ReadDate | None:
    """The first date of the most precise form in a short text.

    Two-digit years from `pivot` on are of the 1900s.

    >>> find_date("DECL: 10/07/2013").day, find_date("11/2013")[:2]
    (datetime.date(2013, 10, 7), (datetime.date(2013, 11, 30), 'month'))
    """
    end = min(len(text) if end is None else end, start + 400)
    for form in _FORMS:
        if (m := form.search(text, start, end)) and (found := _date(m, pivot)):
            return ReadDate(*found, m.start(), m.end())
    return None


def read_date(text: str, latest_century_pivot: int = 66) -> tuple[datetime.date, Precision] | None:
    """A text's date and its precision."""
    found = find_date(text, pivot=latest_century_pivot)
    return (found.day, found.precision) if found else None


def _date(m: re.Match[str], pivot: int) -> tuple[datetime.date, Precision] | None:
    parts = m.groupdict()
    year = int(parts["year"])
    if year < 100:
        year += 1900 if year >= pivot else 2000
    if not 1900 <= year <= 2150:
        return None
    name, month = parts.get("name"), parts.get("month")
    if name is None and month is None:
        return datetime.date(year, 12, 31), "year"
    n = _MONTHS[name[:3].upper()] if name else int(month or 0)
    if not 1 <= n <= 12:
        return None
    last = calendar.monthrange(year, n)[1]
    if "day" not in parts or parts["day"] is None:
        return datetime.date(year, n, last), "month"
    day = int(parts["day"])
    return (datetime.date(year, n, day), "day") if 1 <= day <= last else None
