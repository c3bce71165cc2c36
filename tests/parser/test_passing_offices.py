"""Passing lines: which words are offices and which are people, and lines that stand glued together."""

from __future__ import annotations

import pytest

from reftel.parser import parse


def read(lines: str) -> list[tuple[str | None, tuple[str, ...]]]:
    text = f"UNCLAS ROME 004580\n\nSIPDIS\n\n{lines}\n\nE.O. 12958: N/A\nTAGS: PREL, IT\nSUBJECT: OIL\n\n1. (U) WORDS.\n"
    cable = parse(text, date="2003-10-07")
    assert [caption.code for caption in cable.captions] == ["SIPDIS"]
    assert not [problem for problem in cable.problems if problem.code == "header-unexplained"]
    return [(one.to, one.offices) for one in cable.passing]


@pytest.mark.parametrize(
    ("line", "to", "offices"),
    [
        ("STATE FOR S/CT RHONDA SHORE AND ED SALAZAR", "STATE", ("S/CT",)),
        ("AF/S FOR S.HILL", "AF/S", ()),
        ("TREASURY FOR J.RALYEA AND T.RAND", "TREASURY", ("RAND",)),
        ("STATE PASS TO USAID FOR L.DOBBINS AND E.LOKEN", "STATE", ("USAID",)),
        ("COMMERCE FOR ITA/OTEXA - MARIA D'ANDREA", "COMMERCE", ("ITA/OTEXA",)),
        ("WHA/EPSC FOR KURS", "WHA/EPSC", ()),
        ("STATE PASS USTR FOR SULLIVAN/LEZNY", "STATE", ("USTR",)),
        ("STATE FOR WHA/BSC, WHA/EPSC, EEB/AMONSARRAT", "STATE", ("WHA/BSC", "WHA/EPSC", "EEB")),
        ("FOR WHA/PD-TPICKREL, WHA FO, WHA/CEN AND H", None, ("WHA/PD", "WHA", "WHA/CEN", "H")),
        ("TREASURY FOR OIA/OEE/R.JOHNSTON", "TREASURY", ("OIA/OEE",)),
        ("BOGOTA FOR ARI NATHAN & MEGAN L. SELMON", "BOGOTA", ()),
        ("USDOC FOR LEAH MARKOWITZ", "USDOC", ()),
        ("JUSTICE FOR OIA - JFRIEDMAN", "JUSTICE", ("OIA",)),
        ("EB/IFD/OMA, JO ANN HINTON", None, ("EB/IFD/OMA",)),
        ("DEPARTMENT FOR L, H AND NP", "DEPARTMENT", ("L", "H", "NP")),
    ],
)
def test_persons_are_no_offices(line: str, to: str | None, offices: tuple[str, ...]) -> None:
    assert read(line) == [(to, offices)]


def test_lines_glued_into_one() -> None:
    assert read("STATE PASS EXIMBANK STATE PASS OPIC FOR DMORONESE, NRIVERA DOL FOR ILAB MMITTELHAUSER") == [
        ("STATE", ("EXIMBANK",)),
        ("STATE", ("OPIC",)),
        ("DOL", ("ILAB",)),
    ]


def test_a_post_in_the_middle_begins_a_line_of_its_own() -> None:
    assert read("STATE FOR NEA/MAG CAIRO FOR FINANCIAL ATTACHE LONDON FOR NEA WATCHER") == [
        ("STATE", ("NEA/MAG",)),
        ("CAIRO", ()),
        ("LONDON", ("NEA",)),
    ]


def test_a_post_that_a_message_is_passed_to_begins_none() -> None:
    assert read("DEPARTMENT PLEASE PASS TO LONDON FOR NEA WATCHER") == [("DEPARTMENT", ("NEA",))]


def test_lines_that_end_in_a_comma_and_name_their_own_addressees() -> None:
    assert read("STATE FOR NEA/MAG,\nCOMMERCE FOR NATE MASON,\nENERGY FOR GINA ERIKSON,") == [
        ("STATE", ("NEA/MAG",)),
        ("COMMERCE", ()),
        ("ENERGY", ()),
    ]


def test_the_break_of_a_transmission_is_no_office() -> None:
    assert read("BT\nDEPARTMENT FOR USAID/OFDA") == [("DEPARTMENT", ("USAID/OFDA",))]


def test_a_caption_behind_a_passing_line() -> None:
    text = "UNCLAS ROME 004580\n\nSTATE FOR EUR/WE ROME FOR MFO SIPDIS E.O. 12958: N/A\nTAGS: PREL, IT\nSUBJECT: OIL\n\n1. (U) WORDS.\n"
    cable = parse(text, date="2003-10-07")
    assert [caption.code for caption in cable.captions] == ["SIPDIS"]
    assert [(one.to, one.written) for one in cable.passing] == [
        ("STATE", "STATE FOR EUR/WE"),
        ("ROME", "ROME FOR MFO"),
    ]
