"""Texts that say themselves that some of their words were garbled."""

from __future__ import annotations

import pytest

from reftel.parser import parse

TEXT = "SECRET ROME 000012\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. (S) HE SAID {words} AND LEFT.\n"


@pytest.mark.parametrize(
    "words",
    [
        "(GARBLED)",
        "[GARBLE]",
        "(TEXT GARBLED)",
        "(garbled)",
        "*** GARBLED TEXT ***",
        "ERROR READING TEXT INDEX",
    ],
)
def test_a_remark_is_one(words: str) -> None:
    cable = parse(TEXT.format(words=words))
    assert cable.garbled
    assert words.strip("* ") in cable.words("garbled") or cable.words("garbled") in words


@pytest.mark.parametrize("words", ["THAT THE LINE WAS GARBLED", "GARBLED WORDS", "(NOT MUCH)", "ERROR"])
def test_a_sentence_is_none(words: str) -> None:
    assert not parse(TEXT.format(words=words)).garbled
