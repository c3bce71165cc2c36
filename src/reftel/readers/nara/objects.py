"""JSON: objects with the archive's attributes as members, in an array, a wrapper, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from reftel.model import RawMessage
from reftel.readers import decoding
from reftel.readers.nara import columns, record
from reftel.readers.protocol import MAX_MESSAGE, Reject

_CHUNK: Final = 1024 * 1024
_MOST_BYTES: Final = 2 * MAX_MESSAGE
_DEEPEST: Final = 64
_WRAPPER: Final = -1  # in place of a beginning: the object holds records and is none
_CLOSES: Final = {b"}": b"{", b"]": b"["}
_TOKEN: Final = re.compile(rb'["{}\[\]]')
_IN_STRING: Final = re.compile(rb'["\\\n]')
_NAMES: Final = ("name", "field", "key", "title", "attribute")
_decode = msgspec.json.Decoder().decode


class Objects:
    """The objects of one file, cut at their braces; it holds one.

    An object is a record if it has a document number; one that holds a list of records is their
    wrapper, and not kept. Behind something broken it goes on at the next line.
    """

    def __init__(self, path: str, reader: str) -> None:
        self.path = path
        self.reader = reader
        self.stack: list[bytes] = []
        self.starts: list[int] = []  # where the objects begin that may be records
        self.depths: list[int] = []
        self.buffer = b""  # from `base` on
        self.base = 0
        self.in_string = self.skipping = False

    def read(self, stream: BinaryIO) -> Iterator[RawMessage | Reject]:
        """The records, in order."""
        at = 0
        while chunk := stream.read(_CHUNK):
            self.buffer += chunk
            at = yield from self._scan(at)
            keep = next((start for start in self.starts if start != _WRAPPER), self.base + at)
            if keep > self.base:
                self.buffer = self.buffer[keep - self.base :]
                at -= keep - self.base
                self.base = keep
            if len(self.buffer) > _MOST_BYTES:
                reason = f"an object of more than {_MOST_BYTES // 1024**2} MB"
                yield self._reject("too-large", reason, "Split the file.", self.base, len(self.buffer))
                self._lose()
                self.buffer, at, self.base = b"", 0, self.base + len(self.buffer)
        start = next((start for start in self.starts if start != _WRAPPER), None)
        if start is not None:
            data = self.buffer[start - self.base :]
            advice = "Fetch the file again: what stands before was read."
            yield self._reject("cut-short", "the file ends inside an object", advice, start, len(data), data)

    def _scan(self, at: int) -> Iterator[RawMessage | Reject]:
        """Read the tokens of the buffer from `at` on; returns where the next are looked for."""
        buffer = self.buffer
        while True:
            if self.skipping:
                line = buffer.find(b"\n", at)
                if line < 0:
                    return len(buffer)
                self.skipping, at = False, line + 1
            found = (_IN_STRING if self.in_string else _TOKEN).search(buffer, at)
            if found is None:
                return len(buffer)
            token, at = found.group(), found.end()
            if token == b'"':
                self.in_string = bool(self.stack) and not self.in_string
            elif token == b"\\":
                if at >= len(buffer):
                    return found.start()
                at += 1
            elif token == b"\n":
                yield self._broken("a string runs over the end of its line", self.base + at)
                self.skipping = False
            elif token in (b"{", b"["):
                if len(self.stack) >= _DEEPEST:
                    yield self._broken(f"more than {_DEEPEST} levels", self.base + at, "too-deep")
                else:
                    self._opens(token, self.base + found.start())
            elif not self.stack:
                continue
            elif self.stack[-1] != _CLOSES[token]:
                yield self._broken(f"a {token.decode()} without its beginning", self.base + at)
            else:
                yield from self._closes(self.base + at)

    def _opens(self, token: bytes, at: int) -> None:
        if token == b"{" and (not self.stack or self.stack[-1] == b"["):
            self.starts.append(at)
            self.depths.append(len(self.stack))
        self.stack.append(token)

    def _closes(self, end: int) -> Iterator[RawMessage | Reject]:
        self.stack.pop()
        if not self.depths or self.depths[-1] != len(self.stack):
            return
        start = self.starts.pop()
        self.depths.pop()
        if start == _WRAPPER:
            return
        data = self.buffer[start - self.base : end - self.base]
        found = self._message(data, start)
        if isinstance(found, RawMessage):
            self.starts = [_WRAPPER] * len(self.starts)  # what wraps it is not kept
            yield found
        elif not self.starts:
            yield found

    def _message(self, data: bytes, start: int) -> RawMessage | Reject:
        try:
            members, encoding, notes = _members(data)
        except (ValueError, RecursionError) as error:
            reason = f"the object is no JSON: {error}"
            advice = "Mend it, and ingest again: the others were read."
            return self._reject("broken-json", reason, advice, start, len(data), data)
        pairs = list(_pairs(members))
        if not columns.known(name for name, _ in pairs) & {"Document Number", "Canonical ID"}:
            reason = "the object has no document number"
            advice = "Name its members as the archive names its attributes."
            return self._reject("no-text", reason, advice, start, len(data), data)
        mended = [(decoding.mend(name)[0], decoding.mend(value)[0]) for name, value in pairs]
        return columns.message(data, mended, record.Place(self.path, start, self.reader, encoding, notes))

    def _broken(self, why: str, end: int, code: str = "broken-json") -> Reject:
        start = next((start for start in self.starts if start != _WRAPPER), end)
        data = self.buffer[start - self.base : end - self.base]
        self._lose()
        advice = "Mend it, and ingest again: what stands on the next lines is read."
        return self._reject(code, f"an object is no JSON: {why}", advice, start, len(data), data)

    def _lose(self) -> None:
        """Forget where one is, and go on at the next line."""
        self.stack, self.starts, self.depths = [], [], []
        self.in_string, self.skipping = False, True

    def _reject(
        self, code: str, reason: str, advice: str, offset: int, length: int, data: bytes | None = None
    ) -> Reject:
        return Reject(
            code=code,
            reason=reason,
            advice=advice,
            path=self.path,
            offset=offset,
            length=length,
            data=data,
            reader=self.reader,
        )


def _members(data: bytes) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    try:
        return _decode(data), "utf-8", ()
    except ValueError:  # another encoding, or halves of surrogate pairs
        text, encoding, notes = decoding.decode(data)
        return json.loads(text, strict=False), encoding, notes


def _pairs(members: dict[str, Any], level: int = 0) -> Iterator[tuple[str, str]]:
    """Members as pairs; groups of members, and lists of names with values, are opened."""
    for name, value in members.items():
        if isinstance(value, dict) and level < 3:
            yield from _pairs(value, level + 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value) and level < 3:
            for one in value:
                named = next((one[key] for key in _NAMES if isinstance(one.get(key), str)), None)
                if named and "value" in one:
                    yield named, _string(one["value"])
                else:
                    yield from _pairs(one, level + 1)
        else:
            yield name, _string(value)


def _string(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return msgspec.json.encode(value).decode()
