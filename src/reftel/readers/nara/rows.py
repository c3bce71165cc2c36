"""CSV: a head of attribute names, a row a record; texts and lists may run over lines within quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from reftel.model import RawMessage
from reftel.readers import decoding
from reftel.readers.nara import columns, record
from reftel.readers.protocol import MAX_MESSAGE, Reject

_CHUNK: Final = 1024 * 1024  # bytes of a line read at once
_DELIMITERS: Final = (b",", b"\t", b";", b"|")
_MARK: Final = b"\xef\xbb\xbf"
_HEAD_WITHIN: Final = 10  # lines; titles stand above some tables
_MOST_COLUMNS: Final = 500
_KEYS: Final = frozenset(("Document Number", "Canonical ID"))
_NOT_CLOSED: Final = "its quotation marks do not close where a cell ends"
_NUMBER: Final = re.compile(rb"(?:19|20)\d\d[A-Z]{2,10}\d{2,7}")
# "… | Executive Order: X1 …": compilers have put an attribute without a column into another's cell.
_ADDED: Final = re.compile(r" \| (?P<name>[A-Z][A-Za-z ]{1,40}): ")


def find_head(head: bytes) -> tuple[int, bytes, list[str]] | None:
    """Where the row of names begins in a file's first bytes, the delimiter, and the names."""
    at = 0
    for line in head.removeprefix(_MARK).split(b"\n", _HEAD_WITHIN)[:_HEAD_WITHIN]:
        for delimiter in _DELIMITERS:
            if line.count(delimiter) in range(2, _MOST_COLUMNS):
                names = [_decoded(cell) for cell in cells(line.rstrip(b"\r"), delimiter).values]
                if columns.is_head(names):
                    return at, delimiter, names
        at += len(line) + 1
    return None


class Cells(NamedTuple):
    """The cells of a row; whether its last quotation mark is open; whether words follow a closed one."""

    values: list[bytes]
    open: bool = False
    stray: bool = False


def cells(data: bytes, delimiter: bytes) -> Cells:
    """Cut a row into its cells.

    >>> cells(b'1974LAPAZ00244,"EAID, ""BL"" ",', b",").values
    [b'1974LAPAZ00244', b'EAID, "BL" ', b'']
    >>> cells(b'1974LAPAZ00244,"EAID', b",").open
    True
    """
    found: list[bytes] = []
    stray = False
    at = 0
    while True:
        if data[at : at + 1] != b'"':
            end = data.find(delimiter, at)
            found.append(data[at:] if end < 0 else data[at:end])
            if end < 0:
                return Cells(found, stray=stray)
            at = end + 1
            continue
        end = _closing(data, at + 1)
        if end < 0:
            found.append(data[at + 1 :].replace(b'""', b'"'))
            return Cells(found, open=True, stray=stray)
        after = data.find(delimiter, end + 1)
        rest = data[end + 1 :] if after < 0 else data[end + 1 : after]
        stray = stray or bool(rest.strip(b" \t\r\n"))
        found.append(data[at + 1 : end].replace(b'""', b'"') + rest)
        if after < 0:
            return Cells(found, stray=stray)
        at = after + 1


def _closing(data: bytes, at: int) -> int:
    """The quotation mark that ends a cell: the first that is not doubled."""
    while (at := data.find(b'"', at)) >= 0:
        if data[at + 1 : at + 2] != b'"':
            return at
        at += 2
    return -1


