"""References by originator and date-time group."""

from __future__ import annotations

import datetime
import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.links.resolving import groups
from reftel.links.resolving.resolution import resolve
from tests.links.world import World


@pytest.fixture
def world() -> World:
    made = World()
    made.cable("2006NAVADMIN21", "2006-01-17", "DEFENSE MAINTENANCE AWARDS", at="2006-01-17T14:33")
    made.cable("2003ROME4580", "2003-10-07", "NIGHT VISION", at="2003-10-07T15:30")
    return made


def cited(world: World, written: str, year: int = 2006) -> dict:
    citing = world.cable(f"{year}PARIS900", f"{year}-12-01")
    world.cites(citing, written)
    return world.link()


@pytest.mark.parametrize(
    "written",
    [
        "AMEMBASSY ROME 071530Z OCT 03",
        "ROME MSG DTG R 071530Z OCT 03",
        "EMBASSY ROME 071530 Z OCT 2003",
        "REF/B/MSG/AMEMBASSY ROME/071530ZOCT2003//",
        "A. ROME 071530Z/OCT03",
    ],
)
def test_a_post_and_its_minute(world: World, written: str) -> None:
    link = cited(world, written)
    assert (link["to_mrn"], link["how"]) == ("2003ROME4580", "date-time group")
    assert link["confidence"] == 0.99


def test_an_originator_that_is_no_post(world: World) -> None:
    link = cited(world, "REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006//")
    assert (link["to_mrn"], link["how"]) == ("2006NAVADMIN21", "date-time group")
    assert link["confidence"] == 0.95  # no record says who sent it: the minute alone


@pytest.mark.parametrize(
    "written",
    ["AMEMBASSY ROME 071531Z OCT 03", "AMEMBASSY ROME 071350Z OCT 03", "AMEMBASSY ROME 071530Z SEP 03"],
)
def test_a_group_that_is_a_slip_off_is_only_offered(world: World, written: str) -> None:
    link = cited(world, written)
    assert (link["to_mrn"], link["how"]) == (None, "unresolved")
    assert link["candidates"] == ["2003ROME4580"]


def test_two_messages_of_one_minute_and_originator_are_both_offered(world: World) -> None:
    world.cable("2003ROME4581", "2003-10-07", "ANOTHER", at="2003-10-07T15:30")
    link = cited(world, "AMEMBASSY ROME 071530Z OCT 03")
    assert link["to_mrn"] is None
    assert set(link["candidates"]) == {"2003ROME4580", "2003ROME4581"}


def test_two_editions_of_one_message_are_one(world: World) -> None:
    world.cable("2003ROME4580", "2003-10-07", "NIGHT VISION", at="2003-10-07T15:30", id="another edition")
    assert cited(world, "AMEMBASSY ROME 071530Z OCT 03")["to_mrn"] == "2003ROME4580"


def test_another_originator_in_a_crowded_week_is_only_offered(world: World) -> None:
    for n in range(100):
        minute = datetime.datetime(2003, 10, 7, 15, 30, tzinfo=datetime.UTC) + datetime.timedelta(
            minutes=37 * n + 1
        )
        world.cable(f"2003LONDON{n + 1}", "2003-10-07", at=f"{minute:%Y-%m-%dT%H:%M}")
    link = cited(world, "AMEMBASSY MADRID 071530Z OCT 03")
    assert link["to_mrn"] is None
    assert link["candidates"] == ["2003ROME4580"]


def test_a_message_without_a_number_is_meant_by_its_edition(world: World) -> None:
    world.cable("no number", "2003-10-08", at="2003-10-08T09:00")
    link = cited(world, "SECDEF R 080900Z OCT 03")
    assert (link["to_mrn"], link["to_cable"]) == (None, "no number")


@pytest.mark.parametrize(
    "written",
    [
        "SECDEF 322245Z OCT 08",  # no such day
        "SECDEF 162565Z OCT 08",  # no such minute
        "SECDEF 310000Z FEB 08",
        "SECDEF 162245Z OKT 08",
        "SECDEF 16224Z OCT 08",
        "SECDEF 1162245Z OCT 08",
        "SECDEF 162245Z OCT",
        "SECDEF 162245Z",
        "Z OCT 08",
        "171433ZJAN20065",
        "\x00 162245Z OCT 0x",
        "",
    ],
)
def test_what_is_no_group(world: World, written: str) -> None:
    link = cited(world, written)
    assert (link["to_mrn"], link["how"], link["candidates"] or []) == (None, "unresolved", [])


