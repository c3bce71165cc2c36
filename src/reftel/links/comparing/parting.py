"""A short difference of two texts as pairs of like words, where a scan parted, joined or misread them."""

from __future__ import annotations

from typing import Final

from reftel.links.comparing import damage
from reftel.links.comparing.diffing import Run
from reftel.links.comparing.tokens import Token

_STEPS: Final = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))


def parted(run: Run, a: list[Token], b: list[Token]) -> list[Run]:
    """A short difference as pairs of like words, and words without a like: the cheapest way through both."""
    left, right = a[run.i1 : run.i2], b[run.j1 : run.j2]
    n, m = len(left), len(right)
    best = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            cost = best[i][j]
            for di, dj in ((1, 0), (0, 1), *_STEPS):
                if i + di > n or j + dj > m:
                    continue
                price = cost + (0.55 if not (di and dj) else _unlike(left[i : i + di], right[j : j + dj]))
                if price < best[i + di][j + dj]:
                    best[i + di][j + dj], step[i + di][j + dj] = price, (di, dj)
    parts: list[Run] = []
    i, j = n, m
    while i or j:
        di, dj = step[i][j]
        parts.append(Run(False, run.i1 + i - di, run.i1 + i, run.j1 + j - dj, run.j1 + j))
        i, j = i - di, j - dj
    return parts[::-1]


def _unlike(left: list[Token], right: list[Token]) -> float:
    """How far two groups of words are from being one: 0 for the same letters, 1 for none in common."""
    from rapidfuzz.distance import Indel

    a, b = ("".join(one.key for one in side) for side in (left, right))
    if max(len(a), len(b)) > damage.LONGEST_WORD:
        return 2.0
    apart = Indel.normalized_distance(damage.folded(a), damage.folded(b))
    return (
        apart + 0.05 * (len(left) + len(right) - 2) if apart <= 0.5 else 0.3 + 0.4 * (len(left) + len(right))
    )
