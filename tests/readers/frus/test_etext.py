"""A volume as plain text, and its agreement with the same volume as TEI."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import Indel

from reftel.model import RawMessage
from reftel.readers.frus import signs
from reftel.readers.frus.etext import FrusText
from reftel.readers.protocol import Reject
from tests.readers.frus.conftest import SAMPLES, read_text

BOTH = ["d10", "d13", "d18", "d35", "d128"]
SAME = (
    *("document", "kind", "mrn", "number", "time", "dateline", "origin", "from", "to", "classification"),
    *("precedence", "handling", "file", "cross_references", "url"),
)


def _plain(words: str) -> str:
    """Apostrophes are printed differently."""
    return " ".join(words.replace("ʼ", "'").replace("’", "'").split())


def test_the_documents_and_nothing_of_the_index(etext: dict[str, RawMessage]) -> None:
    assert [name.partition("/")[2] for name in etext] == [
        "d10", "d11", "d12", "d13", "d18", "d35", "d128", "d390",
    ]  # fmt: skip
    last = etext["frus1961-63v05/d390"]
    assert last.text.endswith("\n\nMcGeorge Bundy")
    assert last.data.endswith(b"\n\n3 Printed from a copy that bears this typed signature.")


@pytest.mark.parametrize("id", BOTH)
def test_two_forms_agree(tei: dict[str, RawMessage], etext: dict[str, RawMessage], id: str) -> None:
    marked, plain = tei[f"frus1961-63v05/{id}"], etext[f"frus1961-63v05/{id}"]
    for name in SAME:
        assert _plain(plain.given.get(name, "")) == _plain(marked.given.get(name, "")), name
    assert _plain(plain.given["title"]) == _plain(marked.given["title"])
    assert plain.given.get("date", "") == marked.given.get("date", "")[:10]
    assert _plain(plain.given.get("source_note", "")) == _plain(marked.given.get("source_note", ""))
    assert Indel.normalized_similarity(_plain(plain.text), _plain(marked.text)) > 0.995


@pytest.mark.parametrize("id", ["d10", "d13", "d18", "d128"])
def test_notes_are_found_at_the_same_places(
    tei: dict[str, RawMessage], etext: dict[str, RawMessage], id: str
) -> None:
    def notes(message: RawMessage) -> list[tuple[str, str]]:
        return [
            (_plain(message.text[: one.span.start])[-20:], _plain(one.text)[:40])
            for one in message.annotations
            if one.kind == "note"
        ]

    assert notes(etext[f"frus1961-63v05/{id}"]) == notes(tei[f"frus1961-63v05/{id}"])


def test_department_telegrams_of_1961_have_no_number_of_their_own(etext: dict[str, RawMessage]) -> None:
    message = etext["frus1961-63v05/d11"]
    assert message.given["number"] == "1180"
    assert "mrn" not in message.given
    assert message.given["drafted_by"] == "Kohler"
    assert message.given["approved_by"] == "Rusk"
    assert message.given["precedence"] == "Niact"
    assert message.text.startswith(
        "Washington, January 23, 1961, 5:57 p.m.\n\n1180. Eyes only for Ambassador."
    )
    assert "contains text of Aide-Memoire for delivery to Khrushchev" in message.text


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_line_ends_and_a_mark_of_byte_order(line_end: bytes) -> None:
    data = b"\xef\xbb\xbf" + (SAMPLES / "frus1961-63v05.txt").read_bytes().lstrip(b"\n").replace(
        b"\n", line_end
    )
    found = [one for one in read_text(data, "frus1961-63v05.txt") if isinstance(one, RawMessage)]
    assert len(found) == 8
    for one in found:
        assert data[one.source.offset : one.source.offset + one.source.length] == one.data
        assert "\r" not in one.text


def test_a_numbered_paragraph_is_no_heading() -> None:
    data = (
        b"4. Memorandum From A to BSource\n\n\nWashington, May 6, 1961.\n\n1. First.\n\n2. Second.\n\n\n\n"
        b"5. Not the last advantage of raising this matter.\n\n\nMore.\n\n\n\n* * *\n\n\n\n* Source: A file. Secret.\n"
    )
    (message,) = read_text(data)
    assert isinstance(message, RawMessage)
    assert message.text.endswith("2. Second.\n\n5. Not the last advantage of raising this matter.\n\nMore.")
    assert message.given["document"] == "d4" and "url" not in message.given


def test_a_document_cut_short_says_so() -> None:
    (message,) = read_text(b"4. Memorandum From A to BSource\n\n\nWashington, May 6, 1961.\n\n1. First.")
    assert isinstance(message, RawMessage)
    assert message.notes == ("the source note is missing: the document may be cut short",)


def test_no_volume_at_all() -> None:
    (reject,) = read_text(b"SECRET\n\n1. TEXT.\n")
    assert isinstance(reject, Reject)
    assert reject.code == "format-unknown"


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        ((SAMPLES / "frus1961-63v05.txt").read_bytes(), True),
        ((SAMPLES / "frus1961-63v05.xml").read_bytes(), False),
        (b"SECRET ROME 1\n\n\n1. TEXT OF THE SOURCE\n\n\n", False),
        (b"1. Open Source\nand more", False),
        (b"\x00\x01\x02\x03" * 99, False),
    ],
)
def test_sniff(head: bytes, sure: bool) -> None:
    assert (FrusText().sniff(head, "x.txt") > 0.5) == sure


@pytest.mark.parametrize(
    ("text", "numbers", "found"),
    [
        ("the text.1 Then Aide-Memoire2 came.", [1, 2], "the text. Then Aide-Memoire came."),
        ("It rose 3.6 percent.", [6], None),
        ("about 1,200 men", [200], None),
        ("a U-2 and a B52 flew", [2, 52], None),
        ("In 1961.2 The Soviet", [2], "In 1961. The Soviet"),
        ("Deptels 16681 and 17412", [1, 2], None),
        ("twice.1 twice.1 And", [1], None),  # two places fit
        ("one.1 two.2 one.1 And", [1, 2], "one. two. one.1 And"),  # the second 1 stands behind the 2
    ],
)
def test_signs(text: str, numbers: list[int], found: str | None) -> None:
    assert signs.take_out(text, numbers).text == (text if found is None else found)
