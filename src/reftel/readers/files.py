"""Paths to files to messages: folders walked, each file given to the reader that knows it."""

from __future__ import annotations

import errno
import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

import msgspec

from reftel.model import RawMessage
from reftel.readers import containers, registry, signatures
from reftel.readers.protocol import HEAD, Reject

STANDARD_INPUT: Final = "-"
KEPT: Final = 4 * 1024 * 1024
"""Bytes up to which a file of an unknown format is kept with its reject."""


class Found(NamedTuple):
    """A file to read: `path` to open it by, `name` to show, `place` the same however it is named.

    `data` are its bytes, where they are kept and the file is not there any more.
    """

    path: str
    name: str
    place: str
    size: int
    data: bytes | None = None


def find(
    paths: Iterable[str | os.PathLike[str] | Found], skip: Iterable[str] = ()
) -> Iterator[Found | Reject]:
    """The files of `paths`: files, folders with all that is in them, patterns (`2003/*.txt`), `-`.

    In the order of the names within a folder. `skip` are folders not to enter (the archive's own).
    What is no file, or cannot be found, is a `Reject`; what is a `Found` already stays one.
    """
    walk = _Walk({os.path.realpath(folder) for folder in skip})
    for given in paths:
        if isinstance(given, Found):
            yield given
            continue
        path = os.fspath(given)
        if path == STANDARD_INPUT:
            yield Found(path, path, path, 0)
        elif os.path.lexists(path) or not glob.has_magic(path):
            yield from walk.path(path)
        else:
            yield from _matches(walk, path)


def _matches(walk: _Walk, pattern: str) -> Iterator[Found | Reject]:
    matches = sorted(glob.iglob(pattern, recursive=True, include_hidden=True))
    if not matches:
        yield reject("no-such-path", "nothing matches the pattern", "Check the pattern.", pattern)
    # `**` matches folders and all that is in them: to walk those too would be to read it twice.
    deep = "**" in pattern
    for match in matches:
        if not (deep and os.path.isdir(match)):
            yield from walk.path(match)


class _Walk:
    """One walk over folders; it enters none twice, so links in a ring end."""

    def __init__(self, skip: set[str]) -> None:
        self.skip = skip
        self.entered: set[tuple[int, int]] = set()

    def path(self, path: str) -> Iterator[Found | Reject]:
        parent, base = os.path.split(os.path.normpath(path))
        place = os.path.join(os.path.realpath(parent or "."), base)
        yield from self._entry(os.path.normpath(path), place)

    def _entry(self, path: str, place: str) -> Iterator[Found | Reject]:
        try:
            status = os.stat(path)
        except OSError as error:
            yield _failed(path, error)
            return
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            yield from self._folder(path, status)
        elif stat.S_ISREG(mode):
            yield Found(path, name_of(path), place, status.st_size)
        else:
            kind = next(name for test, name in _KINDS if test(mode))
            yield reject("not-a-file", f"it is {kind}", "Give it by standard input: `-`.", path)

    def _folder(self, path: str, status: os.stat_result) -> Iterator[Found | Reject]:
        real = os.path.realpath(path)
        if real in self.skip:
            yield reject("archive-itself", "it is this archive", "Keep archives and sources apart.", path)
            return
        key = (status.st_dev, status.st_ino)
        if key in self.entered:
            yield reject("folder-loop", f"the folder was read already: {real}", "Nothing is missing.", path)
            return
        self.entered.add(key)
        try:
            names = sorted(os.listdir(path))
        except OSError as error:
            yield _failed(path, error)
            return
        for name in names:
            yield from self._entry(os.path.join(path, name), os.path.join(real, name))


_KINDS: Final = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (lambda mode: True, "no ordinary file"),
)


