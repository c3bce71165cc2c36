"""Each layout and form of a value: what it gives, and what it does not."""

from __future__ import annotations

import datetime

import pytest

from reftel.parser import smart
from reftel.parser.smart import names
from tests.parser.smart.layouts import (
    apart,
    below,
    beside,
    codes,
    header,
    message,
)


@pytest.mark.parametrize("layout", [beside, below], ids=["beside", "below"])
def test_every_value_in_each_layout(layout) -> None:
    cable = smart.parse(message(layout))
    assert str(cable.mrn) == "2010ROME4580" and cable.mrn_from == "text"
    assert cable.sent == datetime.date(2010, 8, 3) and cable.sent_from == "date-time group"
    assert cable.dtg and not cable.dtg.corrected
    assert cable.sender == "AMEMBASSY ROME" and cable.precedence == "IMMEDIATE"
    assert [(one.name, one.precedence, one.station) for one in cable.action] == [
        ("WASHDC, SECSTATE", "IMMEDIATE", "STATE")
    ]
    assert [(one.name, one.precedence, one.station, one.collective) for one in cable.info] == [
        ("TRIPOLI, AMEMBASSY", "ROUTINE", "TRIPOLI", False),
        ("EU MEMBER STATES COLLECTIVE", "PRIORITY", None, True),
        ("Brown, Robert K", "ROUTINE", None, False),
    ]
    assert cable.authority and cable.authority.order == "13526"
    assert [tag.code for tag in cable.tags] == ["PARM", "KNNP", "IT"]
    assert [one.code for one in cable.captions] == ["SENSITIVE", "SIPDIS"]
    assert [(one.letter, str(one.mrn)) for one in cable.references] == [
        ("A", "2010STATE1234"),
        ("B", "2009TRIPOLI946"),
    ]
    assert [one.written for one in cable.passing] == ["STATE FOR ISN AND NEA", "EUR FOR WE"]
    assert cable.passing[0].to == "STATE" and cable.passing[0].offices == ("ISN", "NEA")
    assert cable.subject == "LIBYA: PARTS FOR THE COUNTRY'S CENTRIFUGES SEIZED"
    assert cable.classification and cable.classification.level == "UNCLASSIFIED"
    assert cable.classification.caveats == ("SENSITIVE",)
    assert [(one.number, one.portion, one.role) for one in cable.paragraphs] == [
        (1, "SBU", "summary"),
        (2, "SBU", "body"),
        (3, "SBU", "comment"),
    ]
    assert cable.summary == "Parts were seized." and cable.comment == "More will follow."
    assert cable.signer == ("SEMBLER",)
    assert [(one.office, one.name) for one in cable.drafted_by] == [("ROME", "Rossi, Anna M")]
    assert [(one.office, one.name) for one in cable.cleared_by] == [
        ("POL", "Smith, John"),
        ("ECON", "Doe, Jane"),
    ]
    assert [(one.office, one.name) for one in cable.approved_by] == [("EXEC", "Sembler, Mel")]
    assert [one.name for one in cable.releasers] == ["Rossi, Anna M"]
    assert cable.further == {"dissemination_rule": "DIS_POL, DIS_ECON", "attachments": "Metadata.dat"}
    assert not cable.problems and cable.provenance is None


def test_names_first_and_values_after_them() -> None:
    """Values whose form says whose they are; the people's lines say it only where each has one."""
    lists = {"Cleared By": ["POL:Smith, John"], "Action Post": None, "Info": ["TRIPOLI, AMEMBASSY ROUTINE"]}
    cable = smart.parse(message(apart, ending=lists))
    assert (str(cable.mrn), cable.sent, cable.sender) == (
        "2010ROME4580",
        datetime.date(2010, 8, 3),
        "AMEMBASSY ROME",
    )
    assert [one.name for one in cable.action] == ["WASHDC, SECSTATE"]
    assert cable.authority and cable.authority.order == "13526"
    assert [tag.code for tag in cable.tags] == ["PARM", "KNNP", "IT"]
    assert [one.code for one in cable.captions] == ["SENSITIVE", "SIPDIS"]
    assert [str(one.mrn) for one in cable.references] == ["2010STATE1234", "2009TRIPOLI946"]
    assert [one.written for one in cable.passing] == ["STATE FOR ISN AND NEA", "EUR FOR WE"]
    assert cable.subject == "LIBYA: PARTS FOR THE COUNTRY'S CENTRIFUGES SEIZED"
    assert [one.number for one in cable.paragraphs] == [1, 2, 3]
    assert cable.signer == ("SEMBLER",)
    assert [one.name for one in cable.drafted_by] == ["Rossi, Anna M"]
    assert [one.name for one in cable.approved_by] == ["Sembler, Mel"]


