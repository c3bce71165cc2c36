"""JSON lines: one object a line, with the `text` of a cable and what is known of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

import msgspec

from reftel.model import RawMessage
from reftel.readers import decoding, signatures
from reftel.readers.mapping import ColumnMapping
from reftel.readers.protocol import MAX_MESSAGE, Reject
from reftel.readers.table import record
from reftel.readers.table.lines import Joined, fill
from reftel.readers.table.record import Form, Record

MAX_LINE: Final = 2 * MAX_MESSAGE
"""Bytes of one line: escapes make a text longer."""

_decode = msgspec.json.Decoder().decode


class JsonLines:
    """Reads JSON lines: `{"id": …, "text": …, …}`.

    `text` is the cable; every other member goes into `given` under its own name, strings as they
    are, anything else as JSON. Where no member is `text`, what they are is said by a person, or
    guessed as in other tables. A line that cannot be read is a reject, and the next is read.
    """

    name = "jsonl"
    version = "2"
    about = "JSON lines: an object a line, with the text and what is known of it"

    def sniff(self, head: bytes, path: str) -> float:
        """By its name, or by a first line that is a JSON object."""
        if signatures.known(head) or not decoding.is_text(head):
            return 0.0
        if path.lower().endswith((".jsonl", ".ndjson")):
            return 0.9
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not start.startswith(b"{"):
            return 0.0
        first, end, _ = start.partition(b"\n")
        if not end and len(head) >= 4096:  # a line longer than the head
            return 0.8 if b'"text"' in first else 0.4
        try:
            return 0.9 if isinstance(_decode(first), dict) else 0.0
        except (ValueError, RecursionError):
            return 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The message of each line, in order."""
        return self.read_columns(stream, path, ColumnMapping())

    def read_columns(
        self, stream: BinaryIO, path: str, mapping: ColumnMapping
    ) -> Iterator[RawMessage | Reject]:
        """The message of each line; where no member is named `text`, what they are is guessed."""
        first, whole = fill(stream)
        form = Form(path, self.name, self.version, native="text", whole=whole)
        joined = io.BufferedReader(cast(Any, Joined(first, stream)))
        return record.messages(_records(cast(BinaryIO, joined), path), form, mapping)


def _records(stream: BinaryIO, path: str) -> Iterator[Record | Reject]:
    """The object of each line, in order."""
    offset = number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        length = len(line)
        if length > MAX_LINE and not line.endswith(b"\n"):
            length += _skip_line(stream)
            yield _too_large(path, offset, length, number)
        else:
            bare = line.rstrip(b"\r\n")
            mark = 3 if number == 1 and bare.startswith(b"\xef\xbb\xbf") else 0
            if bare[mark:].strip():
                yield _record(bare[mark:], path, offset + mark, number)
        offset += length


def _skip_line(stream: BinaryIO) -> int:
    skipped = 0
    while piece := stream.readline(1024 * 1024):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _record(line: bytes, path: str, offset: int, number: int) -> Record | Reject:
    def reject(reason: str, advice: str) -> Reject:
        return Reject(
            code="broken-json",
            reason=reason,
            advice=advice,
            path=path,
            offset=offset,
            length=len(line),
            line=number,
            data=line,
            reader=JsonLines.name,
        )

    try:
        members, encoding, notes = _members(line)
    except (ValueError, RecursionError) as error:
        return reject(f"the line is no JSON: {error}", "Mend the line and ingest again.")
    if not isinstance(members, dict):
        return reject("the line is no JSON object", 'Write each cable as {"text": …}.')
    told = dict.fromkeys(notes)
    values = {
        _clean(str(name), {}): _clean(_words(it), told) for name, it in members.items() if it is not None
    }
    odd = frozenset(str(name) for name, it in members.items() if it is not None and not isinstance(it, str))
    return Record(values, line, path, offset, number, encoding, tuple(told), odd)


def _members(line: bytes) -> tuple[Any, str, tuple[str, ...]]:
    try:
        return _decode(line), "utf-8", ()
    except (ValueError, RecursionError):
        pass
    # The lenient way: other encodings, and what the standard library forgives (raw control
    # characters, halves of surrogate pairs). Its errors name the place in the line.
    text, encoding, notes = decoding.decode(line)
    return json.loads(text, strict=False), encoding, notes


def _may_need_mending(text: str) -> bool:
    return not text.isascii() or decoding.has_controls(text.encode("ascii"))


def _words(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _clean(value: str, notes: dict[str, None]) -> str:
    if not _may_need_mending(value):
        return value
    text, mended = decoding.mend(value)
    notes |= dict.fromkeys(mended)
    return text


def _too_large(path: str, offset: int, length: int, number: int) -> Reject:
    return Reject(
        code="too-large",
        reason=f"a line with a text of more than {MAX_MESSAGE // 1024**2} MB",
        advice="Split the text: a cable is never so long.",
        path=path,
        offset=offset,
        length=length,
        line=number,
        reader=JsonLines.name,
    )
