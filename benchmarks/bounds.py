"""A figure beside what it is to be, and the processor's time of some work."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

_T = TypeVar("_T")
Row = tuple[object, ...]


class Bound(NamedTuple):
    """A figure and what it is to be: `least` or `most`."""

    what: str
    value: float
    goal: float
    at_least: bool
    form: str = "{:.2f} %"

    def row(self) -> Row:
        """A line of the table."""
        met = self.value >= self.goal if self.at_least else self.value <= self.goal
        sign = "≥" if self.at_least else "≤"
        return (
            self.what,
            self.form.format(self.value),
            f"{sign} {self.form.format(self.goal)}",
            "yes" if met else "**no**",
        )


def timed(work: Callable[[], _T], times: int = 3) -> tuple[float, _T]:
    """The processor's time of all threads, the least of several runs: other work on the machine shows little in it."""
    best, result = float("inf"), None
    for _ in range(times):
        begun = time.process_time()
        result = work()
        best = min(best, time.process_time() - begun)
    return best, result  # type: ignore[return-value]
