"""The table of links: level with the tables, whole at any moment, made anew at will."""

from __future__ import annotations

import shutil

import polars as pl
import pyarrow as pa
import pytest

import reftel.archive
from reftel.archive import graphing, linking
from reftel.links.schema import LINKS


@pytest.fixture
def filled(archive, ingest, folder):
    ingest(folder)
    return archive


def found(archive) -> set[str]:
    return set(archive.verify().found)


def test_an_ingest_brings_the_links_up(filled):
    assert linking.is_current(filled._store)
    frame = filled.links.collect()
    assert frame.columns == LINKS.names
    assert frame.height == 12
    assert set(frame["how"]) == {"as read"}
    assert filled.verify().checked["links"] == 12


def test_an_archive_without_cables_has_links_without_rows(archive):
    assert archive.links.collect().height == 0
    assert found(archive) == {"index-missing"}


def test_links_that_are_gone_are_made_anew(filled):
    linking.file(filled._store).unlink()
    assert found(filled) == {"links-missing"}
    assert filled.links.collect().height == 12
    assert filled.verify().ok


@pytest.mark.parametrize("junk", [b"", b"PAR1", b"PAR1 no Parquet at all PAR1"])
def test_links_that_cannot_be_read_are_made_anew(filled, junk):
    linking.file(filled._store).write_bytes(junk)
    assert found(filled) == {"links-missing"}
    filled.reindex()
    assert filled.verify().ok


def test_links_of_other_rules_are_made_anew(filled, monkeypatch):
    monkeypatch.setattr(linking, "VERSION", linking.VERSION + 1)
    assert found(filled) == {"links-behind"}
    filled.links.collect()
    assert filled.verify().ok


def test_links_that_were_changed_are_found_and_mended(filled):
    path = linking.file(filled._store)
    metadata = pl.read_parquet_metadata(path)
    changed = pl.read_parquet(path).with_columns(confidence=pl.lit(1.0))
    changed.write_parquet(path, metadata={"reftel": metadata["reftel"]})
    assert found(filled) == {"links-differ"}
    filled.reindex()
    assert filled.verify().ok


def test_one_reads_links_while_another_writes(filled):
    linking.file(filled._store).unlink()
    with filled._store.lock():
        assert reftel.archive.open(filled.path).links.collect().height == 12
        assert not linking.file(filled._store).exists()


def test_links_that_are_behind_catch_up(filled, ingest, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(linking, "bring_up", lambda store: None)
        (tmp_path / "2004PARIS1.txt").write_text("LATER 2003ROME1")
        ingest(tmp_path / "2004PARIS1.txt")
    assert found(filled) == {"links-behind"}
    assert "2003ROME1" in filled.links.collect()["to_mrn"]
    assert filled.verify().ok


def test_an_ingest_makes_the_graph_and_verify_knows_a_changed_one(filled):
    there = sorted(path.name for path in (filled.path / "graph").iterdir())
    assert there == [f"{graphing.name(filled._store)}.{part}.arrow" for part in ("edges", "nodes")]
    assert graphing.is_sound(filled._store)
    edges, nodes = (filled.path / "graph" / name for name in there)
    kept = edges.read_bytes()
    edges.write_bytes(kept.replace(b"as read", b"as real"))
    assert found(filled) == {"graph-differs"}
    edges.write_bytes(kept)
    assert filled.verify().ok
    nodes.write_bytes(nodes.read_bytes().replace(b"2003ROME1", b"2003ROME9"))
    assert found(filled) == {"graph-differs"}
    filled.reindex()
    assert filled.verify().ok


def test_a_graph_whose_places_lie_beyond_its_file_is_known(filled):
    (path,) = (filled.path / "graph").glob("*.nodes.arrow")
    graph = pa.ipc.open_file(path).read_all()
    keys = graph.column("key").chunk(0)
    offsets = next(buffer for buffer in keys.buffers() if buffer is not None)
    whole = path.read_bytes()
    damaged = bytearray(whole)
    at = whole.find(offsets.to_pybytes()[:64])
    damaged[at + 8 : at + 40] = b"\xff" * 32
    path.write_bytes(bytes(damaged))
    assert found(filled) == {"graph-differs"}


def test_a_graph_that_is_gone_is_made_by_the_next_reader(filled):
    shutil.rmtree(filled.path / "graph")
    assert filled.verify().ok
    assert graphing.is_sound(filled._store) is None
    assert filled.thread("2003ROME5") is not None
    assert graphing.is_sound(filled._store)
