"""What a reader hands to the parser: a text and what is known of it from outside."""

from __future__ import annotations

import msgspec

from reftel.model.span import Span


class Annotation(msgspec.Struct, frozen=True):
    """What editors said of some words of a text: a person, a place, a term, a note, a link.

    `kind` is `person`, `place`, `organization`, `term`, `date`, `note`, `source note`,
    `reference` or `omission`; `text` what they say (a note's words, a name in full), `target`
    where a link leads.
    """

    kind: str
    text: str
    span: Span
    target: str | None = None


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
    `subject`, `provenance` …), all as written there; `notes` what the decoding had to mend. A record
    without a text (lost, withdrawn, on microfilm only) has an empty one.
    """

    data: bytes
    text: str
    source: Source
    encoding: str = "utf-8"
    given: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
