from __future__ import annotations

import sys
from pathlib import Path

import pytest

import reftel.archive

sys.path.insert(0, str(Path(__file__).parent))  # for `stand_in`, here and in worker processes

STAND_IN = "stand_in:parse"


@pytest.fixture
def archive(tmp_path):
    return reftel.archive.create(tmp_path / "my.archive")


@pytest.fixture
def folder(tmp_path):
    """A folder of twelve cables, each of which cites the next."""
    path = tmp_path / "in"
    path.mkdir()
    for number in range(1, 13):
        text = f"CONFIDENTIAL ROME {number}\n\n1. (C) As in 2003ROME{number + 1}\n\n2. (C) More {number}."
        (path / f"2003ROME{number}.txt").write_text(text)
    return path


@pytest.fixture
def ingest(archive):
    """Take something in with the stand-in parser, in this process."""

    def run(*paths, **more):
        return archive.ingest(paths, **({"parse": STAND_IN, "workers": 0} | more))

    return run
