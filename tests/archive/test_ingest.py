from __future__ import annotations

import json
import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reftel.archive
from reftel.archive import ArchiveError, ArchiveLocked, NotAnArchive, WorkerDied, datafiles, intake, writing
from reftel.archive import ingest as pipeline

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20


def rows(archive) -> dict[str, list]:
    """All rows of all tables, less what names the run."""
    tables = ("cables", "paragraphs", "references", "rejects", "sources")
    frames = {name: getattr(archive, name).collect() for name in tables}
    return {
        name: sorted(map(repr, f.drop("batch", "run", strict=False).rows())) for name, f in frames.items()
    }


def test_what_comes_in_is_there(archive, ingest, folder):
    report = ingest(folder)
    assert (report.messages, report.new, report.rejected, report.again) == (12, 12, 0, 0)
    cable = archive.get("03 ROME 3")
    assert cable.text == (folder / "2003ROME3.txt").read_text()
    assert archive.get(cable.id) == cable == archive.editions("2003ROME3")[0]
    assert archive.get("2003ROME99") is None and archive.get("nonsense") is None
    assert archive.paragraphs.collect().height == 36
    kept = {row["cable"]: row["data"] for row in archive.sources.collect().to_dicts()}
    assert kept[cable.id] == (folder / "2003ROME3.txt").read_bytes()


def test_what_cites_what(archive, ingest, folder):
    ingest(folder)
    (cited,) = archive.cites("2003ROME3")
    assert (str(cited.reference.mrn), cited.missing) == ("2003ROME4", False)
    (ghost,) = archive.cites("2003ROME12")
    assert ghost.missing and ghost.editions == ()
    (citing,) = archive.cited_by("2003ROME13")
    assert str(citing.mrn) == "2003ROME12" and citing.missing
    assert archive.info().ghosts == 1 and archive.info().cited == 12


def test_twice_is_once(archive, ingest, folder):
    ingest(folder)
    (folder / "photo.txt").write_bytes(JPEG)
    ingest(folder)
    before = rows(archive)
    files = set(archive.path.rglob("*.parquet"))
    report = ingest(folder, folder / "2003ROME1.txt", str(folder) + "/*.txt")
    assert (report.new, report.again, report.copies, report.batches) == (0, 25, 0, 0)
    assert rows(archive) == before and set(archive.path.rglob("*.parquet")) == files
    assert archive.verify().ok


def test_a_copy_is_a_source_and_no_cable(archive, ingest, folder):
    ingest(folder)
    shutil.copy(folder / "2003ROME5.txt", folder / "copy.txt")
    report = ingest(folder)
    assert (report.new, report.copies, report.again) == (0, 1, 12)
    (source,) = [row for row in archive.sources.collect().to_dicts() if row["path"].endswith("copy.txt")]
    assert source["cable"] == archive.get("2003ROME5").id
    assert source["data"] is None, "the bytes are kept twice"
    assert archive.verify().ok


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 9), max_size=12), min_size=1, max_size=4), st.integers(1, 5))
def test_any_order_and_repetition_give_the_same_cables(tmp_path_factory, runs, chunk):
    folder = tmp_path_factory.mktemp("orders")
    archive = reftel.archive.create(folder / "a")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "CHUNK_MESSAGES", chunk)
        patch.setattr(writing, "GROUP_CABLES", chunk)
        patch.setattr(writing, "BATCH_CABLES", chunk * 2)
        for number, run in enumerate(runs):
            path = folder / f"{number}.jsonl"
            lines = [{"id": f"2003ROME{n + 1}", "text": f"TEXT {n}\n\n2003ROME{n + 50}"} for n in run]
            path.write_text("".join(json.dumps(line) + "\n" for line in lines))
            archive.ingest(path, parse="stand_in:parse", workers=0)
    wanted = {f"TEXT {n}\n\n2003ROME{n + 50}" for run in runs for n in run}
    assert sorted(archive.cables.collect()["text"]) == sorted(wanted)
    assert archive.paragraphs.collect().height == 2 * len(wanted)
    assert archive.references.collect().height == len(wanted)
    assert archive.sources.collect().height == sum(map(len, runs))
    if wanted:
        assert archive.verify().ok


