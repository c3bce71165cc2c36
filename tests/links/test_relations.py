"""`AND PREVIOUS`, and the septel that came after."""

from __future__ import annotations

import polars as pl
import pytest

from tests.links.world import World

TALKS = "EXPORT CONTROLS: TALKS WITH LIBYA ON NIGHT VISION DEVICES"
TAGS = "PARM MNUC LY IT"


@pytest.fixture
def chain() -> World:
    """Rome 10 cites Rome 5 and State 7; Rome 5 cites Rome 3."""
    made = World()
    for serial, day in ((3, "2003-02-01"), (5, "2003-02-03"), (10, "2003-02-09")):
        made.cable(f"2003ROME{serial}", day, TALKS, TAGS)
    made.cable("2003STATE7", "2003-02-04", TALKS, TAGS)
    made.cites("2003ROME10", "ROME 5", "2003ROME5")
    made.cites("2003ROME10", "STATE 7", "2003STATE7")
    made.cites("2003ROME5", "ROME 3", "2003ROME3")
    return made


def related(world: World, relation: str) -> list[tuple[str, str]]:
    frame = world.links().filter(pl.col("relation") == relation)
    assert frame["position"].null_count() == frame.height
    return sorted(frame.select("cable", "to_mrn").rows())


@pytest.mark.parametrize(
    "written",
    [
        "ROME 10 AND PREVIOUS",
        "ROME 10 and previous (NOTAL)",
        "ROME 10 & PREV.",
        "ROME 10 AND ALL PREVIOUS",
        "ROME 10 AND EARLIER",
    ],
)
def test_and_previous_is_what_the_cited_one_cites_of_its_post(chain: World, written: str) -> None:
    citing = chain.cable("2003PARIS20", "2003-02-11", TALKS, TAGS)
    chain.cites(citing, written, "2003ROME10")
    assert related(chain, "previous") == [(citing, "2003ROME5")]


def test_what_is_cited_by_itself_is_not_said_twice(chain: World) -> None:
    citing = chain.cable("2003PARIS20", "2003-02-11", TALKS, TAGS)
    chain.cites(citing, "ROME 10 AND PREVIOUS", "2003ROME10")
    chain.cites(citing, "ROME 5", "2003ROME5")
    assert related(chain, "previous") == []


@pytest.mark.parametrize("written", ["ROME 10", "ROME 10 (NOTAL)", "ROME 10 AND PARIS 5", "PREVIOUS ROME 10"])
def test_without_the_words_there_is_no_previous(chain: World, written: str) -> None:
    chain.cites(chain.cable("2003PARIS20", "2003-02-11", TALKS, TAGS), written, "2003ROME10")
    assert related(chain, "previous") == []


def test_previous_of_a_cable_that_is_not_held_is_nothing(chain: World) -> None:
    chain.cites(chain.cable("2003PARIS20", "2003-02-11", TALKS, TAGS), "ROME 9 AND PREVIOUS", "2003ROME9")
    assert related(chain, "previous") == []


def announcing(text: str = "DETAILS FOLLOW SEPTEL.") -> World:
    made = World()
    made.run("ROME", 2003, 3, 10)
    made.cable("2003ROME2761", "2003-10-07", TALKS, TAGS, text=text)
    return made


def test_a_septel_is_the_one_later_cable_on_the_subject() -> None:
    world = announcing()
    world.cable("2003ROME2764", "2003-10-08", TALKS, TAGS)
    assert related(world, "septel") == [("2003ROME2761", "2003ROME2764")]


@pytest.mark.parametrize(
    ("mrn", "sent", "subject"),
    [
        ("2003ROME2764", "2003-10-20", TALKS),  # too late
        ("2003ROME2758", "2003-10-07", TALKS),  # before
        ("2003PARIS2764", "2003-10-08", TALKS),  # another post
        ("2003ROME2764", "2003-10-08", "FISHERIES"),  # another subject
        ("2003ROME2764", "", TALKS),  # no day
    ],
)
def test_what_is_no_septel(mrn: str, sent: str, subject: str) -> None:
    world = announcing()
    world.cable(mrn, sent, subject, TAGS)
    assert related(world, "septel") == []


def test_of_two_possible_septels_none_is_chosen() -> None:
    world = announcing()
    for serial in (2764, 2767):
        world.cable(f"2003ROME{serial}", "2003-10-08", TALKS, TAGS)
    assert related(world, "septel") == []


def test_without_the_word_there_is_no_septel() -> None:
    world = announcing("DETAILS FOLLOW.")
    world.cable("2003ROME2764", "2003-10-08", TALKS, TAGS)
    assert related(world, "septel") == []
