"""Two editions as rows of a table of two columns: for a terminal, a page, or whatever shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from reftel.links.comparing.segments import Comparison, Segment

CONTEXT: Final = 10
"""Words shown before and behind a difference."""
_ROW: Final = 60
"""Words from which on a row of a whole text ends with its sentence."""
_NUMBER: Final = re.compile(r"¶?\d{1,2}\.")
_ENDS: Final = (".", "?", "!", ":", ")")
_QUIET: Final = ("same", "noise", "layout")


class Piece(msgspec.Struct, frozen=True):
    """Words of one edition that are shown alike; `kind` is that of their segment, `gap` for words passed over."""

    kind: str
    words: str


class Row(msgspec.Struct, frozen=True):
    """What stands at one height in both columns, and the differences in it."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    differences: tuple[Segment, ...]


def rows(comparison: Comparison, *, whole: bool = False, everything: bool = False) -> Iterator[Row]:
    """The rows: those with a difference, some words around it, or (`whole`) the two texts from beginning to end.

    `everything` takes what a scan damaged and what is only laid out otherwise for differences too, and
    the lines of header and end.
    """
    left: list[Piece] = []
    right: list[Piece] = []
    differences: list[Segment] = []
    zone = "header"
    for one in comparison.segments:
        if one.zone != zone:
            if differences or whole and (left or right):
                yield Row(tuple(left), tuple(right), tuple(differences))
            zone, left, right, differences = one.zone, [], [], []
        if _is_shown(one, everything):
            differences.append(one)
            _put(left, one.kind, one.left_words)
            _put(right, one.kind, one.right_words)
            continue
        mine, theirs = one.left_words.split(), one.right_words.split()
        quiet = "same" if one.kind == "same" or not everything else one.kind
        for k, (ours, others) in enumerate(_cut(mine, theirs, whole)):
            if k:
                if differences or whole and (left or right):
                    yield Row(tuple(left), tuple(right), tuple(differences))
                left, right, differences = [], [], []
            _put(left, quiet, ours)
            _put(right, quiet, others)
    if differences or whole and (left or right):
        yield Row(tuple(left), tuple(right), tuple(differences))


def _is_shown(one: Segment, everything: bool) -> bool:
    if one.kind == "same":
        return False
    if everything or one.kind == "redaction":
        return True
    return one.zone == "message" and one.kind not in _QUIET


def _put(pieces: list[Piece], kind: str, words: str) -> None:
    if words:
        pieces.append(Piece(kind, words))


def _cut(mine: list[str], theirs: list[str], whole: bool) -> Iterator[tuple[str, str]]:
    """The words that both have, parted where a row may end."""
    if not whole and min(len(mine), len(theirs)) > 2 * CONTEXT:
        yield " ".join((*mine[:CONTEXT], "…")), " ".join((*theirs[:CONTEXT], "…"))
        yield " ".join(("…", *mine[-CONTEXT:])), " ".join(("…", *theirs[-CONTEXT:]))
    elif not whole or len(mine) != len(theirs):
        yield " ".join(mine), " ".join(theirs)
    else:
        start = 0
        for n in range(1, len(mine) + 1):
            if n == len(mine) or _ends_row(mine, n, n - start):
                yield " ".join(mine[start:n]), " ".join(theirs[start:n])
                start = n


def _ends_row(words: list[str], n: int, length: int) -> bool:
    """Whether a row ends before word `n`: where a numbered paragraph begins, or a long row's sentence ends."""
    if _NUMBER.fullmatch(words[n]) and words[n - 1].endswith(_ENDS):
        return True
    return length >= _ROW and words[n - 1].endswith(_ENDS)
