"""A post's serials of one year as a run through time: which dates can be believed, and what lies between them.

From dated serials (some with a day, some with a month only) the longest run is taken in which dates never fall
while serials rise. What stands off it is an error of a date or a number, or belongs to a second run. The run is
then a line of *knots*: positions in time at serials, between which a date is interpolated.
"""

from __future__ import annotations

import bisect
import datetime
import functools
import itertools
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from reftel.links.dating import month_ends
from reftel.links.dating.month_ends import MonthEnd
from reftel.links.dating.workdays import Workdays, week

_OFF: Final = 2  # months off the run from which on a date does not merely stray
_SECOND_RUN: Final = 4  # cables, and a fifth of all, that make a second run
_JITTER: Final = 0.35  # working days by which a date strays from its serial's place, at the least
_BURST: Final = (
    0.5  # working days within which a post's output hangs together (fitted to cables of known days)
)
_SEASONS: Final = 0.3  # share by which a post's output differs from one stretch of the year to another
_SEASON: Final = 80.0  # working days between stretches that differ so
_BEYOND: Final = 0.3  # share of an extrapolated time by which it may be wrong
# Before the electronic file, many posts began to count anew on 1 July, with the fiscal year.
FIRST_OF_CALENDAR_YEARS: Final = 1973


class Dated(NamedTuple):
    """A serial and the days, counted from 1 January, between which it was sent."""

    serial: int
    first: int
    last: int


class Knot(NamedTuple):
    """At `serial` the run is at `position`; `blur` is the width, in working days, of what is not known of it."""

    serial: float
    position: float
    blur: float = 0.0


class Place(NamedTuple):
    """Where a serial falls: `best` and `scale` in working days, `blur` the width of an even uncertainty besides."""

    best: float
    scale: float
    blur: float
    beyond: bool = False  # above the run's last serial
    low: float = -math.inf  # neighbours known by their month allow nothing below,
    high: float = math.inf  # and nothing above


