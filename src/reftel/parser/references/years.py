"""The year of a reference: as written, else by the rule of the field.

A reference without a year is of the citing cable's year. Posts' serials begin anew each
January, so a serial above the citing cable's own, from the same post, is of the year before.
A reference is never later than the cable that makes it.
"""

from __future__ import annotations

import datetime

import msgspec

# No post has sent more in a day, on average from January on, in the totals of any year
# published: the Department 332,000 a year, the largest embassy about 40,000.
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


def years_of(station: str, serial: int, citing: Citing, latest: int) -> tuple[int, ...]:
    """The years that a reference without one may be of, likeliest first; `latest` is the citing year.

    >>> rome = Citing(station="ROME", year=2003, serial=4580)
    >>> years_of("ROME", 3207, rome, 2003), years_of("ROME", 5120, rome, 2003), years_of("ROME", 4580, rome, 2003)
    ((2003,), (2002,), (2003, 2002))
    """
    day = citing.day
    early = day is not None and day.month <= 2
    if station == citing.station and citing.serial is not None:
        if serial < citing.serial:
            return (latest,)
        if serial <= citing.serial + _NEIGHBOURS and not early:
            # Numbers are drawn before drafts are cleared: companions cite each other.
            return (latest, latest - 1)
        return (latest - 1,)
    if day is not None and day.year == latest:
        days = day.timetuple().tm_yday + 1
        if serial > days * (_DEPARTMENT_A_DAY if station == "STATE" else _POST_A_DAY):
            return (latest - 1,)
    return (latest,)
