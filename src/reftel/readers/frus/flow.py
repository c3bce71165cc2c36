"""An element as plain text: lines, lists and tables in shape, notes taken out, places remembered."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reftel.readers.frus.fragments import Element, name

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
# Set off by a blank line; by a line break.
_BLOCKS: Final = frozenset(
    (
        *("p", "list", "table", "dateline", "opener", "closer", "div", "figure", "quote", "lg", "postscript"),
        *("attachment", "ab", "argument", "epigraph", "floatingText", "trailer"),
    )
)
_LINES: Final = frozenset(("item", "row", "signed", "salute", "head", "l", "byline", "label"))
_MARKED: Final = frozenset(
    ("persName", "placeName", "gloss", "term", "orgName", "date", "ref", "gap", "signed", "dateline")
)
_STOPS: Final = ".,;:!?)]”’"
_CELLS: Final = " | "
_INDENT: Final = "  "


class Mark(NamedTuple):
    """An element's words: from `start` to `end` in the text."""

    element: Element
    start: int
    end: int


class Flow(NamedTuple):
    """`text`, the places of marked-up words in it, and the notes with the place of their sign."""

    text: str
    marks: list[Mark]
    notes: list[tuple[int, Element]]


def flow(element: Element, skip: Element | None = None) -> Flow:
    """The text of an element; `skip` is a child left out (a document's heading)."""
    writer = _Writer(skip)
    writer.children(element)
    text = "".join(writer.parts)
    marks = [_trimmed(mark, text) for mark in writer.marks]
    notes = [(min(at, len(text)), note) for at, note in writer.notes]
    return Flow(text, [mark for mark in marks if mark.end > mark.start], notes)


def words(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join(flow(element).text.split())


def _trimmed(mark: Mark, text: str) -> Mark:
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start] in " \n|":  # what was waiting for the first word
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mark(mark.element, start, end)


class _Writer:
    """Text is written once; what must come between two words waits until the second is there."""

    def __init__(self, skip: Element | None) -> None:
        self.skip = skip
        self.parts: list[str] = []
        self.length = 0
        self.blank = False
        self.breaks = 0
        self.cell = False
        self.noted = False  # a note stood since the last word: the stop behind it belongs to that word
        self.lists = 0
        self.marks: list[Mark] = []
        self.notes: list[tuple[int, Element]] = []

    def children(self, element: Element) -> None:
        self._text(element.text)
        for child in element:
            if child is not self.skip:
                self._element(child)
            self._text(child.tail)

    def _element(self, element: Element) -> None:
        kind = name(element)
        if kind == "note":
            self.notes.append((self.length, element))
            self.noted = True
        elif kind == "lb":
            if element.get("break") != "no":
                self._break(1)
        elif kind in _BLOCKS:
            self._block(element, kind)
        elif kind in _LINES:
            self._break(1)
            self._marked(element, kind)
            self._break(1)
        elif kind == "cell":
            self._marked(element, kind)
            self.cell = True
        elif kind:
            self._marked(element, kind)

    def _block(self, element: Element, kind: str) -> None:
        within = kind == "list" and self.lists > 0
        self._break(1 if within else 2)
        self.lists += kind == "list"
        self._marked(element, kind)
        self.lists -= kind == "list"
        self._break(1 if within else 2)

    def _marked(self, element: Element, kind: str) -> None:
        start = self.length
        # What waits is written before the first word; it is trimmed off the mark afterwards.
        self.children(element)
        if kind in _MARKED:
            self.marks.append(Mark(element, start, self.length))

    def _break(self, lines: int) -> None:
        self.breaks = max(self.breaks, lines)
        self.cell = False

    def _text(self, text: str | None) -> None:
        if not text:
            return
        for place, word in enumerate(_BLANKS.split(text)):
            if place:
                self.blank = True
            if word:
                self._word(word)

    def _word(self, word: str) -> None:
        between = ""
        if self.length:
            if self.breaks:
                between = "\n" * self.breaks
            elif self.cell:
                between = _CELLS
            elif self.blank and not (self.noted and word[0] in _STOPS):
                between = " "
        if self.breaks and self.lists > 1:
            between += _INDENT * (self.lists - 1)
        self.breaks, self.blank, self.cell, self.noted = 0, False, False, False
        self.parts += (between, word)
        self.length += len(between) + len(word)
