"""A record of a table to a message: which columns are what was said, or is guessed from the first records."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from reftel.model import RawMessage, Source
from reftel.readers.mapping import DATES, ColumnMapping, Columns, Order
from reftel.readers.protocol import MAX_MESSAGE, Reject
from reftel.readers.table import days, guess

SAMPLE: Final = 200
"""Records from which the columns are told, as long as they have no more characters than:"""
SAMPLE_CHARACTERS: Final = 4 * 1024 * 1024
_SHOWN: Final = 30
_LISTS: Final = ("tags", "references", "to", "info", "handling", "drafted_by", "cleared_by", "approved_by")
_strings = msgspec.json.Decoder(list[str]).decode


class Record(msgspec.Struct):
    """A record: its columns and values, and where its bytes lie. `line` counts from 1.

    `odd` are columns whose values were no strings.
    """

    values: dict[str, str]
    data: bytes
    path: str
    offset: int = 0
    line: int | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    odd: frozenset[str] = frozenset()


class Form(msgspec.Struct, frozen=True):
    """Of which table records are: its place and its reader.

    `native` is a name for the text by which a file says that its names are those that `given` is
    to have: nothing is guessed then. `whole` are the bytes of the file, where they are few.
    """

    path: str
    reader: str
    version: str
    native: str | None = None
    whole: bytes | None = None
    notes: tuple[str, ...] = ()


def reject(
    record: Record, reader: str, code: str, reason: str, advice: str, data: bytes | None = None
) -> Reject:
    """A reject in a record's place."""
    return Reject(
        code=code,
        reason=reason,
        advice=advice,
        path=record.path,
        offset=record.offset,
        length=len(record.data),
        line=record.line,
        data=data,
        reader=reader,
    )


def messages(
    records: Iterable[Record | Reject], form: Form, mapping: ColumnMapping
) -> Iterator[RawMessage | Reject]:
    """The message of each record. The first few are held, to see what the columns are.

    If none of the columns is the text, one reject says so for all of the table.
    """
    records = iter(records)
    first, sample = _first(records)
    while first and not sample:
        yield from (one for one in first if isinstance(one, Reject))
        first, sample = _first(records)
    if not sample:
        return
    table = _Table(form, sample, mapping)
    if mapping.tell is not None and not (table.native and not mapping.columns):
        mapping.tell(table.columns)
    if "text" not in table.ours:
        yield from (one for one in first if isinstance(one, Reject))
        yield table.no_text()
        return
    for one in itertools.chain(first, records):
        yield table.message(one) if isinstance(one, Record) else one


def _first(records: Iterator[Record | Reject]) -> tuple[list[Record | Reject], list[Record]]:
    first: list[Record | Reject] = []
    sample: list[Record] = []
    size = 0
    for one in records:
        first.append(one)
        if isinstance(one, Record):
            sample.append(one)
            size += sum(map(len, one.values.values()))
        else:
            size += len(one.data or b"")
        if len(first) >= SAMPLE or size > SAMPLE_CHARACTERS:
            break
    return first, sample


