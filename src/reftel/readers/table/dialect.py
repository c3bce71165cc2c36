r"""How a table's rows are written: what parts the cells, and how a quotation mark in a cell is.

Cells stand in quotation marks where they hold the delimiter or a line break; a mark in such a cell
is doubled (`""`) or, in what databases write, `\"`. In some tables marks mean nothing at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

DELIMITERS: Final = (b",", b"\t", b";", b"|")
MOST_COLUMNS: Final = 2_000
_TRIED: Final = 60  # records of the head that a dialect is tried on
_OPEN_LINES: Final = 2_000  # lines in an open cell, after which a record of the head is given up


class Dialect(NamedTuple):
    """What parts the cells; whether they stand in quotation marks, and a backslash takes away the
    meaning of one."""

    delimiter: bytes
    quoted: bool = True
    backslash: bool = False


_DOUBLED = re.compile(rb'""|"')
_WITH_BACKSLASH = re.compile(rb'\\.|""|"', re.S)
_UNESCAPE = re.compile(rb'\\(["\\])|"(")')


class State(NamedTuple):
    """Where a line leaves off: within quotation marks or not; whether words stood behind a mark that
    closes a cell which was open when the line began."""

    inside: bool
    stray: bool


def scan(line: bytes, inside: bool, dialect: Dialect) -> State:
    """Whether a line that begins within quotation marks, or outside, ends within them.

    >>> scan(b'1,"a cable', False, Dialect(b","))
    State(inside=True, stray=False)
    >>> scan(b'ends ""here"".",2', True, Dialect(b","))
    State(inside=False, stray=False)
    >>> scan(b'2,"another cable', True, Dialect(b","))
    State(inside=False, stray=True)
    """
    if not dialect.quoted or (b'"' not in line):
        return State(inside, False)
    at, stray = 0, False
    delimiter = dialect.delimiter
    if inside:
        end = _closing(line, 0, dialect)
        if end < 0:
            return State(True, False)
        at = line.find(delimiter, end)
        stray = bool((line[end:] if at < 0 else line[end:at]).strip())
        if at < 0:
            return State(False, stray)
        at += len(delimiter)
    while True:
        if line.startswith(b'"', at):
            end = _closing(line, at + 1, dialect)
            if end < 0:
                return State(True, stray)
            at = end
        at = line.find(delimiter, at)
        if at < 0:
            return State(False, stray)
        at += len(delimiter)


def _closing(line: bytes, at: int, dialect: Dialect) -> int:
    """Behind the quotation mark that closes a cell; -1 where none does."""
    for m in (_WITH_BACKSLASH if dialect.backslash else _DOUBLED).finditer(line, at):
        if m.end() - m.start() == 1:
            return m.end()
    return -1


def cells(record: bytes, dialect: Dialect) -> list[bytes]:
    r"""The cells of a record. Words behind a closing mark belong to the cell, marks and all.

    >>> cells(b'1,"a ""b"", c",\r\n', Dialect(b","))
    [b'1', b'a "b", c', b'']
    >>> cells(b'1,"NO" HE SAID', Dialect(b","))
    [b'1', b'"NO" HE SAID']
    """
    record = record.rstrip(b"\r\n")
    delimiter = dialect.delimiter
    if not dialect.quoted or b'"' not in record:
        return record.split(delimiter, MOST_COLUMNS)
    found: list[bytes] = []
    at = 0
    while True:
        end = _closing(record, at + 1, dialect) if record.startswith(b'"', at) else at
        stop = record.find(delimiter, end) if end >= 0 else -1
        cell = record[at:] if stop < 0 else record[at:stop]
        if end > at and not record[end : at + len(cell)].strip():
            cell = _plain(record[at + 1 : end - 1], dialect)
        found.append(cell)
        if stop < 0 or len(found) > MOST_COLUMNS:
            return found
        at = stop + len(delimiter)


def _plain(inner: bytes, dialect: Dialect) -> bytes:
    if dialect.backslash:
        return _UNESCAPE.sub(rb"\1\2", inner)
    return inner.replace(b'""', b'"')


class Sniffed(NamedTuple):
    """A dialect, how many cells most records have, how many of those tried have so many, and how
    many do not."""

    dialect: Dialect
    width: int
    agree: int
    others: int


class Trial(NamedTuple):
    """The first records of some lines, blank ones left out; how often quotation marks did not close
    as they should. Those records are left out too."""

    rows: list[list[bytes]]
    faults: int


def records(lines: Iterable[bytes], dialect: Dialect, most: int = _TRIED) -> Trial:
    """The first records of some lines, `most` of them."""
    found: list[list[bytes]] = []
    held: list[bytes] = []
    inside, faults = False, 0
    for line in lines:
        inside, stray = scan(line, inside, dialect)
        if stray:
            held, inside, faults = [], scan(line, False, dialect).inside, faults + 1
        elif len(held) > _OPEN_LINES:  # what is read already tells more than what is in so long a cell
            break
        held.append(line)
        if not inside:
            row = cells(b"".join(held), dialect)
            if any(cell.strip() for cell in row):
                found.append(row)
            held = []
            if len(found) >= most:
                break
    return Trial(found, faults + (len(held) > _TRIED))


def cut(head: bytes, end: bytes, whole: bool) -> list[bytes]:
    """The lines of a file's head; the last, unless the head is the `whole` file, is left out."""
    pieces = head.split(end)
    lines = [piece + end for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if whole and pieces[-1] else lines


def sniff(lines: list[bytes]) -> Sniffed | None:
    """The dialect in which most of the first records have as many cells as each other; two or more."""
    best: tuple[float, int] | None = None
    chosen: Sniffed | None = None
    sample = b"".join(lines[:_OPEN_LINES])
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        for dialect, trial in _trials(lines, sample, delimiter):
            widths = Counter(map(len, trial.rows))
            several = [(count, width) for width, count in widths.items() if 2 <= width <= MOST_COLUMNS]
            if not several:
                continue
            agree, width = max(several)
            others = widths.total() - agree
            score = (round(agree / (agree + others), 2), min(agree, 8) * min(width, 8))
            if best is None or score > best:
                best, chosen = score, Sniffed(dialect, width, agree, others)
    return chosen


def _trials(lines: list[bytes], sample: bytes, delimiter: bytes) -> Iterator[tuple[Dialect, Trial]]:
    quoted = records(lines, Dialect(delimiter))
    yield Dialect(delimiter), quoted
    # A backslash before a mark that closes as it should is the text's own.
    odd = quoted.faults or any(
        cell.startswith(b'"') and b'\\"' in cell for row in quoted.rows for cell in row
    )
    if odd and b'\\"' in sample:
        dialect = Dialect(delimiter, backslash=True)
        yield dialect, records(lines, dialect)
    # Marks that do not close, and no cell that stands within them as it should: they mean nothing.
    cell = rb'(?m)(?:^|D)"[^"\n]*"(?:D|\r?$)'.replace(b"D", re.escape(delimiter))
    if quoted.faults and not re.search(cell, sample):
        dialect = Dialect(delimiter, quoted=False)
        yield dialect, records(lines, dialect)
