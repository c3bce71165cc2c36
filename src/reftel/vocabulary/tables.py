"""Reading the package's tables: CSV files in `data/`, each with a `source` column."""

from __future__ import annotations

import os.path

_DATA = os.path.join(os.path.dirname(__file__), "data")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`, in the file's order, every value as text.

    Callers keep what they make of a table (`functools.cache`); the rows themselves are not kept.
    """
    # A table is read on first use, and whoever needs none pays for none: importlib.resources
    # alone, or pathlib, takes longer to import than the largest table to read.
    import csv

    with open(os.path.join(_DATA, f"{name}.csv"), encoding="utf-8", newline="") as table:
        header, *lines = csv.reader(table)
    return [dict(zip(header, line, strict=True)) for line in lines]
