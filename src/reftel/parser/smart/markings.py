"""Markings of a SMART message: level, captions, order, and who classified until when.

The level stands above the header and below the end block (`UNCLASSIFIED`, below it `SBU`); captions
and order have names of their own; a classified message says in its first lines who classified it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from reftel.model import (
    Authority,
    Caption,
    Classification,
    Classifier,
    Declassification,
    Furniture,
    Problem,
    Reason,
)
from reftel.parser import authority, classified_by
from reftel.parser.cleaning import Clean
from reftel.parser.smart import corrections
from reftel.parser.smart.block import Line, Value
from reftel.parser.smart.page import is_marking
from reftel.vocabulary import levels

_CAPTION = re.compile(r"[^,;/\n]+")
_SENSITIVE = frozenset(("SBU", "SENSITIVE", "SENSITIVE BUT UNCLASSIFIED"))
_CLASSIFIED = ("Classified By", "Derived From", "Reason")


class Order(NamedTuple):
    """What a message says of its classification's authority and duration."""

    authority: Authority | None = None
    declassify: Declassification | None = None
    classifiers: tuple[Classifier, ...] = ()
    reasons: tuple[Reason, ...] = ()


def read_level(
    clean: Clean, lines: Sequence[Line], captions: Sequence[Caption], furniture: list[Furniture]
) -> Classification | None:
    """The level of the marking lines given, the first of them; those that repeat it are furniture."""
    found: Classification | None = None
    for i, line in enumerate(lines):
        if not is_marking(line.words):
            continue
        start = line.end - len(clean.text[line.start : line.end].lstrip())
        end = start + len(line.words)
        level = levels.from_words(line.words)
        below = next((other for other in lines[i + 1 :] if other.words), None)
        if found is None and level:
            caveats: tuple[str, ...] = ()
            if below and level == "UNCLASSIFIED" and below.words.upper() in _SENSITIVE:
                caveats = ("SENSITIVE",)
            found = Classification(level, caveats, line.words, clean.span(start, end))
        else:
            furniture.append(Furniture("repeated marking", clean.span(start, end)))
    if found and "SENSITIVE" not in found.caveats and any(one.code == "SENSITIVE" for one in captions):
        found = Classification(found.level, (*found.caveats, "SENSITIVE"), found.written, found.span)
    return found


def read_captions(clean: Clean, value: Value | None, problems: list[Problem]) -> tuple[Caption, ...]:
    """The captions of a value, parted by commas."""
    found: list[Caption] = []
    for start, end in value.pieces if value else ():
        for m in _CAPTION.finditer(clean.text, start, end):
            words = m.group().strip()
            if not words:
                continue
            at = clean.text.index(words, m.start())
            span = clean.span(at, at + len(words))
            entry, corrected = corrections.caption(words)
            if entry is None:
                problems.append(Problem("caption-unread", f"“{words[:60]}” is no caption", span))
                continue
            if corrected:
                problems.append(Problem("caption-corrected", f"“{words}” was read as {entry.code}", span))
            if all(one.code != entry.code for one in found):
                found.append(Caption(entry.code, entry.kind, span))
    return tuple(found)


def read_order(
    clean: Clean, values: dict[str, Value], day: datetime.date | None, problems: list[Problem]
) -> Order:
    """The order's line, and the lines of those who classified."""
    text = clean.text
    order = Order()
    for name in ("E.O.", "Declassify On"):
        value = values.get(name)
        if value is None or not value.pieces:
            continue
        line = authority.read(clean, _begin(text, name, value), value.end, day, problems)
        order = Order(
            order.authority or line.authority,
            order.declassify or line.declassification,
            order.classifiers or line.classifiers,
        )
    people, reasons = list(order.classifiers), list[Reason]()
    for name in _CLASSIFIED:
        value = values.get(name)
        if value and value.pieces:
            who, why, _ = classified_by.read(clean, _begin(text, name, value), value.end, problems)
            people += who
            reasons += why
    return order._replace(classifiers=tuple(people), reasons=tuple(reasons))


def _begin(text: str, name: str, value: Value) -> int:
    """Where a line begins that its reader knows by its name: there, unless other names stand between."""
    between = text[value.at : value.start].strip(" \t\n:;")
    return value.at if len(between) <= len(name) else value.start
