"""`table`: CSV and TSV with any columns, which a person names or which are guessed and shown.

The forms of tables that are known have readers of their own, which are surer of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final, cast

from reftel.model import RawMessage
from reftel.readers import decoding, signatures
from reftel.readers.mapping import ColumnMapping
from reftel.readers.protocol import HEAD, Reject
from reftel.readers.table import dialect, guess, record
from reftel.readers.table.lines import Joined, fill, form, lines, narrow
from reftel.readers.table.rows import Head, Rows, is_words, look

_EXTENSIONS: Final = (".csv", ".tsv", ".tab", ".psv")

_LOOKED_AT: Final = 1024 * 1024
"""Bytes that show the dialect and the head."""


class Table:
    """Reads CSV and TSV: the delimiter, the head and the columns are found by what is in them."""

    name = "table"
    version = "1"
    about = "CSV and TSV with any columns: said by --column, or guessed and shown"

    def sniff(self, head: bytes, path: str) -> float:
        """By its name; else by a head that names what cables have, and rows as wide as it."""
        named = os.path.splitext(path)[1].lower() in _EXTENSIONS
        if signatures.known(head) or not (decoding.is_text(head) or (named and is_words(head))):
            return 0.0
        if not named and not _may_be_head(head):
            return 0.0
        seen = _look(head, len(head) < HEAD)
        if named:
            return 0.5 if seen else 0.3
        return 0.5 if seen is not None and seen.sure and seen.headed else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The message of each row, by the columns that are guessed."""
        return self.read_columns(stream, path, ColumnMapping())

    def read_columns(
        self, stream: BinaryIO, path: str, mapping: ColumnMapping
    ) -> Iterator[RawMessage | Reject]:
        """The message of each row, by the columns that are said, and those that are guessed."""
        first, whole = fill(stream)
        if not first.strip(b" \t\r\n\0\x1a\xef\xbb\xbf\xff\xfe"):
            yield _reject(path, "empty", "there is no text in the file", "Look for the original.", whole)
            return
        written = form(first)
        if written is None:
            yield _reject(path, "not-text", "the table is in UTF-32", "Save it in UTF-8.", whole)
            return
        seen = _look(first, whole is not None, mapping.columns.values())
        if seen is None:
            reason = "no delimiter (comma, tab, semicolon, |) parts most of its rows into as many cells"
            yield _reject(path, "format-unknown", reason, "If it is plain text, name it .txt.", whole)
            return
        rows = Rows(path, self.name, seen, written.wide)
        records = rows.read(lines(cast(BinaryIO, Joined(first, stream)), written))
        above = f"lines above the head, which were passed over: {seen.above}"
        of = record.Form(path, self.name, self.version, whole=whole, notes=(above,) if seen.above else ())
        del first
        yield from record.messages(records, of, mapping)
        if not rows.row:
            reason = f"the table has a head ({', '.join(seen.names)[:300]}) and no rows"
            yield _reject(path, "empty", reason, "Look for the original.", whole)


def _look(head: bytes, whole: bool, said: Iterable[str] = ()) -> Head | None:
    written = form(head)
    if written is None:
        return None
    whole = whole and len(head) <= _LOOKED_AT
    return look(dialect.cut(narrow(head[:_LOOKED_AT], written), written.end, whole), said)


def _may_be_head(head: bytes) -> bool:
    """Whether the first line names columns; a quick look, for every file is asked."""
    head = head[:2_000]
    written = form(head)
    if written is None:
        return False
    first = narrow(head, written).strip().partition(b"\n")[0].decode("latin-1")
    for delimiter in dialect.DELIMITERS:
        cells = first.split(delimiter.decode())
        if len(cells) > 1 and len(usual := guess.known(cell.strip('"') for cell in cells)) > 1:
            return not usual.isdisjoint(("text", "mrn"))
    return False


def _reject(path: str, code: str, reason: str, advice: str, data: bytes | None) -> Reject:
    length = None if data is None else len(data)
    return Reject(
        code=code, reason=reason, advice=advice, path=path, length=length, data=data, reader=Table.name
    )
