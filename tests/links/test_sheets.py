"""Withdrawal sheets: written by hand after the public description of NA Forms 14021 and 14023."""

from __future__ import annotations

import contextlib
import datetime

import polars as pl
import pytest

import reftel
from reftel.archive import absent
from reftel.links.dating.serials import Serials
from reftel.links.missing import ghosts, sheet_matching
from reftel.links.missing.sheet_matching import numbers
from reftel.model import MRN
from reftel.readers import withdrawal_sheets as sheets
from tests.patience import patience

DAY = datetime.date


def rows(found: pl.DataFrame) -> dict[str, dict[str, object]]:
    return {row["mrn"]: row for row in found.iter_rows(named=True)}


TABLE = b"""RG 59, Entry 5339, Box 12
Document Type,Date,Subject/Title,From,Pages,Classification,Exemption
Telegram,6/1/2003,"Rome 201 to State, ""centrifuges"" and more",Rome,3,S,"1.4 (b), (c)"
Telegram,7/9/2003,Paris 123 to State,AmEmbassy Paris,2,CONFIDENTIAL,1.4 (b)
Memo,5/5/2003,Smith to Jones,NEA,1,SECRET,1.4 (d)
Telegram,6/2/2003,Talk with the minister,Rome,4,C,1.4 (b)
Telegram,n.d.,undated,Rome,1,C,1.4 (b)
"""
COLUMNS = b"""WITHDRAWAL SHEET
TYPE        DATE        SUBJECT/TITLE                   FROM        PAGES  CLASS  RESTRICTION
----------- ----------- ------------------------------- ----------- -----  -----  -----------
Telegram    06/01/2003  Rome 201 to State on the        Rome        3      S      1.4 (b)
                        centrifuges
Memorandum  05/05/2003  Smith to Jones                  NEA         1      S      1.4 (d)
"""
BLOCKS = b"""Document Type: Telegram
Date: June 1, 2003
Subject/Title: Rome 201 to State
Originator: Rome
Pages: 3
Classification: Secret
Restriction: 1.4 (b)

Document Type: Cable
Date: 09 JUL 2003
Subject/Title: Paris 123
Pages: 2 p.
"""


def test_a_sheet_as_a_table() -> None:
    found = sheets.read(TABLE)
    assert len(found) == 5
    first = found[0]
    assert (first.type, first.date, first.pages, first.level) == ("Telegram", DAY(2003, 6, 1), 3, "SECRET")
    assert (first.exemption, first.line) == ("1.4 (b), (c)", 3)
    assert found[4].date is None and "n.d." in found[4].written
    assert [sheets.is_telegram(row) for row in found] == [True, True, False, True, True]


def test_a_sheet_in_columns() -> None:
    first, second = sheets.read(COLUMNS)
    assert first.subject == "Rome 201 to State on the centrifuges"
    assert (first.originator, first.pages, first.level, first.date) == ("Rome", 3, "SECRET", DAY(2003, 6, 1))
    assert (second.type, second.subject, second.exemption) == ("Memorandum", "Smith to Jones", "1.4 (d)")


def test_a_sheet_of_blocks() -> None:
    first, second = sheets.read(BLOCKS)
    assert (first.date, first.level, first.exemption) == (DAY(2003, 6, 1), "SECRET", "1.4 (b)")
    assert (second.date, second.pages, second.line) == (DAY(2003, 7, 9), 2, 9)


@pytest.mark.parametrize(
    ("subject", "originator", "number", "found"),
    [
        ("Rome 201 to State", None, None, ["2003ROME201"]),
        ("Telegram 201 from Rome", None, None, ["2003ROME201"]),
        ("Tel. 7777 to Rome", None, None, ["2003STATE7777"]),
        ("STATE 7777", None, None, ["2003STATE7777"]),
        ("Report from New Delhi 4512", None, None, ["2003NEWDELHI4512"]),
        ("Talk with the minister", "AmEmbassy Rome", "201", ["2003ROME201"]),
        ("UNSCR 1506", None, None, []),
        ("Page 3 of 7", None, None, []),
        ("Meeting of June 12", "Rome", None, []),
        ("", None, None, []),
    ],
)
def test_numbers_in_a_row(subject: str, originator: str | None, number: str | None, found: list[str]) -> None:
    row = sheets.SheetRow(1, "", "Telegram", number, DAY(2003, 6, 1), subject, originator)
    assert [str(mrn) for mrn in numbers(row)] == found