class Rows:
    """The rows of one file; it holds one row."""

    def __init__(self, path: str, reader: str) -> None:
        self.path = path
        self.reader = reader
        self.delimiter = b","
        self.names: list[str] = []
        self.key = 0  # the column of the document number
        self.held: list[bytes] = []
        self.start = self.at = self.line = self.first_line = 0
        self.size = 0
        self.open = self.lost = self.too_large = False

    def read(self, stream: BinaryIO, first: bytes) -> Iterator[RawMessage | Reject]:
        """The records below the head; `first` is what the stream was found to begin with."""
        head = find_head(first)
        if head is None:
            yield self._reject(
                "format-unknown", "no row names the archive's attributes", "Give it a head.", first
            )
            return
        begins, self.delimiter, self.names = head
        self.key = next(n for n, name in enumerate(self.names) if columns.known([name]) & _KEYS)
        begins += len(_MARK) if first.startswith(_MARK) else 0
        passed = False
        while line := stream.readline(_CHUNK):
            whole = line.endswith(b"\n")
            if passed:
                yield from self._add(line)
            passed = passed or (self.at >= begins or self.at + len(line) > begins) and whole
            self.at += len(line)
            self.line += whole
        yield from self._finish()
        if self.held:
            yield from self._give_up(_NOT_CLOSED)

    def _add(self, line: bytes) -> Iterator[RawMessage | Reject]:
        if self.held and self.held[-1].endswith(b"\n") and self._begins(line):
            yield from self._give_up(_NOT_CLOSED)
        if not self.held and not self.too_large:
            if not line.strip(b" \t\r\n\x1a"):
                return
            self.start, self.first_line = self.at, self.line + 1
        self.held.append(line)
        self.size += len(line)
        if self.size > 2 * MAX_MESSAGE:
            self.too_large, self.held = True, self.held[-1:]
        if self.lost:
            return
        self.open = self._still_open(line)
        if not self.open and line.endswith(b"\n"):
            yield from self._finish()

    def _still_open(self, line: bytes) -> bool:
        if not self.open:
            return cells(line, self.delimiter).open
        end = _closing(line, 0)
        if end < 0:
            return True
        after = line.find(self.delimiter, end + 1)
        return after >= 0 and cells(line[after + 1 :], self.delimiter).open

    def _begins(self, line: bytes) -> bool:
        """Whether a line within open quotation marks is the beginning of another row.

        A line that goes on from the row above has a quotation mark within its first cell.
        """
        if not _NUMBER.search(line):
            return False
        row = cells(line.rstrip(b"\r\n"), self.delimiter)
        if row.stray or (line[:1] != b'"' and b'"' in row.values[0]):
            return False
        return len(row.values) > max(self.key, 1) and self._numbered(row.values)

    def _numbered(self, row: list[bytes]) -> bool:
        return len(row) > self.key and columns.is_number(row[self.key].decode("latin-1"))

    def _finish(self) -> Iterator[RawMessage | Reject]:
        if self.too_large:
            yield from self._give_up(f"it has more than {2 * MAX_MESSAGE // 1024**2} MB", "too-large")
        elif (self.open or self.lost) and self.held:
            yield from self._give_up(_NOT_CLOSED)
        elif self.held:
            data = b"".join(self.held).rstrip(b"\r\n")
            row = cells(data, self.delimiter)
            self.lost = row.stray or (len(row.values) != len(self.names) and not self._numbered(row.values))
            if self.lost and data.strip(b" \t" + self.delimiter):
                return  # up to the beginning of another row
            self._forget()
            if data.strip(b" \t" + self.delimiter):
                yield self._message(data, row.values)

    def _give_up(self, why: str, code: str = "cut-short") -> Iterator[Reject]:
        data = b"".join(self.held)
        length = self.size
        self._forget()
        advice = "Mend the row, and ingest again: the others were read."
        yield self._reject(code, f"a row is broken: {why}", advice, data, length)

    def _forget(self) -> None:
        self.held, self.size = [], 0
        self.open = self.lost = self.too_large = False

    def _message(self, data: bytes, values: list[bytes]) -> RawMessage | Reject:
        if not decoding.is_text(data):
            return self._reject("not-text", "the row is no text", "Look for another copy.", data)
        _, encoding, notes = decoding.decode(data)
        row = [_decoded(cell) for cell in values]
        if len(row) != len(self.names):
            notes = (*notes, f"the row has {len(row)} cells, the head {len(self.names)}")
        names = [*self.names, *(f"column {n + 1}" for n in range(len(self.names), len(row)))]
        pairs = [pair for name, cell in zip(names, row, strict=False) for pair in _with_added(name, cell)]
        place = record.Place(self.path, self.start, self.reader, encoding, notes)
        return columns.message(data, pairs, place)

    def _reject(self, code: str, reason: str, advice: str, data: bytes, length: int | None = None) -> Reject:
        return Reject(
            code=code,
            reason=reason,
            advice=advice,
            path=self.path,
            offset=self.start,
            length=len(data) if length is None else length,
            line=self.first_line or None,
            data=data if code != "too-large" else None,
            reader=self.reader,
        )


def _decoded(cell: bytes) -> str:
    return decoding.decode(cell).text.replace("\r\n", "\n")


def _with_added(name: str, cell: str) -> Iterator[tuple[str, str]]:
    """A cell, and the attributes that were put behind its value."""
    found = (
        [m for m in _ADDED.finditer(cell) if columns.known([m["name"]])] if not columns.is_text(name) else []
    )
    yield name, cell[: found[0].start()] if found else cell
    stops = [one.start() for one in found[1:]] + [len(cell)]
    for m, after in zip(found, stops, strict=False):
        yield m["name"], cell[m.end() : after]
