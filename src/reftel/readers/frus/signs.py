"""Signs of footnotes in plain text, where they stand glued to a word: `RB-47.2 The Soviet`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A sign follows a word, a bracket or a stop without a blank, and ends the word or its stop.
_SIGN: Final = re.compile(
    r"(?<=[A-Za-zÀ-ÿ.,;:!?)\]”’\"ʼ'])(?P<number>\d{1,3})(?=[\s.,;:)\]”’—]|\Z)(?![.,]\d)"
)
_DECIMAL: Final = re.compile(r"(?<!\d)\d{1,3}[.,:]\Z")  # 3.6, 1,200, 10:30
_CAPITAL: Final = re.compile(r"[ \n]+[“\"(\[]?[A-Z]|\s*\Z")
_LETTER_NUMBER: Final = re.compile(r"(?:^|[\s(])[A-Z]\Z")  # G2, B52


class Signs(NamedTuple):
    """`text` without the signs found; `at` says where the sign of each note stood."""

    text: str
    at: dict[int, int]


def take_out(text: str, numbers: list[int]) -> Signs:
    """Find the signs of the notes `numbers`, in their order, and take them out.

    A sign that could be in two places, or in none, is left, and its note has no place.

    >>> take_out("the crew of an RB-47.1 He left.", [1])
    Signs(text='the crew of an RB-47. He left.', at={1: 21})
    >>> take_out("It rose 3.6 percent.", [6]).at
    {}
    """
    places = _possible(text, set(numbers))
    chosen: list[tuple[int, int]] = []
    start = 0
    for index, number in enumerate(numbers):
        fit = [place for place in places.get(number, ()) if place >= start]
        later = (
            [place for place in places.get(numbers[index + 1], ()) if place >= start]
            if index + 1 < len(numbers)
            else []
        )
        # The next note's sign stands behind this one's: what is behind its last place cannot be it.
        if later:
            fit = [place for place in fit if place < later[-1]]
        if len(fit) == 1:
            chosen.append((number, fit[0]))
            start = fit[0] + 1
    parts: list[str] = []
    at: dict[int, int] = {}
    length = end = 0
    for number, place in chosen:
        parts.append(text[end:place])
        length += place - end
        at[number] = length
        end = place + len(str(number))
    parts.append(text[end:])
    return Signs("".join(parts), at)


def _possible(text: str, numbers: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for match in _SIGN.finditer(text):
        number = int(match["number"])
        if number not in numbers or match["number"].startswith("0"):
            continue
        before = text[max(0, match.start() - 5) : match.start()]
        if _DECIMAL.search(before) and not _CAPITAL.match(text, match.end()):
            continue
        if _LETTER_NUMBER.search(before):
            continue
        found.setdefault(number, []).append(match.start())
    return found
