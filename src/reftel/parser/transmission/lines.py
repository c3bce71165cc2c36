"""The lines of a header zone, with their places.

Most releases keep the header's lines; some lost the breaks, so that the whole header is one
line, and some pasted a row of their table before it. Both are cut here, so that what reads
lines need not know.
"""

from __future__ import annotations

import re

import msgspec


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line and its place in the text."""

    at: int
    words: str  # in capitals, without the blanks around it

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.at + len(self.words)


_WORDS = re.compile(r"\S(?:[^\n]*\S)?")
_GLUED_FROM = 90  # no line of a header is longer; a list of destinations has 69 letters
# Where a line of a header begins, when its break was lost.
_BEGINS = re.compile(
    r"DE R[A-Z]{4,7} ?#|ZN[RY] [A-Z]{5}|(?<![ZOPR] )(?:[ZOPR] ){1,3}[0-3][0-9]{5} ?Z |FM (?=[A-Z]{4})"
    r"|TO (?=R[UH][A-Z]{3,6}/|SECSTATE|AMEMB|AMCON|USMISSION|ALL )|INFO (?=R[UH][A-Z]{3,6}/|SECSTATE|AMEMB|AMCON|USMISSION)"
    r"|(?<!TO )(?<!INFO )R[UH][A-Z]{3,6}/(?=[A-Z])|(?<![A-Z])(?:OO|PP|RR|ZZ) (?=R[UH][A-Z]{3,6})|(?<=[0-9])(?:OO|PP|RR|ZZ) (?=R[UH][A-Z]{3,6})"
    r"|VZCZC|(?<= )TO\Z"
)
_LONGEST = 100_000
_CAPITALS = {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}


def lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The lines between two offsets that have words, each with its place, in capitals and without the blanks
    around it; of those whose breaks were lost the parts."""
    found: list[tuple[int, str]] = []
    zone = text[start:end]
    if not zone.isupper():
        zone = _in_capitals(zone)
    odd = "\t" in zone or " FM " in zone
    whole = [(start + m.start(), m.group()) for m in _WORDS.finditer(zone)]
    if not odd and max([len(words) for _, words in whole], default=0) <= _GLUED_FROM:
        return whole
    for at, words in whole:
        if len(words) > _GLUED_FROM or "\t" in words or " FM " in words:
            found += _parts(at, words)
        else:
            found.append((at, words))
    return found


def _in_capitals(zone: str) -> str:
    """Letter for letter, since offsets must stay: a few letters have no capital of one letter."""
    capitals = zone.upper()
    return capitals if len(capitals) == len(zone) else zone.translate(_CAPITALS)


def _parts(at: int, words: str) -> list[tuple[int, str]]:
    """A line cut where header lines begin in it; whole where fewer than two do."""
    if len(words) > _LONGEST:
        return [(at, words)]
    cuts = [m.start() for m in _BEGINS.finditer(words)]
    if not cuts or (len(cuts) < 2 and "\t" not in words and " FM " not in words):
        return [(at, words)]
    if cuts[0] > 0:
        cuts.insert(0, 0)
    parts = []
    for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True):
        part = words[a:b]
        stripped = part.strip()
        if stripped:
            parts.append((at + a + part.index(stripped[0]), stripped))
    return parts
