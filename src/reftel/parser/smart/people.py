"""People of the end block: `KINSHASA:Sardar, Satrajit`, `PA:Finn, Helena K`, `Murphy`.

Office or post before the last colon, the name behind it; the address book's own note in brackets
(`(Port-au-Prince)`) is left out of the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.model import Person, Problem
from reftel.parser.cleaning import Clean

_NOTE = re.compile(r"[ ]?\([^()]{1,60}\)\Z")
_NAME = re.compile(r"[^\W\d_][\w.'’ -]{0,40}(?:, ?[\w.'’() -]{1,40})?")
_MOST = 60


def read(clean: Clean, pieces: Sequence[tuple[int, int]], problems: list[Problem]) -> tuple[Person, ...]:
    """The people of a value, one on each line; a line that ends in a comma or colon goes on below."""
    found: list[Person] = []
    start = -1
    for i, (a, b) in enumerate(pieces[:_MOST]):
        start = a if start < 0 else start
        if clean.text[a:b].endswith((",", ":")) and i + 1 < len(pieces):
            continue
        for first, end in _parted(clean.text, start, b):
            if person := _person(clean, first, end, problems):
                found.append(person)
        start = -1
    return tuple(found)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The people of a line, parted by semicolons."""
    cuts, at = [], start
    while (sign := text.find(";", at, end)) >= 0:
        cuts.append((at, sign))
        at = sign + 1
    return [*cuts, (at, end)]


def _person(clean: Clean, start: int, end: int, problems: list[Problem]) -> Person | None:
    words = " ".join(clean.text[start:end].split())
    if not words:
        return None
    first = start + len(clean.text[start:end]) - len(clean.text[start:end].lstrip())
    span = clean.span(first, end)
    office, colon, name = words.rpartition(":")
    name = _NOTE.sub("", name.strip())
    if not _NAME.fullmatch(name):
        problems.append(Problem("person-unread", f"“{words[:60]}” is no name", span))
        return None
    return Person(name, span, office.strip(" -:") or None if colon else None)


def surname(name: str) -> str:
    """The surname's letters in capitals: what a signature is compared with."""
    return "".join(c for c in name.partition(",")[0].upper() if c.isalpha())
