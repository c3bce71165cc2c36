"""`1. (C - ENTIRE TEXT)`: one paragraph that marks all of them."""

from __future__ import annotations

import pytest

from reftel.parser import parse

TEXT = """C O N F I D E N T I A L NAIROBI 12345

E.O. 12356: DECL: OADR
TAGS: PREL, KE
SUBJECT: KENYAN VIEWS

{statement}

2. SUMMARY: THE MINISTER AGREED. END SUMMARY.

3. {mark}HE SPOKE OF THE ENTIRE TEXT.

THOMAS
"""


def portions(statement: str, mark: str = "") -> list[tuple[int | None, str | None, str | None]]:
    cable = parse(TEXT.format(statement=statement, mark=mark))
    return [(one.number, one.portion, one.portion_from) for one in cable.paragraphs]


@pytest.mark.parametrize(
    "statement",
    [
        "1. (CONFIDENTIAL - ENTIRE TEXT.)",
        "1. (C - ENTIRE TEXT).",
        "1. C-ENTIRE TEXT.",
        "1.  C - ENTIRE TEXT",
        "1. (C ENTIRE TEXT).",
        "1. (CONFIDENTIAL ENTIRE TEXT.)",
        "1. CONFIDENTIAL - ENTIRE TEXT.",
        "1. (C) ENTIRE TEXT.",
        "1. ENTIRE TEXT CONFIDENTIAL.",
        "1. (ENTIRE TEXT CONFIDENTIAL)",
        "1. THIS MESSAGE IS CONFIDENTIAL IN ITS ENTIRETY.",
        "1. ALL PARAGRAPHS CONFIDENTIAL.",
    ],
)
def test_it_marks_all(statement: str) -> None:
    found = portions(statement)
    assert [(number, portion) for number, portion, _ in found] == [(1, "C"), (2, "C"), (3, "C")]
    assert [source for _, _, source in found[1:]] == ["entire text"] * 2


def test_its_own_words_are_all_kept() -> None:
    cable = parse(TEXT.format(statement="1. (C - ENTIRE TEXT)", mark=""))
    assert cable.paragraphs[0].text == "(C - ENTIRE TEXT)"


def test_a_mark_of_its_own_stands() -> None:
    assert portions("1. (C - ENTIRE TEXT)", "(U) ")[2] == (3, "U", None)


@pytest.mark.parametrize(
    ("statement", "mark"),
    [("1. SECRET ENTIRE TEXT", "S"), ("1. (LOU - ENTIRE TEXT)", "LOU"), ("1. S/NF ENTIRE TEXT", "S/NF")],
)
def test_other_levels(statement: str, mark: str) -> None:
    assert {portion for _, portion, _ in portions(statement)} == {mark}


@pytest.mark.parametrize(
    "statement",
    [
        "1. THE ENTIRE TEXT.",
        "1. THE MINISTER SAID THAT THE ENTIRE TEXT OF THE AGREEMENT WOULD STAY CONFIDENTIAL UNTIL BOTH SIDES HAD SIGNED IT.",
        "1. A CONFIDENTIAL TALK.",
    ],
)
def test_a_sentence_is_none(statement: str) -> None:
    assert {portion for _, portion, _ in portions(statement)} == {None}
