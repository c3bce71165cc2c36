"""Classification levels, from the lowest to the highest, and their portion marks.

Sources: `data/classification_levels.csv`, `data/portion_marks.csv` (5 FAH-2 H-222, 5 FAH-1 H-246).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.vocabulary.tables import rows

LEVELS: tuple[str, ...] = (
    "UNCLASSIFIED",
    "SENSITIVE BUT UNCLASSIFIED",
    "FOR OFFICIAL USE ONLY",
    "OFFICIAL USE ONLY",
    "LIMITED OFFICIAL USE",
    "RESTRICTED",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
)
"""All levels. Those between UNCLASSIFIED and RESTRICTED are of one rank: markings, not classifications."""

PORTION_MARKS: frozenset[str]
"""Portion marks without their brackets: `C`, `SBU`, `S/NF` …"""

_LONGEST = 80
_NOT_LETTERS = re.compile(r"[^A-Z]+")
_MARK_FILL = re.compile(r"[^A-Z/-]+")


def rank(level: str) -> int:
    """A level's place: 0 for UNCLASSIFIED, 5 for TOP SECRET; -1 for what is no level.

    >>> rank("SECRET") > rank("CONFIDENTIAL") > rank("LIMITED OFFICIAL USE") > rank("UNCLASSIFIED")
    True
    """
    return _ranks().get(level, -1)


def from_words(words: str) -> str | None:
    """The level that words name, spaced letters or plain, caveats after `//` left aside.

    >>> from_words("C O N F I D E N T I A L"), from_words("UNCLAS"), from_words("SECRET//NOFORN")
    ('CONFIDENTIAL', 'UNCLASSIFIED', 'SECRET')
    """
    known = _spellings().get(words)
    if known or len(words) > _LONGEST:
        return known
    return _spellings().get(_NOT_LETTERS.sub("", words.upper().partition("//")[0]))


def from_damaged_words(words: str) -> str | None:
    """The level that words damaged in transmission name, if there is but one that near.

    Letters cut off, doubled or strayed: at most one, in words of eight letters and more two.

    >>> from_damaged_words("E C R E T"), from_damaged_words("UUNCLAS"), from_damaged_words("SECURE")
    ('SECRET', 'UNCLASSIFIED', None)
    """
    if len(words) > _LONGEST:
        return None
    return from_words(words) or _near(_NOT_LETTERS.sub("", words.upper()))


def portion_level(mark: str) -> str | None:
    """The level of a portion mark, with or without brackets.

    >>> portion_level("S/NF"), portion_level("(SBU)"), portion_level("A")
    ('SECRET', 'SENSITIVE BUT UNCLASSIFIED', None)
    """
    known = _marks().get(mark)
    if known or len(mark) > 32:
        return known
    return _marks().get(_MARK_FILL.sub("", mark.upper()))


def __getattr__(name: str) -> frozenset[str]:
    if name != "PORTION_MARKS":
        raise AttributeError(name)
    globals()[name] = marks = frozenset(_marks())
    return marks


@lru_cache(maxsize=1024)
def _near(letters: str) -> str | None:
    if not 5 <= len(letters) <= 26 or letters in (
        "SECURE",
        "SECRETS",
        "SECRETE",
        "SECRECY",
        "CONFIDENT",
        "CONFIDENTLY",
    ):
        return None
    from rapidfuzz.distance import OSA

    meant = {
        level
        for spelling, level in _spellings().items()
        if len(spelling) >= 6
        and spelling.isalpha()
        and OSA.distance(letters, spelling, score_cutoff=2) <= (2 if len(spelling) >= 8 else 1)
    }
    return meant.pop() if len(meant) == 1 else None


@cache
def _ranks() -> dict[str, int]:
    return {row["level"]: int(row["rank"]) for row in rows("classification_levels")}


@cache
def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("classification_levels"):
        for spelling in row["spellings"].split(";"):
            found[spelling] = found[_NOT_LETTERS.sub("", spelling)] = row["level"]
            found[" ".join(spelling.replace(" ", ""))] = row["level"]
    return found


@cache
def _marks() -> dict[str, str]:
    return {row["mark"]: row["level"] for row in rows("portion_marks")}
