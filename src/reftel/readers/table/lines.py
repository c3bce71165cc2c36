"""Lines of a stream as UTF-8 or another encoding that ASCII is part of, with the bytes that they were.

Spreadsheets write UTF-16 too, and old ones end lines with a carriage return alone.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from reftel.readers import decoding
from reftel.readers.protocol import MAX_MESSAGE

LONGEST: Final = 2 * MAX_MESSAGE
"""Bytes of a line that are kept; no cable is so long."""
_PIECE: Final = 256 * 1024
_MARKS: Final = (
    (codecs.BOM_UTF8, None),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


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
    end = form.end if form.wide is None else form.end.decode().encode(form.wide)
    mark = form.mark
    for raw, over in _cut(stream, end):
        bare = raw.removeprefix(mark)
        yield Line(_narrow(bare, form.wide), raw, over)
        mark = b""


def _cut(stream: BinaryIO, end: bytes) -> Iterator[tuple[bytes, int]]:
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