def test_people_whose_names_stand_apart_are_left_blank_where_their_number_leaves_a_choice() -> None:
    cable = smart.parse(message(apart, ending={"Action Post": None}))  # five people for four names
    assert not (cable.drafted_by or cable.cleared_by or cable.approved_by or cable.releasers)
    assert "value-unplaced" in codes(cable)


def test_a_value_that_is_missing_leaves_the_others_in_their_places() -> None:
    cable = smart.parse(message(apart, header={"Captions": None, "E.O.": []}))
    assert cable.authority is None and [tag.code for tag in cable.tags] == ["PARM", "KNNP", "IT"]
    assert "value-unplaced" in codes(cable)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DatelDTG", "Date/DTG"),
        ("Date!DTG", "Date/DTG"),
        ("Date/DIG", "Date/DTG"),
        ("Pass line", "Pass Line"),
        ("E.0.", "E.O."),
        ("TAG5", "TAGS"),
        ("Capti0ns", "Captions"),
        ("Approved 8y", "Approved By"),
        ("Dissemlnation Rule", "Dissemination Rule"),
        ("Comment", None),
        ("Preferences", None),
        ("subject", None),
        ("Note", None),
        ("Summary", None),
    ],
)
def test_names_damaged_by_a_scan(written: str, name: str | None) -> None:
    assert names.known(written) == name


@pytest.mark.parametrize(
    ("words", "group", "corrected"),
    [
        ("Jul 22, 2010 / 221710Z JUL 10", "221710Z JUL 10", False),
        ("Nov 30, 2012/ 301441Z NOV 12", "301441Z NOV 12", False),
        ("Jul 22, 20101221710Z JUL 10", "221710Z JUL 10", True),
        ("Apr 07, 2011 1071322Z APR 11", "071322Z APR 11", True),
        ("Jul 22, 2010 | 221710Z JUL 10", "221710Z JUL 10", True),
        ("Jul 22, 2010 221710Z JUL 10", "221710Z JUL 10", False),
    ],
)
def test_day_and_group(words: str, group: str, corrected: bool) -> None:
    cable = header(date=[words])
    assert cable.dtg and cable.dtg.written == group and cable.dtg.corrected is corrected
    assert cable.dtg.span.of(cable.text) == group
    assert ("dtg-corrected" in codes(cable)) is corrected


def test_a_group_of_another_day_is_left_blank() -> None:
    cable = header(date=["Jul 22, 2010 / 031406Z AUG 10"])
    assert cable.sent is None and cable.dtg is None and "clock-disagrees" in codes(cable)


def test_a_day_without_a_group() -> None:
    cable = header(date=["Jul 22, 2010 / 2217?0Z JUL"])
    assert cable.sent == datetime.date(2010, 7, 22) and cable.sent_from == "date of its header"
    assert "dtg-unreadable" in codes(cable)


@pytest.mark.parametrize(
    ("words", "mrn", "code"),
    [
        ("10 ROME 4580", "2010ROME4580", None),
        ("1O ROME 458O", "2010ROME4580", "mrn-corrected"),
        ("l0 ROME 4580", "2010ROME4580", "mrn-corrected"),
        ("10 NARIOBI 12", "2010NAIROBI12", "post-corrected"),
        ("10 XQZWV 12", None, "mrn-unread"),
        ("10 ROME 45S0", None, "mrn-unread"),
    ],
)
def test_numbers(words: str, mrn: str | None, code: str | None) -> None:
    cable = header(mrn=[words])
    assert (str(cable.mrn) if cable.mrn else None) == mrn
    assert code is None or code in codes(cable)


@pytest.mark.parametrize(
    ("words", "found", "code"),
    [
        ("SENSITIVE, SI PDIS", ["SENSITIVE", "SIPDIS"], "caption-corrected"),
        ("5ENSITIVE", ["SENSITIVE"], "caption-corrected"),
        ("N0DIS", ["NODIS"], "caption-corrected"),
        ("NOFORN;SIPDIS", ["NOFORN", "SIPDIS"], None),
        ("XDIS", [], "caption-unread"),  # EXDIS with a letter lost, or NODIS with two misread
        ("QUIET", [], "caption-unread"),
    ],
)
def test_captions(words: str, found: list[str], code: str | None) -> None:
    cable = header(captions=[words])
    assert [one.code for one in cable.captions] == found
    assert code is None or code in codes(cable)


