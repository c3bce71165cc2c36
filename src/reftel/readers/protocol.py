"""What a reader is, and what it says of bytes that it cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol, runtime_checkable

import msgspec

from reftel.model import RawMessage
from reftel.readers.mapping import ColumnMapping

HEAD: Final = 65_536
"""Bytes of a file that `sniff` is shown."""

MAX_MESSAGE: Final = 16 * 1024 * 1024
"""Bytes of one message. The longest real cables have some hundred thousand."""


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read: where it is, why, and what to do about it.

    `code` is stable: `no-such-path`, `not-a-file`, `folder-loop`, `unreadable`, `empty`,
    `too-large`, `not-text`, `format-unknown`, `broken-json`, `no-text`, `reader-failed`,
    `archive-itself`, `parser-failed`, `broken-pdf`, `encrypted`, `page-unread`,
    `broken-xml`, `broken-row`, `cut-short`, `dtd-refused`, `too-deep`, `unsafe-name`, `damaged`,
    `after-end`, `no-cable`.
    `reason` and `advice` are for people. `data` are the bytes themselves, where they are few enough
    to be kept; `line` counts from 1.
    """

    code: str
    reason: str
    advice: str
    path: str
    offset: int = 0
    length: int | None = None
    line: int | None = None
    data: bytes | None = None
    reader: str = ""


@runtime_checkable
class Reader(Protocol):
    """A reader of one container format.

    `sniff` says how likely `head`, the first bytes of the file `path`, is of this format: 0 for
    no, 1 for certainly. `read` yields each message of the stream, or a `Reject` in its place, one
    at a time and in order; it holds no more than one message in memory, and goes on after a
    broken one. It need not catch `OSError`.

    Other packages add readers by an entry point of the group `reftel.readers` that names a class
    without arguments. Its `about`, if it has one, says in a line what it reads (`reftel formats`).
    """

    name: str
    version: str

    def sniff(self, head: bytes, path: str) -> float:
        """How likely `head` is the beginning of a file of this format, from 0 to 1."""
        ...

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The messages of a file, and what could not be read of it."""
        ...


@runtime_checkable
class TableReader(Reader, Protocol):
    """A reader of tables, whose columns a person may name: `--column text=body`.

    `read_columns` is then called in place of `read`. It takes a column that is said for what is
    said, guesses the others if it can, and tells by `mapping.tell` what it took them for.
    """

    def read_columns(
        self, stream: BinaryIO, path: str, mapping: ColumnMapping
    ) -> Iterator[RawMessage | Reject]:
        """The messages of a table, and what could not be read of it."""
        ...
