"""Dates told from serials: what holds of every answer, and of posts whose counts are odd."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.links.dating.serial_runs import Dated, longest_rise, runs
from reftel.links.dating.serials import Serials
from reftel.links.dating.workdays import Workdays, week
from reftel.model import MRN
from reftel.vocabulary import known_numbers

DAY = datetime.date
KNOWN = Serials.of()


def frame(
    rows: Sequence[tuple[int, str, int, datetime.date | None]], **more: Sequence[object]
) -> pl.DataFrame:
    columns = {
        "year": [row[0] for row in rows],
        "station": [row[1] for row in rows],
        "serial": [row[2] for row in rows],
        "sent": pl.Series([row[3] for row in rows], dtype=pl.Date),
    }
    return pl.DataFrame({**columns, **more})


def even(station: str = "ROME", year: int = 1999, a_day: int = 10, every: int = 3) -> pl.DataFrame:
    """Every third of ten cables on each weekday of a year."""
    rows, serial = [], 0
    for offset in range(365):
        day = DAY(year, 1, 1) + datetime.timedelta(days=offset)
        if day.weekday() < 5:
            for _ in range(a_day):
                serial += 1
                if serial % every == 0:
                    rows.append((year, station, serial, day))
    return frame(rows)


def test_between_two_cables_of_one_day_it_is_that_day() -> None:
    serials = Serials.of(even(), known=False)
    when = serials.when("1999ROME1004")
    assert when is not None
    assert when.first <= DAY(1999, 5, 21) <= when.last
    assert when.best == DAY(1999, 5, 21)
    assert when.days <= 2
    assert when.how == "between the serials 1002 and 1005, their days known"


def test_a_number_that_is_held_has_its_own_day() -> None:
    when = Serials.of(even(), known=False).when("99 ROME 1005")
    assert when is not None
    assert when.best == DAY(1999, 5, 21)
    assert when.how.startswith("a cable of this number")


def test_the_specimen_by_the_known_numbers_alone() -> None:
    when = KNOWN.when("2003ROME4580")
    assert when is not None
    assert when.first <= DAY(2003, 10, 7) <= when.last
    assert when.days < 20


def test_wrong_years_and_typing_errors_do_not_move_it() -> None:
    right = even().rows()
    wrong = [(1999, "ROME", 1001, DAY(1996, 1, 3)), (1999, "ROME", 1006, DAY(1999, 11, 30))]
    wrong += [(1999, "ROME", 90, DAY(1999, 12, 24)), (1999, "ROME", 2500, DAY(1999, 1, 4))]
    serials = Serials.of(frame([*right, *wrong]), known=False)
    when = serials.when("1999ROME1004")
    assert when is not None
    assert when.best == DAY(1999, 5, 21)
    assert when.days <= 3


def test_a_post_that_counts_anew_is_told_by_the_run_that_has_room() -> None:
    first = [
        (1961, "MOSCOW", 1600 + 10 * n, DAY(1961, 1, 3) + datetime.timedelta(days=n)) for n in range(150)
    ]
    second = [(1961, "MOSCOW", 10 * n + 5, DAY(1961, 7, 1) + datetime.timedelta(days=n)) for n in range(120)]
    serials = Serials.of(frame([*first, *second]), known=False)
    early, late = serials.when("1961MOSCOW2503"), serials.when("1961MOSCOW603")
    assert early is not None and late is not None
    assert early.first <= DAY(1961, 4, 3) <= early.last
    assert late.first <= DAY(1961, 8, 30) <= late.last
    assert "two runs" in early.how and "two runs" in late.how


def test_where_both_runs_have_room_the_interval_covers_both() -> None:
    first = [(1961, "MOSCOW", 10 * n + 1, DAY(1961, 1, 3) + datetime.timedelta(days=n)) for n in range(150)]
    second = [(1961, "MOSCOW", 10 * n + 5, DAY(1961, 7, 1) + datetime.timedelta(days=n)) for n in range(120)]
    when = Serials.of(frame([*first, *second]), known=False).when("1961MOSCOW603")
    assert when is not None
    assert when.first <= DAY(1961, 3, 4) and when.last >= DAY(1961, 8, 30)


def test_nothing_known_of_the_post_is_no_date() -> None:
    assert Serials.of(even(), known=False).when("1999PARIS1004") is None
    assert Serials.of(known=False).when("1999ROME1") is None


def test_nothing_known_of_the_year_is_wide_and_says_by_which_years() -> None:
    when = Serials.of(even(), known=False).when("2001ROME1300")
    assert when is not None
    assert when.days > 90
    assert when.first <= DAY(2001, 7, 1) <= when.last
    assert "1999" in when.how


def test_series_count_apart() -> None:
    mixed = even().with_columns(pl.lit("A").alias("series"))
    assert Serials.of(mixed, known=False).when("1999ROME1004") is None
    assert Serials.of(mixed, known=False).when(MRN(1999, "ROME", 1004, "A")) is not None


def test_travelling_parties_count_by_voyage() -> None:
    voyage = [
        (1974, "SECTO", n, DAY(1974, 5, 1) + datetime.timedelta(days=n // 20)) for n in range(20, 500, 7)
    ]
    serials = Serials.of(frame(voyage), known=False)
    inside, below, other = (
        serials.when("1974SECTO200"),
        serials.when("1974SECTO3"),
        serials.when("1975SECTO200"),
    )
    assert inside is not None and inside.first <= DAY(1974, 5, 11) <= inside.last
    assert below is not None and below.last <= DAY(1974, 5, 3)
    assert other is None


def test_more_than_the_post_can_have_sent() -> None:
    serials = Serials.of(even(), known=False)
    when = serials.when("1999ROME9000")
    assert when is not None
    assert when.last == DAY(1999, 12, 31)
    assert "more than its rate led to" in when.how
    assert serials.plausible(MRN(1999, "ROME", 9000), DAY(1999, 12, 31)) < 0.01


def test_the_citing_cable_ends_the_interval() -> None:
    serials = Serials.of(even(every=300), known=False)
    free, cited = serials.when("1999ROME1004"), serials.when("1999ROME1004", before=DAY(1999, 5, 21))
    assert free is not None and cited is not None
    assert free.last > DAY(1999, 5, 21) >= cited.last
    assert cited.first == free.first and cited.first <= cited.best <= cited.last
    assert "cited on 1999-05-21" in cited.how


def test_a_citing_cable_that_contradicts_is_told_and_left_aside() -> None:
    serials = Serials.of(even(), known=False)
    free, cited = serials.when("1999ROME1004"), serials.when("1999ROME1004", before=DAY(1999, 1, 5))
    assert free is not None and cited is not None
    assert (cited.first, cited.last) == (free.first, free.last)
    assert "does not fit" in cited.how


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 1.5, math.nan])
def test_a_confidence_is_between_none_and_certainty(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence lies between 0 and 1"):
        KNOWN.when("2003ROME4580", confidence)


@pytest.mark.parametrize(
    "text", ["", "ROME", "2003", "UNSCR 1506", "\x00", "2003ROME", "ROME 4580 " * 50, "2003ROME0"]
)
def test_what_is_no_number_has_no_date(text: str) -> None:
    assert KNOWN.when(text) is None


@pytest.mark.parametrize(
    "cables",
    [
        pl.DataFrame(schema={"year": pl.Int32, "station": pl.String, "serial": pl.Int64, "sent": pl.Date}),
        frame([(1999, "ROME", 5, None)]),
        frame([(1999, "ROME", 0, DAY(1999, 1, 1)), (1999, "ROME", -7, DAY(1999, 1, 1))]),
        frame([(0, "ROME", 5, DAY(1999, 1, 1)), (99999, "ROME", 5, DAY(1999, 1, 1))]),
        frame([(1999, "ROME", 5, DAY(1899, 1, 1)), (1999, "ROME", 6, DAY(2999, 1, 1))]),
        frame([(1999, "ROME", 5, DAY(1999, 3, 1))], sent_until=[DAY(1999, 2, 1)]),
        pl.DataFrame({"mrn": ["", "x", "ROME4580", None], "sent": [DAY(1999, 1, 1)] * 4}),
    ],
    ids=["empty", "undated", "no serial", "no year", "other years", "ends before it begins", "no numbers"],
)
def test_rows_that_say_nothing_are_passed_over(cables: pl.DataFrame) -> None:
    serials = Serials.of(cables, known=False)
    assert serials.when("1999ROME5") is None
    assert serials.neighbours(MRN(1999, "ROME", 5)) == 0


def test_canonical_numbers_serve_as_well_as_their_parts() -> None:
    parts = even()
    whole = parts.select(pl.format("{}{}{}", "year", "station", "serial").alias("mrn"), "sent")
    one, other = Serials.of(parts, known=False), Serials.of(whole.lazy(), known=False)
    assert one.when("1999ROME1004") == other.when("1999ROME1004")


def test_plausible_grows_with_the_day_and_falls_with_the_serial() -> None:
    mrn = MRN(2005, "ROME", 2000)
    days = [
        DAY(2004, 12, 31),
        DAY(2005, 1, 5),
        DAY(2005, 6, 1),
        DAY(2005, 6, 13),
        DAY(2005, 7, 1),
        DAY(2006, 3, 1),
    ]
    likely = [KNOWN.plausible(mrn, day) for day in days]
    assert likely == sorted(likely)
    assert likely[0] == 0 and likely[1] < 0.01 and likely[-1] > 0.99
    by_serial = [KNOWN.plausible(MRN(2005, "ROME", n), DAY(2005, 6, 13)) for n in range(1000, 3000, 50)]
    assert by_serial == sorted(by_serial, reverse=True)


def test_an_interval_of_ninety_per_cent_holds_nine_times_in_ten() -> None:
    choose = random.Random(5)
    days = sorted(choose.choices(range(365), k=4000))
    rows = [
        (
            1999,
            "ROME",
            n + 1,
            DAY(1999, 1, 1)
            + datetime.timedelta(days=max(0, min(364, day + choose.choice((-2, 0, 0, 0, 1, 3))))),
        )
        for n, day in enumerate(days)
    ]
    held_back = set(choose.sample(range(len(rows)), 1200))
    serials = Serials.of(frame([row for n, row in enumerate(rows) if n not in held_back]), known=False)
    found = [(serials.when(MRN(1999, "ROME", rows[n][2])), rows[n][3]) for n in held_back]
    hits = [when.first <= day <= when.last for when, day in found if when]
    stated = [when.confidence for when, _ in found if when]
    assert len(hits) == len(held_back)
    assert abs(sum(hits) / len(hits) - sum(stated) / len(stated)) < 0.03
    assert 0.88 <= sum(hits) / len(hits) <= 0.95


numbers = st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 364)), min_size=1, max_size=60)


@settings(max_examples=150, deadline=None)
@given(numbers, st.integers(1, 5000), st.sampled_from([1955, 1976, 1999, 2004]), st.booleans())
def test_of_every_answer(dated: list[tuple[int, int]], serial: int, year: int, months: bool) -> None:
    rows = [(year, "ROME", n, DAY(year, 1, 1) + datetime.timedelta(days=day)) for n, day in dated]
    last = [day.replace(day=28) if months and day.day < 28 else day for *_, day in rows]
    serials = Serials.of(frame(rows, sent_until=last), known=False)
    mrn = MRN(year, "ROME", serial)
    found = [serials.when(mrn, confidence) for confidence in (0.3, 0.5, 0.9, 0.95, 0.995)]
    wider = None
    for when in found:
        if when is None:
            assert all(one is None for one in found)
            break
        assert when.first <= when.best <= when.last
        assert when.first.year == when.last.year == year
        if wider:
            assert when.first <= wider.first and wider.last <= when.last
            assert when.best == wider.best
        wider = when
    likely = [serials.plausible(mrn, DAY(year, month, 15)) for month in range(1, 13)]
    assert likely == sorted(likely) and all(0 <= one <= 1 for one in likely)


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 364)), min_size=1, max_size=80))
def test_best_never_falls_while_serials_rise(dated: list[tuple[int, int]]) -> None:
    for run in runs(1999, [Dated(serial, day, day) for serial, day in dated], from_new_year=True):
        places = [run.place(serial) for serial in range(1, 1000, 7)]
        best = [round(place.best, 6) for place in places if place]
        assert best == sorted(best)


@given(st.lists(st.integers(0, 30), max_size=60))
def test_the_longest_rise_rises(values: list[int]) -> None:
    found = longest_rise(values)
    picked = [values[n] for n in found]
    assert picked == sorted(picked)
    assert found == sorted(set(found))
    ends: list[int] = []  # the plain quadratic way
    for n, value in enumerate(values):
        ends.append(1 + max((ends[m] for m in range(n) if values[m] <= value), default=0))
    assert len(found) == max(ends, default=0)


@given(st.integers(1900, 2100), st.lists(st.integers(0, 500), min_size=7, max_size=7))
def test_the_clock_runs_forward_and_back(year: int, counts: list[int]) -> None:
    clock = Workdays(year, week(counts))
    for day in range(clock.days):
        assert clock.start(day) < clock.middle(day) < clock.start(day + 1)
        assert clock.day(clock.middle(day)) == day
    assert clock.day_month(0) == 0 and clock.day_month(clock.days - 1) == 11
    assert clock.day(-5.0) == 0 and clock.day(1e9) == clock.days - 1


@given(st.lists(st.tuples(st.integers(1, 999_999), st.integers(1, 12)), max_size=40))
def test_packed_numbers_come_back(numbers: list[tuple[int, int]]) -> None:
    known = [known_numbers.Known(*one) for one in numbers]
    assert sorted(known_numbers.unpack(known_numbers.pack(known))) == sorted(known)


def test_the_table_of_known_numbers_is_whole() -> None:
    total = 0
    for station, year in known_numbers.groups():
        found = known_numbers.of(station, year)
        total += len(found)
        assert found and all(0 < one.serial < 1_000_000 and 1 <= one.month <= 12 for one in found)
        assert len(set(found)) == len(found)
    assert total == 200_269


def test_the_years_first_numbers_are_not_all_of_the_holiday() -> None:
    when = Serials.of().when("2010STATE12")  # 1 January 2010 was a Friday
    assert when is not None
    assert when.first == DAY(2010, 1, 1)
    assert when.last >= DAY(2010, 1, 4)
