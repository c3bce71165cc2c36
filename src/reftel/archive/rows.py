"""The columns of an archive's tables, and the rows that a cable makes in them.

The columns of `cables` are flat, so that scans and statistics need not know the record; the whole
record stands beside them in `record` (JSON, without the text, which is in `text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
import pyarrow as pa

from reftel.model import Cable

_words = pa.list_(pa.string())

CABLES: Final = pa.schema(
    [
        ("id", pa.string()),
        ("mrn", pa.string()),
        ("year", pa.int32()),
        ("station", pa.string()),
        ("series", pa.string()),
        ("serial", pa.int64()),
        ("mrn_from", pa.string()),
        ("sent", pa.date32()),
        ("sent_at", pa.timestamp("us", tz="UTC")),
        ("sent_from", pa.string()),
        ("precedence", pa.string()),
        ("level", pa.string()),
        ("caveats", _words),
        ("captions", _words),
        ("declassify_on", pa.date32()),
        ("tags", _words),
        ("subject", pa.string()),
        ("refs", _words),
        ("action", _words),
        ("info", _words),
        ("addressees", _words),
        ("summary", pa.string()),
        ("comment", pa.string()),
        ("signer", _words),
        ("partial", pa.bool_()),
        ("problems", _words),
        ("text", pa.string()),
        ("record", pa.binary()),
        ("source", pa.string()),
        ("parser", pa.string()),
        ("batch", pa.int64()),
    ]
)

PARAGRAPHS: Final = pa.schema(
    [
        ("cable", pa.string()),
        ("position", pa.int32()),
        ("number", pa.int64()),
        ("portion", pa.string()),
        ("heading", pa.string()),
        ("role", pa.string()),
        ("text", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("batch", pa.int64()),
    ]
)

REFERENCES: Final = pa.schema(
    [
        ("cable", pa.string()),
        ("position", pa.int32()),
        ("from_mrn", pa.string()),
        ("letter", pa.string()),
        ("kind", pa.string()),
        ("mrn", pa.string()),
        ("candidates", _words),
        ("written", pa.string()),
        ("date", pa.date32()),
        ("notal", pa.bool_()),
        ("in_text", pa.bool_()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("batch", pa.int64()),
    ]
)

SOURCES: Final = pa.schema(
    [
        ("id", pa.string()),
        ("cable", pa.string()),
        ("sha256", pa.string()),
        ("path", pa.string()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("encoding", pa.string()),
        ("notes", _words),
        ("given", pa.string()),
        ("reader", pa.string()),
        ("reader_version", pa.string()),
        ("data", pa.binary()),
        ("run", pa.string()),
        ("batch", pa.int64()),
    ]
)

REJECTS: Final = pa.schema(
    [
        ("id", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
        ("advice", pa.string()),
        ("path", pa.string()),
        ("offset", pa.int64()),
        ("line", pa.int64()),
        ("length", pa.int64()),
        ("sha256", pa.string()),
        ("reader", pa.string()),
        ("data", pa.binary()),
        ("run", pa.string()),
        ("batch", pa.int64()),
    ]
)

TABLES: Final[dict[str, pa.Schema]] = {
    "cables": CABLES,
    "paragraphs": PARAGRAPHS,
    "references": REFERENCES,
    "rejects": REJECTS,
    "sources": SOURCES,
}

_encode = msgspec.json.Encoder().encode


def cable_row(cable: Cable) -> dict[str, Any]:
    """The row of a cable in the table `cables`, less what only the archive knows of it."""
    mrn = cable.mrn
    level = cable.classification
    addressees = (*cable.action, *cable.info)
    return {
        "id": cable.id,
        "mrn": str(mrn) if mrn else None,
        "year": mrn.year if mrn else None,
        "station": mrn.station if mrn else None,
        "series": mrn.series if mrn else None,
        "serial": mrn.serial if mrn else None,
        "mrn_from": cable.mrn_from,
        "sent": cable.sent,
        "sent_at": cable.sent_at,
        "sent_from": cable.sent_from,
        "precedence": cable.precedence,
        "level": level.level if level else None,
        "caveats": level.caveats if level else (),
        "captions": [caption.code for caption in cable.captions],
        "declassify_on": cable.declassify_on,
        "tags": [tag.code for tag in cable.tags],
        "subject": cable.subject,
        "refs": list(dict.fromkeys(str(ref.mrn) for ref in cable.references if ref.mrn)),
        "action": [addressee.name for addressee in cable.action],
        "info": [addressee.name for addressee in cable.info],
        "addressees": list(dict.fromkeys(a.station for a in addressees if a.station)),
        "summary": cable.summary,
        "comment": cable.comment,
        "signer": cable.signer,
        "partial": cable.partial,
        "problems": list(dict.fromkeys(problem.code for problem in cable.problems)),
        "text": cable.text,
        "record": _encode(msgspec.structs.replace(cable, text="")),
    }


def paragraph_rows(cable: Cable) -> list[tuple[Any, ...]]:
    """The rows of a cable's paragraphs, in the order of the columns."""
    return [
        (cable.id, position, p.number, p.portion, p.heading, p.role, p.text, p.span.start, p.span.end)
        for position, p in enumerate(cable.paragraphs)
    ]


def reference_rows(cable: Cable) -> list[tuple[Any, ...]]:
    """The rows of what a cable cites, in the order of the columns."""
    origin = str(cable.mrn) if cable.mrn else None
    return [
        (
            cable.id,
            position,
            origin,
            r.letter,
            r.kind,
            str(r.mrn) if r.mrn else None,
            [str(mrn) for mrn in r.candidates],
            r.written,
            r.date,
            r.notal,
            r.in_text,
            r.span.start,
            r.span.end,
        )
        for position, r in enumerate(cable.references)
    ]


def without(schema: pa.Schema, *columns: str) -> pa.Schema:
    """`schema` without some columns."""
    return pa.schema([field for field in schema if field.name not in columns])


def record_batch(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    """Rows in the order of the schema's columns as an Arrow batch: column by column, which is quick."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    arrays = [pa.array(column, field.type) for field, column in zip(schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
