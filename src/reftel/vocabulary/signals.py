"""Operating signals: three letters with which relay stations speak to each other (ACP 131).

Source: `data/operating_signals.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


def find(signal: str) -> str | None:
    """What an operating signal says.

    >>> find("ZEN")
    'delivered by other means'
    """
    return _signals().get(signal)


@cache
def _signals() -> dict[str, str]:
    return {row["signal"]: row["meaning"] for row in rows("operating_signals")}
