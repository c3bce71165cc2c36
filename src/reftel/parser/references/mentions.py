"""Where the body speaks of what the list cites: `REF A`, `REFS B AND C`, `REFTEL`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from reftel.model import Problem, Reference, Span
from reftel.parser.cleaning import Clean

# "REF A", "REF (A)", "REFTEL B.", "REFS A AND B", "REFS A-C"; what follows a letter must not
# make a word of it: "REF A'S", "REF AND".
_LETTER = r"\(?[A-Z]\)?(?![A-Za-z'’])"
_LETTERS = re.compile(
    rf"(?:TEL|tel)?(?:S|s|\(S\))?[ \n]{{1,2}}(?P<letters>{_LETTER}(?:(?:,? ?(?:AND|and|&|OR|or|TO|to|THROUGH)|[,/-])[ \n]?{_LETTER}){{0,6}})"
)
_ALONE = re.compile(r"(?:TEL|tel)(?![A-Za-z])")
_ONE = re.compile(r"[A-Z]")
_RANGE = frozenset(("-", "TO", "to", "THROUGH"))
_WORDS = ("REF", "Ref", "ref")


def link_mentions(
    clean: Clean, start: int, end: int, listed: Sequence[Reference], problems: list[Problem]
) -> list[Reference]:
    """The references of the list, each with the places in `clean.text[start:end]` that speak of it.

    A bare `REFTEL` is a mention where the list has one item only; where it has several, it may
    mean any, and is left alone. Problems: `reftel-without-list`, and `ref-letter-not-listed`
    (`REF D` where the list ends at C), each told once.
    """
    if not listed:
        _without_list(clean, start, end, problems)
        return []
    by_letter: dict[str, list[int]] = {}
    for index, one in enumerate(listed):
        by_letter.setdefault((one.letter or "").upper(), []).append(index)
    places: dict[int, list[Span]] = {}
    told: set[str] = set()
    for letter, a, b in _mentions(clean.text, start, end):
        if letter in by_letter and (letter or len(listed) == 1):
            for index in by_letter[letter]:
                places.setdefault(index, []).append(clean.span(a, b))
        elif not letter and len(listed) == 1:
            places.setdefault(0, []).append(clean.span(a, b))
        elif letter and letter not in told and (len(by_letter) > 1 or "" not in by_letter):
            told.add(letter)
            problems.append(Problem("ref-letter-not-listed", f"the list has no {letter}", clean.span(a, b)))
    if not places:
        return list(listed)
    return [
        msgspec.structs.replace(one, mentions=tuple(sorted(places[index]))) if index in places else one
        for index, one in enumerate(listed)
    ]


def _mentions(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each letter with its place, `REF` before the first one included; no letter for `REFTEL` alone."""
    for word in _WORDS if "f" in text else _WORDS[:1]:
        at = text.find(word, start, end)
        while at >= 0:
            if not text[at - 1 : at].isalnum():
                if m := _LETTERS.match(text, at + 3, end):
                    yield from _each(text, at, m.start("letters"), m.end("letters"))
                elif m := _ALONE.match(text, at + 3, end):
                    yield "", at, m.end()
            at = text.find(word, at + 3, end)


def _each(text: str, at: int, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The letters of `A AND B` or `A-C`. They rise: in `REF B, A DELEGATION` the second is an article."""
    last, behind = "", start
    for m in _ONE.finditer(text, start, end):
        between = text[behind : m.start()].strip(" \n()")
        if text[m.start() - 1 : m.start()].isalpha() or text[m.end() : m.end() + 1].isalpha():
            continue  # of "AND"
        letter = m.group()
        if last and letter <= last:
            return
        if last and between in _RANGE:
            for code in range(ord(last) + 1, ord(letter)):
                yield chr(code), m.start(), m.end()
        yield letter, m.start() if last else at, m.end()
        last, behind = letter, m.end()


def _without_list(clean: Clean, start: int, end: int, problems: list[Problem]) -> None:
    text = clean.text
    for word in ("REFTEL", "Reftel", "reftel") if "f" in text else ("REFTEL",):
        at = text.find(word, start, end)
        if at >= 0:
            message = "the text speaks of a reftel, and none is listed"
            problems.append(Problem("reftel-without-list", message, clean.span(at, at + 6)))
            return
