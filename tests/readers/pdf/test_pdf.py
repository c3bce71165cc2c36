"""PDF files: the text layer with its blank lines and indents, pictures, several cables, and what is broken."""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.model import RawMessage
from reftel.readers import Reject, choose
from reftel.readers.pdf import Pdf, ocr
from tests.readers.pdf.making import pdf, scanned

HERE = Path(__file__).parent
CABLE = [
    "C O N F I D E N T I A L ROME 004580",
    "",
    "SIPDIS",
    "",
    "E.O. 12958: DECL: 10/07/2013",
    "TAGS: PARM, MNUC, IT",
    "SUBJECT: ITALY: EXPORT CONTROLS AND",
    "    THE NEW AGENCY",
    "REF: A. STATE 282619",
    "     B. ROME 3207",
    "",
    "1. (C) SUMMARY. THE MFA WAS OPEN TO THE PRO-",
    "POSAL (REF A). END SUMMARY.",
    "",
    "2. (C) POST WILL REPORT.",
    "",
    "SEMBLER",
]


def read(data: bytes, path: str = "a.pdf") -> list[RawMessage | Reject]:
    return list(Pdf().read(io.BytesIO(data), path))


def message(data: bytes) -> RawMessage:
    (one,) = read(data)
    assert isinstance(one, RawMessage), one
    return one


def test_blank_lines_indents_and_hyphens_stay() -> None:
    assert message(pdf(CABLE)).text.splitlines() == CABLE


def test_the_cable_in_it_is_read() -> None:
    cable = reftel.parse(message(pdf(CABLE)).text, mrn="2003ROME4580")
    assert cable.subject == "ITALY: EXPORT CONTROLS AND THE NEW AGENCY"
    assert [(one.letter, str(one.mrn)) for one in cable.references] == [
        ("A", "2003STATE282619"),
        ("B", "2003ROME3207"),
    ]
    assert [one.portion for one in cable.paragraphs] == ["C", "C"]
    assert cable.signer == ("SEMBLER",)


def test_pages_follow_each_other() -> None:
    text = message(pdf(CABLE[:13], CABLE[13:])).text
    assert [line for line in text.splitlines() if line] == [line for line in CABLE if line]


def test_its_bytes_are_the_source() -> None:
    data = pdf(CABLE)
    one = message(data)
    assert one.data == data
    assert one.source.length == len(data)
    assert one.source.sha256 == hashlib.sha256(data).hexdigest()
    assert one.source.path == "a.pdf"
    assert one.given["pages"] == "1"
    assert "confidence" not in one.given


def test_it_is_known_by_its_mark() -> None:
    reader = choose(b"some words\n%PDF-1.7\n", "scan.txt")
    assert reader is not None
    assert reader.name == "pdf"


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_picture_is_read_and_its_sureness_kept() -> None:
    one = message(scanned(CABLE))
    cable = reftel.parse(one.text, mrn="2003ROME4580")
    assert [tag.code for tag in cable.tags] == ["PARM", "MNUC", "IT"]
    assert [str(ref.mrn) for ref in cable.references] == ["2003STATE282619", "2003ROME3207"]
    assert 60 < float(one.given["confidence"]) <= 100


def test_a_picture_without_tesseract_is_a_reject_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "program", lambda: None)
    (one,) = read(scanned(CABLE))
    assert isinstance(one, Reject)
    assert (one.code, one.line) == ("page-unread", 1)
    assert "Tesseract is not installed" in one.reason
    assert "tesseract-ocr" in one.advice


def test_tesseract_that_fails_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "program", lambda: "/bin/false")
    (one,) = read(scanned(CABLE))
    assert isinstance(one, Reject)
    assert "Tesseract failed" in one.reason


WHOLE = pdf(CABLE)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4\n", "broken-pdf"),
        (b"%PDF-1.4\n" + b"\x00" * 5000, "broken-pdf"),
        (b"no pdf at all", "broken-pdf"),
        (pdf(), "broken-pdf"),
        (pdf([]), "empty"),
        (pdf([""]), "empty"),
        ((HERE / "locked.pdf").read_bytes(), "encrypted"),
        (WHOLE[:200], "broken-pdf"),
        (b"", "broken-pdf"),
        (WHOLE.replace(b"/Type /Page ", b"/Type /Nope "), "page-unread"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    found = read(data)
    assert [one.code for one in found if isinstance(one, Reject)] == [code]
    assert all(isinstance(one, Reject) and one.reason and one.advice for one in found)


def test_a_file_cut_short_is_read_as_far_as_it_goes_or_rejected() -> None:
    for end in range(0, len(WHOLE), 97):
        for one in read(WHOLE[:end]):
            assert isinstance(one, RawMessage) or one.code in ("broken-pdf", "empty")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_damage_never_raises(at: int, noise: bytes) -> None:
    for one in read(WHOLE[:at] + noise + WHOLE[at + len(noise) :]):
        assert isinstance(one, RawMessage | Reject)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("ABC .,-()/:0123456789", max_size=60), min_size=1, max_size=30))
def test_all_letters_of_a_page_come_through_in_their_order(lines: list[str]) -> None:
    letters = "".join("".join(lines).split())
    found = [one for one in read(pdf(lines)) if isinstance(one, RawMessage)]
    assert "".join("".join(one.text for one in found).split()) == letters


def test_columns_keep_their_distance() -> None:
    words = message(
        pdf(["UNCLAS ROME 4580", "", "POST         1973    1974", "ROME           12       9", "A B"])
    ).text
    assert "POST         1973    1974" in words
    assert "ROME           12       9" in words
    assert "A B" in words
