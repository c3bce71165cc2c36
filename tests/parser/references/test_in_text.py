"""Cables cited in the body only: what counts as a citation and what does not."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Problem, Reference
from reftel.parser import parse
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


# Small, round and year-like numbers: what makes them citations, and what does not.
SMALL = {
    "two digits, contained": ("THE POINTS CONTAINED IN ROME 50 WERE MADE TO ALL.", ["2003ROME50"]),
    "two digits, see": ("THE MATTER WAS RAISED BEFORE (SEE ROME 39).", ["2003ROME39"]),
    "two digits at a sentence's beginning": (
        "HE AGREED. ROME 24 REPORTED THAT ALL WAS WELL.",
        ["2003ROME24"],
    ),
    "two digits with a year": ("AS REPORTED IN ROME 25 (03), TALKS GO ON.", ["2003ROME25"]),
    "two digits with a day": ("AS REPORTED IN ROME 62 OF MARCH 19, TALKS GO ON.", ["2003ROME62"]),
    "two digits, the day's number is one of a month": (
        "AS REPORTED IN ROME 13 OF MARCH 19, TALKS GO ON.",
        ["2003ROME13"],
    ),
    "one digit": ("BACKGROUND WAS PROVIDED IN ROME 5.", ["2003ROME5"]),
    "alone in brackets": ("THE BANK SAW IT OTHERWISE (ROME 59).", ["2003ROME59"]),
    "year before": ("SEE 02 ROME 50 FOR MORE.", ["2002ROME50"]),
    "round": ("AS REPORTED IN ROME 300, TALKS GO ON.", ["2003ROME300"]),
    "round, in brackets": ("TALKS GO ON (SEE ROME 2000).", ["2003ROME2000"]),
    "year-like, of the Department": ("THE TEXT WAS TRANSMITTED IN STATE 1995.", ["2003STATE1995"]),
    "year-like, reftel": ("REFTEL ROME 2001, TALKS GO ON.", ["2003ROME2001"]),
    "at the line's end": ("AS REPORTED IN \nROME 42, TALKS GO ON.", ["2003ROME42"]),
    "over two lines": ("BACKGROUND WAS PROVIDED IN ROME\n42.", ["2003ROME42"]),
}
NO_CITATION = {
    "what is counted": "IT WAS REPORTED IN ROME 350 TIMES LAST YEAR.",
    "what is counted, own post": "IN PARIS 350 DELEGATES WALKED OUT.",
    "days of a month": "TALKS ARE SET FOR ROME 11, 12 AND 13 MAY.",
    "a day of a month": "AS DISCUSSED IN ROME 11 MAY, TALKS GO ON.",
    "a year": "AS DISCUSSED IN ROME 2002, TALKS GO ON.",
    "a year in brackets": "THE SUMMIT (ROME 1998) AGREED.",
    "a year's games": "RE ROME 2004 OLYMPICS, NOTHING NEW.",
    "counts in brackets": "GUESTS CAME FROM EUROPE (ROME 15), ASIA (TOKYO 20).",
    "a paragraph behind a heading": "NEWS FROM ROME\n12. THE MINISTER AGREED.",
    "a paragraph behind a sentence": "IT WAS PROPOSED BY STATE. 2. THAT IS ALL.",
    "a figure": "HE GAVE ROME 50,000 TONS.",
    "a share": "IN ROME 20 PERCENT AGREED.",
    "a budget": "IT WAS PROVIDED IN ROME 2003 BUDGETS.",
    "an hour": "HE LEFT ROME 10:30 AND CAME BACK.",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SMALL.values(), ids=SMALL)
def test_numbers_that_look_like_something_else_are_read_where_the_words_say_so(
    text: str, expected: list[str]
) -> None:
    assert small(text) == expected


@pytest.mark.parametrize("text", NO_CITATION.values(), ids=NO_CITATION)
def test_numbers_behind_a_towns_name_that_are_no_citation(text: str) -> None:
    assert small(text) == []


def small(text: str) -> list[str]:
    """What a body of Paris cites."""
    head = "C O N F I D E N T I A L PARIS 004580\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: TALKS\n\n"
    cable = parse(f"{head}1. (C) {text}\n\n2. (U) NOTHING ELSE.\nSMITH\n", date=datetime.date(2003, 10, 8))
    return [str(one.mrn) for one in cable.references if one.in_text]


def test_a_postal_code_is_no_number() -> None:
    assert (
        read("Mail to 45th Street, Room 815, New York 10017. Since others will. ROOM 815, NEW YORK 10017.")[0]
        == []
    )
    assert [
        str(one.mrn) for one in read("As reported in USUN New York 2005 (NOTAL), see New York 01234.")[0]
    ] == [
        "2003USUNNEWYORK2005",
        "2003USUNNEWYORK1234",
    ]
