"""Files with files in them: opened one member at a time, and never unpacked to the disk.

What is in a container is hostile: names that climb out of a folder are refused, nothing is
written under a name from outside, and how much may come out of how little is bounded. A member
that cannot be read is told, and the next one is read; of a container that is cut short, all that
stands before the cut is read.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

import zstandard

from reftel.readers.protocol import HEAD, Reject

MOST_DEEP: Final = 5
"""Containers in containers; a zip that contains itself ends there."""
MOST_MEMBERS: Final = 2_000_000
MOST_BYTES: Final = 256 * 1024**3
"""Bytes that may come out of one file in all."""
MOST_RATIO: Final = 400
"""Bytes out for each byte in, once more than `RATIO_FROM` have come out."""
RATIO_FROM: Final = 64 * 1024**2
MOST_SPOOLED: Final = 4 * 1024**3
"""Bytes of a zip in another container, which is kept aside because its list stands at its end."""

_IN_MEMORY = 32 * 1024**2
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")


class Damaged(Exception):
    """A member or container that cannot be read to its end: `code` as in `Reject`, and why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Member(NamedTuple):
    """A file in a container: its name, made safe to show, a stream of its bytes, what is said of it."""

    name: str
    stream: io.BufferedReader
    given: dict[str, str]


class Budget:
    """What one file on the disk may still give out."""

    def __init__(self) -> None:
        self.members = MOST_MEMBERS
        self.bytes = MOST_BYTES

    def take_member(self) -> None:
        """Count a member. Raises `Damaged`."""
        self.members -= 1
        if self.members < 0:
            raise Damaged("too-large", f"more than {MOST_MEMBERS:,} files in one")

    def take(self, count: int) -> None:
        """Count bytes. Raises `Damaged`."""
        self.bytes -= count
        if self.bytes < 0:
            raise Damaged("too-large", f"more than {MOST_BYTES // 1024**3} GB come out of one file")


_Open = Callable[[io.BufferedReader, str, Budget], Iterator[Member | Reject]]


def opener(head: bytes, path: str) -> _Open | None:
    """What opens a container that begins so; `None` for what is none."""
    for beginning, how in _BEGINNINGS:
        if head.startswith(beginning):
            return how
    return _tar if head[257:262] == b"ustar" else None


