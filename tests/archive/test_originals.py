"""The original bytes of a cable, and rejects that are tried again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import reftel
from reftel.archive import Archive
from reftel.readers import Found

CABLE = b"SECRET ROME 000012\r\n\r\nTAGS: PREL\r\nSUBJECT: OIL\r\n\r\n1. (S) TEXT.\r\n"
MARK = bytes(range(32)) * 8  # of no format that is known


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return reftel.create(tmp_path / "an.archive")


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def test_bytes_come_out_as_they_went_in(archive: Archive, tmp_path: Path) -> None:
    put(tmp_path / "in", "2003ROME12.txt", CABLE)
    archive.ingest(tmp_path / "in", workers=0)
    (one,) = archive.originals("03 ROME 12")
    assert one.data == CABLE
    assert one.sha256 == hashlib.sha256(CABLE).hexdigest()
    assert (one.path, one.offset, one.length, one.reader) == (
        str(tmp_path / "in" / "2003ROME12.txt"),
        0,
        len(CABLE),
        "plain",
    )


def test_the_same_bytes_elsewhere_are_a_second_source_with_its_bytes(
    archive: Archive, tmp_path: Path
) -> None:
    for name in ("2003ROME12.txt", "2003ROME000012.txt"):
        put(tmp_path / "in", name, CABLE)
    archive.ingest(tmp_path / "in", workers=0)
    found = archive.originals("2003ROME12")
    assert len({one.path for one in found}) == 2
    assert {one.data for one in found} == {CABLE}


def test_a_record_within_a_file_has_its_own_bytes(archive: Archive, tmp_path: Path) -> None:
    lines = [json.dumps({"mrn": f"2003ROME{n}", "text": CABLE.decode()}) for n in (1, 2)]
    file = put(tmp_path / "in", "a.jsonl", "\n".join(lines).encode())
    archive.ingest(file, workers=0)
    (one, other) = archive.originals(archive.search("oil").hits[0].id)
    whole = file.read_bytes()
    for source in (one, other):
        assert whole[source.offset : source.offset + source.length] == source.data


def test_what_is_not_there_has_no_bytes(archive: Archive) -> None:
    assert archive.originals("2003ROME99") == []
    assert archive.originals("no such thing") == []


def test_counts_by_format(archive: Archive, tmp_path: Path) -> None:
    put(tmp_path / "in", "2003ROME12.txt", CABLE)
    put(tmp_path / "in", "2003ROME000012.txt", CABLE)
    put(tmp_path / "in", "03ROME12.txt", CABLE.replace(b"TEXT", b"OTHER TEXT"))
    put(tmp_path / "in", "x.jsonl", b"no json\n")
    put(tmp_path / "in", "x.bin", b"\x00\x01\xff")
    report = archive.ingest(tmp_path / "in", workers=0)
    plain = report.formats["plain"]
    assert (plain.read, plain.new, plain.editions, plain.duplicates) == (3, 2, 1, 1)
    assert report.formats["jsonl"].rejects == 1
    assert report.formats["unread"].rejects == 1
    again = archive.ingest(tmp_path / "in", workers=0).formats["plain"]
    assert (again.read, again.new, again.editions, again.duplicates) == (3, 0, 0, 3)


def test_an_edition_of_a_number_held_before_is_counted(archive: Archive, tmp_path: Path) -> None:
    archive.ingest(put(tmp_path / "in", "2003ROME12.txt", CABLE), workers=0)
    report = archive.ingest(put(tmp_path / "in", "03ROME12.txt", CABLE + b"NNNN\n"), workers=0)
    assert report.formats["plain"].editions == 1


def test_a_mended_file_is_no_open_reject_any_more(archive: Archive, tmp_path: Path) -> None:
    file = put(tmp_path / "in", "a.jsonl", b"broken\n" + json.dumps({"text": CABLE.decode()}).encode())
    assert archive.ingest(file, workers=0).rejected == 1
    assert archive.open_rejects.height == 1
    assert archive.retry_rejects(workers=0).rejected == 1  # nothing was mended
    assert archive.open_rejects.height == 1
    file.write_bytes(json.dumps({"text": "SECRET ROME 13"}).encode() + b"\n")
    assert archive.retry_rejects(workers=0).rejected == 0
    assert archive.open_rejects.is_empty()
    assert archive.rejects.collect().height == 1  # it stays on record


def test_a_reject_whose_file_is_gone_is_tried_from_its_kept_bytes(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reftel.readers import registry

    file = put(tmp_path / "in", "2003ROME12.new", MARK + CABLE)
    assert archive.ingest(file, workers=0).rejected == 1
    file.unlink()
    kept = archive.retry_rejects(workers=0)
    assert (kept.messages, kept.rejected) == (0, 1)

    class New:  # a reader that an upgrade brings
        name, version = "new", "1"

        def sniff(self, head: bytes, path: str) -> float:
            return float(head.startswith(MARK))

        def read(self, stream, path):
            from reftel.model import RawMessage, Source

            data = stream.read()
            digest = hashlib.sha256(data).hexdigest()
            source = Source(path=path, length=len(data), sha256=digest, reader="new", reader_version="1")
            yield RawMessage(data=data, text=data[len(MARK) :].decode(), source=source)

    monkeypatch.setattr(registry, "readers", lambda: (New(),))
    report = archive.retry_rejects(workers=0)
    assert (report.new, report.rejected) == (1, 0)
    assert archive.open_rejects.is_empty()


def test_found_files_pass_through() -> None:
    from reftel.readers import find, read

    found = Found("gone.txt", "gone.txt", "/gone.txt", len(CABLE), CABLE)
    assert list(find([found])) == [found]
    (message,) = read(found)
    assert message.data == CABLE  # type: ignore[union-attr]
