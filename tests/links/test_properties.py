"""What holds of all links, whatever the archive."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.links.resolving.resolution import resolve
from reftel.links.schema import LINKS
from synthetic import world
from tests.links.world import World

POSTS = ("ROME", "PARIS", "STATE", "LIMA", "LAPAZ")
YEARS = (2002, 2003)
SUBJECTS = ("WHEAT SHIPMENTS TO BOLIVIA", "NIGHT VISION DEVICES", "")

cables = st.lists(
    st.tuples(
        st.sampled_from(POSTS),
        st.sampled_from(YEARS),
        st.integers(1, 400),
        st.integers(0, 364),
        st.sampled_from(SUBJECTS),
    ),
    min_size=1,
    max_size=12,
)
references = st.lists(
    st.tuples(
        st.integers(0, 11), st.sampled_from(POSTS), st.sampled_from((None, *YEARS, 2008)), st.integers(1, 400)
    ),
    max_size=12,
)


def made(drawn: list, cited: list) -> World:
    archive = World()
    ids: list[str] = []
    for post, year, serial, day, subject in drawn:
        sent = datetime.date(year, 1, 1) + datetime.timedelta(days=day)
        mrn = f"{year}{post}{serial}"
        ids.append(
            archive.cable(
                mrn, sent.isoformat(), subject, "PARM IT", id=f"{mrn} {len(ids)}", text="SEPTEL FOLLOWS."
            )
        )
    for at, post, year, serial in cited:
        cable = ids[at % len(ids)]
        citing_year = int(cable[:4])
        number = f"{year or citing_year}{post}{serial}"
        late = year is not None and year > citing_year
        archive.cites(
            cable,
            f"{year} {post} {serial}" if year else f"{post} {serial}",
            "" if late else number,
            number if late else "",
        )
    return archive


@settings(deadline=None, max_examples=60)
@given(cables, references, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn: list, cited: list, chance) -> None:
    frames = made(drawn, cited).frames()
    links = resolve(*frames)
    shuffled = [
        frame.collect().sample(fraction=1.0, shuffle=True, seed=chance.randrange(1000)).lazy()
        for frame in frames
    ]
    assert resolve(*shuffled).equals(links)


@settings(deadline=None, max_examples=60)
@given(cables, references)
def test_what_holds_of_each_row(drawn: list, cited: list) -> None:
    archive = made(drawn, cited)
    links = archive.links()
    assert links.columns == LINKS.names
    of_references = links.filter(pl.col("position").is_not_null())
    assert of_references.select("cable", "position").rows() == sorted(
        (one["cable"], one["position"]) for one in archive.references
    )
    sent = {one["id"]: one["sent"] for one in archive.cables}
    number = {one["id"]: one["mrn"] for one in archive.cables}
    written = {(one["cable"], one["position"]): one["written"] for one in archive.references}
    earliest: dict[str, datetime.date] = {}
    for one in archive.cables:
        earliest[one["mrn"]] = min(one["sent"], earliest.get(one["mrn"], one["sent"]))
    for row in links.iter_rows(named=True):
        assert (row["to_mrn"] is None) == (row["confidence"] == 0.0)
        assert 0.0 <= row["confidence"] <= 1.0
        assert row["evidence"]
        assert row["to_mrn"] != number[row["cable"]], "a cable cites itself"
        scores = row["scores"] or []
        assert len(scores) == len(row["candidates"] or [])
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) < 1.01
        target = earliest.get(row["to_mrn"] or "")
        if row["relation"] == "septel":
            assert target is not None and target >= sent[row["cable"]]
        elif target is not None and not (
            row["how"] == "as read" and written[row["cable"], row["position"]][:1].isdigit()
        ):
            # Without a year of its own a reference is never later than the cable that makes it.
            assert target <= sent[row["cable"]] + datetime.timedelta(days=1)


@settings(deadline=None, max_examples=30)
@given(cables, references, cables)
def test_further_cables_leave_what_is_written_out(drawn: list, cited: list, more: list) -> None:
    """A reference with its year, to a cable that is held, means that cable, whatever else is taken in."""
    archive = made(drawn, cited)
    held = {one["mrn"]: one["sent"] for one in archive.cables}
    before = archive.links()
    for _post, year, serial, day, subject in more:
        sent = datetime.date(year, 1, 1) + datetime.timedelta(days=day)
        archive.cable(f"{year}QUITO{serial}", sent.isoformat(), subject, id=f"more {len(archive.cables)}")
    after = archive.links()
    for old, new in zip(
        before.filter(pl.col("position").is_not_null()).iter_rows(named=True),
        after.filter(pl.col("position").is_not_null()).iter_rows(named=True),
        strict=True,
    ):
        if old["how"] == "as read" and old["to_mrn"] in held:
            assert new["to_mrn"] == old["to_mrn"]


@pytest.fixture(scope="module")
def counted():
    from quality.links import count_made

    return count_made(20_000, 7)


def test_precision_and_recall_on_a_made_archive(counted) -> None:
    """The bars of the design, on an archive of small posts, where they are hardest to reach."""
    assert counted["all", "right"] / counted["all", "resolved"] >= 0.995
    assert counted["of held cables", "right"] / counted["of held cables", "asked"] >= 0.98


@pytest.mark.parametrize("form", ["plain", "year written", "list", "short", "in text", "date-time group"])
def test_forms_without_a_fault_are_hardly_ever_wrong(counted, form: str) -> None:
    assert counted[form, "resolved"] > 0
    assert counted[form, "right"] / counted[form, "resolved"] >= 0.99


def test_the_same_archive_gives_the_same_links() -> None:
    archive = world.make(2_000, seed=3)
    first = resolve(archive.cables.lazy(), archive.references.lazy())
    assert first.equals(resolve(archive.cables.reverse().lazy(), archive.references.reverse().lazy()))
