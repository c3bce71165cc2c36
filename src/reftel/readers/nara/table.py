"""`nara-table`: records as CSV or JSON, and tables made of lists of results.

The archive gives no such files; programs that read its pages do. Built from the names of the
attributes, and from one table made of results pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from reftel.model import RawMessage
from reftel.readers import decoding, signatures
from reftel.readers.nara import columns, record
from reftel.readers.nara.objects import Objects
from reftel.readers.nara.rows import Rows, find_head
from reftel.readers.protocol import HEAD, Reject

_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
# A member's name, and a value that may be a name.
_NAME: Final = re.compile(rb'"([A-Za-z][A-Za-z _-]{0,60})"')
_LEADING: Final = b"\xef\xbb\xbf \t\r\n"


class NaraTable:
    """Reads CSV and JSON whose columns or members are the archive's attributes, a message a record.

    `text` is the cell or member `Message Text`, unless it is an excerpt of a list of results.
    """

    name = "nara-table"
    version = record.VERSION
    about = "electronic telegrams of 1973–79 as CSV or JSON, with the archive's attribute names"

    def sniff(self, head: bytes, path: str) -> float:
        """By a document number and two more of the archive's attributes."""
        if signatures.known(head) or head.startswith(_WIDE) or not decoding.is_text(head):
            return 0.0
        if head.lstrip(_LEADING)[:1] in (b"{", b"["):
            names = [m[1].decode("ascii") for m in _NAME.finditer(head)]
            return 0.95 if columns.is_head(names) else 0.0
        return 0.95 if find_head(head) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The records of the file, in order."""
        first = stream.read(HEAD)
        rest = cast(BinaryIO, _Joined(first, stream))
        if not first.strip(_LEADING + b"\0\x1a"):
            yield _reject(path, "empty", "there is no text in the file", "Look for the original.", first)
        elif first.startswith(_WIDE):
            yield _reject(path, "not-text", "the table is in UTF-16", "Save it in UTF-8.", first)
        elif first.lstrip(_LEADING)[:1] in (b"{", b"["):
            yield from Objects(path, self.name).read(rest)
        else:
            yield from Rows(path, self.name).read(rest, first)


class _Joined:
    """What was read of a stream, and the rest of it."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self.first = first
        self.stream = stream

    def read(self, size: int) -> bytes:
        piece, self.first = self.first[:size], self.first[size:]
        return piece or self.stream.read(size)

    def readline(self, size: int) -> bytes:
        if not self.first:
            return self.stream.readline(size)
        end = self.first.find(b"\n") + 1
        if end:
            piece, self.first = self.first[:end], self.first[end:]
            return piece
        piece, self.first = self.first, b""
        return piece + self.stream.readline(size)


def _reject(path: str, code: str, reason: str, advice: str, data: bytes) -> Reject:
    return Reject(code=code, reason=reason, advice=advice, path=path, length=len(data), reader=NaraTable.name)
