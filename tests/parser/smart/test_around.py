"""What stands around the values: stamps and marks of a release, e-mails, further messages; and what is no such message."""

from __future__ import annotations

import datetime

import pytest

import reftel
from reftel.parser import smart
from reftel.parser.smart import names, stamps
from tests.parser.smart.layouts import (
    E_MAIL,
    ENDING,
    HEADER,
    apart,
    below,
    beside,
    codes,
    header,
    message,
    stamp,
)


def test_stamps_are_in_no_value_and_no_paragraph() -> None:
    page = f"\n{stamp()}\n\f{stamp()}\n\n\n"
    text = message(
        header={"Subject": ["LIBYA: PARTS FOR THE" + page + " " * 31 + "COUNTRY'S CENTRIFUGES"]},
        body=[
            "1. (SBU) A sentence that is so long that it fills its line goes on over the end of the" + page + "page with words.",
            "2. (SBU) A paragraph that ends a page." + page + "3. (SBU) And one that begins the next.",
        ],
    )  # fmt: skip
    cable = smart.parse(f"{stamp()}\n\n{' ' * 80}RELEASE IN\n{' ' * 80}PART B6\n\n" + text)
    assert cable.subject == "LIBYA: PARTS FOR THE COUNTRY'S CENTRIFUGES"
    assert [one.text for one in cable.paragraphs] == [
        "A sentence that is so long that it fills its line goes on over the end of the page with words.",
        "A paragraph that ends a page.",
        "And one that begins the next.",
    ]
    assert [(one.written, one.case) for one in cable.released_by] == [
        (stamp().strip(), "F-2014-20439 C05123456"),
        ("RELEASE IN PART B6", None),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (stamp().strip(), "stamp"),
        (stamp().strip().replace("U.S.", "US").replace("UNCLASSIFIED", "UNCLA5SIFIED"), "stamp"),
        ("RELEASED IN FULL", "stamp"),
        ("RELEASE IN PART B1,1.4(D),B6", "stamp"),
        (
            "Classified by DAS, A/GIS, DoS on 05/13/2015 ~ Class: CONFIDENTIAL ~ Reason: 1.4(D)",
            "stamp",
        ),
        ("1.4(D)", "exemption"),
        ("B1, B6", "exemption"),
        ("words of a sentence" + " " * 40 + "B6", "exemption"),
    ],
)
def test_marks_of_a_release(line: str, kind: str) -> None:
    text = f"RELEASE IN PART B6\n\n{line}\n"
    found = stamps.find(text, stamps.lines_of(text))
    assert [mark.kind for mark in found][1:] == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "THE RELEASE IN FULL OF THE TEXT WAS DISCUSSED.",
        "B6 visas were refused.",
        "The Department of State has a case.",
        "Item one" + " " * 40 + "B6 and more",
    ],
)
def test_words_that_are_no_marks(line: str) -> None:
    text = f"RELEASE IN PART B6\n\n{line}\n"
    assert len(stamps.find(text, stamps.lines_of(text))) == 1


def test_exemptions_at_the_margin_are_in_no_paragraph() -> None:
    body = ["1. (SBU) He told             that he would go." + " " * 60 + "B6\nand more words."]
    cable = smart.parse("RELEASE IN PART B6\n\n" + message(body=body))
    assert "B6" not in cable.paragraphs[0].text
    assert [one.span.of(cable.text) for one in cable.furniture if one.kind == "exemption"] == ["B6"]


@pytest.mark.parametrize("layout", [beside, below], ids=["beside", "below"])
def test_values_that_were_taken_out_are_blank(layout) -> None:
    gone = {"Drafted By": [" " * 60 + "B6"], "Signature": [" " * 60 + "B6"]}
    text = "RELEASE IN PART B1\n\n" + message(layout, header={"Subject": [" " * 60 + "B1"]}, ending=gone)
    cable = smart.parse(text)
    assert cable.subject is None and "subject-empty" in codes(cable)
    assert (
        cable.signer == ()
        and cable.drafted_by == ()
        and [one.number for one in cable.paragraphs] == [1, 2, 3]
    )
    assert [one.name for one in cable.approved_by] == ["Sembler, Mel"]


@pytest.mark.parametrize("layout", [beside, below], ids=["beside", "below"])
def test_e_mails_around_are_none_of_it(layout) -> None:
    text = E_MAIL + message(layout) + "\nFrom: Doe, Jane\nSent: Monday\n\nThanks.\n"
    cable = smart.parse(text)
    alone = smart.parse(message(layout))
    assert cable.subject == alone.subject and cable.sender == "AMEMBASSY ROME"
    assert cable.signer == alone.signer and len(cable.paragraphs) == len(alone.paragraphs)
    words = [one.span.of(text) for one in cable.furniture if one.kind == "e-mail"]
    assert words[0].startswith("From: Public") and words[-1].endswith("Thanks.")
    assert cable.provenance == "forwarded by e-mail"
    assert cable.spans["provenance"][0].of(text).startswith("From: Public")


def test_offices_above_the_number() -> None:
    text = "UNCLASSIFIED\n\nAction Office:     POL, RSO\nInfo Office:     DAO, POL _INFO\n\n" + message(
        marking=""
    )
    cable = smart.parse(text)
    assert cable.further["action_office"] == "POL, RSO" and cable.further["info_office"] == "DAO, POL_INFO"
    assert "queue-corrected" in codes(cable)


