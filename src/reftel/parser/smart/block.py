"""Names and values of a header or end block: which words are the value of which name.

A value stands behind its name (`TAGS:   PREL, IT`), goes on below in the same column, or stands
whole on the lines below it. Where a scan read all names first and the values after them, see `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, NamedTuple

from reftel.parser.smart import names
from reftel.parser.smart.page import is_marking, named
from reftel.vocabulary import levels, tags

_PARAGRAPH = re.compile(r"[ \t]{0,40}\(?\d{1,2}[ ]?[.)] ?(?:\(|[A-Z])")
_MARKED_PARAGRAPH = re.compile(r"1[ ]?[.)] ?\((?:U|C|S|SBU|TS)[)/]")
_VALUE_COLUMN: Final = 12
_STRICT: Final = ("MRN", "Date/DTG", "From", "Action", "E.O.", "TAGS", "Captions")  # all in capitals
_PAGE_LEVELS: Final = ("UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_LONGEST_VALUE: Final = 80  # lines
_COPY_HEADER: Final = 40  # lines of a header
_ENOUGH: Final = 3  # names of its own
_AHEAD: Final = 3  # lines that a reader looks ahead for the next name
# A speck that a scan saw before a value: "•", "-", or a digit a column's width off.
_SPECK = re.compile(r"[ \t]{0,200}(?:[-–—•.,'`_|]{1,3}(?=[ \t]*\Z)|(?:[•'`|]|[1lI](?=[ \t]{6})))")
_BLANKS = re.compile(r"[ \t]*")


class Line(NamedTuple):
    """A line of the cleaned text: its place, its words without blanks, and the name that it begins with."""

    start: int
    end: int
    words: str
    name: str | None
    value: int  # where what stands behind the name begins

    @property
    def indent(self) -> int:
        return self.value - self.start if self.name is None else 0


class Value(NamedTuple):
    """A value's words: a range for each line that has some. Its name stands from `at` to `to`."""

    name: str
    at: int
    to: int
    pieces: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.pieces[0][0] if self.pieces else self.at

    @property
    def end(self) -> int:
        return self.pieces[-1][1] if self.pieces else self.at


class Block(NamedTuple):
    """The values of a block by their names, and the lines that it takes."""

    values: dict[str, Value]
    order: tuple[str, ...]
    first: int
    stop: int  # the line behind it
    loose: tuple[int, ...]  # lines that belong to no name


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of a text from an offset on."""
    found, at = [], start
    for raw in text[start:].split("\n"):
        end = at + len(raw)
        words = raw.strip()
        name = named(words) if words else None
        indent = len(raw) - len(raw.lstrip())
        value = at + indent + (name[1] if name else 0)
        found.append(Line(at, end, words, name[0] if name else None, min(value, end)))
        at = end + 1
    return found


def read_header(lines: list[Line], first: int, text: str) -> Block:
    """The header that begins at a line: to the subject's end, or to where no name follows."""
    reading = _Reading(lines, text, frozenset(names.HEADER))
    at = first
    while at < len(lines):
        line = lines[at]
        if reading.begins(line):
            reading.open(line)
        elif line.name in names.ENDING and line.name not in names.HEADER:
            break
        elif not line.words:
            reading.blank = True
        elif reading.is_body(at):
            break
        elif reading.current is None or reading.is_stray_marking(line):
            reading.loose.append(at)
        else:
            reading.add(line)
        at += 1
    return reading.block(first, at)


def read_routing(lines: list[Line], stop: int, text: str) -> Block:
    """The offices that a post's copy names above the number, up to a line."""
    reading = _Reading(lines, text, frozenset(names.ROUTING))
    for at in range(stop):
        line = lines[at]
        if reading.begins(line):
            reading.open(line)
        elif line.words and not is_marking(line.words):
            if reading.current is None:
                reading.loose.append(at)
            else:
                reading.add(line)
    return reading.block(0, stop)


def read_ending(lines: list[Line], first: int, text: str) -> Block:
    """The end block that begins at a line: to the last name's value."""
    reading = _Reading(lines, text, frozenset(names.ENDING))
    at, last = (
        first,
        max((i for i in range(first, len(lines)) if lines[i].name in names.ENDING), default=first),
    )
    while at < len(lines):
        line = lines[at]
        if line.name in ("MRN", "Date/DTG", "From"):
            break
        if reading.begins(line):
            reading.open(line)
        elif not line.words:
            reading.blank = True
        elif is_marking(line.words) or (at > last and reading.blank and reading.has_value()):
            break
        elif reading.current is None:
            reading.loose.append(at)
        else:
            reading.add(line)
        at += 1
    return reading.block(first, at)


