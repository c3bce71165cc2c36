"""Rows of CSV and TSV: a row of names, then a record a row, whose cells may run over lines.

Where quotation marks do not close as they should, the row is given up, and the next line that
begins as rows do is read on from: an open mark costs its row, not the file.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from reftel.readers import fields
from reftel.readers.protocol import MAX_MESSAGE, Reject
from reftel.readers.table import dialect as dialects
from reftel.readers.table import guess
from reftel.readers.table.dialect import Dialect
from reftel.readers.table.lines import Line
from reftel.readers.table.record import Record, reject

_MEND: Final = "Mend the row, and ingest again: the others were read."
_ABOVE: Final = 20  # lines that may stand above the head
_SEPARATOR: Final = re.compile(rb'"?sep=.{0,4}', re.I)  # what a spreadsheet is told
_SHAPES: Final = 4  # forms that first cells have where they are of a kind
_AGAIN: Final = 4
"""How often a byte may be read again, in the mean, in search of where the next row begins."""


class Head(NamedTuple):
    """What the first lines of a table show: its dialect, and the names of its columns.

    `above` lines stand above the first row (titles, `sep=;`). `headed` says whether that row is
    one of names. `shapes` are the forms that the first cell of a row has; empty if it has any.
    """

    dialect: Dialect
    names: tuple[str, ...]
    headed: bool
    above: int
    shapes: frozenset[str]
    sure: bool


def look(lines: list[bytes], said: Iterable[str] = ()) -> Head | None:
    """How the table is written that begins with some lines; `None` where it is none.

    A table of a single column has no delimiter, but a name. `said` are names that a person uses
    for columns: a row that has one of them is one of names.
    """
    found = dialects.sniff(lines)
    if found is not None and found.agree * 2 < found.agree + found.others:
        found = None
    dialect, width = (found.dialect, found.width) if found else (Dialect(b","), 1)
    above, first = _first(lines, dialect, width)
    if not first:
        return None
    names = [name.strip() for name in fields.decode(first)[0]]
    below = [row for row in dialects.records(lines[above:], dialect).rows[1:] if len(row) == width]
    headed = not set(names).isdisjoint(said) or are_names(
        names, [fields.decode(row)[0] for row in below[:20]]
    )
    if not headed and found is None:
        return None
    shapes = frozenset(map(_shape, (row[0] for row in (below if headed else [first, *below]))))
    return Head(
        dialect,
        tuple(distinct(names) if headed else (f"column {number}" for number in range(1, width + 1))),
        headed,
        above,
        shapes if 0 < len(shapes) <= _SHAPES else frozenset(),
        found is not None and found.agree > 1,
    )


def _first(lines: list[bytes], dialect: Dialect, width: int) -> tuple[int, list[bytes]]:
    """The first row that is as wide as most, and how many lines stand above it."""
    for number in range(min(len(lines), _ABOVE)):
        if not lines[number].strip() or _SEPARATOR.match(lines[number]):
            continue
        row = dialects.records(itertools.islice(lines, number, None), dialect, 1).rows
        if row and len(row[0]) == width:
            return number, row[0]
    return 0, []


def are_names(names: list[str], below: list[list[str]]) -> bool:
    """Whether the cells of a first row are names of columns: usual ones, or words above other things.

    >>> are_names(["id", "Date sent", "body", ""], [])
    True
    >>> are_names(["1", "03ROME4580", "SECRET"], []), are_names(["ROME", "OIL"], [["PARIS", "GAS"]])
    (False, False)
    """
    some = [name for name in names if name]
    if not some or len(some) * 2 < len(names) or not all(map(_is_name, some)):
        return False
    usual = len(guess.known(some))
    if usual > 1 or (usual and len(names) < 3):
        return True
    # Names are unlike what stands below them: longer texts, numbers, dates.
    return any(
        len(value) > 4 * len(name) + 20 or _shape(value.encode()) != _shape(name.encode())
        for row in below
        for name, value in zip(names, row, strict=False)
        if name and value
    ) and len(set(some)) == len(some)


def _is_name(name: str) -> bool:
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    if len(name) > 80 or "\n" in name or guess.is_number(name) or guess.is_level(name):
        return False
    return letters > 0 and digits <= letters and not (digits > 2 and letters < 12)


def distinct(names: list[str]) -> list[str]:
    """Names, each once: the second of one name is `text (2)`.

    >>> distinct(["id", "", "id"])
    ['id', 'column 2', 'id (2)']
    """
    found: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        name = distinct = name or f"column {number}"
        count = 1
        while distinct in found:
            count += 1
            distinct = f"{name} ({count})"
        found[distinct] = None
    return list(found)


_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d]+")


def _shape(cell: bytes | str) -> str:
    """The form of a cell: digits and letters, however many.

    >>> _shape(b"03ROME4580"), _shape(b"17")
    ('9A9', '9')
    """
    words = cell if isinstance(cell, str) else cell[:60].decode("utf-8", "replace")
    return _LETTERS.sub("A", _DIGITS.sub("9", words.strip()))


class Rows:
    """The records of one file. It holds one row, and the lines of one that is not closed."""

    def __init__(self, path: str, reader: str, head: Head, encoding: str | None = None) -> None:
        self.path = path
        self.reader = reader
        self.encoding = encoding  # of two bytes a letter
        self.head = head
        self.dialect = head.dialect
        self.width = len(head.names)
        self.at, self.line, self.row = 0, 1, 0
        self._again: deque[Line] = deque()
        self._credit = _AGAIN * MAX_MESSAGE  # bytes that may be read again
        self._lost: list[Line] = []  # of a broken row, up to where the next begins
        self._lost_size = self._lost_lines = 0

    def read(self, lines: Iterable[Line]) -> Iterator[Record | Reject]:
        """The records below the names."""
        fresh = iter(lines)
        for _ in range(self.head.above):
            self._pass([next(fresh)])
        named = not self.head.headed
        held: list[Line] = []
        size, inside, stray = 0, False, False
        while (line := self._again.popleft() if self._again else next(fresh, None)) is not None or held:
            if (
                inside
                and line is not None
                and b'"' not in line.bytes
                and size < MAX_MESSAGE
                and not line.over
            ):
                held.append(line)  # amid a cell: most lines of most files
                size += len(line.raw)
                continue
            if line is not None:
                if self._lost and not self._begins(line.bytes):
                    self._lose(line)
                    continue
                yield from self._give_up()
                inside, stray = dialects.scan(line.bytes, inside, self.dialect)
                held.append(line)
                size += len(line.raw)
            if line is None or size > MAX_MESSAGE or line.over or (stray and len(held) > 1):
                self._broken(held)
            elif inside:
                continue
            elif not named:
                named = True
                self._pass(held)
            else:
                yield from self._record(held)
            held, size, inside = [], 0, False
        yield from self._give_up()

    def _pass(self, held: list[Line]) -> None:
        self._count(sum([len(line.raw) + line.over for line in held]), len(held))

    def _count(self, size: int, lines: int) -> None:
        """Leave so many bytes and lines behind."""
        self.at += size
        self.line += lines
        self._credit += _AGAIN * size

    def _record(self, held: list[Line]) -> Iterator[Record | Reject]:
        joined = b"".join([line.bytes for line in held]).strip(b"\r\n")
        if not joined.strip(b" \t\0\x1a" + self.dialect.delimiter):
            self._pass(held)
            return
        row = dialects.cells(joined, self.dialect)
        if not self._fits(row) and len(held) > 1:
            self._broken(held)
            return
        record = self._place(held)
        if not self._fits(row):
            what = (
                f"row {self.row} has {_count(len(row), 'cell')}, and the table {_count(self.width, 'column')}"
            )
            yield self._reject(record, "broken-row", what, _MEND)
        elif not is_words(joined):
            yield self._reject(record, "not-text", f"row {self.row} is no text", "Look for another copy.")
        else:
            values, encoding, record.notes = fields.decode(row)
            record.encoding = self.encoding or encoding
            names = self.head.names
            record.values = {name: _lines(value) for name, value in zip(names, values, strict=False)}
            yield record
        self._pass(held)

    def _fits(self, row: list[bytes]) -> bool:
        """Whether a row has as many cells as there are columns; blank ones behind them do not count."""
        return len(row) == self.width or (
            len(row) > self.width and not any(cell.strip() for cell in row[self.width :])
        )

    def _broken(self, held: list[Line]) -> None:
        """Give up an open row, up to a line that begins as rows do; that is read again.

        What may be read again is bounded by what was read: else marks without end took time
        without end.
        """
        self._credit -= sum(len(line.raw) for line in held)
        start = len(held)
        if self._credit > 0:
            start = next((n for n in range(1, len(held)) if self._begins(held[n].bytes)), len(held))
        for line in held[:start]:
            self._lose(line)
        self._again.extendleft(reversed(held[start:]))

    def _lose(self, line: Line) -> None:
        """Count a line to a broken row; where that is too large to be kept, only its length."""
        self._lost.append(line)
        self._lost_lines += 1
        self._lost_size += len(line.raw) + line.over
        if self._lost_size > MAX_MESSAGE:
            self._lost = [Line(b"", b"", self._lost_size)]

    def _give_up(self) -> Iterator[Reject]:
        """Tell what was lost of a broken row."""
        lost, length, count = self._lost, self._lost_size, self._lost_lines
        if not lost:
            return
        self._lost, self._lost_size, self._lost_lines = [], 0, 0
        record = self._place(lost)
        if length > MAX_MESSAGE:
            size = f"row {self.row} has more than {MAX_MESSAGE // 1024**2} MB"
            large = self._reject(record, "too-large", size, "Split the text: a cable is never so long.")
            yield msgspec.structs.replace(large, data=None, length=length)
        else:
            what = f"row {self.row} is broken: its quotation marks do not close where a cell ends"
            yield self._reject(record, "broken-row", what, _MEND)
        self._count(length, count)

    def _begins(self, line: bytes) -> bool:
        """Whether a line, read by itself, is a row or the beginning of one."""
        row = dialects.cells(line, self.dialect)
        if self.head.shapes and _shape(row[0]) not in self.head.shapes:
            return False
        if dialects.scan(line, False, self.dialect).inside:
            return 1 < len(row) <= self.width
        return self._fits(row) and (self.width > 1 or line.startswith(b'"'))

    def _place(self, held: list[Line]) -> Record:
        self.row += 1
        data = b"".join([line.raw for line in held])
        return Record({}, _without_end(data, self.encoding), self.path, self.at, self.line)

    def _reject(self, record: Record, code: str, reason: str, advice: str) -> Reject:
        return reject(record, self.reader, code, reason, advice, record.data)


_CONTROLS: Final = bytes({*range(9), 11, *range(14, 32), 127})


def is_words(data: bytes) -> bool:
    """Whether some bytes may be words: a zero byte here and there makes them no program.

    >>> is_words(b"1,A\\x00B"), is_words(bytes(range(20)))
    (True, False)
    """
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls <= 2 or controls * 10 <= len(data)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


def _lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def _without_end(data: bytes, wide: str | None) -> bytes:
    if wide is None:
        return data.rstrip(b"\r\n")
    for end in ("\n".encode(wide), "\r".encode(wide)):
        data = data.removesuffix(end)
    return data
