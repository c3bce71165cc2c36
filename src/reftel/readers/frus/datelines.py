"""Date-lines: `Moscow, January 21, 1961, 7 p.m.`; place, day and hour as the edition prints them."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

_MONTHS: Final = tuple[str, ...](
    (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    )
)
_DAY: Final = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}})(?:(?:[–-]| and )(?:(?P<until_month>{'|'.join(_MONTHS)}) )?(?P<until>\d{{1,2}}))?,? (?P<year>\d{{4}})(?!\d)"
)
_MONTH: Final = re.compile(rf"(?P<month>{'|'.join(_MONTHS)}),? (?P<year>\d{{4}})(?!\d)")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?")
_ZULU: Final = re.compile(r"\b\d{4}Z\b")
_UNDATED: Final = re.compile(r",? ?\b(?:undated|n\.d\.|not dated)\b", re.I)
# A line of its own that is nothing but a date-line, where no markup says so.
_WHOLE: Final = re.compile(
    rf"\[?[A-Z][A-Za-zÀ-ÿ.’ʼ'’() ,-]{{1,60}}, (?:(?:{'|'.join(_MONTHS)}) \d{{1,2}}(?:(?:[–-]| and )\d{{1,2}})?, \d{{4}}(?:, [^\n]{{1,60}}| noon| midnight)?|undated)\.?\]?"
)
FIRST_YEAR: Final = 1776
LAST_YEAR: Final = 2100


class Dateline(NamedTuple):
    """`date` is ISO 8601: a day; day and hour where they are sure (`Z` only where it is printed); a month.

    `until` is the last day of several, `time` the hour as printed.
    """

    place: str = ""
    date: str = ""
    until: str = ""
    time: str = ""
    notes: tuple[str, ...] = ()

    @property
    def day(self) -> datetime.date | None:
        """The day, where it is known."""
        return datetime.date.fromisoformat(self.date[:10]) if len(self.date) >= 10 else None


def is_dateline(line: str) -> bool:
    """Whether a line is a date-line and nothing else.

    >>> is_dateline("Algiers, November 6, 1975, 2035Z."), is_dateline("On May 6, 1975, he left.")
    (True, False)
    """
    return len(line) <= 140 and _WHOLE.fullmatch(line) is not None


def read(line: str, when: tuple[str, ...] = ()) -> Dateline:
    """A date-line; `when` are the dates that its markup gives, which must agree with its words.

    >>> read("Moscow, January 21, 1961, 7 p.m.", ("1961-01-21T19:00:00",))[:4]
    ('Moscow', '1961-01-21T19:00', '', '7 p.m.')
    >>> read("Washington, January 8, 1973.", ("0201-01-08",)).notes
    ('the date 0201-01-08 of the markup is none: the words were read',)
    """
    words = " ".join(line.split())
    notes: list[str] = []
    match = _DAY.search(words)
    month = _MONTH.search(words) if match is None else None
    if month and FIRST_YEAR <= int(month["year"]) <= LAST_YEAR:
        date = f"{month['year']}-{_MONTHS.index(month['month']) + 1:02}"
        return Dateline(_place(words, month.start()), date)
    printed = _printed(match, notes) if match else None
    marked, last = _marked(when, notes)
    if printed and marked and marked[:10] != printed.isoformat():
        notes.append(f"the markup says {marked[:10]}, the words say {printed}: the words were taken")
        marked, last = None, ""
    place = _place(words, match.start() if match else None)
    time = _time(words[match.end() :]) if match else ""
    day = printed.isoformat() if printed else (marked or "")[:10]
    until = _until(match, printed) if match and printed else ""
    hour = marked[10:] if marked and marked[:10] == day else ""
    if hour and not hour.endswith("Z") and _ZULU.search(time):
        hour += "Z"
    elif hour.endswith("Z") and time and not _ZULU.search(time):
        hour = hour[:-1]
    return Dateline(place, day + hour, until or last, time, tuple(notes))


def _printed(match: re.Match[str], notes: list[str]) -> datetime.date | None:
    year, month, day = int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"])
    found = _date(year, month, day)
    if found is None:
        notes.append(f"the date “{match.group()}” is none")
    return found


def _marked(when: tuple[str, ...], notes: list[str]) -> tuple[str | None, str]:
    """The first date of the markup, and the day of the last where that is another."""
    found: list[str] = []
    for value in when:
        match = _ISO.fullmatch(value.strip())
        if match and _date(*(int(part) for part in match.groups()[:3])):
            hour = f"T{match[4]}{'Z' if match[5] == 'Z' else ''}" if match[4] else ""
            found.append(value.strip()[:10] + hour)
        elif value.strip():
            notes.append(f"the date {value.strip()[:40]} of the markup is none: the words were read")
    if not found:
        return None, ""
    last = max(found)[:10]
    return found[0], last if last > found[0][:10] else ""


def _date(year: int, month: int, day: int) -> datetime.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _until(match: re.Match[str], first: datetime.date) -> str:
    if not match["until"]:
        return ""
    month = _MONTHS.index(match["until_month"]) + 1 if match["until_month"] else first.month
    last = _date(first.year, month, int(match["until"]))
    return last.isoformat() if last and last > first else ""


def _place(words: str, date_at: int | None) -> str:
    if date_at is None:
        undated = _UNDATED.search(words)
        date_at = undated.start() if undated else 0
    return words[:date_at].strip(" ,.[")


def _time(rest: str) -> str:
    if not rest.startswith((",", " noon", " midnight")):
        return ""
    time = rest.lstrip(", ")
    return time if time.endswith(("a.m.", "p.m.")) else time.rstrip(".")
