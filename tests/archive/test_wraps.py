"""What lines and pages part is put together, and nothing else."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import wraps
from reftel.model import Furniture, Span
from tests.patience import patience

PAGE = "\n\nSECRET\n\nPAGE 02  ROME  00101  071530Z\n\n"


def record(*furniture: tuple[str, int, int]) -> bytes:
    """The part of a record that names furniture."""
    return msgspec.json.encode({"furniture": [Furniture(kind, Span(a, b)) for kind, a, b in furniture]})


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", []),
        ("NO HYPHEN\nAT ALL", []),
        ("A RE-EXPORT\nOF OIL", []),
        ("THE REPRESENTA-\nTIVES LEFT", ["THE REPRESENTATIVES LEFT"]),
        ("THE REPRESENTA- \r\n  TIVES LEFT", ["THE REPRESENTATIVES LEFT"]),
        ("ROSE 10-\n15 PERCENT", []),  # a range
        ("ROSE 10-\nFOLD", []),
        ("A RULE\n-----\nTEXT", []),
        ("WORD -\nWORD", []),
        ("WORD-", []),
        ("WORD-\n", []),
        ("-\nWORD", []),
        ("RE-\nPRE-\nSENT", ["REPRESENT"]),
        ("PERÚ-\nÉLITE", ["PERÚÉLITE"]),
    ],
)
def test_parted_words(text: str, passages: list[str]) -> None:
    assert wraps.passages(text) == passages


def test_a_passage_has_the_words_around_and_no_more() -> None:
    text = "FAR " + "NEAR " * 40 + "REPRESENTA-\nTIVES " + "NIGH " * 40 + "OFF"
    (passage,) = wraps.passages(text)
    assert "NEAR REPRESENTATIVES NIGH" in passage
    assert set(passage.split()) == {"NEAR", "REPRESENTATIVES", "NIGH"}
    assert len(wraps.passages(text + " " + text)) == 2


def test_page_lines_are_taken_out() -> None:
    text = f"THE SILO IN{PAGE}COCHABAMBA"
    at = text.index("\n\nSECRET")
    assert wraps.passages(text, record(("page marker", at, at + len(PAGE)))) == ["THE SILO IN COCHABAMBA"]
    parted = f"THE MISUNDER-{PAGE}STANDING"
    cut = parted.index("SECRET"), parted.index("071530Z") + 7
    assert wraps.passages(parted, record(("page marker", *cut))) == ["THE MISUNDERSTANDING"]
    # Mark-up and notices part no sentence.
    assert wraps.passages("[1](#)1. TEXT", record(("markup", 0, 6))) == []


def test_spans_are_taken_out_in_any_order() -> None:
    text = "0123456789"
    assert wraps.without(text, [Span(8, 9), Span(1, 3)]) == ("0345679", [1, 6])
    assert wraps.without(text, [Span(1, 5), Span(3, 7)]) == ("0789", [1])
    assert wraps.without(text, [Span(2, 2), Span(5, 4)]) == (text, [])
    assert wraps.without(text, [Span(0, 10)]) == ("", [0])
    assert wraps.without("", [Span(0, 0)]) == ("", [])


@pytest.mark.parametrize(
    "piece", ["A-\n", "-\n", "-", "- \n ", "A- \n" + " " * 90, "\n", "AB-\nCD ", "A" * 50 + "-\n"]
)
def test_linear(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    with patience():
        parts = wraps.passages(text)
    assert sum(map(len, parts)) <= len(text)


_TEXTS = st.lists(st.sampled_from(["AB", "-\n", "- \r\n", " ", "é", "1", "\n", "-", "x y"])).map("".join)


@given(_TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=5))
def test_nothing_is_lost_but_what_was_named(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in cuts]
    inside = {place for span in spans for place in range(span.start, span.end)}
    kept = "".join(c for place, c in enumerate(text) if place not in inside)
    clean, places = wraps.without(text, spans)
    assert clean.replace(" ", "") == kept.replace(" ", "")
    assert all(0 <= place <= len(clean) for place in places)
    joined, parted = wraps.join(text)
    assert len(joined) + sum(length for _, length in parted) == len(text)
    assert [c for c in joined if c.isalnum()] == [c for c in text if c.isalnum()]


@given(_TEXTS)
def test_places_before_and_after_joining_agree(text: str) -> None:
    joined, parted = wraps.join(text)
    moved = wraps.after_joining(parted, list(range(len(text))))
    for place in range(len(text)):
        if not _is_taken(parted, place):
            assert joined[moved[place]] == text[place]


@given(_TEXTS.map(lambda text: text * 30))
def test_near_places_give_the_windows_of_each(text: str) -> None:
    joined, parted = wraps.join(text)
    covered = {i for place, _ in parted for i in range(max(place - 100, 0), min(place + 100, len(joined)))}
    passages = wraps.passages(text)
    assert sum(map(len, passages)) >= len(covered)
    assert all(passage in joined for passage in passages)
    if parted:
        first = parted[0][0]
        assert passages[0].startswith(joined[max(first - 100, 0) : first])


def test_the_list_of_furniture_is_found_in_any_record() -> None:
    text = f"THE SILO IN{PAGE}COCHABAMBA"
    at = text.index("\n\nSECRET")
    one = Furniture("page marker", Span(at, at + len(PAGE)))
    joined = ["THE SILO IN COCHABAMBA"]
    for record in (
        {"furniture": [one], "problems": [{"message": '"furniture":[{"kind":"page marker"}]'}]},
        {"text": '"furniture":[', "furniture": [one], "spans": {"mrn": [[1, 2]]}},
        {"furniture": [{"kind": "page marker", "span": one.span, "more": [{"a": 1}]}]},
        {"furniture": [{"kind": "a }] b", "span": [0, 0]}, one]},
    ):
        assert wraps.passages(text, msgspec.json.encode(record)) == joined
    for other in (b"", b"{}", b'{"furniture":[]}', b'{"furniture":[', msgspec.json.encode({"furniture": []})):
        assert wraps.passages(text, other) == []


def test_many_page_lines_and_parted_words_take_linear_time() -> None:
    piece = f"RE-\nPRESENTED{PAGE}"
    text = piece * 20_000
    pages = [("page marker", i * len(piece) + 13, (i + 1) * len(piece)) for i in range(20_000)]
    with patience():
        (passage,) = wraps.passages(text, record(*pages))
    assert passage.split() == ["REPRESENTED"] * 20_000


def _is_taken(parted: list[tuple[int, int]], place: int) -> bool:
    """Whether a character of the text was taken out, by the list alone."""
    before = 0
    for start, length in parted:
        if start + before <= place < start + before + length:
            return True
        before += length
    return False
