"""tar: one header of 512 bytes and the bytes of the file, again and again; read as it comes.

Read here and not by the standard library, which keeps every header in memory, and reads a long
name or an attribute of any size that a header claims. Formats: the old one of Unix V7, ustar
(POSIX 1003.1-1988), GNU's long names, and pax (POSIX.1-2001), of which path and size count.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from reftel.readers.containers.names import Names, why_refused
from reftel.readers.containers.protocol import Budget, Damaged, Member, refusal
from reftel.readers.containers.streams import Bounded, Counted, drain
from reftel.readers.protocol import Reject

_BLOCK: Final = 512
_MOST_SAID: Final = 1024 * 1024
"""Bytes of a long name or of the attributes before a header."""
_FILES: Final = b"0\0 7"  # a blank where the field was left out; 7 is a file in one piece
_KINDS: Final = {
    b"1": "a link to another file",
    b"2": "a link to another file",
    b"3": "a device",
    b"4": "a device",
    b"6": "a pipe",
    b"S": "a file with holes",
}


class Header(NamedTuple):
    """What a header says."""

    name: bytes
    size: int
    kind: bytes


class Tar:
    """Reads tar files; two after each other as well."""

    name = "tar"
    about = "tapes of files: V7, ustar, GNU and pax"

    def sniff(self, head: bytes, path: str) -> float:
        """By the checksum of the first header; an empty one by its zeros and its name."""
        block = head[:_BLOCK]
        if len(block) == _BLOCK and _sums(block):
            return 0.9 if block[257:262] == b"ustar" or _header(block) else 0.0
        empty = len(head) >= 2 * _BLOCK and not head.strip(b"\0")
        return 0.9 if empty and path.lower().endswith(".tar") else 0.0

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """Its files. Folders are passed over in silence, links and devices are refused."""
        tape = Counted(stream)
        names = Names()
        said: dict[str, str] = {}
        while (header := _next(tape)) is not None:
            begun = tape.count - _BLOCK
            if header.kind in b"xgLK":
                said |= _said(tape, header)
                continue
            size = 0 if header.kind in b"123456" else _number(said.get("size"), header.size)
            name = said.get("path") or _text(header.name)
            kind, said = header.kind, {}
            budget.take_member()
            body = Counted(tape, size)
            why = _why(name, kind)
            if kind == b"5" or (name.endswith("/") and kind in _FILES):
                pass
            elif why:
                yield refusal(f"{path}!{names.tell_apart(name)}", "unsafe-name", why, begun)
            else:
                member = Member(names.tell_apart(name), Bounded(_Whole(body), budget), size, {})
                yield member
                if member.broken:
                    return
            _pass(tape, body, size)


class _Whole(io.RawIOBase):
    """The bytes of one file, all of them or `EOFError`."""

    def __init__(self, body: Counted) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._body.readinto(buffer)
        if not count and len(buffer) and self._body.count < (self._body.most or 0):
            raise EOFError(f"it should have {self._body.most:,}")
        return count


def _next(tape: Counted) -> Header | None:
    """The next header; `None` at the end. Tars are joined by writing one behind the other, so
    behind the zeros of an end may stand another header. Raises `Damaged`."""
    zeros = False
    while not (block := _exactly(tape, _BLOCK)).strip(b"\0"):
        if not block and not zeros:
            why = f"the tar breaks off after {tape.count:,} bytes, for there is no end mark"
            raise Damaged("cut-short", why, tape.count)
        if len(block) < _BLOCK:
            return None
        zeros = True
    at = tape.count - len(block)
    header = _header(block) if len(block) == _BLOCK and _sums(block) else None
    if header is None and zeros:
        raise Damaged("after-end", f"behind the end of the tar, at byte {at:,}, stands what is no tar", at)
    if header is None and len(block) < _BLOCK:
        raise Damaged("cut-short", f"the tar breaks off after {tape.count:,} bytes, in a header", tape.count)
    if header is None:
        raise Damaged("damaged", f"at byte {at:,} of the tar should be a header, and is none", at)
    return header


def _sums(block: bytes) -> bool:
    """Whether the header's checksum is that of its bytes, read with or without a sign."""
    claimed = _octal(block[148:156])
    rest = block[:148] + b" " * 8 + block[156:]
    return claimed is not None and claimed in (sum(rest), sum(rest) - 256 * sum(byte > 127 for byte in rest))


def _header(block: bytes) -> Header | None:
    size = _octal(block[124:136])
    if size is None:
        return None
    name = block[:100].partition(b"\0")[0]
    if block[257:263] == b"ustar\0" and (prefix := block[345:500].partition(b"\0")[0]):
        name = prefix + b"/" + name
    return Header(name, size, block[156:157])


def _octal(field: bytes) -> int | None:
    """A number: in octal digits or, where the first bit is set, in the bytes themselves."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if not digits:
        return 0
    return int(digits, 8) if digits.isdigit() and not digits.strip(b"01234567") else None


def _said(tape: Counted, header: Header) -> dict[str, str]:
    """What stands before a header: a long name (GNU), or attributes (pax)."""
    if header.size > _MOST_SAID:
        at = tape.count
        raise Damaged("damaged", f"a name or attribute of {header.size:,} bytes in the tar", at)
    data = _exactly(tape, -(-header.size // _BLOCK) * _BLOCK)[: header.size]
    if header.kind == b"L":
        return {"path": _text(data.rstrip(b"\0"))}
    return _attributes(data) if header.kind == b"x" else {}


def _attributes(data: bytes) -> dict[str, str]:
    r"""Attributes as pax writes them.

    >>> _attributes(b"16 path=2003/a\n")
    {'path': '2003/a'}
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(data):
        digits = data[at : at + 8].partition(b" ")[0]
        length = int(digits) if digits.isdigit() else 0
        if length <= len(digits) + 1:
            break
        name, equals, value = data[at + len(digits) + 1 : at + length].rstrip(b"\n").partition(b"=")
        if equals and name in (b"path", b"size"):
            found[name.decode()] = _text(value)
        at += length
    return found


def _number(written: str | None, other: int) -> int:
    if written and written.isascii() and written.isdigit() and len(written) < 20:
        return int(written)
    return other


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _why(name: str, kind: bytes) -> str | None:
    if kind in _FILES or kind == b"":
        return why_refused(name)
    return f"it is {_KINDS.get(kind, 'no ordinary file')}, and no file"


def _exactly(tape: Counted, size: int) -> bytes:
    pieces = []
    while size > 0 and (piece := tape.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _pass(tape: Counted, body: Counted, size: int) -> None:
    """Go behind a file's bytes, of which a reader may have read some, and its last block's filling."""
    drain(body)
    if body.count < size:
        raise Damaged("cut-short", f"the tar breaks off after {tape.count:,} bytes", tape.count)
    _exactly(tape, -size % _BLOCK)
