"""The section that a marking line names: `SECTION 01 OF 03`, also where its words are damaged.

Some releases took such a line's broken words for the cable's number (`08SCTION02OF02SAOPAULO335`,
`09SECTIOQ1OF06HARARE876`): a word near `SECTION`, numbers about a word near `OF`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_PLAIN = re.compile(
    r"[ \t/]*(?P<words>(?:FINAL )?SECTION[ \t]{0,3}(?P<n>\d{1,3})[ \t]{0,3}(?:OF|/)[ \t]{0,3}(?P<of>\d{1,3}))",
    re.I,
)
_SPELT = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_NUMBER = rf"\d{{1,3}}|{'|'.join(_SPELT)}"
# "SCTION 02 OF 02", "SECTION 01 GF 02", "SECTION 0QF 05", "FINAL SECTION OF 02", "SECTION ONE OF TWO", "01 OF 02"
_OTHER = re.compile(
    rf"[ \t/]*(?P<words>(?P<final>FINAL[ \t]{{1,2}})?(?P<word>(?!OF[ \t])[A-Z]{{3,9}}?)?\.?[ \t]{{0,3}}"
    rf"(?:(?P<n>{_NUMBER})[!?.]?[ \t]{{0,3}}(?P<join>OF|[A-Z0]F|F|O)|OF)[ \t]{{0,3}}(?P<of>{_NUMBER}))(?![\d.])",
    re.I,
)
_BEGINS = frozenset("SEFPsefp0123456789/")  # of SECTION, ECTION, FINAL, PART
_WORDS = frozenset(("SECTION", "SECT", "SEC", "PART"))
_LETTERS_OFF = 2


class SectionWords(NamedTuple):
    """Section `n` of `of`, and where its words are; `n` is 0 where its number cannot be read."""

    n: int
    of: int
    start: int
    end: int


def match(text: str, at: int, end: int) -> SectionWords | None:
    """The section that the words at `at` name.

    >>> match(" SCTION 02 OF 03 SAO PAULO 000335", 0, 33)
    SectionWords(n=2, of=3, start=1, end=16)
    >>> match(" SECTION 0QF 05 HANOI 000297", 0, 28).n
    0
    >>> match(" ROME 001234", 0, 12) is None
    True
    """
    if text[at:end].lstrip(" \t")[:1] not in _BEGINS:
        return None
    if m := _PLAIN.match(text, at, end):
        return _read(m, int(m["n"]), int(m["of"]))
    m = _OTHER.match(text, at, end)
    if m is None:
        return None
    n, of = _value(m["n"]), _value(m["of"])
    if not m["word"]:
        return _read(m, n, of) if n and m["join"].upper() == "OF" else None
    if not _names_section(m["word"].upper()):
        return None
    return _read(m, of if m["final"] and not n else n, of)


def _read(m: re.Match[str], n: int, of: int) -> SectionWords:
    return SectionWords(n if 0 < n <= of else 0, of, m.start("words"), m.end("words"))


def _value(number: str | None) -> int:
    if not number:
        return 0
    return int(number) if number.isdigit() else _SPELT.index(number.upper()) + 1


@lru_cache(maxsize=1024)
def _names_section(word: str) -> bool:
    if word in _WORDS:
        return True
    from rapidfuzz.distance import OSA

    return len(word) > 4 and OSA.distance(word, "SECTION", score_cutoff=_LETTERS_OFF) <= _LETTERS_OFF
