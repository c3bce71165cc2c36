r"""The file in which a quarter of a million cables of 1966–2010 are public: one row a cable.

    1,"12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","66STATE106206","…","…"

No row of names; eight columns: number, day and hour (M/D/YYYY), reference, origin, classification,
the ids of what it cites (parted by `|`), the transmission header, the text. Fields have line breaks
in them, and `\"` for a quotation mark (`""` in copies that a spreadsheet wrote). The file has 1.7 GB,
so it is read in blocks.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from reftel.model import RawMessage, Source
from reftel.readers.fields import decode
from reftel.readers.protocol import MAX_MESSAGE, Reject

BLOCK: Final = 4 * 1024 * 1024
"""Bytes read at a time."""

# A row begins with its number and a day; no line of a cable does.
_BEGINS = rb'"?\d{1,9}"?,"\d{1,2}/\d{1,2}/\d{4}[ "]'
_FIRST_ROW = re.compile(rb"(?:\xef\xbb\xbf)?" + _BEGINS)
_NEXT_ROW = re.compile(rb"\n(?=" + _BEGINS + rb")")
_LONGEST_BEGINNING: Final = 64
# Possessive: what was taken is not given back, so the time is linear however a row breaks off.
_QUOTED = rb'"([^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+)"'
_BARE = rb'([^,"\r\n]*+)'
_ESCAPE = re.compile(r'\\(["\\])|"(")')
_COLUMNS: Final = ("row", "date", "mrn", "origin", "classification", "references", "header", "text")
_ROW = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    + rb",".join([rb"(?:" + _QUOTED + rb"|" + _BARE + rb")"] * len(_COLUMNS))
    + rb"\s*+\Z",
    re.S,
)
_DAY = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?: (?P<time>\d{1,2}:\d{2}))?")


class CablegateCsv:
    """Reads the file of all cables, row by row.

    A row that cannot be read is a reject with its place; the next one begins where a line begins
    as rows do, so that a quotation mark which is never closed loses one row and no more.
    """

    name = "cablegate-csv"
    version = "1"
    about = "the file of all cables of 1966–2010, one row a cable"

    def sniff(self, head: bytes, path: str) -> float:
        """By the beginning of its first row."""
        return 0.95 if _FIRST_ROW.match(head) and head.count(b'","') >= 3 else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The cable of each row, in order."""
        line = 1
        waiting: tuple[int, bytes] | None = (
            None  # a row that is not closed: its end may look like a beginning
        )
        for offset, row in _rows(stream):
            if waiting is not None:
                both = waiting[1] + row
                fields = _fields(both) if len(both) <= MAX_MESSAGE else None
                if fields is None:
                    yield _broken(path, *waiting, line)
                    line += waiting[1].count(b"\n")
                    waiting = None
                else:
                    yield _message(path, waiting[0], both, fields, line)
                    line += both.count(b"\n")
                    waiting = None
                    continue
            fields = _fields(row)
            if fields is None and len(row) <= MAX_MESSAGE:
                waiting = (offset, row)
                continue
            yield (
                _broken(path, offset, row, line)
                if fields is None
                else _message(path, offset, row, fields, line)
            )
            line += row.count(b"\n")
        if waiting is not None:
            yield _broken(path, *waiting, line)


