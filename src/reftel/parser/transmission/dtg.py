"""The date-time group: `071530Z OCT 03`, and the many ways in which one is damaged.

A group is read only where it can mean one moment. What was mended on the way (a `Z` typed as
`2`, a month short of a letter that no other month fits) is marked as corrected.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

import msgspec

_MONTHS = (
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
)
_MONTH_NUMBER = {name[:length]: i for i, name in enumerate(_MONTHS, 1) for length in (3, len(name))} | {
    "SEPT": 9
}
# Years of two digits from here on are of the twentieth century.
_PIVOT = 66
_FIRST_YEAR, _LAST_YEAR = 1940, 2065
# Hours that a zone's letter is ahead of UTC (ACP 121); J is local time and no zone.
_ZONES = {letter: i for i, letter in enumerate("ABCDEFGHIKLM", 1)}
_ZONES |= {letter: -i for i, letter in enumerate("NOPQRSTUVWXY", 1)} | {"Z": 0}

_DAY_AND_TIME = r"(?<![0-9])([0-3] ?[0-9]) ?([0-2] ?[0-9]) ?([0-5] ?[0-9])"
_YEAR = r"['’]?((?:19|20)[0-9]{2}|[0-9] ?[0-9])(?![0-9])"
_GROUP = re.compile(_DAY_AND_TIME + r"\s?Z\s?[/.,-]?\s?([A-Z]{3,9})[.,]?\s?" + _YEAR, re.I)
# The same where a line is known to hold a group: any zone's letter, and letters that look like digits.
_DAMAGED = re.compile(
    r"([0-9OIL](?: ?[0-9OIL]){3,6}) ?([A-Z]?) ?[/.,-]? ?((?<![A-Z])[A-Z](?: ?[A-Z]){0,8})[.,]? ?" + _YEAR,
    re.I,
)
_LOOKALIKES = str.maketrans("OIL", "011")


class Group(msgspec.Struct, frozen=True, gc=False):
    """A date-time group in a text: `at` in UTC, and where its words stand."""

    at: datetime.datetime
    start: int
    end: int
    corrected: bool = False
    local: bool = False  # written with the letter of a zone other than Z


def find_dtg(text: str, start: int, end: int) -> Group | None:
    """The first date-time group between two offsets that names a moment.

    >>> group = find_dtg("R 162245Z OCT 08 ZDK", 0, 20)
    >>> group.at.isoformat(), group.start, group.end
    ('2008-10-16T22:45:00+00:00', 2, 16)
    >>> find_dtg("171433ZJAN2006", 0, 14).at.year, find_dtg("P 251346 Z JUN 7 3", 0, 18).at.year
    (2006, 1973)
    >>> find_dtg("R 320101Z OCT 08", 0, 16) is None
    True
    """
    for m in _GROUP.finditer(text, start, end):
        day, hour, minute, month_word, year = m.groups()
        month = _MONTH_NUMBER.get(month_word.upper())
        if month and len(m.group()) != 14:  # blanks within
            day, hour, minute, year = (part.replace(" ", "") for part in (day, hour, minute, year))
        at = month and moment(int(day), int(hour), int(minute), month, year)
        if at:
            return Group(at, m.start(), m.end())
    return None


def mend(text: str, start: int, end: int) -> Group | None:
    """A group of a line that is known to hold one, where one reading alone is possible.

    >>> mend("R 282157Z CT 03", 2, 15).at.isoformat()
    '2003-10-28T21:57:00+00:00'
    >>> mend("R 282157Z JU 03", 2, 15) is None  # June or July
    True
    """
    m = _DAMAGED.match(text, start, end)
    if m is None:
        return None
    written, zone, month_word, year = (part.replace(" ", "").upper() for part in m.groups())
    digits = written.translate(_LOOKALIKES)
    if not zone and len(digits) == 7 and digits[6] == "2":
        digits, zone = digits[:6], "Z"
        corrected = True
    else:
        corrected = digits != written or not zone
    month = _MONTH_NUMBER.get(month_word)
    if month is None:
        month = _nearest_month(month_word)
        corrected = True
    if len(digits) != 6 or not month:
        return None
    at = moment(int(digits[:2]), int(digits[2:4]), int(digits[4:]), month, year)
    ahead = _ZONES.get(zone or "Z")
    if at is None or ahead is None:
        return None
    return Group(at - datetime.timedelta(hours=ahead), m.start(), m.end(), corrected, ahead != 0)


def moment(day: int, hour: int, minute: int, month: int, year: str) -> datetime.datetime | None:
    """The moment in UTC; `None` where there is no such day or time. `242400Z` is the day's end."""
    whole = int(year) if len(year) == 4 else (1900 if int(year) >= _PIVOT else 2000) + int(year)
    if not _FIRST_YEAR <= whole <= _LAST_YEAR:
        return None
    midnight = hour == 24 and minute == 0
    try:
        at = datetime.datetime(whole, month, day, 0 if midnight else hour, minute, tzinfo=datetime.UTC)
    except ValueError:
        return None
    return at + datetime.timedelta(days=1) if midnight else at


def month_number(word: str) -> int | None:
    """The month of a name, whole or cut to three letters."""
    return _MONTH_NUMBER.get(word)


@lru_cache(maxsize=512)
def _nearest_month(word: str) -> int | None:
    """The one month whose short name is a letter off: lost, changed, added, or two exchanged."""
    near = {i for i, name in enumerate(_MONTHS, 1) if _one_letter_off(word, name[:3])}
    return near.pop() if len(near) == 1 else None


def _one_letter_off(word: str, name: str) -> bool:
    if len(word) == 2:
        return word in (name[1:], name[:2], name[0] + name[2])
    if len(word) == 4:
        return any(word[:i] + word[i + 1 :] == name for i in range(4))
    if len(word) != 3:
        return False
    if sum(a != b for a, b in zip(word, name, strict=True)) == 1:
        return True
    return word in (name[1] + name[0] + name[2], name[0] + name[2] + name[1])
