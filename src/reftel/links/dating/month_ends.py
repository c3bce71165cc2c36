"""How many cables a post had sent by the end of each month of a year.

The serials known of a month and of the next hold the end of the month between them. Where between, the year's other
months tell: a post sends about as much on one working day as on another. So the serial reached grows as a random walk
with a drift, and what is known of each end is passed on along the year, forwards and backwards, to the ends beside it
(expectation propagation: each end's distribution is kept as a normal one, cut off where the serials cut it off).
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from reftel.links.dating.workdays import Workdays

_VARIES: Final = (
    0.18  # share by which a month's output differs from the year's rate (fitted to known numbers)
)
_FEW: Final = 2.5  # of so many known numbers the rate itself is that uncertain once more
_MONTH: Final = 21.0  # working days over which it does
_STRAY: Final = 0.35  # working days by which a date strays from its serial's place
_ROUNDS: Final = 3  # forwards, backwards, forwards: more change nothing that can be seen
_FLAT: Final = 1e12  # the variance of what is not known at all
_FINEST: Final = 1 / 12  # the variance of a whole number that is known: it may end anywhere between two


class MonthEnd(NamedTuple):
    """The serial reached at the end of a month: normal with `mean` and `variance`, but between `low` and `high`."""

    mean: float
    variance: float
    low: float
    high: float

    def before(self, serial: float) -> float:
        """How likely it is that the month had ended before a serial was sent.

        >>> end = MonthEnd(150, 400, 140, 160)
        >>> end.before(139), round(end.before(150), 2), end.before(161)
        (0.0, 0.5, 1.0)
        """
        if serial <= self.low:
            return 0.0
        if serial >= self.high:
            return 1.0
        spread = math.sqrt(self.variance)
        low, at, high = ((edge - self.mean) / spread for edge in (self.low, serial, self.high))
        if low > 0:  # seen from the other side, so that no share is the difference of two that are nearly one
            low, at, high = -high, -at, -low
            return 1 - _share(low, at, high)
        return _share(low, at, high)

    def moments(self) -> tuple[float, float]:
        """The mean and the variance of the distribution, cut off as it is."""
        spread = math.sqrt(self.variance)
        low, high = (self.low - self.mean) / spread, (self.high - self.mean) / spread
        if low > 0:
            mean, variance = _cut(-high, -low)
            mean = -mean
        else:
            mean, variance = _cut(low, high)
        return self.mean + spread * mean, max(self.variance * variance, _FINEST)


class Known(NamedTuple):
    """A serial that is known, and the months (0 is January) between which it was sent; serial 0 is New Year itself."""

    serial: int
    first: int
    last: int


class Fixed(NamedTuple):
    """A serial whose place in time is known: `position` in working days since New Year."""

    serial: float
    position: float


def month_ends(
    clock: Workdays, known: Sequence[Known], fixed: Sequence[Fixed], rate: float
) -> list[MonthEnd]:
    """For each month of the year the serial reached at its end.

    `known` and `fixed` rise; `fixed` are those known to the day, and New Year if the count begins with it; `rate` is
    the number of cables a working day.

    >>> clock = Workdays(2005)
    >>> ends = month_ends(clock, [Known(90, 0, 0), Known(130, 1, 1)], [Fixed(0.5, 0.0)], 5.0)
    >>> ends[0].low, round(ends[0].moments()[0]), ends[0].high
    (90.5, 109, 129.5)
    """
    positions = [*(clock.start(day) for day in clock.months[1:]), clock.end]
    lows, highs = _held(known)
    numbers = sum(one.serial > 0 for one in known)
    walk = _Walk(rate, positions, fixed, _VARIES * math.hypot(1, _FEW / max(numbers, 1)))
    ends = [MonthEnd(0.0, _FLAT, low, high) for low, high in zip(lows, highs, strict=True)]
    for round_ in range(_ROUNDS):
        order = range(12) if round_ % 2 == 0 else range(11, -1, -1)
        for n in order:
            mean, variance = walk.cavity(n)
            ends[n] = MonthEnd(mean, variance, lows[n], highs[n])
            walk.learn(n, mean, variance, *ends[n].moments())
    return ends


def _held(known: Sequence[Known]) -> tuple[list[float], list[float]]:
    """Between which serials each month's end lies, by what is known of the months before and after it."""
    lows, highs = [-math.inf] * 12, [math.inf] * 12
    for serial, first, last in known:
        lows[last] = max(lows[last], serial + 0.5)
        if first:
            highs[first - 1] = min(highs[first - 1], serial - 0.5)
    for n in range(1, 12):
        lows[n] = max(lows[n], lows[n - 1])
        highs[11 - n] = min(highs[11 - n], highs[12 - n])
    for n in range(12):
        if lows[n] > highs[n]:  # contradicting each other: in the middle, then
            lows[n] = highs[n] = (lows[n] + highs[n]) / 2
    return lows, [max(high, low + 0.01) for low, high in zip(lows, highs, strict=True)]


