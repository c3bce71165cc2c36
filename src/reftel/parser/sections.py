"""The sections of one message, which were filed apart: put in order, and read as one.

Long general messages are sent in sections, each with a header of its own and the number of the
whole: `NAVADMIN 135/06`, PART ONE OF THREE. Which sections are of one message the number says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from reftel.model import MRN, Cable, Sections, Span


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


_BETWEEN = "\n"
_FIRST = ("id", "text", "sections", "partial")
_GATHERED = ("paragraphs", "references", "furniture", "problems", "sets", "annotations", "released_by")


def whole(joined: Joined) -> Cable:
    """One cable of the sections held: the first one's header, the body of all, in order.

    Its text is theirs, one below the other, and all spans point into it. What only a later
    section has (a signer, a comment) is taken from there. `sections` says what is missing.
    """
    parts: list[Cable] = []
    at = 0
    for one in joined.parts:
        parts.append(_moved(one, at))
        at += len(one.text) + len(_BETWEEN)
    first = parts[0]
    text = _BETWEEN.join(one.text for one in joined.parts)
    values: dict[str, Any] = {
        name: tuple(value for one in parts for value in getattr(one, name)) for name in _GATHERED
    }
    for name in msgspec.structs.fields(Cable):
        field = name.name
        if field not in values and field not in _FIRST and field not in ("spans", "given"):
            values[field] = next((v for one in parts if (v := getattr(one, field))), getattr(first, field))
    spans: dict[str, tuple[Span, ...]] = {}
    for one in parts:
        for field, places in one.spans.items():
            spans.setdefault(field, places)
    said = first.sections.span if first.sections else Span(0, 0)
    seen = tuple(sorted({n for one in joined.parts if (place := part(one)) for n in (place[0],)}))
    return msgspec.structs.replace(
        first,
        **values,
        id=hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(),
        text=text,
        spans=spans,
        sections=Sections(seen, joined.of or max(seen), said),
        given={**first.given, "joined": "; ".join(one.id for one in joined.parts)},
    )


def _moved(value: Any, by: int) -> Any:
    """A record with all its spans moved."""
    if by == 0:
        return value
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, msgspec.Struct):
        changed = {
            name: new
            for name in value.__struct_fields__
            if (new := _moved(old := getattr(value, name), by)) is not old
        }
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_moved(one, by) for one in value) if value else value
    if isinstance(value, dict):
        return {key: _moved(one, by) for key, one in value.items()} if value else value
    return value
