from __future__ import annotations

import json
from pathlib import Path

import pytest

import reftel
from reftel.archive import Archive
from tests.search.cables import CABLES

DEMO = Path(__file__).resolve().parents[2] / "demo/cables"
# Of which the source says the subject, and has no text that says it.
GIVEN = {"id": "card", "text": "THE TEXT OF THIS CARD WAS WITHDRAWN.", "subject": "Quinquennial conference"}


def _archive(path: Path, *more: Path) -> Archive:
    folder = path / "in"
    folder.mkdir()
    for name, text in CABLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "given.jsonl").write_text(json.dumps(GIVEN) + "\n")
    archive = reftel.create(path / "a.archive")
    report = archive.ingest([folder, *more], workers=0)
    assert report.rejected == 0
    return archive


@pytest.fixture(scope="package")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The dozen of cables written for these tests, and one of JSON."""
    return _archive(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The dozen and the demo's cables."""
    return _archive(tmp_path_factory.mktemp("library"), DEMO)
