"""General messages: series that count by themselves, and begin anew each year (`NAVADMIN 130/06`).

Source: `data/general_messages.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


@cache
def series() -> frozenset[str]:
    """The names of all series.

    >>> "NAVADMIN" in series(), "ROME" in series()
    (True, False)
    """
    return frozenset(row["series"] for row in rows("general_messages"))


@cache
def pattern() -> str:
    """The names as alternatives of a regular expression, the longer ones first."""
    return "|".join(sorted(series(), key=lambda name: (-len(name), name)))
