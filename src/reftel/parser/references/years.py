"""The year of a reference: as written, else by the rule of the field.

A reference without a year is of the citing cable's year. Posts' serials begin anew each
January, so a serial above the citing cable's own, from the same post, is of the year before.
A reference is never later than the cable that makes it.
"""

from __future__ import annotations

import datetime

import msgspec

from reftel.model import MRN
from reftel.parser.references.dates import whole_year
from reftel.vocabulary import posts

# More in a day than anybody sent on average since January, in the totals published: the
# Department 332,000 a year, the largest embassies about 40,000.
_DEPARTMENT_A_DAY = 1200
_POST_A_DAY = 250
_NEIGHBOURS = 10


class Citing(msgspec.Struct, frozen=True):
    """What is known of the citing cable: all of it may be unknown."""

    station: str | None = None
    year: int | None = None
    serial: int | None = None
    day: datetime.date | None = None

    @property
    def latest(self) -> int | None:
        """The latest year that a reference can be of."""
        return self.year if self.year is not None or self.day is None else self.day.year


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """The number of a reference, or the numbers that it may be, and the problem's code if there is one."""

    mrn: MRN | None
    candidates: tuple[MRN, ...] = ()
    problem: str | None = None


PROBLEMS = {
    "reference-year-later": "a reference dated after the cable that makes it",
    "reference-year-unknown": "no year is given, nor is the citing cable's known",
    "reference-year-undecided": "of the citing cable's year or of the year before",
}


def resolve(station: str, serial: int, series: str, year: int | str | None, citing: Citing) -> Resolved:
    """The number of a reference whose year is `year` (digits as written, or a whole year) or not given."""
    latest = citing.latest
    if year is not None:
        whole = whole_year(year, latest) if isinstance(year, str) else year
        if whole is None and isinstance(year, str):
            whole = whole_year(year, None)
        if whole is None or latest is not None and whole > latest:
            later = (MRN(whole, station, serial, series),) if whole else ()
            return Resolved(None, later, "reference-year-later")
        return Resolved(MRN(whole, station, serial, series))
    if latest is None:
        return Resolved(None, (), "reference-year-unknown")
    years = (latest,) if series else years_of(station, serial, citing, latest)
    if len(years) == 1:
        return Resolved(MRN(years[0], station, serial, series))
    return Resolved(None, tuple([MRN(one, station, serial) for one in years]), "reference-year-undecided")


def _most_a_day(station: str) -> int:
    """More serials a day than the station ever used; 0 where nothing is known of its series."""
    if station == "STATE":
        return _DEPARTMENT_A_DAY
    post = posts.by_code(station)
    return _POST_A_DAY if post and post.kind in ("embassy", "consulate", "mission") else 0


def years_of(station: str, serial: int, citing: Citing, latest: int) -> tuple[int, ...]:
    """The years that a reference without one may be of, likeliest first; `latest` is the citing year.

    >>> rome = Citing(station="ROME", year=2003, serial=4580)
    >>> years_of("ROME", 3207, rome, 2003), years_of("ROME", 5120, rome, 2003)
    ((2003,), (2002,))
    >>> years_of("ROME", 4581, rome, 2003)
    (2003, 2002)
    """
    day = citing.day
    if station == citing.station and citing.serial is not None:
        if serial < citing.serial:
            return (latest,)
        if serial <= citing.serial + _NEIGHBOURS and not (day is not None and day.month <= 2):
            return (
                latest,
                latest - 1,
            )  # numbers are drawn before drafts are cleared: companions cite each other
        return (latest - 1,)
    if day is not None and day.year == latest:
        most = _most_a_day(station)
        if most and serial > most * (day.timetuple().tm_yday + 1):
            return (latest - 1,)
    return (latest,)
