"""How complete an archive is: totals with intervals, runs of missing serials, months."""

from __future__ import annotations

import datetime
import random
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from quality import serials as quality
from reftel.export import heatmap
from reftel.links.dating.serial_runs import Dated, runs
from reftel.links.dating.serials import Serials
from reftel.links.missing import gaps, ghosts, totals
from reftel.links.resolving.resolution import resolve
from reftel.vocabulary import yearly_totals
from synthetic import world

DAY = datetime.date


def known(rows: Sequence[tuple[str, int, int, datetime.date | None, bool]]) -> pl.DataFrame:
    return pl.DataFrame(
        [(station, year, "", serial, sent, held, None) for station, year, serial, sent, held in rows],
        schema={
            "station": pl.String,
            "year": pl.Int32,
            "series": pl.String,
            "serial": pl.Int64,
            "sent": pl.Date,
            "held": pl.Boolean,
            "before": pl.Date,
        },
        orient="row",
    )


def even(until: int = 365, every: int = 4, station: str = "ROME") -> pl.DataFrame:
    """Ten numbers a day, of which every fourth is held, until a day of 1999."""
    return known(
        [
            (station, 1999, n, DAY(1999, 1, 1) + datetime.timedelta(days=(n - 1) // 10), True)
            for n in range(every, until * 10 + 1, every)
        ]
    )


def serials_of(frame: pl.DataFrame) -> Serials:
    return Serials.of(frame, known=False)


def test_a_whole_year_is_its_highest_serial() -> None:
    frame = even()
    (row,) = gaps.table(frame, serials_of(frame)).iter_rows(named=True)
    assert row["highest"] == 3648
    assert row["total_low"] <= 3650 <= row["total_high"]
    assert (row["held"], row["cited"]) == (912, 0)
    assert row["unknown"] == row["total"] - 912
    assert row["runs"] == 0


def test_late_months_that_are_missing_are_carried_on() -> None:
    frame = even(until=240)
    (row,) = gaps.table(frame, serials_of(frame)).iter_rows(named=True)
    assert row["highest"] == 2400
    assert row["total_low"] <= 3650 <= row["total_high"]
    assert row["total_high"] < 2 * 3650


def test_without_dates_as_if_drawn() -> None:
    frame = known([("ROME", 1999, n, None, False) for n in (19, 40, 42, 60)])
    (row,) = gaps.table(frame, serials_of(frame)).iter_rows(named=True)
    assert (row["total"], row["total_low"], row["total_high"]) == (74, 61, 127)
    assert "drawn" in row["how"]


def test_one_serial_tells_no_total() -> None:
    frame = known([("ROME", 1999, 60, None, False)])
    (row,) = gaps.table(frame, serials_of(frame)).iter_rows(named=True)
    assert row["total"] is None and row["unknown"] is None and row["highest"] == 60


def test_a_slip_in_a_cited_number_does_not_make_a_post_ten_times_as_busy() -> None:
    frame = even()
    slip = frame.head(1).with_columns(
        serial=pl.lit(36_480, pl.Int64),
        held=pl.lit(False),
        before=pl.lit(DAY(1999, 6, 1)),
        sent=pl.lit(None, pl.Date),
    )
    (row,) = gaps.table(pl.concat([frame, slip]), serials_of(frame)).iter_rows(named=True)
    assert row["highest"] == 3648


def test_a_run_of_missing_serials_is_told() -> None:
    frame = even().filter(~pl.col("serial").is_between(1000, 1099))
    (row,) = gaps.missing_runs(frame).iter_rows(named=True)
    assert (row["after"], row["before"], row["missing"]) == (996, 1100, 103)
    assert row["since"] == DAY(1999, 4, 10) and row["until"] == DAY(1999, 4, 20)
    assert row["chance"] < 1e-6
    assert gaps.missing_runs(even()).is_empty()


def test_months_add_up() -> None:
    frame = even()
    months = gaps.months(frame, serials_of(frame))
    assert months.height == 12
    assert months["held"].sum() == 912
    assert months["sent"].sum() == pytest.approx(3650, rel=0.02)
    assert months.filter(pl.col("month") == 2)["sent"].item() == pytest.approx(280, rel=0.05)


@pytest.mark.parametrize("confidence", [0, 1, -1, 2])
def test_a_confidence_out_of_bounds(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        gaps.table(even(), serials_of(even()), confidence)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 364)), min_size=1, max_size=60),
    st.floats(0.5, 0.99),
)
def test_an_estimate_is_never_below_the_highest_serial(
    dated: list[tuple[int, int]], confidence: float
) -> None:
    for run in runs(1999, [Dated(serial, day, day) for serial, day in dated], from_new_year=True):
        total = totals.by_rate(run, run.highest, confidence)
        wider = totals.by_rate(run, run.highest, confidence / 2 + 0.5)
        assert run.highest <= total.low <= total.estimate <= total.high
        assert wider.low <= total.low and total.high <= wider.high


@given(st.integers(2, 500), st.integers(1, 300_000), st.floats(0.5, 0.99))
def test_nor_is_one_of_a_sample(count: int, highest: int, confidence: float) -> None:
    total = totals.by_sample(count, highest, confidence)
    assert total and highest <= total.low <= total.estimate <= total.high