def test_ten_broken_inputs_ten_rejects(archive, ingest, folder, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "01-photo.txt").write_bytes(JPEG)
    (broken / "02-empty.txt").write_bytes(b"")
    (broken / "03-blank.txt").write_bytes(b"\r\n \r\n")
    (broken / "04-page.html").write_text("<!doctype html><p>SECRET")
    (broken / "05-archive.zip").write_bytes(b"PK\x03\x04")
    (broken / "06-noise.txt").write_bytes(bytes(range(1, 32)) * 10)
    (broken / "07-line.jsonl").write_text('{"text": "FINE"}\n{"text": \n')
    (broken / "08-other.jsonl").write_text('{"body": "SECRET"}\n')
    (broken / "09-link").symlink_to(broken / "gone")
    (broken / "10-fails.txt").write_text("FAIL")
    report = ingest(broken, folder)
    assert report.rejected == 10 and report.new == 13
    listed = archive.rejects.collect().sort("path").to_dicts()
    assert [row["code"] for row in listed] == [
        "format-unknown",
        "empty",
        "empty",
        "format-unknown",
        "cut-short",
        "format-unknown",
        "broken-json",
        "no-text",
        "no-such-path",
        "parser-failed",
    ]
    assert all(row["reason"] and row["advice"] for row in listed)
    assert listed[6]["line"] == 2 and listed[6]["offset"] == 17
    assert listed[9]["data"] == b"FAIL", "the bytes are lost"
    assert [reject.code for reject in ingest(broken).rejects] == [reject.code for reject in report.rejects]
    assert archive.rejects.collect().height == 10
    assert archive.verify().ok


def test_what_the_parser_failed_on_is_tried_again(archive, ingest, tmp_path):
    (tmp_path / "a.txt").write_text("FAIL")
    assert ingest(tmp_path / "a.txt").rejected == 1
    report = ingest(tmp_path / "a.txt", parse="mended:parse")
    assert (report.new, report.rejected) == (1, 0)
    assert archive.verify().ok


@pytest.fixture(autouse=True)
def mended(tmp_path, monkeypatch):
    """A newer version of the stand-in, which does not fail."""
    path = tmp_path / "newer"
    path.mkdir()
    (path / "mended.py").write_text(
        "import stand_in\n"
        "VERSION = 2\n"
        "def parse(text, **known):\n"
        "    return stand_in.parse(text.replace('FAIL', 'MENDED'), **known)\n"
    )
    monkeypatch.syspath_prepend(str(path))


def test_workers_give_what_one_process_gives(tmp_path, folder, monkeypatch):
    lines = tmp_path / "lines.jsonl"
    with lines.open("w") as out:
        for number in range(3000):
            text = "FAIL" if number == 1500 else f"{number} 2003ROME{number + 1}\n\n{'x' * (number % 97)}"
            out.write(json.dumps({"id": f"2003PARIS{number + 1}", "text": text}) + "\n")
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 1)
    archives = []
    for workers in (0, 2):
        archives.append(reftel.archive.create(tmp_path / f"a{workers}"))
        report = archives[-1].ingest([lines, folder], workers=workers, parse="stand_in:parse")
        assert (report.new, report.rejected) == (3011, 1)
    assert rows(archives[0]) == rows(archives[1])
    assert archives[1].verify().ok


def test_a_parser_that_is_not_there_is_told_before_workers_are_asked(archive, ingest, tmp_path):
    (tmp_path / "in.jsonl").write_text("".join(f'{{"text": "{number}"}}\n' for number in range(600)))
    with pytest.raises(ModuleNotFoundError, match="no_such_parser"):
        ingest(tmp_path / "in.jsonl", workers=1, parse="no_such_parser:parse")
    assert ingest(tmp_path / "in.jsonl").new == 600


def test_a_worker_that_dies_is_an_error_and_loses_nothing(archive, ingest, folder, tmp_path, monkeypatch):
    ingest(folder)
    (tmp_path / "newer" / "deadly.py").write_text("import os\ndef parse(text, **known):\n    os._exit(9)\n")
    (tmp_path / "more.txt").write_text("MORE")
    monkeypatch.setattr(pipeline, "WORTH_WORKERS", 0)
    with pytest.raises(WorkerDied, match="ingest again"):
        ingest(tmp_path / "more.txt", workers=1, parse="deadly:parse")
    assert archive.verify().ok
    assert ingest(tmp_path / "more.txt", folder).new == 1


def test_files_that_a_killed_ingest_left_are_cleared_away(archive, ingest, folder, tmp_path):
    ingest(folder)
    held = set(archive.path.rglob("*.parquet"))
    for name in ("cables", "rejects"):
        (archive.path / name / "part-00000002-0f.parquet").write_bytes(b"PAR1 and no more")
        (archive.path / name / "part-00000-0f-c000.zstd.parquet").write_bytes(b"another program's")
    (tmp_path / "one.txt").write_text("ONE")
    ingest(tmp_path / "one.txt")
    left = {path for path in archive.path.rglob("*.parquet") if path not in held}
    assert not [path for path in left if path.name == "part-00000002-0f.parquet"]
    assert len([path for path in left if path.name.startswith("part-00000-")]) == 2
    assert archive.verify().ok


