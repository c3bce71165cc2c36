"""Telegrams as PDF against their texts: what is the same, what is told as other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quality import printed
from synthetic.containers import typed

RECORDS = Path(__file__).parent.parent / "readers" / "nara" / "records"
NAME = "1979SANJO05291"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("nara-text", "nara-pdf"):
        (tmp_path / name).mkdir()
    return tmp_path


def print_of(folder: Path, text: str, of: str | None = None) -> printed.Compared:
    (folder / "nara-pdf" / f"{NAME}.pdf").write_bytes(typed(text))
    (folder / "nara-text" / f"{NAME}.txt").write_text(of or text, "utf-8")
    return printed.compared(folder / "nara-text", folder / "nara-pdf")


def record() -> str:
    return (RECORDS / f"{NAME}.txt").read_text("utf-8")


def test_a_print_gives_the_same_record(folder: Path) -> None:
    found = print_of(folder, record())
    assert (found.documents, found.differences) == (1, [])
    assert found.values["mrn"] == 1 and found.values["attributes"] > 10
    assert "1 give the same record and the same attributes" in printed.report(found)


def test_every_record_of_the_tests_gives_the_same(folder: Path) -> None:
    paths = sorted(RECORDS.glob("*.txt"))
    for path in paths:
        text = path.read_text("utf-8")
        if not text.isascii():
            continue
        shutil.copy(path, folder / "nara-text")
        (folder / "nara-pdf" / f"{path.stem}.pdf").write_bytes(typed(text))
    found = printed.compared(folder / "nara-text", folder / "nara-pdf")
    assert found.documents > 5
    assert [one for one in found.differences if one.field != "paragraphs"] == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("FM AMEMBASSY SAN JOSE", "FM AMEMBASSY LIMA", "sender"),
        ("TAGS:", "TAGS: PREL,", "tags"),
        ("Document Number: 1979SANJO05291", "Document Number: 1979SANJO05299", "attribute document"),
    ],
)
def test_what_differs_is_told(folder: Path, old: str, new: str, field: str) -> None:
    text = record()
    assert old in text
    found = print_of(folder, text.replace(old, new), of=text)
    assert field in {one.field for one in found.differences}
    assert "0 give the same record" in printed.report(found) and "What differs" in printed.report(found)


def test_a_print_with_no_text_is_passed_over(folder: Path) -> None:
    (folder / "nara-pdf" / "1974LAPAZ00001.pdf").write_bytes(typed(record()))
    assert printed.compared(folder / "nara-text", folder / "nara-pdf").documents == 0


def test_a_broken_print_is_told(folder: Path) -> None:
    found = print_of(folder, record())
    (folder / "nara-pdf" / f"{NAME}.pdf").write_bytes(b"%PDF-1.4\nno more")
    found = printed.compared(folder / "nara-text", folder / "nara-pdf")
    assert [(one.field, one.text, one.print) for one in found.differences] == [("messages", "1", "0")]


def test_nothing_is_done_without_a_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("REFTEL_SAMPLES", raising=False)
    assert printed.main([]) == 0 and printed.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("nothing done") == 2