class Run:
    """One rising run of a post's serials within a year."""

    def __init__(self, year: int, dated: Sequence[Dated], from_new_year: bool) -> None:
        days = [one.first for one in dated if one.first == one.last]
        self.clock = Workdays(year, week(_by_weekday(year, days)))
        self.dated = list(dated)
        self.exact = _rising([one for one in dated if one.first == one.last])
        self.months = [one for one in dated if one.first != one.last]
        self._month_serials = [one.serial for one in self.months]
        self.lowest, self.highest = dated[0].serial, dated[-1].serial
        self._from_new_year = from_new_year
        self.knots = self._knots(from_new_year)
        self._serials = [knot.serial for knot in self.knots]
        self._positions = [knot.position for knot in self.knots]

    @property
    def empty(self) -> bool:
        """Whether nothing is known but that the count began with the year."""
        return self.highest == 0

    @functools.cached_property
    def rate(self) -> float:
        """Cables a working day, over the run as far as it is known."""
        clock, last = self.clock, self.dated[-1]
        served, sent = clock.middle((last.first + last.last) // 2), self.highest
        if not self._from_new_year and self.highest > self.lowest:
            served -= clock.middle((self.dated[0].first + self.dated[0].last) // 2)
            sent -= self.lowest
        return max(sent, 1) / max(served, 3.0)

    @functools.cached_property
    def ends(self) -> list[MonthEnd]:
        """The serial reached at the end of each month."""
        clock = self.clock
        known = [
            month_ends.Known(one.serial, clock.day_month(one.first), clock.day_month(one.last))
            for one in self.dated
        ]
        fixed = [month_ends.Fixed(one.serial, clock.middle(one.first)) for one in self.exact]
        if self._from_new_year:
            known.insert(0, month_ends.Known(0, 0, 0))
            fixed.insert(0, month_ends.Fixed(0.5, 0.0))
        return month_ends.month_ends(clock, known, fixed, self.rate)

    def months_of(self, serial: int) -> list[float]:
        """How likely it is that a serial was sent in each month, January first."""
        over = [1.0, *(end.before(serial) for end in self.ends[:11]), 0.0]
        over = list(itertools.accumulate(over, min))  # no month is over before the one before it
        return [one - other for one, other in itertools.pairwise(over)]

    def _knots(self, from_new_year: bool) -> list[Knot]:
        clock = self.clock
        knots = [Knot(one.serial, clock.middle(one.first)) for one in self.exact]
        if from_new_year:
            knots.insert(0, Knot(0.5, 0.0))
        for boundary in self._boundaries():
            at = bisect.bisect_left(knots, (boundary.serial,))
            before = knots[at - 1].position if at else -1.0
            after = knots[at].position if at < len(knots) else clock.end + 1
            if before <= boundary.position <= after:
                knots.insert(at, boundary)
        return knots

    def _boundaries(self) -> list[Knot]:
        """Where months end, as far as a serial is known of a month before and of one after; only where months tell."""
        if not self.months:
            return []
        clock = self.clock
        found: list[Knot] = []
        for end, day in zip(self.ends, [*clock.months[1:], clock.days], strict=True):
            if math.isinf(end.low) or math.isinf(end.high):
                continue
            serial, variance = end.moments()
            blur = math.sqrt(12 * variance) / self.rate  # the width of an even distribution of that variance
            found.append(Knot(serial, clock.start(day), min(blur, clock.end / 3)))
        return found

    def serial_at(self, position: float) -> float:
        """The serial that the run has reached at a position; beyond its ends that of the end."""
        after = bisect.bisect_right(self._positions, position)
        if after == 0:
            return self.knots[0].serial
        lower = self.knots[after - 1]
        higher = self.knots[after] if after < len(self.knots) else None
        if higher is None:
            last = self._last()
            if last is None or last.position <= lower.position:
                return lower.serial
            higher = last
        share = (position - lower.position) / max(higher.position - lower.position, 1e-9)
        return lower.serial + (higher.serial - lower.serial) * min(share, 1.0)

    def _last(self) -> Knot | None:
        """The run's highest serial, where it stands above the last knot: its month only is known."""
        if self.highest <= self.knots[-1].serial:
            return None
        place = self.place(self.highest)
        return Knot(self.highest, place.best) if place else None

    def place(self, serial: int, without: int | None = None) -> Place | None:
        """Where a serial falls; `without` leaves out the knot of this index, to see how well the others do."""
        serials, knots = self._serials, self.knots
        after = bisect.bisect_left(serials, serial)
        before = after - 1
        if after < len(knots) and serials[after] == serial and after != without:
            before = after
        if before == without:
            before -= 1
        if after == without:
            after += 1
        if before < 0:
            return self._before(serial, knots[after]) if after < len(knots) else None
        if after >= len(knots):
            beyond = self._beyond(serial, before)
            return beyond if serial > self.highest else self._kept(serial, beyond)
        return self._kept(serial, between(knots[before], knots[after], serial))

    def _kept(self, serial: int, place: Place) -> Place:
        """Within what neighbours known by their month only allow."""
        if not self.months:
            return place
        serials, months, clock = self._month_serials, self.months, self.clock
        at = bisect.bisect_left(serials, serial)
        low = clock.start(months[at - 1].first) if at else -math.inf
        high = clock.start(months[at].last + 1) - 0.01 if at < len(months) else math.inf
        if at < len(months) and serials[at] == serial:
            low = clock.start(months[at].first)
        best = min(max(place.best, low), max(high, low))
        return place._replace(best=best, low=low, high=high, beyond=False)

    def _before(self, serial: int, knot: Knot) -> Place:
        """Below the lowest serial of a run whose beginning is not known: some time before it."""
        if len(self.knots) > 1:  # back at the run's own rate
            last = self.knots[-1]
            rate = max(last.position - knot.position, 1.0) / max(last.serial - knot.serial, 1.0)
            back = (knot.serial - serial) * rate
            return Place(max(knot.position - back, 0.0), _JITTER + 2 * _BEYOND * back, knot.blur)
        back = max(knot.position, 1.0) * min((knot.serial - serial) / max(knot.serial, 1.0), 1.0)
        return Place(knot.position - back / 2, _JITTER + back / 3, knot.blur)

    def _beyond(self, serial: int, last: int) -> Place:
        """Above the highest serial: on at the rate of the year so far."""
        knot, start = self.knots[last], self.knots[0]
        served = max(knot.position - start.position, 1.0)
        sent = max(knot.serial - start.serial, 1.0)
        if last == 0:  # nothing but New Year, or one serial: at the rate up to what is known
            served, sent = 1.0, self.rate
        ahead = (serial - knot.serial) * served / sent
        low = self.clock.start(self.dated[-1].first) if self.months else knot.position
        best = max(knot.position + ahead, low)
        return Place(best, _JITTER + _BEYOND * ahead, knot.blur, beyond=True, low=low)


def between(lower: Knot, higher: Knot, serial: int) -> Place:
    """Interpolate between two knots.

    Were the cables between them sent at random, the position of the n-th of N would be beta-distributed: variance
    f(1 − f)W²/(N + 1), f = n/N, W the time between the knots. Cables come in bursts, so that N counts for no more
    than twice the working days between; and a post is busier in one part of the year than in another, which the
    number of cables does not average out.
    """
    width = higher.position - lower.position
    count = higher.serial - lower.serial
    if count <= 0:
        return Place(lower.position, _JITTER, lower.blur)
    share = (serial - lower.serial) / count
    evenly = width * width / (1 + min(count, width / _BURST))
    spread = share * (1 - share) * (evenly + (_SEASONS * width * min(width / _SEASON, 1)) ** 2)
    blur = lower.blur + (higher.blur - lower.blur) * share
    return Place(lower.position + share * width, (_JITTER**2 + spread) ** 0.5, blur)


def runs(year: int, dated: Sequence[Dated], from_new_year: bool) -> list[Run]:
    """The run of a post's dated serials, and a second one where there is one (a count begun anew)."""
    ordered = sorted(dated)
    if not ordered:
        return []
    clock = Workdays(year)
    chain, rest = _split(ordered, clock)
    found = [Run(year, chain, from_new_year)]
    if len(rest) >= max(_SECOND_RUN, len(ordered) / 5):
        second, _ = _split(rest, clock)
        if len(second) >= max(_SECOND_RUN, 0.7 * len(rest)):
            found.append(Run(year, second, from_new_year=False))
    return found


def _split(ordered: Sequence[Dated], clock: Workdays) -> tuple[list[Dated], list[Dated]]:
    """The longest run by month, and those that stand well off it."""
    months = [clock.day_month((one.first + one.last) // 2) for one in ordered]
    kept = longest_rise(months)
    inside = set(kept)
    chain = [ordered[n] for n in kept]
    serials, chained = [one.serial for one in chain], [months[n] for n in kept]
    rest = []
    for n, one in enumerate(ordered):
        if n in inside:
            continue
        at = bisect.bisect_left(serials, one.serial)
        near = {chained[min(max(k, 0), len(chained) - 1)] for k in (at - 1, at)}
        if min(abs(months[n] - month) for month in near) >= _OFF:
            rest.append(one)
    return chain, rest


def longest_rise(values: Sequence[int]) -> list[int]:
    """The places of a longest subsequence that never falls.

    >>> longest_rise([1, 1, 9, 2, 3, 3, 1])
    [0, 1, 3, 4, 5]
    """
    tails: list[int] = []
    ends: list[int] = []
    came_from: list[int] = []
    for n, value in enumerate(values):
        at = bisect.bisect_right(tails, value)
        came_from.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            ends.append(n)
        else:
            tails[at], ends[at] = value, n
    found: list[int] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        found.append(n)
        n = came_from[n]
    return found[::-1]


def _rising(exact: Sequence[Dated]) -> list[Dated]:
    return [exact[n] for n in longest_rise([one.first for one in exact])]


def _by_weekday(year: int, days: Sequence[int]) -> list[int]:
    first = datetime.date(year, 1, 1).weekday()
    counts = [0] * 7
    for day in days:
        counts[(first + day) % 7] += 1
    return counts
