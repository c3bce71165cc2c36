"""`reftel ghosts` and `reftel request`, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.links.conftest import folder as folder

SHEET = "Type,Date,Title,Pages,Class,Exemption\nTelegram,6/1/2003,Rome 201 to State,3,S,1.4 (b)\nTelegram,7/9/2003,Paris 123,2,C,\n"


def reftel(*arguments: str | Path, stdin: str = "", colour: bool = False) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    env = (
        os.environ
        | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
        | ({"FORCE_COLOR": "1"} if colour else {})
    )
    return subprocess.run(command, capture_output=True, text=True, input=stdin, env=env, check=False)


def test_the_list_on_a_pipe(folder: Path) -> None:
    done = reftel("ghosts", "-a", folder / "a")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert lines[0][:2] == ["2003ROME201", "2"]
    assert {line[0] for line in lines} == {"2003ROME201", "2003STATE7777", "2003ROME399", "1974LAPAZ244"}


def test_the_list_on_a_terminal(folder: Path) -> None:
    done = reftel("ghosts", "-a", folder / "a", colour=True)
    assert "2003ROME399 ?" in done.stdout and "cited 2×" in done.stdout and "LIBYAN EXPORTS" in done.stdout


def test_json_and_csv(folder: Path) -> None:
    as_json = [
        json.loads(line) for line in reftel("ghosts", "-a", folder / "a", "--json").stdout.splitlines()
    ]
    as_csv = list(csv.DictReader(io.StringIO(reftel("ghosts", "-a", folder / "a", "--csv").stdout)))
    assert [row["mrn"] for row in as_json] == [row["mrn"] for row in as_csv]
    assert as_csv[0]["tags"] == "PARM FR LY"


def test_one_in_full(folder: Path) -> None:
    done = reftel("ghosts", "-a", folder / "a", "03 ROME 201")
    assert done.returncode == 0
    assert "not held; cited by 2 cables" in done.stdout
    assert "    1. [SECRET] Ref A told of the centrifuges." in done.stdout
    assert all(line == line.rstrip() or len(line) < 200 for line in done.stdout.splitlines())
    one = json.loads(reftel("ghosts", "-a", folder / "a", "03 ROME 201", "--json").stdout)
    assert one["classification"]["highest"] == "SECRET"


def test_chosen_by_post_year_and_search(folder: Path) -> None:
    assert reftel("ghosts", "-a", folder / "a", "--year", "1974").stdout.startswith("1974LAPAZ244\t0")
    assert len(reftel("ghosts", "-a", folder / "a", "--post", "amembassy rome").stdout.splitlines()) == 2
    assert "STATE7777" in reftel("ghosts", "-a", folder / "a", "--search", "centrifuges").stdout


def test_with_a_sheet(folder: Path) -> None:
    (folder / "sheet.csv").write_text(SHEET, "utf-8")
    done = reftel("ghosts", "-a", folder / "a", "--sheet", folder / "sheet.csv", "--by", "date")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["2003ROME201", "2003PARIS123"]
    assert "2 rows: 2 may be cables; 2 are named by number" in done.stderr
    one = reftel("ghosts", "-a", folder / "a", "2003PARIS123", "--sheet", folder / "sheet.csv")
    assert "sheet.csv, line 3" in one.stdout


def test_letters(folder: Path) -> None:
    done = reftel("request", "-a", folder / "a", "2003ROME201", "1974LAPAZ244", "--requester", "A. Reader")
    assert done.returncode == 0
    assert "A. Reader" in done.stdout
    assert done.stdout.count("Freedom of Information Act request: one telegram") == 2
    assert "Telegram 2003 ROME 201" in done.stdout and "Sent by: U.S. Embassy Rome" in done.stdout
    assert "check the agency's present address" in done.stderr


def test_letters_in_bulk_from_the_list(folder: Path) -> None:
    listed = reftel("ghosts", "-a", folder / "a", "--csv").stdout
    out = folder / "letters"
    done = reftel("request", "-a", folder / "a", "-", "--out", out, "--kind", "mdr", stdin=listed)
    assert done.returncode == 0, done.stderr
    texts = [file.read_text("utf-8") for file in sorted(out.iterdir())]
    assert len(texts) == 2
    assert sum(text.count("Telegram ") for text in texts) == 4


def test_what_to_look_at_before_a_letter_goes_out(folder: Path) -> None:
    old = reftel("request", "-a", folder / "a", "1974LAPAZ244")
    assert "of 1973–79: 1974LAPAZ244; look in the Access to Archival Databases" in old.stderr
    assert "Telegram 1974 LA PAZ 244 (1974LAPAZ00244 among the electronic" in old.stdout
    new = reftel("request", "-a", folder / "a", "2003ROME201")
    assert "1973–79" not in new.stderr and "electronic telegrams" not in new.stdout
    others = reftel(
        "request", "-a", folder / "a", "SECDEF 162245Z OCT 08", "JCS 010101Z OCT 08", "nonsense 1"
    )
    assert others.returncode == 1
    assert (
        "SECDEF 162245Z OCT 2008 is of no post of the Department of State (and others too)" in others.stderr
    )
    assert "it is asked for by its date-time group alone" in others.stderr
    assert "Telegram of date-time group 162245Z OCT 2008" in others.stdout
    assert (
        "is of no post"
        not in reftel("request", "-a", folder / "a", "SECDEF 162245Z OCT 08", "--to", "nara").stderr
    )


def test_a_review_is_for_what_is_classified(tmp_path: Path) -> None:
    text = "UNCLAS PARIS 000050\n\nTAGS: PREL\nSUBJECT: WHEAT\nREF: ROME 201\n\n1. Nothing.\nSMITH\n"
    line = json.dumps({"mrn": "2003PARIS50", "date": "2003-06-20", "text": text})
    (tmp_path / "c.jsonl").write_text(line, "utf-8")
    assert reftel("ingest", "-a", tmp_path / "a", tmp_path / "c.jsonl").returncode == 0
    asked = reftel("request", "-a", tmp_path / "a", "2003ROME201", "--kind", "mdr")
    assert "likely unclassified: 2003ROME201;" in asked.stderr
    assert "likely unclassified" not in reftel("request", "-a", tmp_path / "a", "2003ROME201").stderr


def test_a_template_of_one_s_own(folder: Path) -> None:
    printed = reftel("request", "--print-template").stdout
    assert "$documents" in printed
    (folder / "own.txt").write_text(printed.replace("To the officer", "To the good officer"), "utf-8")
    done = reftel("request", "-a", folder / "a", "2003ROME201", "--template", folder / "own.txt")
    assert "To the good officer" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("ghosts", "nonsense"), 2, "no message number"),
        (("ghosts", "2003ROME200"), 1, "is held, and no ghost"),
        (("ghosts", "2003ROME205"), 1, "no edition of 2003ROME205 is held"),
        (("ghosts", "--by", "size"), 2, "--by wants one of"),
        (("ghosts", "--post", "12"), 2, "is no post"),
        (("ghosts", "--post", "porto"), 2, "PORTOALEGRE or PORTOFSPAIN"),
        (("ghosts", "--confidence", "90"), 2, "lies between 0 and 1"),
        (("ghosts", "--search", "("), 2, "cannot be read"),
        (("ghosts", "--year", "1066"), 1, "no ghosts"),
        (("ghosts", "--sheet", "no-such-file"), 3, "no-such-file"),
        (("ghosts", "--sheet", "1974LAPAZ00244.txt"), 1, "names no columns"),
        (("request",), 2, "at least one message number"),
        (("request", "--kind", "subpoena", "2003ROME201"), 2, "--kind wants one of"),
        (("request", "nonsense", "2003ROME201"), 1, "no message number"),
        (("request", "2003ROME200"), 1, "is held whole"),
        (("request", "2003ROME201", "--template", "cables.jsonl"), 2, "--- document ---"),
        (("request", "2003ROME201", "--template", "no-such-file"), 3, "no-such-file"),
        (("request", "2009ROME77"), 0, "by its number alone"),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    place = [str(folder / one) if (folder / one).is_file() else one for one in arguments]
    done = reftel(*place, "-a", folder / "a")
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_no_archive(tmp_path: Path) -> None:
    for command in (("ghosts",), ("request", "2003ROME1")):
        done = reftel(*command, "-a", tmp_path / "none")
        assert done.returncode == 3 and "Traceback" not in done.stderr
