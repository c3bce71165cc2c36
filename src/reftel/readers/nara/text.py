"""The text form: `Message Text`, the telegram, `Message Attributes`, a list of names and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reftel.vocabulary import archive_attributes

_BLANK: Final = r"[ \t\f]*"
_BEGINS: Final = rf"(?:\A\ufeff?|(?<=[\r\n\f])){_BLANK}"
_ENDS: Final = rf"(?={_BLANK}(?:[\r\n\f]|\Z))"
_TEXT: Final = re.compile(rf"{_BEGINS}(Message Text){_ENDS}")
_LIST: Final = re.compile(rf"{_BEGINS}(Message Attributes){_ENDS}")
_LINE: Final = re.compile(r"[^\r\n]+")
_NEAR: Final = 2_000  # characters below the heading within which an attribute is named
_MOST_HEADINGS: Final = 100  # that are looked below: a record has one
# A name that is in no table. Telegrams are in capitals, and so are values that run on over lines.
_NAME: Final = re.compile(r"(?=[A-Za-z/ ]{0,40}[a-z])(?P<name>[A-Z][A-Za-z/ ]{1,40}):(?=[ \t]|$)")
_DATE: Final = re.compile(r"\d{1,2}[ -][A-Za-z]{3}[ -]\d{4}")
_STAMP_PARTS: Final = ("Declassified/Released", "US Department of State", "EO Systematic Review")
_STAMPED: Final = frozenset(("Markings", "Review Markings"))


class Split(NamedTuple):
    """A record's two parts. Of an attribute named twice both values are kept, joined by `; `."""

    message: str
    attributes: dict[str, str]


def split(text: str) -> Split:
    """A record's message text and its attributes by the archive's names, blank ones among them.

    The message is all that stands between the two headings, to the letter; stamps of pages
    within the list are left out. A text without the headings is a message without attributes.

    >>> split("Message Text\\n\\nPAGE 01\\nMessage Attributes\\nFrom: LA PAZ\\nSubject: TIN AND\\nZINC")
    Split(message='\\n\\nPAGE 01\\n', attributes={'From': 'LA PAZ', 'Subject': 'TIN AND\\nZINC'})
    """
    listed = _list_heading(text)
    end = listed.start(1) if listed else len(text)
    head = _TEXT.search(text, 0, end)
    message = text[head.end(1) if head else 0 : end]
    return Split(message, _attributes(text[listed.end(1) :]) if listed else {})


def has_headings(text: str) -> bool:
    """Whether both headings stand in a text, or the first with a stamp above it.

    >>> has_headings("Message Text\\n\\nPAGE 01\\nMessage Attributes\\nFrom: LA PAZ")
    True
    """
    head = _TEXT.search(text)
    if head is None:
        listed = _LIST.search(text)
        return listed is not None and _names_below(text, listed)
    return _LIST.search(text, head.end()) is not None or is_stamp(text[: head.start()]) or head.start() == 0


def is_stamp(line: str) -> bool:
    """Whether a line is a page's stamp of release, in one line.

    >>> is_stamp(" Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 ")
    True
    """
    return _STAMP_PARTS[0] in line and _STAMP_PARTS[2] in line


def without_stamps(message: str) -> list[str]:
    """A message's lines that are neither blank nor stamps, trimmed."""
    lines = [line.strip() for line in _LINE.findall(message)]
    parts = _stamp_parts(lines)
    return [line for at, line in enumerate(lines) if line and at not in parts and not is_stamp(line)]


def _list_heading(text: str) -> re.Match[str] | None:
    """The heading of the list: the first that attributes stand below, else the last."""
    last = None
    for count, found in enumerate(_LIST.finditer(text)):
        if count < _MOST_HEADINGS and _names_below(text, found):
            return found
        last = found
    return last


def _names_below(text: str, heading: re.Match[str]) -> bool:
    below = text[heading.end() : heading.end() + _NEAR]
    return any(_named(line.strip()) for line in _LINE.findall(below))


def _named(line: str) -> tuple[str, str] | None:
    """A known attribute's name, and its value on the line."""
    name, colon, value = line.partition(":")
    known = archive_attributes.by_name(name) if colon and len(name) <= 80 else None
    return (known.name, value) if known else None


def _attributes(listing: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in _pairs(listing):
        values = found.setdefault(name, [])
        if value and value not in values:
            values.append(value)
    return {name: "; ".join(values) for name, values in found.items()}


def _pairs(listing: str) -> Iterator[tuple[str, str]]:
    """Names with their values; lines of a value that runs on are joined by a line break."""
    lines = [line.strip(" \t\f\x00") for line in _LINE.findall(listing)]
    parts = _stamp_parts(lines)
    name, value = "", list[str]()
    for at, line in enumerate(lines):
        if not line:
            continue
        unknown = _NAME.match(line)
        named = _named(line) or ((unknown["name"], line[unknown.end() :]) if unknown else None)
        if named:
            if name:
                yield name, "\n".join(filter(None, value))
            name, value = named[0], [named[1].strip()]
        elif name in _STAMPED:
            if not (is_stamp(line) and any(value)):
                value.append(line)
        elif name and at not in parts and not is_stamp(line):
            value.append(line)
    if name:
        yield name, "\n".join(filter(None, value))


def _stamp_parts(lines: list[str]) -> set[int]:
    """The lines of stamps that take a line for each of their parts, a name above them or not."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line != _STAMP_PARTS[0]:
            continue
        below = [n for n in range(at + 1, min(at + 8, len(lines))) if lines[n]][:3]
        words = [lines[n] for n in below]
        if words[:2] != list(_STAMP_PARTS[1:]):
            continue
        dated = len(words) == 3 and _DATE.fullmatch(words[2])
        found.update((at, *(below if dated else below[:2])))
        above = next((n for n in range(at - 1, max(at - 3, -1), -1) if lines[n]), None)
        if above is not None and _OFFICER.fullmatch(lines[above]):
            found.add(above)
    return found


_OFFICER: Final = re.compile(r"[A-Z][a-z]{1,20} (?:[A-Z]\. )?[A-Z][A-Za-z'-]{1,24}")
