"""The parse kernel: an Arrow batch of messages in, Arrow batches of rows out.

A pure function, so that the same kernel runs in a worker process here, as `map_batches` on Ray or
`mapInArrow` on Spark. It knows nothing of the archive: which messages are new is decided before,
which cables are new after it.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeVar

import msgspec
import pyarrow as pa

from reftel.archive import rows
from reftel.model import MRN, Annotation, Cable


class Parse(Protocol):
    """The parser, as the kernel calls it."""

    def __call__(
        self,
        text: str,
        mrn: MRN | None = None,
        date: datetime.date | None = None,
        given: dict[str, str] | None = None,
    ) -> Cable: ...


PARSER: Final = "reftel.parser:parse"

MESSAGES: Final = pa.schema(
    [("source", pa.string()), ("text", pa.string()), ("given", pa.string()), ("annotations", pa.string())]
)
"""What the kernel reads of a batch; other columns are left alone."""

OUTPUT: Final[dict[str, pa.Schema]] = {
    "cables": rows.without(rows.CABLES, "batch"),
    "paragraphs": rows.without(rows.PARAGRAPHS, "batch"),
    "references": rows.without(rows.REFERENCES, "batch"),
    "failures": pa.schema([("source", pa.string()), ("reason", pa.string())]),
}
"""The batches that come out. A message is in `cables` or in `failures`, in the order given."""

_T = TypeVar("_T")
_decode_given = msgspec.json.Decoder(dict[str, str]).decode
_decode_annotations = msgspec.json.Decoder(tuple[Annotation, ...]).decode


def parse_batch(messages: pa.RecordBatch, parse: Parse, parser: str = "") -> dict[str, pa.RecordBatch]:
    """Parse each message; `parser` is the parser's version, kept with each row."""
    out: dict[str, list[tuple[Any, ...]]] = {name: [] for name in OUTPUT}
    columns = (messages.column(name).to_pylist() for name in MESSAGES.names)
    for source, text, given, edited in zip(*columns, strict=True):
        try:
            cable = _parse(parse, text, _decode_given(given) if given else {})
            if edited:
                cable = msgspec.structs.replace(cable, annotations=_decode_annotations(edited))
            row = (*rows.cable_row(cable).values(), source, parser)
            paragraphs, references = rows.paragraph_rows(cable), rows.reference_rows(cable)
        except Exception as error:
            # The parser never raises on content. If one does, its text is kept and named.
            out["failures"].append((source, f"{type(error).__name__}: {error}"[:2000]))
            continue
        out["cables"].append(row)
        out["paragraphs"] += paragraphs
        out["references"] += references
    return {name: rows.record_batch(schema, out[name]) for name, schema in OUTPUT.items()}


_NUMBER: Final = ("mrn", "message reference number", "document number", "id")
_DAY: Final = ("date", "sent", "created", "draft date")


def _parse(parse: Parse, text: str, given: dict[str, str]) -> Cable:
    if not given:
        return parse(text)
    return parse(text, mrn=known_number(given), date=known_day(given), given=given)


def known_number(given: Mapping[str, str]) -> MRN | None:
    """The MRN that the source gives, under any of its usual names, if it is one.

    >>> str(known_number({"id": "03ROME4580"})), known_number({"id": "page-17"})
    ('2003ROME4580', None)
    """
    return _first(given, _NUMBER, MRN.parse)


def known_day(given: Mapping[str, str]) -> datetime.date | None:
    """The day of sending that the source gives, if it is written as ISO 8601.

    >>> known_day({"Date": "2003-10-07 12:00"})
    datetime.date(2003, 10, 7)
    """
    return _first(given, _DAY, _day)


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def _first(given: Mapping[str, str], names: tuple[str, ...], read: Callable[[str], _T | None]) -> _T | None:
    plain = {name.lower().replace("_", " "): value for name, value in given.items()}
    return next((value for name in names if name in plain and (value := read(plain[name]))), None)


def load(name: str) -> Parse:
    """The parser named `module:function`."""
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def version(name: str) -> str:
    """The version of a parser: its module's `VERSION`, or else its package's version."""
    module, _, _ = name.partition(":")
    stated = getattr(importlib.import_module(module), "VERSION", None)
    if stated is None:
        stated = getattr(importlib.import_module(module.partition(".")[0]), "__version__", "unknown")
    return f"{module} {stated}"
