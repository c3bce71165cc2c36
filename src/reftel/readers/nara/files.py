"""`nara-text`: files of telegrams in the text form, one or many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from reftel.readers import decoding, signatures
from reftel.readers.nara import record, text
from reftel.readers.protocol import MAX_MESSAGE, Reject

_CHUNK: Final = 65_536  # bytes of a line read at once
_TEXT: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\f]*Message Text[ \t\f\r]*\n?\Z")
_LIST: Final = re.compile(rb"[ \t\f]*Message Attributes[ \t\f\r]*\n?\Z")
_STAMP: Final = b"Declassified/Released"
_OTHERS: Final = (
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
    ".xml",
    ".html",
    ".htm",
    ".eml",
    ".mbox",
    ".sql",
)


class NaraText:
    """Reads `Message Text`, the telegram, `Message Attributes`, the list; `text` is what stands between.

    A file of many such records is cut above the heading of each, or above the stamps over it.
    """

    name = "nara-text"
    version = record.VERSION
    about = "electronic telegrams of 1973–79 with their attributes, as text (National Archives)"

    def sniff(self, head: bytes, path: str) -> float:
        """By the two headings."""
        if signatures.known(head) or not decoding.is_text(head) or path.lower().endswith(_OTHERS):
            return 0.0
        words = decoding.decode(head).text
        return 0.9 if "Message " in words and text.has_headings(words) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[record.RawMessage | Reject]:
        """The records of the file, in order."""
        cutter = _Cutter(path)
        while line := stream.readline(_CHUNK):
            yield from cutter.add(line)
        yield from cutter.finish()


class _Cutter:
    """Lines in, records out; it holds the lines of one record."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.start = 0  # where the record begins in the file
        self.size = 0  # of the record so far
        self.lines: list[bytes] = []
        self.headed = self.listed = self.too_large = False
        self.whole_line = True
        self.count = 0

    def add(self, line: bytes) -> Iterator[record.RawMessage | Reject]:
        fresh, self.whole_line = self.whole_line, line.endswith(b"\n")
        if fresh and _TEXT.match(line):
            above = self._above()
            if self.listed or (self.headed and above):
                yield from self._next(above)
            self.headed = True
        elif fresh and _LIST.match(line):
            self.listed = True
        self.size += len(line)
        if self.size > MAX_MESSAGE:
            self.too_large = True
            self.lines = self.lines[-4:]  # stamps of the next record may be among them
        self.lines.append(line)

    def finish(self) -> Iterator[record.RawMessage | Reject]:
        yield from self._emit()
        if not self.count:
            yield self._reject("empty", "there is no text in the file", "Look for the original.")

    def _above(self) -> int:
        """How many of the last lines are the two stamps of a first page, and blank lines between them."""
        kept = stamps = 0
        for count, line in enumerate(reversed(self.lines), 1):
            if _STAMP in line and b": " not in line and stamps < 2:
                kept, stamps = count, stamps + 1
            elif line.strip():
                break
        return kept

    def _next(self, above: int) -> Iterator[record.RawMessage | Reject]:
        """End the record; the stamps above a heading are the next one's."""
        cut = len(self.lines) - above
        rest = self.lines[cut:]
        self.lines = self.lines[:cut]
        self.size -= sum(map(len, rest))
        yield from self._emit()
        self.lines, self.size = rest, sum(map(len, rest))

    def _emit(self) -> Iterator[record.RawMessage | Reject]:
        data = b"".join(self.lines)
        start, size, too_large = self.start, self.size, self.too_large
        self.start, self.lines, self.size = start + size, [], 0
        self.headed = self.listed = self.too_large = False
        if too_large:
            self.count += 1
            reason = f"more than {MAX_MESSAGE // 1024**2} MB without the end of a record"
            yield self._reject(
                "too-large", reason, "See whether the file is one of telegrams at all.", start, size
            )
        elif data.strip(b" \t\r\n\0\x1a\xef\xbb\xbf"):
            self.count += 1
            yield self._message(data, start)

    def _message(self, data: bytes, start: int) -> record.RawMessage | Reject:
        if not decoding.is_text(data):
            advice = "Look for another copy."
            return self._reject("not-text", "the record is no text", advice, start, len(data), data)
        words, encoding, notes = decoding.decode(data)
        message, attributes = text.split(words)
        if not attributes:
            notes = (*notes, "the record has no attributes: it may be cut short")
        return record.make(
            data, message, attributes, record.Place(self.path, start, NaraText.name, encoding, notes)
        )

    def _reject(
        self,
        code: str,
        reason: str,
        advice: str,
        offset: int = 0,
        length: int | None = None,
        data: bytes | None = None,
    ) -> Reject:
        return Reject(
            code=code,
            reason=reason,
            advice=advice,
            path=self.path,
            offset=offset,
            length=length if length is not None else self.start,
            data=data,
            reader=NaraText.name,
        )
