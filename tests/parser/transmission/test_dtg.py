"""Date-time groups: every way of writing one, and what may and may not be mended."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import DTG, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.transmission import find_dtg, read

WHOLE = {
    "usual": ("R 271520Z MAR 08", "2008-03-27T15:20"),
    "of the archive": ("O 091324Z JAN 74", "1974-01-09T13:24"),
    "two precedences": ("O R 051020Z JUN 79", "1979-06-05T10:20"),
    "blanks anywhere": ("P 251346 Z JUN 7 3", "1973-06-25T13:46"),
    "no blanks": ("171433ZJAN2006", "2006-01-17T14:33"),
    "a stroke": ("281838Z/DEC2001", "2001-12-28T18:38"),
    "year of four digits": ("R 071530Z OCT 2003", "2003-10-07T15:30"),
    "month in full": ("O 071530Z OCTOBER 03", "2003-10-07T15:30"),
    "SEPT": ("O 132344Z SEPT 76", "1976-09-13T23:44"),
    "small letters": ("r 071530z oct 03", "2003-10-07T15:30"),
    "signal behind": ("R 162245Z OCT 08 ZDK", "2008-10-16T22:45"),
    "the day's end": ("R 242400Z DEC 99", "1999-12-25T00:00"),
    "leap day": ("R 290001Z FEB 08", "2008-02-29T00:01"),
    "first year of its century": ("R 010000Z JAN 66", "1966-01-01T00:00"),
    "last year of its century": ("R 010000Z JAN 65", "2065-01-01T00:00"),
}
MENDED = {
    "a digit for Z": ("R 2821572 APR 08", "2008-04-28T21:57"),
    "no zone": ("R 071530 OCT 03", "2003-10-07T15:30"),
    "O for 0": ("R O71530Z OCT 03", "2003-10-07T15:30"),
    "0 for O": ("0 071530Z OCT 03", "2003-10-07T15:30"),
    "a letter lost": ("R 071530Z CT 03", "2003-10-07T15:30"),
    "a letter too many": ("R 071530Z OCTT 03", "2003-10-07T15:30"),
    "letters exchanged": ("R 071530Z OTC 03", "2003-10-07T15:30"),
}
UNREADABLE = {
    "June or July": "R 071530Z JU 03",
    "March or May": "R 071530Z MA 03",
    "January or June": "R 071530Z JN 03",
    "day 32": "R 320101Z OCT 08",
    "day 30 of February": "R 300101Z FEB 08",
    "hour 25": "R 072501Z OCT 03",
    "no month": "R 071530Z 03",
    "no year": "R 071530Z OCT",
    "five digits": "R 07153Z OCT 03",
}


def of_line(line: str) -> tuple[DTG | None, list[Problem]]:
    problems: list[Problem] = []
    text = f"{line}\nFM AMEMBASSY ROME\n"
    return read(Clean(text, None, []), 0, len(text), problems).dtg, problems


@pytest.mark.parametrize("name", WHOLE)
def test_whole(name: str) -> None:
    line, expected = WHOLE[name]
    dtg, problems = of_line(line)
    assert dtg is not None
    assert dtg.at == datetime.datetime.fromisoformat(expected + "+00:00")
    assert not dtg.corrected
    assert problems == []
    group = find_dtg(line, 0, len(line))
    assert group is not None and line[group.start : group.end] == dtg.written


@pytest.mark.parametrize("name", MENDED)
def test_mended(name: str) -> None:
    line, expected = MENDED[name]
    dtg, _ = of_line(line)
    assert dtg is not None and dtg.corrected
    assert dtg.at == datetime.datetime.fromisoformat(expected + "+00:00")


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable(name: str) -> None:
    dtg, problems = of_line(UNREADABLE[name])
    assert dtg is None
    assert [problem.code for problem in problems] == ["dtg-unreadable"]


def test_another_zone_is_taken_into_account() -> None:
    dtg, problems = of_line("R 011530B OCT 03")
    assert dtg is not None and dtg.at.hour == 13
    assert [problem.code for problem in problems] == ["dtg-zone"]


def test_the_first_group_that_names_a_moment() -> None:
    text = "STATE 320101Z OCT 08 AND SECDEF R 162245Z OCT 08"
    group = find_dtg(text, 0, len(text))
    assert group is not None and text[group.start : group.end] == "162245Z OCT 08"
    assert find_dtg(text, 0, 30) is None