def _rows(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Pieces of the file that each begin as a row does, with their offsets."""
    buffer, offset, sought = b"", 0, 0
    while True:
        block = stream.read(BLOCK)
        buffer += block
        start = 0
        for m in _NEXT_ROW.finditer(buffer, sought):
            if block and m.end() > len(buffer) - _LONGEST_BEGINNING:
                break
            yield offset + start, buffer[start : m.end()]
            start = m.end()
        buffer, offset = buffer[start:], offset + start
        sought = max(0, len(buffer) - _LONGEST_BEGINNING)
        if not block:
            if buffer.strip():
                yield offset, buffer
            return
        if len(buffer) > MAX_MESSAGE + BLOCK:  # no row is so long: what it is goes as one reject
            yield offset, buffer
            buffer, offset, sought = b"", offset + len(buffer), 0


def _fields(row: bytes) -> list[bytes] | None:
    """The eight fields of a row; `None` where there are not eight."""
    if fields := _plain_fields(row):
        return fields
    m = _ROW.match(row)
    if m is None:
        return None
    found = m.groups()
    return [bare if quoted is None else quoted for quoted, bare in zip(found[::2], found[1::2], strict=True)]


def _plain_fields(row: bytes) -> list[bytes] | None:
    """The same of a row of the usual form, by counting: three times as fast as a pattern.

    A bare number, seven fields in quotation marks, no backslash escaped. What `","` parts are the
    fields if no mark there is escaped, and if no mark is left over.
    """
    if b"\\\\" in row:
        return None
    row = row.rstrip(b"\r\n")
    parts = row.split(b'","')
    number, _, parts[0] = parts[0].partition(b',"')
    # The mark that ends the row is one of the last field: that which opens it does not close it.
    if len(parts) != len(_COLUMNS) - 1 or not number.isdigit() or not parts[-1].endswith(b'"'):
        return None
    parts[-1] = parts[-1][:-1]
    if any(part.endswith(b"\\") for part in parts):
        return None
    marks = row.count(b'"') - row.count(b'\\"')
    return [number, *parts] if marks == 2 * len(parts) else None


def _message(path: str, offset: int, row: bytes, fields: list[bytes], line: int) -> RawMessage | Reject:
    data = row.rstrip(b"\r\n")
    values, encoding, notes = decode(fields)
    said = dict(zip(_COLUMNS, map(_plain, values), strict=True))
    header, body = said.pop("header"), said.pop("text")
    said["date"] = _iso(said["date"])
    said["references"] = "; ".join(part for part in said["references"].split("|") if part)
    return RawMessage(
        data=data,
        text=f"{header}\n\n{body}" if header.strip() else body,
        encoding=encoding,
        notes=notes,
        given={name: value.strip() for name, value in said.items() if value.strip()},
        source=Source(
            path=path,
            offset=offset,
            length=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            reader=CablegateCsv.name,
            reader_version=CablegateCsv.version,
        ),
    )


def _plain(value: str) -> str:
    r"""`\"`, `""` and `\\` as they were before they were written; line breaks in one form.

    Any other backslash is the text's own.

    >>> _plain(r'HE SAID \"NO\" IN C:\\DOS\1')
    'HE SAID "NO" IN C:\\DOS\\1'
    """
    if "\\\\" in value or '""' in value:
        value = _ESCAPE.sub(r"\1\2", value)
    elif "\\" in value:
        value = value.replace('\\"', '"')
    return value.replace("\r\n", "\n") if "\r" in value else value


def _iso(date: str) -> str:
    """`2/3/2004 16:05` as ISO 8601; as it is where it is no date.

    >>> _iso("12/28/1966 18:48"), _iso("soon")
    ('1966-12-28 18:48', 'soon')
    """
    m = _DAY.fullmatch(date.strip())
    if m is None:
        return date
    try:
        day = datetime.date(int(m["year"]), int(m["month"]), int(m["day"]))
    except ValueError:
        return date
    return f"{day} {m['time']:0>5}" if m["time"] else f"{day}"


def _broken(path: str, offset: int, row: bytes, line: int) -> Reject:
    large = len(row) > MAX_MESSAGE
    return Reject(
        code="too-large" if large else "broken-row",
        reason="a row longer than any cable"
        if large
        else f"the row has not {len(_COLUMNS)} fields in quotation marks",
        advice="Mend the row, or take it from another copy, and ingest again.",
        path=path,
        offset=offset,
        length=len(row),
        line=line,
        data=None if large else row,
        reader=CablegateCsv.name,
    )
