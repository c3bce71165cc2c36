"""The wording by which a drafter asks that a source be protected.

Source: `data/source_protection.csv`. No list of people is kept anywhere.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


def find(words: str) -> str | None:
    """What such words ask for; `None` for other words.

    >>> find("STRICTLY PROTECT")
    'the name before it is to be strictly protected'
    """
    return _wording().get(words) if len(words) <= 60 else None


def wordings() -> tuple[str, ...]:
    """All wordings, the longest first, for callers who build a pattern of them."""
    return tuple(sorted(_wording(), key=len, reverse=True))


@cache
def _wording() -> dict[str, str]:
    return {
        spelling: row["meaning"]
        for row in rows("source_protection")
        for spelling in row["spellings"].split(";")
    }
