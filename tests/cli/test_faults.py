"""A folder of broken things among good ones, taken in as a user does: each is told, with why and
where, the rest is read, and what is mended or explained later is read then."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.containers.making import sevened, tarred, warc, zipped
from tests.readers.containers.test_hostile import QUINE
from tests.readers.table.making import written

TESTS = Path(__file__).resolve().parent.parent
NOISE = bytes(range(256)) * 40  # packs badly, so that a container can be cut in the midst of it


def cable(number: int) -> bytes:
    """A cable that is nowhere else."""
    head = f"R 071530Z OCT 03\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\nSECRET ROME 000{number}"
    return f"{head}\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. (S) TEXT NUMBER {number}.\n".encode()


def locked_zip(number: int) -> bytes:
    data = bytearray(zipped(("locked.txt", cable(1)), ("c.txt", cable(number))))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1  # the flag of encryption
    return bytes(data)


CABLE_ROW = b'1,"2/3/2004 16:05","03ROME%d","Rome","SECRET","","","%s"\n'
TABLE = written([("nr", "inhalt"), *((n, cable(n).decode()[:9] + f" {n}") for n in (230, 231))])

# name, its bytes, the numbers of the cables that are read of it, and for each reject the code and
# some words of the reason.
FAULTS: tuple[tuple[str, bytes, tuple[int, ...], tuple[tuple[str, str], ...]], ...] = (
    ("0-byte.txt", b"", (), (("empty", "no bytes"),)),
    ("0-byte.html", b"", (), (("empty", "no bytes"),)),
    ("blank.txt", b" \r\n\t\n", (), (("empty", "no text"),)),
    ("photo.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, (), (("format-unknown", "a JPEG image"),)),
    ("noise.txt", NOISE, (), (("format-unknown", "not known"),)),
    ("mixed.txt", cable(201) + b"2. CAF\xc9.\n3. CAF\xc3\x89 AGAIN.\n", (201,), ()),
    (
        "cut.zip",
        zipped(("1.txt", cable(202)), ("2.bin", NOISE))[:-30],
        (202,),
        (("format-unknown", "not known"), ("cut-short", "list is missing")),
    ),
    (
        "cut.tar.gz",
        gzip.compress(tarred(("1.txt", cable(203)), ("2.bin", os.urandom(9000))))[:-4000],
        (203,),
        (("format-unknown", "not known"), ("cut-short", "breaks off")),
    ),
    ("cut.7z", sevened(("1.txt", cable(1)))[:-20], (), (("cut-short", "breaks off"),)),
    (
        "cut.warc",
        warc(("http://x/1.txt", cable(204)), ("http://x/2.txt", cable(205)))[:-30],
        (204, 205),
        (("cut-short", "breaks off"),),
    ),
    ("locked.zip", locked_zip(206), (206,), (("encrypted", "password"),)),
    ("locked.7z", sevened(("1.txt", cable(1)), password="secret"), (), (("encrypted", "password"),)),
    ("locked.pdf", (TESTS / "readers/pdf/locked.pdf").read_bytes(), (), (("encrypted", "password"),)),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", (), (("broken-pdf", "the PDF is broken"),)),
    ("itself.gz", QUINE, (), (("too-deep", "contains itself"),)),
    (
        "itself.zip",
        zipped(("r.gz", QUINE), ("1.txt", cable(207))),
        (207,),
        (("too-deep", "contains itself"),),
    ),
    (
        "climbs.zip",
        zipped(("../1.txt", cable(1)), ("2.txt", cable(208))),
        (208,),
        (("unsafe-name", "leads out"),),
    ),
    (
        "cables.csv",
        CABLE_ROW % (209, cable(209))
        + b'2,"2/3/2004 16:05","03ROME1","Rome"\n'
        + CABLE_ROW % (210, cable(210)),
        (209, 210),
        (("broken-row", "8 fields"),),
    ),
    (
        "rows.csv",
        written([("id", "text"), (1, cable(211).decode())])
        + b'2,"NEVER CLOSED\n3,A,B\n'
        + written([(4, cable(212).decode())]),
        (211, 212),
        (("broken-row", "row 2"),),
    ),
    (
        "lines.jsonl",
        b"".join(json.dumps({"text": cable(n).decode()}).encode() + b"\n{\n" for n in (213, 214)),
        (213, 214),
        (("broken-json", "no JSON"), ("broken-json", "no JSON")),
    ),
    ("table.csv", TABLE, (), (("no-text", "“nr”, “inhalt”"),)),
    ("cut.parquet", b"PAR1" + NOISE, (), (("cut-short", "list is missing"),)),
    ("zz.txt", cable(215), (215,), ()),
)


def reftel(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"fault of the" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults")
    (folder / "in").mkdir()
    for name, data, _, _ in FAULTS:
        (folder / "in" / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, object]:
    done = reftel("ingest", "-a", folder / "a", "--workers", "0", "--json", folder / "in")
    assert done.returncode == 1
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def listed(folder: Path, report: dict[str, object]) -> list[dict[str, object]]:
    found = [json.loads(line) for line in reftel("rejects", "-a", folder / "a", "--json").stdout.splitlines()]
    assert len(found) == report["rejected"]
    return found


@pytest.mark.parametrize(("name", "data", "numbers", "told"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_each_fault_is_told_with_why_and_where(
    listed: list[dict[str, str]],
    name: str,
    data: bytes,
    numbers: tuple[int, ...],
    told: tuple[tuple[str, str], ...],
) -> None:
    rejects = [one for one in listed if one["path"].rpartition("/in/")[2].partition("!")[0] == name]
    assert [one["code"] for one in rejects] == [code for code, _ in told]
    for reject, (_, words) in zip(rejects, told, strict=True):
        assert words in reject["reason"]
        assert reject["advice"]


def test_the_rest_is_read(folder: Path, report: dict[str, int]) -> None:
    expected = {f"2003ROME{n}" for _, _, numbers, _ in FAULTS for n in numbers}
    query = reftel("search", "-a", folder / "a", "from:rome", "-n", "100", "--json").stdout
    assert {json.loads(line)["mrn"] for line in query.splitlines()} >= expected
    assert report["new"] == len(expected)


def test_a_row_is_told_with_its_line_and_byte(folder: Path, report: dict[str, object]) -> None:
    plain = reftel("rejects", "-a", folder / "a").stdout.decode().splitlines()
    (row,) = (line.split("\t") for line in plain if "rows.csv" in line)
    data = next(fault[1] for fault in FAULTS if fault[0] == "rows.csv")
    at = data.index(b'2,"NEVER')
    assert row[1:4] == [str(data.count(b"\n", 0, at) + 1), str(at), "broken-row"]


@pytest.mark.usefixtures("listed")
def test_what_is_explained_or_mended_later_is_read_then(folder: Path) -> None:
    (folder / "in" / "0-byte.txt").write_bytes(cable(240))
    again = json.loads(
        reftel("ingest", "-a", folder / "a", "--retry-rejects", "--column", "text=inhalt", "--json").stdout
    )
    assert again["new"] == 3  # the two rows of the table, and the file that was empty
    left = [json.loads(line) for line in reftel("rejects", "-a", folder / "a", "--json").stdout.splitlines()]
    names = {one["path"].rpartition("/in/")[2].partition("!")[0] for one in left}
    assert names == {name for name, _, _, told in FAULTS if told} - {"table.csv", "0-byte.txt"}
