"""When a numbered cable was sent, told from the serials of its post.

A post numbers its cables through the year, so those that are known bracket those that are not. `Serials` knows the
dated cables of an archive and, besides, numbers of real cables with their months
(`reftel.vocabulary.known_numbers`).
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from reftel.links.dating import serial_runs, serial_tables
from reftel.links.dating.serial_runs import Dated, Place, Run
from reftel.links.dating.serial_tables import Key
from reftel.model import MRN
from reftel.vocabulary import known_numbers, posts

if TYPE_CHECKING:
    import polars

_SCALES: Final = (0.4, 0.7, 1.2, 2.0, 3.5, 6.0, 12.0, 25.0)  # working days: places are judged by their like
_ENOUGH: Final = 40  # scores by which a class of places speaks for itself
_SAMPLE: Final = 40_000  # cables left out, one at a time, to learn how far dates stray
_STRAY: Final = 0.003  # of real cables bear a date that does not fit their number at all
_FEW_STRAY: Final = 0.25  # where few others tell that a number or month is wrong, one such spoils more places
_TYPICAL: Final = {"STATE": 200_000.0}
_TYPICAL_POST: Final = (
    2_500.0  # numbers in a year of a post of which nothing is known; most have 700 to 9,000
)
_MOST: Final = 0.997
YEARS_NEAR: Final = 6
"""Years off, up to which a post's rate is taken for a year of which nothing is known."""
_SOME_YEAR: Final = 0.35  # share by which a post's rate differs from that of another year
_YEAR_BY_YEAR: Final = 0.07  # and how much more with each year between
_ONE_NUMBER: Final = 0.5  # share by which a rate told by one number alone is wrong


def _rate_strays(years: int, numbers: int) -> float:
    return math.hypot(_SOME_YEAR, _YEAR_BY_YEAR * years, _ONE_NUMBER / math.sqrt(max(numbers, 1)))


class When(msgspec.Struct, frozen=True):
    """When a cable was sent, as far as its number tells: between `first` and `last`, most likely on `best`.

    `confidence` is how often such intervals hold: at least what was asked for where that can be had, and more where
    already a single day holds more often. `how` says in words what it rests on.
    """

    first: datetime.date
    last: datetime.date
    best: datetime.date
    confidence: float
    how: str

    @property
    def days(self) -> int:
        """The interval's length in days, both ends included."""
        return (self.last - self.first).days + 1


class Month(NamedTuple):
    """The likeliest month of a cable, and how likely it is."""

    month: int
    probability: float


