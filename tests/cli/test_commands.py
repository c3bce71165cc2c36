"""The commands as a user runs them: what they print, and with which status they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPECIMEN = ROOT / "tests/samples/specimen/2003ROME004580.txt"


def reftel(*words: str | Path, data: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-c", "from reftel.cli import main; main()", *map(str, words)]
    return subprocess.run(command, input=data, capture_output=True, env=os.environ | env, check=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's cables in an archive."""
    path = tmp_path_factory.mktemp("cli") / "a.archive"
    made = reftel("ingest", ROOT / "demo/cables", "--archive", path)
    assert made.returncode == 0, made.stderr
    return path


def test_parse_gives_the_record_as_json() -> None:
    record = json.loads(reftel("parse", SPECIMEN).stdout)
    assert (record["mrn"]["station"], record["mrn"]["serial"]) == ("ROME", 4580)
    assert record["subject"] == "ITALY: LIBYAN ILLEGAL IMMIGRATION A MORE IMMEDIATE CONCERN THAN WMD"
    assert record["sent"] == "2003-10-07"


def test_parse_reads_standard_input_and_what_is_known() -> None:
    result = reftel(
        "parse", "-", "--date", "2005-03-04", data=b"UNCLAS ROME 000012\n\nSUBJECT: OIL\n\n1. TEXT.\n"
    )
    assert json.loads(result.stdout)["mrn"]["year"] == 2005


def test_the_page_says_what_was_inferred() -> None:
    page = reftel("parse", SPECIMEN, "--page").stdout.decode()
    assert "2003ROME4580" in page
    assert "inferred: ten years before the DECL date" in page
    assert "PARM Arms Controls and Disarmament" in page


def test_coverage_names_what_each_part_is() -> None:
    cover = reftel("parse", SPECIMEN, "--coverage").stdout.decode()
    assert "passing" in cover
    assert "explained: 100.0%" in cover


def test_ingest_twice_changes_nothing(archive: Path) -> None:
    again = json.loads(reftel("ingest", ROOT / "demo/cables", "--archive", archive, "--json").stdout)
    assert (again["new"], again["rejected"]) == (0, 0)


def test_search_plain_json_and_csv(archive: Path) -> None:
    query = 'tag:PARM from:rome "export controls"'
    assert reftel("search", query, "-a", archive).stdout.startswith(
        b"2003ROME4580\t2003-10-07\tCONFIDENTIAL\t"
    )
    hit = json.loads(reftel("search", query, "-a", archive, "--json").stdout)
    marks = [hit["snippet"]["text"][a:b] for a, b in hit["snippet"]["marks"]]
    assert {mark.lower() for mark in marks} <= {"export", "controls"}
    assert marks
    assert reftel("search", query, "-a", archive, "--csv").stdout.splitlines()[1].startswith(b"2003ROME4580,")


def test_a_number_as_printed_finds_its_cable(archive: Path) -> None:
    assert reftel("search", "03 ROME 4580", "-a", archive).stdout.startswith(b"2003ROME4580\t")


def test_show_and_refs(archive: Path) -> None:
    assert reftel("show", "ROME 4580 (03)", "-a", archive, "--raw").stdout == SPECIMEN.read_bytes()
    refs = [
        json.loads(line)
        for line in reftel("refs", "2003ROME4580", "-a", archive, "--json").stdout.splitlines()
    ]
    assert [(ref["letter"], ref["mrn"], ref["status"]) for ref in refs] == [
        ("A", "2003STATE282619", "missing"),
        ("B", "2003ROME3207", "missing"),
        ("C", "2003ROME2917", "missing"),
    ]
    ghost = reftel("refs", "2003STATE282619", "-a", archive)
    assert ghost.stdout.startswith(b"cited by\t")


def test_keeping(archive: Path) -> None:
    assert reftel("verify", "-a", archive).returncode == 0
    assert json.loads(reftel("info", "-a", archive, "--json").stdout)["cables"] == 32
    assert reftel("reindex", "-a", archive).returncode == 0
    assert reftel("rejects", "-a", archive).returncode == 0
    assert "Cable" in json.loads(reftel("schema").stdout)["$defs"]


