"""Lines of a stream as UTF-8 or another encoding that ASCII is part of, with the bytes that they were.

Spreadsheets write UTF-16 too, and old ones end lines with a carriage return alone.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from reftel.readers import decoding
from reftel.readers.protocol import MAX_MESSAGE

FIRST: Final = 4 * 1024 * 1024
"""Bytes held to see how a table is written; a file that has fewer is kept whole if it is rejected."""
LONGEST: Final = 2 * MAX_MESSAGE
"""Bytes of a line that are kept; no cable is so long."""
_PIECE: Final = 256 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, None),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def fill(stream: BinaryIO) -> tuple[bytes, bytes | None]:
    """The first bytes of a stream, as many as are held; again, if they are all that there are."""
    pieces: list[bytes] = []
    left = FIRST
    while left > 0 and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    first = b"".join(pieces)
    return first, first if len(first) < FIRST else None


class Joined(io.RawIOBase):
    """What was read of a stream, and the rest of it."""

    def __init__(self, first: bytes, stream: Any) -> None:
        self._first = memoryview(first)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


class Line(NamedTuple):
    """A line with its end: in an encoding that ASCII is part of, and as it stands in the file.

    `over` counts the bytes passed over, of a line longer than any cable.
    """

    bytes: bytes
    raw: bytes
    over: int = 0


class Form(NamedTuple):
    """How lines are written: the byte-order mark, the encoding of two bytes a letter, their end."""

    mark: bytes = b""
    wide: str | None = None
    end: bytes = b"\n"


def form(head: bytes) -> Form | None:
    """How the lines of a file are written that begins so; `None` for UTF-32, which nobody writes.

    >>> form("id\\ttext".encode("utf-16")).wide, form(b"id,text\\r1,A\\r").end
    ('utf-16-le', b'\\r')
    """
    if head.startswith(_WIDE_32):
        return None
    mark, wide = next(((mark, wide) for mark, wide in _MARKS if head.startswith(mark)), (b"", None))
    if not mark:
        wide = decoding.wide(head)
    narrow = _narrow(head, wide)
    return Form(mark, wide, b"\r" if b"\r" in narrow and b"\n" not in narrow else b"\n")


def narrow(head: bytes, form: Form) -> bytes:
    """A file's first bytes without the mark, in an encoding that ASCII is part of."""
    return _narrow(head.removeprefix(form.mark), form.wide)


def _narrow(raw: bytes, wide: str | None) -> bytes:
    if wide is None:
        return raw
    return raw.decode(wide, "replace").encode("utf-8", "replace")


def lines(stream: BinaryIO, form: Form) -> Iterator[Line]:
    """The lines of a stream; a byte-order mark stays with the first line's own bytes only."""
    wide = form.wide
    cut = _cut(stream, form.end) if wide is None else _cut_wide(stream, form.end.decode().encode(wide))
    for raw, over in cut:  # the first
        yield Line(_narrow(raw.removeprefix(form.mark), wide), raw, over)
        break
    if wide is None:
        for raw, over in cut:
            yield Line(raw, raw, over)
    else:
        for raw, over in cut:
            yield Line(_narrow(raw, wide), raw, over)


def _cut(stream: BinaryIO, end: bytes) -> Iterator[tuple[bytes, int]]:
    """Pieces of a stream that end with a byte."""
    held: list[bytes] = []
    size = over = 0
    while piece := stream.read(_PIECE):
        first, found, rest = piece.partition(end)
        if not found:
            if size < LONGEST:
                held.append(piece)
                size += len(piece)
            else:
                over += len(piece)
            continue
        yield b"".join((*held, first, end)), over
        *whole, last = rest.split(end)
        for line in whole:
            yield line + end, 0
        held, size, over = [last] if last else [], len(last), 0
    if held:
        yield b"".join(held), over


def _cut_wide(stream: BinaryIO, end: bytes) -> Iterator[tuple[bytes, int]]:
    """Pieces of a stream that end with `end`, which stands at a place that its length divides."""
    held = bytearray()
    over = sought = 0
    while piece := stream.read(_PIECE):
        held += piece
        start = 0
        while (at := held.find(end, max(sought, start))) >= 0:
            if at % len(end):
                sought = at + 1
                continue
            stop = sought = at + len(end)
            yield bytes(held[start:stop]), over
            start, over = stop, 0
        sought = max(0, len(held) - start - len(end) + 1)
        del held[:start]
        if len(held) > LONGEST:  # passed over in whole letters, so that an end is still found
            much = (len(held) - LONGEST) // len(end) * len(end)
            over += much
            del held[LONGEST : LONGEST + much]
            sought = LONGEST
    if held:
        yield bytes(held), over
