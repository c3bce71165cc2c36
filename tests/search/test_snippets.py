"""What a hit shows of its text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import Archive
from reftel.model import Furniture, Span
from reftel.search import Snippet, parse_query
from reftel.search.snippets import LENGTH, Cutter, Shown, Start
from tests.patience import patience


def snippet(archive: Archive, query: str) -> Snippet:
    hit = next(iter(archive.search(query)))
    assert hit.snippet
    return hit.snippet


def marked(made: Snippet) -> list[str]:
    return [made.text[start:end] for start, end in made.marks]


MARKS = [
    ("boats", ["BOATS"]),
    ("Boats coast", ["COAST", "BOATS"]),
    ('"export controls"', ["EXPORT", "CONTROLS"]),
    ("immigra*", ["IMMIGRANTS", "IMMIGRATION"]),
    ("cafe bogota", ["café", "Bogotá"]),
    ("МОСКВА", ["Москва"]),
    ("d'aloia", ["D", "ALOIA"]),
    ("zircon", ["ZIRCON", "ZIRCON"]),
    ("from:tripoli zircon OR nothere", ["ZIRCON", "ZIRCON"]),
    ("representatives", ["REPRESENTA- TIVES"]),
    ("misunderstanding", ["MISUNDER- STANDING"]),
    ('"silo in cochabamba"', ["SILO", "IN", "COCHABAMBA"]),
    ("tag:eg", []),
    ("talks -boats", ["TALKS"]),
    ("subject:talks", ["TALKS"]),
    ("signer:atherton", ["ATHERTON"]),
    ("quinquennial", []),
]


@pytest.mark.parametrize(("query", "marks"), MARKS, ids=[query for query, _ in MARKS])
def test_what_was_looked_for_is_marked(archive: Archive, query: str, marks: list[str]) -> None:
    assert marked(snippet(archive, query)) == marks


def test_a_word_of_a_phrase_that_stands_alone_is_not_marked() -> None:
    text = "EXPORT IS GOOD. EXPORT CONTROLS ARE BETTER. CONTROLS."
    made = Cutter(parse_query('"export controls"')).cut(text, Shown())
    assert made == Snippet(text, ((16, 22), (23, 31)))


SHOWN = [
    # the first paragraph, if nothing can be marked
    ("from:rome", "1. (C) THE MINISTRY SAID THAT EXPORT CONTROLS ON WHEAT HOLD. AMBASSADOR D'ALOIA AGREED. 2. (C)"),
    ("card OR quinquennial", "THE TEXT OF THIS CARD WAS WITHDRAWN."),
    # no left-overs of a page, no notice of who released it
    ("tag:cs", '1. THE PRICE OF BANANAS IS < 5 & > 3 DOLLARS. <script>alert("x")</script> IS NO FRUIT. 2. BANANAS ARE'),
    ("yellow", '<script>alert("x")</script> IS NO FRUIT. 2. BANANAS ARE YELLOW. LANGDALE'),
    ("econ cs", "N/A TAGS: ECON CS SUBJECT: BANANAS REF: A. SAN JOSE 8 B. SAN JOSE 7 1. THE PRICE OF BANANAS"),
    # no page lines
    ("misunderstanding", "COCHABAMBA. THE MISUNDER- STANDING IS OVER. 2. RE-EXPORT IS FORBIDDEN; SALARIES ROSE 10- 15"),
    ('"silo in cochabamba"', "SPOKE OF CONTRABAND FLOUR AND OF THE NEW SILO IN COCHABAMBA. THE MISUNDER- STANDING IS"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "words"), SHOWN, ids=[query for query, _ in SHOWN])
def test_the_words_are_the_cables(archive: Archive, query: str, words: str) -> None:
    assert words in snippet(archive, query).text


def test_no_left_over_of_a_page_in_any(library: Archive) -> None:
    for query in ("", "the", "libya OR bananas OR flour", "tag:parm", "page OR 1"):
        for hit in library.search(query, limit=None):
            assert hit.snippet
            assert "](#)" not in hit.snippet.text
            assert not re.search(r"Declassified/Released|partial extract", hit.snippet.text)


def test_words_of_a_page_line_alone_are_shown_with_it(archive: Archive) -> None:
    made = snippet(archive, '"page 02"')
    assert marked(made) == ["PAGE", "02"]


def test_html_is_escaped(archive: Archive) -> None:
    made = snippet(archive, "script")
    assert '<script>alert("x")</script>' in made.text  # the text is as it is
    page = made.html()
    assert "&lt;<mark>script</mark>&gt;alert(&quot;x&quot;)&lt;/<mark>script</mark>&gt;" in page
    assert set(re.findall(r"<[^>]*>", page)) == {"<mark>", "</mark>"}


def test_an_empty_text_has_no_snippet() -> None:
    assert Cutter(parse_query("oil")).cut("", Shown()) is None
    assert Cutter(parse_query("oil")).cut(" \n", Shown()) is None
    assert Cutter(parse_query("*")).cut("TALKS", Shown(furniture=(Furniture("stamp", Span(0, 5)),))) is None


def test_the_piece_with_most_of_what_was_looked_for_is_shown() -> None:
    text = "OIL. " + "X " * 300 + "OIL AND WHEAT. " + "X " * 300 + "WHEAT."
    made = Cutter(parse_query("wheat oil")).cut(text, Shown())
    assert made
    assert marked(made) == ["OIL", "WHEAT"]
    assert made.text.startswith("X X X")  # what leads to it is shown too
    assert made.text.endswith("X X X")


def test_of_equal_pieces_that_of_the_body_is_shown() -> None:
    text = "SUBJECT: OIL\n" + "TO NOWHERE\n" * 40 + "1. OIL IS DEAR."
    record = Shown(paragraphs=(Start(Span(text.index("1. OIL"), len(text))),))
    made = Cutter(parse_query("oil")).cut(text, record)
    assert made
    assert made.text.endswith("1. OIL IS DEAR.")


def test_a_long_text_takes_no_long_time() -> None:
    for text in (
        "OIL " * 500_000,
        "A" * 2_000_000,
        "OIL \n" + " " * 2_000_000,
        "OI-\n" * 300_000,
        "é " * 500_000,
    ):
        with patience():
            made = Cutter(parse_query('oil OR "oil oil oil well" OR a* OR é')).cut(text, Shown())
        assert made
        assert len(made.text) <= LENGTH


_WORDS = st.sampled_from(
    ["OIL", "Öl", "WHEAT", "RE-\nPORT", "-\n", "\n\n", " ", ". ", "<b>", "ﬁ", "İ", "OILS", "\x00"]
)


@given(
    st.lists(st.one_of(_WORDS, st.text(max_size=4)), max_size=80).map(" ".join),
    st.sampled_from(["oil", "öl", "oil wheat", "report", '"oil wheat"', "o*", "from:rome", "zz", "ı OR i"]),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 40)), max_size=4),
    st.integers(0, 100),
)
def test_any_snippet_is_a_piece_of_the_text(
    text: str, query: str, cuts: list[tuple[int, int]], body: int
) -> None:
    """With blanks levelled; its marks are in order, and hold words that were looked for."""
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in cuts]
    record = Shown(tuple(Furniture("stamp", span) for span in spans), (Start(Span(body, body)),))
    made = Cutter(parse_query(query)).cut(text, record)
    if made is None:
        return
    assert len(made.text) <= LENGTH
    assert made.text == made.text.strip() != ""
    ends = [0]
    for start, end in made.marks:
        assert ends[-1] <= start < end <= len(made.text)
        ends.append(end)
    if not spans:
        assert made.text in " ".join(text.split())
    unmarked = made.html().replace("<mark>", "").replace("</mark>", "")
    assert "<" not in unmarked
    kept = [c for c in text if not c.isspace()]
    at = 0
    for c in "".join(made.text.split()):  # each sign of it stands in the text, in the same order
        at = kept.index(c, at) + 1
