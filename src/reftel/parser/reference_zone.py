"""Where a list of references ends: it may run over blank lines as long as items follow."""

from __future__ import annotations

import re

from reftel.vocabulary import posts

_LINE = re.compile(r"[^\n]*\n?")
_LETTERED = re.compile(
    r"[ \t]*(?:¶[ \t]?)?\(?(?P<letter>[A-Za-z])[A-Za-z]?[.)]{1,2}[ \t]{0,4}(?=[A-Za-z0-9('])"
)
_NUMBERED = re.compile(
    r"[ \t]*(?:¶[ \t]?)?(?:(?:19|20|')?\d{2}[ \t]{1,3})?(?P<post>[A-Z][A-Za-z.' ]{2,30}?)[ \t]{1,3}(?:A-)?\d{1,7}[ \t]*(?:[,;(.]|\n|\Z|AND|NOTAL|et al)"
)
_GOING_ON = re.compile(r"[ \t]*(?:AND PREVIOUS|PREVIOUS[ \t.;)]*\Z|\(?NOTAL|AND [A-Z ]{3,30} \d)")
_AGAIN = re.compile(
    r"[ \t]*REF(?:ERENCES?|TELS?|S|\(S\))?[ \t]{0,3}:", re.I
)  # "REF: ROME 1", and below it "REF: ROME 2"
_SLUG = re.compile(
    r"[ \t]*(?:SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|NOFORN|SENSITIVE|AIDAC|(?:[A-Z][A-Z/. ]{1,40} )?(?:PLEASE |PLS )?(?:PASS(?:ED)?(?: TO)?|POUCH(?: TO)?) [A-Z]|FOR:? [A-Z]|[A-Z][A-Z/]{1,20} FOR [A-Z]|FROM:? [A-Z])"
)
_GOES_ON = (",", ";", "&", "(", "/", "-", ":", " AND", " and", " OF", " FROM", " TO")
# A release that lost its line breaks has the first paragraph on the list's own line.
_GLUED_BODY = re.compile(
    r"[\s-](?:¶[ \t]?)?1[.)][ \t]{0,4}(?:\((?:U|C|S|SBU|C/NF|S/NF|C//NF|S//NF)\)|SUMMARY\b)|[ -](?:SUMMARY|Summary)[.:]"
)
_RULE = re.compile(r"[ \t]*[-=_*]{3,}")
_SHORT = 40  # characters: a title over some references may end in a colon as well


def reference_zone_end(text: str, start: int, stop: int) -> int:
    """The end of the list that begins at `start`, `stop` at the latest."""
    at, end, blank, before, letter = start, start, False, "", ""
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
            if (blank or _opens_a_text(line, before)) and not _is_item(line, letter):
                break
        if lettered := _LETTERED.match(line):
            letter = lettered["letter"].upper()
        elif end == start:
            letter = _last_letter(line)
        before, blank = line, False
        if len(line) > 100 and (glued := _GLUED_BODY.search(text, m.start(), m.end())):
            return glued.start()
        end = m.start() + len(line)
        at = m.end()
        if at >= stop:
            break
    return end


def _opens_a_text(line: str, before: str) -> bool:
    """Whether a line directly below the list is no part of it: `THE SECRETARY SIGNED THE FOLLOWING LETTER TO DG M'BOW:`."""
    return len(line) > _SHORT and line.endswith(":") and not before.endswith(_GOES_ON)


def _is_item(line: str, last: str) -> bool:
    """Whether a line after a blank one goes on with the list: a paragraph may begin with
    `(C)` or with a place and a number as well."""
    if m := _LETTERED.match(line):
        follows = bool(last) and m["letter"].upper() in (last, chr(ord(last) + 1))
        digits = any(c.isdigit() for c in line[m.end() : m.end() + 60])
        if m["letter"].upper() not in "CSU":
            return follows or digits
        # "(C) ON OCTOBER 7 …" is a paragraph with its portion mark, unless the list has come to that letter.
        return digits and (follows or "(" not in line[: m.end()])
    if m := _NUMBERED.match(line):
        return posts.known(m["post"]) is not None
    return bool(_GOING_ON.match(line) or _AGAIN.match(line))


def _last_letter(line: str) -> str:
    found = _INNER_LETTER.findall(line)
    return found[-1].upper() if found else ""


_INNER_LETTER = re.compile(r"(?:^|[\s:;(])\(?([A-Z])[.)]")
