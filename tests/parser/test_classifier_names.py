"""Who classified, in the forms that posts and bureaus use: name and title told apart, by eye."""

from __future__ import annotations

import pytest

from reftel.parser import parse

HEAD = "C O N F I D E N T I A L ROME 004580\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL\n\n"
BODY = "\n\n1. (C) WORDS AND MORE WORDS.\n\n2. (C) THE LAST OF THEM.\n\nSEMBLER\n"
BD = ["1.4(b)", "1.4(d)"]


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        (
            "Classified By: Ambassador John R. Smith for reasons 1.4 (b) and (d).",
            "John R. Smith",
            "Ambassador",
        ),
        ("Classified By: AMBASSADOR JOHN R. SMITH. REASONS: 1.4 (B) AND (D).", "JOHN R. SMITH", "AMBASSADOR"),
        (
            "CLASSIFIED BY: John R. Smith, Deputy Chief of Mission, EXEC, State. REASON: 1.4 (b), (d)",
            "John R. Smith",
            "Deputy Chief of Mission, EXEC, State",
        ),
        (
            "CLASSIFIED BY: Mary Jones, Chief, Political/Economic Section, U.S. Consulate General, Karachi, State.\nREASON: 1.4 (b), (d)",
            "Mary Jones",
            "Chief, Political/Economic Section, U.S. Consulate General, Karachi, State",
        ),
        (
            "Classified By: Political Counselor John Smith, Embassy Rome, for reasons 1.4 (b/d)",
            "John Smith",
            "Political Counselor, Embassy Rome",
        ),
        ("Classified By: Ambassador John Smith, EXEC; REASON: 1.4(B), (D)", "John Smith", "Ambassador, EXEC"),
        ("Classified By: A/DCM John Smith for reasons 1.4(b) and (d).", "John Smith", "A/DCM"),
        (
            "Classified By: Charge d'Affaires, a.i., John Smith for reasons 1.4 (b) and (d)",
            "John Smith",
            "Charge d'Affaires, a.i.",
        ),
        ("Classified By: CDA J. SMITH FOR REASONS 1.4 B AND D", "J. SMITH", "CDA"),
        ("CLASSIFIED BY AMBASSADOR SEMBLER FOR REASONS 1.4 (B) AND (D)", "SEMBLER", "AMBASSADOR"),
        ("Classified By: NEA DAS John Smith for reasons 1.4(b) and (d)", "John Smith", "NEA DAS"),
        (
            "Classified By: ISN Acting Assistant Secretary C.S. Eliot Kang. Reasons 1.4 (b) and (d)",
            "C.S. Eliot Kang",
            "ISN Acting Assistant Secretary",
        ),
        (
            "Classified by EUR/CARC Director Bruce Donahue, reason 1.4 (b) and (d)",
            "Bruce Donahue",
            "EUR/CARC Director",
        ),
        (
            "Classified By: Minister Counselor for Economic Affairs Mary Jones for reasons 1.4 (b) and (d)",
            "Mary Jones",
            "Minister Counselor for Economic Affairs",
        ),
        (
            "Classified By: UNDER SECRETARY OF STATE WILLIAM J. BURNS, E.O. 12958 REASONS 1.4 (B) AND (D)",
            "WILLIAM J. BURNS",
            "UNDER SECRETARY OF STATE",
        ),
        (
            "Classified by: O. Smith-Jones, Counselor for Political Affairs. Reasons: 1.4 (b), (d)",
            "O. Smith-Jones",
            "Counselor for Political Affairs",
        ),
        (
            "Classified By: A/POL Counselor Mary O'Brien-Smith, reasons 1.4 (b) and (d).",
            "Mary O'Brien-Smith",
            "A/POL Counselor",
        ),
        (
            "Classified By: Mary Jones, Director, EUR/WE; E.O. 12958 reasons 1.4 (b) and (d)",
            "Mary Jones",
            "Director, EUR/WE",
        ),
        (
            "Classified By: (U) Classified by Ambassador Ronald Spogli for reasons 1.4 (b) and (d)",
            "Ronald Spogli",
            "Ambassador",
        ),
        (
            "Classified By: Ambassador Ronald P. Spogli, for reasons 1.4 (b) and (d) of E.O. 12958",
            "Ronald P. Spogli",
            "Ambassador",
        ),
        ("Classified By: Charge Maria de la Cruz for reasons 1.4 (b) and (d)", "Maria de la Cruz", "Charge"),
        ("classified by: pol mc tom countryman for reasons 1.4 (b) and (d)", "tom countryman", "pol mc"),
        ("Classified By: Anne W. Patterson for reasons 1.4 (b) (d)", "Anne W. Patterson", None),
    ],
)
def test_name_and_title(line: str, name: str, title: str | None) -> None:
    cable = parse(f"{HEAD}{line}{BODY}", date="2003-10-07")
    assert [(who.name, who.title) for who in cable.classified_by] == [(name, title)]
    assert [reason.today for reason in cable.reasons] == BD
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]
    assert cable.problems == ()


def test_two_of_them() -> None:
    line = "Classified By: Poloff Mary Jones and Econoff John Smith for reasons 1.4 (b) and (d)"
    cable = parse(f"{HEAD}{line}{BODY}", date="2003-10-07")
    assert [(who.name, who.title) for who in cable.classified_by] == [
        ("Mary Jones", "Poloff"),
        ("John Smith", "Econoff"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Classified By: Derived from DSCG 05-1, B,D",
        "Classified By: Derived from Multiple Sources",
        "Classified By: Political Counselor for reasons 1.4 (b) and (d)",
        "Classified By: Embassy Rome for reasons 1.4 (b) and (d)",
        "Classified By: New Delhi for reasons 1.4 (b) and (d)",
        "Classified By: Post for reasons 1.4 (b) and (d)",
        "Classified By: SMITH, JOHN, DCM, for reasons 1.4 (b) and (d)",
        "Classified By: ... for reasons 1.4 (b) and (d)",
        "Classified By: A. for reasons 1.4 (b) and (d)",
        "Classified By: EUR/WE for reasons 1.4 (b) and (d)",
        "Classified By: 12345 for reasons 1.4 (b) and (d)",
    ],
)
def test_no_name_where_none_is_sure(line: str) -> None:
    cable = parse(f"{HEAD}{line}{BODY}", date="2003-10-07")
    assert [who.name for who in cable.classified_by] in ([], [None])
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]