def read(found: Found) -> Iterator[RawMessage | Reject]:
    """The messages of a file, or why there are none. Never raises on what is in it."""
    try:
        if found.path == STANDARD_INPUT:
            head = sys.stdin.buffer.read(HEAD)
            yield from _read(io.BufferedReader(_Rest(head, sys.stdin.buffer), HEAD), head, found.name)
        elif found.data is not None:
            rest = _Rest(found.data, io.BytesIO())
            yield from _read(io.BufferedReader(rest, HEAD), found.data[:HEAD], found.name)
        else:
            with _open(found.path) as stream:
                yield from _read(stream, stream.peek(HEAD)[:HEAD], found.name)
    except OSError as error:
        yield _failed(found.path, error)


def _read(
    stream: io.BufferedReader, head: bytes, name: str, depth: int = 0, budget: containers.Budget | None = None
) -> Iterator[RawMessage | Reject]:
    if not head:
        yield reject("empty", "the file has no bytes", "Look for the original.", name, data=b"")
        return
    if (opened := containers.opener(head, name)) is not None:
        yield from _members(
            opened(stream, name, budget := budget or containers.Budget()), name, depth, budget
        )
        return
    reader = registry.choose(head, name)
    if reader is None:
        yield _unknown(stream, head, name)
        return
    try:
        yield from reader.read(cast(BinaryIO, stream), name)
    except (OSError, containers.Damaged):
        raise
    except Exception as error:
        reason = f"the reader `{reader.name}` failed: {type(error).__name__}: {error}"
        yield reject("reader-failed", reason, "This is a fault of the reader: please report it.", name)


def _members(
    members: Iterator[containers.Member | Reject], name: str, depth: int, budget: containers.Budget
) -> Iterator[RawMessage | Reject]:
    """What is in each file of a container; the files of containers in it as well."""
    if depth >= containers.MOST_DEEP:
        reason = f"more than {containers.MOST_DEEP} containers within each other"
        yield reject("too-deep", reason, "Unpack it yourself if you trust it.", name)
        return
    place = name
    try:
        for member in members:
            if isinstance(member, Reject):
                yield member
                continue
            place = f"{name}!{member.name}"
            try:
                for item in _read(member.stream, member.stream.peek(HEAD)[:HEAD], place, depth + 1, budget):
                    yield _with(item, member.given) if member.given else item
            except containers.Damaged as error:
                yield _damaged(place, error)
                if budget.bytes < 0:
                    return
    except containers.Damaged as error:
        yield _damaged(place, error)


def _with(item: RawMessage | Reject, given: dict[str, str]) -> RawMessage | Reject:
    if isinstance(item, Reject):
        return item
    return msgspec.structs.replace(item, given=given | item.given)


def _damaged(path: str, error: containers.Damaged) -> Reject:
    return reject(error.code, error.reason, containers.ADVICE[error.code], path)


def _open(path: str) -> io.BufferedReader:
    # Not to wait on a pipe that took the file's place after it was looked at.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    return io.BufferedReader(io.FileIO(descriptor), HEAD)


class _Rest(io.RawIOBase):
    """A stream whose `head` was read already, given back before the rest. It never closes it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _unknown(stream: io.BufferedReader, head: bytes, name: str) -> Reject:
    known = signatures.known(head)
    data = stream.read(KEPT + 1)
    return reject(
        "format-unknown",
        f"it is {known}" if known else "the format is not known",
        "There is no reader for it yet: turn it into plain text or JSON lines.",
        name,
        data=data if len(data) <= KEPT else None,
    )


def reject(code: str, reason: str, advice: str, path: str, data: bytes | None = None) -> Reject:
    """A reject of a whole path."""
    length = None if data is None else len(data)
    return Reject(code=code, reason=reason, advice=advice, path=name_of(path), length=length, data=data)


def _failed(path: str, error: OSError) -> Reject:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        where = "a link that leads nowhere" if os.path.islink(path) else "there is nothing there"
        return reject("no-such-path", where, "Check the path.", path)
    if error.errno == errno.ELOOP:
        return reject("folder-loop", "a link that leads to itself", "Remove the link.", path)
    reason = error.strerror or str(error)
    return reject("unreadable", f"it cannot be read: {reason}", "Check who may read it, and the disk.", path)


def name_of(path: str) -> str:
    """A path as text that can be shown and kept, whatever bytes it is made of."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