class _Table:
    """What the columns of one table are."""

    def __init__(self, form: Form, sample: Sequence[Record], mapping: ColumnMapping) -> None:
        self.form = form
        self.names = list(dict.fromkeys(name for one in sample for name in one.values))
        said = {
            ours: found
            for ours, name in mapping.columns.items()
            if (found := guess.find(name, self.names)) is not None
        }
        missing = {ours: name for ours, name in mapping.columns.items() if ours not in said}
        rows = [one.values for one in sample]
        self.native = form.native in self.names and "text" not in mapping.columns
        # What was said and is not there is not guessed instead.
        if self.native and form.native is not None:
            guessed = {"text": form.native}
        else:
            guessed = guess.guess(self.names, rows, said | missing)
        self.ours = guessed | said
        self.theirs = {theirs: ours for ours, theirs in self.ours.items() if ours not in ("text", "header")}
        self.order: Order | None
        self.order, notes = self._order(rows, mapping)
        self.columns = Columns(
            path=form.path,
            reader=form.reader,
            said=said,
            guessed=guessed,
            others=tuple(name for name in self.names if name not in self.ours.values()),
            missing=missing,
            notes=(*form.notes, *notes),
        )

    def _order(
        self, rows: Sequence[Mapping[str, str]], mapping: ColumnMapping
    ) -> tuple[Order | None, list[str]]:
        column = self.ours.get("date")
        if column is None or mapping.dates:
            return mapping.dates, []
        values = [row.get(column, "") for row in rows]
        order = days.order(values)
        example = next(filter(days.is_ambiguous, values), None)
        if order is not None or example is None:
            return order, []
        told = f"whether “{example}” has the day or the month first cannot be told; say {DATES}=day-first or {DATES}=month-first"
        return None, [told]

    def no_text(self) -> Reject:
        """That no column is the text: once for the whole table."""
        names = ", ".join(f"“{name[:60]}”" for name in self.names[:_SHOWN]) or "none"
        more = f" and {len(self.names) - _SHOWN} more" if len(self.names) > _SHOWN else ""
        wanted = self.columns.missing.get("text")
        why = f"there is no column “{wanted}”" if wanted else "no column can be told to be the text"
        whole = self.form.whole
        return Reject(
            code="no-text",
            reason=f"{why}; the columns are {names}{more}",
            advice="Say which it is, as in --column text=NAME, and ingest it again.",
            path=self.form.path,
            length=None if whole is None else len(whole),
            data=whole,
            reader=self.form.reader,
        )

    def message(self, record: Record) -> RawMessage | Reject:
        """The message of a record, or why there is none."""
        values, reader = record.values, self.form.reader
        column = self.ours["text"]
        if self.form.native and (column not in values or column in record.odd):
            return self._no_member(record, column)
        text, header = values.get(column, ""), values.get(self.ours.get("header", ""), "")
        if header.strip() and text.strip():
            text = f"{header.rstrip()}\n\n{text}"
        if len(text) > MAX_MESSAGE:
            size = f"more than {MAX_MESSAGE // 1024**2} MB of text in one record"
            return reject(record, reader, "too-large", size, "Split the text: a cable is never so long.")
        given, notes = self._given(values)
        if not text.strip() and "mrn" not in given:
            reason = f"the column “{column}” is empty here"
            return reject(record, reader, "empty", reason, "Look for the original.", record.data)
        return RawMessage(
            data=record.data,
            text=text if text.strip() else "",
            encoding=record.encoding,
            notes=(*record.notes, *notes),
            given=given,
            source=Source(
                path=record.path,
                offset=record.offset,
                length=len(record.data),
                sha256=hashlib.sha256(record.data).hexdigest(),
                reader=reader,
                reader_version=self.form.version,
            ),
        )

    def _no_member(self, record: Record, column: str) -> Reject:
        others = ", ".join(sorted(name for name in record.values if name != column)[:12]) or "nothing"
        what = "is no string; else there is" if column in record.odd else "is not there; there is"
        reason, advice = f"the member `{column}` {what} {others}", f"Name the cable's text `{column}`."
        return reject(record, self.form.reader, "no-text", reason, advice, record.data)

    def _given(self, values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
        """What the other columns say, under our names where they have one, else under their own."""
        skip = {self.ours.get("text"), self.ours.get("header")}
        given: dict[str, str] = {}
        kept: dict[str, str] = {}
        notes: list[str] = []
        for name, value in values.items():
            value = value.strip()
            if not value or name in skip:
                continue
            ours = self.theirs.get(name)
            if ours is None:
                kept[name] = value
            elif ours != "date":
                given[ours] = _joined(value) if ours in _LISTS else value
            elif (day := days.iso(value, self.order)) is None:
                kept[name] = value
                notes.append(f"the date “{value[:40]}” cannot be told: it is kept as written")
            else:
                given["date"] = day
                if day != value:
                    kept["date as written"] = value
        # A column that has one of our names and was mapped to another stands under its own.
        return given | {
            (name if name not in given else f"{name} (column)"): kept[name] for name in kept
        }, notes


def _joined(value: str) -> str:
    """A list of words as people write it."""
    if not value.startswith("["):
        return value
    try:
        return "; ".join(_strings(value))
    except msgspec.DecodeError:
        return value
