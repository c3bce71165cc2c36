"""Damage: what a bad line, a bad scan or a bad conversion does to a text, from a seed."""

from __future__ import annotations

from random import Random

_NOISE = "\x00\x07\x1b\x85\ufffd~^|¬§é"


def damage(text: str, seed: int, share: float = 0.01) -> str:
    """The text with a share of its characters dropped, doubled, swapped or replaced.

    The truth of a damaged cable is no longer known: it is for tests of what must hold of any
    text (that it parses, that spans lie inside it).

    >>> damage("C O N F I D E N T I A L", 1) == damage("C O N F I D E N T I A L", 1)
    True
    """
    rng = Random(seed)
    letters = list(text)
    for _ in range(int(len(letters) * share) + 1):
        if not letters:
            break
        at, roll = rng.randrange(len(letters)), rng.random()
        if roll < 0.5:
            letters[at] = ""
        elif roll < 0.65:
            letters[at] *= 2
        elif roll < 0.8 and at:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
        elif roll < 0.9:
            letters[at] = rng.choice(_NOISE)
        else:
            letters[at] = "\n" if letters[at] == " " else ""
    return "".join(letters)
