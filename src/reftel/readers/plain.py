"""Plain text: one cable a file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from reftel.model import MRN, RawMessage, Source
from reftel.readers import decoding, signatures
from reftel.readers.protocol import MAX_MESSAGE, Reject


class Plain:
    """Reads a file as the text of one cable.

    A file named by a whole MRN (`2003ROME004580.txt`) is taken at its word: the number is in
    `given`, for a partial extract does not say its year.
    """

    name = "plain"
    version = "1"

    def sniff(self, head: bytes, path: str) -> float:
        """Any text that is of no other known format."""
        if signatures.known(head) or not decoding.is_text(head):
            return 0.0
        if path.lower().endswith((".json", ".csv", ".tsv", ".eml", ".mbox", ".sql")):
            return 0.0
        return 0.2

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The one message of the file, or why it is none."""
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
            yield _message(data, path)


def _message(data: bytes, path: str) -> RawMessage:
    text, encoding, notes = decoding.decode(data)
    stem = os.path.splitext(os.path.basename(path))[0]
    return RawMessage(
        data=data,
        text=text,
        encoding=encoding,
        notes=notes,
        given={"mrn": stem} if MRN.parse(stem) else {},
        source=Source(
            path=path,
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
