"""Where the body speaks of what the list cites."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import Cable
from reftel.parser import parse as parse_any

HEADER = "C O N F I D E N T I A L ROME 004580\n\nTAGS: PREL\nSUBJECT: OIL\n"
SENT = datetime.date(2003, 10, 7)
THREE = "REF: A. STATE 282619 B. ROME 3207 C. ROME 2917\n"


def parse(text: str) -> Cable:
    return parse_any(text, date=SENT)


def mentions(body: str, listed: str = THREE) -> dict[str | None, list[str]]:
    text = f"{HEADER}{listed}\n1. (C) {body}\n"
    cable = parse(text)
    return {
        one.letter: [span.of(text) for span in one.mentions]
        for one in cable.references
        if not one.in_text and one.mentions
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("AS REPORTED IN REF A.", {"A": ["REF A"]}),
        ("(REF B) AND AGAIN (Ref B).", {"B": ["REF B", "Ref B"]}),
        ("SEE REF (C).", {"C": ["REF (C"]}),
        ("REFTEL A SAYS SO, AND REFTELS B.", {"A": ["REFTEL A"], "B": ["REFTELS B"]}),
        ("REFS A AND C AGREE.", {"A": ["REFS A"], "C": ["C"]}),
        ("REFS A, B AND C AGREE.", {"A": ["REFS A"], "B": ["B"], "C": ["C"]}),
        ("REFS A-C AGREE.", {"A": ["REFS A"], "B": ["C"], "C": ["C"]}),
        ("REFS\nA AND\nB AGREE.", {"A": ["REFS\nA"], "B": ["B"]}),
        # A letter that does not rise is an article, and one in a word is none.
        ("PER REF B, A DELEGATION CAME.", {"B": ["REF B"]}),
        ("PER REF A AND THE GOVERNMENT", {"A": ["REF A"]}),
        ("THE REF AND THE REFEREE, A REFORM, A PREF A", {}),
        ("ref a meeting.", {}),
    ],
)
def test_letters(body: str, found: dict[str, list[str]]) -> None:
    assert mentions(body) == found


def test_a_reftel_alone_is_the_only_item() -> None:
    assert mentions("AS REFTEL SAYS, REFTEL.", "REF: STATE 282619\n") == {None: ["REFTEL", "REFTEL"]}
    assert mentions("AS REFTEL SAYS.") == {}  # it may be any of three


def test_reftel_without_a_list() -> None:
    cable = parse(f"{HEADER}\n1. (C) POLOFF DELIVERED REFTEL TO HIM.\n")
    assert [problem.code for problem in cable.problems] == ["reftel-without-list"]


def test_a_letter_that_the_list_has_not_is_told_once() -> None:
    cable = parse(f"{HEADER}{THREE}\n1. (C) SEE REF A, REF D AND AGAIN REF D.\n")
    assert [problem.code for problem in cable.problems] == ["ref-letter-not-listed"]


def test_letters_of_a_list_without_letters_are_no_problem() -> None:
    cable = parse(f"{HEADER}REF: STATE 282619\n\n1. (C) SEE REF A.\n")
    assert not cable.problems
    assert not cable.references[0].mentions


@given(st.text(alphabet="REFTLS ABC()-,&\nand", max_size=120))
def test_mentions_lie_in_the_body_and_name_the_letter(body: str) -> None:
    text = f"{HEADER}{THREE}\n1. (C) {body}\n"
    begin = text.index("1. (C)")
    for one in parse(text).references:
        for span in one.mentions:
            assert span.start > begin
            assert len(span.of(text)) <= 24