class _Counted(io.RawIOBase):
    """The compressed bytes, counted as they are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


class _Bounded(io.RawIOBase):
    """The bytes that come out: bounded by the budget and by how much went in; faults are `Damaged`."""

    def __init__(self, stream: Any, budget: Budget, taken_in: Callable[[], int]) -> None:
        self.stream = stream
        self.budget = budget
        self.taken_in = taken_in
        self.count = 0
        self.fault: Damaged | None = None  # met behind bytes that are still to be given out

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.fault is not None:
            raise self.fault
        piece = self._piece(len(buffer))
        self.count += len(piece)
        self.budget.take(len(piece))
        if self.count > RATIO_FROM and self.count > MOST_RATIO * max(self.taken_in(), 1):
            raise Damaged("too-large", f"more than {MOST_RATIO} bytes come out for each that goes in")
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, size: int) -> bytes:
        """As many bytes as are asked for, or all before the end or a fault."""
        read = getattr(self.stream, "read1", self.stream.read)
        piece = b""
        try:
            while len(piece) < size and (more := read(size - len(piece))):
                piece += more
        except _FAULTS as error:
            self.fault = Damaged(
                "cut-short", f"it breaks off after {self.count + len(piece):,} bytes: {error}"
            )
            if not piece:
                raise self.fault from None
        return piece


_FAULTS: Final = (
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    zstandard.ZstdError,
)


def _single(open_: Callable[[Any], Any], suffixes: tuple[str, ...]) -> _Open:
    """One file, compressed. A tar in it is opened in its turn."""

    def members(stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        counted = _Counted(cast(BinaryIO, stream))
        budget.take_member()
        out = _Bounded(open_(io.BufferedReader(counted, HEAD)), budget, lambda: counted.count)
        base = path.rpartition("!")[2].rpartition("/")[2]
        name = next((base[: -len(end)] + new for end, new in _SUFFIXES if base.lower().endswith(end)), base)
        yield Member(
            name if name != base or not suffixes else f"{base}.content", io.BufferedReader(out, HEAD), {}
        )

    return members


_SUFFIXES: Final = (
    (".tgz", ".tar"),
    (".tbz2", ".tar"),
    (".txz", ".tar"),
    (".gz", ""),
    (".bz2", ""),
    (".xz", ""),
    (".zst", ""),
)


def _zip(stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
    with _seekable(stream) as whole:
        try:
            archive = zipfile.ZipFile(cast(Any, whole))
        except _FAULTS as error:
            yield _reject(path, "cut-short", f"the list at the zip's end cannot be read: {error}")
            return
        names = _Names()
        for info in archive.infolist():
            budget.take_member()
            if info.is_dir():
                continue
            name, why = names.safe(info.filename)
            if why:
                yield _reject(f"{path}!{name}", "unsafe-name", why)
            elif info.flag_bits & 1:
                yield _reject(f"{path}!{name}", "encrypted", "the file in the zip is protected by a password")
            else:
                try:
                    inner = archive.open(info)
                except _FAULTS as error:
                    yield _reject(f"{path}!{name}", "cut-short", f"it cannot be opened: {error}")
                    continue
                taken = info.compress_size
                yield Member(name, io.BufferedReader(_Bounded(inner, budget, lambda t=taken: t), HEAD), {})
                inner.close()


def _tar(stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
    names = _Names()
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                budget.take_member()
                if info.isdir():
                    continue
                name, why = names.safe(info.name)
                if not info.isfile():
                    why = why or "a link or a device in the archive"
                inner = archive.extractfile(info) if not why else None
                if why or inner is None:
                    yield _reject(f"{path}!{name}", "unsafe-name", why or "it is no file")
                    continue
                yield Member(
                    name, io.BufferedReader(_Bounded(inner, budget, lambda n=info.size: n), HEAD), {}
                )
    except _FAULTS as error:
        yield _reject(path, "cut-short", f"the tar breaks off: {error}")


def _warc(stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    names = _Names()
    try:
        for record in ArchiveIterator(stream):
            budget.take_member()
            if record.rec_type != "response" and record.rec_type != "resource":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or "record"
            given = {"url": url}
            if day := record.rec_headers.get_header("WARC-Date"):
                given["crawled"] = day
            name, _ = names.safe(url.replace("!", "%21"), of_web=True)
            out = _Bounded(record.content_stream(), budget, lambda: MOST_BYTES)
            yield Member(name, io.BufferedReader(out, HEAD), given)
    except (*_FAULTS, ArchiveLoadFailed, AttributeError, LookupError, TypeError) as error:
        # The library trusts its headers: a damaged one shows as any of these.
        yield _reject(path, "cut-short", f"the web archive breaks off: {error}")


class _Names:
    """Names of members: refused if they climb out, told apart if they come twice."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def safe(self, name: str, of_web: bool = False) -> tuple[str, str | None]:
        """The name as it may be shown, and why it is refused."""
        shown = _CONTROLS.sub("�", name.encode("utf-8", "backslashreplace").decode())[:500] or "unnamed"
        parts = name.replace("\\", "/").split("/")
        why = None
        if not of_web and (name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name)):
            why = "its name leads out of the archive"
        elif "\x00" in name:
            why = "its name has a zero in it"
        times = self.seen[shown] = self.seen.get(shown, 0) + 1
        return (shown if times == 1 else f"{shown}#{times}"), why


def _seekable(stream: io.BufferedReader) -> Any:
    """A stream that can be read from its end: the file itself or, within a container, a copy kept aside."""
    if stream.seekable():
        return io.BufferedReader(cast(Any, stream), HEAD)
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # the caller closes it
    left = MOST_SPOOLED
    while piece := stream.read(min(left + 1, 1024 * 1024)):
        left -= len(piece)
        if left < 0:
            copy.close()
            raise Damaged("too-large", f"a zip of more than {MOST_SPOOLED // 1024**3} GB within a container")
        copy.write(piece)
    copy.seek(0)
    return copy


def _reject(path: str, code: str, reason: str) -> Reject:
    return Reject(code=code, reason=reason, advice=ADVICE[code], path=path, reader="container")


ADVICE: Final = {
    "cut-short": "Get a whole copy; what stands before the break was read.",
    "encrypted": "Unpack it with its password, and ingest what is in it.",
    "unsafe-name": "Unpack it yourself if you trust it, and ingest what is in it.",
    "too-large": "Unpack it yourself if you trust it, and ingest the parts.",
}

_BEGINNINGS: Final[tuple[tuple[bytes, _Open], ...]] = (
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
    (b"\x1f\x8b", _single(lambda stream: gzip.GzipFile(fileobj=stream), (".gz", ".tgz"))),
    (b"BZh", _single(bz2.BZ2File, (".bz2",))),
    (b"\xfd7zXZ\x00", _single(lzma.LZMAFile, (".xz",))),
    (
        b"\x28\xb5\x2f\xfd",
        _single(lambda stream: zstandard.ZstdDecompressor().stream_reader(stream), (".zst",)),
    ),
    (b"WARC/", _warc),
)
