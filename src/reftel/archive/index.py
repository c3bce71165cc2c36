"""The word index of an archive: a tantivy index beside the tables, made from them alone.

A document of the index is a row of the table `cables` (see `reftel.archive.rows`), so that the
index can be rebuilt from the tables at any time. The numbered `batch` of the row goes with it:
commits hold whole batches and nothing else, so the highest batch found in the index says which
version of the tables it covers, and no second file can disagree with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import tantivy

from reftel.archive.wraps import passages
from reftel.model import Cable

VERSION: Final = 2
"""Of the fields below. An index of another version is made anew from the tables."""

# Fields that hold exact values, as the record writes them (`2003ROME4580`, `PARM`, `CONFIDENTIAL`).
ID: Final = "id"
MRN: Final = "mrn"
STATION: Final = "station"
TAG: Final = "tag"
CLASS: Final = "class"
CAPTION: Final = "caption"
TO: Final = "to"
REF: Final = "ref"
PROBLEM: Final = "problem"
# Fields of numbers and days.
YEAR: Final = "year"
SERIAL: Final = "serial"
SENT: Final = "sent"
BATCH: Final = "batch"
# Fields of words, in lower case and without accents, with their positions.
SIGNER: Final = "signer"
SUBJECT: Final = "subject"
BODY: Final = "body"
# `BODY` has the text, and then the passages that a line's end or a page line parts (`wraps`).
# The record, as JSON without its text, which `BODY` keeps.
RECORD: Final = "record"

_FACETS: Final = (STATION, TAG, CLASS, CAPTION)
_EXACT: Final = (TO, REF, PROBLEM)

WORDS: Final = "words"
"""The name of the tokenizer of those fields."""

FIRST_DAY: Final = datetime.date(1678, 1, 1)
LAST_DAY: Final = datetime.date(2261, 12, 31)
"""The days that the index can hold: nanoseconds since 1970 in 64 bits. Others it treats as none."""

HEAP: Final = 128_000_000
"""Bytes that the writer may gather before it writes a segment."""


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(MRN, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for name in _FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (YEAR, SERIAL, BATCH):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    builder.add_date_field(SENT, indexed=True, fast=True)
    builder.add_text_field(SIGNER, tokenizer_name=WORDS)
    builder.add_text_field(SUBJECT, stored=True, tokenizer_name=WORDS)
    builder.add_text_field(BODY, stored=True, tokenizer_name=WORDS)
    builder.add_bytes_field(RECORD, stored=True)
    return builder.build()


def open_index(path: str | Path) -> tantivy.Index:
    """Open the index in the folder `path`, or make an empty one there."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), str(folder))
    index.register_tokenizer(WORDS, analyzer())
    return index


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """What makes words of a text: letters and digits in lower case, without accents.

    >>> analyzer().analyze("São Paulo's O'NEILL")
    ['sao', 'paulo', 's', 'o', 'neill']
    """
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    return builder.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.lowercase()).build()


def document(cable: Cable | Mapping[str, Any]) -> tantivy.Document:
    """The index's document of a cable, or of its row in the table `cables`."""
    if isinstance(cable, Cable):
        from reftel.archive.rows import cable_row

        row: Mapping[str, Any] = cable_row(cable)
    else:
        row = cable
    doc = tantivy.Document()
    text = doc.add_text
    text(ID, row["id"])
    if row["mrn"] is not None:
        text(MRN, row["mrn"])
        text(STATION, row["station"])
        doc.add_unsigned(YEAR, row["year"])
        doc.add_unsigned(SERIAL, row["serial"])
    if row["level"] is not None:
        text(CLASS, row["level"])
    for name, column in _LISTS:
        for value in row[column]:
            text(name, value)
    for value in row["signer"]:
        text(SIGNER, value)
    if row["subject"] is not None:
        text(SUBJECT, row["subject"])
    text(BODY, row["text"])
    for passage in passages(row["text"], row["record"]):
        text(BODY, passage)
    sent = row["sent"]
    if sent is not None and FIRST_DAY <= sent <= LAST_DAY:
        doc.add_date(SENT, datetime.datetime(sent.year, sent.month, sent.day, tzinfo=datetime.UTC))
    doc.add_unsigned(BATCH, row.get("batch") or 0)
    doc.add_bytes(RECORD, row["record"])
    return doc


_LISTS: Final = (
    (TAG, "tags"),
    (CAPTION, "captions"),
    (TO, "addressees"),
    (REF, "refs"),
    (PROBLEM, "problems"),
)

_decode = msgspec.json.Decoder(Cable).decode


def cable(doc: tantivy.Document) -> Cable:
    """The cable that a document of the index keeps."""
    record = _decode(bytes(doc.get_first(RECORD)))  # type: ignore[arg-type]
    return msgspec.structs.replace(record, text=doc.get_first(BODY) or "")


def find(index: tantivy.Index, field: str, value: str | int, limit: int = 10_000) -> list[Cable]:
    """The cables whose exact field `field` holds `value`."""
    searcher = index.searcher()
    query = tantivy.Query.term_query(index.schema, field, value)
    return [cable(searcher.doc(address)) for _, address in searcher.search(query, limit, count=False).hits]


def ids(index: tantivy.Index, field: str, value: str | int, limit: int = 10_000) -> list[str]:
    """The ids of the editions whose exact field `field` holds `value`."""
    searcher = index.searcher()
    query = tantivy.Query.term_query(index.schema, field, value)
    hits = searcher.search(query, limit, count=False).hits
    return sorted(str(searcher.doc(address).get_first(ID)) for _, address in hits)
