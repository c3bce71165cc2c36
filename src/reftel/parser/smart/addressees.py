"""Addressees: `WASHDC, SECSTATE IMMEDIATE; LAGOS, AMCONSUL ROUTINE; Mellott, Joseph ROUTINE`.

Place first, then kind, the precedence last; people by name. A precedence ends an address, whatever
sign stands behind it: scans read the semicolon as a comma.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reftel.model import Addressee, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.transmission.addressees import station
from reftel.vocabulary import collectives, precedence

_LEVEL = r"(?:NIACT\s{1,60})?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)"
_END = re.compile(rf"(?<=\s)(?P<level>{_LEVEL})(?P<sign>[ \t]*[;,.])?(?=\s|\Z)|(?P<plain>;)")
_LONGEST = 120


def read(clean: Clean, pieces: Sequence[tuple[int, int]], problems: list[Problem]) -> tuple[Addressee, ...]:
    """The addressees of a value."""
    if not pieces:
        return ()
    found: list[Addressee] = []
    start, end = pieces[0][0], pieces[-1][1]
    at = start
    for m in _END.finditer(clean.text, start, end):
        level = m["level"]
        if level and m["sign"] and m["sign"].strip() != ";":
            span = clean.span(m.start("sign"), m.end("sign"))
            problems.append(Problem("separator-corrected", f"“{m['sign']}” was read as “;”", span))
        _add(clean, at, m.start("level") if level else m.start(), m.end("level"), level, found, problems)
        at = m.end()
    _add(clean, at, end, end, None, found, problems)
    return tuple(found)


def _add(
    clean: Clean,
    start: int,
    name_end: int,
    end: int,
    level: str | None,
    found: list[Addressee],
    problems: list[Problem],
) -> None:
    words = clean.text[start:name_end]
    name = " ".join(words.split()).strip(" ;")
    if not name:
        return
    first = start + len(words) - len(words.lstrip(" \t\n;"))
    span = clean.span(first, max(end, first + len(words[first - start :].rstrip())))
    if len(name) > _LONGEST:
        problems.append(Problem("addressee-unread", "words too long for an address", span))
        return
    code, collective = _known(name)
    speed = precedence.from_words(" ".join(level.split())) if level else None
    found.append(Addressee(name, span, None, speed, None, code, collective))


@lru_cache(maxsize=4096)
def _known(name: str) -> tuple[str | None, bool]:
    plain = name.upper()
    if collectives.is_collective(plain):
        return None, True
    # People are written "Surname, Given", posts and agencies in capitals.
    return (station(plain), False) if name.isupper() else (None, False)
