"""Two rows of words laid side by side: which stand in both, in what order.

The longest common row is found exactly where that is cheap. Longer texts are first pinned together at
rows of words that each has once (the idea of the *patience* diff), and only what lies between two pins is laid
side by side exactly; what has no pins and is too long is told as one difference. So the time is bounded
whatever the texts are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

MOST_CELLS: Final = 150_000_000
"""Pairs of words that are laid side by side exactly at once: two texts of 12,000 words, in some tenths of a second."""

_PIN: Final = 4
"""Words in a row that make a pin."""


class Run(NamedTuple):
    """Words `left[i1:i2]` and `right[j1:j2]`: the same, or a difference."""

    same: bool
    i1: int
    i2: int
    j1: int
    j2: int


def runs(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """The runs that cover both rows from beginning to end, same and different in turns.

    >>> runs("the cat sat down".split(), "the dog sat down".split())
    [Run(same=True, i1=0, i2=1, j1=0, j2=1), Run(same=False, i1=1, i2=2, j1=1, j2=2), Run(same=True, i1=2, i2=4, j1=2, j2=4)]
    """
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(word, len(numbers)) for word in left]
    b = [numbers.setdefault(word, len(numbers)) for word in right]
    found: list[Run] = []
    _pinned(a, b, 0, len(a), 0, len(b), found)
    return _joined(found)


def _pinned(a: list[int], b: list[int], i1: int, i2: int, j1: int, j2: int, found: list[Run]) -> None:
    """Lay `a[i1:i2]` and `b[j1:j2]` side by side, exactly if they are short, else between pins."""
    if (i2 - i1) * (j2 - j1) <= MOST_CELLS:
        _exactly(a, b, i1, i2, j1, j2, found)
        return
    for i, j in [*_pins(a, b, i1, i2, j1, j2), (i2, j2)]:
        if i < i1 or j < j1:
            continue  # within the words that the last pin holds
        if (i - i1) * (j - j1) <= MOST_CELLS:
            _exactly(a, b, i1, i, j1, j, found)
        else:
            found.append(Run(False, i1, i, j1, j))
        k = 0
        while i + k < i2 and j + k < j2 and a[i + k] == b[j + k]:
            k += 1
        found.append(Run(True, i, i + k, j, j + k))
        i1, j1 = i + k, j + k


def _pins(a: list[int], b: list[int], i1: int, i2: int, j1: int, j2: int) -> list[tuple[int, int]]:
    """Places of rows that both have once, as many as stand in one order."""
    mine, theirs = _once(a, i1, i2), _once(b, j1, j2)
    pairs = sorted((i, theirs[row]) for row, i in mine.items() if row in theirs)
    # the longest growing row of the right places: patience
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = [-1] * len(pairs)
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(tops, j)
        before[n] = at[k - 1] if k else -1
        if k == len(tops):
            tops.append(j)
            at.append(n)
        else:
            tops[k], at[k] = j, n
    chain: list[tuple[int, int]] = []
    n = at[-1] if at else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _once(row: list[int], first: int, last: int) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    for i in range(first, last - _PIN + 1):
        key = tuple(row[i : i + _PIN])
        places[key] = -1 if key in places else i
    return {key: i for key, i in places.items() if i >= 0}


def _exactly(a: list[int], b: list[int], i1: int, i2: int, j1: int, j2: int, found: list[Run]) -> None:
    from rapidfuzz.distance import Indel

    for code in Indel.opcodes(a[i1:i2], b[j1:j2]):
        found.append(
            Run(
                code.tag == "equal",
                i1 + code.src_start,
                i1 + code.src_end,
                j1 + code.dest_start,
                j1 + code.dest_end,
            )
        )


def _joined(found: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in found:
        if run.i1 == run.i2 and run.j1 == run.j2:
            continue
        if joined and joined[-1].same == run.same:
            last = joined[-1]
            joined[-1] = Run(run.same, last.i1, run.i2, last.j1, run.j2)
        else:
            joined.append(run)
    return joined
