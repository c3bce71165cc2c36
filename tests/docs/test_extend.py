"""The format that the how-to adds, added as it says: a package of one's own, found by its entry point."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.docs.fences import HOUSE, agrees, fences

PAGE = HOUSE / "docs" / "how-to" / "extend.md"


def blocks(language: str) -> list[str]:
    return [fence.text for fence in fences(PAGE) if fence.language == language]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the file, and the package as an installer leaves it."""
    folder = tmp_path_factory.mktemp("extend")
    installed = folder / "installed"
    installed.mkdir()
    (installed / "clippings.py").write_text(blocks("python")[0], "utf-8")
    project = tomllib.loads(blocks("toml")[0])["project"]
    named = project["name"].replace("-", "_") + f"-{project['version']}.dist-info"
    (installed / named).mkdir()
    (installed / named / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", "utf-8"
    )
    points = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in project["entry-points"].items()
    ]
    (installed / named / "entry_points.txt").write_text("\n".join(points), "utf-8")
    (folder / "rome.clippings").write_text(blocks("text")[0], "utf-8")
    return folder


def reftel(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("reftel")), *words],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place / "installed"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_it_is_listed_as_the_page_says(place: Path) -> None:
    assert blocks("text")[1] in reftel(place, "formats").stdout


def test_a_file_is_taken_in_as_the_page_says(place: Path) -> None:
    done = reftel(place, "ingest", "--archive", "my.archive", "rome.clippings")
    assert agrees(f"2 messages read: 2 new…\n{blocks('text')[2]}", done.stdout), done.stdout
    second = reftel(place, "source", "--archive", "my.archive", "03ROME4581").stdout
    text = blocks("text")[0]
    assert second == text[text.index("%% 03ROME4581") : text.index("%% lost")]


def test_the_steps_name_what_the_blocks_hold() -> None:
    page = PAGE.read_text("utf-8")
    package = tomllib.loads(blocks("toml")[0])
    assert f"pip install ./{package['project']['name']}" in page
    assert package["tool"]["setuptools"]["py-modules"] == ["clippings"]


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("raise RuntimeError('no')", "it cannot be loaded: RuntimeError: no"),
        ("class Clippings: name = 'x'", "it has not the name, version, sniff and read of a reader"),
        ("import nowhere_at_all", "it cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_listed_with_the_reason(
    place: Path, module: str, words: str
) -> None:
    file = place / "installed" / "clippings.py"
    whole = file.read_text("utf-8")
    file.write_text(module, "utf-8")
    try:
        listed = reftel(place, "formats")
    finally:
        file.write_text(whole, "utf-8")
    assert any(
        line.startswith("reader\tclippings\t\t") and words in line for line in listed.stdout.splitlines()
    )
    assert "Traceback" not in listed.stderr


def test_a_reader_that_raises_costs_no_other_file(place: Path) -> None:
    file = place / "installed" / "clippings.py"
    whole = file.read_text("utf-8")
    file.write_text(
        whole.replace('return 0.9 if head.startswith(b"%%CLIPPINGS") else 0.0', "return 1 / 0"), "utf-8"
    )
    try:
        done = reftel(place, "ingest", "--archive", "other.archive", "rome.clippings")
    finally:
        file.write_text(whole, "utf-8")
    assert done.returncode == 0
    assert "format\tplain\t" in done.stdout
