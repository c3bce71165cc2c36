"""Dates as tables write them, where they can be read in one way only."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Final

from reftel.readers.mapping import Order

_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?P<rest>[T ]\d{2}:\d{2}.{0,25})?")
_RUN = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})")
_SLASHED = re.compile(
    r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?P<rest>[ ,T]{1,2}\d{1,2}:\d{2}.{0,15})?"
)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?P<rest> \d{1,2}:\d{2}.{0,15})?")
# With stops, the day is first wherever dates are so written.
_STOPS = re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})(?P<rest> \d{1,2}:\d{2}.{0,15})?")
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(?:(?P<d>\d{1,2})[ -](?P<n>[A-Za-z]{3,9})\.?,?[ -]|(?P<n2>[A-Za-z]{3,9})\.? (?P<d2>\d{1,2}),? )"
    r"(?P<y>\d{4})(?P<rest> \d{1,2}:\d{2}.{0,15})?"
)
_CLOCK = re.compile(r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
    for name in (names, names[:3])
} | {"sept": 9}


def order(values: Iterable[str]) -> Order | None:
    """Whether dates such as 10/7/2003 have the month first, where the values of a column show it.

    >>> order(["10/7/2003", "10/17/2003"]), order(["10/7/2003", "17/10/2003"])
    ('month first', 'day first')
    >>> order(["10/7/2003"]) is None
    True
    """
    first = second = False
    for value in values:
        if m := _SLASHED.fullmatch(value.strip()):
            first = first or int(m["a"]) > 12
            second = second or int(m["b"]) > 12
    if first == second:  # nothing shows it, or both, and then nothing can be trusted
        return None
    return "day first" if first else "month first"


def iso(value: str, which: Order | None) -> str | None:
    """A date, with its clock if it has one, in ISO 8601; `None` if it is none or may be another.

    >>> iso("10/7/2003 4:05 PM", "month first"), iso("7 Oct 2003", None), iso("7.10.2003", None)
    ('2003-10-07 16:05', '2003-10-07', '2003-10-07')
    >>> iso("10/7/2003", None) is None, iso("10/10/2003", None)
    (True, '2003-10-10')
    """
    value = value.strip()
    if len(value) > 60:
        return None
    if m := _ISO.fullmatch(value):
        return value if _day(m["y"], m["m"], m["d"]) else None
    if m := _RUN.fullmatch(value) or _YEAR_FIRST.fullmatch(value) or _STOPS.fullmatch(value):
        return _with_clock(_day(m["y"], m["m"], m["d"]), m.groupdict().get("rest"))
    if m := _SLASHED.fullmatch(value):
        if which is None and m["a"] != m["b"] and int(m["a"]) <= 12 and int(m["b"]) <= 12:
            return None
        day_first = which == "day first" or which is None and int(m["a"]) > 12
        month, day = (m["b"], m["a"]) if day_first else (m["a"], m["b"])
        return _with_clock(_day(m["y"], month, day), m["rest"])
    if m := _WORDS.fullmatch(value):
        month = _MONTHS.get((m["n"] or m["n2"]).lower())
        return _with_clock(_day(m["y"], month, m["d"] or m["d2"]), m["rest"]) if month else None
    return None


def is_ambiguous(value: str) -> bool:
    """Whether it is a date that is another one with day and month exchanged.

    >>> is_ambiguous("10/7/2003"), is_ambiguous("10/17/2003"), is_ambiguous("2003-10-07")
    (True, False, False)
    """
    return (days := {iso(value, "month first"), iso(value, "day first")} - {None}) != set() and len(days) > 1


def is_date(value: str) -> bool:
    """Whether it is a date in some order.

    >>> is_date("10/7/2003"), is_date("03ROME4580")
    (True, False)
    """
    return iso(value, "month first") is not None or iso(value, "day first") is not None


def _day(year: str, month: str | int, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _with_clock(day: datetime.date | None, rest: str | None) -> str | None:
    if day is None:
        return None
    if not rest:
        return f"{day}"
    m = _CLOCK.fullmatch(rest.strip(" ,T"))
    if m is None:
        return f"{day}"
    hour = int(m["h"])
    if m["half"]:
        hour = hour % 12 + (12 if m["half"] in "Pp" else 0)
    if hour > 23 or int(m["m"]) > 59:
        return f"{day}"
    return f"{day} {hour:02}:{m['m']}"
