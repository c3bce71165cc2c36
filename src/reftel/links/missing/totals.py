"""How many cables a post sent in a year, told from those whose serials are known."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import msgspec

from reftel.links.dating.serial_runs import Run

_SPREAD: Final = 0.13
"""The share by which what is carried on may miss: fitted to real posts and years whose last months were hidden."""
_WINDOW: Final = (
    60.0  # working days before the last known serial, whose rate counts as much as the whole year's
)
_LULL: Final = 8  # days at the year's end, on which half as much is sent


class Total(msgspec.Struct, frozen=True):
    """How many numbers a post gave out in a year: at least `low`, at most `high`, with the confidence asked for.

    `how` names the estimator.
    """

    estimate: int
    low: int
    high: int
    how: str


def by_rate(run: Run, highest: int, confidence: float = 0.9) -> Total:
    """Carry a dated run on to the year's end; `highest` is the highest serial seen, dated or not.

    To the run's last serial *m*, of the day *t*, comes what the post sends until the end *T*: X = r(T − t), *r* being
    the mean of its rate over the year up to *t* and over the sixty working days before. Its variance is X + (0.13 X)²
    for chance and season, and what is not known of *t*. Never below the highest serial seen.
    """
    clock, last = run.clock, run.highest
    place = run.place(last)
    assert place is not None
    day = min(place.best, clock.end)
    start = run.knots[0]
    whole = (last - start.serial) / max(day - start.position, 1.0)
    window = min(_WINDOW, day - start.position)
    late = (last - run.serial_at(day - window)) / window if window > 5 else whole
    rate = (whole + late) / 2
    ahead = rate * _left(run, day)
    spread = math.sqrt(ahead + (_SPREAD * ahead) ** 2 + (rate * min(place.scale, clock.end - day + 1)) ** 2)
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * spread
    low, estimate, high = (max(highest, round(last + ahead + shift)) for shift in (-reach, 0.0, reach))
    return Total(estimate, low, high, "the post's rate carried on to the year's end")


def _left(run: Run, day: float) -> float:
    """Working days until the year's end, those of its last week counted half."""
    clock = run.clock
    lull = clock.start(clock.days - _LULL)
    return max(lull - day, 0.0) + (clock.end - max(day, lull)) / 2


def by_sample(count: int, highest: int, confidence: float = 0.9) -> Total | None:
    """From serials without dates, as if drawn evenly from all: `count` of them, the highest being `highest`.

    The estimate m + m/k − 1 has no bias and the smallest variance of those that have none (known as that of the German
    tanks). The interval is exact but for the roundness of numbers: P(highest ≤ m) is (m/N)^k. `None` for fewer than
    two, which tell nothing.

    >>> by_sample(4, 60)
    Total(estimate=74, low=61, high=127, how='serials without dates, as if drawn evenly')
    """
    if count < 2:
        return None
    tail = (1 - confidence) / 2
    low = max(highest, round(highest * (1 - tail) ** (-1 / count)))
    high = max(highest, round(highest * tail ** (-1 / count)))
    estimate = max(highest, round(highest + highest / count - 1))
    return Total(min(max(estimate, low), high), low, high, "serials without dates, as if drawn evenly")
