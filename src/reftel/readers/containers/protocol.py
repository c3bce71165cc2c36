"""What a container is, what comes out of it, and how much may."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import msgspec

from reftel.readers.protocol import Reject

if TYPE_CHECKING:
    from reftel.readers.containers.streams import Bounded


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much may come out of one file, so that a small one cannot fill the memory or the day.

    `depth`: containers within each other (`a.tar.gz` is two). `members`: files in all of them.
    `total`: bytes that come out, each level counted. `ratio`: bytes that may come out for each
    that went in, once more than `ratio_from` have come out of one member: texts are packed ten to
    one, tables of them perhaps a hundred. `spooled`: bytes of a zip or 7z in another container or
    from a pipe, which is kept aside (in memory up to `in_memory`, then in a nameless temporary
    file) because its list stands at its end. `window`: memory that an unpacker may ask for.
    """

    depth: int = 8
    members: int = 2_000_000
    total: int = 256 * 1024**3
    ratio: int = 400
    ratio_from: int = 64 * 1024**2
    spooled: int = 4 * 1024**3
    in_memory: int = 32 * 1024**2
    window: int = 512 * 1024**2


class Damaged(Exception):
    """A member or container that cannot be read to its end.

    `code` is as in `Reject`; `offset` counts bytes of the container, as far as it was read.
    """

    def __init__(self, code: str, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.offset = offset


class Spent(Damaged):
    """What one file may give out is given out: nothing more of it is read."""


class Budget:
    """What one file, with all that is in it, may still give out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.members = limits.members
        self.bytes = limits.total
        self.spent: Spent | None = None
        self.told = False

    def take_member(self) -> None:
        """Count a member. Raises `Spent`."""
        self.members -= 1
        if self.members < 0:
            self._end(f"more than {self.limits.members:,} files in one")

    def take(self, count: int) -> None:
        """Count bytes that come out. Raises `Spent`."""
        self.bytes -= count
        if self.bytes < 0:
            self._end(f"more than {_size(self.limits.total)} come out of one file")

    def _end(self, why: str) -> None:
        self.spent = Spent("too-large", why)
        raise self.spent


def _size(count: int) -> str:
    return f"{count // 1024**3:,} GB" if count >= 1024**3 else f"{count:,} bytes"


class Member(NamedTuple):
    """A file in a container: its name as it may be shown, its bytes, how many, what is said of it.

    `size` is what the container claims, if it claims anything. `given` are strings as in
    `RawMessage.given`. The stream is read before the next member is asked for, or not at all.
    """

    name: str
    stream: Bounded
    size: int | None
    given: dict[str, str]

    @property
    def broken(self) -> bool:
        """Whether it ended before its end: what says so has said it of the container as well."""
        return self.stream.fault is not None and self.stream.fault.code == "cut-short"


class Container(Protocol):
    """A format of files with files in them; `about` says in a few words what it is.

    `sniff` says how likely `head`, the first bytes of the file `path`, is of this format, as that
    of a reader does. `members` opens one file after the other, or says with a `Reject` why it
    does not, and goes on. It raises `Damaged` where it cannot go on, and what the libraries that
    it uses raise (`FAULTS`); that becomes a `Reject` as well. Nothing is written under any name.
    """

    name: str
    about: str

    def sniff(self, head: bytes, path: str) -> float:
        """How likely `head` is the beginning of a container of this format, from 0 to 1."""
        ...

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """The files in it, in their order."""
        ...


ADVICE: Final = {
    "after-end": "What stands before was read. If it is a file of its own, cut it off and ingest it.",
    "cut-short": "Get a whole copy; what stands before the break was read.",
    "damaged": "Get another copy; what could be read was read.",
    "empty": "Look for the original.",
    "encrypted": "Unpack it with its password, and ingest what is in it.",
    "format-unknown": "Unpack it with the program that packed it, and ingest what is in it.",
    "too-deep": "Unpack it yourself if you trust it.",
    "too-large": "Unpack it yourself if you trust it, and ingest the parts.",
    "unsafe-name": "Unpack it yourself if you trust it, and ingest what is in it.",
}


def refusal(path: str, code: str, reason: str, offset: int = 0, length: int | None = None) -> Reject:
    """A reject of a container, or of a file in it."""
    return Reject(
        code=code,
        reason=reason,
        advice=ADVICE[code],
        path=path,
        offset=offset,
        length=length,
        reader="container",
    )
