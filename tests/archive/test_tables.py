"""Tables in an archive: columns said from Python, and those said later for what could not be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import reftel
from reftel.readers import MappingError

TEXTS = ["SECRET ROME 000012", "SECRET ROME 000013"]


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"nr": [1, 2], "inhalt": TEXTS}), out)
    return out.getvalue()


TABLES = {
    "a.csv": "nr,inhalt\n1,{}\n2,{}\n".format(*TEXTS).encode(),
    "a.jsonl": b"".join(
        json.dumps({"nr": n, "inhalt": text}).encode() + b"\n" for n, text in enumerate(TEXTS)
    ),
    "a.parquet": parquet(),
}


@pytest.mark.parametrize("name", TABLES)
def test_columns_that_are_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TABLES[name])
    archive = reftel.create(tmp_path / "a.archive")
    report = archive.ingest(tmp_path / name, workers=0, columns={"text": "inhalt"})
    assert (report.new, report.rejected) == (2, 0)
    (told,) = report.tables
    assert (told.said, told.others) == ({"text": "inhalt"}, ("nr",))
    assert archive.verify().ok


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("gone", [False, True], ids=["there", "gone"])
def test_what_could_not_be_read_is_read_once_its_columns_are_said(
    tmp_path: Path, name: str, gone: bool
) -> None:
    (tmp_path / name).write_bytes(TABLES[name])
    archive = reftel.create(tmp_path / "a.archive")
    report = archive.ingest(tmp_path / name, workers=0)
    assert (report.new, [reject.code for reject in report.rejects]) == (0, ["no-text"])
    if gone:
        (tmp_path / name).unlink()
    assert archive.retry_rejects(workers=0).new == 0
    assert archive.retry_rejects(workers=0, columns={"text": "inhalt"}).new == 2
    assert archive.open_rejects.is_empty()
    assert archive.retry_rejects(workers=0, columns={"text": "inhalt"}).messages == 0


def test_a_name_that_no_column_can_have_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    archive = reftel.create(tmp_path / "a.archive")
    with pytest.raises(MappingError, match="no name for a column"):
        archive.ingest(tmp_path, columns={"body": "inhalt"})
