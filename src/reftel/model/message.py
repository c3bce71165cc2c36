"""What a reader hands to the parser: a text and what is known of it from outside."""

from __future__ import annotations

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a message's bytes lie: enough to find them again to the byte."""

    path: str  # file name as given; containers in containers are joined by "!"
    offset: int = 0  # bytes from the beginning of that file
    length: int = 0
    sha256: str = ""  # of the message's own bytes
    reader: str = ""
    reader_version: str = ""


class RawMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message as a reader found it: `data` are its very bytes, `text` their decoding.

    `given` holds what the container says of it (`mrn`, `date`, `classification`, `origin`,
    `subject`, `provenance` …), all as written there; `notes` what the decoding had to mend.
    """

    data: bytes
    text: str
    source: Source
    encoding: str = "utf-8"
    given: dict[str, str] = {}
    notes: tuple[str, ...] = ()
