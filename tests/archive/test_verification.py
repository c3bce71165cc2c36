from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

import reftel.archive
from reftel.archive import coverage, datafiles
from reftel.archive.verification import verify


@pytest.fixture
def filled(archive, ingest, folder):
    (folder / "empty.txt").write_bytes(b"")
    ingest(folder)
    assert archive.verify().ok
    return archive


def found(archive) -> set[str]:
    return set(reftel.archive.open(archive.path).verify().found)


def data_file(archive, table):
    return archive._store.files(table)[0]


@pytest.mark.parametrize("table", ["sources", "cables", "paragraphs", "references", "rejects"])
def test_a_changed_byte(filled, table):
    file = data_file(filled, table)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert found(filled) == {"file-changed"}
    assert filled.verify().findings[0].where == f"{table}/{file.name}"


@pytest.mark.parametrize("table", ["sources", "cables", "rejects"])
def test_a_file_that_is_gone(filled, table):
    data_file(filled, table).unlink()
    assert found(filled) == {"file-missing"}


def rewrite(archive, table, change):
    """Change the rows of a table and cover the traces: the log, the digest and the statistics agree."""
    file = data_file(archive, table)
    data, size = change(pq.read_table(file)), file.stat().st_size
    pq.write_table(data, file)
    for log in (archive.path / table / "_delta_log").glob("*.json"):
        written = log.read_text().replace(f'"size":{size},', f'"size":{file.stat().st_size},')
        log.write_text(written)
    sums = archive.path / "SHA256SUMS"
    key = archive._store.digests.key(file)
    others = [line for line in sums.read_text().splitlines() if not line.endswith(key)]
    sums.write_text("\n".join([*others, f"{datafiles.digest(file)}  {key}"]) + "\n")


def test_a_row_that_is_gone(filled):
    rewrite(filled, "cables", lambda rows: rows.slice(1))
    assert {"orphan-row", "index-differs", "links-differ"} >= found(filled) >= {"orphan-row"}


def test_a_file_of_another_length_than_its_table_says(filled):
    log = filled.path / "cables" / "_delta_log" / f"{1:020}.json"
    size = data_file(filled, "cables").stat().st_size
    log.write_text(log.read_text().replace(f'"size":{size},', f'"size":{size + 100},'))
    assert found(filled) == {"file-changed"}


def test_a_row_deleted_by_another_program(filled):
    DeltaTable(filled.path / "cables").delete("mrn = '2003ROME3'")
    assert found(filled) == {"version-unknown"}
    assert filled.get("2003ROME3") and filled.cables.collect().height == 12, "the snapshot holds"


def test_a_source_that_was_rewritten(filled):
    def change(rows):
        data = rows.column("data").to_pylist()
        data[0] = b"FORGED"
        return rows.set_column(rows.schema.names.index("data"), "data", [data])

    rewrite(filled, "sources", change)
    assert "source-changed" in found(filled)


def test_rows_that_are_there_twice(filled):
    import pyarrow as pa

    rewrite(filled, "sources", lambda rows: pa.concat_tables([rows.slice(0, 11), rows.slice(0, 1)]))
    assert {"twice", "source-missing"} <= found(filled)


def test_a_count_that_differs(filled):
    path = filled.path / "snapshot.json"
    snapshot = json.loads(path.read_text())
    snapshot["counts"]["paragraphs"] += 1
    path.write_text(json.dumps(snapshot))
    assert found(filled) == {"count-differs"}


def test_an_index_that_lacks_a_cable(filled):
    index = coverage.open_index(filled._store)
    assert index is not None
    writer = index.writer(15_000_000, 1)
    writer.delete_documents_by_term("mrn", "2003ROME3")
    writer.commit()
    writer.wait_merging_threads()
    assert found(filled) == {"index-differs"}
    assert filled.reindex() == 12 and filled.verify().ok


def test_a_log_that_is_gone(filled):
    for log in (filled.path / "references" / "_delta_log").iterdir():
        log.unlink()
    assert found(filled) == {"log-unreadable"}


def test_the_sums_are_such_as_other_programs_check(filled):
    lines = (filled.path / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 5
    for line in lines:
        value, _, path = line.partition("  ")
        assert datafiles.digest(filled.path / path) == value


def test_verify_changes_nothing(filled):
    before = {file: file.stat().st_mtime_ns for file in filled.path.rglob("*") if file.is_file()}
    verify(filled._store)
    after = {file: file.stat().st_mtime_ns for file in filled.path.rglob("*") if file.is_file()}
    assert before == after
