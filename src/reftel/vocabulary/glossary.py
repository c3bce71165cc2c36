"""The words and abbreviations of cables.

Source: `data/glossary.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


def find(term: str) -> str | None:
    """What a word or abbreviation of the trade means.

    >>> find("SEPTEL")
    'separate telegram'
    """
    known = _terms().get(term)
    if known or len(term) > 60:
        return known
    return _terms().get(term.upper())


@cache
def _terms() -> dict[str, str]:
    return {row["term"].upper(): row["meaning"] for row in rows("glossary")}
