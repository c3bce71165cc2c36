"""`reftel export` and `reftel cite`, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

HOUSE = Path(__file__).resolve().parents[2]
NAMES = ("1974LAPAZ00244", "1974LAPAZ03504", "1974LAPAZ03970", "2003ROME004580", "08SANJOSE220")


def reftel(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, input=stdin, env=os.environ | {"COLUMNS": "100"}, check=False
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export")
    (place / "in").mkdir()
    for name in NAMES:
        (place / "in" / f"{name}.txt").write_bytes((HOUSE / "demo" / "cables" / f"{name}.txt").read_bytes())
    again = (HOUSE / "demo" / "cables" / "1974LAPAZ00244.txt").read_text().replace("SCARCE", "XXXXXXXX")
    (place / "in" / "again.txt").write_text(again)
    done = reftel("ingest", "-a", place / "a", place / "in")
    assert done.returncode == 0, done.stderr
    return place


def test_a_search_is_exported(place: Path) -> None:
    done = reftel("export", "-a", place / "a", "--query", "from:lapaz wheat", "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert {row["mrn"] for row in rows} == {"1974LAPAZ244"} and len(rows) == 2  # each edition is a hit


def test_names_and_lists_are_exported_each_once(place: Path) -> None:
    listed = b"# mine\n74 LA PAZ 3504\n\n1974LAPAZ3970\tWith a remark\n74 LA PAZ 244\n"
    done = reftel("export", "-a", place / "a", "74 LA PAZ 244", "--list", "-", stdin=listed)
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["mrn"]["serial"] for record in records] == [244, 3504, 3970]
    every = reftel("export", "-a", place / "a", "74 LA PAZ 244", "--editions")
    assert len(every.stdout.splitlines()) == 2


def test_the_best_text_leaves_first(place: Path) -> None:
    (record,) = (
        json.loads(line) for line in reftel("export", "-a", place / "a", "74 LA PAZ 244").stdout.splitlines()
    )
    assert "XXXXXXXX" not in record["text"]


def test_files_are_written_whole_and_not_over_others(place: Path) -> None:
    target = place / "out.xml"
    assert reftel("export", "-a", place / "a", "-q", "*", "-f", "tei", "-o", target).returncode == 0
    assert len(etree.parse(target).getroot()) == 7  # a header and six editions
    again = reftel("export", "-a", place / "a", "-q", "*", "-f", "tei", "-o", target)
    assert again.returncode == 2 and b"--force" in again.stderr
    assert (
        reftel("export", "-a", place / "a", "-q", "*", "-f", "tei", "-o", target, "--force").returncode == 0
    )


def test_one_file_for_each_cable(place: Path) -> None:
    done = reftel("export", "-a", place / "a", "-q", "from:lapaz", "-f", "txt", "--into", place / "each")
    assert done.returncode == 0, done.stderr
    files = sorted((place / "each").iterdir())
    assert len(files) == 4 and all(
        path.name.startswith("1974LAPAZ") and path.suffix == ".txt" for path in files
    )
    assert done.stdout.decode().split() and set(done.stdout.decode().split()) == {str(path) for path in files}


def test_a_thread_is_exported(place: Path) -> None:
    done = reftel("export", "-a", place / "a", "--thread", "74 LA PAZ 3504", "-f", "graphml")
    assert done.returncode == 0, done.stderr
    nodes = {one.get("id") for one in etree.fromstring(done.stdout).iterfind(".//{*}node")}
    assert {"1974LAPAZ3504", "1974LAPAZ3970"} <= nodes


def test_formats_are_listed(place: Path) -> None:
    done = reftel("export", "--formats")
    names = [line.split("\t")[0] for line in done.stdout.decode().splitlines()]
    assert {
        "csv",
        "jsonl",
        "parquet",
        "txt",
        "tei",
        "graphml",
        "csl-json",
        "bibtex",
        "ris",
        "chicago",
    } <= set(names)


def test_each_edition_is_cited(place: Path) -> None:
    done = reftel("cite", "-a", place / "a", "74 LA PAZ 244", "--style", "nara", "--accessed", "2026-11-30")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(
        "Embassy La Paz to Department of State, Telegram 244, January 11, 1974, 1974LAPAZ244"
    )
    assert lines[0].endswith("(accessed November 30, 2026).")


@pytest.mark.parametrize("style", ["chicago", "nara", "frus", "source-note", "csl-json", "bibtex", "ris"])
def test_every_style_of_cite_is_what_export_writes(place: Path, style: str) -> None:
    done = reftel("cite", "-a", place / "a", "74 LA PAZ 244", "--style", style)
    assert done.returncode == 0 and done.stdout
    assert (
        done.stdout == reftel("export", "-a", place / "a", "74 LA PAZ 244", "--editions", "-f", style).stdout
    )


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["export", "-a", "a"], 2, "--query"),
        (["export", "-a", "a", "-q", "*", "-f", "docx"], 2, "csl-json"),
        (["export", "-a", "a", "-q", "from:", "-f", "csv"], 2, "query"),
        (["export", "-a", "a", "-q", "zebra"], 1, "no cable was found"),
        (["export", "-a", "a", "nonsense"], 1, "no message number"),
        (["export", "-a", "a", "2003ROME1"], 1, "2003ROME1"),
        (["export", "-a", "a", "--list", "nowhere.txt"], 2, "nowhere.txt"),
        (["export", "-a", "nowhere", "-q", "*"], 3, "nowhere"),
        (["export", "-a", "a", "-q", "*", "-o", "no/such.csv"], 2, "no folder"),
        (["export", "-a", "a", "-q", "*", "-o", "in"], 2, "folder"),
        (["export", "-a", "a", "-q", "*", "-o", "x", "--into", "y"], 2, "--into"),
        (["export", "-a", "a", "-q", "*", "--into", "in/again.txt"], 2, "folder"),
        (["export", "-a", "a", "-q", "*", "--accessed", "yesterday"], 2, "--accessed"),
        (["export", "-a", "a", "--thread", "2003ROME1"], 1, "2003ROME1"),
        (["cite", "-a", "a", "2003ROME1"], 1, "2003ROME1"),
        (["cite", "-a", "a", "2003ROME4580", "--style", "mla"], 2, "chicago"),
    ],
)
def test_bad_wishes_get_one_clear_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, told: str
) -> None:
    monkeypatch.chdir(place)
    done = reftel(*arguments)
    error = done.stderr.decode()
    assert done.returncode == status, error
    assert told in error and len(error.splitlines()) == 1 and "Traceback" not in error
    assert not (place / "no").exists() and not (place / "y").exists()


def test_what_is_there_is_written_and_what_is_not_is_named(place: Path) -> None:
    done = reftel("export", "-a", place / "a", "2003ROME4580", "2003ROME1", "nonsense", "-f", "chicago")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1 and len(done.stderr.splitlines()) == 2


def test_a_reader_that_goes_away_is_no_fault(place: Path) -> None:
    program = Path(sys.executable).with_name("reftel")
    done = subprocess.run(
        ["bash", "-c", f"{program} export -a {place / 'a'} -q '*' -f tei | head -c 1"],
        capture_output=True,
        check=False,
    )
    assert done.stdout == b"<" and done.stderr == b""
