"""Classified-by lines and last lines in their rarer forms: who, why and who signs, by eye."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Cable
from reftel.parser import parse

HEAD = "C O N F I D E N T I A L ROME 004580\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL\n\n"
BODY = "1. (C) WORDS AND MORE WORDS.\n\n2. (C) THE LAST OF THEM.\n\n"


def read(by: str = "", end: str = "SEMBLER\n") -> Cable:
    return parse(f"{HEAD}{by}{BODY}{end}", date=datetime.date(2003, 10, 7))


@pytest.mark.parametrize(
    ("why", "letters"),
    [
        ("for reasons 1.4 (b) a nd (d).", "bd"),
        ("for reasons 1.4 (b) an\nd (d).", "bd"),
        ("for reasons 1.4(b)and(d)", "bd"),
        ("for reasons 1.4 b and d.", "bd"),
        ("FOR REASONS 1.4 B AND D.", "bd"),
        ("for reasons 1.4 b.", "b"),
        ("for reasons 1.4. (b), (d).", "bd"),
        ("for reasons 1.4, (b), (d).", "bd"),
        ("for reasons 1.4-(b),(d).", "bd"),
        ("for reasons l.4 (b) and (d)", "bd"),
        (". Reason(s): 1.4 (B/D)", "bd"),
        ("for reasons 1.4 (a), (b) and (d)", "abd"),
        ("for reasons 1.4 (b) and \r\n(d)", "bd"),
        ("for reasons 1.4 (b) \\\n and (d)", "bd"),
    ],
)
def test_reasons(why: str, letters: str) -> None:
    cable = read(f"Classified By: DCM Emil Skodon {why}\n\n")
    assert [reason.today for reason in cable.reasons] == [f"1.4({letter})" for letter in letters]
    assert [(who.name, who.title) for who in cable.classified_by] == [("Emil Skodon", "DCM")]
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]
    assert cable.problems == ()


def test_initials_behind_a_section_are_no_reason() -> None:
    cable = read("Classified By: DCM Emil Skodon for reasons 1.4 C.D. SMITH\n\n")
    assert cable.reasons == ()
    assert "reasons-unread" in [problem.code for problem in cable.problems]


def test_the_key_written_twice() -> None:
    cable = read("Classified By: Classified By: DCM Emil Skodon for reasons 1.4 (b) and (d).\n\n")
    assert [(who.name, who.title) for who in cable.classified_by] == [("Emil Skodon", "DCM")]


def test_reasons_on_a_line_of_their_own_below_a_full_stop() -> None:
    cable = read(
        "CLASSIFIED BY: Emil Skodon, DCM, Embassy Rome, U.S.\nDepartment of State.\nREASON: 1.4 (b), (d)\n\n"
    )
    assert [who.written for who in cable.classified_by] == [
        "Emil Skodon, DCM, Embassy Rome, U.S. Department of State"
    ]
    assert [reason.today for reason in cable.reasons] == ["1.4(b)", "1.4(d)"]


@pytest.mark.parametrize("glue", [" ¶1. (C) ", "  1. (C) "])
def test_a_paragraph_glued_to_a_line_without_reasons(glue: str) -> None:
    cable = parse(f"{HEAD}CLASSIFIED BY: DCM EMIL SKODON{glue}WORDS.\n\n2. (C) MORE.\n", date="2003-10-07")
    assert [who.written for who in cable.classified_by] == ["DCM EMIL SKODON"]
    assert [(one.number, one.portion, one.text) for one in cable.paragraphs] == [
        (1, "C", "WORDS."),
        (2, "C", "MORE."),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "SEMBLER.\n",
        "SEMBLER .\n",
        "SEMBLER..\n",
        'SEMBLER "\n',
        'SEMBLER\n"\n',
        'SEMBLER\n",\n',
        "SEMBLER\n/\n",
        "SEMBLER \\\n",
        "SEMBLER \\n\n",
        "SEMBLER##\n",
        "SEMBLER 0 11/30/2007\n",
        "SEMBLER\n\n*********************************************\n******** Current Classification ******** \n",
        "SEMBLER\n\n***********************\n* Missing Section 002 *\n***********************\n",
        "SEMBLER\n\n2003ROME004580 - CONFIDENTIAL\n",
    ],
)
def test_what_stands_behind_a_name_or_below_it(end: str) -> None:
    cable = read(end=end)
    assert cable.signer == ("SEMBLER",)
    assert [cable.text[a:b] for a, b in ((s.start, s.end) for s in cable.spans["signer"])] == ["SEMBLER"]
    assert cable.paragraphs[-1].text == "THE LAST OF THEM."


@pytest.mark.parametrize("name", ["VAN VOORST", "DE LA CRUZ", "SEMBLER"])
def test_a_name_glued_to_the_last_sentence(name: str) -> None:
    words = "1. (C) IT WILL WATCH EXPORTS OF MACHINE TOOLS AND OF ALL\nELECTRONIC PARTS. "
    cable = parse(f"{HEAD}{words}{name}\n", date="2003-10-07")
    assert cable.signer == (name,)
    assert cable.paragraphs[-1].text.endswith("ELECTRONIC PARTS.")


@pytest.mark.parametrize("end", ['HE SAID "NO\nTO TRIPOLI."\n', "AND WENT TO\nROME. THEN HE WENT\n"])
def test_the_end_of_a_sentence_is_no_name(end: str) -> None:
    assert read(end=f"3. (C) THE MINISTER MET THE AMBASSADOR AND SAID {end}").signer == ()


def test_a_note_below_the_name_or_behind_it() -> None:
    assert read(end="SEMBLER\n\nMINIMIZE CONSIDERED.\n").signer == ("SEMBLER",)
    assert read(end="MINIMIZE CONSIDERED. SEMBLER\n").signer == ("SEMBLER",)


def test_a_quotation_mark_of_a_table_is_no_part_of_the_name() -> None:
    whole = f"{HEAD}{BODY}SEMBLER"
    for text in (f'"{whole}"', f'{whole}"', f'{whole}"\n'):
        assert parse(text, date="2003-10-07").signer == ("SEMBLER",)
    quoted = f'{HEAD}{BODY}3. (C) HE SAID: "WE SHALL GO TO\nTRIPOLI"\n'
    assert parse(quoted, date="2003-10-07").signer == ()


def test_a_word_cut_at_the_end_signs_nothing() -> None:
    cable = parse(
        f"{HEAD}1. (C) WORDS.\n\n2. (C) IT IS NOW PLANNED FOR\nTERMINATION MID-\n",
        date=datetime.date(2003, 10, 7),
    )
    assert cable.signer == ()


def test_the_second_half_of_a_word_signs_nothing() -> None:
    body = "1. (C) WORDS.\n\n2. (C) THE DEMONSTRATIONS WERE IMPRESSIVE FOR THEIR DISCIPLINE AND PEACE-\nFULNESS.\nBOEKER\n"
    cable = parse(f"{HEAD}{body}", date=datetime.date(2003, 10, 7))
    assert cable.signer == ("BOEKER",)
    assert cable.paragraphs[-1].text.endswith("FULNESS.")