class _Walk:
    """What each month's end learns from the ends and the days beside it."""

    def __init__(
        self, rate: float, positions: Sequence[float], fixed: Sequence[Fixed], varies: float
    ) -> None:
        self._rate, self._positions, self._varies = rate, positions, varies
        self._evidence = [(0.0, 0.0)] * 12  # precision, and precision times mean, of what its own serials say
        places = [one.position for one in fixed]
        self._left: list[Fixed | None] = []
        self._right: list[Fixed | None] = []
        for n, position in enumerate(positions):
            at = bisect.bisect_right(places, position)
            left = fixed[at - 1] if at else None
            right = fixed[at] if at < len(fixed) else None
            # Only what no other end stands before.
            self._left.append(left if left and (n == 0 or left.position >= positions[n - 1]) else None)
            self._right.append(right if right and (n == 11 or right.position <= positions[n + 1]) else None)
        self._forwards = [(0.0, _FLAT)] * 12
        self._backwards = [(0.0, _FLAT)] * 12

    def cavity(self, n: int) -> tuple[float, float]:
        """Mean and variance of an end by all but its own serials."""
        self._forwards[n] = self._from_side(n, self._left[n], n - 1, self._forwards)
        self._backwards[n] = self._from_side(n, self._right[n], n + 1, self._backwards)
        return _both(self._forwards[n], self._backwards[n])

    def learn(self, n: int, mean: float, variance: float, learned: float, narrowed: float) -> None:
        """Keep what an end's own serials say: what makes of the cavity's mean and variance the learned ones."""
        narrowed = min(narrowed, variance * 0.999)
        self._evidence[n] = (1 / narrowed - 1 / variance, learned / narrowed - mean / variance)

    def _from_side(
        self, n: int, fixed: Fixed | None, other: int, messages: Sequence[tuple[float, float]]
    ) -> tuple[float, float]:
        position = self._positions[n]
        if fixed:
            return self._moved(fixed.serial, (_STRAY * self._rate) ** 2, position - fixed.position)
        if not 0 <= other < 12:
            return 0.0, _FLAT
        mean, variance = messages[other]
        precision, weighted = self._evidence[other]
        total = 1 / variance + precision
        if total <= 1 / _FLAT:
            return 0.0, _FLAT
        return self._moved((mean / variance + weighted) / total, 1 / total, position - self._positions[other])

    def _moved(self, mean: float, variance: float, days: float) -> tuple[float, float]:
        drift = self._rate * days
        length = abs(days)
        return mean + drift, variance + (
            self._varies * self._rate
        ) ** 2 * length * _MONTH + self._rate * length + 1


def _both(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    precision = 1 / one[1] + 1 / other[1]
    return (one[0] / one[1] + other[0] / other[1]) / precision, 1 / precision


def _below(at: float) -> float:
    """The share of a standard normal distribution that lies below."""
    return 0.5 * math.erfc(-at / math.sqrt(2))


def _density(at: float) -> float:
    return math.exp(-at * at / 2) / math.sqrt(2 * math.pi) if abs(at) < 38 else 0.0


def _share(low: float, at: float, high: float) -> float:
    """Of a standard normal distribution between `low` (at most 0) and `high`: the share below `at`."""
    if high < -6:  # so far out that it falls off as an exponential one
        steep = -high
        all_of_it = -math.expm1(-steep * min(high - low, 1e6))
        return 1 - -math.expm1(-steep * (high - at)) / all_of_it if all_of_it else 0.5
    whole = _below(high) - _below(low)
    return min(max((_below(at) - _below(low)) / whole, 0.0), 1.0) if whole > 0 else 0.5


def _cut(low: float, high: float) -> tuple[float, float]:
    """Mean and variance of a standard normal distribution between `low` (at most 0) and `high`."""
    if high - low < 0.01:
        return (low + high) / 2, (high - low) ** 2 / 12
    if high < -6:
        steep, width = -high, min(high - low, 1e6)
        rest = math.exp(-min(steep * width, 700.0))
        back = 1 / steep - width * rest / (1 - rest)
        return high - back, 1 / steep**2 - width * width * rest / (1 - rest) ** 2
    whole = _below(high) - _below(low)
    lower, upper = _density(low), _density(high)
    mean = (lower - upper) / whole
    edges = (low * lower if lower else 0.0) - (high * upper if upper else 0.0)
    return mean, max(1 + edges / whole - mean * mean, 0.0)
