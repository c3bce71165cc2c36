"""Text in one byte a character: Windows-1252, MacRoman or Latin-1, by what fits its words.

All three read nearly any bytes, so the only evidence is whether the letters that come out stand
where letters of their kind stand: `don’t` and not `donÕt`, `café` and not `cafŽ`. Windows-1252
has the benefit of any doubt: releases were typed in it far more often.
"""

from __future__ import annotations

import itertools
import re
from typing import Final, NamedTuple

_MOST: Final = 2_000
"""Letters looked at: more do not change the answer."""
_LEAST: Final = 3
"""Pieces of evidence for MacRoman, and by how many it must be ahead."""

_high: Final = re.compile(r"[^\x00-\x7f]")
_contraction: Final = re.compile(r"(?:s|t|re|ll|ve|d|m)(?![a-z])", re.I)
_SYMBOLS: Final = frozenset("•§°£€¥¢©®«»¶ªº¿¡½¼¾·´¨\xa0")


class Fit(NamedTuple):
    """How many characters stand where such stand, and how many where they never do."""

    well: int
    badly: int

    @property
    def balance(self) -> int:
        """By how many the first are more."""
        return self.well - self.badly


def choose(data: bytes) -> tuple[str, str]:
    """The encoding of bytes that are not UTF-8, by Python's name and by ours.

    >>> choose("the minister’s café, “as is”".encode("cp1252"))
    ('cp1252', 'windows-1252')
    >>> choose("the minister’s café, “as is”".encode("mac-roman"))
    ('mac-roman', 'mac-roman')
    """
    windows, mac = fit(data.decode("cp1252", "replace")), fit(data.decode("mac-roman"))
    # Before OS X the line break of a Macintosh was the carriage return alone.
    broken = 2 if b"\r" in data and b"\n" not in data else 0
    ahead = mac.balance - windows.balance + broken
    if mac.well + broken >= _LEAST and mac.badly * 5 <= mac.well and ahead >= _LEAST:
        return "mac-roman", "mac-roman"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1", "latin-1"
    return "cp1252", "windows-1252"


def fit(text: str) -> Fit:
    """How well the characters beyond ASCII stand between their neighbours.

    >>> fit("donÕt"), fit("don’t")
    (Fit(well=0, badly=1), Fit(well=2, badly=0))
    """
    well = badly = 0
    for found in itertools.islice(_high.finditer(text), _MOST):
        at = found.start()
        score = _score(text[max(at - 2, 0) : at].rjust(2), found.group(), text[at + 1 : at + 4].ljust(3))
        well += max(score, 0)
        badly -= min(score, 0)
    return Fit(well, badly)


def _score(before: str, it: str, after: str) -> int:
    left, right = before[-1], after[0]
    if it == "\ufffd":
        return -2
    if it == "’":
        if left.isalpha() and right.isalpha():
            return 2 if _contraction.match(after) else 1
        return 1 if left.isalpha() else 0
    if it in "“‘":
        return -1 if left.isalpha() else int(right.isalnum())
    if it == "”":
        return -1 if right.isalpha() else int(not left.isspace())
    if it in "–—…":
        return int(left.isspace() == right.isspace())
    if it in _SYMBOLS:
        return -1 if left.isalpha() and right.isalpha() else 0
    if it.isalpha() and it not in "ƒˆµ":
        return _letter(before, it, after)
    return -1 if left.isalpha() or right.isalpha() else 0


def _letter(before: str, it: str, after: str) -> int:
    """A letter fits where its word is in its case, or is a name."""
    left, right = before[-1], after[0]
    if it.islower():
        if right.isupper() or (left.isupper() and before[0].isupper()):
            return -1
        return int(left.islower() or right.islower())
    if left.islower():
        return -1
    return int(left.isupper() or right.isalpha())
