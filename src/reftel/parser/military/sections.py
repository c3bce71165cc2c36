"""`join`: the sections of one message, which were filed apart, put in order.

Long general messages are sent in sections, each with a header of its own and the number of the
whole: `NAVADMIN 135/06`, PART ONE OF THREE. Which sections are of one message the number says.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reftel.model import MRN, Cable


class Joined(msgspec.Struct, frozen=True):
    """The sections held of one message, in order, and what is missing of it.

    `of` is of how many it has to be; `None` where no section says so. `again` are further
    copies of a section that is held, `unplaced` those that do not say which they are.
    """

    mrn: MRN
    parts: tuple[Cable, ...]
    of: int | None = None
    missing: tuple[int, ...] = ()
    again: tuple[Cable, ...] = ()
    unplaced: tuple[Cable, ...] = ()


def join(cables: Iterable[Cable]) -> tuple[Joined, ...]:
    """Group cables by number, and put the sections of each in order.

    Messages that are whole, and those without a number, are left out.
    """
    groups: dict[MRN, list[Cable]] = {}
    for cable in cables:
        if cable.mrn is not None:
            groups.setdefault(cable.mrn, []).append(cable)
    joined = (_joined(mrn, group) for mrn, group in groups.items())
    return tuple(sorted((one for one in joined if one is not None), key=lambda one: one.mrn))


def part(cable: Cable) -> tuple[int, int | None] | None:
    """Which section a cable is, and of how many: by its own words, else as its source says (`2/3`)."""
    found = cable.sections
    if found is not None and len(found.seen) == 1 and found.of > 1:
        return found.seen[0], found.of
    n, _, of = cable.given.get("part", "").partition("/")
    if n.isdecimal() and len(n) < 4:
        return int(n), int(of) if of.isdecimal() and len(of) < 4 else None
    return None


def _joined(mrn: MRN, group: list[Cable]) -> Joined | None:
    placed: dict[int, Cable] = {}
    again: list[Cable] = []
    unplaced: list[Cable] = []
    of: int | None = None
    for cable in group:
        place = part(cable)
        if place is None:
            unplaced.append(cable)
            continue
        of = max(of or 0, place[1] or 0) or None
        if place[0] in placed:
            again.append(cable)
        else:
            placed[place[0]] = cable
    if not placed:
        return None
    last = of or max(placed)
    missing = tuple(n for n in range(1, last + 1) if n not in placed)
    parts = tuple(placed[n] for n in sorted(placed))
    return Joined(mrn, parts, of, missing, tuple(again), tuple(unplaced))
