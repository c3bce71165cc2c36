"""CSV: one row a cable, for spreadsheets; cells that a spreadsheet would run as formulas are disarmed.

UTF-8, a header row, lines end in CR LF, as RFC 4180 has it. Lists are joined by `; `; an item that has a semicolon
or begins with a quotation mark is written as a JSON string. A cell that begins with one of `= + - @ '`, a
tab or a line end gets an apostrophe before it, which spreadsheets do not show; `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from reftel.export.clean import printable
from reftel.export.formats import Format, Options
from reftel.model import Cable

COLUMNS: Final = (
    "mrn", "id", "sent", "sent_at", "sent_from", "precedence", "level", "caveats", "captions", "declassify_on", "tags",
    "subject", "refs", "action", "info", "signer", "partial", "problems", "provenance", "text",
)  # fmt: skip
_ARMED: Final = "=+-@'\t\r\n"
_ITEM: Final = re.compile(r'[ ]?("(?:[^"\\]|\\.)*"|[^;" ][^;]*)')


def disarmed(words: str) -> str:
    """A cell that no spreadsheet takes for a formula (CSV injection).

    >>> disarmed("=HYPERLINK(A1)"), disarmed("-1+2"), disarmed("TEXT")
    ("'=HYPERLINK(A1)", "'-1+2", 'TEXT')
    """
    return "'" + words if words[:1] and words[0] in _ARMED else words


def plain(cell: str) -> str:
    """What `disarmed` was given.

    >>> plain(disarmed("'tis")), plain("TEXT")
    ("'tis", 'TEXT')
    """
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _ARMED else cell


def items(cell: str) -> list[str]:
    """The items of a list in a cell.

    >>> items('PARM; "A; B"; IT')
    ['PARM', 'A; B', 'IT']
    """
    found = (m.group(1).strip() for m in _ITEM.finditer(cell))
    return [json.loads(one) if one[:1] == '"' else one for one in found if one]


class Csv:
    """One row a cable."""

    name = "csv"
    ending = "csv"
    about = "CSV: a row each, for spreadsheets"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """A header, then the rows."""
        lines = io.StringIO()
        writer, count = csv.writer(lines), 0
        writer.writerow(COLUMNS)
        for cable in cables:
            writer.writerow(_row(cable))
            out.write(lines.getvalue().encode())
            lines.seek(0)
            lines.truncate()
            count += 1
        out.write(lines.getvalue().encode())
        return count


def _row(cable: Cable) -> list[str]:
    from reftel.archive.rows import cable_row

    values = {**cable_row(cable), "provenance": cable.provenance}
    return [_cell(values[name]) for name in COLUMNS]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return disarmed(printable(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return disarmed("; ".join(_item(str(one)) for one in value))
    return value.isoformat()


def _item(words: str) -> str:
    words = " ".join(printable(words).split())
    return json.dumps(words, ensure_ascii=False) if ";" in words or words[:1] == '"' else words


FORMAT: Final[Format] = Csv()
