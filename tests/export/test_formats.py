"""Each format: what is written reads back equal, hostile words stay words, nothing is held that need not be."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

import reftel
import reftel.export
from reftel.archive.rows import cable_row
from reftel.export.clean import printable
from reftel.export.formats import Options, available
from reftel.export.formats.csv import COLUMNS, disarmed, items, plain
from reftel.export.writing import of_ending
from reftel.model import Annotation, Cable, Span
from synthetic.generator import generate

HOUSE = Path(__file__).resolve().parents[2]
SCHEMA = etree.RelaxNG(etree.parse(HOUSE / "src" / "reftel" / "export" / "formats" / "tei.rng"))
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
EVIL = '=CMD()|\' /C calc\'!A1 <x a="&">]]> --> \x00\x07\x1b[31m {\\cite} %$#_^~ ; "quoted"\r\nTY  - BOOK\nER  - \n'


def written(format: str, *cables: Cable) -> bytes:
    out = io.BytesIO()
    assert reftel.export.write(iter(cables), format, out) == len(cables)
    return out.getvalue()


def some(n: int = 40) -> list[Cable]:
    return [reftel.parse(made.text, **made.known) for made in generate(11, n)]


def evil() -> Cable:
    cable = reftel.parse(
        f"CONFIDENTIAL ROME 004580\n\nSUBJECT: {EVIL}\n\n1. (C) {EVIL}\n\n2. (C) XXXXXXXX {EVIL}"
    )
    given = {
        "from": EVIL,
        "to": EVIL,
        "film": EVIL,
        "document": f"frus{EVIL}/d1",
        "kind": EVIL,
        "url": EVIL,
        "source_note": EVIL,
    }
    return msgspec.structs.replace(
        cable,
        subject=EVIL,
        given=given,
        provenance=f"Foreign Relations of the United States, {EVIL}, Document 1.",
        signer=(EVIL,),
        annotations=(Annotation("person", EVIL, Span(30, 40), EVIL), Annotation("reference", EVIL, Span(50, 60), EVIL)),
    )  # fmt: skip


EMPTY = reftel.parse("")
texts = st.text(max_size=120) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "'tis", "\t=1", "a;b", '"a"', EVIL]
)


def test_json_lines_read_back_equal() -> None:
    cables = [*some(), evil(), EMPTY]
    lines = written("jsonl", *cables).splitlines()
    assert [msgspec.json.decode(line, type=Cable) for line in lines] == cables


def test_parquet_reads_back_equal() -> None:
    cables = [*some(), evil(), EMPTY]
    table = pl.read_parquet(io.BytesIO(written("parquet", *cables)))
    assert table["id"].to_list() == [cable.id for cable in cables]
    for row, cable in zip(table.iter_rows(named=True), cables, strict=True):
        expected = cable_row(cable)
        assert row["text"] == cable.text
        assert row["tags"] == list(expected["tags"]) and row["sent"] == expected["sent"]
        again = msgspec.structs.replace(msgspec.json.decode(row["record"], type=Cable), text=row["text"])
        assert again == cable


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_csv_reads_back_equal() -> None:
    cables = [*some(), evil(), EMPTY]
    rows = rows_of(written("csv", *cables))
    assert len(rows) == len(cables)
    for row, cable in zip(rows, cables, strict=True):
        expected = {**cable_row(cable), "provenance": cable.provenance}
        assert tuple(row) == COLUMNS
        for name, value in expected.items():
            if name not in row:
                continue
            if isinstance(value, (list, tuple)):
                assert items(plain(row[name])) == [
                    " ".join(printable(one).split()) for one in value if one.strip()
                ]
            elif isinstance(value, str):
                assert plain(row[name]) == printable(value)
            elif isinstance(value, bool):
                assert row[name] == str(value).lower()
            else:
                assert row[name] == ("" if value is None else value.isoformat())


@settings(deadline=None)
@given(texts)
def test_no_cell_begins_as_a_formula_does(words: str) -> None:
    cable = msgspec.structs.replace(EMPTY, subject=words, text=words, signer=(words,))
    (row,) = rows_of(written("csv", cable))
    for cell in row.values():
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
    assert plain(row["subject"]) == printable(words)
    assert plain(disarmed(words)) == words


@settings(deadline=None)
@given(texts)
def test_tei_and_graphml_of_any_text_can_be_read(words: str) -> None:
    cable = reftel.parse(
        f"CONFIDENTIAL ROME 4580\n\nSUBJECT: {words}\n\nREF: PARIS 11\n\n1. (C) {words}\n\n2. (C) {words}"
    )
    assert SCHEMA.validate(etree.fromstring(written("tei", cable))), SCHEMA.error_log
    etree.fromstring(written("graphml", cable))


def test_tei_is_valid_whatever_the_cable() -> None:
    for cables in ([*some(), evil(), EMPTY], [EMPTY], [evil()], []):
        tree = etree.fromstring(written("tei", *cables))
        assert SCHEMA.validate(tree), SCHEMA.error_log
        assert len(tree.findall("t:TEI", TEI)) == max(len(cables), 1)


def test_tei_marks_up_what_is_known_and_keeps_the_words() -> None:
    text = (
        "CONFIDENTIAL ROME 004580\n\nSUBJECT: A & B\n\nREF: A. PARIS 11\n\n1. (C) SMITH MET <JONES> ON MAY 1 (REF A).\n\n"
        "2. (C) XXXXXXXX AND [1 line not declassified] LEFT.\nDOE\n"
    )
    cable = reftel.parse(text)
    at, day = text.index("SMITH"), text.index("MAY 1")
    cable = msgspec.structs.replace(
        cable,
        annotations=(
            Annotation("person", "Smith, John", Span(at, at + 5)),
            Annotation("date", "2003-05-01", Span(day, day + 5)),
            Annotation("note", "Not found.", Span(at + 5, at + 5)),
            Annotation("reference", "Document 9", Span(at + 6, at + 9), "frus1961-63v05/d9 x"),
        ),
    )
    tree = etree.fromstring(written("tei", cable))
    assert SCHEMA.validate(tree), SCHEMA.error_log
    one, two = tree.findall(".//t:p[@n]", TEI)
    assert [(e.tag.rpartition("}")[2], e.text, dict(e.attrib)) for e in one][:3] == [
        ("persName", "SMITH", {"key": "Smith, John"}),
        ("note", "Not found.", {}),
        ("ref", "MET", {"target": "frus1961-63v05/d9%20x"}),
    ]
    assert one.find("t:date", TEI).get("when") == "2003-05-01"
    assert "<JONES>" in "".join(one.itertext())
    gaps = two.findall("t:gap", TEI)
    assert [(gap.get("reason"), gap.get("extent"), gap[0].text) for gap in gaps] == [
        ("withheld", None, "XXXXXXXX"),
        ("withheld", "1 line", "[1 line not declassified]"),
    ]
    assert [e.text for e in tree.findall(".//t:signed/t:persName", TEI)] == ["DOE"]
    assert tree.find(".//t:head", TEI).text == "A & B"


def test_tei_has_no_stamp_and_all_other_words() -> None:
    path = HOUSE / "tests" / "samples" / "smart" / "C05780500.txt"
    cable = reftel.parse(path.read_bytes())
    tree = etree.fromstring(written("tei", cable))
    words = " ".join(" ".join("".join(p.itertext()).split()) for p in tree.findall(".//t:p[@n]", TEI))
    assert "Department of State Case" not in words
    for paragraph in cable.paragraphs:
        assert " ".join(paragraph.text.split())[-60:] in words


def test_graphml_has_ghosts_and_every_citation() -> None:
    one = reftel.parse(
        "CONFIDENTIAL ROME 4580\n\nREF: A. PARIS 11 B. BONN 12\n\n1. (C) X.",
        date=__import__("datetime").date(2003, 10, 7),
    )
    other = reftel.parse("CONFIDENTIAL PARIS 11\n\n1. (C) X.", date=__import__("datetime").date(2003, 10, 1))
    tree = etree.fromstring(written("graphml", one, other, one))
    g = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {
        n.get("id"): n.findtext("g:data[@key='node.held']", namespaces=g)
        for n in tree.iterfind(".//g:node", g)
    }
    assert nodes == {"2003ROME4580": "true", "2003PARIS11": "true", "2003BONN12": "false"}
    edges = [(e.get("source"), e.get("target")) for e in tree.iterfind(".//g:edge", g)]
    assert edges[:2] == [("2003ROME4580", "2003PARIS11"), ("2003ROME4580", "2003BONN12")]


@pytest.mark.parametrize("name", sorted(available()))
def test_every_format_writes_nothing_one_and_the_worst(name: str) -> None:
    assert written(name) is not None
    for cable in (EMPTY, evil()):
        data = written(name, cable)
        assert data
        if available()[name].text:
            text = data.decode()
            assert not any(c in text for c in "\x00\x07\x1b")


@pytest.mark.parametrize("name", sorted(available()))
def test_cables_are_taken_one_by_one(name: str) -> None:
    """No format asks for a second cable before it has done with the first, but for those that gather a group of rows."""
    log: list[str] = []

    class Out(io.BytesIO):
        def write(self, data: Any) -> int:
            log.append("written")
            return super().write(data)

    def cables() -> Iterator[Cable]:
        for n in range(4):
            log.append(f"asked {n}")
            yield reftel.parse(f"{n}. TEXT.")

    available()[name].write(cables(), Out(), Options())
    if name != "parquet":
        for n in range(1, 4):
            assert "written" in log[log.index(f"asked {n - 1}") : log.index(f"asked {n}")]


def test_a_file_is_never_written_over_and_never_half_there(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    reftel.export.write([EMPTY], "csv", target)
    before = target.read_bytes()
    with pytest.raises(reftel.export.ExportError, match="there already"):
        reftel.export.write([EMPTY, EMPTY], "csv", target)
    assert target.read_bytes() == before
    reftel.export.write([EMPTY, EMPTY], "csv", target, force=True)
    assert len(target.read_bytes()) > len(before)

    def broken() -> Iterator[Cable]:
        yield EMPTY
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        reftel.export.write(broken(), "csv", tmp_path / "b.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


@pytest.mark.parametrize("target", ["no/such/folder/a.csv", "."])
def test_places_that_cannot_be_written_to_are_named(tmp_path: Path, target: str) -> None:
    with pytest.raises(reftel.export.ExportError, match="folder"):
        reftel.export.write([EMPTY], "csv", tmp_path / target)


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(reftel.export.ExportError, match="csl-json"):
        reftel.export.write([EMPTY], "docx", io.BytesIO())


def test_names_of_files_hold_letters_digits_and_strokes_only() -> None:
    from reftel.export.writing import file_name

    for cable in (EMPTY, evil(), msgspec.structs.replace(EMPTY, id="../../etc/passwd")):
        name = file_name(cable, available()["tei"])
        assert name.removesuffix(".xml").replace("-", "").isalnum() and len(name) < 100


def test_what_is_exported_as_json_is_what_reftel_reads() -> None:
    cable = some(1)[0]
    record = json.loads(written("jsonl", cable))
    assert record["id"] == cable.id and record["text"] == cable.text


# An archive's own method


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> reftel.Archive:
    made = reftel.create(tmp_path_factory.mktemp("export") / "a")
    made.ingest(HOUSE / "demo" / "cables", workers=0)
    return made


@pytest.mark.parametrize("name", sorted(available()))
def test_an_archive_writes_a_search_in_every_format(
    archive: reftel.Archive, tmp_path: Path, name: str
) -> None:
    told = archive.export(tmp_path / "out", query="tag:PARM", format=name)
    assert (told.count, told.format, told.missing) == (3, name, ())
    assert (tmp_path / "out").stat().st_size > 50


def test_what_an_archive_writes_may_be_named_in_many_ways(archive: reftel.Archive, tmp_path: Path) -> None:
    number = reftel.MRN.parse("03 ROME 4580")
    cable, hits = archive.get("74 LA PAZ 3504"), archive.search("tag:PARM")
    thread = archive.thread("74 LA PAZ 3504")
    assert cable and thread
    for cables, count in (
        ("03 ROME 4580", 1),
        ([number, "2003ROME4580", cable, cable.id], 2),
        (hits, 3),
        ([node for node in thread.nodes if node.held], 4),
    ):
        told = archive.export(tmp_path / "x.csv", cables, force=True)
        assert (told.count, told.format) == (count, "csv")
    assert archive.export(tmp_path / "t.graphml", thread="74 LA PAZ 3504", distance=1).count == 3
    assert archive.export(tmp_path / "all.jsonl", query="").count > 20
    out = io.BytesIO()
    assert archive.export(out, ["03 ROME 4580", "1999ROME1", "nonsense"], format="ris").missing == (
        "1999ROME1",
        "nonsense",
    )
    assert out.getvalue().startswith(b"TY  - ")


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("x.txt", "txt"),
        ("x.CSV", "csv"),
        ("x.json", "csl-json"),
        ("x.bib", "bibtex"),
        ("x.xml", "tei"),
        ("x", None),
    ],
)
def test_a_files_name_tells_the_format(name: str, format: str | None) -> None:
    assert of_ending(Path(name)) == format


@pytest.mark.parametrize(
    ("target", "more", "message"),
    [
        ("x.csv", {}, "name cables"),
        ("x.csv", {"cables": []}, "name cables"),
        ("x.csv", {"cables": [None]}, "NoneType names no cable"),
        ("x.csv", {"cables": [3]}, "int names no cable"),
        ("x.docx", {"query": ""}, "no format has the ending “.docx”"),
        ("x", {"query": ""}, "no format has the ending"),
        ("x.csv", {"query": "", "format": "word"}, "there is no format “word”"),
        (".", {"query": "", "format": "csv"}, "is a folder"),
        ("missing/x.csv", {"query": ""}, "missing"),
        (io.BytesIO(), {"query": ""}, "give format="),
    ],
)
def test_what_an_archive_cannot_write_is_said(
    archive: reftel.Archive, tmp_path: Path, target: Any, more: dict[str, Any], message: str
) -> None:
    with pytest.raises((reftel.export.ExportError, OSError), match=message):
        archive.export(tmp_path / target if isinstance(target, str) else target, **more)
    assert not (tmp_path / "x.csv").exists()
