"""Plain text: one cable a file, or several one below the other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from reftel.model import MRN, RawMessage, Source
from reftel.readers import decoding, signatures, splitting
from reftel.readers.protocol import MAX_MESSAGE, Reject


class Plain:
    """Reads a file as the text of one cable, or of those that begin in it (see `splitting`).

    A file of one cable that is named by a whole MRN (`2003ROME004580.txt`) is taken at its word:
    the number is in `given`, for a partial extract does not say its year.
    """

    name = "plain"
    version = "2"
    about = "plain text: one cable, or several one below the other; SMART messages too"

    def sniff(self, head: bytes, path: str) -> float:
        """Any text that is of no other known format."""
        if signatures.known(head) or not decoding.is_text(head):
            return 0.0
        if path.lower().endswith((".json", ".csv", ".tsv", ".eml", ".mbox", ".sql")):
            return 0.0
        return 0.2

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The messages of the file, or why it has none."""
        data = stream.read(MAX_MESSAGE + 1)
        if len(data) > MAX_MESSAGE:
            yield _reject(
                path,
                "too-large",
                f"more than {MAX_MESSAGE // 1024**2} MB of plain text in one file",
                "Split the file into one cable a file, or into JSON lines.",
            )
        elif not data.strip(b" \t\r\n\0\x1a"):
            yield _reject(path, "empty", "there is no text in the file", "Look for the original.", data)
        elif not decoding.is_text(data):
            yield _reject(
                path,
                "not-text",
                "the bytes are no text",
                "If it is a document of some kind, turn it into text first.",
                data,
            )
        else:
            yield from _messages(data, path)


def _messages(data: bytes, path: str) -> Iterator[RawMessage]:
    text, encoding, notes = decoding.decode(data)
    stem = os.path.splitext(os.path.basename(path))[0]
    starts = splitting.split(text)
    places = _bytes_at(data, text, starts, encoding) if len(starts) > 1 else None
    if places is None:
        yield _message(data, text, encoding, notes, path, 0, {"mrn": stem} if MRN.parse(stem) else {})
        return
    for i, (start, place) in enumerate(zip(starts, places, strict=True)):
        last = i + 1 == len(starts)
        piece = data[place:] if last else data[place : places[i + 1]]
        words = text[start:] if last else text[start : starts[i + 1]]
        yield _message(piece, words, encoding, notes, path, place, {})


def _bytes_at(data: bytes, text: str, starts: list[int], encoding: str) -> list[int] | None:
    """The bytes at which lines of a text begin; `None` where bytes and text have other lines.

    Every cable begins a line, and a line break is one byte in the encodings named.
    """
    if encoding not in ("utf-8", "windows-1252", "mac-roman", "latin-1") or data.count(b"\n") != text.count(
        "\n"
    ):
        return None
    places, at, place = [0], 0, 0
    for start in starts[1:]:
        for _ in range(text.count("\n", at, start)):
            place = data.index(b"\n", place) + 1
        line = text.rfind("\n", 0, start) + 1
        # Behind a form feed a cable may begin within a line.
        inside = len(text[line:start].encode(encoding, "replace"))
        if data[place : place + inside] != text[line:start].encode(encoding, "replace"):
            return None
        places.append(place + inside)
        at = start
    return places


def _message(
    data: bytes,
    text: str,
    encoding: str,
    notes: tuple[str, ...],
    path: str,
    offset: int,
    given: dict[str, str],
) -> RawMessage:
    return RawMessage(
        data=data,
        text=text,
        encoding=encoding,
        notes=notes,
        given=given,
        source=Source(
            path=path,
            offset=offset,
            length=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            reader=Plain.name,
            reader_version=Plain.version,
        ),
    )


def _reject(path: str, code: str, reason: str, advice: str, data: bytes | None = None) -> Reject:
    length = len(data) if data is not None else None
    return Reject(
        code=code, reason=reason, advice=advice, path=path, length=length, data=data, reader=Plain.name
    )
