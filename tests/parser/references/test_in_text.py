"""Cables cited in the body only: what counts as a citation and what does not."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.references import Citing, read_in_text, read_list

ROME = Citing(station="ROME", year=2003, serial=4580, day=datetime.date(2003, 10, 7))


def read(body: str, refs: str = "") -> tuple[list[Reference], list[Problem]]:
    listed = read_list(Clean(refs, None, []), 0, len(refs), ROME, [])
    problems: list[Problem] = []
    found = read_in_text(Clean(body, None, []), 0, len(body), listed, ROME, problems)
    return found[len(listed) :], problems


def test_a_number_of_the_list_that_the_text_names_is_a_mention_of_it() -> None:
    refs, body = (
        "A. STATE 282619 B. ROME 3207",
        "WE SAW (ROME 3207). ROME 3207 REPORTED IT. AS PARIS 4321 REPORTED.",
    )
    listed = read_list(Clean(refs, None, []), 0, len(refs), ROME, [])
    found = read_in_text(Clean(body, None, []), 0, len(body), listed, ROME, [])
    places = [[span.of(body) for span in one.mentions] for one in found]
    assert places == [[], ["ROME 3207", "ROME 3207"], []]
    assert [one.in_text for one in found] == [False, False, True]


CITED = {
    "reported": ("ROME 3207 REPORTED THAT", ["2003ROME3207"]),
    "in mixed case": ("As New Delhi 4321 reported,", ["2003NEWDELHI4321"]),
    "in brackets": ("THE TALKS (STATE 123456) WERE", ["2003STATE123456"]),
    "year before": ("IN 02 ROME 4580, THE", ["2002ROME4580"]),
    "see": ("SEE ROME 3207.", ["2003ROME3207"]),
    "per": ("PER STATE 282619 POST RAISED", ["2003STATE282619"]),
    "beside a letter": ("REF B AND ROME 3207 SAY", ["2003ROME3207"]),
    "several in brackets": (
        "(REF: ROME 3207, PARIS 1234 AND STATE 55667)",
        ["2003ROME3207", "2003PARIS1234", "2003STATE55667"],
    ),
    "shared post": ("(ROME 3207, 2917 AND 2850)", ["2003ROME3207", "2003ROME2917", "2003ROME2850"]),
    "leading noughts": ("IN LA PAZ 00345 WE", ["2003LAPAZ345"]),
    "glued": ("03ROME4500 AND 2002PARIS1234", ["2003ROME4500", "2002PARIS1234"]),
    "over the line": ("AS REPORTED BY NEW\nDELHI\n    4321", ["2003NEWDELHI4321"]),
    "airgram": ("SEE LA PAZ A-154", ["2003LAPAZ-A154"]),
    "notal": ("STATE 282619 (NOTAL)", ["2003STATE282619"]),
    "with its date": ("GUIDANCE IN STATE 62535 OF MARCH 28, 1974 AND", ["1974STATE62535"]),
    "twice": ("STATE 282619 SAID; STATE 282619 (NOTAL)", ["2003STATE282619"]),
    "year-like serial with its year": ("(SEE 02 PARIS 2003)", ["2002PARIS2003"]),
    "olympics": ("THE PARIS 2004 OLYMPICS AND LONDON 2012", []),
    "conventions": ("THE GENEVA 1949 CONVENTIONS (VIENNA 1961)", []),
    "treaty": ("UNDER THE ROME 1957 TREATY", []),
    "people": ("IN MOSCOW 100 PEOPLE, IN ROME 315 DEMONSTRATORS", []),
    "day": ("IN VIENNA 15 MAY; TO ROME 3 OCTOBER", []),
    "price": ("IN PARIS 250 EUROS, LONDON 45.50", []),
    "flight": ("FLIGHT ROME 747 AND", []),
    "state of the union": ("IN THE STATE 50000 PEOPLE", []),
    "section line": ("UNCLAS SECTION 01 OF 04 HARARE 001073", []),
    "its own number": ("PARA 3 OF ROME 4580", []),
}


@pytest.mark.parametrize(("body", "expected"), CITED.values(), ids=CITED)
def test_cited(body: str, expected: list[str]) -> None:
    references, problems = read(body)
    assert [str(reference.mrn) for reference in references] == expected
    assert all(reference.in_text for reference in references)
    assert not problems


def test_listed_ones_are_not_repeated() -> None:
    references, _ = read("(ROME 3207) AND (ROME 3299)", "A. ROME 3207")
    assert [str(reference.mrn) for reference in references] == ["2003ROME3299"]


def test_same_serial_of_another_year_is_another_cable() -> None:
    references, _ = read("SEE 02 ROME 3207.", "A. ROME 3207")
    assert [str(reference.mrn) for reference in references] == ["2002ROME3207"]


@pytest.mark.parametrize(
    ("words", "mrn", "day", "written"),
    [
        ("See State 210803, November 12, 2002 and others.", "2002STATE210803", "2002-11-12", "State 210803, November 12, 2002"),
        ("(SEE STATE 166122, JULY 31) SHOULD THEY", "2003STATE166122", "2003-07-31", "STATE 166122, JULY 31"),
        ("It was so (Rabat 4870, June 4; others too).", "2003RABAT4870", "2003-06-04", "Rabat 4870, June 4"),
        ("As State 177777, 12 November 2002.", "2002STATE177777", "2002-11-12", "State 177777, 12 November 2002"),
        # The sentence goes on: the day may be its own.
        ("(Rabat 04870, June 4 was named) others.", "2003RABAT4870", None, "Rabat 04870"),
        ("See State 177777, June 5, 2003 was named.", "2003STATE177777", None, "State 177777"),
        ("See State 177777, May 35, 2003.", "2003STATE177777", None, "State 177777"),
        ("See State 177777, 12 men came.", "2003STATE177777", None, "State 177777"),
    ],
)  # fmt: skip
def test_a_date_behind_a_comma(words: str, mrn: str, day: str | None, written: str) -> None:
    [found] = read(words)[0]
    assert (str(found.mrn), found.date and str(found.date), found.written) == (mrn, day, written)
