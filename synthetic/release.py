"""What a release does to a text: words withheld under marks of every kind, and a scan's look-alike letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple

MARKS: Final = (
    "XXXXXXXXXXXX",
    "[REDACTED]",
    "■■■■■■",
    "(b)(1)",
    "[less than 1 line not declassified]",
    "[1 line not declassified]",
    "[text not declassified]",
    "--SENSITIVE--",
    "[DELETED]",
    "(b) (7)(C)",
    "blank and margin",
    "blank",
)
_LOOK_ALIKE: Final = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "I"),
    ("I", "l"),
    ("O", "0"),
    ("o", "0"),
    ("S", "5"),
    ("B", "8"),
    ("i", "1"),
)
_WORD: Final = re.compile(r"\S+")


class Withheld(NamedTuple):
    """A passage taken out: its place in the text that prints it, and the mark put there."""

    start: int
    end: int
    mark: str


def withhold(
    text: str, places: Sequence[tuple[int, int]], seed: int, passages: int = 3, marks: Sequence[str] = MARKS
) -> tuple[str, list[Withheld]]:
    """A text with some passages of up to twelve words taken out, and which.

    Only within `places`, never across a line's end, and never the first or last word of a line, so
    that what stands around each is left.
    """
    rng = Random(seed)
    free = [row for start, end in places for row in _rows(text, start, end) if len(row) >= 5]
    rng.shuffle(free)
    taken: list[Withheld] = []
    for row in free[:passages]:
        first = rng.randrange(1, len(row) - 2)
        last = min(first + rng.randint(1, 12), len(row) - 1)
        taken.append(Withheld(row[first][0], row[last - 1][1], rng.choice(marks)))
    taken.sort()
    pieces: list[str] = []
    at = 0
    for one in taken:
        pieces.append(text[at : one.start])
        at = one.end
        if one.mark.startswith("blank"):
            pieces.append(" " * max(one.end - one.start, 12))
        else:
            pieces.append(one.mark)
        if one.mark == "blank and margin":
            line_end = text.find("\n", one.end)
            line_end = len(text) if line_end < 0 else line_end
            pieces.append(text[at:line_end] + "          B1")
            at = line_end
    pieces.append(text[at:])
    return "".join(pieces), taken


def _rows(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The words of each line between two places."""
    rows: list[list[tuple[int, int]]] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        rows.append([(at + m.start(), at + m.end()) for m in _WORD.finditer(line)])
        at += len(line)
    return rows


def scan(
    text: str, seed: int, share: float = 0.02, spared: Sequence[tuple[int, int]] = ()
) -> tuple[str, int]:
    """A text as a scan reads it: in a share of its words, a letter taken for one that looks like it. Also how many words.

    Words that begin in `spared` places stay as they are.
    """
    rng = Random(seed)
    damaged = 0

    def misread(m: re.Match[str]) -> str:
        nonlocal damaged
        word = m.group()
        fits = [(a, b) for a, b in _LOOK_ALIKE if a in word]
        if len(word) < 4 or not fits or rng.random() > share or any(a <= m.start() < b for a, b in spared):
            return word
        damaged += 1
        return word.replace(*rng.choice(fits), 1)

    return _WORD.sub(misread, text), damaged
