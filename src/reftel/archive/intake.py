"""Which messages are new: the ids of sources and rejects, and the batches sent to the parser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
import pyarrow as pa

from reftel.archive import kernel, rows
from reftel.archive.known import Known
from reftel.archive.store import Store
from reftel.model import RawMessage
from reftel.readers import ColumnMapping, Found, Reject, find, read

CHUNK_MESSAGES: Final = 256
CHUNK_BYTES: Final = 2 * 1024 * 1024
KEPT: Final = 4 * 1024 * 1024
"""Bytes up to which a reject's own bytes are kept with it."""

_GUESSED: Final = ColumnMapping()
_SOURCES: Final = rows.without(rows.SOURCES, "batch")
_encode = msgspec.json.Encoder().encode


class Taken(msgspec.Struct):
    """A message or a reject as the archive takes it in."""

    item: RawMessage | Reject
    id: str
    again: bool


class Intake:
    """What the archive holds already, and what of the input is new to it.

    A source is its bytes and its place. The same bytes in the same place are there already; the
    same bytes elsewhere are one more source, whose bytes are not kept twice.
    """

    def __init__(self, store: Store) -> None:
        self._sources = Known(24, map(bytes.fromhex, _column(store, "sources", "id")))
        self._rejects = Known(16, map(bytes.fromhex, _column(store, "rejects", "id")))
        self.cables = Known(16, map(cable_key, _column(store, "cables", "id")))
        self.mrns = Known(16, map(cable_key, filter(None, _column(store, "cables", "mrn"))))

    def take(
        self,
        paths: Iterable[str | os.PathLike[str] | Found],
        skip: Iterable[str],
        mapping: ColumnMapping = _GUESSED,
    ) -> Iterator[Taken]:
        """Everything that is found at `paths`, each with its id and whether it is there already."""
        for found in find(paths, skip):
            if isinstance(found, Reject):
                yield self._reject(found, os.path.abspath(found.path))
                continue
            for item in read(found, mapping=mapping):
                path = item.source.path if isinstance(item, RawMessage) else item.path
                place = found.place + path[len(found.name) :]
                yield (
                    self._message(item, place) if isinstance(item, RawMessage) else self._reject(item, place)
                )

    def has_bytes(self, sha256: str) -> bool:
        """Whether the archive holds these bytes, wherever they came from."""
        return self._sources.begins(bytes.fromhex(sha256[:32]))

    def note(self, taken: Taken) -> None:
        """Remember that the archive is about to hold it."""
        known = self._sources if isinstance(taken.item, RawMessage) else self._rejects
        known.add(bytes.fromhex(taken.id))

    def failed(self, id: str, message: RawMessage, reason: str) -> Taken:
        """The reject of a message that the parser failed on. It will be tried again each time."""
        source = message.source
        reject = Reject(
            code="parser-failed",
            reason=f"the parser failed: {reason}",
            advice="This is a fault of the parser: please report it. It is tried again with each ingest.",
            path=source.path,
            offset=source.offset,
            length=source.length,
            data=message.data,
            reader=source.reader,
        )
        return Taken(reject, id[:32], bytes.fromhex(id[:32]) in self._rejects)

    def _message(self, message: RawMessage, place: str) -> Taken:
        source = message.source
        where = _digest(8, place, str(source.offset))
        key = source.sha256[:32] + where
        return Taken(message, key, bytes.fromhex(key) in self._sources)

    def _reject(self, reject: Reject, place: str) -> Taken:
        data = hashlib.sha256(reject.data).hexdigest() if reject.data is not None else ""
        key = _digest(16, reject.code, place, str(reject.offset), str(reject.length), data)
        return Taken(reject, key, bytes.fromhex(key) in self._rejects)


class Chunk:
    """Messages on their way to the parser."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, RawMessage, bool]] = []
        self.bytes = 0
        self._given: list[str | None] = []

    def add(self, id: str, message: RawMessage, keep_bytes: bool) -> None:
        """Add a message; its bytes are to be kept only if the archive does not hold them."""
        self.taken.append((id, message, keep_bytes))
        self._given.append(_encode(message.given).decode() if message.given else None)
        self.bytes += len(message.data)

    @property
    def full(self) -> bool:
        """Whether it is time to send it."""
        return len(self.taken) >= CHUNK_MESSAGES or self.bytes >= CHUNK_BYTES

    def messages(self) -> pa.RecordBatch:
        """What the parser is sent."""
        return rows.record_batch(
            kernel.MESSAGES,
            [
                (id, message.text, given, _annotations(message))
                for (id, message, _), given in zip(self.taken, self._given, strict=True)
            ],
        )

    def sources(self, cables: dict[str, str], run: str) -> pa.RecordBatch:
        """The rows of `sources`, with the cable that each message gave; none for one that gave none."""
        listed = [
            _source_row(id, cables[id], message, given, keep_bytes, run)
            for (id, message, keep_bytes), given in zip(self.taken, self._given, strict=True)
            if id in cables
        ]
        return rows.record_batch(_SOURCES, listed)


def _source_row(
    id: str, cable: str, message: RawMessage, given: str | None, keep_bytes: bool, run: str
) -> tuple[object, ...]:
    source = message.source
    return (
        id,
        cable,
        source.sha256,
        source.path,
        source.offset,
        source.length,
        message.encoding,
        message.notes,
        given,
        source.reader,
        source.reader_version,
        message.data if keep_bytes else None,
        run,
    )


def _annotations(message: RawMessage) -> str | None:
    return _encode(message.annotations).decode() if message.annotations else None


def reject_row(taken: Taken, run: str) -> tuple[object, ...]:
    """The row of a reject."""
    reject = taken.item
    assert isinstance(reject, Reject)
    data = reject.data
    digest = hashlib.sha256(data).hexdigest() if data is not None else None
    # What is read but not parsed is kept whatever its length: readers let nothing too long through.
    kept = data if data is not None and (len(data) <= KEPT or reject.code == "parser-failed") else None
    return (
        taken.id,
        reject.code,
        reject.reason,
        reject.advice,
        reject.path,
        reject.offset,
        reject.line,
        reject.length,
        digest,
        reject.reader,
        kept,
        run,
    )


def cable_key(id: str) -> bytes:
    """The key of an edition's id, or of an MRN, among the known ones."""
    return hashlib.blake2b(id.encode(), digest_size=16).digest()


def _digest(size: int, *parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=size).hexdigest()


def _column(store: Store, table: str, column: str) -> Iterator[str]:
    for batch in store.batches(table, [column]):
        yield from batch.column(column).to_pylist()
