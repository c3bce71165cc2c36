"""References by number: the failure kinds by name, and what must not be mended."""

from __future__ import annotations

import datetime

import pytest

from tests.links.world import World

TALKS = "EXPORT CONTROLS: TALKS WITH LIBYA ON NIGHT VISION DEVICES"
TAGS = "PARM MNUC LY IT"


@pytest.fixture
def world() -> World:
    """An archive in which Rome sends ten cables a day in 2002 and 2003, every third of which is held."""
    made = World()
    made.run("ROME", 2002, 3, 20)
    made.run("ROME", 2003, 3, 10, days=280)
    return made


def test_a_held_number_is_as_read(world: World) -> None:
    citing = world.cable("2003ROME2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 2697", "2003ROME2697")
    link = world.link()
    assert (link["to_mrn"], link["how"], link["relation"]) == ("2003ROME2697", "as read", "reference")
    assert link["confidence"] > 0.95
    assert link["candidates"][0] == "2003ROME2697"


def test_a_number_that_is_not_held_is_as_read_too(world: World) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 2698", "2003ROME2698")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2003ROME2698", "as read")
    assert "not held" in link["evidence"]


def test_a_serial_that_the_post_had_not_reached_is_of_the_year_before(world: World) -> None:
    citing = world.cable("2003PARIS300", "2003-01-20", TALKS, TAGS)
    world.cites(citing, "ROME 7002", "2003ROME7002")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2002ROME7002", "year inferred")


def test_around_new_year_the_nearer_year_wins_where_both_are_possible(world: World) -> None:
    citing = world.cable("2003PARIS300", "2003-01-20", TALKS, TAGS)
    world.cites(citing, "ROME 120", "2003ROME120")
    link = world.link()
    assert link["to_mrn"] == "2003ROME120"


def test_a_written_year_stands(world: World) -> None:
    citing = world.cable("2003PARIS300", "2003-01-20", TALKS, TAGS)
    world.cites(citing, "02 ROME 120", "2002ROME120")
    assert world.link()["to_mrn"] == "2002ROME120"


def test_a_year_later_than_the_citing_cable_is_mended(world: World) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "08 ROME 2697", "", "2008ROME2697")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2003ROME2697", "year mended")


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("27012", "digit doubled and out of all reach"),
        ("20711", "exchanged and doubled"),
        ("99999", "nothing near"),
    ],
)
def test_a_serial_out_of_reach_without_a_fitting_cable_is_not_mended(
    world: World, wrong: str, fault: str
) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, f"03 ROME {wrong}", f"2003ROME{wrong}")
    link = world.link()
    assert link["how"] != "serial mended", fault


@pytest.mark.parametrize("wrong", [26411, 2644111, 26441, 29961])
def test_a_serial_that_is_no_typing_error_of_a_held_one_is_not_mended(world: World, wrong: int) -> None:
    world.cable("2003ROME2761", "2003-10-03", TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, f"ROME {wrong}", f"2003ROME{wrong}")
    assert world.link()["how"] != "serial mended"


@pytest.mark.parametrize("wrong", [27601, 27661, 22761, 27761, 7261 * 10 + 1])
def test_digits_that_do_not_come_of_one_slip(world: World, wrong: int) -> None:
    world.cable("2003ROME2761", "2003-10-03", TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, f"ROME {wrong}", f"2003ROME{wrong}")
    link = world.link()
    one_slip = wrong in (27661, 22761, 27761)
    assert (link["to_mrn"] == "2003ROME2761") is one_slip


