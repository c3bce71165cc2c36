"""What there is, is documented; what is documented, is there."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reftel.readers.registry import readers
from tests.docs.fences import HOUSE

# Kebab-case words of the program that are no codes.
NO_CODES = {
    "date-line",
    "mac-roman",
    "e-mail",
    "reftel-writer",
    "utf-8",
    "utf-16",
    "utf-32",
    "latin-1",
    "cp-1252",
    "utf-8-sig",
}
NO_CODES |= {reader.name for reader in readers()}
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+|empty|encrypted|damaged")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """The program that writes the pages."""
    spec = importlib.util.spec_from_file_location("generate", HOUSE / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def _words(*folders: str) -> Iterator[str]:
    """Short string literals of the modules in some folders, docstrings left out."""
    for folder in folders:
        for path in sorted((HOUSE / "src" / "reftel" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and _CODE.fullmatch(node.value)
                ):
                    yield node.value


def test_pages_say_what_the_program_says(generate: ModuleType) -> None:
    stale = [
        name for name, page in generate.pages() if (generate.REFERENCE / name).read_text("utf-8") != page
    ]
    assert not stale, "run `make docs`"


def test_each_field_of_the_record_has_a_meaning(generate: ModuleType) -> None:
    fields = {it.__name__: set(it.__struct_fields__) for it in generate.structs()}
    meanings = {name: set(meaning) for name, meaning in generate.MEANINGS["record"].items()}
    assert meanings == fields


def test_each_column_has_a_meaning(generate: ModuleType) -> None:
    from reftel.archive import rows
    from reftel.links.schema import LINKS

    schemas = rows.TABLES | {"links": LINKS}
    columns = {name: {*schema.names, "_about"} for name, schema in schemas.items()}
    assert {name: set(meaning) for name, meaning in generate.MEANINGS["tables"].items()} == columns


def test_each_code_has_a_meaning(generate: ModuleType) -> None:
    meanings: dict[str, dict[str, str]] = generate.MEANINGS
    known = {code for part in ("problems", "rejects", "findings") for code in meanings[part]}
    used = set(_words("parser", "readers", "archive")) - NO_CODES
    assert used - known == set(), "codes without a meaning in docs/meanings.toml"
    assert known - used == set(), "meanings of codes that nothing uses"


def _options(command: Any) -> Iterator[Any]:
    yield from (parameter for parameter in command.params if parameter.param_type_name == "option")


def test_each_command_and_option_is_explained(generate: ModuleType) -> None:
    page = (generate.REFERENCE / "commands.md").read_text("utf-8")
    for name, command in generate.command_tree().items():
        assert command.hidden or f"## reftel {name}\n" in page
        assert command.hidden or command.help
        for option in _options(command):
            assert option.hidden or option.help, f"reftel {name} {option.opts[0]} has no help"
            assert option.hidden or option.opts[0] in page


def test_each_command_is_shown_at_work(generate: ModuleType) -> None:
    pages: list[Path] = [HOUSE / "docs" / "tutorial.md", *(HOUSE / "docs" / "how-to").glob("*.md")]
    text = "\n".join(page.read_text("utf-8") for page in pages)
    for name in generate.command_names():
        assert re.search(rf"^\$ .*\breftel {name}\b", text, re.M), f"no page runs `reftel {name}`"


def test_each_field_of_the_query_language_is_explained() -> None:
    from reftel.search.query import FIELDS

    page = (HOUSE / "docs" / "reference" / "query.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+):` ", page, re.M)) == set(FIELDS)


def test_each_exit_code_is_explained() -> None:
    from reftel.cli import exits

    page = (HOUSE / "docs" / "reference" / "exit-codes.md").read_text("utf-8")
    assert re.findall(r"^\| (\d+) \| (.*) \|$", page, re.M) == [
        (str(code), meaning) for code, meaning in exits.MEANINGS.items()
    ]


def test_public_names_are_explained() -> None:
    import reftel

    page = (HOUSE / "docs" / "reference" / "python.md").read_text("utf-8")
    for name in reftel.__all__:
        assert f"reftel.{name}" in page, name
