"""Paths to files to messages: folders walked, each file given to the reader that knows it."""

from __future__ import annotations

import errno
import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from reftel.model import RawMessage
from reftel.readers import opening
from reftel.readers.containers import Budget, Limits
from reftel.readers.mapping import ColumnMapping
from reftel.readers.protocol import HEAD, Reject

STANDARD_INPUT: Final = "-"
LIMITS: Final = Limits()
"""How much may come out of one file, where nothing else is said."""
_GUESSED: Final = ColumnMapping()


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


def read(
    found: Found, limits: Limits = LIMITS, mapping: ColumnMapping = _GUESSED
) -> Iterator[RawMessage | Reject]:
    """The messages of a file, or why there are none. Never raises on what is in it.

    A file that is a container is opened, and each file in it read as if it stood in a folder.
    `mapping` says what the columns of tables are; those that it does not name are guessed.
    """
    place = opening.Place(found.name, Budget(limits), mapping)
    try:
        if found.path == STANDARD_INPUT:
            head = sys.stdin.buffer.read(HEAD)
            yield from opening.read(io.BufferedReader(_Rest(head, sys.stdin.buffer), HEAD), head, place)
        elif found.data is not None:
            rest = _Rest(found.data, io.BytesIO())
            yield from opening.read(io.BufferedReader(rest, HEAD), found.data[:HEAD], place)
        else:
            with _open(found.path) as stream:
                yield from opening.read(stream, stream.peek(HEAD)[:HEAD], place)
    except OSError as error:
        yield _failed(found.path, error)


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


def reject(code: str, reason: str, advice: str, path: str, data: bytes | None = None) -> Reject:
    """A reject of a whole path."""
    return opening.whole(code, reason, advice, name_of(path), data)


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