class Serials:
    """What is known of the posts' serials. Make one by `Serials.of`."""

    def __init__(self, dated: Mapping[Key, Sequence[Dated]], known: bool = True) -> None:
        self._dated = dated
        self._known = known
        self._runs: dict[Key, list[Run]] = {}
        self._scores: list[list[float]] | None = None
        self._years: dict[str, set[int]] | None = None

    @classmethod
    def of(cls, cables: polars.DataFrame | polars.LazyFrame | None = None, known: bool = True) -> Serials:
        """From cables with `year`, `station`, `serial`, `sent` and, if they have it, `series` (or with `mrn` and `sent`).

        `sent_until`, if there, is the last day on which each may have been sent. `known`: with the numbers that come
        with the package. Rows without a number or a date say nothing, and are passed over.
        """
        return cls({} if cables is None else serial_tables.grouped(cables), known)

    def when(
        self,
        mrn: MRN | str,
        confidence: float = 0.9,
        before: datetime.date | None = None,
        after: datetime.date | None = None,
    ) -> When | None:
        """When a cable was sent; `None` where nothing tells.

        `before` is a day by which it was there (that of a cable that cites it), `after` one before which it was not.
        Where these contradict the serials, `how` says so and they are left aside. Raises `ValueError` for a
        confidence that is not between 0 and 1.

        >>> when = Serials.of().when("2005ROME2000")
        >>> when.first <= when.best <= when.last, when.best.month
        (True, 6)
        """
        if not 0 < confidence < 1:
            raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
        number = MRN.parse(mrn) if isinstance(mrn, str) else mrn
        if number is None:
            return None
        found = self._interval(number, min(confidence, _MOST))
        return _narrowed(found, before, after) if found else None

    def month(self, mrn: MRN) -> Month | None:
        """The likeliest month of a cable."""
        place, run, _ = self._place(mrn) or (None, None, "")
        if place is None or run is None:
            return None
        shares = _by_place(place, run) if run.empty else run.months_of(mrn.serial)
        best = max(range(12), key=shares.__getitem__)
        strays = _STRAY + (0.0 if run.empty else _FEW_STRAY / (len(run.dated) + 8))
        return Month(best + 1, shares[best] * (1 - strays))

    def plausible(self, mrn: MRN, day: datetime.date) -> float:
        """How likely it is that the post had sent this serial by the end of a day: from 0 to 1.

        Where nothing is known of the post and year, from what posts send in a year at all: near a half for numbers
        of usual size.
        """
        if day.year < mrn.year:
            return 0.0
        found = self._place(mrn)
        if found is None:
            return _usual(mrn, day)
        place, run, _ = found
        within = (day - datetime.date(mrn.year, 1, 1)).days + 1
        reached = _reached(place, run.clock.start(min(within, run.clock.days)))
        return _STRAY / 2 + (1 - _STRAY) * reached

    def neighbours(self, mrn: MRN) -> int:
        """How many dated cables of the post and year speak for a date."""
        return sum(len(run.dated) for run in self._of(mrn))

    def run(self, mrn: MRN) -> Run | None:
        """The run that the post's dated serials of that year make; the longer one where there are two."""
        found = self._of(mrn)
        return found[0] if found else None

    def counts_by_years(self, mrn: MRN) -> bool:
        """Whether the post's count begins anew each January: no travelling party's does, and none did before 1973."""
        return _begins_with_the_year(mrn.station, mrn.year)

    # Where a number falls

    def _interval(self, number: MRN, confidence: float) -> When | None:
        found = self._places(number)
        if not found:
            return None
        ends = [self._ends(place, run, confidence) for place, run, _ in found]
        place, run, how = found[0]
        first, last = min(one[0] for one in ends), max(one[1] for one in ends)
        start = run.clock.first
        best = min(max(run.clock.day(place.best), first), last)
        return When(
            datetime.date.fromordinal(start + first),
            datetime.date.fromordinal(start + last),
            datetime.date.fromordinal(start + best),
            round(min(one[2] for one in ends), 3),
            how,
        )

    def _ends(self, place: Place, run: Run, confidence: float) -> tuple[int, int, float]:
        if place.best > run.clock.end:  # more than the post would have sent: at what rate then, nothing tells
            return run.clock.day(place.low), run.clock.days - 1, confidence
        reach, stated = self._reach(place.scale, confidence)
        half = reach * place.scale + place.blur / 2 * confidence
        low, high = place.best - half, place.best + half
        if confidence <= 0.99:
            low, high = max(low, place.low), min(high, place.high)
        day = run.clock.day
        return day(low), day(max(high, low)), stated

    def _place(self, mrn: MRN) -> tuple[Place, Run, str] | None:
        found = self._places(mrn)
        return found[0] if found else None

    def _places(self, mrn: MRN) -> list[tuple[Place, Run, str]]:
        """Where a number falls: in its run; in two, if the post counted twice and both have room for it."""
        found = self._of(mrn)
        if not found:
            return self._by_other_years(mrn)
        inside = [run for run in found if run.lowest <= mrn.serial <= run.highest] or found[:1]
        places = [(run.place(mrn.serial), run) for run in inside]
        several = "; the post's numbers make two runs in this year" if len(found) > 1 else ""
        return [(place, run, _words(place, run, mrn) + several) for place, run in places if place]

    def _of(self, mrn: MRN) -> list[Run]:
        return self._of_key((mrn.station, mrn.year, mrn.series))

    def _of_key(self, key: Key) -> list[Run]:
        made = self._runs.get(key)
        if made is None:
            made = self._runs[key] = self._made(key)
        return made

    def _made(self, key: Key) -> list[Run]:
        station, year, series = key
        dated = list(self._dated.get(key, ()))
        if self._known and not series:
            dated += serial_tables.agreeing(year, dated, known_numbers.of(station, year))
        return serial_runs.runs(year, dated, _begins_with_the_year(station, year))

    def _by_other_years(self, mrn: MRN) -> list[tuple[Place, Run, str]]:
        """Where nothing of the year is known: by the post's rates in other years, if it counts by calendar years."""
        if not self.counts_by_years(mrn) or mrn.series:
            return []
        found = [
            (rate, year, spread)
            for station in (mrn.station, *posts.siblings(mrn.station))
            for year in self._years_of(station)
            if abs(year - mrn.year) <= YEARS_NEAR and (rate := self._rate((station, year, "")))
            for spread in (_rate_strays(abs(year - mrn.year), self._known_of((station, year, ""))),)
        ]
        if not found:
            return []
        nearest = sorted(found, key=lambda one: (one[2], one[1], one[0]))[:4]
        weights = [1 / spread**2 for _, _, spread in nearest]
        logs = (math.log(rate) * weight for (rate, _, _), weight in zip(nearest, weights, strict=True))
        best = mrn.serial / math.exp(sum(logs) / sum(weights))
        # The years of a post go up and down together: four tell little more than the nearest.
        spread = math.hypot(nearest[0][2], _SOME_YEAR) / math.sqrt(2)
        empty = Run(mrn.year, [Dated(0, 0, 0)], from_new_year=True)
        place = Place(min(best, empty.clock.end - 0.5), 1.0 + spread * best, 0.0, beyond=True)
        years = ", ".join(sorted({str(year) for _, year, _ in nearest}))
        return [(place, empty, f"no dated cable of {mrn.year}; by the post's rate in {years}")]

    def _known_of(self, key: Key) -> int:
        return sum(len(run.dated) for run in self._of_key(key))

    def _rate(self, key: Key) -> float | None:
        found = self._of_key(key)
        return found[0].rate if found else None

    def _years_of(self, station: str) -> Iterable[int]:
        if self._years is None:
            self._years = {}
            for name, year, series in self._dated:
                if not series:
                    self._years.setdefault(name, set()).add(year)
        return self._years.get(station, set()) | set(known_numbers.years(station) if self._known else ())

    # How far dates stray

    def _reach(self, scale: float, confidence: float) -> tuple[float, float]:
        """By how many scales an interval must reach to either side, and how often it then holds."""
        if self._scores is None:
            self._scores = self._learned()
        scores = self._scores[bisect.bisect_left(_SCALES, scale)]
        if len(scores) < _ENOUGH:
            return _reach_usually(confidence), confidence
        at = min(math.ceil(confidence * (len(scores) + 1)), len(scores)) - 1
        reach = scores[at]
        return reach, max(confidence, bisect.bisect_right(scores, reach) / (len(scores) + 1))

    def _learned(self) -> list[list[float]]:
        """For each class of scales, in order, by how many scales dates known to the day miss their place.

        Each of a sample of the archive's cables is left out and placed by the others: what they miss by is what
        cables that are not there are missed by.
        """
        scores: list[list[float]] = [[] for _ in range(len(_SCALES) + 1)]
        total = sum(map(len, self._dated.values()))
        step = max(1, total // _SAMPLE)
        for key, dated in list(self._dated.items())[step // 2 :: step]:
            # Whole groups are left in or out, so that few runs have to be made; large ones are thinned.
            for run in self._of_key(key)[:1]:
                for place, day in _left_out(run, dated, max(1, len(dated) // 400)):
                    clock = run.clock
                    low, high = clock.start(day), clock.start(day + 1)
                    missed = max(low - place.best, place.best - high, 0.0)
                    scores[bisect.bisect_left(_SCALES, place.scale)].append(missed / place.scale)
        return [sorted(found) for found in scores]


def _left_out(run: Run, dated: Sequence[Dated], step: int) -> Iterable[tuple[Place, int]]:
    knots = {knot.serial: n for n, knot in enumerate(run.knots)}
    for one in dated[::step]:
        if one.first != one.last:
            continue
        place = run.place(one.serial, without=knots.get(one.serial))
        if place:
            yield place, one.first


def _words(place: Place, run: Run, mrn: MRN) -> str:
    at = bisect.bisect_left(run.dated, (mrn.serial,))
    lower = run.dated[at - 1] if at else None
    higher = run.dated[at] if at < len(run.dated) else None
    if higher and higher.serial == mrn.serial:
        return f"a cable of this number, its {_known_by(higher)} known"
    if place.beyond:
        rate = "by the rate up to then" if place.best <= run.clock.end else "more than its rate led to"
        return f"above the highest serial known of the year, {run.highest}: {rate}"
    if lower is None or higher is None:
        return f"below the lowest serial known of the year, {run.lowest}"
    if _known_by(lower) == _known_by(higher):
        return f"between the serials {lower.serial} and {higher.serial}, their {_known_by(lower)}s known"
    return f"between the serials {lower.serial} ({_known_by(lower)} known) and {higher.serial} ({_known_by(higher)} known)"


def _known_by(one: Dated) -> str:
    return "day" if one.first == one.last else "month"


def _narrowed(found: When, before: datetime.date | None, after: datetime.date | None) -> When:
    if (before and before < found.first) or (after and after > found.last):
        day = before if before and before < found.first else after
        return msgspec.structs.replace(found, how=f"{found.how}; what is said of {day} does not fit")
    first, last, how = found.first, found.last, found.how
    if before and before < last:
        last, how = before, f"{how}; cited on {before}"
    if after and after > first:
        first, how = after, f"{how}; not before {after}"
    best = min(max(found.best, first), last)
    return msgspec.structs.replace(found, first=first, last=last, best=best, how=how)


def _by_place(place: Place, run: Run) -> list[float]:
    """The shares of the months; that it was sent within the year at all is known."""
    clock = run.clock
    reached = [_reached(place, position) for position in (*map(clock.start, clock.months), clock.end)]
    whole = max(reached[-1], 1e-9)
    return [(upto - below) / whole for below, upto in itertools.pairwise([0.0, *reached[1:]])]


def _reached(place: Place, position: float) -> float:
    """The share of what is likely that lies before a position."""
    if position >= place.high and not place.beyond:
        return 1.0
    if position <= place.low:
        return 0.0
    width = place.scale * 0.6
    steps = 9 if place.blur > width / 4 else 1
    total = 0.0
    for n in range(steps):
        shift = place.blur * ((n + 0.5) / steps - 0.5)
        total += 1 / (1 + math.exp(min(max((place.best + shift - position) / width, -60.0), 60.0)))
    return total / steps


def _reach_usually(confidence: float) -> float:
    """Where too few cables tell: the reach of a logistic distribution, whose tails are heavier than the normal one's."""
    return 0.6 * math.log((1 + confidence) / (1 - confidence))


def _usual(mrn: MRN, day: datetime.date) -> float:
    elapsed = min((day - datetime.date(mrn.year, 1, 1)).days + 1, 365) / 365
    typical = _TYPICAL.get(mrn.station, _TYPICAL_POST) * elapsed
    return 1 / (1 + math.exp(1.5 * (math.log(mrn.serial) - math.log(typical))))


def _begins_with_the_year(station: str, year: int) -> bool:
    post = posts.by_code(station)
    counts_apart = post is not None and post.kind == "channel series"
    return year >= serial_runs.FIRST_OF_CALENDAR_YEARS and not counts_apart
