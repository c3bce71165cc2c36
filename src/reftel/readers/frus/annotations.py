"""What the editors marked up or remarked on a document's words, with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reftel.model import Annotation, Span
from reftel.readers.frus.flow import Flow, flow, words
from reftel.readers.frus.fragments import Element, name, xml_id
from reftel.readers.frus.glossary import Entry

_OMISSION: Final = re.compile(
    r"\[(?:Omitted here|Here (?:follow|omitted)|(?:garble|illegible|unclear|unintelligible|text missing)\b)[^\[\]]{0,600}\]"
    r"|\[[^\[\]]{0,300} not (?:declassified|found)\b[^\[\]]{0,100}\]",
    re.I,
)
_DOCUMENT: Final = re.compile(
    r"(?:(?P<volume>frus[\w.-]{2,40}))?#?(?P<document>d\d{1,4}[a-z]?)(?P<rest>fn\d{1,3})?"
)
_RESOLVED: Final = re.compile(r"[\w.-]{0,40}/d\d")
_VOLUME: Final = re.compile(r"(?P<volume>frus[\w.-]{2,40})(?:#(?P<part>[\w.-]{1,60}))?")
_KINDS: Final = {"persName": "person", "placeName": "place", "orgName": "organization", "date": "date"}
_LONGEST: Final = 20_000


def of_text(found: Flow, volume: str, entries: Mapping[str, Entry]) -> Iterator[Annotation]:
    """Persons, places, terms, dates, cross-references, omissions and footnotes of a text."""
    for mark in found.marks:
        annotation = _of_mark(mark.element, Span(mark.start, mark.end), volume, entries)
        if annotation:
            yield annotation
    yield from omissions(found.text)
    for at, note in found.notes:
        kind = "source note" if note.get("type") == "source" else "note"
        target = f"#{xml_id(note)}" if xml_id(note) else None
        yield Annotation(kind, flow(note).text[:_LONGEST], Span(at, at), target)


def omissions(text: str) -> Iterator[Annotation]:
    """Where the editors or a reviewer left something out: `[less than 1 line not declassified]`."""
    for match in _OMISSION.finditer(text):
        yield Annotation("omission", match.group(), Span(match.start(), match.end()))


def cross_references(element: Element, volume: str) -> list[str]:
    """The documents that an element and its notes point at, each once."""
    found: dict[str, None] = {}
    for ref in element.iter():
        target = resolved(ref.get("target") or "", volume) if name(ref) == "ref" else ""
        if _RESOLVED.match(target):
            found[target.partition("#")[0]] = None
    return list(found)


def resolved(target: str, volume: str) -> str:
    """A link's target as volume and document.

    >>> resolved("#d9", "frus1961-63v05"), resolved("frus1961-63v06#d5", "frus1961-63v05")
    ('frus1961-63v05/d9', 'frus1961-63v06/d5')
    """
    match = _DOCUMENT.fullmatch(target)
    if match:
        place = f"{match['volume'] or volume}/{match['document']}"
        return f"{place}#{match['document']}{match['rest']}" if match["rest"] else place
    match = _VOLUME.fullmatch(target)
    if match:
        return f"{match['volume']}/{match['part']}" if match["part"] else match["volume"]
    if target.startswith("#") and len(target) < 100:
        return f"{volume}/{target[1:]}"
    return target[:300]


def _of_mark(element: Element, span: Span, volume: str, entries: Mapping[str, Entry]) -> Annotation | None:
    kind = name(element)
    if kind == "ref":
        return Annotation(
            "reference", words(element), span, resolved(element.get("target") or "", volume) or None
        )
    if kind == "date":
        said = element.get("when") or "/".join(filter(None, (element.get("from"), element.get("to"))))
        return Annotation("date", said or words(element), span)
    if kind == "gap":
        return Annotation("omission", element.get("reason") or "", span)
    pointer = (element.get("corresp") or element.get("target") or "").removeprefix("#")
    entry = entries.get(pointer)
    if kind in ("gloss", "term"):
        if not pointer:
            return None  # the markup of sender and addressee
        return Annotation(
            "term", entry.words if entry else words(element), span, _target(pointer, entry, volume)
        )
    if kind in _KINDS:
        said = entry.words if entry else words(element)
        return Annotation(_KINDS[kind], said, span, _target(pointer, entry, volume))
    return None


def _target(pointer: str, entry: Entry | None, volume: str) -> str | None:
    """Where the volume explains it: `frus1961-63v05/persons#p_TLEJ1`."""
    if not pointer:
        return None
    return f"{volume}/{entry.section}#{pointer}" if entry and entry.section else f"#{pointer}"
