"""Routing indicators: the relay's addresses (`RUEHRO`), with the names that they stand for.

Sources: `data/routing_indicators.csv` (ACP 117 CAN-US SUPP-1, November 2010), `data/posts.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.posts import by_code, codes
from reftel.vocabulary.tables import rows

_TITLES = {"embassy": "AMEMBASSY ", "consulate": "AMCONSUL ", "mission": "USMISSION "}


def find(indicator: str) -> str | None:
    """The plain-language address of a routing indicator.

    >>> find("RUEHRO"), find("RUEHC"), find("RUXXXX")
    ('AMEMBASSY ROME', 'DEPT OF STATE WASHINGTON DC', None)
    """
    return _names().get(indicator)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows("routing_indicators"):
        first, _, last = row["indicator"].partition(" THRU ")
        for indicator in _run(first, last) if last else (first,):
            names.setdefault(indicator, row["name"])
    for code in codes():
        post = by_code(code)
        if post and post.routing:
            names.setdefault(post.routing, _TITLES.get(post.kind, "") + post.name)
    return names


def _run(first: str, last: str) -> list[str]:
    """`RHFJAAA THRU RHFJAAZ`: one address for a run of last letters."""
    return [first[:-1] + chr(letter) for letter in range(ord(first[-1]), ord(last[-1]) + 1)]
