"""Drafting lines of outgoing telegrams of the 1970s: who drafted, approved and cleared.

`DRAFTED BY ARA/AND/B - PBTAYLOR:LEE`, `APPROVED BY ARA:SEATON`, then the clearances, each
office and name in one of several ways of writing (`NSC:CDODSON`, `S/S - O:RSSTEVEN`,
`L/M:KMALMBORG NEA:WHARRIS`). The typist's initials after the name are left out of it.
"""

from __future__ import annotations

import re

from reftel.model import Person
from reftel.parser.cleaning import Clean
from reftel.vocabulary import offices

_HEAD = re.compile(
    r"(?P<what>DRAFTED|APPROVED|CLEARED)(?: BY)?(?: ?[:;]| ?-(?= )|(?= ))[ ]{0,4}|CLEARANCES? ?[:;]?[ ]{0,4}"
)
_OFFICE = r"[A-Z][A-Z0-9&]{0,11}(?:/[A-Z0-9&]{1,11}){0,6}"
# An office and what parts it from the name; "S/S - O:" is an office with a blank in it.
_ENTRY = re.compile(
    rf"(?<![A-Z0-9/:;.])(?P<office>{_OFFICE}(?: ?- ?[A-Z]{{1,2}}(?= ?:))?)(?: ?[:;] ?| ?-{{1,2}} ?)(?=[A-Z(])"
)
_TYPIST = re.compile(r"[:/] ?[A-Z.]{1,5}\Z")
_REMARK = re.compile(
    r" ?\((?:DRAFT|INFO|SUBS?|SUBSTANCE|PHONE|BY PHONE|IN DRAFT|PARA[^()]{0,20}|[^()]{0,24})\)"
)
_EXTENSION = re.compile(r"[ ,]{0,2}(?:EXT?\.? ?|X-?)[0-9 -]{3,12}\Z|[ ,]{1,3}[0-9]{4,8}\Z")


def head(line: str) -> tuple[str, int] | None:
    """What a line begins with (`drafted`, `approved`, `cleared`), and where its people begin."""
    m = _HEAD.match(line)
    return ((m["what"] or "CLEARED").lower(), m.end()) if m else None


def is_clearance(line: str) -> bool:
    """Whether a line after `APPROVED BY` names an office and somebody of it."""
    return _ENTRY.match(line.lstrip("-* ")) is not None


def read_people(clean: Clean, line: str, at: int) -> list[Person]:
    """The people of a line, with their offices."""
    found: list[re.Match[str]] = []
    for m in _ENTRY.finditer(line):
        # "ARA/AND/B - PBTAYLOR:LEE": what follows a sign at once is a name, and its typist.
        if not found or m.start() > found[-1].end():
            found.append(m)
    if not found or line[: found[0].start()].strip(" -*:;"):
        return [_without_sign(clean, line, at)] if line.strip(" -*:;") else []
    people = []
    for i, m in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(line)
        words = line[m.end() : end].rstrip(" ,;")
        name = _plain_name(words)
        if name:
            people.append(
                Person(name, clean.span(at + m.start(), at + m.end() + len(words)), m["office"].strip())
            )
    return people


def _without_sign(clean: Clean, line: str, at: int) -> Person:
    """`CA/OCS/CCS/ARA/TDHOBGOOD/JCC`: only slashes; the name is the last long part that is no office."""
    words = line.strip(" -*:;")
    start = at + line.index(words)
    span = clean.span(start, start + len(words))
    parts = words.split("/")
    if len(parts) > 1:
        for i in range(len(parts) - 1, 0, -1):
            if len(parts[i]) >= 5 and not offices.is_code(parts[i]):
                return Person(_plain_name(parts[i]) or parts[i], span, "/".join(parts[:i]))
    return Person(_plain_name(words) or words, span)


def _plain_name(words: str) -> str:
    words = _REMARK.sub("", words)
    words = _EXTENSION.sub("", words.rstrip())
    return _TYPIST.sub("", words, count=1).strip(" ,;:-")
