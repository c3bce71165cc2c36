"""The list of a zip: where it is, what it says of each file; and how to do without it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from reftel.readers.containers.protocol import Damaged

_END: Final = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16
_END_64: Final = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LOCATOR: Final = struct.Struct("<4sLQL")  # 4.3.15
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")  # 4.3.12
_LOCAL: Final = struct.Struct("<4s5H3L2H")  # 4.3.7
_ALL: Final = 0xFFFF_FFFF
_COMMENT: Final = 65_535


class Entry(NamedTuple):
    """What the list says of a file: `at` is where its own header stands."""

    name: str
    at: int
    packed: int
    size: int | None
    crc: int | None
    method: int
    locked: bool
    link: bool


class List(NamedTuple):
    """Where the list stands: its beginning and end, how far all is moved by what was put before
    the zip, and the first byte behind it, if there is one."""

    start: int
    end: int
    moved: int
    behind: int | None


def find(whole: BinaryIO) -> List:
    """The list of a zip. Raises `Damaged` if it is not whole."""
    length = whole.seek(0, 2)
    tail_at = max(0, length - _COMMENT - _END.size)
    whole.seek(tail_at)
    tail = whole.read(_COMMENT + _END.size)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise Damaged("cut-short", f"the zip breaks off after {length:,} bytes: its list is missing", length)
    _, disk, _, _, _, size, offset, comment = _END.unpack_from(tail, at)
    if disk not in (0, 0xFFFF):
        raise Damaged("cut-short", "it is one part of a zip of several", length)
    stands, behind = tail_at + at, tail_at + at + _END.size + comment
    end = stands
    if offset == _ALL or size == _ALL:
        end, size, offset = _find_64(whole, stands, size, offset)
    start = end - size
    moved = start - offset
    if start < 0 or moved < 0:
        raise Damaged("damaged", "the zip's list is not where it should be: bytes are missing", length)
    return List(start, end, moved, behind if behind < length else None)


def _find_64(whole: BinaryIO, stands: int, size: int, offset: int) -> tuple[int, int, int]:
    whole.seek(max(0, stands - _LOCATOR.size))
    located = whole.read(_LOCATOR.size)
    if len(located) < _LOCATOR.size or not located.startswith(b"PK\x06\x07"):
        return stands, size, offset
    # Its place is where it says, or straight before (where something was put before the zip).
    for place in (_LOCATOR.unpack(located)[2], stands - _LOCATOR.size - _END_64.size):
        if not 0 <= place < stands:
            continue
        whole.seek(place)
        record = whole.read(_END_64.size)
        if len(record) == _END_64.size and record.startswith(b"PK\x06\x06"):
            return place, *_END_64.unpack(record)[8:10]
    raise Damaged("damaged", "the zip's list cannot be found", stands)


def entries(whole: BinaryIO, found: List) -> Iterator[Entry]:
    """The entries of a list, each read when it is asked for. Raises `Damaged`."""
    at = found.start
    while at + _ENTRY.size <= found.end:
        whole.seek(at)
        head = whole.read(_ENTRY.size)
        if len(head) < _ENTRY.size or not head.startswith(b"PK\x01\x02"):
            raise Damaged("damaged", f"at byte {at:,} of the zip's list should be a file", at)
        fields = _ENTRY.unpack(head)
        _, made, _, flags, method, _, _, crc, packed, size, long, extra, comment, _, _, mode, offset = fields
        name, more = whole.read(long), whole.read(extra)
        size, packed, offset = _wide(more, size, packed, offset)
        link = made >> 8 == 3 and (mode >> 28) == 0xA  # made on Unix, and S_IFLNK
        yield Entry(
            _name(name, flags, more),
            offset + found.moved,
            packed,
            size,
            crc,
            method,
            bool(flags & 0x41),
            link,
        )
        at += _ENTRY.size + long + extra + comment


def _extras(more: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(more):
        kind, length = struct.unpack_from("<HH", more, at)
        yield kind, more[at + 4 : at + 4 + length]
        at += 4 + length


def _wide(more: bytes, *numbers: int) -> tuple[int, ...]:
    """Numbers that have no room in 32 bits stand in an extra field (4.5.3), in this order."""
    wide = next((data for kind, data in _extras(more) if kind == 1), b"")
    found, at = [], 0
    for number in numbers:
        if number == _ALL and at + 8 <= len(wide):
            number = struct.unpack_from("<Q", wide, at)[0]
            at += 8
        found.append(number)
    return tuple(found)


def _name(name: bytes, flags: int, more: bytes) -> str:
    """A name: in UTF-8 where a flag or an extra field says so or its bytes are; else in CP437, the
    encoding of the first zips."""
    if flags & 0x800:
        return name.decode("utf-8", "backslashreplace")
    for kind, data in _extras(more):
        if kind == 0x7075 and len(data) > 5:  # Info-ZIP's Unicode path (4.6.9)
            return data[5:].decode("utf-8", "backslashreplace")
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")


def data_at(whole: BinaryIO, at: int) -> int:
    """Where the bytes of a file begin, behind its own header. Raises `Damaged`."""
    whole.seek(at)
    head = whole.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise Damaged("damaged", f"at byte {at:,} of the zip should be its header", at)
    long, extra = _LOCAL.unpack(head)[-2:]
    return at + _LOCAL.size + long + extra


def walk(whole: BinaryIO) -> Iterator[Entry]:
    """The files of a zip without its list, one behind the other, while their headers say where
    the next one stands. Those written to a pipe do not: there the next header is looked for."""
    length = whole.seek(0, 2)
    at = 0
    while at + _LOCAL.size <= length:
        whole.seek(at)
        head = whole.read(_LOCAL.size)
        if not head.startswith(b"PK\x03\x04"):
            return
        _, _, flags, method, _, _, crc, packed, size, long, extra = _LOCAL.unpack(head)
        name, more = whole.read(long), whole.read(extra)
        if len(name) < long or len(more) < extra:
            return
        size, packed = _wide(more, size, packed)
        begins = at + _LOCAL.size + long + extra
        unknown = bool(flags & 8) and not packed
        if unknown:
            packed = _next_header(whole, begins, length) - begins
        yield Entry(
            _name(name, flags, more),
            at,
            packed,
            None if unknown else size,
            None if unknown else crc,
            method,
            bool(flags & 0x41),
            False,
        )
        at = begins + packed


def _next_header(whole: BinaryIO, at: int, length: int) -> int:
    """Where the next file's header, or the list, begins; else the end."""
    while at < length:
        whole.seek(at)
        piece = whole.read(64 * 1024)
        places = [place for mark in (b"PK\x03\x04", b"PK\x01\x02") if (place := piece.find(mark)) >= 0]
        if places:
            return at + min(places)
        at += max(len(piece) - 3, 1)
    return length
