"""`reftel source` and `reftel ingest --retry-rejects`, as a user types them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CABLE = Path(__file__).resolve().parents[2] / "demo" / "cables" / "2003ROME004580.txt"


def reftel(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=os.environ | {"COLUMNS": "100"}, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    (folder / "in").mkdir()
    for name in ("2003ROME4580.txt", "../escape.txt", "same.txt"):
        (folder / "in" / name).write_bytes(CABLE.read_bytes())
    done = reftel("ingest", "-a", folder / "a", folder / "in", folder / "escape.txt")
    assert done.returncode == 0, done.stderr
    return folder


def test_bytes_on_a_pipe_are_the_file(folder: Path) -> None:
    done = reftel("source", "-a", folder / "a", "03 ROME 4580")
    assert done.returncode == 0
    assert done.stdout == CABLE.read_bytes()
    assert b"3 sources" in done.stderr


def test_the_list_names_place_and_digest(folder: Path) -> None:
    done = reftel("source", "-a", folder / "a", "2003ROME4580", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["sha256"] for row in rows} == {hashlib.sha256(CABLE.read_bytes()).hexdigest()}
    assert len(rows) == 3


def test_all_sources_are_written_into_one_folder(folder: Path) -> None:
    done = reftel("source", "-a", folder / "a", "2003ROME4580", "--out", folder / "out")
    assert done.returncode == 0
    written = sorted((folder / "out").iterdir())
    assert len(written) == 3
    assert {file.read_bytes() for file in written} == {CABLE.read_bytes()}


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("source", "nonsense"), 1, "no message number"),
        (("source", "2003ROME1"), 1, "2003ROME1"),
        (("ingest",), 2, "Give files or folders"),
        (("ingest", "x.txt", "--retry-rejects"), 2, "Give files or folders"),
        (("ingest", "--retry-rejects"), 0, ""),
    ],
)
def test_messages(folder: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    done = reftel(arguments[0], "-a", folder / "a", *arguments[1:])
    assert done.returncode == status
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr
