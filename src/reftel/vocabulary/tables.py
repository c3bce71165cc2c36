"""Reading the package's tables: CSV files in `data/`, each with a `source` column."""

from __future__ import annotations


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`, in the file's order, every value as text.

    Callers keep what they make of a table (`functools.cache`); the rows themselves are not kept.
    """
    # Imported here: a table is read on first use, and whoever needs none pays for none.
    import csv
    from importlib.resources import files

    text = (files("reftel.vocabulary") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
