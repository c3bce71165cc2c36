"""What holds of every table and every look-up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files

import pytest

from reftel.vocabulary import (
    captions,
    collectives,
    glossary,
    levels,
    offices,
    orders,
    posts,
    precedence,
    protection,
    routing,
    signals,
    subject_codes,
    tags,
)
from reftel.vocabulary.tables import rows

TABLES = sorted(
    entry.name.removesuffix(".csv")
    for entry in (files("reftel.vocabulary") / "data").iterdir()
    if entry.name.endswith(".csv")
)
LOOK_UPS: list[Callable[[str], object]] = [
    posts.find,
    posts.by_code,
    posts.candidates,
    posts.siblings,
    tags.is_code,
    tags.apart,
    tags.successors,
    levels.rank,
    levels.from_words,
    levels.from_damaged_words,
    levels.portion_level,
    captions.find,
    orders.by_number,
    orders.reason,
    orders.exemption,
    offices.find,
    routing.find,
    subject_codes.group,
    precedence.from_letter,
    precedence.from_words,
    signals.find,
    collectives.is_collective,
    glossary.find,
    protection.find,
]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_and_no_field_too_many(table: str) -> None:
    read = rows(table)
    assert read
    for row in read:
        assert None not in row and None not in row.values()
        assert row["source"].strip()


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table: str) -> None:
    seen = [tuple(row.values()) for row in rows(table)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("look_up", LOOK_UPS, ids=lambda look_up: f"{look_up.__module__}.{look_up.__name__}")
@pytest.mark.parametrize("text", ["A" * 1_000_000, "AMEMBASSY " * 100_000, "((" * 500_000, "\x00\ud800é", ""])
def test_nothing_hostile_is_found(look_up: Callable[[str], object], text: str) -> None:
    assert look_up(text) in (None, False, (), -1)


def test_an_unknown_code_of_any_length_is_unknown() -> None:
    assert tags.find("K" * 1_000_000).kind == "unknown"


def test_tables_are_read_on_first_use_only() -> None:
    read_none = (
        "import sys, reftel.vocabulary as v; from reftel.vocabulary import tables\n"
        "tables.rows = None\n"
        "assert 'csv' not in sys.modules and 'rapidfuzz' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", read_none], check=False).returncode == 0
