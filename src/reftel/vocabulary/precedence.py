"""Precedence: how fast a message is to travel, by letter and by word.

Source: `data/precedence.csv` (5 FAH-2 H-321.2, 5 FAH-1 H-221).
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


def from_letter(letter: str) -> str | None:
    """The precedence of a letter of the date-time group line, or of its doubled form.

    `O` stands for IMMEDIATE and NIACT IMMEDIATE alike: the words after an address tell them apart.

    >>> from_letter("O"), from_letter("PP"), from_letter("X")
    ('IMMEDIATE', 'PRIORITY', None)
    """
    return _letters().get(letter)


def from_words(words: str) -> str | None:
    """The precedence that a word names, usual misspellings taken.

    >>> from_words("PIORITY"), from_words("NIACT IMMEDIATE")
    ('PRIORITY', 'NIACT IMMEDIATE')
    """
    return _words().get(words)


def rank(name: str) -> int:
    """A precedence's place, higher is faster; 0 for what is none."""
    return _ranks().get(name, 0)


@cache
def _letters() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("precedence"):  # of two names of a letter, the later row's is the plain one
        found[row["letter"]] = found[row["letter"] * 2] = row["name"]
    return found


@cache
def _words() -> dict[str, str]:
    return {spelling: row["name"] for row in rows("precedence") for spelling in row["spellings"].split(";")}


@cache
def _ranks() -> dict[str, int]:
    return {row["name"]: int(row["rank"]) for row in rows("precedence")}