def test_a_digit_dropped_is_mended_where_day_subject_and_tags_agree(world: World) -> None:
    world.cable("2003ROME2761", "2003-10-07", TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 761", "2003ROME761")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2003ROME2761", "serial mended")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(761, None, id="dropped"),
        pytest.param(22761, None, id="doubled"),
        pytest.param(2716, datetime.date(2003, 10, 7), id="exchanged, and the day is said"),
        pytest.param(2361, datetime.date(2003, 10, 7), id="mistyped, and the day is said"),
        pytest.param(2764, datetime.date(2003, 10, 7), id="mistyped to a neighbour"),
    ],
)
def test_a_held_number_of_another_matter_is_not_taken_for_one_much_more_alike(
    wrong: int, said: datetime.date | None
) -> None:
    """Affairs bear one subject each here, and a third of Rome's cables are held: the archive's own chains teach it."""
    made = chains()
    made.cable("2003ROME2761", "2003-10-07", TALKS, TAGS)
    if wrong % 3 and wrong < 2800:
        made.cable(f"2003ROME{wrong}", _day(wrong).isoformat(), "WHEAT: THE TENDER", "EAGR IT")
    citing = made.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    made.cites(citing, f"ROME {wrong}", f"2003ROME{wrong}", date=said)
    link = made.link(cable=citing)
    if said and abs((_day(wrong) - said).days) <= 2:
        assert link["to_mrn"] == f"2003ROME{wrong}", "the day that is said is its own"
    else:
        assert link["to_mrn"] in ("2003ROME2761", None)
        assert "2003ROME2761" in link["candidates"]


def chains() -> World:
    """Forty affairs at once, whose cables cite the one before."""
    made = World()
    for n in range(1, 900):
        affair = f"AFFAIR {n % 40} OF STATE{n % 40}"
        made.cable(f"2003ROME{n * 3}", _day(n * 3).isoformat(), affair, f"T{n % 40:03} X{n % 40:03}")
        if n > 40:
            made.cites(f"2003ROME{n * 3}", f"ROME {n * 3 - 120}", f"2003ROME{n * 3 - 120}")
    return made


