"""zip (APPNOTE 6.3): a list at the end says what is in it and where.

The list is read entry by entry, so that one of a hundred thousand files takes no more memory than
one of ten. A zip needs to be read from its end: one in another container, or from a pipe, is
kept aside first. One without its end is read from its front, as far as it goes.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, TypeGuard

from reftel.readers.containers import listing
from reftel.readers.containers.listing import Entry
from reftel.readers.containers.names import Names, why_refused
from reftel.readers.containers.protocol import Budget, Damaged, Member, refusal
from reftel.readers.containers.streams import Bounded, Counted, Deflate, Unpacked, Zstd, seekable
from reftel.readers.protocol import HEAD, Reject

_OFFICE: Final = (
    b"[Content_Types].xml",
    b"mimetype",
    b"_rels/",
    b"docProps/",
    b"word/",
    b"xl/",
    b"META-INF/",
)
_METHODS: Final = {
    1: "shrunk",
    6: "imploded",
    9: "Deflate64",
    18: "IBM TERSE",
    96: "JPEG",
    97: "WavPack",
    98: "PPMd",
    99: "AES",
}


class Zip:
    """Reads zip archives; not the documents (docx, odt, epub, jar) that are zips as well."""

    name = "zip"
    about = "zip archives; not the documents that are zips as well"

    def sniff(self, head: bytes, path: str) -> float:
        """By its first bytes, and by the name of its first file."""
        if head.startswith(b"PK\x05\x06"):
            return 0.9
        return 0.9 if head.startswith(b"PK\x03\x04") and not head[30:].startswith(_OFFICE) else 0.0

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """Its files, in the order of its list."""
        whole = seekable(stream, budget)
        names = Names()
        try:
            try:
                found = listing.find(whole)
            except Damaged as fault:
                # Without its end: what is in it is told by the headers before each file.
                member = None
                for following in _opened(whole, listing.walk(whole), path, names, budget):
                    if _is_damaged(member):
                        yield member
                    member = following
                    if not _is_damaged(member):
                        yield member
                # The last file is damaged by the break itself, which is told once.
                if not (isinstance(member, Member) and member.broken):
                    yield refusal(path, fault.code, fault.reason, fault.offset)
                return
            yield from _opened(whole, listing.entries(whole, found), path, names, budget, found.start)
            if found.behind is not None:
                why = f"behind the end of the zip, at byte {found.behind:,}, stand more bytes"
                yield refusal(path, "after-end", why, found.behind)
        finally:
            if whole is not stream:
                whole.close()


def _opened(
    whole: BinaryIO,
    entries: Iterator[Entry],
    path: str,
    names: Names,
    budget: Budget,
    most: int | None = None,
) -> Iterator[Member | Reject]:
    """Each file of a list. All of them together cannot take more bytes than stand before the list:
    files that lie on each other are how a zip of ten megabytes holds terabytes."""
    taken = 0
    for entry in entries:
        # A folder; or, in a zip without its list, zeros that look like a file's header.
        if (entry.name.endswith("/") or not entry.name) and not entry.size:
            continue
        budget.take_member()
        name = names.tell_apart(entry.name)
        taken += entry.packed
        if most is not None and taken > most:
            why = "its files lie on each other, or outside of it: more bytes than the whole has"
            raise Damaged("damaged", why, entry.at)
        refused = _refused(entry)
        if refused is None:
            yield from _member(whole, entry, name, path, budget)
        else:
            yield refusal(f"{path}!{name}", *refused, offset=0)


def _is_damaged(member: Member | Reject | None) -> TypeGuard[Reject]:
    return isinstance(member, Reject) and member.code == "damaged"


def _refused(entry: Entry) -> tuple[str, str] | None:
    if why := why_refused(entry.name):
        return "unsafe-name", why
    if entry.link:
        return "unsafe-name", "it is a link to another file, and no file"
    if entry.locked:
        return "encrypted", "it is protected by a password"
    if entry.method not in (0, 8, 12, 14, 93):
        how = _METHODS.get(entry.method, f"method {entry.method}")
        return "format-unknown", f"it is packed by a method that is not known here: {how}"
    return None


def _member(whole: BinaryIO, entry: Entry, name: str, path: str, budget: Budget) -> Iterator[Member | Reject]:
    try:
        start = listing.data_at(whole, entry.at)
    except Damaged as fault:
        yield refusal(f"{path}!{name}", fault.code, fault.reason)
        return
    packed = Counted(_Part(whole, start), entry.packed)
    try:
        unpacked = _unpacked(packed, entry, budget)
    except (EOFError, ValueError, struct.error, lzma.LZMAError) as error:
        yield refusal(f"{path}!{name}", "damaged", f"it cannot be unpacked: {error}")
        return
    stream = Bounded(_Exactly(unpacked, entry.size), budget, lambda: packed.count, entry.crc)
    yield Member(name, stream, entry.size, {})


class _Part(io.RawIOBase):
    """The whole from a place on; it goes back to its place, as others read in between."""

    def __init__(self, whole: BinaryIO, at: int) -> None:
        self._whole = whole
        self._at = at

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self._whole.seek(self._at)
        piece = self._whole.read(min(size, HEAD) if size >= 0 else HEAD)
        self._at += len(piece)
        return piece


class _Exactly(io.RawIOBase):
    """As many bytes as the list says: fewer are a break, more are none of it."""

    def __init__(self, stream: Any, size: int | None) -> None:
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer) if self._left is None else min(len(buffer), self._left)
        piece = self._stream.read(size) if size else b""
        if self._left is not None:
            if size and not piece:
                raise EOFError(f"{self._left:,} are missing")
            self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def _unpacked(packed: Counted, entry: Entry, budget: Budget) -> Any:
    if entry.method == 8:
        return Unpacked(packed, lambda: Deflate(-15))
    if entry.method == 12:
        return Unpacked(packed, bz2.BZ2Decompressor)
    if entry.method == 93:
        return Unpacked(packed, lambda: Zstd(budget.limits.window), b"\x28\xb5\x2f\xfd")
    if entry.method == 14:
        return _lzma(packed, budget)
    return packed


def _lzma(packed: Counted, budget: Budget) -> Unpacked:
    """LZMA in a zip has a head of its own; with the size put in, it is that of a .lzma file."""
    _, length = struct.unpack("<HH", packed.read(4))
    if length != 5:
        raise ValueError("the properties of LZMA have no five bytes")
    head = packed.read(5) + b"\xff" * 8
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_ALONE, budget.limits.window)
    unpacker.decompress(head)
    return Unpacked(packed, lambda: unpacker)