def test_rows_match_by_number_or_by_originator_and_date(archive: reftel.Archive) -> None:
    matches = absent.matched(archive, sheets.read(TABLE))
    assert [(str(one.mrn), one.how) for one in matches] == [
        ("2003ROME201", "number"),
        ("2003PARIS123", "number"),
        ("2003ROME201", "originator and date"),
        ("None", None),
    ]


def test_a_sheet_adds_to_ghosts_and_names_new_ones(archive: reftel.Archive) -> None:
    found, _ = absent.ghosts_and_sheet(archive, sheets.read(TABLE), "box12.csv")
    by_mrn = rows(found)
    assert set(by_mrn) == {"2003ROME201", "2003PARIS123"}
    assert by_mrn["2003PARIS123"]["citations"] == 0
    assert by_mrn["2003PARIS123"]["first"] == DAY(2003, 7, 9)
    assert by_mrn["2003ROME201"]["card"] == "sheet box12.csv, line 3"
    assert by_mrn["2003ROME201"]["lowest"] == "SECRET"


def test_a_sheet_that_names_a_held_cable_makes_no_ghost(archive: reftel.Archive) -> None:
    data = b"Type,Date,Title\nTelegram,6/1/2003,Rome 200 to State\n"
    found, matches = absent.ghosts_and_sheet(archive, sheets.read(data), "s")
    assert found.is_empty()
    assert [str(one.mrn) for one in matches] == ["2003ROME200"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "names no columns"),
        (b"just words\nand more words\n", "names no columns"),
        (b"\x00\x01\x02" * 50, "is no text"),
        (b"%PDF-1.4\x00\xff\xfe", "is no text"),
        (b"Type,Date,Title\n", "names no columns"),
        (b"Type,Title\nTelegram,Rome 201\n", "names no columns"),
        (b"a,b,c\n1,2,3\n", "names no columns"),
        (b"Type: x\n", "names no columns"),
        (b"x" * (sheets.MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_sheet_is_told(data: bytes, words: str) -> None:
    with pytest.raises(sheets.SheetError, match=words):
        sheets.read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"Type,Date,Title,Pages\nTelegram,99/99/99,Rome 201,many\n",
        b'Type,Date,Title\nTelegram,6/1/2003,"Rome 201\n',
        b"Type,Date,Title\nTelegram,6/1/2003,Rome 201,more,cells,than,names\n",
        b"Type,Date,Title\n,,\n\n \nTelegram,6/1/2003,Rome 201\n",
        b"\xef\xbb\xbfType\tDate\tTitle\r\nTelegram\t6/1/2003\tRome 201\r\n",
        b"Type,Date,Title\nTelegram,6/1/2003," + b"R" * 200_000 + b"\nTelegram,6/1/2003,Rome 201\n",
    ],
)
def test_a_damaged_row_loses_nothing_else(data: bytes) -> None:
    found = sheets.read(data)
    assert any("Rome 201" in (row.subject or "") for row in found)


def test_a_match_by_date_wants_one_ghost_only() -> None:
    two = [MRN(2003, "ROME", 201), MRN(2003, "ROME", 203)]
    row = sheets.SheetRow(1, "", "Telegram", None, DAY(2003, 6, 1), "Talk", "Rome")
    serials = Serials.of(known=False)
    when = ghosts.when_sent(two[0], serials, written=[DAY(2003, 6, 1)])
    (match,) = sheet_matching.match([row], two, lambda _: when)
    assert match.mrn is None and match.candidates == tuple(two)


@pytest.mark.parametrize("piece", [b"\t", b"A\t", b"A  ", b"x\n"])
def test_a_hostile_sheet_comes_to_an_end(piece: bytes) -> None:
    head = b"Type      Date      Subject\ncable     2/3/75    OIL\n" if piece == b"x\n" else b""
    with patience(), contextlib.suppress(sheets.SheetError):
        sheets.read(head + piece * (4_000_000 // len(piece)))


def test_a_cell_beyond_measure_is_no_traceback() -> None:
    with pytest.raises(sheets.SheetError):
        sheets.read(b"type,date," + b"x" * 200_000)
