"""Zones: which part of a text is transmission header, slug, header line, body, ending.

Header lines are found by their keys (`E.O.`, `TAGS`, `SUBJECT`, `REF`, `CLASSIFIED BY`), at a
line's beginning or, where a release has lost its line breaks, glued to the words before. The
body begins at the first paragraph after them.
"""

from __future__ import annotations

import re

import msgspec

# One scan: a line break, then a key. Forms with a lost first letter (`UBJECT:`, `AGS:`, `EF:`)
# stand in real releases; they are taken only with their colon.
_KEY_WORDS = (
    r"[ \t\"'(¶]{0,30}(?=[ETSUCAD(.L1]|RE)(?:"
    r"(?P<eo>(?:\(U\) ?)?(?:E ?\. ?O ?[.,]? ?|EO ?|\.O\. ?|E\.0\. ?|EXECUTIVE ORDER ?)(?=[:;]?[ \t]{0,6}\d|:? ?N/A|:? ?\(|:[ \t]*\n|:? {0,3}(?:X?GDS|ADS)\b)"
    r"|E[.MO0, ]{1,4}(?=[ ]{0,2}1[0-9] ?[0-9]{3}(?:[: ]|N/A))"
    r"|(?=1(?:1652|2065|2356|2958|3526): {0,3}(?:[XR]?GDS|ADS|[RX]DS|DECL|OADR|N/?A)\b))"  # "11652: GDS", its letters lost
    r"|(?P<tags>T ?A ?G ?[SE]?(?:(?=[ \t]*[:.;,-])|(?=[ \t]{1,12}\(?[A-Z]{2,5}\b))|TAS(?=:)|AGS(?=:)|T[A-Z]{0,2}GS(?=:)|TA[A-Z]S(?=:)|TAG[A-Z](?=:)|[A-Z]AGS(?=:))"
    r"|(?P<subject>S?UBJE?CT?S?(?=[ \t]{0,3}[:.;]|[ \t]{1,3}-)|UBJ(?=:)|S(?:UBECT(?=:)|UBJ(?=[ \t]{0,3}[.;-]|[ \t]{1,3}[A-Z(])"
    r"|[A-Z]BJ(?:ECT)?(?=:)|U[A-Z]J(?:ECT)?(?=:)|UB[A-Z](?:ECT)?(?=:)"
    # "SUBECJT:", "SUBJET:", "S UBJECT:"; "SUBJECT  OIL AND GAS", its colon lost
    r"|(?=[A-Z]{1,4}J)[SUBJECT]{3,7}(?=:)| ?U ?B ?J ?E ?C ?T(?=[ \t]{0,3}:)|(?-i:UBJECT(?=[ \t]{1,4}(?!(?:TO|OF|IS|MATTER|WAS) )[A-Z(\"]))))"
    r"|(?P<ref>REF(?:ERENCES?|TELS?|S|\(S\))?(?=[ \t]{0,3}[:;]|[ \t]{0,3}\.[ \t:]|[ \t]{1,3}-|[ \t]{1,3}\(?A(?:[).]|[ \t]{0,2}:)|[ \t]{1,3}\([A-Z]\)[ \t]?[A-Z]"
    r"|(?-i:[ \t]{1,3}(?:\d\d(?:\d\d)? )?[A-Z]{3}[A-Z .']{0,22} \d{1,6}[ \t]*(?:[,;(\n]|\Z)))|EFS?(?=:)"
    # "(A) USUN 5683 (B) USUN 5722", "A. JCS MSG 221205 AUG 74" without its key
    r"|(?-i:(?=\(?A[.)] {0,3}[A-Z]{3}[A-Z .']{0,22} \d{1,6}(?:Z? [A-Z]{3} \d\d)?(?: ?\(?NOTAL\)?)?[;,]? {0,3}(?:\n|\Z|\(?B[.)]))))"
    r"|(?P<classified>(?:\([A-Z]{1,4}\)[ \t]{0,3})?CLASS?IF?I?ED[ \t]{1,3}BY|LASSIFIED BY|CLASSFIED BY|DERIVED FROM(?=:)|REASONS?(?=:[ \t]{0,3}1\.))"
    r")"
)
_KEY = re.compile(r"\n" + _KEY_WORDS, re.I | re.A)
_FIRST_KEY = re.compile(_KEY_WORDS, re.I | re.A)
# Glued keys: only forms that no sentence has.
_GLUED = {
    "eo": re.compile(r"E\.[ ]?O\.[ ]?1[ ]?[0-9][ ]?[0-9]{3}(?=[ ]?:| (?:DECL|N/A))"),
    "tags": re.compile(r"(?:TAGS|Tags) ?:(?=[ ]{0,3}[A-Z(])"),
    "subject": re.compile(r"SUBJ(?:ECT)? ?:(?=[ ]{0,3}\S)"),
    # "DEVICESREF: A. STATE 1", and neither "PREF:" nor "SREF:"
    "ref": re.compile(r"R(?:(?<![A-Z]R)|(?<=[A-Z]{2}R))(?:ef|EF)(?:S|s|TELS?)?:(?=[ ]{0,3}[^\s])"),
    "classified": re.compile(r"(?:CLASSIFIED BY|Classified By|Classified by)(?=:| )"),
}
_BODY = re.compile(
    r"\n[ \t]*(?:"
    r"(?:¶[ \t]?)?\(?(?:1|(?P<roman>I))(?:[ \t]?[.)]\)?|[ \t]{1,4}\((?:C|S|U|SBU|S/NF|C/NF)\))(?!\d)"  # the first paragraph's number
    r"|¶[ \t]?\d{1,2}[ .)]"
    r"|\((?:C|S|U|SBU)\)[ \t]{1,3}1\."
    r"|2\.[ \t]?\([A-Z]{1,3}(?:/{1,2}[A-Z]{2,3})?\)"
    r"|[-=_*~][-=_*~ ]{5,}"  # a rule above or under a heading
    r"|(?:\([A-Z/]{1,7}\) ?)?(?:BEGIN |EXECUTIVE |\(U\) )?(?:SUMMARY|INTRODUCTION|ACTION REQUEST|KEY POINTS)\b"
    r")",
    re.I,
)
_ITEM_H = re.compile(r"(?<![A-Z])\(?H[.)]", re.I)
_LONGEST_ITEM = 300
_BODY_FOLLOWS = frozenset({"subject", "ref", "classified"})
_LONGEST_HEADER = 40_000


