"""`reftel gaps`, as a user types it."""

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


def reftel(*arguments: str | Path, colour: bool = False) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    env = (
        os.environ
        | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"}
        | ({"FORCE_COLOR": "1"} if colour else {})
    )
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def test_the_table_in_every_form(folder: Path) -> None:
    plain = [line.split("\t") for line in reftel("gaps", "-a", folder / "a").stdout.splitlines()]
    as_json = [json.loads(line) for line in reftel("gaps", "-a", folder / "a", "--json").stdout.splitlines()]
    as_csv = list(csv.DictReader(io.StringIO(reftel("gaps", "-a", folder / "a", "--csv").stdout)))
    assert (
        [row[0] for row in plain] == [row["station"] for row in as_json] == [row["station"] for row in as_csv]
    )
    rome = next(row for row in as_json if row["station"] == "ROME" and row["year"] == 2003)
    assert rome["held"] == 199 and rome["total_low"] <= rome["total"] <= rome["total_high"]
    shown = reftel("gaps", "-a", folder / "a", "--post", "rome", colour=True).stdout
    assert "2003 ROME" in shown and "given out" in shown


def test_by_year_and_missing(folder: Path) -> None:
    done = reftel("gaps", "-a", folder / "a", "--by-year", "--json")
    years = {row["year"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert years[1974]["made"] == 467_881
    shown = reftel("gaps", "-a", folder / "a", "--by-year", colour=True).stdout
    assert "467,881" in shown and "not released" in shown
    assert years[1974]["missing"] == 467_881 - years[1974]["held"]
    assert "By classification" in shown and "0 of 68,068" in shown  # confidential, of 1974
    assert reftel("gaps", "-a", folder / "a", "--missing").returncode in (0, 1)


@pytest.mark.parametrize("name", ["map.svg", "map.png"])
def test_the_picture(folder: Path, name: str) -> None:
    done = reftel("gaps", "-a", folder / "a", "--heatmap", folder / name, "--year", "2003")
    assert done.returncode == 0, done.stderr
    data = (folder / name).read_bytes()
    assert data.startswith(b"<svg" if name.endswith("svg") else b"\x89PNG")
    again = reftel("gaps", "-a", folder / "a", "--heatmap", folder / name)
    assert again.returncode == 1 and "--force" in again.stderr
    assert (folder / name).read_bytes() == data
    assert reftel("gaps", "-a", folder / "a", "--heatmap", folder / name, "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--confidence", "2"), 2, "lies between 0 and 1"),
        (("--confidence", "nan"), 2, "lies between 0 and 1"),
        (("--by-year", "--missing"), 2, "one at a time"),
        (("--post", "12"), 2, "is no post"),
        (("--post", "porto"), 2, "PORTOALEGRE or PORTOFSPAIN"),
        (("--year", "1066"), 1, "nothing to tell of"),
        (("--year", "x"), 2, "--year"),
        (("--limit", "0"), 2, "--limit"),
        (("--heatmap", "map.jpg"), 2, ".svg or .png"),
        (("--heatmap", "map.svg", "--year", "1066"), 1, "nothing to draw"),
        (("--heatmap", "no/such/folder/map.svg"), 3, "no/such/folder"),
    ],
)
def test_what_cannot_be_done_is_told(
    folder: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    done = reftel("gaps", "-a", folder / "a", *arguments)
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
