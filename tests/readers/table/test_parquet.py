"""Parquet files and JSON lines with any columns."""

from __future__ import annotations

import datetime
import decimal
import io
import json
import tarfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Found, Reject
from reftel.readers import read as read_file
from reftel.readers.table import Parquet, columnar
from tests.readers.table.making import read, texts


def parquet(columns: dict[str, object], **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_each_row_is_a_message_with_a_place_and_bytes_of_its_own() -> None:
    data = parquet({"id": ["03ROME12", "03ROME13"], "body": texts(2), "pages": [3, None]}, row_group_size=1)
    seen = read(data, "a.parquet", "parquet")
    assert [one.text for one in seen.messages] == texts(2)
    assert [one.given for one in seen.messages] == [{"mrn": "03ROME12", "pages": "3"}, {"mrn": "03ROME13"}]
    second = seen.messages[1]
    assert (second.source.path, second.source.offset) == ("a.parquet!row 2", 0)
    assert json.loads(second.data) == {"id": "03ROME13", "body": texts(2)[1]}
    assert seen.columns[0].guessed == {"text": "body", "mrn": "id"}


def test_values_of_every_kind_are_text() -> None:
    seen = read(
        parquet(
            {
                "text": texts(1),
                "sent": pa.array([1065542701], pa.timestamp("s")),
                "day": [datetime.date(2003, 10, 7)],
                "tags": [["PARM", "IT"]],
                "other": [{"a": 1}],
                "sum": [decimal.Decimal("1.50")],
                "yes": [True],
                "raw": ["CAFÉ".encode("cp1252")],
                "late": pa.array([1], pa.timestamp("ns")),
                "far": pa.array([10**14], pa.timestamp("s")),
            }
        ),
        "a.parquet",
        "parquet",
    )
    (one,) = seen.messages
    assert one.given == {
        "date": "2003-10-07T16:05:01",
        "day": "2003-10-07",
        "tags": "PARM; IT",
        "other": '{"a":1}',
        "sum": "1.50",
        "yes": "true",
        "raw": "CAFÉ",
        "late": "1970-01-01T00:00:00",
        "far": one.given["far"],
    }


def test_text_as_bytes_and_as_a_dictionary() -> None:
    for column in (
        pa.array([text.encode() for text in texts(2)]),
        pa.array(texts(2)).dictionary_encode(),
        pa.array(texts(2), pa.large_string()),
    ):
        assert [one.text for one in read(parquet({"text": column}), "x", "parquet").messages] == texts(2)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"PAR1", "cut-short", "breaks off after 4 bytes"),
        (b"PAR1" + b"\0" * 40, "cut-short", "its list is missing"),
        (b"PAR1" + b"\xff" * 40 + b"PAR1", "damaged", "cannot be opened"),
        (b"PAR1" + b"\0" * 40 + b"PARE", "encrypted", "encrypted"),
        (parquet({"text": texts(3)})[:-9], "cut-short", "its list is missing"),
        (parquet({"text": pa.array([], pa.string())}), "empty", "columns (text) and no rows"),
        (parquet({}), "empty", "none"),
        (parquet({"a": [1, 2], "b": ["x", "y"]}), "no-text", "the columns are “a”, “b”"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str, words: str) -> None:
    seen = read(data, "a.parquet", "parquet")
    assert not seen.messages
    (reject,) = seen.rejects
    assert reject.code == code
    assert words in reject.reason


def test_rows_before_and_behind_a_damaged_group_are_read() -> None:
    whole = parquet({"text": [f"{n} {text}" for n, text in enumerate(texts(9))]}, row_group_size=3)
    column = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(1).column(0)
    at = column.dictionary_page_offset
    damaged = whole[:at] + b"\xff" * 30 + whole[at + 30 :]
    seen = read(damaged, "a.parquet", "parquet")
    assert [one.text[0] for one in seen.messages] == list("012678")
    (reject,) = seen.rejects
    assert (reject.code, reject.path) == ("damaged", "a.parquet!row 4")
    assert "rows 4–6 cannot be read" in reject.reason


