"""More oddities, each a small cable in which one line is written in its own way; values by eye."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Cable
from reftel.parser import parse
from tests.patience import patience

BODY = "1. (C) FIRST WORDS HERE.\n\n2. (C) SECOND WORDS HERE.\nSEMBLER\n"


def read(
    *lines: str,
    marking: str = "C O N F I D E N T I A L ROME 004580",
    body: str = BODY,
    mrn: str | None = "2003ROME4580",
) -> Cable:
    head = "\n\n".join((marking, "SIPDIS", *lines))
    return parse(f"{head}\n\n{body}", mrn=mrn)


def test_a_date_may_be_given_as_words() -> None:
    cable = parse("UNCLAS ROME 004580\n\nSUBJECT: OIL\n\n1. (U) WORDS.\n", date="2003-10-09")
    assert (str(cable.mrn), cable.sent, cable.sent_from) == (
        "2003ROME4580",
        datetime.date(2003, 10, 9),
        "given",
    )


def test_a_letter_o_in_a_date_does_not_make_a_month_of_its_day() -> None:
    marked = read("E.O. 12958: DECL: 10/O7/2013", "SUBJECT: OIL").declassify
    assert marked is not None
    assert (marked.on, marked.note) == (datetime.date(2013, 10, 7), "read from “10/O7/2013”")


def test_and_among_tags_is_no_code() -> None:
    cable = read("TAGS: PREL, PGOV AND IT", "SUBJECT: OIL")
    assert [tag.code for tag in cable.tags] == ["PREL", "PGOV", "IT"]


@pytest.mark.parametrize(
    ("line", "people", "codes"),
    [
        (
            "CLASSIFIED BY: A/DCM JOHN DOE; REASON 1.4(B) AND 1.4(D)",
            [("JOHN DOE", "A/DCM", None)],
            ["1.4(b)", "1.4(d)"],
        ),
        (
            "CLASSIFIED BY: POLCOUNS JOHN DOE AND DCM JANE ROE FOR REASONS 1.4 (B) AND (D)",
            [("JOHN DOE", "POLCOUNS", None), ("JANE ROE", "DCM", None)],
            ["1.4(b)", "1.4(d)"],
        ),
        ("CLASSIFIED BY: DCM JOHN DOE. DERIVED FROM: DSCG 05-1", [("JOHN DOE", "DCM", "DSCG 05-1")], []),
    ],
)
def test_who_classified(line: str, people: list[tuple[str, str, str | None]], codes: list[str]) -> None:
    cable = read("SUBJECT: OIL", line)
    assert [(one.name, one.title, one.derived_from) for one in cable.classified_by] == people
    assert [reason.code for reason in cable.reasons] == codes
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    ("marking", "level", "caveats"),
    [
        ("TOP SECRET//SI//NOFORN ROME 004580", "TOP SECRET", ("SI", "NOFORN")),
        ("UNCLAS E F T O ROME 004580", "UNCLASSIFIED", ("EFTO",)),
        ("C O R R E C T E D  C O P Y C O N F I D E N T I A L ROME 004580", "CONFIDENTIAL", ()),
    ],
)
def test_markings(marking: str, level: str, caveats: tuple[str, ...]) -> None:
    cable = read("E.O. 12958: DECL: 10/07/2013", "SUBJECT: OIL", marking=marking, mrn=None)
    assert cable.classification is not None
    assert (cable.classification.level, cable.classification.caveats) == (level, caveats)
    assert str(cable.mrn) == "2003ROME4580"
    assert cable.corrected == ("C O P Y" in marking)


def test_each_addressee_of_a_passing_line_has_its_own_offices() -> None:
    cable = read("TREASURY FOR IMI; STATE FOR EB/IFD", "SUBJECT: OIL")
    assert [(one.written, one.to, one.offices) for one in cable.passing] == [
        ("TREASURY FOR IMI", "TREASURY", ("IMI",)),
        ("STATE FOR EB/IFD", "STATE", ("EB/IFD",)),
    ]
    assert [one.span.of(cable.text) for one in cable.passing] == [one.written for one in cable.passing]


def test_references_without_a_colon() -> None:
    cable = read("SUBJECT: OIL", "REF ROME 3207")
    assert [str(one.mrn) for one in cable.references] == ["2003ROME3207"]


def test_a_paragraph_with_its_mark_below_the_list_is_none_of_its_items() -> None:
    cable = read(
        "SUBJECT: OIL",
        "REF: ROME 3207",
        body="(C) ON OCTOBER 7 POLOFF MET 3 MEN.\n\n(C) THEY LEFT.\nSEMBLER\n",
    )
    assert [str(one.mrn) for one in cable.references] == ["2003ROME3207"]
    assert [(one.portion, one.text) for one in cable.paragraphs] == [
        ("C", "ON OCTOBER 7 POLOFF MET 3 MEN."),
        ("C", "THEY LEFT."),
    ]


def test_entities_with_numbers() -> None:
    cable = read("SUBJECT: ITALY&#8217;S OIL &#40;AND GAS&#x29;", body="1. (C) A&#38;B.\nSEMBLER\n")
    assert cable.subject == "ITALY’S OIL (AND GAS)"
    assert cable.paragraphs[0].text == "A&B."


def test_a_table_above_a_paragraph_is_not_its_heading() -> None:
    body = "1. (C) TONS:\n\nYEAR      TONS\n2001      100\n2002      200\n\n2. (C) MORE.\nSEMBLER\n"
    cable = read("SUBJECT: OIL", body=body)
    assert [(one.text, one.heading) for one in cable.paragraphs] == [
        ("TONS:\n\nYEAR      TONS\n2001      100\n2002      200", None),
        ("MORE.", None),
    ]


def test_a_lists_last_item_is_no_second_signer() -> None:
    cable = read("SUBJECT: OIL", body="1. (C) THEY SELL:\n-- OIL\n-- COAL\nSEMBLER\n")
    assert cable.signer == ("SEMBLER",)
    assert cable.paragraphs[0].text == "THEY SELL:\n-- OIL\n-- COAL"


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("POWELL##", ("POWELL",)),
        ("CLINTON\n\nNNNN\n\nEnd Cable Text", ("CLINTON",)),
        ("XXXXXXXXXXXX", ()),
        ("SECRETARY OF STATE", ()),
        ("--- POWELL", ("POWELL",)),
    ],
)
def test_signers(end: str, signer: tuple[str, ...]) -> None:
    assert (
        read("SUBJECT: OIL", body=f"1. (C) FIRST WORDS.\n\n2. (C) SECOND WORDS.\n\n{end}\n").signer == signer
    )


def test_a_signer_in_small_letters_where_all_is() -> None:
    cable = parse(
        "confidential rome 004580\n\nsubject: oil\n\n1. (c) words of it.\n\nsembler\n", mrn="2003ROME4580"
    )
    assert cable.signer == ("sembler",)
    assert parse("CONFIDENTIAL ROME 4580\n\nSUBJECT: OIL\n\n1. (C) Words of it.\n\nsembler\n").signer == ()


def test_the_second_item_of_a_list_is_no_heading() -> None:
    cable = read(
        "SUBJECT: OIL",
        body="1. (C) THEY ASKED:\n\na. what it costs\n\nb. who pays\n\n2. (C) MORE.\nSEMBLER\n",
    )
    assert [(one.text, one.heading) for one in cable.paragraphs] == [
        ("THEY ASKED:\n\na. what it costs\n\nb. who pays", None),
        ("MORE.", None),
    ]


def test_a_list_over_rules_keeps_its_lines() -> None:
    body = "1. (C) PARTICIPANTS WERE:\n\nU.S.\n----\nAMBASSADOR SEMBLER\nJOHN DOE\n\n2. (C) MORE.\nSEMBLER\n"
    cable = read("SUBJECT: OIL", body=body)
    assert cable.paragraphs[0].text == "PARTICIPANTS WERE:\n\nU.S.\n----\nAMBASSADOR SEMBLER\nJOHN DOE"


def test_an_action_request_may_name_whom_it_asks() -> None:
    cable = read(
        "SUBJECT: OIL",
        body="1. (C) ACTION REQUEST FOR DEPARTMENT: PLEASE SEND OIL.\n\n2. (C) MORE.\nSEMBLER\n",
    )
    assert [one.role for one in cable.paragraphs] == ["action request", "body"]


def test_a_list_of_references_may_have_an_item_i() -> None:
    letters = "ABCDEFGHIJK"
    refs = "\n     ".join(f"{letter}. ROME {n}" for n, letter in enumerate(letters, 1200))
    cable = read("E.O. 12958: DECL: 10/07/2013", "SUBJECT: OIL", f"REFS: {refs}")
    assert [one.letter for one in cable.references] == list(letters)
    assert [str(one.mrn) for one in cable.references][8:] == ["2003ROME1208", "2003ROME1209", "2003ROME1210"]
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]


def test_roman_numbers_may_begin_a_body() -> None:
    cable = read(
        "SUBJECT: OIL",
        "REF: ROME 1200",
        body="I. SUMMARY OF IT\n\nWORDS HERE.\n\nII. MORE\n\nWORDS.\nSEMBLER\n",
    )
    assert [str(one.mrn) for one in cable.references] == ["2003ROME1200"]
    assert "SUMMARY OF IT" in " ".join(one.heading or one.text for one in cable.paragraphs)


def test_a_text_that_is_no_cable_says_so() -> None:
    assert [problem.code for problem in parse("Dear mother,\n\nthis is no cable at all.\n").problems] == [
        "header-missing"
    ]
    assert parse("").problems == ()
    for text in ("UNCLAS ROME 12\n\nWORDS.\n", "SUBJECT: OIL\n\n1. WORDS.\n"):
        assert "header-missing" not in [problem.code for problem in parse(text).problems]


def test_a_whole_header_may_stand_twice() -> None:
    relay = "VZCZCXRO5008\nPP RUEHAG\nDE RUEHRO #4580/01 2801530\nZNY CCCCC ZZH\nP 071530Z OCT 03\n"
    address = (
        "FM AMEMBASSY ROME\nTO RUEHC/SECSTATE WASHDC PRIORITY 1234\nINFO RUEHTRO/AMEMBASSY TRIPOLI 0007\n"
    )
    slug = "C O N F I D E N T I A L ROME 004580\n\nSIPDIS\n\nNEA FOR SMITH\n\n"
    lines = "E.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL AND GAS\n\nREF: ROME 3207\n\n"
    header = relay + address + slug + lines + "Classified By: DCM John Doe for reasons 1.4 (b) and (d).\n\n"
    once, twice = parse(header + BODY), parse(header + header + BODY)
    for cable in (once, twice):
        assert str(cable.mrn) == "2003ROME4580"
        assert [one.text for one in cable.paragraphs] == ["FIRST WORDS HERE.", "SECOND WORDS HERE."]
        assert [str(one.mrn) for one in cable.references] == ["2003ROME3207"]
        assert [one.name for one in (*cable.action, *cable.info)] == ["SECSTATE WASHDC", "AMEMBASSY TRIPOLI"]
        assert (cable.subject, cable.signer, cable.problems) == ("OIL AND GAS", ("SEMBLER",), ())


def test_years_in_brackets_behind_a_date_leave_it_the_date() -> None:
    marked = read("E.O. 12958: DECL: 10/07/2013 (10 YEARS)", "SUBJECT: OIL").declassify
    assert marked is not None
    assert (marked.rule, marked.on) == ("date", datetime.date(2013, 10, 7))


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("(U) CLASSIFIED BY DCM JOHN DOE, REASON 1.4 (B)", "JOHN DOE", "DCM"),
        ("CLASSIFIED BY: (U) DCM JOHN DOE. REASON 1.4 (B)", "JOHN DOE", "DCM"),
        (
            "CLASSIFIED BY: CHARGE D'AFFAIRES, A.I. JOHN DOE FOR REASON 1.4(B)",
            "JOHN DOE",
            "CHARGE D'AFFAIRES, A.I.",
        ),
    ],
)
def test_a_mark_or_a_long_title_before_the_classifier(line: str, name: str, title: str) -> None:
    cable = read(f"SUBJECT: OIL\n{line}")
    assert cable.subject == "OIL"
    assert [(one.name, one.title) for one in cable.classified_by] == [(name, title)]
    assert [reason.code for reason in cable.reasons] == ["1.4(b)"]


def test_references_in_two_lines_with_their_key_each() -> None:
    cable = read("SUBJECT: OIL", "REF: ROME 3207", "REF: PARIS 44")
    assert [str(one.mrn) for one in cable.references] == ["2003ROME3207", "2003PARIS44"]
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2]


def test_named_entities_and_what_looks_like_one() -> None:
    cable = read(
        "SUBJECT: CAF&eacute; &amp; AT&T;", body="&para;1. (C) WORDS.\n\n&para;2. (C) MORE.\nSEMBLER\n"
    )
    assert cable.subject == "CAFé & AT&T;"
    assert [(one.number, one.text) for one in cable.paragraphs] == [(1, "WORDS."), (2, "MORE.")]


def test_many_blanks_behind_a_marking_take_linear_time() -> None:
    with patience():
        parse("C O N F I D E N T I A L " + " " * 2_000_000 + "ROME")


@pytest.mark.parametrize(
    "piece", ["A. END SUMMARY.\n\n", "SUMMARY. X. END NOTE.\n\n", "COMMENT: A. END COMMENT.\n\n"]
)
def test_many_ends_in_many_paragraphs_take_linear_time(piece: str) -> None:
    with patience():
        cable = parse(piece * 120_000)
    assert len(cable.paragraphs) == 120_000
