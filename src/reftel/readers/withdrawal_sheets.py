"""Withdrawal sheets: lists of what was taken out of a folder of paper (NA Forms 14021 and 14023).

A sheet names each document by its type, date, subject or title, originator, pages, classification and exemption.
Three forms of it are read, all built from the public description of the forms, none from a scan:

* a table (CSV, tab-separated, `;` or `|`), its columns known by their names;
* text in columns, below a line of the columns' names: what stands below a name, and left of the next, is its value;
* blocks of named lines (`Document Type: Telegram`), parted by blank lines.

A sheet is no cable and no container of cables: it becomes evidence, not a part of an archive.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from reftel.readers import decoding
from reftel.vocabulary import levels

MAX_BYTES: Final = 16 * 1024 * 1024
_MOST_ROWS: Final = 50_000
_LONGEST: Final = 1_000  # characters of a value
_DELIMITERS: Final = ("\t", "|", ";", ",")
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("TYPE", "DOCUMENTTYPE", "DOCTYPE", "FORM", "FORMOFDOCUMENT", "DOCUMENT", "TYPEOFDOCUMENT"), "type"
    ),
    **dict.fromkeys(("NUMBER", "NO", "DOCUMENTNO", "DOCUMENTNUMBER", "DOCNO", "TAB", "ITEM"), "number"),
    **dict.fromkeys(("DATE", "DOCUMENTDATE", "DOCDATE", "DATEOFDOCUMENT"), "date"),
    **dict.fromkeys(
        (
            "SUBJECT",
            "TITLE",
            "SUBJECTTITLE",
            "SUBJECTORTITLE",
            "SUBJECTTITLEORCORRESPONDENTS",
            "DESCRIPTION",
            "CORRESPONDENTSORTITLE",
        ),
        "subject",
    ),
    **dict.fromkeys(
        ("ORIGINATOR", "FROM", "AUTHOR", "ORIGIN", "ORIGINATINGAGENCY", "ORIGINATINGOFFICE"), "originator"
    ),
    **dict.fromkeys(("RECIPIENT", "TO", "ADDRESSEE"), "recipient"),
    **dict.fromkeys(("PAGES", "NOOFPAGES", "PP", "NUMBEROFPAGES", "PAGECOUNT"), "pages"),
    **dict.fromkeys(("CLASSIFICATION", "CLASS", "LEVEL", "CLASSIFICATIONLEVEL"), "classification"),
    **dict.fromkeys(
        (
            "EXEMPTION",
            "EXEMPTIONS",
            "RESTRICTION",
            "RESTRICTIONS",
            "RESTRICTIONCODE",
            "REASON",
            "EXEMPTIONCODE",
        ),
        "exemption",
    ),
}
_WIDEST: Final = 2_000  # characters of a line that names columns
_MOST_COLUMNS: Final = 60
_MOST_LINES: Final = 200  # of one row
_NOT_LETTERS: Final = re.compile(r"[^A-Z]+")
_LABEL: Final = re.compile(r"[ \t]{0,20}([A-Za-z][A-Za-z/ .]{1,40}?)[ \t]{0,10}[:=][ \t]{0,20}(.{0,2000})")
_GAP: Final = re.compile(r" {2,200}|\t{1,20}")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ISO: Final = re.compile(r"((?:19|20)\d\d)-(\d\d?)-(\d\d?)")
_SLASHES: Final = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-]((?:19|20)?\d\d)")
_DAY_FIRST: Final = re.compile(r"(\d\d?)[ -]([A-Z]{3,9})\.?,?[ -]((?:19|20)?\d\d)")
_MONTH_FIRST: Final = re.compile(r"([A-Z]{3,9})\.? (\d\d?),? ((?:19|20)?\d\d)")


class SheetRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document that a sheet names. `line` is its line in the sheet, `written` its words there.

    `level` is the classification as the vocabulary has it, `date` the day; what could not be read is `None`, and
    stands in `written` all the same.
    """

    line: int
    written: str
    type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    subject: str | None = None
    originator: str | None = None
    recipient: str | None = None
    pages: int | None = None
    level: str | None = None
    exemption: str | None = None


