"""What holds of every text: it is read without failing, the same each time, in time, and its spans point at words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from quality import samples
from reftel.model import Span
from reftel.parser import smart
from reftel.parser.coverage import coverage
from tests.parser.smart.layouts import BODY, E_MAIL, apart, below, beside, message, stamp
from tests.patience import patience

_TEXTS = [one.data.decode("utf-8") for one in samples.find() if one.name.startswith("smart/")]
_PIECES = st.sampled_from(
    [
        "MRN:", "MRN: 10 ROME 1", "Date/DTG:", "DatelDTG: Jul 22, 20101221710Z JUL 10", "From:", "Action:", "Info:", "E.O.:",
        "TAGS: PREL, 01IP", "Captions: SI PDIS", "Reference: A) 10 ROME 2", "Pass Line: STATE FOR S/ES-0", "Subject:", "Signature:",
        "Drafted By:", "Cleared By: A:B, C", "Approved By:", "Released By:", "XMT:", "Attachments:", "Action Post:",
        "Dissemination Rule: DIS_A", "UNCLASSIFIED", "SBU", "Sent:", "To:", "1. (513U) ", "2. (SBU) ", "\f", "\n", "\n\n", "   " * 9,
        "RELEASE IN", "PART B6", "B6", " " * 70 + "1.4(D)", "©", "a©b.c", "&amp;", "\r\n", "\0", "\ufeff", "İ", "\u2028", ";", " ROUTINE",
        "ROUTINE,", "E.O. 13526: DECL: 1", "13526", "10 ROME 4580", "•", "Jul 22, 2010 / 221710Z JUL 10", "<http://a", ">",
        "Classified By: X for reasons 1.4 (b)", stamp(), E_MAIL,
    ]
)  # fmt: skip
_ANY = st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=50).map("".join)
_DAMAGED = st.tuples(st.sampled_from(_TEXTS), st.lists(st.tuples(st.integers(0, 14_000), st.integers(0, 60), _PIECES), max_size=6))  # fmt: skip


def spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, dict):
        yield from spans(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from spans(item)


def holds(text: str) -> None:
    cable = smart.parse(text)
    assert smart.parse(text) == cable and cable.text == text
    for span in spans(cable):
        assert 0 <= span.start <= span.end <= len(text)
    at = 0
    for piece in coverage(cable).pieces:
        assert piece.span.start == at
        at = piece.span.end
    assert at == len(text)
    assert msgspec.json.decode(msgspec.json.encode(cable), type=reftel.Cable) == cable


@given(_ANY)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str) -> None:
    holds(text)
    smart.recognise(text)


@given(_DAMAGED)
@settings(max_examples=80, deadline=None)
def test_damaged_messages_are_read(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    text, cuts = case
    for at, length, words in cuts:
        text = text[:at] + words + text[at + length :]
    holds(text)


@given(
    st.integers(1, 99_999),
    st.lists(st.sampled_from(["PARM", "PREL", "IT", "LY", "KNNP"]), min_size=1, max_size=5, unique=True),
    st.sampled_from([beside, below]),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_spans_point_at_the_words(serial: int, codes: list[str], layout: Any, mailed: bool) -> None:
    text = message(layout, header={"MRN": [f"10 ROME {serial}"], "TAGS": [", ".join(codes)]})
    if mailed:
        text = f"{stamp()}\n\n{E_MAIL}{stamp()}\n\f{stamp()}\n\n{text}"
    cable = reftel.parse(text)
    assert str(cable.mrn) == f"2010ROME{serial}" and cable.words("mrn") == f"10 ROME {serial}"
    assert [tag.span.of(text) for tag in cable.tags] == codes
    assert cable.words("signer") == "SEMBLER" and cable.words("sender") == "AMEMBASSY ROME"
    assert " ".join(cable.words("subject").split()) == cable.subject
    for one in (*cable.drafted_by, *cable.cleared_by, *cable.approved_by, *cable.releasers):
        assert one.name in one.span.of(text)
    for one in (*cable.action, *cable.info):
        assert " ".join(one.span.of(text).split()).startswith(one.name)
    for paragraph in cable.paragraphs:
        assert paragraph.text in paragraph.span.of(text)
    for reference in cable.references:
        assert reference.mrn and str(reference.mrn.serial) in reference.span.of(text)


@pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
def test_no_stamp_in_any_value_or_paragraph(text: str) -> None:
    cable = reftel.parse(text)
    values = [one.text for one in cable.paragraphs]
    values += [
        cable.subject or "",
        *cable.further.values(),
        *(one.name for one in (*cable.action, *cable.info)),
    ]
    values += [one.heading or "" for one in cable.paragraphs]
    for words in values:
        assert "Department of State Case" not in words and "RELEASE IN" not in words and "Doc No" not in words
    unread = any(problem.code == "value-unread" for problem in cable.problems)
    assert coverage(cable).explained > (0.75 if unread else 0.98)


HOSTILE = {
    "names only": "MRN:\nDate/DTG:\nFrom:\nAction:\nE.O.:\nTAGS:\nSubject:\nSignature:\nDrafted By:\n",
    "names without end": "MRN:\nDate/DTG:\nTAGS:\nSubject:\n" * 5_000,
    "one name many times": "MRN: 10 ROME 1\n" * 20_000,
    "blanks": message().replace("10 ROME 4580", " " * 200_000 + "10 ROME 4580"),
    "blank lines": message().replace("\n\n", "\n" * 50_000),
    "a line of stamps": message() + stamp() * 2_000,
    "a page of stamps": (stamp() + "\n") * 20_000 + message(),
    "letters for digits": message(body=["1. (" + "0158" * 3 + ") TEXT."] * 2_000),
    "a long name": message(ending={"Drafted By": ["A:" * 30_000 + "B, C"]}),
    "a long address": message(ending={"Info": ["A " * 60_000 + "ROUTINE"]}),
    "many addresses": message(ending={"Info": ["ROME, AMEMBASSY ROUTINE; " * 10_000]}),
    "many people": message(ending={"Cleared By": ["POL:Smith, John"] * 20_000}),
    "a long number": message(header={"MRN": ["1" * 100_000]}),
    "a long date": message(header={"Date/DTG": ["Jul 22, 2010 " + "1" * 100_000 + "Z JUL 10"]}),
    "long tags": message(header={"TAGS": ["0158" * 25_000]}),
    "long captions": message(header={"Captions": ["S1" * 50_000]}),
    "links": message(header={"Reference": ["<http://" * 20_000]}),
    "passing lines": message(header={"Pass Line": ["ROME FOR " * 20_000]}),
    "a name in its value": message(header={"Subject": ["Subject: Subject: Subject:"]}),
    "no header": message().partition("Subject")[2],
    "upside down": "\n".join(reversed(message().split("\n"))),
    "cut": message()[:300],
    "columns": apart({name: [] for name in ("MRN", "Date/DTG", "From", "Action")}) + "\n" * 10_000,
    "an odd year": message(header={"MRN": ["99 ROME 1"], "Date/DTG": ["Feb 30, 9999 / 302460Z FEB 99"]}),
    "half a pair": message(body=["1. (U) \ud800 \udfff."]),
    "long paragraphs": message(body=[one * 3_000 for one in BODY]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_time(name: str) -> None:
    text = HOSTILE[name]
    with patience():
        cable = smart.parse(text)
        smart.recognise(text)
    assert cable.text == text


def test_no_sample_of_another_kind_is_recognised() -> None:
    texts = [
        one.data.decode("utf-8", "replace") for one in samples.find() if not one.name.startswith("smart/")
    ]
    assert texts
    assert not any(smart.recognise(text) for text in texts)
