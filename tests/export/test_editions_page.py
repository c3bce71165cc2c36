"""The page of editions: whole, escaped, without scripts; and the rows that a terminal shows."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import reftel
from reftel.export.editions_page import page
from reftel.export.side_by_side import rows
from reftel.links.comparing.editions import side_by_side
from tests.links.test_editions import BODY, HEAD, REDACTED, WHOLE

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; </td></table> \u202e\x1b[31m"


def test_the_page_shows_all_editions_and_both_texts() -> None:
    tree = html.fromstring(page(side_by_side([REDACTED, WHOLE])))
    assert [one.text for one in tree.xpath("//table[@class='list']/tbody/tr/td/code")] == [
        WHOLE.id,
        REDACTED.id,
    ]
    left = " ".join(" ".join(tree.xpath("//table[@class='texts']//td[1]//text()")).split())
    for words in BODY.split("\n\n"):
        assert " ".join(words.split())[:60].replace(" — ", " ") in left.replace("  ", " ")
    (revealed,) = tree.xpath("//ol[@class='revealed']/li/q/text()")
    assert revealed == "Deputy Director Rossi"


def test_nothing_of_a_cable_becomes_markup() -> None:
    one = reftel.parse(HEAD.replace("GOGGLES", f"GOGGLES {EVIL}") + BODY.replace("Rossi", EVIL))
    other = reftel.parse(HEAD + BODY.replace("Rossi", "XXXXXXXX"))
    made = page(side_by_side([one, other]))
    tree = html.fromstring(made)
    assert not tree.xpath("//script | //img | //iframe | //link | //@src | //@onerror | //@href")
    assert "\x1b" not in made and "\u202e" not in made
    assert "default-src 'none'" in made
    assert not re.search(r"https?://|url\(|@import", made)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_make_a_page(left: str, right: str) -> None:
    made = page(side_by_side([reftel.parse(left), reftel.parse(right)]))
    tree = html.fromstring(made)
    assert {one.tag for one in tree.iter() if isinstance(one.tag, str)} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "ul", "ol", "li", "span", "code", "section", "colgroup", "col", "q", "strong",
    }  # fmt: skip


def test_rows_of_the_whole_texts_hold_all_their_words() -> None:
    text = side_by_side([REDACTED, WHOLE]).compared[0].text
    whole = list(rows(text, whole=True, everything=True))
    assert " ".join(p.words for row in whole for p in row.left).split() == [
        word for one in text.segments for word in one.left_words.split()
    ]
    assert " ".join(p.words for row in whole for p in row.right).split() == [
        word for one in text.segments for word in one.right_words.split()
    ]


def test_rows_of_differences_have_some_words_around_each() -> None:
    text = side_by_side([REDACTED, WHOLE]).compared[0].text
    (row,) = rows(text)
    assert [piece.kind for piece in row.left] == ["same", "redaction", "same"]
    assert row.left[0].words.endswith("1. (C) SUMMARY.")
    assert row.left[2].words.startswith("told us on October 6") and row.left[2].words.endswith("…")
    assert [one.revealed for one in row.differences] == ["Deputy Director Rossi"]


def test_equal_texts_have_no_row() -> None:
    text = side_by_side([WHOLE, reftel.parse(HEAD + BODY + "\n\n")]).compared[0].text
    assert list(rows(text)) == []
