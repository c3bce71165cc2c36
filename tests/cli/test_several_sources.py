"""One cable from several sources, as a user sees it: copies, editions, sections, disagreement, bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.containers.making import tarred, zipped
from tests.readers.table.making import written


def cable(number: int, section: str = "", words: str = "1. (S) TEXT.") -> str:
    head = "R 071530Z OCT 03\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n\n"
    return f"{head}S E C R E T {section}ROME 000{number}\n\nTAGS: PREL\nSUBJECT: OIL\n\n{words}\n"


INNER = zipped(
    ("x/305.txt", cable(305).encode()), ("t.csv", written([("id", "text"), (7, cable(306)), (8, "ABC D")]))
)
FILES: dict[str, bytes] = {
    "a.txt": cable(301).encode(),
    "the same under another name.txt": cable(301).encode(),
    "b.txt": cable(302).encode(),
    "c.txt": cable(302).replace("(S) TEXT", "(S)  Text").replace("\n\nTAGS", "\n\n\nTAGS").encode(),
    "s1.txt": cable(303, "SECTION 01 OF 02 ", "1. (S) THE FIRST PART.").encode(),
    "s2.txt": cable(303, "SECTION 02 OF 02 ", "2. (S) THE SECOND PART.").encode(),
    "d.jsonl": json.dumps(
        {
            "mrn": "03ROME999",
            "classification": "UNCLASSIFIED",
            "date": "2003-10-19",
            "subject": "GAS",
            "text": cable(304),
        }
    ).encode(),
    "t.tar": tarred(("in.zip", INNER)),
}


def reftel(*words: str | Path) -> bytes:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "in").mkdir()
    for name, data in FILES.items():
        (folder / "in" / name).write_bytes(data)
    report = json.loads(reftel("ingest", "-a", folder / "a", "--workers", "0", "--json", folder / "in"))
    assert (report["messages"], report["new"], report["copies"], report["rejected"]) == (10, 9, 1, 0)
    return folder


def listed(folder: Path, number: int) -> dict[str, tuple[int, int]]:
    rows = map(json.loads, reftel("source", "-a", folder / "a", f"03ROME{number}", "--json").splitlines())
    return {row["path"].rpartition("/in/")[2]: (row["offset"], row["length"]) for row in rows}


def test_the_same_text_under_another_name_is_one_more_source_of_one_cable(folder: Path) -> None:
    size = len(FILES["a.txt"])
    assert listed(folder, 301) == {"a.txt": (0, size), "the same under another name.txt": (0, size)}
    editions = reftel("editions", "-a", folder / "a", "03ROME301").decode()
    assert editions.count("edition\t") == 1


def test_nearly_the_same_text_is_another_edition(folder: Path) -> None:
    editions = reftel("editions", "-a", folder / "a", "03ROME302").decode()
    assert editions.count("edition\t") == 2


def test_sections_in_several_files_are_read_as_one_cable(folder: Path) -> None:
    assert set(listed(folder, 303)) == {"s1.txt", "s2.txt"}
    page = reftel("show", "-a", folder / "a", "03ROME303").decode()
    assert page.index("THE FIRST PART") < page.index("THE SECOND PART")


def test_where_text_and_source_disagree_the_text_counts_and_both_are_kept(folder: Path) -> None:
    record = json.loads(reftel("show", "-a", folder / "a", "03ROME304", "--json"))
    assert record["classification"]["level"] == "SECRET"
    assert (record["subject"], record["sent"], record["mrn"]["serial"]) == ("OIL", "2003-10-07", 304)
    assert {problem["code"] for problem in record["problems"]} >= {
        "mrn-disagrees",
        "classification-disagrees",
        "date-disagrees",
        "subject-disagrees",
    }
    assert (record["given"]["subject"], record["given"]["mrn"]) == ("GAS", "03ROME999")


def test_the_bytes_of_a_cable_in_a_zip_in_a_tar(folder: Path) -> None:
    assert listed(folder, 305) == {"t.tar!in.zip!x/305.txt": (0, len(cable(305)))}
    assert reftel("source", "-a", folder / "a", "03ROME305").decode() == cable(305)


def test_the_bytes_of_a_row_of_a_table_in_a_zip_in_a_tar(folder: Path) -> None:
    row = written([(7, cable(306))]).rstrip(b"\n")
    assert listed(folder, 306) == {"t.tar!in.zip!t.csv": (len("id,text\n"), len(row))}
    assert reftel("source", "-a", folder / "a", "03ROME306") == row
