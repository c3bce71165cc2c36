"""Where a list of references ends: it may run over blank lines as long as items follow."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(
    r"[ \t]*(?:¶[ \t]?)?(?:\(?[A-Za-z]{1,2}[.)](?=[ \t(]|[A-Z0-9])|\([A-Z]\)|(?:19|20|')?\d{2}[ \t]{1,3}[A-Z]{3}"
    r"|[A-Z][A-Za-z.' ]{2,30}[ \t]{1,3}(?:A-)?\d{2,7}[ \t]*(?:[,;(]|\n|\Z)|AND PREVIOUS|NOTAL)"
)
_SLUG = re.compile(
    r"[ \t]*(?:SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|NOFORN|SENSITIVE|AIDAC|(?:[A-Z][A-Z/. ]{1,40} )?(?:PLEASE |PLS )?PASS(?:ED)?(?: TO)? [A-Z]|FOR:? [A-Z]|[A-Z][A-Z/]{1,20} FOR [A-Z]|FROM:? [A-Z])"
)
_GOES_ON = (",", ";", "&", "(", "/", "-", ":", " AND", " and", " OF", " FROM", " TO")
_RULE = re.compile(r"[ \t]*[-=_*]{3,}")


def reference_zone_end(text: str, start: int, stop: int) -> int:
    """The end of the list that begins at `start`, `stop` at the latest."""
    at, end, blank, before = start, start, False, ""
    for m in _LINE.finditer(text, start, stop):
        if m.start() == m.end():
            break
        line = m.group().rstrip()
        if not line.strip():
            blank = end > start
            continue
        if end > start:
            if _RULE.match(line) or (_SLUG.match(line) and not before.endswith(_GOES_ON)):
                break
            if blank and not _ITEM.match(line + "\n"):
                break
        before, blank = line, False
        end = m.start() + len(line)
        at = m.end()
        if at >= stop:
            break
    return end