class _Reading:
    """A block being read, line by line."""

    def __init__(self, lines: list[Line], text: str, known: Collection[str]) -> None:
        self.lines, self.text, self.known = lines, text, known
        self.current: str | None = None
        self.current_before: str | None = None
        self.blank_before = False
        self.pieces: dict[str, list[tuple[int, int]]] = {}
        self.at: dict[str, tuple[int, int]] = {}
        self.loose: list[int] = []
        self.blank = False  # a blank line stands before the line that is read

    def begins(self, line: Line) -> bool:
        """Whether a line opens a value that was not there before."""
        return line.name in self.known and line.name not in self.pieces and not self._quotes(line)

    def _quotes(self, line: Line) -> bool:
        """A name in a value's column, `Subject:` far to the right, is a value's word."""
        return self.current is not None and line.value - line.start > 60

    def open(self, line: Line) -> None:
        assert line.name is not None
        self.current_before, self.blank_before = self.current, self.blank
        self.current, self.blank = line.name, False
        self.pieces[line.name] = []
        begin = line.end - len(self.text[line.start : line.end].lstrip())
        self.at[line.name] = (begin, begin + len(self.text[begin : line.value].rstrip()))
        before = self.current_before
        self._take(line.value, line.end)
        if before and not self.blank_before and not self.pieces[line.name] and self._is_strange(before):
            self.pieces[line.name].append(self.pieces[before].pop())

    def _is_strange(self, name: str) -> bool:
        """Whether the last line of a value is none of it: the name below stands beside the middle of its own.

        A subject of two lines has its name between them where a table's cell was centred.
        """
        pieces = self.pieces[name]
        if len(pieces) < 2 or name not in _STRICT:
            return False
        words = self.text[slice(*pieces[-1])]
        if name != "TAGS":
            return not words.isupper()
        codes = words.replace(",", " ").split()
        return sum(tags.is_code(code) for code in codes) * 2 < len(codes)

    def add(self, line: Line) -> None:
        self.blank = False
        self._take(line.start, line.end)

    def is_stray_marking(self, line: Line) -> bool:
        """Whether a line is a page's marking; below `Captions:` only a level is, for `SENSITIVE` is a caption."""
        if not is_marking(line.words):
            return False
        return self.current != "Captions" or levels.from_words(line.words) in _PAGE_LEVELS

    def has_value(self) -> bool:
        return self.current is not None and bool(self.pieces[self.current])

    def _take(self, start: int, end: int) -> None:
        assert self.current is not None
        if m := _SPECK.match(self.text, start, end):
            start = m.end()
        start = _BLANKS.match(self.text, start, end).end()  # type: ignore[union-attr]
        end = start + len(self.text[start:end].rstrip())
        if end > start:
            self.pieces[self.current].append((start, end))

    def is_body(self, at: int) -> bool:
        """Whether the message's own words begin at a line that has no name."""
        line, current = self.lines[at], self.current
        if current is None:
            return False
        if current == "Subject" and self.has_value():
            if self.blank or _PARAGRAPH.match(line.words):
                return not self._name_follows(at)
            return False
        if current == "Subject" and _MARKED_PARAGRAPH.match(line.words):
            return True  # the subject was taken out
        if self.blank and self.has_value() and _PARAGRAPH.match(line.words) and current != "Reference":
            return True
        if len(self.pieces[current]) >= _LONGEST_VALUE:
            return True
        return self.blank and self.has_value() and line.indent < _VALUE_COLUMN and not self._name_follows(at)

    def _name_follows(self, at: int) -> bool:
        """Whether another name of the block stands a few lines below."""
        seen = 0
        for line in self.lines[at + 1 :]:
            if line.name in self.known and line.name not in self.pieces:
                return True
            if line.words:
                seen += 1
            if seen >= _AHEAD or line.name in names.ENDING:
                return False
        return False

    def block(self, first: int, stop: int) -> Block:
        values = {name: Value(name, *self.at[name], tuple(pieces)) for name, pieces in self.pieces.items()}
        return Block(values, tuple(self.pieces), first, stop, tuple(self.loose))


def next_header(lines: list[Line], first: int) -> int:
    """The line at which the header of another message, or of a copy of this one, begins behind a
    line; the number of lines where none does. One that is quoted in the body has no end block above it."""
    ended = False
    for i in range(first, len(lines)):
        name = lines[i].name
        ended = ended or name in ("Dissemination Rule", "Released By", "Drafted By")
        if name == "MRN" and ended:
            near = {line.name for line in lines[i : i + _COPY_HEADER]}
            if len(near & names.OWN) >= _ENOUGH:
                return i
    return len(lines)


def ending_line(lines: list[Line], first: int) -> int:
    """The line that the end block begins at; the number of lines where there is none.

    Names of the end block may stand in a text that the message quotes: the last `Drafted By`
    (or what stands for it) is the message's own, and the `Signature` above it.
    """
    at = len(lines)
    for name in (
        "Drafted By",
        "Approved By",
        "Released By",
        "Cleared By",
        "Dissemination Rule",
        "Action Post",
    ):
        found = [i for i in range(first, len(lines)) if lines[i].name == name]
        if found:
            at = min(at, found[-1])
    if at == len(lines):
        signed = [i for i in range(first, len(lines)) if lines[i].name == "Signature"]
        return signed[-1] if signed else at
    words = 0
    for i in range(at - 1, first - 1, -1):
        if lines[i].name == "Signature":
            return i
        words += bool(lines[i].words)
        if words > _AHEAD + len(names.ENDING):
            break
    return at