class SheetError(ValueError):
    """A file that is no withdrawal sheet: what is wrong, and what to do."""


def read(data: bytes, name: str = "the sheet") -> list[SheetRow]:
    """The rows of a sheet. Raises `SheetError` where no form of a sheet is seen.

    >>> read(b"Type,Date,Title,Pages\\nTelegram,3/5/1973,Tripoli 265 to State,2\\n")[0].date
    datetime.date(1973, 3, 5)
    """
    if len(data) > MAX_BYTES:
        raise SheetError(f"{name} is larger than {MAX_BYTES // 1024**2} MB: give the sheet alone")
    if not decoding.is_text(data):
        raise SheetError(f"{name} is no text: turn the scan into text or into a table first")
    text = decoding.decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for reading in (_delimited, _columns, _blocks):
        rows = reading(lines)
        if rows:
            return rows[:_MOST_ROWS]
    raise SheetError(
        f"{name} names no columns of a withdrawal sheet: it needs a line of names, at least Type, Date and Subject"
    )


def is_telegram(row: SheetRow) -> bool:
    """Whether a row's type is that of a cable; a row without a type may be one."""
    return (
        row.type is None
        or re.search(r"\b(?:TELEGRAM|CABLE|TGM|TEL|MSG|MESSAGE|AIRGRAM)\b", row.type.upper()) is not None
    )


def _field(name: str) -> str | None:
    return _NAMES.get(_NOT_LETTERS.sub("", name.upper()))


def _is_head(names: Iterable[str | None]) -> bool:
    known = {name for name in names if name}
    return len(known) >= 3 and "subject" in known and bool(known & {"date", "type"})