BAD = [
    ("missing file", ("parse", "no-such-file.txt"), b"", 1, "there is no file"),
    ("folder for a file", ("parse", "tests"), b"", 1, "is no file"),
    ("empty input", ("parse", "-"), b"", 1, "is empty"),
    ("binary input", ("parse", "-"), b"\x89PNG\x00\x00\x01", 1, "is no text"),
    ("bad date", ("parse", "-", "--date", "7 October"), b"x", 2, "is no date"),
    ("bad number", ("parse", "-", "--mrn", "UNSCR 1506"), b"x", 2, "is no message number"),
    ("no archive", ("search", "oil", "-a", "no-such.archive"), b"", 3, "no archive"),
    ("unknown command", ("frobnicate",), b"", 2, "frobnicate"),
    ("missing argument", ("show",), b"", 2, "Missing argument"),
]
BAD_QUERIES = [
    ("unknown field", ("search", "foo:bar"), 2, "there is no field"),
    ("open bracket", ("search", "(oil"), 2, "bracket is not closed"),
    ("open quotation", ("search", '"oil'), 2, "quotation mark is not closed"),
    ("deep brackets", ("search", "(" * 1000), 2, "levels of brackets"),
    ("long query", ("search", "oil " * 1000), 2, "write at most"),
    ("bad day", ("search", "after:2003-13"), 2, "is no date"),
    ("bad sort", ("search", "oil", "--sort", "best"), 2, "--sort"),
    ("nothing found", ("search", "zzyzx"), 1, "nothing found"),
    ("unknown cable", ("show", "2003ROME4581"), 1, "nearest held: 2003ROME4580"),
    ("no number", ("show", "hello"), 1, "is no message number"),
]


@pytest.mark.parametrize(
    ("words", "data", "status", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_input_is_told_in_one_line(words: tuple[str, ...], data: bytes, status: int, said: str) -> None:
    result = reftel(*words, data=data)
    error = result.stderr.decode()
    assert result.returncode == status
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "status", "said"), [case[1:] for case in BAD_QUERIES], ids=[case[0] for case in BAD_QUERIES]
)
def test_bad_queries_are_told_in_one_line(
    archive: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    result = reftel(*words, "-a", archive)
    assert result.returncode == status
    assert said in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1


def test_broken_inputs_are_rejected_and_the_rest_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes(SPECIMEN.read_bytes())
    (folder / "photo.txt").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n \n")
    (folder / "page.html").write_bytes(b"<html><body>no cable</body></html>")
    (folder / "data.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 60)
    (folder / "lines.jsonl").write_text(
        '{"id": "a", "text": "UNCLAS ROME 1"}\n{broken\n[1]\n{"id": "b"}\n{"id": "c", "text": 5}\n'
    )
    (folder / "loop").symlink_to(folder)
    result = reftel("ingest", folder, tmp_path / "missing", "--archive", tmp_path / "a", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert report["new"] == 2
    assert report["rejected"] == 11
    assert all(reject["reason"] and reject["advice"] for reject in report["rejects"])


def test_control_characters_of_a_cable_do_not_reach_the_terminal() -> None:
    text = b"UNCLAS ROME 000012\n\nSUBJECT: OIL \x1b[31m[bold]RED[/bold]\n\n1. TEXT \x1b]0;title\x07 [link=http://x]HERE[/link].\n"
    for words in (("parse", "-", "--page"), ("parse", "-", "--coverage")):
        shown = reftel(*words, data=text, FORCE_COLOR="1").stdout
        assert b"\x1b]0" not in shown
        assert b"\x1b[31m[bold]" not in shown
    assert b"[bold]RED[/bold]" in reftel("parse", "-", "--page", data=text).stdout


def test_every_command_has_help_and_the_version_is_told() -> None:
    assert reftel("--version").stdout.startswith(b"reftel 0.1.0")
    for command in (
        "parse",
        "ingest",
        "search",
        "show",
        "refs",
        "info",
        "rejects",
        "verify",
        "reindex",
        "schema",
    ):
        assert b"Usage: " in reftel(command, "--help").stdout


def test_without_a_command_the_help_is_shown_in_its_lines() -> None:
    done = reftel()
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith("Usage: ")
    assert any(line.split()[:1] == ["ingest"] for line in lines)
