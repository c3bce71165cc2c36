"""The generated cables that quality is measured on: always the same ones.

Plain ones of each layout, some of each oddity, and some with two oddities at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from synthetic import LAYOUTS, ODDITIES, Layout, Synthetic, generate

PLAIN = 100  # of each layout
OF_EACH = 4  # of each oddity and layout
PAIRS = 300
_SEED = 4580
# Two of these at once leave it open what is true: each cuts or moves what the other works on.
_ALONE = frozenset(
    ("glued_header", "header_twice", "header_twice_in_extract", "second_section_with_header", "garbled")
)


class Case(NamedTuple):
    """A generated cable and the name by which its values are stored."""

    name: str
    cable: Synthetic


def cases() -> Iterator[Case]:
    """All of them."""
    for layout in LAYOUTS:
        for i, cable in enumerate(generate(_SEED, PLAIN, layouts=[layout])):
            yield Case(f"plain/{layout}/{i}", cable)
    for name, oddity in ODDITIES.items():
        seed = zlib.crc32(name.encode())
        for layout in oddity.layouts:
            for i, cable in enumerate(generate(seed, OF_EACH, [name], [layout])):
                yield Case(f"{name}/{layout}/{i}", cable)
    yield from _pairs()


def _pairs() -> Iterator[Case]:
    rng = Random(_SEED)
    names = [name for name in ODDITIES if name not in _ALONE]
    made = 0
    while made < PAIRS:
        one, other = rng.sample(names, 2)
        layouts: list[Layout] = [
            one_of for one_of in ODDITIES[one].layouts if one_of in ODDITIES[other].layouts
        ]
        if not layouts or _room(one) == _room(other):
            continue
        cable = next(generate(_SEED + made, 1, [one, other], [rng.choice(layouts)]))
        yield Case(f"{one}+{other}/{cable.layout}/{made}", cable)
        made += 1


def _room(name: str) -> str:
    """Oddities of one module work on the same lines."""
    oddity = ODDITIES[name]
    function = oddity.text or oddity.blocks or oddity.facts
    return function.__module__ if function else ""
