"""One file, packed: gz, bz2, xz and zst. A tar in it is opened in its turn."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from reftel.readers.containers.names import shown
from reftel.readers.containers.protocol import Budget, Member, refusal
from reftel.readers.containers.streams import Bounded, Counted, Deflate, Unpacked, Zstd
from reftel.readers.protocol import Reject

_SUFFIXES: Final = (
    (".tgz", ".tar"),
    (".tbz2", ".tar"),
    (".tbz", ".tar"),
    (".txz", ".tar"),
    (".tzst", ".tar"),
    (".gz", ""),
    (".bz2", ""),
    (".xz", ""),
    (".zst", ""),
)


class Single:
    """A format that packs one file; its name is that of the container, less the suffix.

    Several streams one after the other are one file, as the formats have it. Zeros behind the
    last are a tape's; anything else is told.
    """

    def __init__(self, name: str, packer: str, mark: bytes, unpack: Callable[[Counted, Budget], Any]) -> None:
        self.name = name
        self.about = f"one file packed by {packer}"
        self._mark = mark
        self._unpack = unpack

    def sniff(self, head: bytes, path: str) -> float:
        """By its first bytes."""
        return 0.95 if head.startswith(self._mark) else 0.0

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """The one file."""
        packed = Counted(stream)
        unpacked = self._unpack(packed, budget)
        yield Member(_name(path), Bounded(unpacked, budget, lambda: packed.count), None, {})
        behind = getattr(unpacked, "behind", None)
        if behind is not None:
            why = f"behind the end of the {self.name} stand bytes that are none of it"
            yield refusal(path, "after-end", why, behind)


def _name(path: str) -> str:
    base = path.rpartition("!")[2].rpartition("/")[2]
    for suffix, new in _SUFFIXES:
        if base.lower().endswith(suffix) and len(base) > len(suffix):
            return shown(base[: -len(suffix)] + new).replace("\\x21", "!")
    return f"{base}.content"


def _stream(make: Callable[[], Any], again: bytes) -> Callable[[Counted, Budget], Any]:
    return lambda packed, budget: Unpacked(packed, make, again)


def _zst(packed: Counted, budget: Budget) -> Any:
    return Unpacked(packed, lambda: Zstd(budget.limits.window), b"\x28\xb5\x2f\xfd")


def _xz(packed: Counted, budget: Budget) -> Any:
    return Unpacked(
        packed, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, budget.limits.window), b"\xfd7zXZ\x00"
    )


GZ: Final = Single("gz", "gzip", b"\x1f\x8b", _stream(lambda: Deflate(16 + zlib.MAX_WBITS), b"\x1f\x8b"))
BZ2: Final = Single("bz2", "bzip2", b"BZh", _stream(bz2.BZ2Decompressor, b"BZh"))
XZ: Final = Single("xz", "xz", b"\xfd7zXZ\x00", _xz)
ZST: Final = Single("zst", "zstd", b"\x28\xb5\x2f\xfd", _zst)
