"""What scanning made of words of the vocabulary, put right where one word alone can be meant.

A scan reads `SBU` as `513U`, `SIPDIS` as `SI PDIS`, `OIIP` as `01IP`, `@` as `©`. Each sign has the
letters that it may have been; of all readings, only one may be in the vocabulary. What is put
right is told by a problem whose code ends in `-corrected`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from reftel.model import Problem, Span
from reftel.vocabulary import captions, levels, offices, tags

_LETTERS: Final = {
    "0": "OQD",
    "1": "IL",
    "5": "S",
    "8": "B",
    "6": "G",
    "2": "Z",
    "|": "I",
    "!": "I",
    "$": "S",
}
_MOST: Final = 6  # signs in a word that may have been letters; more are no damage but something else
_PORTION = re.compile(
    r"(?P<number>(?:\n|\A)[ \t]{0,40}\d{1,3}[ ]?[.)]?[ \t]{0,12})(?P<speck>['`’.,•*]?)(?P<open>[({\[])(?P<mark>[A-Z0-9|/ ]{1,12})(?P<close>[)}\]])"
)
_AT = re.compile(r"(?<=[A-Za-z0-9])©(?=[A-Za-z0-9-]{1,40}\.[A-Za-z])")
_CAPTION_DISTANCE: Final = 1
_SHORTEST_CAPTION: Final = 5


def readings(word: str) -> list[str]:
    """All words that a damaged one can be, itself left out.

    >>> readings("01IP")[:2], readings("PARM")
    (['OIIP', 'OLIP'], [])
    """
    if not 1 < len(word) <= 24:
        return []
    signs = sum(c in _LETTERS for c in word)
    if not 0 < signs <= _MOST:
        return []
    return ["".join(one) for one in product(*(_LETTERS.get(c, c) for c in word))]


@lru_cache(maxsize=2048)
def tag(word: str) -> str | None:
    """The one code of TAGS that a damaged word can be.

    >>> tag("01IP"), tag("KNN9")
    ('OIIP', None)
    """
    found = {one for one in readings(word.upper()) if tags.is_code(one)}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=2048)
def caption(words: str) -> tuple[captions.CaptionEntry | None, bool]:
    """The caption that words are, and whether they had to be put right.

    >>> entry, corrected = caption("SI PDIS")
    >>> entry.code, corrected
    ('SIPDIS', True)
    """
    plain = " ".join(words.upper().split())
    if len(plain) > 80:
        return None, False
    if entry := captions.find(plain):
        squeezed = plain.replace(" ", "")
        return entry, plain != entry.code and squeezed == entry.code and " ".join(squeezed) != plain
    found = {entry.code: entry for one in readings(plain) if (entry := captions.find(one))}
    if not found and len(plain) >= _SHORTEST_CAPTION and plain.replace(" ", "").isalpha():
        found = _near(plain)
    return (next(iter(found.values())), True) if len(found) == 1 else (None, False)


def _near(plain: str) -> dict[str, captions.CaptionEntry]:
    """Captions of one word that are a letter off."""
    from rapidfuzz.distance import OSA

    found: dict[str, captions.CaptionEntry] = {}
    for code in _USUAL:
        if OSA.distance(plain, code, score_cutoff=_CAPTION_DISTANCE) <= _CAPTION_DISTANCE:
            if entry := captions.find(code):
                found[code] = entry
    return found


_USUAL: Final = ("SIPDIS", "NODIS", "EXDIS", "STADIS", "LIMDIS", "NOFORN", "SENSITIVE", "TERREP", "ALDAC")


@lru_cache(maxsize=2048)
def office(symbol: str) -> str | None:
    """The one office that a symbol with a sign for a letter can be: `S/ES-0` is S/ES-O.

    >>> office("S/ES-0"), office("S/VVC1")
    ('S/ES-O', None)
    """
    found = {one for one in readings(symbol) if offices.is_code(one)}
    return found.pop() if len(found) == 1 else None


def level_out(text: str, problems: list[Problem]) -> str:
    """The text with portion marks and at signs put right, letter for letter, so that offsets stay.

    >>> level_out("\\n1. (513U) SUMMARY", [])
    '\\n1. (SBU)  SUMMARY'
    """
    if "©" in text:
        for m in _AT.finditer(text):
            problems.append(Problem("sign-corrected", "“©” was read as “@”", Span(m.start(), m.end())))
        text = _AT.sub("@", text)
    out: list[str] = []
    at = 0
    for m in _PORTION.finditer(text):
        mark = _portion(m["mark"])
        written = m["speck"] + m["open"] + m["mark"] + m["close"]
        if mark is None or written == f"({mark})":
            continue
        start = m.end() - len(written)
        out += (text[at:start], f"({mark})".ljust(len(written)))
        at = m.end()
        message = f"“{written}” was read as ({mark})"
        problems.append(Problem("portion-corrected", message, Span(start, m.end())))
    return "".join((*out, text[at:])) if out else text


def _portion(written: str) -> str | None:
    """The portion mark that some words are; `None` where they are none or may be several."""
    plain = written.replace(" ", "")
    if plain in levels.PORTION_MARKS:
        return plain
    found = {
        one for one in (*readings(plain), *readings(plain.replace("13", "8"))) if one in levels.PORTION_MARKS
    }
    return found.pop() if len(found) == 1 else None


_QUEUE = re.compile(r"[A-Z0-9][A-Za-z0-9_/&.' -]{0,60}")


def queues(words: str) -> str | None:
    """A list of message queues (`POL_INFO, DIS_KENYA`), lost underscores put back; `None` where it is damaged.

    Queues have underscores for blanks, so that a blank in a list that has any is one.

    >>> queues("DIS_PRIN, DIS KENYA"), queues("POL _INFO, RSO"), queues("MPR DIR, . 1DR —EMPLOY—MENT")
    ('DIS_PRIN, DIS_KENYA', 'POL_INFO, RSO', None)
    """
    items = [item.strip() for item in words.split(",")]
    if not all(_QUEUE.fullmatch(item) for item in items if item):
        return None
    if "_" not in words:
        return words
    return ", ".join("_".join(item.replace("_", " ").split()) for item in items)
