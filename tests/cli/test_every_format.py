"""A folder with every format in it, mixed and nested, taken in as a user does: the table at the end
counts what was put there."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from synthetic.cablegate import row
from tests.readers.containers.making import sevened, tarred, warc, zipped, zstd
from tests.readers.nara import test_exports as exports
from tests.readers.pdf.making import pdf
from tests.readers.table.making import written

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent


class File(NamedTuple):
    """A file of the folder: its bytes, and how many messages of which format are in it."""

    name: str
    data: bytes
    format: str
    messages: int = 1


def own(count: int, first: int = 1) -> Iterator[tuple[str, str]]:
    """Cables that are nowhere else: number and text."""
    for n in range(first, first + count):
        head = f"R 071530Z OCT 03\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\nUNCLAS ROME 000{n:03}"
        text = f"{head}\n\nTAGS: PREL, IT\nSUBJECT: OIL OF DAY {n}\n\n1. TEXT NUMBER {n}.\n"
        yield f"03ROME{n}", text


def dated(cables: list[tuple[str, str]]) -> Iterator[tuple[str, datetime.date, str]]:
    for number, text in cables:
        yield number, datetime.date(2003, 10, 7), text


def files() -> list[File]:
    """One and more files of each format, the text of each cable in one place only."""
    cables = own(60)

    def some(count: int) -> list[tuple[str, str]]:
        return [next(cables) for _ in range(count)]

    def plain(name: str) -> File:
        return File(name, next(cables)[1].encode(), "plain")

    nara, frus = TESTS / "readers/nara/records", TESTS / "readers/frus/samples"
    smart, military = TESTS / "samples/smart", TESTS / "samples/acp126"
    one, two, three, four = (record(n) for n in (244, 245, 246, 247))
    rows = [("id", "body", "roll"), *((*one, "D1") for one in some(3))]
    parquet = io.BytesIO()
    pq.write_table(pa.table(dict(zip(("ref", "text"), zip(*some(2), strict=True), strict=True))), parquet)
    capture = b"".join(
        (military / name).read_bytes().rstrip() + b"\n\nNNNN\n\n" for name in ("NAV06007.txt", "NAV06059.txt")
    )
    return [
        File("plain/2003ROME004580.txt", (ROOT / "demo/cables/2003ROME004580.txt").read_bytes(), "plain"),
        File("plain/two.txt", "NNNN\n\f".join(text for _, text in some(2)).encode(), "plain", 2),
        plain("plain/no ending"),
        File(
            "web/06BRASILIA1667.html",
            (TESTS / "readers/cablegate/06BRASILIA1667.html").read_bytes(),
            "cablegate-page",
        ),
        File(
            "dump/cables.csv",
            b"".join(row(n, *one) for n, one in enumerate(dated(some(3)), 1)),
            "cablegate-csv",
            3,
        ),
        File("nara/1974LAPAZ00966.txt", (nara / "1974LAPAZ00966.txt").read_bytes(), "nara-text"),
        File("nara/results-1979.csv", (nara / "results-1979.csv").read_bytes(), "nara-table", 4),
        File("nara/two.json", json.dumps([one, two]).encode(), "nara-table", 2),
        File("nara/one.xml", exports.elements(three), "nara-xml"),
        File("nara/page.html", exports.page(four), "nara-page"),
        File("nara/results-1974.html", (nara / "results-1974.html").read_bytes(), "nara-page", 4),
        File("frus/frus1969-76ve14p1.xml", (frus / "frus1969-76ve14p1.xml").read_bytes(), "frus-tei", 3),
        File("frus/frus1961-63v05.txt", (frus / "frus1961-63v05.txt").read_bytes(), "frus-text", 8),
        File("military/capture.txt", capture, "military", 2),
        File("smart/C05770206.txt", (smart / "C05770206.txt").read_bytes(), "plain"),
        File("scan.pdf", pdf(next(cables)[1].splitlines()), "pdf"),
        File("tables/a.csv", written(rows), "table", 3),
        File("tables/b.tsv", written([("id", "body"), *some(2)], delimiter="\t"), "table", 2),
        File(
            "tables/c.jsonl",
            b"".join(json.dumps({"id": n, "text": t}).encode() + b"\n" for n, t in some(2)),
            "jsonl",
            2,
        ),
        File("tables/d.parquet", parquet.getvalue(), "parquet", 2),
        *packed(list(own(9, 100))),
    ]


def record(number: int) -> dict[str, str]:
    """A record of the National Archives with a text of its own."""
    text = exports.TEXT.replace("0244", f"0{number}")
    return exports.ONE | {"Document Number": f"1974LAPAZ00{number}", "Message Text": text}


def packed(cables: list[tuple[str, str]]) -> list[File]:
    """Containers, some within each other."""
    texts = [text.encode() for _, text in cables]
    table = written([("id", "body"), *cables[5:7]])
    inner = gzip.compress(tarred(("x/1.txt", texts[0]), ("2.zip", zipped(("3.txt", texts[1])))))
    return [
        File("packed/a.zip", zipped(("in/a.tar.gz", inner)), "plain", 2),
        File("packed/b.tar.zst", zstd(tarred(("1.txt", texts[2]))), "plain"),
        File("packed/c.7z", sevened(("deep/1.txt", texts[3])), "plain"),
        File("packed/d.warc.gz", gzip.compress(warc(("http://example.org/1.txt", texts[4]))), "plain"),
        File("packed/e.tar", tarred(("t.csv.gz", gzip.compress(table))), "table", 2),
        File("packed/f.zip", zipped(("1.txt", texts[7]), ("1.txt", texts[8])), "plain", 2),
    ]


def reftel(*words: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, words)]
    environment = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    return subprocess.run(
        command, capture_output=True, env=environment | {"COLUMNS": "110"} | env, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("every")
    for file in files():
        path = folder / "in" / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, object]:
    done = reftel("ingest", "-a", folder / "a", "--workers", "0", "--json", folder / "in")
    assert done.returncode == 0, (done.stdout, done.stderr)
    return json.loads(done.stdout)


def test_the_table_counts_what_was_put_there(report: dict[str, dict[str, dict[str, int]]]) -> None:
    expected: Counter[str] = Counter()
    for file in files():
        expected[file.format] += file.messages
    formats = report["formats"]
    assert {name: counts["read"] for name, counts in formats.items()} == dict(expected)
    assert {name: counts["new"] for name, counts in formats.items()} == dict(expected)
    assert not any(counts["duplicates"] or counts["rejects"] for counts in formats.values())
    assert report["messages"] == sum(expected.values())


def test_every_reader_there_is_has_read_something(report: dict[str, dict[str, object]]) -> None:
    listed = [json.loads(line) for line in reftel("formats", "--json").stdout.splitlines()]
    assert {one["name"] for one in listed if one["kind"] == "reader"} == set(report["formats"])


def test_what_columns_were_taken_for_is_told(report: dict[str, list[dict[str, object]]]) -> None:
    told = {str(one["path"]).rpartition("/in/")[2]: one["guessed"] for one in report["tables"]}
    assert told == {
        "tables/a.csv": {"text": "body", "mrn": "id"},
        "tables/b.tsv": {"text": "body", "mrn": "id"},
        "tables/d.parquet": {"text": "text", "mrn": "ref"},
        "packed/e.tar!t.csv.gz!t.csv": {"text": "body", "mrn": "id"},
    }


@pytest.mark.usefixtures("report")
def test_again_everything_is_a_duplicate_and_nothing_new(folder: Path) -> None:
    again = json.loads(reftel("ingest", "-a", folder / "a", "--json", folder / "in").stdout)
    assert (again["new"], again["again"], again["rejected"]) == (0, again["messages"], 0)
    assert all(counts["duplicates"] == counts["read"] for counts in again["formats"].values())


COLUMNS = ["read", "new", "editions", "duplicates", "rejects", "problems"]


def test_the_table_on_a_terminal(folder: Path, report: dict[str, dict[str, dict[str, int]]]) -> None:
    done = reftel("ingest", "-a", folder / "b", "--workers", "0", folder / "in", FORCE_COLOR="1")
    lines = re.sub(rb"\x1b\[[0-9;]*m", b"", done.stdout).decode().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("format"))
    assert lines[at].split() == ["format", *COLUMNS]
    shown = {
        line.split()[0]: list(map(int, line.split()[1:]))
        for line in lines[at + 1 :][: len(report["formats"])]
    }
    assert shown == {
        name: [counts[column] for column in COLUMNS] for name, counts in report["formats"].items()
    }
    assert max(map(len, lines)) <= 110 or "columns" in max(lines, key=len)


def test_the_table_on_a_pipe(folder: Path, report: dict[str, dict[str, dict[str, int]]]) -> None:
    done = reftel("ingest", "-a", folder / "c", "--workers", "0", folder / "in")
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    shown = {line[1]: line[2] for line in lines if line[0] == "format"}
    assert shown == {
        name: ", ".join(f"{counts[column]} {column}" for column in COLUMNS if counts[column])
        for name, counts in report["formats"].items()
    }
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (101, "packed/a.zip!in/a.tar.gz!a.tar!2.zip!3.txt"),
        (103, "packed/c.7z!deep/1.txt"),
        (104, "packed/d.warc.gz!d.warc!http://example.org/1.txt"),
    ],
)
@pytest.mark.usefixtures("report")
def test_the_bytes_of_a_cable_in_a_container_in_a_container_come_back(
    folder: Path, number: int, place: str
) -> None:
    ((name, text),) = own(1, number)
    (source,) = map(json.loads, reftel("source", "-a", folder / "a", name, "--json").stdout.splitlines())
    assert source["path"] == f"{folder}/in/{place}"
    assert (source["offset"], source["length"]) == (0, len(text))
    assert reftel("source", "-a", folder / "a", name).stdout == text.encode()