def _delimited(lines: Sequence[str]) -> list[SheetRow]:
    for at, line in enumerate(lines[:60]):
        for delimiter in _DELIMITERS:
            if len(line) > _WIDEST or not 2 <= line.count(delimiter) <= _MOST_COLUMNS:
                continue
            heads = [_field(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
            if _is_head(heads):
                return _of_table("\n".join(lines[at + 1 :]), delimiter, heads, at + 2)
    return []


def _of_table(body: str, delimiter: str, heads: Sequence[str | None], first: int) -> list[SheetRow]:
    found: list[SheetRow] = []
    reader = csv.reader(io.StringIO(body), delimiter=delimiter)
    begins = first
    while len(found) < _MOST_ROWS:
        try:
            cells = next(reader, None)
        except csv.Error:  # a cell beyond all measure: the rows around it are read
            cells = []
        if cells is None:
            break
        values = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
        row = _row(begins, delimiter.join(cells), values)
        begins = first + reader.line_num
        if row:
            found.append(row)
    return found


def _columns(lines: Sequence[str]) -> list[SheetRow]:
    for at, line in enumerate(lines[:60]):
        if len(line) > _WIDEST or len(starts := _starts(line)) > _MOST_COLUMNS:
            continue
        heads = [_field(line[start:end]) for start, end in starts]
        if _is_head(heads):
            return _below(lines, at + 1, starts, heads)
    return []


def _starts(line: str) -> list[tuple[int, int]]:
    line = line.expandtabs()
    cuts = [match.end() for match in _GAP.finditer(line) if match.end() < len(line)]
    indent = len(line) - len(line.lstrip())
    begins = [indent, *(cut for cut in cuts if cut > indent)]
    return [(start, end) for start, end in zip(begins, [*begins[1:], _LONGEST * 8], strict=True)]


def _below(
    lines: Sequence[str], at: int, starts: Sequence[tuple[int, int]], heads: Sequence[str | None]
) -> list[SheetRow]:
    """Rows in columns. A line whose date and type are blank goes on from the one above it."""
    found: list[tuple[int, list[str], dict[str, str]]] = []
    for number, line in enumerate(lines[at:], at + 1):
        line = line.expandtabs().rstrip()
        if not line.strip() or not any(c.isalnum() for c in line):
            continue
        cells = _cells(line, starts)
        values = {head: cell for head, cell in zip(heads, cells, strict=True) if head and cell}
        goes_on = found and not values.get("date") and not values.get("type") and not values.get("number")
        if goes_on:
            _, words, above = found[-1]
            if len(words) < _MOST_LINES:
                words.append(line.strip())
                for name, value in values.items():
                    above[name] = f"{above.get(name, '')} {value}".strip()
        else:
            found.append((number, [line.strip()], values))
    rows = [_row(number, " ".join(words), values) for number, words, values in found]
    return [row for row in rows if row]


def _cells(line: str, starts: Sequence[tuple[int, int]]) -> list[str]:
    """The values below the names: a word that begins a little before its column, or runs into the next, is kept whole."""
    cuts = [0]
    for start, _ in starts[1:]:
        cut = min(start, len(line))
        if cut < len(line) and line[cut - 1 : cut].strip() and line[cut].strip():
            before = line.rfind(" ", 0, cut)
            cut = before + 1 if before >= cuts[-1] else cut
        cuts.append(max(cut, cuts[-1]))
    ends = [*cuts[1:], len(line)]
    return [line[start:end].strip() for start, end in zip(cuts, ends, strict=True)]


def _blocks(lines: Sequence[str]) -> list[SheetRow]:
    found: list[SheetRow] = []
    values: dict[str, str] = {}
    words: list[str] = []
    begins = 1
    for number, line in enumerate([*lines, ""], 1):
        match = _LABEL.fullmatch(line) if len(line) <= 2_100 else None
        name = _field(match[1]) if match else None
        if (not line.strip() or (name and name in values)) and values:
            row = _row(begins, " ".join(words), values) if _is_head(values) else None
            if row:
                found.append(row)
            values, words = {}, []
        if match and name:
            if not values:
                begins = number
            values[name] = match[2].strip()
            words.append(line.strip())
    return found


def _row(line: int, written: str, values: Mapping[str, str]) -> SheetRow | None:
    plain = {name: " ".join(value.split())[:_LONGEST] for name, value in values.items()}
    if not plain.get("subject") and not plain.get("type") and not plain.get("number"):
        return None
    pages = re.match(r"\d{1,4}", plain.get("pages", ""))
    return SheetRow(
        line=line,
        written=" ".join(written.split())[:_LONGEST],
        type=plain.get("type") or None,
        number=plain.get("number") or None,
        date=day(plain.get("date", "")),
        subject=plain.get("subject") or None,
        originator=plain.get("originator") or None,
        recipient=plain.get("recipient") or None,
        pages=int(pages[0]) if pages else None,
        level=_level(plain.get("classification", "")),
        exemption=plain.get("exemption") or None,
    )


def _level(words: str) -> str | None:
    short = {
        "C": "CONFIDENTIAL",
        "S": "SECRET",
        "TS": "TOP SECRET",
        "U": "UNCLASSIFIED",
        "LOU": "LIMITED OFFICIAL USE",
    }
    return short.get(words.upper().strip(" ()")) or levels.from_words(words)


def day(words: str) -> datetime.date | None:
    """A day as sheets write it, the month before the day where both are numbers.

    >>> day("Mar. 5, 1973"), day("3/5/73"), day("05 MAR 1973"), day("n.d."), day("13/13/73")
    (datetime.date(1973, 3, 5), datetime.date(1973, 3, 5), datetime.date(1973, 3, 5), None, None)
    """
    plain = " ".join(words.upper().replace(",", ", ").split())[:40]
    if m := _ISO.fullmatch(plain):
        return _made(int(m[1]), int(m[2]), int(m[3]))
    if m := _SLASHES.fullmatch(plain):
        return _made(_year(m[3]), int(m[1]), int(m[2]))
    if (m := _DAY_FIRST.fullmatch(plain)) and m[2][:3] in _MONTHS:
        return _made(_year(m[3]), _MONTHS.index(m[2][:3]) + 1, int(m[1]))
    if (m := _MONTH_FIRST.fullmatch(plain)) and m[1][:3] in _MONTHS:
        return _made(_year(m[3]), _MONTHS.index(m[1][:3]) + 1, int(m[2]))
    return None


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 1900 + int(written)


def _made(year: int, month: int, day_of_month: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day_of_month)
    except ValueError:
        return None