class Key(msgspec.Struct, frozen=True, gc=False):
    """A header line: `start` and `end` of its key, `stop` where its value ends at the latest."""

    name: str
    start: int
    end: int
    stop: int


class Zones(msgspec.Struct, frozen=True, gc=False):
    """Offsets into the cleaned text."""

    keys: dict[str, list[Key]]
    lines: list[Key]  # the same in the text's order
    first_key: int  # where the first header line begins; the body's beginning without any
    body: int  # where the first paragraph or heading begins; the text's end where none was found


def find_zones(text: str, begin: int = 0) -> Zones:
    """Find the header lines and the body's beginning, from `begin` on.

    >>> zones = find_zones("SECRET ROME 1\\nTAGS: PREL IT\\nSUBJECT: OIL\\n\\n1. (S) TEXT")
    >>> sorted(zones.keys), zones.body
    (['subject', 'tags'], 42)
    """
    bodies = _Bodies(text)
    found = _line_keys(text, begin, bodies)
    limit = bodies.behind(found[-1][2] if found else begin)
    names = {name for name, _, _ in found}
    if glued := _glued_keys(text, begin, limit, names):
        found = sorted(found + glued, key=lambda key: key[1])
        if any(name == "subject" for name, _, _ in found):
            limit = min(limit, bodies.behind(max(end for _, _, end in found)))
    return in_order(found, limit)


def in_order(found: list[tuple[str, int, int]], body: int) -> Zones:
    """Zones of the header lines given in order, each with its key's beginning and end."""
    lines: list[Key] = []
    stop = body
    for name, start, end in reversed(found):
        lines.append(Key(name, start, end, stop))
        stop = start
    lines.reverse()
    keys: dict[str, list[Key]] = {}
    for key in lines:
        keys.setdefault(key.name, []).append(key)
    return Zones(keys, lines, stop, body)


def _line_keys(text: str, begin: int, bodies: _Bodies) -> list[tuple[str, int, int]]:
    """Keys at lines' beginnings, up to the first paragraph: a body may quote a header."""
    found: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    body = _likely_body(text, begin, bodies)
    m = _FIRST_KEY.match(text, begin, body) or _KEY.search(text, begin, body)
    while m:
        name = m.lastgroup or ""
        start, at = m.span(name)
        if name not in seen or name == "classified":
            seen.add(name)
            if (
                start == at and text[start - 1 : start] == "("
            ):  # the letter's bracket, where the key is missing
                start = at = start - 1
            found.append((name, start, at))
            if name in _BODY_FOLLOWS:
                body = bodies.behind(at)
        elif found[-1][0] != name:  # "REF: A" … "REF: B" are one list
            break
        m = _KEY.search(text, at, body)
    return found


def _likely_body(text: str, begin: int, bodies: _Bodies) -> int:
    """An upper bound for the header's end, from the first subject or TAGS line in its usual form."""
    for sign in ("\nSUBJ", "\nTAGS"):
        at = text.find(sign, begin, begin + _LONGEST_HEADER)
        if at >= 0:
            return bodies.behind(at + 5)
    return min(len(text), begin + _LONGEST_HEADER)


def _glued_keys(text: str, begin: int, limit: int, seen: set[str]) -> list[tuple[str, int, int]]:
    found = []
    for name, pattern in _GLUED.items():
        if name not in seen and (m := pattern.search(text, begin, limit)):
            found.append((name, m.start(), m.end()))
    return found


class _Bodies:
    """Where the body begins behind a place, asked behind each header line: mostly it is the same place."""

    __slots__ = ("asked", "found", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = self.found = -1  # the answer for all places from the one asked for up to itself

    def behind(self, place: int) -> int:
        """`body_start` of the text."""
        if not self.asked <= place < self.found:
            m = _BODY.search(self.text, place)
            if m and m["roman"]:
                return body_start(self.text, place)
            self.asked, self.found = place, m.start() + 1 if m else len(self.text)
        return self.found


def body_start(text: str, after: int) -> int:
    """Where the first paragraph begins. Behind an item `H.` of a list, `I.` is the next letter and not a number.

    >>> text = "REF: G. ROME 7\\n H. ROME 8\\n I. ROME 9\\n1. (C) TEXT"
    >>> text[body_start(text, 4):]
    '1. (C) TEXT'
    """
    for m in _BODY.finditer(text, after):
        if not m["roman"] or not _ITEM_H.search(text, max(after, m.start() - _LONGEST_ITEM), m.start()):
            return m.start() + 1
    return len(text)
