"""What a source says beside the text: blanks filled, disagreements told."""

from __future__ import annotations

import pytest

from reftel.model import Span
from reftel.parser import parse

TEXT = "C O N F I D E N T I A L ROME 004580\n\nTAGS: PARM, IT\nSUBJECT: OIL AND GAS\n\n1. (C) TEXT.\n"
RECORD = {
    "mrn": "1974LAPAZ00012",
    "subject": "TIN PRICES",
    "tags": "ENRG, IT",
    "classification": "SECRET",
    "handling": "EXDIS; STADIS",
    "from": "LA PAZ",
    "to": "STATE; LIMA",
    "references": "73 STATE 123; LA PAZ 11",
}


def test_a_record_without_a_text_has_what_its_source_says() -> None:
    cable = parse("", mrn="1974LAPAZ00012", given=RECORD)
    assert str(cable.mrn) == "1974LAPAZ12"
    assert cable.subject == "TIN PRICES"
    assert [tag.code for tag in cable.tags] == ["ENRG", "IT"]
    assert cable.classification is not None
    assert cable.classification.level == "SECRET"
    assert [caption.code for caption in cable.captions] == ["EXDIS", "STADIS"]
    assert cable.sender == "LA PAZ"
    assert [one.station for one in cable.action] == ["STATE", "LIMA"]
    assert [str(one.mrn) for one in cable.references] == ["1973STATE123", "1974LAPAZ11"]
    assert "text-missing" in [problem.code for problem in cable.problems]
    assert set(cable.from_given) == {
        "action",
        "captions",
        "classification",
        "references",
        "sender",
        "subject",
        "tags",
    }


def test_values_of_the_source_have_empty_spans() -> None:
    cable = parse("", given=RECORD)
    spans = [
        one.span for field in ("tags", "captions", "action", "references") for one in getattr(cable, field)
    ]
    assert spans
    assert set(spans) == {Span(0, 0)}


def test_two_records_without_a_text_are_two_cables() -> None:
    one, other = parse("", given=RECORD), parse("", given=RECORD | {"subject": "TIN"})
    assert one.id != other.id
    assert one.id == parse("", given=dict(reversed(RECORD.items()))).id


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"subject": "SOMETHING ELSE"}, "subject-disagrees"),
        ({"tags": "PARM, LY"}, "tags-disagrees"),
        ({"classification": "SECRET"}, "classification-disagrees"),
        ({"mrn": "2003ROME99"}, None),  # compared where it is handed over as the number
    ],
)
def test_what_disagrees_is_told_and_the_text_is_kept(given: dict[str, str], code: str | None) -> None:
    plain, cable = parse(TEXT), parse(TEXT, given=given)
    told = {problem.code for problem in cable.problems} - {problem.code for problem in plain.problems}
    assert told == ({code} if code else set())
    assert (cable.subject, cable.tags, cable.classification) == (
        plain.subject,
        plain.tags,
        plain.classification,
    )
    assert cable.given == given


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "Oil and gas"},
        {"subject": "OIL AND"},  # sources cut subjects
        {"tags": "IT; PARM"},
        {"tags": "N/A"},
        {"classification": "confidential"},
        {"subject": " "},
        {"to": "; ;\n"},
    ],
)
def test_what_agrees_or_says_nothing_is_no_problem(given: dict[str, str]) -> None:
    cable = parse(TEXT, given=given)
    assert cable.problems == parse(TEXT).problems
    assert cable.from_given == ()


@pytest.mark.parametrize("value", ["\x00", "(" * 5000, "A" * 100_000, ",;" * 9000, "\ud800", "�" * 30])
def test_no_value_of_a_source_breaks_the_parser(value: str) -> None:
    for text in ("", TEXT):
        parse(text, given=dict.fromkeys(RECORD, value))
