"""Words that name a source whom the drafter asked to protect, masked where a comparison would bring them to light.

One release withheld them and another printed them: who lists such places would gather just the names that were meant
to be kept. So they are masked unless somebody asks to see them.
"""

from __future__ import annotations

import msgspec

from reftel.links.comparing.editions import Editions, Revelation
from reftel.links.comparing.segments import Segment

_BOX = "█"


def masked(words: str) -> str:
    """A box for each word.

    >>> masked("Deputy Director Rossi")
    '█ █ █'
    """
    return " ".join(_BOX for _ in words.split())


def revelation(one: Revelation) -> Revelation:
    """A revealed passage, masked if its source is to be protected."""
    return msgspec.structs.replace(one, words=masked(one.words)) if one.protected else one


def editions(found: Editions) -> Editions:
    """Editions side by side, the passages masked that one reveals and whose source is to be protected."""
    compared = tuple(
        msgspec.structs.replace(
            each,
            text=msgspec.structs.replace(
                each.text, segments=tuple(_segment(one) for one in each.text.segments)
            ),
        )
        for each in found.compared
    )
    return msgspec.structs.replace(found, compared=compared)


def _segment(one: Segment) -> Segment:
    if not one.protected or not one.revealed:
        return one
    if one.withheld_in == "left":
        return msgspec.structs.replace(one, right_words=masked(one.right_words))
    return msgspec.structs.replace(one, left_words=masked(one.left_words))
