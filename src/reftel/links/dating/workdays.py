"""A clock that runs when posts write: a year's days weighted by how much is sent on their weekday and in their month.

Positions are in working days since 1 January, fractions of a day included. Interpolated on this clock, a serial
falls on a weekend only as often as cables do.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import operator
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

_USUAL: Final = (1.0, 1.0, 1.0, 1.0, 1.0, 0.15, 0.1)  # Monday to Sunday, against an ordinary working day
# January to December: holidays and leave (medians of 423 posts and years of the known numbers, December of 171).
_SEASON: Final = (0.93, 1.03, 1.09, 1.03, 1.0, 1.09, 1.01, 1.0, 0.99, 0.9, 0.82, 0.82)
_NEW_YEAR: Final = (
    0.1  # 1 January is a holiday at every post: the year's first numbers are mostly of the days after
)
_TRUST: Final = 60.0  # cables by which a post's own week outweighs the usual one


def week(counts: Sequence[int] = ()) -> tuple[float, ...]:
    """The weight of each weekday, Monday first, for a post that sent so many cables on each.

    Few cables say little: then the weights stay near the usual week, with its quiet weekend.

    >>> week()[0], week([0, 0, 0, 0, 0, 300, 300])[5] > 1
    (1.0, True)
    """
    total = sum(counts)
    if not total:
        return _USUAL
    usual = sum(_USUAL)
    scale = usual / (total + _TRUST)
    return tuple(
        max(0.02, (count + _TRUST * weight / usual) * scale)
        for count, weight in zip(counts, _USUAL, strict=True)
    )


class Workdays:
    """The clock of one year and one week. Days outside the year count on with an ordinary day's weight."""

    def __init__(self, year: int, weights: Sequence[float] = _USUAL) -> None:
        self.first, self.days, self.months, busy = _year(year)
        begins = (self.first - 1) % 7
        week = (*weights[begins:], *weights[:begins])
        self.weights = list(map(operator.mul, itertools.cycle(week), busy))
        self.weights[0] = min(self.weights[0], _NEW_YEAR)
        self._starts = _sums(self.weights)

    @property
    def end(self) -> float:
        """The position at which the year is over."""
        return self._starts[-1]

    def start(self, day: int) -> float:
        """The position at which a day begins; `day` 0 is 1 January."""
        if day < 0:
            return float(day)
        if day > self.days:
            return self.end + (day - self.days)
        return self._starts[day]

    def middle(self, day: int) -> float:
        """The position of a day's middle."""
        return (self.start(day) + self.start(day + 1)) / 2

    def day_month(self, day: int) -> int:
        """The month of a day: 0 is January."""
        return min(max(bisect.bisect_right(self.months, day) - 1, 0), 11)

    def day(self, position: float) -> int:
        """The day of a position; the year's first or last for positions outside it."""
        return min(max(bisect.bisect_right(self._starts, position) - 1, 0), self.days - 1)


@cache
def _year(year: int) -> tuple[int, int, list[int], list[float]]:
    """A year's first day, its length, the days on which its months begin, and how busy each day's month is."""
    first = datetime.date(year, 1, 1).toordinal()
    days = datetime.date(year, 12, 31).toordinal() - first + 1
    months = [datetime.date(year, month, 1).toordinal() - first for month in range(1, 13)]
    lengths = map(operator.sub, [*months[1:], days], months)
    return (
        first,
        days,
        months,
        [busy for busy, length in zip(_SEASON, lengths, strict=True) for _ in range(length)],
    )


def _sums(weights: Iterable[float]) -> list[float]:
    return list(itertools.accumulate(weights, initial=0.0))
