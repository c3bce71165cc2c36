"""`parquet`: Parquet files with any columns, a message a row.

A row has no bytes of its own in such a file. What is kept of it is the row as a JSON object, and its
place is that of a file in a container: `cables.parquet!row 17`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

import msgspec

from reftel.model import RawMessage
from reftel.readers import decoding
from reftel.readers.containers import FAULTS, Budget, Damaged, Limits, told
from reftel.readers.containers.streams import OF_LIBRARIES, seekable
from reftel.readers.mapping import ColumnMapping
from reftel.readers.protocol import MAX_MESSAGE, Reject
from reftel.readers.table import record
from reftel.readers.table.lines import FIRST
from reftel.readers.table.record import Record
from reftel.readers.table.rows import distinct

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_ROWS: Final = 64
"""Rows taken into memory at once."""
_LIMITS: Final = Limits()
_GET: Final = "Get another copy; the rows before were read."
_encode = msgspec.json.Encoder(enc_hook=str).encode


class Parquet:
    """Reads Parquet files, some rows at a time."""

    name = "parquet"
    version = "1"
    about = "Parquet files with any columns: said by --column, or guessed and shown"

    def sniff(self, head: bytes, path: str) -> float:
        """By its first bytes."""
        return 0.95 if head.startswith((b"PAR1", b"PARE")) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The message of each row, by the columns that are guessed."""
        return self.read_columns(stream, path, ColumnMapping())

    def read_columns(
        self, stream: BinaryIO, path: str, mapping: ColumnMapping
    ) -> Iterator[RawMessage | Reject]:
        """The message of each row, by the columns that are said, and those that are guessed."""
        try:
            whole = seekable(cast(io.BufferedReader, stream), Budget(_LIMITS))
        except Damaged as fault:
            yield _reject(path, fault.code, fault.reason, "Unpack it, and ingest it as a file.")
            return
        length = whole.seek(0, 2)
        whole.seek(0)
        data = whole.read() if length < FIRST else None
        try:
            file = _open(whole)
        except Damaged as fault:
            yield _reject(path, fault.code, fault.reason, "Get a whole copy, without a password.", data)
            return
        if not file.metadata.num_rows:
            names = ", ".join(file.schema_arrow.names)[:300] or "none"
            yield _reject(
                path, "empty", f"the table has columns ({names}) and no rows", "Look for the original.", data
            )
            return
        form = record.Form(path, self.name, self.version, whole=data)
        yield from record.messages(_records(file, length, path), form, mapping)


def _open(whole: BinaryIO) -> pq.ParquetFile:
    """The file, its list read. Raises `Damaged`."""
    import pyarrow.parquet as pq

    length = whole.seek(0, 2)
    whole.seek(max(0, length - 4))
    end = whole.read(4)
    whole.seek(0)
    if end == b"PARE":
        raise Damaged("encrypted", "the Parquet file is encrypted")
    if length < 12 or end != b"PAR1":
        raise Damaged("cut-short", f"the Parquet file breaks off after {length:,} bytes: its list is missing")
    try:
        # In pieces, so that a row group of gigabytes takes no more memory than its pages.
        return pq.ParquetFile(cast(Any, whole), pre_buffer=False, buffer_size=1024 * 1024)
    except OF_LIBRARIES as error:
        raise Damaged("damaged", f"the Parquet file cannot be opened: {told(error)}") from None


def _records(file: pq.ParquetFile, length: int, path: str) -> Iterator[Record | Reject]:
    """The rows; of a row group that is damaged, those before the damage."""
    number = 0
    for group in range(file.num_row_groups):
        begins = number
        said = file.metadata.row_group(group)
        size = said.num_rows
        if why := _too_much(said.total_byte_size, length):
            advice = "Read it with another program if you trust it, and write it as CSV."
            yield _reject(
                f"{path}!row {number + 1}", "too-large", f"rows {number + 1}–{number + size}: {why}", advice
            )
            number += size
            continue
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group]):
                for row in _rows(batch):
                    number += 1
                    yield _record(row, f"{path}!row {number}")
        except FAULTS as error:
            last = begins + size
            reason = f"rows {number + 1}–{last} cannot be read: {told(error)}"
            yield _reject(f"{path}!row {number + 1}", "damaged", reason, _GET)
        number = begins + size


def _too_much(out: int, length: int) -> str | None:
    """Whether a row group says that far more comes out of it than the whole file has.

    Each column says it too, but Arrow ends the whole process where a damaged column is asked.
    """
    if out > _LIMITS.ratio_from and out > _LIMITS.ratio * length:
        return f"more than {_LIMITS.ratio} bytes come out for each that goes in"
    return None


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    names = distinct(batch.schema.names)
    columns = [_values(column) for column in batch.columns]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def _values(column: Any) -> list[Any]:
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        return column.to_pylist()
    except OF_LIBRARIES:  # a kind that Python has no value for, or a moment that it cannot express
        return column.cast(pa.string()).to_pylist()


def _record(row: dict[str, Any], path: str) -> Record | Reject:
    notes: dict[str, None] = {}
    values = {name: _text(value, notes) for name, value in row.items() if value is not None}
    data = _encode({name: values[name] if isinstance(row[name], bytes) else row[name] for name in values})
    if len(data) > 2 * MAX_MESSAGE:
        size = f"the row has more than {2 * MAX_MESSAGE // 1024**2} MB"
        return _reject(path, "too-large", size, "Split the text: a cable is never so long.")
    return Record(values, data, path, notes=tuple(notes))


def _text(value: Any, notes: dict[str, None]) -> str:
    """A value as text: a string as it is, a moment as ISO 8601, anything else as JSON."""
    if isinstance(value, bytes):
        text, _, told = decoding.decode(value)
        notes |= dict.fromkeys(told)
        return text
    if isinstance(value, str):
        text, told = (value, ()) if value.isascii() and value.isprintable() else decoding.mend(value)
        notes |= dict.fromkeys(told)
        return text.replace("\r\n", "\n")
    said = _encode(value).decode()
    return said[1:-1] if said.startswith('"') else said


def _reject(path: str, code: str, reason: str, advice: str, data: bytes | None = None) -> Reject:
    length = None if data is None else len(data)
    return Reject(
        code=code, reason=reason, advice=advice, path=path, length=length, data=data, reader=Parquet.name
    )
