"""The text layer of a page as lines: with the blank lines and the indents that the page shows.

A PDF keeps where each letter stands, and neither line breaks nor blank lines. Cables need both: a
blank line parts header lines and paragraphs, and an indent continues a value.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

_MOST_BLANK = 3  # blank lines in a row that are worth keeping
_LONGEST_INDENT = 40
_COLUMN_GAP: Final = 3  # blanks: less may be a justified line's
_SAME_LINE: Final = 0.4  # of a line's height: two pieces whose bases differ by less are one line


# PDFium joins a word that a line's end parts, and leaves a mark in the hyphen's place.
_HYPHENS: Final = ("\ufffe", "\x02")
_BREAK: Final = re.compile(r"[\n\ufffe\x02]")


class _Line(NamedTuple):
    """A printed line: its words, left edge, base, and the width of a letter, in points."""

    words: str
    left: float
    base: float
    letter: float


def page_text(page: pypdfium2.PdfPage) -> str:
    """The text layer of a page, its lines in their order; empty where there is none."""
    text = page.get_textpage()
    try:
        return _joined(_lines(text))
    finally:
        text.close()


def _lines(text: pypdfium2.PdfTextPage) -> list[_Line]:
    whole = text.get_text_range()
    found: list[_Line] = []
    at = 0
    for words in _BREAK.split(whole):
        bare = words.rstrip("\r \t\x00")
        first = len(bare) - len(bare.lstrip())
        if bare.strip() and at + len(bare) <= text.count_chars():
            left, bottom, _, _ = text.get_charbox(at + first, loose=True)
            _, _, right, _ = text.get_charbox(at + len(bare) - 1, loose=True)
            letter = (right - left) / max(len(bare) - first, 1)
            hyphen = "-" if whole[at + len(words) : at + len(words) + 1] in _HYPHENS else ""
            spaced = _with_gaps(text, bare, at, first)
            found.append(_Line(spaced + hyphen, left, bottom, letter))
        at += len(words) + 1
    return found


def _with_gaps(text: pypdfium2.PdfTextPage, bare: str, at: int, first: int) -> str:
    """A line's words, with as many blanks between columns as the gap has room for: PDFium gives one for all."""
    out: list[str] = []
    begin = first
    blank = bare.find(" ", first)
    while blank >= 0:
        left, _, right, _ = text.get_charbox(at + blank, loose=True)
        following = text.get_charbox(at + blank + 1, loose=True)[0]
        room = round((following - left) / (right - left)) if right > left and bare[blank + 1] != " " else 1
        if room >= _COLUMN_GAP:
            out.append(bare[begin:blank] + " " * min(room, _LONGEST_INDENT))
            begin = blank + 1
        blank = bare.find(" ", blank + 1)
    return "".join([*out, bare[begin:]])


def _joined(lines: list[_Line]) -> str:
    """Lines with the blank lines that the gaps between them leave room for."""
    if not lines:
        return ""
    gaps = [above.base - below.base for above, below in pairwise(lines)]
    down = [gap for gap in gaps if gap > 1]
    pitch = _pitch(down)
    margin = min(line.left for line in lines)
    out: list[str] = []
    for line, gap in zip(lines, [0.0, *gaps], strict=True):
        if pitch and 0 <= gap < pitch * _SAME_LINE and out:
            out[-1] += "  " + line.words  # a column of the same line
            continue
        if pitch and gap > 0:
            out += [""] * min(max(round(gap / pitch) - 1, 0), _MOST_BLANK)
        indent = round((line.left - margin) / line.letter) if line.letter > 0 else 0
        out.append(" " * min(max(indent, 0), _LONGEST_INDENT) + line.words)
    return "\n".join(out) + "\n"


def _pitch(gaps: list[float]) -> float:
    """The distance of two lines that follow each other: of all the distances the usual small one."""
    if not gaps:
        return 0.0
    small = sorted(gaps)[: max(1, (len(gaps) * 2 + 2) // 3)]
    return median(small)