def _day(serial: int) -> datetime.date:
    return datetime.date(2003, 1, 1) + datetime.timedelta(days=serial * 280 // 2700)


def test_a_day_said_beside_chooses_between_two_that_fit(world: World) -> None:
    for serial, day in ((2761, "2003-10-06"), (2771, "2003-09-20")):
        world.cable(f"2003ROME{serial}", day, TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 271 OF OCTOBER 6", "2003ROME271", date=datetime.date(2003, 10, 6))
    assert world.link()["candidates"][0] == "2003ROME2761"


def test_a_day_said_that_is_another_does_not_undo_a_number(world: World) -> None:
    """Days are mistyped, too."""
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 2697 OF MAY 2", "2003ROME2697", date=datetime.date(2003, 5, 2))
    assert world.link()["to_mrn"] == "2003ROME2697"


def test_a_number_as_read_stands_though_its_subject_differs(world: World) -> None:
    """A cable of another matter is cited often enough: nothing else speaks against it."""
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 2700", "2003ROME2700")
    assert world.link()["to_mrn"] == "2003ROME2700"


def test_a_digit_dropped_is_not_mended_by_another_matter(world: World) -> None:
    world.cable("2003ROME2761", "2003-10-07", "FISHERIES: ANNUAL CONSULTATIONS", "EFIS IT")
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 271", "2003ROME271")
    assert world.link()["how"] != "serial mended"


def test_two_that_fit_equally_are_candidates_and_none_is_chosen(world: World) -> None:
    world.cable("2003ROME2761", "2003-10-07", TALKS, TAGS)
    world.cable("2003ROME2771", "2003-10-07", TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 271", "2003ROME271")
    link = world.link()
    assert (link["to_mrn"], link["how"], link["confidence"]) == (None, "unresolved", 0.0)
    assert {"2003ROME2761", "2003ROME2771"} <= set(link["candidates"])
    assert len(link["scores"]) == len(link["candidates"])


def test_a_misspelt_post_is_mended_by_a_held_cable_that_fits(world: World) -> None:
    world.cable("2003ROME2761", "2003-10-07", TALKS, TAGS)
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROEM 2761", "2003ROEM2761")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2003ROME2761", "post mended")


def test_a_misspelt_post_without_a_held_cable_stays_open(world: World) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROEM 2762", "2003ROEM2762")
    assert world.link()["how"] == "unresolved"


def test_a_sender_that_is_no_post_is_as_read(world: World) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "FBIS BANGKOK 181130", "2003FBISBANGKOK181130")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("2003FBISBANGKOK181130", "as read")


def test_a_name_of_two_posts_is_the_one_that_fits(world: World) -> None:
    world.cable("1974PORTOALEGRE61", "1974-03-02", TALKS, TAGS)
    for serial in range(50, 60):
        world.cable(f"1974PORTOFSPAIN{serial}", "1974-01-05", "PORT DUES", "ETRD TD")
    citing = world.cable("1974BRASILIA600", "1974-03-04", TALKS, TAGS)
    world.cites(citing, "PORTO 61", "", "1974PORTOALEGRE61 1974PORTOFSPAIN61")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("1974PORTOALEGRE61", "post inferred")


def test_a_cable_never_cites_itself(world: World) -> None:
    citing = world.cable("2003ROME2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME 2800", "", "2003ROME2800 2002ROME2800")
    assert world.link()["to_mrn"] != "2003ROME2800"


def test_a_cable_does_not_cite_its_own_posts_later_ones(world: World) -> None:
    citing = world.cable("2003ROME300", "2003-02-01", TALKS, TAGS)
    world.cites(citing, "ROME 2697", "2003ROME2697")
    assert world.link()["to_mrn"] != "2003ROME2697"


def test_airgrams_count_apart(world: World) -> None:
    world.cable("1974BANGKOK-A50", "1974-03-02", TALKS, TAGS)
    world.cable("1974BANGKOK50", "1974-01-02", "RICE", "EAGR TH")
    citing = world.cable("1974STATE9000", "1974-04-01", TALKS, TAGS)
    world.cites(citing, "BANGKOK A-50", "1974BANGKOK-A50", kind="airgram")
    assert world.link()["to_mrn"] == "1974BANGKOK-A50"


def test_your_number_is_the_addressees(world: World) -> None:
    world.cable("1974ROME912", "1974-03-02", TALKS, TAGS)
    citing = world.cable(
        "1974STATE9000", "1974-03-04", TALKS, TAGS, to="AMEMBASSY ROME IMMEDIATE; AMEMBASSY ROME"
    )
    world.cites(citing, "YOUR 912", "", "1974STATE912")
    link = world.link()
    assert (link["to_mrn"], link["how"]) == ("1974ROME912", "short form")


def test_embtel_of_the_department_is_the_addressees(world: World) -> None:
    citing = world.cable("1974STATE9000", "1974-03-04", TALKS, TAGS, to="AMEMBASSY ROME")
    world.cable("1974ROME912", "1974-03-02", TALKS, TAGS)
    world.cites(citing, "EMBTEL 912", "1974STATE912")
    assert world.link()["to_mrn"] == "1974ROME912"


def test_your_number_with_two_addressees_stays_open_where_both_fit(world: World) -> None:
    for post in ("ROME", "PARIS"):
        world.cable(f"1974{post}912", "1974-03-02", TALKS, TAGS)
    citing = world.cable("1974STATE9000", "1974-03-04", TALKS, TAGS, to="AMEMBASSY ROME; AMEMBASSY PARIS")
    world.cites(citing, "YOUR 912")
    link = world.link()
    assert link["to_mrn"] is None
    assert set(link["candidates"]) == {"1974ROME912", "1974PARIS912"}


@pytest.mark.parametrize(
    ("written", "kind"),
    [("LEE-GOLDSTEIN E-MAIL 05/11/07", "e-mail"), ("UNSCR 1506", "law"), ("?", "unknown")],
)
def test_what_is_no_cable_is_said_so(world: World, written: str, kind: str) -> None:
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, written, kind=kind)
    link = world.link()
    assert (link["to_mrn"], link["how"], link["kind"]) == (None, "no cable", kind)


@pytest.mark.parametrize(
    "mrn",
    [
        "",
        "2003",
        "ROME4580",
        "2003ROME",
        "2003ROME99999999",
        "2003ROME0",
        "9999ROME1",
        "0000ROME1",
        "2003Ω5",
        "x" * 500,
    ],
)
def test_numbers_that_are_none(world: World, mrn: str) -> None:
    """Tables may come from elsewhere: a number that is none gives a row, and no error."""
    citing = world.cable("2003PARIS2800", "2003-10-08", TALKS, TAGS)
    world.cites(citing, "ROME ?", mrn)
    assert world.link()["cable"] == citing
