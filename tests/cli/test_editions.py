"""`reftel editions` and `reftel redactions`, as a user types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.links.test_editions import BODY, HEAD, REDACTED, SCANNED, WHOLE


def reftel(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("reftel")), *map(str, arguments)]
    environment = os.environ | {"COLUMNS": "100"} | more
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("editions")
    (place / "in").mkdir()
    for name, one in (("a", REDACTED), ("b", WHOLE), ("c", SCANNED)):
        (place / "in" / f"{name}.txt").write_text(one.text)
    (place / "in" / "d.txt").write_text(HEAD.replace("004580", "004581") + "1. (U) Another cable.\n")
    protected = BODY.replace("Rossi", "Rossi (strictly protect)")
    (place / "in" / "e.txt").write_text(HEAD.replace("004580", "004582") + protected)
    (place / "in" / "f.txt").write_text(
        HEAD.replace("004580", "004582")
        + protected.replace("Deputy Director Rossi (strictly protect)", "[1 line not declassified]")
    )
    done = reftel("ingest", "-a", place / "a", place / "in")
    assert done.returncode == 0, done.stderr
    return place


def test_plain_lines_name_editions_and_differences(place: Path) -> None:
    done = reftel("editions", "-a", place / "a", "03 ROME 4580")
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[1] for row in rows if row[0] == "edition"] == [WHOLE.id, SCANNED.id, REDACTED.id]
    start, mark = WHOLE.text.index("Deputy"), REDACTED.text.index("XXXX")
    assert [
        "redaction",
        f"{start}-{start + 21}",
        f"{mark}-{mark + 12}",
        "Deputy Director Rossi",
        "XXXXXXXXXXXX",
        "",
    ] in rows
    assert not any(row[0] in ("substance", "noise") for row in rows)


def test_an_editions_id_stands_for_all(place: Path) -> None:
    by_id = reftel("editions", "-a", place / "a", REDACTED.id)
    assert by_id.stdout == reftel("editions", "-a", place / "a", "2003ROME4580").stdout


def test_json_lines_have_editions_then_comparisons(place: Path) -> None:
    done = reftel("editions", "-a", place / "a", "2003ROME4580", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["edition"] for row in rows[:3]] == [WHOLE.id, SCANNED.id, REDACTED.id]
    assert rows[0]["merit"]["withheld"] == 0
    assert [(row["left"], row["right"]) for row in rows[3:]] == [
        (WHOLE.id, SCANNED.id),
        (WHOLE.id, REDACTED.id),
    ]
    assert [one["revealed"] for one in rows[4]["differences"]] == ["Deputy Director Rossi"]


def test_a_terminal_shows_two_columns(place: Path) -> None:
    done = reftel("editions", "-a", place / "a", "2003ROME4580", FORCE_COLOR="1")
    assert done.returncode == 0
    assert "Deputy Director" in done.stdout and "XXXXXXXXXXXX" in done.stdout
    assert len(
        reftel("editions", "-a", place / "a", "2003ROME4580", "--whole", FORCE_COLOR="1").stdout
    ) > len(done.stdout)


def test_the_best_text_is_shown(place: Path) -> None:
    shown = json.loads(reftel("show", "-a", place / "a", "2003ROME4580", "--json").stdout)
    assert shown["id"] == WHOLE.id


def test_all_lists_the_groups(place: Path) -> None:
    done = reftel("editions", "-a", place / "a", "--all", "--json")
    groups = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(one["mrn"], len(one["editions"])) for one in groups if len(one["editions"]) > 1} == {
        ("2003ROME4580", 3),
        ("2003ROME4582", 2),
    }


def test_redactions_are_listed_with_both_places_and_a_flag(place: Path) -> None:
    done = reftel("redactions", "-a", place / "a")
    assert done.returncode == 0
    assert "1 of these are masked" in done.stderr and "--protected shows them" in done.stderr
    masked = done.stdout.splitlines()[1].split("\t")
    assert masked[5:] == ["█ █ █ █ █", "protect the source: strictly protect"]
    as_json = reftel("redactions", "-a", place / "a", "--json")
    assert [json.loads(line)["words"] for line in as_json.stdout.splitlines()] == [
        "Deputy Director Rossi",
        "█ █ █ █ █",
    ]
    shown = reftel("redactions", "-a", place / "a", "--protected")
    assert shown.stderr == ""
    first, second = (line.split("\t") for line in shown.stdout.splitlines())
    assert first[:3] == ["2003ROME4580", "blacked out", "XXXXXXXXXXXX"]
    assert first[5:] == ["Deputy Director Rossi", ""]
    assert second[5] == "Deputy Director Rossi (strictly protect)"
    assert second[6] == "protect the source: strictly protect"
    assert len(reftel("redactions", "-a", place / "a", "--limit", "1", "--json").stdout.splitlines()) == 1
    assert reftel("redactions", "-a", place / "a", "--by-text").stdout == done.stdout


def test_a_source_to_be_protected_is_masked_side_by_side(place: Path) -> None:
    for more in ((), ("--json",), ("--whole",), ("--html", place / "masked.html", "--force")):
        done = reftel("editions", "-a", place / "a", "2003ROME4582", *more)
        assert done.returncode == 0
        told = done.stdout + ((place / "masked.html").read_text("utf-8") if "--html" in more else "")
        assert "Rossi" not in told and "█ █ █" in told, more
    assert "Rossi" in reftel("editions", "-a", place / "a", "2003ROME4582", "--protected").stdout


def test_one_print_has_what_another_leaves_out(tmp_path: Path) -> None:
    # A conversation stands twice in a volume of FRUS, once without what does not concern its chapter.
    archive = tmp_path / "a"
    volume = Path(__file__).parents[2] / "demo" / "volumes" / "frus1969-76ve14p1.xml.gz"
    assert reftel("ingest", "-a", archive, volume).returncode == 0
    done = reftel("redactions", "-a", archive, "--by-text")
    [told] = [line.split("\t") for line in done.stdout.splitlines()]
    assert told[1:3] == ["omitted", "[Omitted here is discussion unrelated to food policy.]"]
    assert told[5].startswith("THE SECRETARY: Let's take more general issues first. Who would like to start?")
    assert (
        told[5].endswith("MR. LORD: Well, we now do. And we can relate it to food and raw materials.")
        or len(told[5]) > 4_000
    )


def test_a_page_is_written_once(place: Path) -> None:
    target = place / "page.html"
    assert reftel("editions", "-a", place / "a", "2003ROME4580", "--html", target).returncode == 0
    assert "Deputy Director Rossi" in target.read_text("utf-8")
    target.write_text("mine")
    again = reftel("editions", "-a", place / "a", "2003ROME4580", "--html", target)
    assert again.returncode == 2 and "--force" in again.stderr and target.read_text() == "mine"
    assert reftel("editions", "-a", place / "a", "2003ROME4580", "--html", target, "--force").returncode == 0
    assert target.read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["editions", "-a", "a"], 2, "--all"),
        (["editions", "-a", "a", "--all", "2003ROME4580"], 2, "--all"),
        (["editions", "-a", "a", "nonsense"], 1, "no message number"),
        (["editions", "-a", "a", "2003ROME9999"], 1, "no edition of 2003ROME9999"),
        (["editions", "-a", "nowhere", "2003ROME4580"], 3, "nowhere"),
        (["editions", "-a", "a", "2003ROME4580", "--html", "no/such/page.html"], 2, "no folder"),
        (["editions", "-a", "a", "2003ROME4580", "--html", "in"], 2, "folder"),
        (["editions", "-a", "a", "--all", "--html", "x.html"], 2, "one cable"),
        (["redactions", "-a", "nowhere"], 3, "nowhere"),
        (["redactions", "-a", "a", "--limit", "-1"], 2, "--limit"),
    ],
)
def test_bad_wishes_get_one_clear_line(
    place: Path, arguments: list[str], status: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    done = reftel(*arguments)
    assert done.returncode == status
    assert told in done.stderr and len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_one_edition_alone_is_said_to_be_alone(place: Path) -> None:
    done = reftel("editions", "-a", place / "a", "2003ROME4581")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 1