@given(st.integers(-10_000_000, 40_000_000))
def test_a_group_is_read_as_written(minutes: int) -> None:
    moment = datetime.datetime.fromtimestamp(minutes * 60, datetime.UTC)
    written = f"SECDEF R {moment:%d%H%M}Z {moment:%b %Y}".upper()
    assert groups.read(written, 2100) == ("SECDEF", moment)
    slips = list(groups.misread(moment))
    assert moment not in slips
    assert len(slips) == len(set(slips))


@given(st.text(max_size=80))
def test_any_words_can_be_read(words: str) -> None:
    groups.read(words, 2006)
    groups.read(words, None)
    assert isinstance(groups.originator(words), str)


# A group that is no message's, and words beside the reference that say the subject of one of those days.

SENDER = "CNO WASHINGTON DC//N1//"
SUBJECT = "EXPIRATION OF AUTHORITY FOR PAYMENT OF BONUSES"
SAID = "NAVADMIN, EXPIRATION OF AUTHORITY FOR PAYMENT OF BONUSES UNDER NEW CONTRACTS"


def told(said: str = SAID, name: str = "CNO WASHINGTON DC", *more: groups.Message) -> groups.Found:
    """What a group of 1 January means, where a message of 2 January is held, and further ones of the 3rd."""
    first = groups.Message("2006NAVADMIN1", "NAVADMIN", SENDER, SUBJECT)
    messages = [first, *more]
    start = groups.minute_of(datetime.datetime(2006, 1, 2, 23, 9, tzinfo=datetime.UTC))
    held = groups.Groups(np.array([start + 1440 * (n > 0) for n in range(len(messages))]))
    moment = datetime.datetime(2006, 1, 1, 16, 21, tzinfo=datetime.UTC)
    around = held.around(moment)
    return groups.find(held, messages.__getitem__, name, moment, 99, held.near(moment), said, around)


def test_words_beside_a_mistyped_group_say_which_message_is_meant() -> None:
    found = told()
    assert (found.row, found.confidence) == (0, 0.9)
    assert "whose subject is said beside" in found.why


OTHER = groups.Message("2006NAVADMIN2", "NAVADMIN", SENDER, "PAYMENT OF BONUSES: EXPIRATION OF AUTHORITY")


@pytest.mark.parametrize(
    ("said", "name", "more"),
    [
        pytest.param("", "CNO WASHINGTON DC", (), id="nothing is said"),
        pytest.param("PAYMENT OF BONUSES", "CNO WASHINGTON DC", (), id="too few words"),
        pytest.param("EXPIRATION OF HOUSING AUTHORITY FOR STUDENTS", "CNO WASHINGTON DC", (), id="another subject"),
        pytest.param(SAID, "COMNAVRESFOR", (), id="another originator"),
        pytest.param(SAID, "", (), id="no originator"),
        pytest.param(SAID, "CNO WASHINGTON DC", (OTHER,), id="two of that subject"),
    ],
)  # fmt: skip
def test_words_that_do_not_say_it_plainly_choose_nothing(
    said: str, name: str, more: tuple[groups.Message, ...]
) -> None:
    assert told(said, name, *more).row is None


def test_where_many_messages_are_held_none_is_looked_at_by_its_subject() -> None:
    minutes = np.arange(0, 30_000, 5) + groups.minute_of(datetime.datetime(2006, 1, 1, tzinfo=datetime.UTC))
    assert groups.Groups(minutes).around(datetime.datetime(2006, 1, 9, tzinfo=datetime.UTC)) == []


def test_what_a_record_says_beside_a_group_is_read() -> None:
    """Through the tables: the record of the citing message has the words."""
    world = World()
    world.cable("2006NAVADMIN1", "2006-01-02", SUBJECT, at="2006-01-02T23:09")
    citing = world.cable("2006NAVADMIN10", "2006-01-06", at="2006-01-06T10:00")
    written = "REF/A/MSG/CNO WASHINGTON DC/011621ZJAN2006"
    world.cites(citing, written)
    cables, references = world.frames()
    cited = {"sender": SENDER, "references": [{"written": written, "said": SAID}]}
    record = (
        pl.when(pl.col("id") == citing)
        .then(pl.lit(json.dumps(cited)))
        .otherwise(pl.lit(json.dumps({"sender": SENDER})))
    )
    link = resolve(cables.with_columns(record=record), references).row(0, named=True)
    assert (link["to_mrn"], link["how"]) == ("2006NAVADMIN1", "date-time group")
    for broken in ("", "{", "[]", '{"references": 5}', '{"references": [{"written": 5}]}'):
        spoilt = (
            pl.when(pl.col("id") == citing)
            .then(pl.lit(broken))
            .otherwise(pl.lit(json.dumps({"sender": SENDER})))
        )
        link = resolve(cables.with_columns(record=spoilt), references).row(0, named=True)
        assert (link["to_mrn"], link["how"]) == (None, "unresolved")