def test_the_interval_of_a_sample_holds_nine_times_in_ten() -> None:
    choose = random.Random(3)
    hits = 0
    for _ in range(2_000):
        truth, count = choose.randrange(100, 5_000), choose.randrange(5, 40)
        total = totals.by_sample(count, max(choose.sample(range(1, truth + 1), count)))
        hits += total is not None and total.low <= truth <= total.high
    assert 0.88 <= hits / 2_000 <= 0.92


def test_on_a_made_archive_totals_lie_within_nine_times_in_ten() -> None:
    made = world.make(12_000, seed=9)
    cables, references = made.cables.lazy(), made.references.lazy()
    cited = ghosts.numbers(cables, resolve(cables, references).lazy())
    serials = Serials.of(ghosts.anchors(cables), known=False)
    found = gaps.table(gaps.seen(cables, cited), serials)
    truth = made.totals.with_columns(pl.col("year").cast(pl.Int32)).filter(pl.col("series") == "")
    joined = found.join(truth, on=["station", "year", "series"]).drop_nulls("total")
    joined = joined.filter(~pl.col("station").is_in(("SECTO", "TOSEC")))
    within = joined.select((pl.col("issued").is_between("total_low", "total_high")).mean()).item()
    assert joined.height > 60
    assert within >= 0.9
    assert (joined["held"] <= joined["held_right"]).all()


def test_with_the_last_months_of_real_posts_hidden() -> None:
    asked, held, missed = quality.hidden_months(9, step=6)
    assert asked > 40
    assert held / asked >= 0.85
    assert missed < 0.08


def test_the_department_s_own_counts() -> None:
    years = {one.year: one for one in yearly_totals.all_years()}
    assert years[1986].confidential > years[1986].secret and "exchanged" in years[1986].note
    for one in years.values():
        together = one.unclassified + one.confidential + one.secret + one.limited_official_use
        assert abs(together - one.total) < 250 or one.year == 1976
    assert "596388" in years[1976].note


def test_by_year_beside_the_department_s_counts() -> None:
    frame = pl.concat([even(), even(station="PARIS")]).with_columns(year=pl.lit(1975, pl.Int32))
    found = gaps.table(frame, Serials.of(known=False))
    levels = pl.DataFrame(
        {"year": pl.Series([1975, 1975], dtype=pl.Int32), "level": ["SECRET", None], "n": [3, 1821]}
    )
    (row,) = gaps.by_year(found, levels).iter_rows(named=True)
    assert (row["posts"], row["held"], row["made"], row["held_secret"]) == (2, 1824, 541_337, 3)
    assert row["missing"] == 541_337 - 1824
    assert row["share_of_made"] == pytest.approx(1824 / 541_337)


def test_an_archive_s_gaps(archive: reftel.Archive) -> None:
    rows = {(row["station"], row["year"]): row for row in archive.gaps().iter_rows(named=True)}
    rome = rows["ROME", 2003]
    assert rome["held"] == 199 and rome["cited"] == 1  # 399 was cited before the post had reached it
    assert archive.gaps(post="ROME").height == 1
    assert archive.gaps_by_month(post="ROME", year=2003)["held"].sum() == 199
    by_year = {row["year"]: row for row in archive.gaps_by_year().iter_rows(named=True)}
    assert by_year[1974]["made"] == 467_881


def test_an_empty_archive_has_no_gaps(tmp_path: Path) -> None:
    empty = reftel.create(tmp_path / "a")
    assert empty.gaps().is_empty() and empty.missing_runs().is_empty()
    assert empty.gaps_by_month().is_empty() and empty.gaps_by_year().is_empty()


# The picture


def test_svg_and_png_are_of_one_size(tmp_path: Path) -> None:
    frame = pl.concat([even(), even(until=200, station="NEWDELHI"), even(station='<&">')])
    drawn = heatmap.picture(gaps.months(frame, serials_of(frame)))
    root = ET.fromstring(heatmap.svg(drawn))
    assert root.get("width") == str(drawn.width)
    assert "New Delhi" in heatmap.svg(drawn) and "<&" not in heatmap.svg(drawn)
    heatmap.png(drawn, tmp_path / "map.png")
    from PIL import Image

    with Image.open(tmp_path / "map.png") as image:
        assert image.size == (drawn.width * 2, drawn.height * 2)
        assert len(set(image.convert("RGB").getcolors(1_000_000) or ())) > 10


def test_a_map_has_bounds_and_says_what_it_leaves_out() -> None:
    rows = [
        (f"POST{chr(65 + n // 26)}{chr(65 + n % 26)}", 1970 + n % 20, n, DAY(1970 + n % 20, 6, 1), True)
        for n in range(1, 200)
    ]
    frame = known(rows)
    drawn = heatmap.picture(gaps.months(frame, serials_of(frame)))
    words = " ".join(word.text for word in drawn.words)
    assert (
        "posts that sent less are left out" in words
        and "12 years of which less is held are left out" in words
    )
    assert drawn.height < 1_200 and drawn.width < 2_000


def test_the_words_below_a_narrow_picture_have_room() -> None:
    """One post and one year take less room than the explanation of the colours."""
    from PIL import ImageFont

    frame = even()
    drawn = heatmap.picture(gaps.months(frame, serials_of(frame)))
    for word in drawn.words:
        if word.anchor == "start":
            assert word.x + ImageFont.load_default(word.size).getlength(word.text) <= drawn.width
