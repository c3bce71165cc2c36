"""Streams of bytes out of containers: unpacked piece by piece, bounded, and never raising."""

from __future__ import annotations

import io
import lzma
import tempfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol, cast

import zstandard

from reftel.readers.containers.protocol import Budget, Damaged
from reftel.readers.protocol import HEAD

FAULTS: Final = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # NotImplementedError is one of these
    ValueError,
    lzma.LZMAError,
    zlib.error,
    zstandard.ZstdError,
)
"""What is raised on bad bytes."""
OF_LIBRARIES: Final = (*FAULTS, AssertionError, AttributeError, TypeError)
"""The same of libraries that take it for granted that a field is there. Only around calls of theirs: what these
classes tell elsewhere is a fault of our own, and is not to be taken for a damaged file."""
_PIECE: Final = 16 * 1024


class Unpacker(Protocol):
    """The standard library's way to unpack: of bz2, lzma, and of zlib by `Deflate`."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Deflate:
    """zlib in the manner of the others: it keeps the bytes for which there was no room."""

    def __init__(self, bits: int) -> None:
        self._it = zlib.decompressobj(bits)

    @property
    def eof(self) -> bool:
        return self._it.eof

    @property
    def needs_input(self) -> bool:
        return not self._it.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._it.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._it.decompress(self._it.unconsumed_tail + data, max(max_length, 0))


class Zstd:
    """zstd in the manner of the others. Its library unpacks all that it is given, so it is given
    little: of a thousand bytes come at most some thirty million."""

    def __init__(self, window: int) -> None:
        window = 1 << (window.bit_length() - 1)
        self._it = zstandard.ZstdDecompressor(max_window_size=window).decompressobj()
        self._packed = memoryview(b"")
        self._out = memoryview(b"")

    @property
    def eof(self) -> bool:
        return self._it.eof and not self._out

    @property
    def needs_input(self) -> bool:
        return not self._out and not self._packed and not self._it.eof

    @property
    def unused_data(self) -> bytes:
        return self._it.unused_data + bytes(self._packed)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        if data:
            self._packed = memoryview(bytes(self._packed) + data)
        while not self._out and self._packed and not self._it.eof:
            piece, self._packed = self._packed[:1024], self._packed[1024:]
            self._out = memoryview(self._it.decompress(bytes(piece)))
        size = len(self._out) if max_length < 0 else max_length
        piece, self._out = self._out[:size], self._out[size:]
        return bytes(piece)


class Counted(io.RawIOBase):
    """The bytes that go in, counted; of a part of a file, if `most` is given."""

    def __init__(self, stream: Any, most: int | None = None) -> None:
        self.stream = stream
        self.count = 0
        self.most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer) if self.most is None else min(len(buffer), self.most - self.count)
        piece = self.stream.read(size) if size > 0 else b""
        self.count += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


class Unpacked(io.RawIOBase):
    """Bytes unpacked as they are asked for; several streams one after the other, where `again`.

    `behind` is the first byte (counted in the packed ones) of what follows and is no such stream.
    """

    def __init__(self, packed: Counted, make: Callable[[], Unpacker], again: bytes = b"") -> None:
        self.packed = packed
        self.behind: int | None = None
        self._make = make
        self._again = again
        self._unpacker = make()
        self._waiting = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ended:
            if self._unpacker.eof:
                self._next()
                continue
            data, asked = b"", self._unpacker.needs_input
            if asked:
                data, self._waiting = self._waiting or self.packed.read(_PIECE), b""
            piece = self._unpacker.decompress(data, len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
            if asked and not data and not self._unpacker.eof:
                raise EOFError("the packed bytes end before their end mark")
        return 0

    def _next(self) -> None:
        """The stream behind this one. Zeros fill up a tape's block, and mean nothing."""
        rest = self._unpacker.unused_data
        while not (rest := rest.lstrip(b"\0")) and self._again:
            if not (rest := self.packed.read(_PIECE)):
                break
        if self._again and 0 < len(rest) < len(self._again):
            rest += self.packed.read(_PIECE)
        if self._again and rest.startswith(self._again):
            self._unpacker, self._waiting = self._make(), rest
            return
        if rest:
            self.behind = self.packed.count - len(rest)
        self._ended = True


class Bounded(io.RawIOBase):
    """The bytes of a member, bounded by the budget and by how much went in for them.

    It never raises: where a fault is met, it ends there, and `fault` says what it was.
    """

    def __init__(
        self, stream: Any, budget: Budget, taken_in: Callable[[], int] | None = None, crc: int | None = None
    ) -> None:
        self.stream = stream
        self.count = 0
        self.fault: Damaged | None = None
        self.told = False  # whether a reject says so
        self._budget = budget
        self._taken_in = taken_in
        self._crc = crc
        self._sum = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """As many bytes as there is room for, if there are so many: a format is known by its first."""
        filled = 0
        while self.fault is None and filled < len(buffer) and (piece := self._piece(len(buffer) - filled)):
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled

    def _piece(self, size: int) -> bytes:
        try:
            piece = self.stream.read(size)
            self._check(piece)
            return piece
        except Damaged as fault:
            self.fault = fault
        except EOFError as error:
            reason = f"it breaks off after {self.count:,} bytes: {told(error)}"
            self.fault = Damaged("cut-short", reason, self.count)
        except FAULTS as error:
            reason = f"it is damaged behind {self.count:,} bytes: {told(error)}"
            self.fault = Damaged("damaged", reason, self.count)
        return b""

    def _check(self, piece: bytes) -> None:
        self.count += len(piece)
        self._budget.take(len(piece))
        limits = self._budget.limits
        if self._taken_in is not None and self.count > limits.ratio_from:
            if self.count > limits.ratio * max(self._taken_in(), 1):
                why = f"more than {limits.ratio} bytes come out for each that goes in"
                raise Damaged("too-large", why, self.count)
        if self._crc is not None:
            self._sum = zlib.crc32(piece, self._sum)
            if not piece and self._sum != self._crc:
                raise Damaged("damaged", "its bytes are not those of its checksum", self.count)


def told(error: BaseException) -> str:
    """What a library says, in one line of bounded length."""
    words = " ".join(ascii(str(error))[1:-1].split())[:200]
    return words or type(error).__name__


def drain(stream: Any) -> None:
    """Read to the end what nobody wants: the next member stands behind it."""
    while stream.read(HEAD):
        pass


def seekable(stream: io.BufferedReader, budget: Budget) -> BinaryIO:
    """A stream that can be read from its end: the file itself, or a copy that is kept aside.

    Raises `Damaged` if it would be too large.
    """
    if stream.seekable():
        return cast(BinaryIO, stream)
    limits = budget.limits
    copy = tempfile.SpooledTemporaryFile(limits.in_memory)  # noqa: SIM115  # the caller closes it
    left = limits.spooled
    while piece := stream.read(min(left + 1, 1024 * 1024)):
        left -= len(piece)
        if left < 0:
            copy.close()
            raise Damaged("too-large", f"to be kept aside, it has more than {limits.spooled:,} bytes")
        copy.write(piece)
    copy.seek(0)
    return cast(BinaryIO, copy)
