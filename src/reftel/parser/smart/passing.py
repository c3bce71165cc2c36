"""Passing lines of a `Pass Line` value: `STATE FOR R - U/S MCHALE`, below it `EUR - A/S GORDON`.

Each line is one, for its name says so. Offices that a scan damaged (`S/ES-0`) are put right where
the vocabulary leaves one choice, and else left out; the words stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.model import Passing, Problem
from reftel.parser import slug
from reftel.parser.cleaning import Clean
from reftel.parser.smart import corrections
from reftel.vocabulary import offices, posts

_TITLES = frozenset(("U/S", "A/S", "D/S", "DAS", "PDAS", "US"))
_COUNTRY = re.compile(r"(?<![A-Z.])U\.S\.?(?![A-Z])")
_COMMAND = re.compile(r"(?<![A-Z])US (?P<name>[A-Z]{4,12}COM)(?![A-Z])")  # US SOUTHCOM
_SIGNS = re.compile(r"\d|VV")
_OFFICE_FIRST = re.compile(r"(?P<office>[A-Z][A-Z0-9]{0,5}(?:/[A-Z0-9&-]{1,8}){0,4}) {0,2}[-–] {0,2}\S")
# Another passing line in a line, where its break was lost: "… HUMAN RIGHTS COUNCIL LAGOS FOR FBI".
_ANOTHER = re.compile(r" (?P<post>[A-Z]{4,20}(?: [A-Z]{2,12})?) FOR (?=[A-Z])")


def read(clean: Clean, pieces: Sequence[tuple[int, int]], problems: list[Problem]) -> tuple[Passing, ...]:
    """The passing lines of a value."""
    found: list[Passing] = []
    for start, end in pieces:
        for a, b in _parted(clean, start, end, problems):
            found.append(_line(clean, a, b, problems))
    return tuple(found)


def _parted(clean: Clean, start: int, end: int, problems: list[Problem]) -> Iterator[tuple[int, int]]:
    """The line, or the two in it where a post's name before the second FOR tells that a break was lost."""
    text = clean.text
    for m in _ANOTHER.finditer(text, start, end):
        match = posts.find(m["post"]) or posts.find(m["post"].rpartition(" ")[2])
        if " FOR " not in text[start : m.start() + 1] or match is None or match.how != "exact":
            continue
        at = m.end("post") - len(match.written)
        span = clean.span(at, at + len(match.written))
        problems.append(
            Problem("line-break-corrected", f"“{match.written} FOR” was read as a line of its own", span)
        )
        yield start, at - 1
        start = at
    yield start, end


def _line(clean: Clean, start: int, end: int, problems: list[Problem]) -> Passing:
    words = clean.text[start:end].strip()
    start = clean.text.index(words, start)
    end = start + len(words)
    made: list[Passing] = []
    slug.read(clean, start, end, [], made, [], open_ended=True)
    to, symbols = (made[0].to, made[0].offices) if made else (None, ())
    if not made and (m := _OFFICE_FIRST.match(words)):
        symbols = (m["office"],)
    return Passing(words, clean.span(start, end), to, tuple(_sound(clean, start, words, symbols, problems)))


def _sound(
    clean: Clean, start: int, words: str, symbols: Sequence[str], problems: list[Problem]
) -> Iterator[str]:
    """The offices, titles left out and damage put right."""
    plain = _COUNTRY.sub(lambda m: "." * len(m.group()), words)
    for symbol in symbols:
        if symbol == "US" and (m := _COMMAND.search(words)) and posts.by_code(f"US{m['name']}"):
            yield f"US{m['name']}"
            continue
        if symbol in _TITLES or re.search(rf"(?<![A-Z]){re.escape(symbol)}(?![A-Z])", plain) is None:
            continue
        if _SIGNS.search(symbol) is None or offices.is_code(symbol):
            yield symbol
            continue
        at = start + words.index(symbol)
        span = clean.span(at, at + len(symbol))
        if right := corrections.office(symbol):
            problems.append(Problem("office-corrected", f"“{symbol}” was read as {right}", span))
            yield right
        else:
            problems.append(Problem("office-unread", f"“{symbol}” is no office known", span))
