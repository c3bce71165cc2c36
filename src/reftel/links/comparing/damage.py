"""Whether two words differ by the damage of a scan, by a letter of their spelling, or in what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from reftel.links.comparing.tokens import letters

PairKind = Literal["same", "layout", "noise", "spelling", "substance"]

# What OCR takes for each other, each group written as its first member. Letters only that no one would write for
# each other: "then" for "than" may be what an edition says.
_LOOK_ALIKE: Final = (
    ("m", ("rn",)),
    ("w", ("vv",)),
    ("d", ("cl",)),
    ("b", ("13", "8")),
    ("l", ("1", "i")),
    ("o", ("0",)),
    ("s", ("5",)),
    ("g", ("9",)),
    ("z", ("2",)),
)
_SIGNS: Final = re.compile(
    r"[A-Za-z]\d[A-Za-z]|\d[A-Za-z]{1,2}\d|\b\d{3}[A-Z]\b|[A-Za-z]{3}\d\b|[a-z][A-Z]{1,2}[a-z]|[a-z]{2}[A-Z]\b"  # R0ME, HoIli
    r"|[^\W\d_][!\]\[|{}<>^~*\\§©®•¢£¥€°][^\W\d_]|[^\x00-\x7f“”‘’–—…½¼¾é°ʼ]{1,3}[A-Za-z0-9]|\ufffd"
)
_NAMED: Final = re.compile(r"\b(?:Mc|Mac|De|Le|La|Du|Di|Al|O')[A-Z][a-z]+")
_NOTE_NUMBER: Final = re.compile(r"(?P<word>[^\W\d_]{3,})\d{1,3}")
_FOLDS: Final = tuple((other, first) for first, others in _LOOK_ALIKE for other in others if len(other) > 1)
_TABLE: Final = str.maketrans(
    {other: first for first, others in _LOOK_ALIKE for other in others if len(other) == 1}
)
LONGEST_WORD: Final = 300
"""Letters up to which words are looked at letter by letter."""
_NEAR: Final = 0.6
"""The share of letters that a damaged word has in common with the one it was."""
_LONG: Final = 9
_SHORT: Final = 5


def is_damaged(word: str) -> bool:
    """Whether a word bears a sign of a scan's damage.

    >>> is_damaged("ManeIly"), is_damaged("513U"), is_damaged("Martelly"), is_damaged("MacArthur")
    (True, True, False, False)
    """
    return bool(_SIGNS.search(word)) and not _NAMED.search(word)


def folded(key: str) -> str:
    """Letters and digits with what a scan takes for each other made one.

    >>> folded("modern") == folded("modem"), folded("0slo") == folded("oslo"), folded("1973") == folded("1978")
    (True, True, False)
    """
    for other, first in _FOLDS:
        key = key.replace(other, first)
    return key.translate(_TABLE)


def pair(left: Sequence[str], right: Sequence[str]) -> PairKind:
    """How some words of one edition differ from those that stand at their place in the other.

    >>> pair(["representa", "tion"], ["representation"]), pair(["ManeIly"], ["Martelly"])
    ('layout', 'noise')
    >>> pair(["honor"], ["honour"]), pair(["not"], ["now"]), pair(["1973"], ["1978"])
    ('spelling', 'substance', 'substance')
    """
    a, b = letters("".join(left)), letters("".join(right))
    if a == b:
        return "same" if len(left) == len(right) == 1 else "layout"
    if _number_of_a_note(a) == b or _number_of_a_note(b) == a:
        return "layout"
    if a.isdigit() and b.isdigit() or max(len(a), len(b)) > LONGEST_WORD:
        return "substance"
    damaged = any(is_damaged(word) for word in (*left, *right))
    if folded(a) == folded(b):
        return "noise"
    found = _near(a, b, damaged)
    # a blank within a word is a sign of damage as well
    return "noise" if found == "spelling" and len(left) != len(right) else found


def _number_of_a_note(key: str) -> str | None:
    """A word less the number of a footnote that stands at its end."""
    m = _NOTE_NUMBER.fullmatch(key)
    return m["word"] if m else None


def _near(a: str, b: str, damaged: bool) -> PairKind:
    from rapidfuzz.distance import Indel, Levenshtein

    digits = ["".join(c for c in key if c.isdigit()) for key in (a, b)]
    if all(digits) and digits[0] != digits[1]:
        return "substance"
    if damaged and Indel.normalized_similarity(folded(a), folded(b)) >= _NEAR:
        return "noise"
    allowed = 2 if min(len(a), len(b)) >= _LONG else 1
    if min(len(a), len(b)) >= _SHORT and a.isalpha() and b.isalpha():
        if Levenshtein.distance(a, b, score_cutoff=allowed) <= allowed:
            return "spelling"
    return "substance"


def is_speck(words: Sequence[str]) -> bool:
    """Whether words that one edition alone has are no words: a speck read as a letter or a sign.

    >>> is_speck(["ii"]), is_speck(["•", "1;"]), is_speck(["NOT"]), is_speck(["a"])
    (False, True, False, False)
    """
    keys = [letters(word) for word in words]
    return all(len(key) <= 1 and key not in ("a", "i") or not key for key in keys)
