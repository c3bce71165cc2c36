"""7z, by `py7zr`, of which only the list and the unpackers are used.

What its source says (1.1): to open a 7z reads the whole list into memory (some hundred bytes for
each file, 2^23 files at most, 256 MB of list at most, all checked against what the file has).
`extractall` without a factory writes to the disk; with one it unpacks all files of a folder in one
go, in pieces of up to 128 MB. So neither is used: the unpacker of each folder is asked for 64 KB at
a time, and gives its files one after the other. It keeps the dictionary that the archive claims
(up to 4 GB for LZMA: more than `Limits.window` is refused), and for Zstandard and Deflate all that
comes of one piece read, which is therefore small. Folders packed by BCJ2 are not read by it.
A 7z needs to be read from its end, like a zip; without its end nothing of it can be read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

from reftel.readers.containers.names import Names, why_refused
from reftel.readers.containers.protocol import Budget, Damaged, Member, refusal
from reftel.readers.containers.streams import OF_LIBRARIES, Bounded, drain, seekable, told
from reftel.readers.protocol import Reject

MARK: Final = b"7z\xbc\xaf\x27\x1c"
_PIECE: Final = 64 * 1024
_LZMA, _LZMA2, _PPMD = b"\x03\x01\x01", b"\x21", b"\x03\x04\x01"
_FREE: Final = (b"\x04\xf7\x11\x01", b"\x04\x01\x08", b"\x04\x01\x09", b"\x04\xf7\x11\x02")
"""Zstandard, Deflate, Deflate64, Brotli: these unpack all that they are given."""


class SevenZip:
    """Reads 7z archives."""

    name = "7z"
    about = "7z archives"

    def sniff(self, head: bytes, path: str) -> float:
        """By its first bytes."""
        return 0.95 if head.startswith(MARK) else 0.0

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """Its files, folder by folder as they are packed."""
        whole = seekable(stream, budget)
        try:
            archive = _list(whole)
            names = Names()
            for name in _empty(archive):
                budget.take_member()
                yield refusal(f"{path}!{names.tell_apart(name)}", "empty", "the file has no bytes")
            for folder in _folders(archive):
                yield from _folder(whole, archive, folder, path, names, budget)
        finally:
            if whole is not stream:
                whole.close()


def _list(whole: BinaryIO) -> Any:
    """The archive, its list read. Raises `Damaged`."""
    import py7zr
    from py7zr.exceptions import PasswordRequired

    length = whole.seek(0, 2)
    whole.seek(0)
    head = whole.read(32)
    needed = 32 + int.from_bytes(head[12:20], "little") + int.from_bytes(head[20:28], "little")
    if len(head) < 32 or needed > length:
        why = f"the 7z breaks off after {length:,} bytes of {needed:,}: its list is missing"
        raise Damaged("cut-short", why, length)
    whole.seek(0)
    try:
        return py7zr.SevenZipFile(cast(Any, _Whole(whole)))
    except PasswordRequired:
        raise Damaged("encrypted", "its list is protected by a password") from None
    except (*OF_LIBRARIES, py7zr.Bad7zFile, py7zr.UnsupportedCompressionMethodError) as error:
        raise Damaged("damaged", f"its list cannot be read: {told(error)}") from None


class _Whole(io.RawIOBase):
    """What py7zr takes for a file, without a name that it could open again."""

    name = None

    def __init__(self, whole: BinaryIO) -> None:
        self._whole = whole

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._whole.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._whole.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        return self._whole.read(-1 if size is None else size)


class _Entry(NamedTuple):
    """A file as the list has it."""

    name: str
    link: bool
    size: int
    crc: int | None


def _folders(archive: Any) -> list[tuple[Any, int, int]]:
    """Each folder, where its packed bytes begin and how many they are."""
    streams = getattr(archive.header, "main_streams", None)
    if streams is None:
        return []
    try:
        places = streams.packinfo.packpositions
        at, found = 0, []
        for folder in streams.unpackinfo.folders:
            count = max(len(folder.packed_indices), 1)
            found.append((folder, archive.afterheader + places[at], places[at + count] - places[at]))
            at += count
    except OF_LIBRARIES as error:  # a list that lacks what it must have
        raise Damaged("damaged", f"its list cannot be read: {told(error)}") from None
    return found


def _empty(archive: Any) -> list[str]:
    """The names of the files that have no bytes."""
    try:
        return [str(one.filename) for one in archive.files if one.emptystream and not one.is_directory]
    except OF_LIBRARIES as error:
        raise Damaged("damaged", f"its list cannot be read: {told(error)}") from None


def _entries(files: Any) -> list[_Entry]:
    try:
        return [
            _Entry(
                str(file.filename),
                bool(file.is_symlink or file.is_junction),
                int(file.uncompressed),
                file.crc32,
            )
            for file in files or ()
        ]
    except OF_LIBRARIES as error:
        raise Damaged("damaged", f"its list cannot be read: {told(error)}") from None


def _folder(
    whole: BinaryIO, archive: Any, place: tuple[Any, int, int], path: str, names: Names, budget: Budget
) -> Iterator[Member | Reject]:
    folder, at, packed = place
    files = _entries(folder.files)
    refused, unpacker = _unpacker(folder, packed, budget)
    packs = _Packed(whole, at)
    for file in files:
        budget.take_member()
        name = names.tell_apart(file.name)
        why = why_refused(file.name)
        if not why and file.link:
            why = "it is a link to another file, and no file"
        bounded = Bounded(_File(unpacker, packs, file.size), budget, lambda: packs.count, file.crc)
        if refused is not None:
            yield refusal(f"{path}!{name}", *refused)
            continue
        elif why:
            yield refusal(f"{path}!{name}", "unsafe-name", why)
        else:
            yield Member(name, bounded, file.size, {})
        drain(bounded)  # the next file of the folder is packed behind it
        if bounded.fault is not None and bounded.count < file.size:
            reason = f"the files of the 7z behind `{name}` are packed with it, and cannot be read"
            if file is not files[-1]:
                yield refusal(path, bounded.fault.code, reason, packs.count)
            return


def _unpacker(folder: Any, packed: int, budget: Budget) -> tuple[tuple[str, str] | None, Any]:
    from py7zr.compressor import SevenZipDecompressor, SupportedMethods
    from py7zr.exceptions import UnsupportedCompressionMethodError

    if SupportedMethods.needs_password(folder.coders):
        return ("encrypted", "it is protected by a password"), None
    if (memory := _memory(folder.coders)) > budget.limits.window:
        return ("too-large", f"to unpack it takes {memory // 1024**2:,} MB of memory"), None
    free = any(coder["method"] in _FREE for coder in folder.coders)
    try:
        return None, SevenZipDecompressor(
            folder.coders, packed, folder.unpacksizes, folder.crc, blocksize=1024 if free else _PIECE
        )
    except (*OF_LIBRARIES, UnsupportedCompressionMethodError) as error:
        return ("format-unknown", f"it is packed in a way that is not known here: {told(error)}"), None


def _memory(coders: list[dict[str, Any]]) -> int:
    """The bytes of memory that unpacking takes by what the coders claim."""
    most = 0
    for coder in coders:
        method, said = coder["method"], bytes(coder.get("properties") or b"")
        if method in (_LZMA, _PPMD):
            most = max(most, int.from_bytes(said[1:5], "little"))
        elif method == _LZMA2 and said:
            # The upper bits are a power of two, the lowest says whether it is two or three of them.
            most = max(most, (2 | said[0] & 1) << (said[0] // 2 + 11) if said[0] < 40 else 1 << 32)
    return most


class _Packed:
    """A folder's packed bytes; it goes back to its place, as others read in between."""

    def __init__(self, whole: BinaryIO, at: int) -> None:
        self._whole = whole
        self._at = at
        self.count = 0

    def read(self, size: int) -> bytes:
        self._whole.seek(self._at + self.count)
        piece = self._whole.read(size)
        self.count += len(piece)
        return piece


class _File(io.RawIOBase):
    """The next file of a folder."""

    def __init__(self, unpacker: Any, packed: _Packed, size: int) -> None:
        self._unpacker = unpacker
        self._packed = packed
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self._left, _PIECE)
        if not size:
            return 0
        before, idle = self._packed.count, 0
        while not (piece := self._next(size)):
            idle = 0 if self._packed.count > before else idle + 1
            before = self._packed.count
            if idle > 2:
                raise EOFError(f"{self._left:,} are missing")
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        try:
            return self._unpacker.decompress(self._packed, size)
        except (AssertionError, AttributeError, TypeError) as error:
            raise ValueError(told(error)) from error