def test_damaged_offices_are_left_blank() -> None:
    text = "UNCLASSIFIED\n\nInfo Office:     POL, Tv1§ —EMP, RSO\n\n" + message(marking="")
    cable = smart.parse(text)
    assert "info_office" not in cable.further and "value-unread" in codes(cable)


def test_a_classified_message_says_who_classified_it() -> None:
    text = message(
        header={"E.O.": ["13526 DECL: 08/03/2020"], "Captions": ["NODIS"]},
        body=["Classified By: Ambassador John Smith for reasons 1.4 (b) and (d)", "1. (C) Text."],
        marking="CONFIDENTIAL",
    )
    cable = smart.parse(text)
    assert cable.classification and cable.classification.level == "CONFIDENTIAL"
    assert cable.declassify_on == datetime.date(2020, 8, 3)
    assert [one.name for one in cable.classified_by] == ["John Smith"]
    assert [one.code for one in cable.reasons] == ["1.4(B)", "1.4(D)"] or len(cable.reasons) == 2
    assert [one.text for one in cable.paragraphs] == ["Text."]


def test_a_header_that_the_body_repeats() -> None:
    again = "E.O. 13526: DECL: 08/03/2020\nTAGS: PARM, KNNP, IT\nSUBJECT: LIBYA: PARTS"
    cable = smart.parse(message(body=[again, "1. (SBU) Text."]))
    assert [one.text for one in cable.paragraphs] == ["Text."]
    assert "repeated header" in {one.kind for one in cable.furniture}
    assert cable.subject == "LIBYA: PARTS FOR THE COUNTRY'S CENTRIFUGES SEIZED"
    assert cable.declassify_on == datetime.date(2020, 8, 3)


def test_names_in_the_body_are_words() -> None:
    body = [
        "1. (U) Begin text:",
        "From: The Minister\nSubject: Oil\nReference: your letter",
        "Drafted By: Nobody at all.",
        "2. (U) End.",
    ]
    cable = smart.parse(message(body=body))
    assert cable.subject and cable.subject.startswith("LIBYA")
    assert [one.number for one in cable.paragraphs] == [1, 2]
    assert "Drafted By: Nobody at all." in cable.paragraphs[0].text
    assert [one.name for one in cable.drafted_by] == ["Rossi, Anna M"]


def test_another_message_behind_is_not_read() -> None:
    other = message(header={"MRN": ["10 ROME 4581"], "Subject": ["OIL"]}, ending={"Signature": ["JONES"]})
    text = message() + "\n" + other
    cable = smart.parse(text)
    assert str(cable.mrn) == "2010ROME4580" and cable.signer == ("SEMBLER",) and len(cable.paragraphs) == 3
    assert "further-message" in codes(cable)


def test_what_a_source_says_is_compared() -> None:
    cable = reftel.parse(message(), mrn="10ROME4581", date=datetime.date(2010, 9, 1))
    assert {"mrn-disagrees", "date-disagrees"} <= codes(cable)
    assert str(cable.mrn) == "2010ROME4580"
    assert str(reftel.parse(message(header={"MRN": None}), mrn="10ROME4581").mrn) == "2010ROME4581"


def test_a_name_without_its_colon() -> None:
    text = message().replace("Subject:   ", "Subject    ").replace("TAGS: ", "TAGS  ")
    cable = smart.parse(text)
    assert cable.subject and cable.subject.startswith("LIBYA") and len(cable.tags) == 3


@pytest.mark.parametrize("words", ["Parts for the country", "PARTS FOR THE COUNTRY"])
def test_a_name_beside_the_middle_of_its_value(words: str) -> None:
    lists = {"Captions": None, "Reference": None, "Pass Line": None, "Subject": None}
    head = beside({name: lines for name, lines in HEADER.items() if name not in lists})
    text = message(header=lists).replace(head, f"{head}{' ' * 31}{words}\nSubject:\n{' ' * 31}were seized\n")
    cable = smart.parse(text)
    assert cable.subject == f"{words} were seized" and [tag.code for tag in cable.tags] == [
        "PARM",
        "KNNP",
        "IT",
    ]


def test_words_among_the_tags_are_told() -> None:
    cable = header(tags=["PARM, IT", "and other matters"])
    assert [tag.code for tag in cable.tags] == ["PARM", "IT"] and "header-unexplained" in codes(cable)


@pytest.mark.parametrize("layout", [beside, below, apart])
def test_recognised(layout) -> None:
    assert smart.recognise(message(layout))
    assert smart.recognise(E_MAIL * 10 + message(layout))
    assert smart.recognise(message(layout).replace("Date/DTG", "DatelDTG"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MRN: 10 ROME 4580",
        E_MAIL,
        "R 071530Z OCT 03\nFM AMEMBASSY ROME\nUNCLAS ROME 004580\nE.O. 12958: N/A\nTAGS: PARM\nSUBJECT: OIL\nREF: MRN: 1",
        "A cable has an MRN: its number, a Date/DTG: its date, and TAGS: its codes.",
    ],
)
def test_not_recognised(text: str) -> None:
    assert not smart.recognise(text)


def test_the_names_are_those_of_the_header() -> None:
    assert set(HEADER) <= set(names.HEADER) and set(ENDING) <= set(names.ENDING)
