"""Tables made for the tests, and a way to read one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reftel.model import RawMessage
from reftel.readers import ColumnMapping, Columns, Reject, TableReader, choose
from reftel.readers.mapping import made
from reftel.readers.protocol import HEAD

TEXT = 'SECRET ROME 0000{n}\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. (S) HE SAID "NO", AND LEFT, IN DAY {n}.\n'


class Seen(NamedTuple):
    """What came of a table."""

    messages: list[RawMessage]
    rejects: list[Reject]
    columns: list[Columns]


def texts(count: int) -> list[str]:
    """Texts of cables, with line breaks, commas and quotation marks in them."""
    return [TEXT.format(n=n) for n in range(12, 12 + count)]


def written(rows: Iterable[Sequence[object]], **dialect: object) -> bytes:
    """Rows as CSV, as the standard library writes them."""
    out = io.StringIO(newline="")
    csv.writer(out, **{"lineterminator": "\n", **dialect}).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def table(count: int = 3, **dialect: object) -> bytes:
    """A table of cables with a head."""
    head = ("id", "sent", "body", "film roll")
    rows = [(f"03ROME{n}", f"2003-10-{n}", text, f"D{n}") for n, text in enumerate(texts(count), 12)]
    return written([head, *rows], **dialect)


def read(data: bytes, path: str = "cables.csv", reader: str = "table", **columns: str) -> Seen:
    """What comes of a file, by the reader that is chosen for it; `reader` is its name."""
    chosen = choose(data[:HEAD], path)
    assert chosen is not None, "no reader wants it"
    assert chosen.name == reader
    assert isinstance(chosen, TableReader)
    told: list[Columns] = []
    said = made(columns)
    found = list(
        chosen.read_columns(io.BytesIO(data), path, ColumnMapping(said.columns, said.dates, told.append))
    )
    messages = [one for one in found if isinstance(one, RawMessage)]
    rejects = [one for one in found if isinstance(one, Reject)]
    for one in messages:  # provenance to the byte, in every test
        assert one.source.length == len(one.data)
        if "!row " not in one.source.path:
            assert data[one.source.offset :][: one.source.length] == one.data
    for reject in rejects:
        assert reject.reason
        assert reject.advice
        if reject.data is not None and "!row " not in reject.path:
            assert data[reject.offset :].startswith(reject.data)
    return Seen(messages, rejects, told)
