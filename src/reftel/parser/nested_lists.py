"""Lists within lists that are numbered like the paragraphs: `3. …`, `A. …`, `1. …`, `2. …`, `B. …`, `4. …`.

A number behind a lettered item belongs to that item as long as it counts on from 1. Where it could be the next
paragraph's as well, what follows tells: if the next letter goes on (`B` behind `A`), the number is an item's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTER = re.compile(r"\n[ \t]{0,12}(?P<letter>[A-Z])\.[ \t]{1,4}(?=\S)")


def items(text: str, numbers: Sequence[re.Match[str]], start: int, end: int) -> frozenset[int]:
    """The places in `numbers` (matches with a group `number`) of those that number a list within a lettered item."""
    if sum(1 for m in numbers if int(m["number"]) == 1) < 2:
        return frozenset()
    letters = [(m.start(), m["letter"]) for m in _LETTER.finditer(text, start, end)]
    if not letters:
        return frozenset()
    events = sorted(
        [(at, -1, letter) for at, letter in letters] + [(m.start(), i, "") for i, m in enumerate(numbers)]
    )
    behind = [""] * len(events)  # the next lettered item's letter
    for place in range(len(events) - 2, -1, -1):
        _, i, sign = events[place + 1]
        behind[place] = sign if i < 0 else behind[place + 1]
    found: set[int] = set()
    paragraph = item = 0
    letter = ""
    for place, (_, i, sign) in enumerate(events):
        if i < 0:
            if sign == "A" or letter and ord(sign) == ord(letter) + 1:
                letter, item = sign, 0
            continue
        number = int(numbers[i]["number"])
        goes_on = number == item + 1 and bool(letter) and paragraph > 0
        if goes_on and (number != paragraph + 1 or behind[place] == chr(ord(letter) + 1)):
            found.add(i)
            item = number
        elif number == paragraph + 1:
            paragraph, letter, item = number, "", 0
    return frozenset(found)
