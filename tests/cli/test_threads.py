"""`reftel thread` and `reftel graph` as a user runs them, with good input and with bad."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from reftel.cli import main
from tests.cli.test_commands import ROOT, reftel
from tests.links.test_drawing import read_dot, read_graphml


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's cables in an archive."""
    path = tmp_path_factory.mktemp("cli") / "a.archive"
    made = reftel("ingest", ROOT / "demo/cables", "--archive", path)
    assert made.returncode == 0, made.stderr
    return path


Capture = pytest.CaptureFixture[bytes]


def here(capture: Capture, *words: str | Path) -> tuple[int, bytes, str]:
    """Run a command in this process: status, output, errors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["reftel", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    out, error = capture.readouterr()
    return int(ended.value.code or 0), out, error.decode()


@pytest.mark.parametrize("written", ["1974LAPAZ3504", "74 LA PAZ 3504", "74LAPAZ03504", "la paz 3504 (74)"])
def test_any_spelling_draws_the_tree(archive: Path, written: str) -> None:
    ran = reftel("thread", written, "-a", archive)
    assert (ran.returncode, ran.stderr) == (0, b"")
    lines = ran.stdout.decode().splitlines()
    assert lines[0].startswith("Thread of 1974LAPAZ3504   5 cables, 1 of them not held, 4 citations")
    # As it is by eye: 3187 is answered by 3295, that by 3504 (which cites an airgram too), that by 3970.
    assert [line.split()[:3] for line in lines[3:] if "LAPAZ" in line] == [
        ["1974LAPAZ3187", "1974-05-16", "C"],
        ["└─", "1974LAPAZ3295", "1974-05-22"],
        ["└─", "1974LAPAZ3504", "1974-05-30"],
        ["│", "also", "cites"],
        ["└─", "1974LAPAZ3970", "1974-06-19"],
        ["1974LAPAZ-A70", "≤1974-05-30", "—"],
    ]


def test_a_ghost_has_its_days_in_the_tree(archive: Path) -> None:
    tree = reftel("thread", "1974LAPAZ1831", "-a", archive).stdout.decode()
    [line] = [line for line in tree.splitlines() if "STATE58007" in line and "not held" in line]
    # The serials say to the end of March; it was cited on the 25th.
    assert re.fullmatch(r"≈1974-03-[12]\d", line.split()[1])
    assert re.search(r"not held, 1974-0\d-\d\d – 03-25 \(90%\), cited 2 times", line)
    as_json = json.loads(reftel("thread", "1974LAPAZ1831", "-a", archive, "-f", "json").stdout)
    [ghost] = [node for node in as_json["nodes"] if node["key"] == "1974STATE58007"]
    page = json.loads(reftel("ghosts", "1974STATE58007", "-a", archive, "--json").stdout)
    assert ghost["when"] == page["when"]


def test_a_ghost_and_an_edition_are_starts(archive: Path) -> None:
    ghost = reftel("thread", "1974LAPAZ-A70", "-a", archive)
    assert ghost.returncode == 0
    assert "not held, cited 1 time  ◀" in ghost.stdout.decode()
    edition = json.loads(reftel("show", "1974LAPAZ3504", "-a", archive, "--json").stdout)["id"]
    by_id = reftel("thread", edition, "-a", archive)
    assert by_id.stdout == reftel("thread", "1974LAPAZ3504", "-a", archive).stdout


def test_a_document_without_a_subject_bears_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.archive"
    assert reftel("ingest", ROOT / "demo/volumes/frus1969-76ve09p1.xml.gz", "-a", path).returncode == 0
    tree = reftel("thread", "1976AMMAN687", "-a", path).stdout.decode()
    # A memorandum has no number and no subject line. By eye, in the volume: it builds on Amman 688.
    assert "Action Memorandum From the Assistant Secretary of State for Near Eastern" in tree
    assert "1976STATE37575" in tree


def test_each_form_and_a_file(archive: Path, tmp_path: Path) -> None:
    def run(*more: str | Path) -> str:
        ran = reftel("thread", "1974LAPAZ3504", "-a", archive, *more)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.decode()

    nodes, edges = read_graphml(run("--format", "graphml"))
    assert (len(nodes), len(edges)) == (5, 4)
    assert set(read_dot(run("-f", "dot"))[0]) == set(nodes)
    record = json.loads(run("-f", "json"))
    assert {node["key"] for node in record["nodes"]} == set(nodes)
    for name in ("a.graphml", "a.dot", "a.gv", "a.json", "a.txt", "a"):
        assert run("--out", tmp_path / name) == ""
    again = reftel("thread", "1974LAPAZ3187", "-a", archive, "--out", tmp_path / "a.dot")
    assert (again.returncode, again.stdout) == (2, b"")
    assert "--force writes over it" in again.stderr.decode()
    run("--out", tmp_path / "a.dot", "--force")
    assert (tmp_path / "a.graphml").read_text("utf-8") == run("-f", "graphml")
    assert (tmp_path / "a.dot").read_bytes() == (tmp_path / "a.gv").read_bytes()
    assert (tmp_path / "a.txt").read_text("utf-8") == run() == (tmp_path / "a").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a",
        *sorted(f"a.{x}" for x in ("dot", "graphml", "gv", "json", "txt")),
    ]


def test_what_is_cut_is_said(archive: Path) -> None:
    tree = reftel("thread", "1974LAPAZ3504", "-a", archive, "--distance", "1").stdout.decode()
    assert "Not shown of what joins these: 1 too many citations away (--distance)." in tree
    dot = reftel("thread", "1974LAPAZ3504", "-a", archive, "--most", "2", "-f", "dot")
    assert "2 over the number of cables (--most)" in dot.stderr.decode()
    only = reftel("thread", "1974LAPAZ3504", "-a", archive, "--only", "after", "-f", "json")
    assert json.loads(only.stdout)["cut"] == {"direction": 2}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["1974LAPAZ9999"], 1, "no edition of 1974LAPAZ9999 is held"),
        (["1974LAPAZ9999"], 1, "nearest held"),
        (["1974LAPQX3504"], 1, "1974LAPAZ3504"),
        (["no number at all"], 1, "is no message number"),
        ([""], 1, "is no message number"),
        (["x" * 5000], 1, "is no message number"),
        (["\x1b[31m 74 LAPAZ"], 1, "is no message number"),
        (["1974LAPAZ3504", "--format", "pdf"], 2, "--format wants one of tree, graphml, dot, json"),
        (["1974LAPAZ3504", "--only", "up"], 2, "--only wants one of around, before, after"),
        (["1974LAPAZ3504", "--distance", "-1"], 2, "distance"),
        (["1974LAPAZ3504", "--most", "0"], 2, "most"),
        (["1974LAPAZ3504", "--within", "soon"], 2, "within"),
        (["1974LAPAZ3504", "--bound", "2"], 2, "bound"),
        (["1974LAPAZ3504", "--out", "/no/such/folder/a.dot"], 1, "cannot be written"),
        (["1974LAPAZ3504", "--out", "/"], 1, "cannot be written"),
        (["1974LAPAZ3504", "-a", "nowhere"], 3, "is no archive"),
        ([], 2, "Missing argument"),
    ],
)
def test_bad_input_is_told_in_one_line(
    archive: Path, capfdbinary: Capture, words: list[str], status: int, said: str
) -> None:
    code, out, error = here(capfdbinary, "thread", *words, *([] if "-a" in words else ["-a", archive]))
    assert (code, out) == (status, b""), error
    assert said in error
    assert "Traceback" not in error
    assert "\x1b" not in error
    assert error.count("\n") == 1


def test_a_damaged_graph_is_made_anew_and_a_stale_one_too(tmp_path: Path) -> None:
    path = tmp_path / "a.archive"
    cables = sorted((ROOT / "demo/cables").glob("1974LAPAZ03[25]*.txt"))
    assert len(cables) >= 2
    reftel("ingest", cables[0], "-a", path)
    reftel("graph", "-a", path)
    reftel("ingest", *cables, "-a", path)
    whole = reftel("thread", "1974LAPAZ3504", "-a", path).stdout
    assert b"1974LAPAZ3295" in whole
    assert len({file.name.split(".")[0] for file in (path / "graph").iterdir()}) == 1
    for file in (path / "graph").iterdir():
        file.write_bytes(b"no arrays")
    assert reftel("thread", "1974LAPAZ3504", "-a", path).stdout == whole
    assert reftel("verify", "-a", path).returncode == 0


def test_the_same_thread_whatever_came_first(tmp_path: Path) -> None:
    cables = sorted((ROOT / "demo/cables").glob("1974LAPAZ*.txt"))
    for name, order in (("a", cables), ("b", cables[::-1])):
        assert reftel("ingest", *order[:5], "-a", tmp_path / name).returncode == 0
        assert reftel("ingest", *order, "-a", tmp_path / name).returncode == 0
    one, other = (reftel("thread", "1974LAPAZ3504", "-a", tmp_path / name, "-f", "json") for name in "ab")
    assert (one.returncode, one.stdout) == (0, other.stdout)


# Measures


def test_graph_prints_all_lists_or_one(archive: Path) -> None:
    plain = reftel("graph", "-a", archive, "-n", "3").stdout.decode().splitlines()
    assert {line.split("\t")[0] for line in plain} == {
        *("cited", "hubs", "bridges", "posts", "pairs", "threads", "chains"),
    }
    rows = [json.loads(row) for row in reftel("graph", "cited", "-a", archive, "--json").stdout.splitlines()]
    assert [row["cited"] for row in rows] == sorted((row["cited"] for row in rows), reverse=True)
    table = reftel("graph", "chains", "-a", archive, "--csv").stdout.decode()
    chains = list(csv.DictReader(io.StringIO(table)))
    assert chains[0]["keys"].split() == ["1974LAPAZ3187", "1974LAPAZ3295", "1974LAPAZ3504", "1974LAPAZ3970"]
    terminal = reftel("graph", "-a", archive, FORCE_COLOR="1", COLUMNS="120").stdout.decode()
    assert "The longest chains of answers" in terminal


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["middle"], 2, "is no list"),
        (["--csv"], 2, "--csv wants the name of one list"),
        (["--top", "0"], 2, "top"),
        (["cited", "hubs"], 2, "hubs"),
        (["-a", "nowhere"], 3, "is no archive"),
    ],
)
def test_graph_with_bad_input(
    archive: Path, capfdbinary: Capture, words: list[str], status: int, said: str
) -> None:
    code, out, error = here(capfdbinary, "graph", *words, *([] if "-a" in words else ["-a", archive]))
    assert (code, out) == (status, b"")
    assert said in error


def test_graph_without_citations(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("UNCLAS ROME 000012\n\nSUBJECT: OIL\n\n1. TEXT.\n")
    reftel("ingest", tmp_path / "a.txt", "-a", tmp_path / "a")
    ran = reftel("graph", "-a", tmp_path / "a")
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert "no cable" in ran.stderr.decode()
