"""Every command that a document shows is run, and prints what the document says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.docs.fences import HOUSE, agrees, commands, documents, fences

# What sets the project up cannot be run by its own tests.
_SETTING_UP = re.compile(
    r"(?:git (?:clone|add|commit)|make|cd|python3 -m venv|sudo apt-get|brew|pip install|\.venv/)\b"
)


def _with(language: str) -> list[Path]:
    return [page for page in documents() if any(fence.language == language for fence in fences(page))]


def _name(page: Path) -> str:
    return str(page.relative_to(HOUSE))


@pytest.mark.parametrize("page", _with("console"), ids=_name)
def test_commands_print_what_is_shown(page: Path, place: Path) -> None:
    for fence in fences(page):
        if fence.language != "console":
            continue
        for line, command, shown in commands(fence):
            ran = subprocess.run(
                ["bash", "-c", command],
                cwd=place,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=120,
                check=False,
            )
            printed = ran.stdout
            where = f"{_name(page)}, line {line}: {command}"
            assert ran.returncode == 0, f"{where}\nexit code {ran.returncode}\n{printed}"
            assert not shown.strip() or agrees(shown, printed), f"{where}\nprinted:\n{printed}"


@pytest.mark.parametrize("page", _with("sh"), ids=_name)
def test_commands_not_run_are_those_that_cannot_be(page: Path) -> None:
    for fence in fences(page):
        for number, line in enumerate(fence.text.splitlines(), fence.line):
            if fence.language == "sh" and line.strip():
                assert _SETTING_UP.match(line), f"{_name(page)}, line {number}: put it into a console block"


def test_no_command_hides_in_another_block() -> None:
    for page in documents():
        for fence in fences(page):
            if fence.language != "console":
                hidden = [line for line in fence.text.splitlines() if line.startswith("$ ")]
                assert not hidden, f"{_name(page)}, line {fence.line}: {hidden[0]}"


def test_make_targets_named_in_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text("utf-8"), re.M))
    for page in documents():
        named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", page.read_text("utf-8"), re.M))
        missing = {name for pair in named for name in pair if name} - targets
        assert not missing, f"{_name(page)} names {missing}"
