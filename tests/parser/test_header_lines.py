"""Header lines whose keys are damaged or which stand glued together; the values by eye."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Cable
from reftel.parser import parse

MARKING = "C O N F I D E N T I A L ROME 004580"
EO = "E.O. 12958: DECL: 08/16/2015"
TAGS = "TAGS: PREL, IT"
SUBJECT = "SUBJECT: OIL AND GAS"
BODY = "REF: TUNIS 12\n\n1. (C) WORDS.\n\n2. (C) MORE.\n"


def read(head: str) -> Cable:
    return parse(f"{head}\n\n{BODY}", date=datetime.date(2005, 10, 7))


def lines(*, captions: str = "SIPDIS", eo: str = EO, tags: str = TAGS, subject: str = SUBJECT) -> Cable:
    return read(f"{MARKING}\n\n{captions}\n\n{eo}\n{tags}\n{subject}")


def check(cable: Cable, captions: list[str], tags: list[str]) -> None:
    assert (str(cable.mrn), [one.code for one in cable.captions]) == ("2005ROME4580", captions)
    assert cable.authority is not None
    assert (cable.authority.order, str(cable.declassify_on)) == ("12958", "2015-08-16")
    assert [tag.code for tag in cable.tags] == tags
    assert (cable.subject, cable.words("subject")) == ("OIL AND GAS", "OIL AND GAS")
    assert [str(one.mrn) for one in cable.references] == ["2005TUNIS12"]
    assert [one.number for one in cable.paragraphs] == [1, 2]
    assert cable.problems == ()


@pytest.mark.parametrize(
    ("slug", "captions", "to", "offices"),
    [
        (" SIPDIS STATE PASS TO USTR ", ["SIPDIS"], "STATE", ("USTR",)),
        ("SIPDISEB FOR OIA", ["SIPDIS"], "EB", ("OIA",)),
        ("SIPDISDEPARTMENT FOR EUR/WE", ["SIPDIS"], "DEPARTMENT", ("EUR/WE",)),
        (" NODIS SIPDIS NEA FOR NP ", ["NODIS", "SIPDIS"], "NEA", ("NP",)),
        ("\n\nSIPDIS, SENSITIVE, STATE FOR EUR/WE\n\n", ["SIPDIS", "SENSITIVE"], "STATE", ("EUR/WE",)),
    ],
)
def test_captions_glued_to_a_passing_line(
    slug: str, captions: list[str], to: str, offices: tuple[str, ...]
) -> None:
    cable = read(f"{MARKING}{slug}{EO}{TAGS} {SUBJECT}")
    check(cable, captions, ["PREL", "IT"])
    assert [(one.to, one.offices) for one in cable.passing] == [(to, offices)]


@pytest.mark.parametrize("word", ["IPDIS", "SSIPDIS", "SIPDS", "S I P D I S", "SIPDIS"])
def test_sipdis_misspelt(word: str) -> None:
    check(lines(captions=word), ["SIPDIS"], ["PREL", "IT"])


@pytest.mark.parametrize(
    "key",
    [
        "SUBJECT:",
        "SUBECJT:",
        "SUBJET:",
        "S UBJECT:",
        "SUBJCT:",
        "UBJECT:",
        "SUBJECT;",
        "SUBJECT ",
        "SUBJ -",
        "SUBJ.",
    ],
)
def test_the_subject_s_key(key: str) -> None:
    check(lines(subject=f"{key} OIL AND GAS"), ["SIPDIS"], ["PREL", "IT"])


@pytest.mark.parametrize("mark", ["(C)", "(U)", "(S/NF)", "(SBU)"])
def test_a_mark_behind_the_subject(mark: str) -> None:
    check(lines(subject=f"SUBJECT: OIL AND GAS {mark}"), ["SIPDIS"], ["PREL", "IT"])
    check(lines(subject=f"SUBJECT: {mark} OIL AND GAS {mark}"), ["SIPDIS"], ["PREL", "IT"])


def test_other_brackets_belong_to_the_subject() -> None:
    assert lines(subject="SUBJECT: OIL AND GAS (OPEC)").subject == "OIL AND GAS (OPEC)"
    assert lines(subject="SUBJECT: (C)").subject is None


def test_a_sentence_about_a_subject_is_no_key() -> None:
    cable = parse(
        f"{MARKING}\n\nSUBJECT TO APPROVAL HE WILL COME.\nSUBJECT MATTER IS OIL.\n", date="2005-10-07"
    )
    assert cable.subject is None


def test_tags_go_on_below_a_blank_line() -> None:
    check(
        lines(tags="TAGS: PREL, IT, KNNP, \n\n      IR, RS"), ["SIPDIS"], ["PREL", "IT", "KNNP", "IR", "RS"]
    )


def test_a_passing_line_below_tags_is_none_of_them() -> None:
    cable = lines(tags="TAGS: PREL, IT,\n\nSTATE FOR EUR/WE\n")
    check(cable, ["SIPDIS"], ["PREL", "IT"])
    assert [one.offices for one in cable.passing] == [("EUR/WE",)]


@pytest.mark.parametrize(
    "eo", ["E.O. 12958L DECL: 08/16/2015", "E.0. 12958: DECL: 08/16/2015", "EO 12958, DECL: 08/16/2015"]
)
def test_the_order_s_key(eo: str) -> None:
    check(lines(eo=eo), ["SIPDIS"], ["PREL", "IT"])


def test_a_stop_and_a_colon_behind_ref() -> None:
    cable = parse(f"{MARKING}\n\n{SUBJECT}\n\nRef.: TUNIS 12\n\n1. (C) WORDS.\n", date="2005-10-07")
    assert [str(one.mrn) for one in cable.references] == ["2005TUNIS12"]


def test_tags_on_the_order_s_line_in_mixed_case() -> None:
    check(
        read(f"{MARKING}\n\nSIPDIS\n\nE.o. 12958: Decl: 08/16/2015 Tags: PREL, IT\n{SUBJECT}"),
        ["SIPDIS"],
        ["PREL", "IT"],
    )
