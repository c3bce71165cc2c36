"""Dates and date-time groups as they stand behind a reference (`(3/20/73)`, `OF JUNE 5, 1974`)."""

from __future__ import annotations

import datetime
import re

MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), 1
    )
}
MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)"
)
_YEAR = r"(?:(?:19|20)[0-9]{2}(?![0-9])|['’][0-9]{2}(?![0-9]))"

#: A date in one of its four usual forms. Groups: month, day, year of `3/20/73`; day, month, year
#: of `5 JAN 74`; month, day, year of `JUNE 5, 1974`; month, year of `JULY 1973`.
DATE = (
    r"(?:([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
    rf"|(?<![0-9])([0-3]?[0-9])(?:ST|ND|RD|TH)?[ -]?({MONTH})\b\.?,?(?:[ -]?({_YEAR}|[0-9]{{2}}(?![0-9])))?"
    rf"|({MONTH})\b\.?\s([0-3]?[0-9])(?:ST|ND|RD|TH)?(?![0-9])(?:,?\s?({_YEAR}))?"
    rf"|({MONTH})\b\.?,?\s({_YEAR}))"
)
_DATE = re.compile(DATE, re.IGNORECASE)

#: A date-time group: `R 162245Z OCT 08`, `311345 Z MAY 73`, `171433ZJAN2006`, `281838Z/DEC2001`.
DTG = (
    r"(?:\b[ZOPRYM]{1,2}\s?)?(?<![0-9])([0-3][0-9])([0-2][0-9])([0-5][0-9])\s?Z\s?[/.]?\s?"
    rf"({MONTH})\.?,?\s?['’]?((?:19|20)[0-9]{{2}}|[0-9]\s?[0-9])(?![0-9])"
)
_DTG = re.compile(DTG, re.IGNORECASE)

#: A date-time group that has lost its zone: `JCS MSG 221205 AUG 74`. Its day is known, its moment is not.
ZONELESS = re.compile(
    rf"(?<![0-9])([0-3][0-9])[0-2][0-9][0-5][0-9]\s({MONTH})\.?,?\s?['’]?((?:19|20)?[0-9]{{2}})(?![0-9])",
    re.IGNORECASE,
)


def whole_year(digits: str, latest: int | None) -> int | None:
    """The year of two or four digits: never later than `latest`, else 66–99 are of the 1900s.

    >>> whole_year("02", 2003), whole_year("99", 2003), whole_year("73", None), whole_year("12", 2003)
    (2002, 1999, 1973, None)
    """
    number = int(digits)
    if len(digits) == 4:
        return number
    if latest is None:
        return 1900 + number if number >= 66 else 2000 + number
    year = latest - (latest - number) % 100
    return year if year >= 1940 else None


def read_date(text: str, citing: datetime.date | None, year: int | None = None) -> Dated | None:
    """The first date in `text`. One without a year is the last such day up to `citing`."""
    found = _DATE.search(text)
    return from_groups(found.groups(), citing, year) if found else None


class Dated:
    """A date read: `year` alone where no day is given, `day` where it is one."""

    __slots__ = ("day", "inferred", "year")

    def __init__(self, year: int | None, day: datetime.date | None, inferred: bool = False) -> None:
        self.year = year
        self.day = day
        self.inferred = inferred


def from_groups(
    groups: tuple[str | None, ...], citing: datetime.date | None, year: int | None = None
) -> Dated | None:
    """A date from the groups of `DATE`."""
    m, d, y, d2, month2, y2, month3, d3, y3, month4, y4 = groups
    latest = citing.year if citing else year
    if m is not None and d is not None and y is not None:
        month, day = int(m), int(d)
        if month > 12:
            month, day = day, month
        return _dated(y, month, day, citing, latest)
    if d2 is not None and month2 is not None:
        return _dated(y2, MONTHS[month2[:3].upper()], int(d2), citing, latest)
    if month3 is not None and d3 is not None:
        return _dated(y3, MONTHS[month3[:3].upper()], int(d3), citing, latest)
    if month4 is not None and y4 is not None:
        return Dated(whole_year(y4.strip("'’"), latest), None)
    return None


def _dated(
    year: str | None, month: int, day: int, citing: datetime.date | None, latest: int | None
) -> Dated | None:
    try:
        if year is not None:
            number = whole_year(year.strip("'’"), latest)
            return Dated(number, datetime.date(number, month, day)) if number else None
        if citing is None:
            datetime.date(2000, month, day)
            return Dated(None, None)
        number = citing.year if (month, day) <= (citing.month, citing.day) else citing.year - 1
        return Dated(number, datetime.date(number, month, day), inferred=True)
    except ValueError:
        return None


def find_dtg(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first date-time group between `start` and `end`."""
    return _DTG.search(text, start, end)


def zoneless_day(found: re.Match[str], latest: int | None) -> datetime.date | None:
    """The day of a group without its zone; `None` where there is no such day."""
    day, month, digits = found.groups()
    year = whole_year(digits, latest)
    try:
        return datetime.date(year, MONTHS[month[:3].upper()], int(day)) if year else None
    except ValueError:
        return None


def dtg_at(found: re.Match[str], latest: int | None) -> datetime.datetime | None:
    """The moment of a date-time group, in UTC; `None` where there is no such day or hour."""
    day, hour, minute, month, digits = found.group(1, 2, 3, 4, 5)
    year = whole_year("".join(digits.split()), latest)
    if year is None:
        return None
    try:
        return datetime.datetime(
            year, MONTHS[month[:3].upper()], int(day), int(hour), int(minute), tzinfo=datetime.UTC
        )
    except ValueError:
        return None
