"""`1. (C - ENTIRE TEXT)`: one paragraph that marks all of them (5 FAH-3 H-700 and its forerunners).

Telegrams of the late 1970s to the 1990s mark so instead of each paragraph by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.model import Paragraph
from reftel.vocabulary import levels

FROM = "entire text"
"""What `Paragraph.portion_from` says of a mark that another paragraph gives."""

_LONGEST = 90
_AMONG = 3  # it stands first, or behind a summary of distribution
_SAYS_ENTIRE = re.compile(
    r"\b(?:ENTIRE (?:TEXT|MESSAGE|CABLE|TELEGRAM)|ALL PARA(?:GRAPH)?S|IN ITS ENTIRETY)\b", re.I
)
_LEVEL = re.compile(
    r"\b(?P<word>TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|UNCLASSIFIED|LOU|SBU|[CSU](?:/NF)?)\b",
    re.I,
)
_MARKS = {
    "TOP SECRET": "TS",
    "SECRET": "S",
    "CONFIDENTIAL": "C",
    "LIMITED OFFICIAL USE": "LOU",
    "UNCLASSIFIED": "U",
}


def mark_all(paragraphs: Sequence[Paragraph], text: str) -> tuple[Paragraph, ...]:
    """The paragraphs, those without a mark of their own given that of the one that speaks for all.

    `text` is the raw text, into which the paragraphs' spans point.
    """
    mark = next((mark for one in paragraphs[:_AMONG] if (mark := _entire(one, text))), None)
    if mark is None:
        return tuple(paragraphs)
    return tuple(
        one if one.portion else msgspec.structs.replace(one, portion=mark, portion_from=FROM)
        for one in paragraphs
    )


def _entire(paragraph: Paragraph, text: str) -> str | None:
    """The mark of a short paragraph that says it marks all; nothing for any other."""
    if paragraph.span.end - paragraph.span.start > _LONGEST:
        return None
    words = paragraph.span.of(text)
    if not _SAYS_ENTIRE.search(words):
        return None
    if paragraph.portion:
        return paragraph.portion
    found = _LEVEL.search(words)
    if found is None:
        return None
    mark = _MARKS.get(found["word"].upper(), found["word"].upper())
    return mark if levels.portion_level(mark) else None