def test_progress_counts_only_what_is_kept(archive, ingest, folder, monkeypatch):
    monkeypatch.setattr(writing, "BATCH_CABLES", 3)
    monkeypatch.setattr(intake, "CHUNK_MESSAGES", 3)
    seen = []

    def tell(now):
        held = reftel.archive.open(archive.path).cables.collect().height
        seen.append(now.kept)
        assert held >= now.kept

    report = ingest(folder, progress=tell)
    assert seen[-1] == 12 and seen == sorted(seen) and report.batches == 4


def test_the_bar_goes_to_standard_error(ingest, folder, capsys):
    ingest(folder, progress=True)
    out, err = capsys.readouterr()
    assert out == "" and "12 kept" in err


def test_one_writer_at_a_time(archive, ingest, folder):
    with archive._store.lock(), pytest.raises(ArchiveLocked, match=r"being written by process \d+"):
        ingest(folder)
    assert ingest(folder).new == 12


def test_the_archive_does_not_take_itself_in(archive, ingest, folder):
    report = ingest(archive.path.parent)
    assert "archive-itself" in [reject.code for reject in report.rejects]
    assert report.new == 12


def test_what_is_no_archive(tmp_path, archive):
    with pytest.raises(NotAnArchive, match="no archive"):
        reftel.archive.open(tmp_path)
    with pytest.raises(ArchiveError, match="not empty"):
        reftel.archive.create(archive.path)
    (archive.path / "archive.json").write_text('{"format": 99, "created": ""}')
    with pytest.raises(NotAnArchive, match="newer version"):
        reftel.archive.open(archive.path)


def test_many_small_ingests_leave_few_files(archive, ingest, tmp_path):
    for number in range(40):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"TEXT {number}")
        ingest(path)
    assert len(archive._store.files("cables")) < 20
    assert archive.cables.collect()["text"].n_unique() == 40
    verification = archive.verify()
    assert verification.ok, verification.findings


def test_memory_is_bounded(archive, ingest, tmp_path, monkeypatch):
    """The rows gathered at any time are no more than a group's limit and a chunk."""
    monkeypatch.setattr(writing, "GROUP_BYTES", 100_000)
    monkeypatch.setattr(writing, "BATCH_BYTES", 400_000)
    monkeypatch.setattr(intake, "CHUNK_BYTES", 20_000)
    chance = random.Random(1)
    with (tmp_path / "big.jsonl").open("w") as out:
        for number in range(2000):
            out.write(json.dumps({"text": f"{number} {chance.randbytes(400).hex()}"}) + "\n")
    groups = []
    write = writing.Writer._write

    def watched(self, group, whole):
        groups.append(group.size.bytes)
        assert len(self._waiting) <= 2
        write(self, group, whole)

    monkeypatch.setattr(writing.Writer, "_write", watched)
    report = ingest(tmp_path / "big.jsonl")
    assert report.new == 2000 and len(groups) > 40 and 10 < report.batches < len(groups) / 2
    assert max(groups) < 200_000
    assert archive.verify().ok


def test_of_a_batch_that_fails_nothing_is_there(archive, ingest, tmp_path, monkeypatch):
    """Neither its rows in any table, nor its files, nor its documents in the index."""
    monkeypatch.setattr(writing, "GROUP_CABLES", 10)
    monkeypatch.setattr(writing, "BATCH_CABLES", 40)
    monkeypatch.setattr(intake, "CHUNK_MESSAGES", 10)
    lines = [json.dumps({"text": f"{number}\n\nMORE"}) + "\n" for number in range(200)]
    (tmp_path / "in.jsonl").write_text("".join(lines))
    write, files = datafiles.DataFile.write, []

    def failing(self, data):
        files.append(self.path)
        if self.path.parent.name == "paragraphs" and "part-00000003-" in self.path.name and self.rows:
            raise OSError(28, "No space left on device")
        write(self, data)

    with monkeypatch.context() as patch:
        patch.setattr(datafiles.DataFile, "write", failing)
        with pytest.raises(OSError, match="No space"):
            ingest(tmp_path / "in.jsonl")
    assert archive.cables.collect().height == 80
    assert not any(path.exists() for path in files if "part-00000003-" in path.name)
    found = archive.verify()
    assert set(found.found) <= {"index-differs", "links-behind", "links-missing"}, found.findings
    assert ingest(tmp_path / "in.jsonl").new == 120
    assert archive.cables.collect()["id"].n_unique() == 200
    assert archive.verify().ok
