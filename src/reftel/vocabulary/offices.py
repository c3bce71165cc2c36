"""Offices of the Department and other agencies, as copy lists and passing lines name them.

Source: `data/offices.csv`; the meaning of many codes of the 1970s is unknown.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.vocabulary.tables import rows


class Office(msgspec.Struct, frozen=True):
    """An office: `period` is when the code was in use, in words; `meaning` may be unknown."""

    code: str
    meaning: str | None
    period: str | None


def find(code: str) -> Office | None:
    """The office of a code; of a country desk (`NEA/ARP`) the bureau, if the desk is not listed.

    >>> find("NP").meaning
    'Bureau of Nonproliferation'
    """
    known = _offices().get(code)
    if known or len(code) > 40:
        return known
    return _offices().get(code.partition("/")[0])


def is_code(word: str) -> bool:
    """Whether a word is the code of an office itself."""
    return word in _offices()


@cache
def _offices() -> dict[str, Office]:
    return {
        row["code"]: Office(row["code"], row["meaning"] or None, row["period"] or None)
        for row in rows("offices")
    }
