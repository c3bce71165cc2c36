"""`reftel when`, as a user types it: numbers that nobody need hold or cite."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.links.conftest import folder as folder


def reftel(
    *arguments: str | Path, given: bytes = b"", colour: bool = False
) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    env = {name: value for name, value in os.environ.items() if name != "REFTEL_ARCHIVE"}
    env |= {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"} | ({"FORCE_COLOR": "1"} if colour else {})
    return subprocess.run(command, input=given, capture_output=True, env=env, check=False)


def test_a_number_that_no_archive_holds() -> None:
    done = reftel("when", "03 ROME 4580")
    assert done.returncode == 0 and not done.stderr
    number, first, last, best, confidence, how = done.stdout.decode().rstrip("\n").split("\t")
    assert number == "2003ROME4580"
    assert first <= "2003-10-07" <= last
    assert first <= best <= last
    assert float(confidence) >= 0.9
    assert how


def test_the_forms_say_the_same() -> None:
    numbers = ("2003ROME4580", "2005ROME2000")
    as_json = [json.loads(row) for row in reftel("when", *numbers, "--json").stdout.splitlines()]
    as_csv = list(csv.DictReader(io.StringIO(reftel("when", *numbers, "--csv").stdout.decode())))
    assert [row["mrn"] for row in as_json] == [row["mrn"] for row in as_csv] == list(numbers)
    for one, other in zip(as_json, as_csv, strict=True):
        assert one["first"] == other["first"] and one["how"] == other["how"]
        assert one["month"] == int(other["month"])
        assert 0.9 < one["month_probability"] <= 1
    shown = reftel("when", numbers[0], colour=True).stdout.decode()
    assert "2003ROME4580: 2003-10-" in shown and "October with 9" in shown


def test_a_list_on_standard_input() -> None:
    listed = b"# my list\n03 ROME 4580\tsome subject\n\n2005ROME2000\n"
    done = reftel("when", "-", given=listed)
    assert [row.split(b"\t")[0] for row in done.stdout.splitlines()] == [b"2003ROME4580", b"2005ROME2000"]
    assert done.returncode == 0


def test_an_archives_own_cables_tell_more(folder: Path) -> None:
    # The archive holds every other number of a year of Rome, with days.
    alone = json.loads(reftel("when", "2003ROME201", "--json").stdout)
    with_it = json.loads(reftel("when", "2003ROME201", "-a", folder / "a", "--json").stdout)

    def days(row: dict[str, str]) -> int:
        first, last = (datetime.date.fromisoformat(row[name]) for name in ("first", "last"))
        return (last - first).days

    assert days(with_it) < days(alone)
    assert "days known" in with_it["how"] or "its day known" in with_it["how"]


def test_a_serial_that_the_post_cannot_have_come_to_has_no_date() -> None:
    done = reftel("when", "2003ROME99999", "2003ROME5800")
    impossible, possible = (row.split("\t") for row in done.stdout.decode().splitlines())
    assert impossible[1:5] == ["", "", "", ""]
    assert impossible[5].startswith("the post hardly came to this serial in 2003; the highest known is ")
    assert possible[2] == "2003-12-31"
    assert done.returncode == 1


def test_what_else_is_known_narrows_it() -> None:
    row = json.loads(reftel("when", "2003ROME4580", "--before", "2003-10-08", "--json").stdout)
    assert row["last"] == "2003-10-08"
    row = json.loads(reftel("when", "2003ROME4580", "--after", "2003-10-03", "--json").stdout)
    assert row["first"] == "2003-10-03"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 2, "name at least one message number"),
        (("ROME",), 1, "“ROME” is no message number"),
        (("",), 1, "is no message number"),
        (("03 ROME 4580", "nonsense"), 1, "“nonsense” is no message number"),
        (("\x1b[31mROME",), 1, "is no message number"),
        (("1974TOSEC45",), 1, ""),
        (("1850ROME12",), 1, ""),
        (("2003ROME4580", "--confidence", "1"), 2, "between 0 and 1"),
        (("2003ROME4580", "--confidence", "nan"), 2, "between 0 and 1"),
        (("2003ROME4580", "--before", "2003-13-01"), 2, "wants a day like"),
        (("2003ROME4580", "--after", "yesterday"), 2, "wants a day like"),
        (("2003ROME4580", "--after", "2003-12-01", "--before", "2003-01-01"), 2, "earlier than --after"),
        (("2003ROME4580", "-a", "nowhere"), 3, "nowhere"),
    ],
)
def test_bad_input_gets_one_clear_line(arguments: tuple[str, ...], status: int, words: str) -> None:
    done = reftel("when", *arguments)
    said = done.stderr.decode()
    assert done.returncode == status, said
    assert words in said
    assert "Traceback" not in said and "\x1b" not in said
    assert said.count("\n") <= 1


def test_what_is_no_text_on_standard_input() -> None:
    done = reftel("when", "-", given=bytes(range(256)) * 4 + b"\n2003ROME4580\n")
    assert done.returncode == 1
    assert done.stdout.startswith(b"2003ROME4580\t2003-")
    assert b"Traceback" not in done.stderr


def test_one_that_is_unread_does_not_stop_the_others() -> None:
    done = reftel("when", "nonsense", "2003ROME4580")
    assert done.returncode == 1
    assert done.stdout.startswith(b"2003ROME4580\t2003-")
