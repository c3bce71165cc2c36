"""Captions: the words of handling and distribution that stand on lines of their own.

Source: `data/captions.csv` (5 FAH-2 H-442 and the archive's lists).
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from reftel.vocabulary.tables import rows

_LONGEST = 80
_NOT_LETTERS = re.compile(r"[^A-Z]+")


class CaptionEntry(msgspec.Struct, frozen=True):
    """A caption: `code` is its usual form, `kind` what it governs (`distribution`, `channel`, `caveat` …)."""

    code: str
    kind: str
    meaning: str | None


def find(line: str) -> CaptionEntry | None:
    """The caption that a whole line is, in any case, spaced letters or plain.

    >>> find("ROGER CHANNEL").kind, find("n o d i s").code, find("Dear Sir")
    ('channel', 'NODIS', None)
    """
    known = _captions().get(line)
    if known or len(line) > _LONGEST:
        return known
    return _captions().get(_NOT_LETTERS.sub("", line.upper()))


@cache
def _captions() -> dict[str, CaptionEntry]:
    found: dict[str, CaptionEntry] = {}
    for row in rows("captions"):
        entry = CaptionEntry(row["code"], row["kind"], row["meaning"] or None)
        for spelling in row["spellings"].split(";"):
            found[spelling] = found[_NOT_LETTERS.sub("", spelling)] = entry
    return found