@pytest.mark.parametrize(
    ("words", "found", "code"),
    [
        ("PREL, 01IP, IT", ["PREL", "OIIP", "IT"], "tag-corrected"),
        ("•PREL, IT", ["PREL", "IT"], None),
        ("PREL, KNN9, IT", ["PREL", "IT"], "tag-unread"),
    ],
)
def test_tags(words: str, found: list[str], code: str | None) -> None:
    cable = header(tags=[words])
    assert [tag.code for tag in cable.tags] == found
    assert code is None or code in codes(cable)


@pytest.mark.parametrize(
    ("lines", "written", "offices", "code"),
    [
        (["STATE FOR R - U/S MCHALE"], ["STATE FOR R - U/S MCHALE"], [("R",)], None),
        (["EUR - A/S GORDON"], ["EUR - A/S GORDON"], [("EUR",)], None),
        (["STATE FOR S/ES-0"], ["STATE FOR S/ES-0"], [("S/ES-O",)], "office-corrected"),
        (["S/VVC1"], ["S/VVC1"], [()], "office-unread"),
        (
            ["GENEVA FOR U.S. MISSION LAGOS FOR FBI"],
            ["GENEVA FOR U.S. MISSION", "LAGOS FOR FBI"],
            [(), ("FBI",)],
            "line-break-corrected",
        ),
    ],
)
def test_passing_lines(
    lines: list[str], written: list[str], offices: list[tuple[str, ...]], code: str | None
) -> None:
    cable = header(passing=lines)
    assert [one.written for one in cable.passing] == written
    assert [one.offices for one in cable.passing] == offices
    assert all(one.span.of(cable.text) == one.written for one in cable.passing)
    assert code is None or code in codes(cable)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A, AMEMBASSY ROUTINE", [("A, AMEMBASSY", "ROUTINE")]),
        ("ROME, AMEMBASSY NIACT IMMEDIATE", [("ROME, AMEMBASSY", "NIACT IMMEDIATE")]),
        ("Fox, Ann B ROUTINE, Doe, Jane ROUTINE", [("Fox, Ann B", "ROUTINE"), ("Doe, Jane", "ROUTINE")]),
        ("ALL EU COLLECTIVE; CIA WASHINGTON DC", [("ALL EU COLLECTIVE", None), ("CIA WASHINGTON DC", None)]),
    ],
)
def test_addressees(words: str, found: list[tuple[str, str | None]]) -> None:
    cable = smart.parse(message(ending={"Info": [words]}))
    assert [(one.name, one.precedence) for one in cable.info] == found


@pytest.mark.parametrize(
    ("line", "office", "name"),
    [
        ("STATE:EUR/WE:Smith, John Q", "STATE:EUR/WE", "Smith, John Q"),
        ("S08/Improved Human Capacity: Rhodes, Megan (USAID/Kampala)", "S08/Improved Human Capacity", "Rhodes, Megan"),
        ("POL-Political Section :Jones, Kali C", "POL-Political Section", "Jones, Kali C"),
        ("Sullivan, Michael A", None, "Sullivan, Michael A"),
        ("EXEC:O'Neill-Peña, José", "EXEC", "O'Neill-Peña, José"),
    ],
)  # fmt: skip
def test_people(line: str, office: str | None, name: str) -> None:
    cable = smart.parse(message(ending={"Cleared By": [line]}))
    assert [(one.office, one.name) for one in cable.cleared_by] == [(office, name)]
    assert cable.cleared_by[0].span.of(cable.text) == line


def test_a_signature_with_a_blank_is_mended_by_the_approver_only() -> None:
    assert smart.parse(message(ending={"Signature": ["SEMB LER"]})).signer == ("SEMBLER",)
    assert smart.parse(message(ending={"Signature": ["VAN DYKE"]})).signer == ("VAN DYKE",)


@pytest.mark.parametrize(
    ("written", "mark", "text"),
    [
        ("1. (513U) Text here.", "SBU", "Text here."),
        ("1. '(SBU) Text here.", "SBU", "Text here."),
        ("1.(5BU) Text here.", "SBU", "Text here."),
        ("1. {U) Text here.", "U", "Text here."),
        ("1. (1) Text here.", None, "(1) Text here."),
    ],
)
def test_portion_marks(written: str, mark: str | None, text: str) -> None:
    (paragraph,) = smart.parse(message(body=[written])).paragraphs
    assert (paragraph.portion, paragraph.text) == (mark, text)


def test_an_at_sign_read_as_another() -> None:
    cable = smart.parse(message(body=["1. (U) Write to pol©example.gov. © 2010 X."]))
    assert cable.paragraphs[0].text == "Write to pol@example.gov. © 2010 X."
    assert "sign-corrected" in codes(cable)
