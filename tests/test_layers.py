"""What imports what: the public names, and what an import must not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

import reftel

# What takes long to load, and is needed only by those who ask for it.
HEAVY = ["deltalake", "hypothesis", "polars", "pyarrow", "rapidfuzz", "tantivy"]


def _loaded(statement: str) -> set[str]:
    """The modules that a fresh Python has loaded after `statement`."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_all_names_are_there() -> None:
    for name in reftel.__all__:
        assert getattr(reftel, name) is not None
    assert set(reftel.__all__) <= set(dir(reftel))


def test_a_name_that_is_not_there() -> None:
    misspelt = "cabel"
    with pytest.raises(AttributeError, match="no attribute 'cabel'"):
        getattr(reftel, misspelt)


def test_import_loads_only_what_is_asked_for() -> None:
    loaded = _loaded("import reftel")
    assert not loaded & {*HEAVY, "rich", "typer", "reftel.parser", "reftel.archive"}


def test_help_loads_no_tables() -> None:
    assert not _loaded("import reftel.cli") & set(HEAVY)


def test_parsing_loads_no_tables() -> None:
    assert not _loaded("import reftel; reftel.parse('SECRET ROME 1')") & (set(HEAVY) - {"rapidfuzz"})
