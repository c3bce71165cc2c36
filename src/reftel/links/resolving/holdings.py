"""The held cables as arrays: which numbers are held, from which day, about what.

Millions of references ask the same few questions, so everything is asked of whole arrays at once.
A *run* is the serials of one station, year and series; a number's *code* is its run and serial in
one integer, so that a set of numbers is looked up by one search in a sorted array.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from reftel.links.resolving.likeness import Likeness

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from reftel.links.dating.serials import Serials

    Array = np.ndarray[Any, Any]

NO_DAY: Final = -(1 << 30)
"""The day of a cable without a date."""
_SERIAL_BITS: Final = 24
MOST: Final = (1 << _SERIAL_BITS) - 1
"""Higher serials than this no code holds."""


class Holdings:
    """The held cables, in the order of their ids; days are counted from 1970."""

    COLUMNS: Final = ("id", "mrn", "year", "station", "series", "serial", "sent", "subject", "tags")
    """The columns needed; others are kept beside them. `frame` has them all but the last two."""

    def __init__(self, cables: pl.DataFrame) -> None:
        import numpy as np
        import polars as pl

        frame = cables.unique("id", keep="first", maintain_order=True).sort("id")
        self.likeness = Likeness(frame)
        self.frame = frame = frame.drop("subject", "tags")  # of these the likeness is all that is asked for
        self.day = frame["sent"].cast(pl.Int32).fill_null(NO_DAY).to_numpy().astype(np.int64)
        self.year = frame["year"].fill_null(0).to_numpy().astype(np.int64)
        self.serial = frame["serial"].fill_null(-1).to_numpy().astype(np.int64)
        self.runs = (
            frame.filter(pl.col("mrn").is_not_null())
            .select("station", "year", "series")
            .unique()
            .sort("station", "year", "series")
            .with_row_index("run")
        )
        run = frame.join(self.runs, on=["station", "year", "series"], how="left", maintain_order="left")[
            "run"
        ]
        self.run = run.cast(pl.Int64).fill_null(-1).to_numpy()
        self._numbered()
        self._by_day()

    def _numbered(self) -> None:
        """Numbers in order, each with its earliest edition."""
        import numpy as np

        rows = np.flatnonzero((self.run >= 0) & (self.serial >= 0) & (self.serial <= MOST))
        codes = (self.run[rows] << _SERIAL_BITS) | self.serial[rows]
        dated = np.where(self.day[rows] == NO_DAY, 1 << 30, self.day[rows])
        order = np.lexsort((rows, dated, codes))
        codes, rows = codes[order], rows[order]
        first = np.ones(len(codes), bool)
        first[1:] = codes[1:] != codes[:-1]
        self.codes, self.rows = codes[first], rows[first]
        ends = np.searchsorted(self.codes >> _SERIAL_BITS, np.arange(self.runs.height + 1))
        count = np.diff(ends)
        highest = (
            np.where(count > 0, self.codes[np.maximum(ends[1:] - 1, 0)] & MOST, 0) if len(codes) else count
        )
        # As if one number in ten were held, of runs of which a few are.
        self._share = (count + 1) / (np.maximum(highest, count) + 10)

    def _by_day(self) -> None:
        """For each run, day by day, the highest serial so far and how many were sent."""
        import numpy as np

        dated = self.rows[self.day[self.rows] != NO_DAY]
        order = np.lexsort((self.serial[dated], self.day[dated], self.run[dated]))
        self._dated = dated = dated[order]
        self._run_day = _pair(self.run[dated], self.day[dated])
        runs = self.run[dated]
        # Serials rise within a run's block once the run's own offset is added to them.
        self._highest = np.maximum.accumulate((runs << _SERIAL_BITS) | self.serial[dated]) & MOST
        self._dated_codes = np.sort((runs << _SERIAL_BITS) | self.serial[dated])
        self._run_start = np.searchsorted(runs, np.arange(self.runs.height + 1))

    @cached_property
    def serials(self) -> Serials:
        """When the posts' serials were sent, by the held cables and the known numbers."""
        from reftel.links.dating.serials import Serials

        return Serials.of(self.frame)

    def run_of(self, numbers: pl.DataFrame) -> Array:
        """The runs of `station`, `year`, `series`; -1 where nothing is held of one."""
        import polars as pl

        keys = numbers.select("station", pl.col("year").cast(pl.Int32), "series")
        found = keys.join(self.runs, on=["station", "year", "series"], how="left", maintain_order="left")
        return found["run"].cast(pl.Int64).fill_null(-1).to_numpy()

    def find(self, run: Array, serial: Array) -> Array:
        """The rows of numbers; -1 where none is held."""
        import numpy as np

        if not len(self.codes):
            return np.full(len(run), -1)
        wanted = (run << _SERIAL_BITS) | serial
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        held = (self.codes[at] == wanted) & (run >= 0) & (serial >= 0) & (serial <= MOST)
        return np.where(held, self.rows[at], -1)

    def reached(self, run: Array, day: Array) -> tuple[Array, Array, Array]:
        """The highest serial held of a run up to a day, when that was, and how many are held up to then."""
        import numpy as np

        at, count = self._until(run, day)
        if not len(self._highest):
            return np.zeros(len(run), int), day, count
        last = np.maximum(at - 1, 0)
        return (
            np.where(count > 0, self._highest[last], 0),
            np.where(count > 0, self.day[self._dated[last]], day),
            count,
        )

    def fullness(self, run: Array) -> Array:
        """The share of a run's numbers that is held, up to the highest held; 0 where nothing is."""
        import numpy as np

        if not len(self._share):
            return np.zeros(len(run))
        return np.where(run >= 0, self._share[np.maximum(run, 0)], 0.0)

    def between_serials(self, run: Array, low: Array, high: Array) -> Array:
        """How many dated numbers of a run are held above one serial and below another."""
        import numpy as np

        first = np.searchsorted(self._dated_codes, (run << _SERIAL_BITS) | low, side="right")
        last = np.searchsorted(self._dated_codes, (run << _SERIAL_BITS) | np.minimum(high, MOST))
        return np.maximum(last - first, 0)

    def lately(self, run: Array, day: Array, number: int) -> tuple[Array, Array]:
        """Rows of the last cables of a run up to a day, `number` for each; and which of them there are."""
        import numpy as np

        at, count = self._until(run, day)
        back = np.arange(1, number + 1)
        there = back[None, :] <= count[:, None]
        if not len(self._dated):
            return np.zeros(there.shape, int), there
        return self._dated[np.maximum(at[:, None] - back[None, :], 0)], there

    def between(self, run: int, first: int, last: int) -> Array:
        """The rows of a run's cables of some days, both ends included."""
        import numpy as np

        start, end = np.searchsorted(self._run_day, [_pair(run, first), _pair(run, last + 1)])
        return self._dated[start:end]

    def _until(self, run: Array, day: Array) -> tuple[Array, Array]:
        """Where a run's cables up to a day end in the order of run and day, and how many they are."""
        import numpy as np

        safe = np.maximum(run, 0)
        at = np.searchsorted(self._run_day, _pair(safe, day), side="right")
        if not self.runs.height:
            return at, np.zeros(len(run), int)
        return at, np.where(run >= 0, np.maximum(at - self._run_start[safe], 0), 0)

    def about(self, run: Array, serial: Array) -> Array:
        """The day of a number that is not held, from its dated neighbours; `NO_DAY` where it has none."""
        import numpy as np

        if not len(self.codes):
            return np.full(len(run), NO_DAY)
        wanted = (run << _SERIAL_BITS) | np.minimum(serial, MOST)
        at = np.searchsorted(self.codes, wanted)
        below, above = np.maximum(at - 1, 0), np.minimum(at, len(self.codes) - 1)
        low, high = self.rows[below], self.rows[above]
        has_low = (self.run[low] == run) & (self.day[low] != NO_DAY) & (at > 0)
        has_high = (self.run[high] == run) & (self.day[high] != NO_DAY)
        gap = np.maximum(self.serial[high] - self.serial[low], 1)
        between = self.day[low] + (self.day[high] - self.day[low]) * (serial - self.serial[low]) // gap
        day = np.where(has_low & has_high, between, np.where(has_low, self.day[low], self.day[high]))
        return np.where((has_low | has_high) & (run >= 0), day, NO_DAY)


def _pair(run: Any, day: Any) -> Any:
    """Run and day in one integer that sorts as the two do."""
    return (run << 32) + (day + (1 << 31))
