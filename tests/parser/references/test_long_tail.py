"""Items of lists in their rarer forms: what is a cable's number, whose, and of which year."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Cable, Reference
from reftel.parser import parse

HEAD = "C O N F I D E N T I A L ROME 004580\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2015\nTAGS: PREL, IT\nSUBJECT: OIL\n\n"


def read(items: str) -> tuple[list[str], Cable]:
    cable = parse(f"{HEAD}REF: {items}\n\n1. (C) WORDS.\n\n2. (C) MORE.\n", date=datetime.date(2005, 10, 7))
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]
    return [_brief(reference) for reference in cable.references], cable


def _brief(reference: Reference) -> str:
    return f"{reference.letter or '-'} {reference.mrn or reference.kind}"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        # a portion mark is no letter
        ("A. STATE 83673 (S)\n     B. TUNIS 12", ["A 2005STATE83673", "B 2005TUNIS12"]),
        (
            "A. STATE 83673 (C)\nB. TUNIS 12 (U)\nC. LIMA 3",
            ["A 2005STATE83673", "B 2005TUNIS12", "C 2005LIMA3"],
        ),
        ("A. (C) STATE 83673\nB. (U) TUNIS 12", ["A 2005STATE83673", "B 2005TUNIS12"]),
        ("A. (S/NF) STATE 83673\nB. TUNIS 12", ["A 2005STATE83673", "B 2005TUNIS12"]),
        ("(U) STATE 83673", ["- 2005STATE83673"]),
        # and a letter no portion mark
        ("(A) STATE 1234 (B) TUNIS 12 (C) LIMA 3", ["A 2005STATE1234", "B 2005TUNIS12", "C 2005LIMA3"]),
        ("STATE 1234 (A), TUNIS 12 (B), LIMA 3 (C)", ["A 2005STATE1234", "B 2005TUNIS12", "C 2005LIMA3"]),
        ("(C) STATE 1234 (D) TUNIS 12", ["C 2005STATE1234", "D 2005TUNIS12"]),
        # two digits with a zero before them are a year, others a serial
        ("NAIROBI 4193/05", ["- 2005NAIROBI4193"]),
        ("A. A: NAIROBI 4193/04\n     B. TUNIS 12", ["A 2004NAIROBI4193", "B 2005TUNIS12"]),
        ("NAIROBI 4193/17", ["- 2005NAIROBI4193", "- 2005NAIROBI17"]),
        ("1) TUNIS 123 2) LIMA 13", ["1 2005TUNIS123", "2 2005LIMA13"]),
        ("SFO-GVA-VIII-086", ["- document"]),
        ("IIR 6 832 0617 05 DTG 171433Z SEP 05", ["- report"]),
        ("A. AIT/T 123 B. US INTERESTS SECTION HAVANA 7", ["A 2005AITTAIPEI123", "B 2005HAVANA7"]),
        ("TEL NO 1234", ["- unknown"]),
        ("COTON0U 1234", ["- unknown"]),
    ],
)
def test_list(items: str, expected: list[str]) -> None:
    assert read(items)[0] == expected


def test_a_report_has_its_group_and_no_originator() -> None:
    (reference,) = read("IIR 6 832 0617 05 DTG 171433Z SEP 05")[1].references
    assert (str(reference.dtg)[:16], reference.originator) == ("2005-09-17 14:33", None)


@pytest.mark.parametrize("word", ["URTEL", "YOUR", "UR"])
def test_the_addressee_s_number_is_not_taken_for_a_post_s(word: str) -> None:
    _, cable = read(f"{word} 12345")
    assert [(one.mrn, [str(mrn) for mrn in one.candidates]) for one in cable.references] == [
        (None, ["2005STATE12345"])
    ]
    assert [problem.code for problem in cable.problems] == ["reference-post-missing"]


def test_a_misspelt_department_says_so() -> None:
    _, cable = read("SECSATATE 12345")
    assert [(str(one.mrn), one.corrected_from) for one in cable.references] == [
        ("2005STATE12345", "SECSATATE")
    ]
    assert [problem.code for problem in cable.problems] == ["post-corrected"]


def test_words_behind_a_stroke_or_over_a_blank_line() -> None:
    _, cable = read("A. ROME 1234-NOTAL\n\n     B. TUNIS 125 AND \n\n     PREVIOUS")
    assert [(one.letter, one.notal, one.and_previous) for one in cable.references] == [
        ("A", True, False),
        ("B", False, True),
    ]
