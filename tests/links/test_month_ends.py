"""Where months end among a post's serials: what holds of every answer, and what the year's other months tell."""

from __future__ import annotations

import datetime
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.links.dating.month_ends import Fixed, Known, MonthEnd, month_ends
from reftel.links.dating.serial_runs import Dated, Run, runs
from reftel.links.dating.serials import Serials
from reftel.links.dating.workdays import Workdays
from reftel.model import MRN
from reftel.vocabulary import known_numbers

NUMBERS = st.floats(-1e6, 1e6)


def month(number: int, year: int = 2005) -> tuple[int, int]:
    """First and last day of a month, by its number."""
    start = datetime.date(year, 1, 1)
    first = datetime.date(year, number, 1)
    last = datetime.date(year + number // 12, number % 12 + 1, 1) - datetime.timedelta(days=1)
    return (first - start).days, (last - start).days


def run_of(*numbers: tuple[int, int]) -> Run:
    return runs(2005, [Dated(serial, *month(number)) for serial, number in numbers], from_new_year=True)[0]


def test_the_other_months_tell_where_in_a_gap_a_month_ends() -> None:
    # Some hundred a month, but of the end of June it is known only that it lies between 510 and 690.
    numbers = [(serial, min((serial - 1) // 100 + 1, 12)) for serial in range(10, 1200, 20)]
    run = run_of(*(one for one in numbers if not 510 < one[0] < 690))
    serial, variance = run.ends[5].moments()
    assert 580 < serial < 640
    assert math.sqrt(variance) < 30
    shares = run.months_of(550)
    assert shares[5] > 0.9  # the nearest known number is one of June too,
    assert max(range(12), key=run.months_of(650).__getitem__) == 6  # and of July here


def test_a_nearer_number_does_not_outweigh_the_year() -> None:
    numbers = [(serial, min((serial - 1) // 100 + 1, 12)) for serial in range(10, 1200, 20)]
    run = run_of(*(one for one in numbers if not 510 < one[0] < 610))
    # 570 is nearer to 610, which is of July; but June would have had 70 cables then.
    assert run.months_of(570)[5] > 0.6


def test_known_days_hold_a_months_end() -> None:
    clock = Workdays(2005)
    days = [Fixed(100.0, clock.middle(29)), Fixed(104.0, clock.middle(31))]
    end = month_ends(clock, [Known(100, 0, 0), Known(104, 1, 1)], days, 3.0)[0]
    assert 100 < end.moments()[0] < 104


def test_serials_that_contradict_each_other_do_not_break_it() -> None:
    known = [Known(100, 5, 5), Known(90, 7, 7), Known(80, 2, 9)]
    ends = month_ends(Workdays(2005), known, [], 2.0)
    assert len(ends) == 12
    assert all(math.isfinite(value) for end in ends for value in end.moments())


def test_one_number_is_enough_and_the_rest_is_uncertain() -> None:
    run = run_of((600, 6))
    spread = [math.sqrt(end.moments()[1]) for end in run.ends]
    assert spread[11] > spread[7] > 20
    assert max(run.months_of(600)) == pytest.approx(1.0)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_one_number_known_by_its_month_carries_the_rate_on(number: int) -> None:
    run = run_of((600 * number, number))
    # Six hundred a month: twice as many take twice as long, and no more.
    place = run.place(1200 * number)
    assert place is not None and place.beyond
    position = run.clock.start(month(number)[0]) + 10
    assert 1.4 * position < place.best < 3 * position


def test_a_number_of_a_month_that_is_known_is_of_that_month() -> None:
    for one in known_numbers.of("ROME", 2005)[::17]:
        told = Serials.of().month(MRN(2005, "ROME", one.serial))
        assert told is not None and told.month == one.month and told.probability > 0.9


@given(
    NUMBERS, st.floats(1e-3, 1e12), NUMBERS, st.floats(0.01, 1e6), st.lists(NUMBERS, min_size=2, max_size=5)
)
def test_before_is_a_distribution(
    mean: float, variance: float, low: float, width: float, serials: list[float]
) -> None:
    end = MonthEnd(mean, variance, low, low + width)
    shares = [end.before(serial) for serial in sorted(serials)]
    assert all(0 <= share <= 1 for share in shares)
    assert all(one <= other + 1e-6 for one, other in itertools.pairwise(shares))
    middle, spread = end.moments()
    assert low - 1e-3 <= middle <= low + width + 1e-3
    assert 0 < spread <= max(width * width / 4, 1 / 12) * 1.001


@given(
    st.integers(1900, 2100),
    st.lists(st.tuples(st.integers(1, 300_000), st.integers(1, 12)), min_size=1, max_size=40, unique=True),
    st.booleans(),
)
def test_any_numbers_make_shares_of_a_year(
    year: int, numbers: list[tuple[int, int]], from_new_year: bool
) -> None:
    found = runs(year, [Dated(serial, *month(number, year)) for serial, number in numbers], from_new_year)
    for run in found:
        for serial in (1, run.lowest, (run.lowest + run.highest) // 2, run.highest, run.highest + 500):
            shares = run.months_of(serial)
            assert len(shares) == 12
            assert all(0 <= share <= 1 for share in shares)
            assert sum(shares) == pytest.approx(1, abs=0.01)
