"""Marks of what is withheld, of every release style; and what looks like one and is none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.links.comparing.redactions import find, protected
from reftel.model import Span
from tests.patience import patience


@pytest.mark.parametrize(
    ("written", "kind", "codes", "extent"),
    [
        ("XXXXXXXXXXXX", "blacked out", (), None),
        ("XXXXXXXXXXXX XXXXXXXXXXXX", "blacked out", (), None),
        ("xxxxxxx", "blacked out", (), None),
        ("■■■■■", "blacked out", (), None),
        ("███", "blacked out", (), None),
        ("[REDACTED]", "blacked out", (), None),
        ("[redacted]", "blacked out", (), None),
        ("(NAME REDACTED)", "blacked out", (), "NAME"),
        ("[2 paragraphs excised]", "blacked out", (), "2 paragraphs"),
        ("[DELETED]", "blacked out", (), None),
        ("--SENSITIVE--", "blacked out", (), None),
        ("***REDACTED***", "blacked out", (), None),
        ("(b)(1)", "exemption", ("(b)(1)",), None),
        ("(b) (7)(C)", "exemption", ("(b)(7)(C)",), None),
        ("[B1, 1.4(B), 1.4(D)]", "exemption", ("B1", "1.4(B)", "1.4(D)"), None),
        ("[less than 1 line not declassified]", "not declassified", (), "less than 1 line"),
        ("[1 line not declassified]", "not declassified", (), "1 line"),
        ("[2½ lines not declassified]", "not declassified", (), "2½ lines"),
        ("[3-1/2 lines of 2-column source text not declassified]", "not declassified", (), "3-1/2 lines"),
        ("[text not declassified]", "not declassified", (), "text"),
        ("[codeword not declassified]", "not declassified", (), "codeword"),
        ("[Omitted here is discussion of other matters.]", "omitted", (), None),
        ("[Here follows a report on wheat.]", "omitted", (), None),
        ("[garble]", "illegible", (), None),
        ("[2 words illegible]", "illegible", (), "2 words"),
    ],
)
def test_a_mark_within_a_sentence_is_known(
    written: str, kind: str, codes: tuple[str, ...], extent: str | None
) -> None:
    text = f"1. (C) THE MINISTER TOLD {written} THAT HE WOULD GO."
    (one,) = find(text)
    assert (one.kind, one.written, one.codes, one.extent) == (kind, written, codes, extent)
    assert one.span.of(text) == written
    assert one.secret == (kind not in ("omitted", "illegible"))


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("HE SAID         THAT HE WOULD              B6", ("B6",)),
        ("HE SAID THAT\n                         B1\nHE WOULD", ("B1",)),
        ("HE SAID THAT                     1.4(B), 1.4(D)", ("1.4(B)", "1.4(D)")),
        ("HE SAID THAT           B1 1.4(B)", ("B1", "1.4(B)")),
        ("HE SAID THAT           EO 13526 1.4(b)(d)", ("EO135261.4(b)(d)",)),
        ("HE SAID THAT\t25X1", ("25X1",)),
    ],
)
def test_an_exemption_in_the_margin_is_known(line: str, codes: tuple[str, ...]) -> None:
    (one,) = find(line)
    assert (one.kind, one.codes, one.margin) == ("exemption", codes, True)


@pytest.mark.parametrize(
    "text",
    [
        "CLASSIFIED BY: DCM. REASONS: 1.4 (B) AND (D).",
        "E.O. 12958: DECL: 1.6 X1",
        "THE B1 BOMBER AND THE B52",
        "A SENSITIVE MATTER (SENSITIVE BUT UNCLASSIFIED)",
        "WE DELETED THE SENTENCE THAT WAS REDACTED",
        "■ first point\n■ second point",
        "SUPER BOWL XXX AND LOUIS XVI",
        "[sic] [PARM](#) [1](#)1. (C)",
        "-----\nTEXT\n=====",
        "(A) (B) (C)",
        "HE OMITTED HERE THE NAMES",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert find(text) == ()


def test_marks_never_overlap_and_stand_in_order() -> None:
    found = find("XXXXXXXX [text not declassified] ■■ [B1] (b)(1)")
    written = ["XXXXXXXX", "[text not declassified]", "■■", "[B1]", "(b)(1)"]
    assert [one.written for one in found] == written
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@settings(deadline=None)
@given(st.text(alphabet="XB1.4(D)[] \n■-abREDACTEDnotclassify", max_size=300))
def test_any_text_gives_marks_that_lie_in_it(text: str) -> None:
    for one in find(text):
        assert one.span.of(text) == one.written
        assert one.written == one.written.strip()


@pytest.mark.parametrize(
    "piece",
    [
        "(b)(1) ",
        "[",
        "[not declassified",
        "X",
        "■ ",
        "B1 ",
        "--SENSITIVE",
        "1.4(D)(D)",
        " " * 9,
        "(REDACTED ",
    ],
)
def test_a_text_of_marks_and_halves_of_marks_ends(piece: str) -> None:
    with patience():
        find(piece * (500_000 // len(piece)))


def test_the_drafters_wish_for_protection_is_found_behind_a_name() -> None:
    text = "DEPUTY MINISTER X (STRICTLY PROTECT) AND THE MILITARY TO PROTECT THE TOWN"
    assert protected(text, Span(0, 17)) == "STRICTLY PROTECT"
    assert protected(text, Span(45, len(text))) is None
    assert protected("MR. Y [PLEASE PROTECT] SAID", Span(0, 5)) == "PLEASE PROTECT"
