from __future__ import annotations

import shutil

import pytest

import reftel.archive
from reftel.archive import coverage
from reftel.archive import index as word_index
from reftel.archive import ingest as pipeline


def test_an_index_that_is_gone_is_made_anew(archive, ingest, folder):
    ingest(folder)
    shutil.rmtree(archive.path / "index")
    assert reftel.archive.open(archive.path).get("2003ROME3") is not None
    assert archive.verify().ok


def test_an_index_of_another_version_is_made_anew(archive, ingest, folder, monkeypatch):
    ingest(folder)
    monkeypatch.setattr(word_index, "VERSION", word_index.VERSION + 1)
    assert coverage.open_index(archive._store) is None
    assert archive.get("2003ROME3") is not None
    assert coverage.open_index(archive._store) is not None


def test_an_index_that_is_behind_catches_up(archive, ingest, folder, tmp_path, monkeypatch):
    ingest(folder)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline.Indexer, "add", lambda self, batch, rows: None)
        for number in (1, 2):
            (tmp_path / f"2004PARIS{number}.txt").write_text(f"LATER {number}")
            ingest(tmp_path / f"2004PARIS{number}.txt")
    assert set(archive.verify().found) == {"index-differs"}
    opened = reftel.archive.open(archive.path)
    later = opened.get("2004PARIS2")
    assert later is not None
    assert later.text == "LATER 2"
    assert coverage.highest_batch(opened.index) == 3
    assert opened.verify().ok


def test_an_index_ahead_of_the_tables_is_made_anew(archive, ingest, folder, tmp_path):
    ingest(folder)
    other = reftel.archive.create(tmp_path / "other")
    (tmp_path / "one.txt").write_text("ONE")
    other.ingest(tmp_path / "one.txt", parse="stand_in:parse", workers=0)
    shutil.rmtree(other.path / "index")
    shutil.copytree(archive.path / "index", other.path / "index")
    assert [cable.text for cable in word_index.find(other.index, "batch", 1)] == ["ONE"]
    assert other.verify().ok


def test_one_reads_while_another_writes(archive, ingest, folder):
    ingest(folder)
    with archive._store.lock():
        assert reftel.archive.open(archive.path).get("2003ROME3") is not None


def test_an_open_archive_sees_what_comes_in(archive, ingest, folder, tmp_path):
    assert archive.get("2003ROME3") is None and archive.cables.collect().is_empty()
    reftel.archive.open(archive.path).ingest(folder, parse="stand_in:parse", workers=0)
    assert archive.get("2003ROME3") is not None and archive.cables.collect().height == 12


@pytest.mark.parametrize(
    ("field", "value", "count"),
    [
        ("station", "ROME", 12),
        ("year", 2003, 12),
        ("serial", 7, 1),
        ("ref", "2003ROME7", 1),
        ("body", "more", 12),
    ],
)
def test_fields(archive, ingest, folder, field, value, count):
    ingest(folder)
    assert len(word_index.ids(archive.index, field, value)) == count
