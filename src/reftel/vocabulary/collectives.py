"""Collective addresses: one name for many posts.

Source: `data/collectives.csv` (5 FAH-1 H-241.1 and headers of cables).
"""

from __future__ import annotations

import re
from functools import cache

from reftel.vocabulary.tables import rows

_LONGEST = 120
_MANY = re.compile(r"ALL [A-Z -]{1,60} (?:POSTS|MISSIONS|CONSULATES|EMBASSIES|CAPITALS|AMEMBASSIES)\b")


def is_collective(name: str) -> bool:
    """Whether an address stands for many: it is in the list, calls itself a collective, or says ALL … POSTS.

    >>> is_collective("ALL NATO POST COLLECTIVE"), is_collective("AMEMBASSY ROME")
    (True, False)
    """
    if len(name) > _LONGEST:
        return False
    if name in _names() or "COLLECTIVE" in name:
        return True
    return name.startswith("ALL ") and _MANY.match(name) is not None


@cache
def _names() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("collectives"))
