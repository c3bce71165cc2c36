"""A volume's own lists of persons and of terms: what the ids in its documents stand for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reftel.readers.frus.flow import words
from reftel.readers.frus.fragments import Element, Fragment, name, parse, xml_id

_HAS_IDS: Final = re.compile(rb"<(?:persName|term|gloss|placeName|orgName)\b[^<>]{0,300}\bxml:id=")
_LISTED: Final = frozenset(("persName", "term", "gloss", "placeName", "orgName"))
_MOST: Final = 50_000  # entries; volumes have some hundreds
_LONGEST: Final = 1_000


class Entry(NamedTuple):
    """`words` are the person's name or what the term means, `section` the list's id in the volume."""

    words: str
    section: str


def read(data: bytes, prefixes: str, declared: str, entries: dict[str, Entry]) -> None:
    """Add the entries of a section of front or back matter, if it is such a list."""
    if not _HAS_IDS.search(data):
        return
    found = parse(data, prefixes, declared)
    if not isinstance(found, Fragment):
        return
    section = xml_id(found.element)
    for element in found.element.iter():
        if name(element) not in _LISTED or not xml_id(element) or len(entries) >= _MOST:
            continue
        said = words(element).rstrip(" ,")
        if name(element) in ("term", "gloss"):
            said = _meaning(element, said) or said
        entries.setdefault(xml_id(element), Entry(said[:_LONGEST], section))


def _meaning(element: Element, term: str) -> str:
    """What the item says of its term: `ACDA, Arms Control and Disarmament Agency`."""
    item = element.getparent()
    while item is not None and name(item) != "item":
        item = item.getparent()
    if item is None:
        return ""
    said = words(item)
    return said.removeprefix(term).strip(" ,;:–—") if said.startswith(term) else ""