def test_a_column_that_says_that_far_more_comes_out_than_goes_in_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = parquet({"text": ["A " * 1_500_000] * 3}, use_dictionary=False, compression="zstd")
    assert len(read(data, "a.parquet", "parquet").messages) == 3
    monkeypatch.setattr(columnar, "_LIMITS", columnar.Limits(ratio_from=1_000_000))
    seen = read(data, "a.parquet", "parquet")
    assert [(reject.code, reject.path) for reject in seen.rejects] == [("too-large", "a.parquet!row 1")]


def test_a_parquet_file_in_a_tar_is_read(tmp_path: Path) -> None:
    data = parquet({"id": ["03ROME12"], "text": texts(1)})
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        info = tarfile.TarInfo("b/c.parquet")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    path = str(tmp_path / "a.tar")
    (one,) = read_file(Found(path, "a.tar", path, 0))
    assert isinstance(one, RawMessage)
    assert one.source.path == "a.tar!b/c.parquet!row 1"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
def test_noise_never_raises(at: int, noise: bytes) -> None:
    whole = parquet({"text": texts(4), "id": ["03ROME1"] * 4})
    at %= len(whole)
    for data in (whole[:at] + noise + whole[at + len(noise) :], whole[:at], b"PAR1" + noise):
        for one in Parquet().read(io.BytesIO(data), "a.parquet"):
            assert isinstance(one, RawMessage | Reject)


def test_a_wrong_byte_in_the_list_ends_no_process() -> None:
    # Of some such bytes Arrow, asked for a column's sizes, ended the process that asked.
    whole = parquet({"text": texts(4), "id": ["03ROME1"] * 4})
    begins = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for at in range(begins, len(whole) - 8):
        for wrong in (0, 0x18, 0x25, 0xFF):
            data = whole[:at] + bytes([wrong]) + whole[at + 1 :]
            for one in Parquet().read(io.BytesIO(data), "a.parquet"):
                assert isinstance(one, RawMessage | Reject)


def lines(*members: dict[str, object]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in members)


def test_json_lines_whose_text_has_another_name() -> None:
    data = lines(
        *({"ref": f"03ROME{n}", "body": text, "tags": ["PARM"]} for n, text in enumerate(texts(2), 12))
    )
    seen = read(data, "a.jsonl", "jsonl")
    assert [one.text for one in seen.messages] == texts(2)
    assert seen.messages[0].given == {"mrn": "03ROME12", "tags": "PARM"}
    assert seen.columns[0].guessed == {"text": "body", "mrn": "ref", "tags": "tags"}


def test_json_lines_whose_text_is_named_text_keep_their_names_and_nothing_is_told() -> None:
    seen = read(lines({"id": "03ROME12", "text": "A"}, {"sent": "1/2/2003", "text": "B"}), "a.jsonl", "jsonl")
    assert [one.given for one in seen.messages] == [{"id": "03ROME12"}, {"sent": "1/2/2003"}]
    assert not seen.columns


def test_json_lines_with_columns_that_are_said() -> None:
    data = lines({"text": "short", "voll": "LONG A"}, {"text": "short", "voll": 5}, {"text": "x"})
    seen = read(data, "a.jsonl", "jsonl", text="voll")
    assert [(one.text, one.given) for one in seen.messages] == [("LONG A", {"text": "short"})]
    assert [reject.code for reject in seen.rejects] == ["no-text", "no-text"]


def test_json_lines_without_a_text_are_one_reject_that_lists_the_members() -> None:
    seen = read(lines(*({"id": n, "what": "x"} for n in range(500))), "a.jsonl", "jsonl")
    (reject,) = seen.rejects
    assert "“id”, “what”" in reject.reason
