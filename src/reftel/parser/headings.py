"""Headings: short lines, with rules or without, that stand above a paragraph's number."""

from __future__ import annotations

import re

from reftel.parser.trimming import rstrip, strip

RULE = re.compile(r"[-=_*~+][-=_*~+ ]*[-=_*~+]")
_RULE_LINE = re.compile(r"(?:\n|\A)[ \t]*[-=_*~+][-=_*~+ ]{2,}[ \t]*(?=\n|\Z)")
_INLINERULE = re.compile(r"[ \t]{0,4}[-=]{5,}(?: [-=]{1,40}){0,3}[ \t]*\Z")
COLUMNS = re.compile(r"\S(?:[ ]{3,}|\t)\S")
# "END TEXT NOTE", "END QUOTE": what it closes stands above it, so it is nobody's heading.
_CLOSING = re.compile(
    r"END(?: OF)?(?: [A-Z]{2,12})? (?:TEXT|QUOTE|TRANSLATION|SUMMARY|COMMENT|NOTE|MESSAGE|LETTER)\b", re.I
)
_CAPITALS = re.compile(
    r"[.?!)\]\"'][ \t]{1,8}(?P<heading>[A-Z][A-Z'’&,:/-]{2,20}(?: [A-Z0-9'’&,.:/()-]{1,20}){1,12}[?!]?|COMMENT|BACKGROUND|CONCLUSION)\Z"
)
_FULL_LINE = 60  # characters of a wrapped line
_LONGEST = 420  # characters, with the blank lines and rules around it
_RULE_SIGNS = frozenset("-=_*~+")
_LETTERED_ITEM = re.compile(r"(?P<open>\(?)(?P<letter>[A-Za-z])(?P<close>[.)])[ \t]")
_DASH_ITEM = re.compile(r"[ \t]*(?:[-*•+]|--)[ \t]{1,3}\S")


def is_heading(text: str, start: int, end: int) -> bool:
    """One to three short lines without a sentence's end, or words between rules."""
    if end - start > 400:
        return False
    words = text[start:end]
    ruled = words[0] in _RULE_SIGNS or words[-1] in _RULE_SIGNS
    if ruled and _RULE_LINE.search(words):
        rest = _RULE_LINE.sub("", words).strip()
        return len(rest) < 240 and (not rest or rest[-1] not in ".;" or rest.isupper())
    if ruled and _INLINERULE.search(words):
        return True
    if words[:4] in ("END ", "End ") and _CLOSING.match(words):
        return False
    lines = words.count("\n") + 1
    longest = 85 if lines > 1 else 110
    return (
        lines <= 3
        and not (lines > 1 and _is_shaped(words.split("\n")))
        and max(map(len, words.split("\n"))) <= longest
        and len(words) <= 200
        and words[-1] not in '.,;:"”'
        and (words.isupper() or lines == 1 or words.istitle())
    )


def _is_shaped(lines: list[str]) -> bool:
    """Rows of a table, or items of a list: they belong to the paragraph above them."""
    return sum(1 for line in lines if COLUMNS.search(line.strip()) or _DASH_ITEM.match(line)) > 1


def _is_next_item(text: str, start: int, at: int) -> bool:
    """Whether `b.` begins a line here, and `a.` one above it in the same paragraph: a list goes on."""
    m = _LETTERED_ITEM.match(text, at)
    if m is None or m["letter"] in "aA":
        return False
    before = f"{m['open']}{chr(ord(m['letter']) - 1)}{m['close']}"
    return any(line.lstrip(" \t").startswith(before) for line in text[start:at].split("\n"))


def before(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """Where a paragraph's text ends, and the heading of the next one that stands after it; blanks at its end are off."""
    near = max(start, last - _LONGEST)
    at = max(
        text.rfind("\n\n", near, last), text.rfind("\n \n", near, last), text.rfind("\n  \n", near, last)
    )
    if text.find("\t", max(at, last - 300), last) >= 0:
        at = max(at, _blank_above(text, near, last))
    if at < 0:
        return _inline_heading(text, start, last)
    block = strip(text, at, last)
    if block and text[block[0]] in _RULE_SIGNS and RULE.fullmatch(text, *block):
        at, block = _above_rule(text, start, at, block)
    if (
        block is None
        or last - at > _LONGEST
        or not is_heading(text, *block)
        or _is_next_item(text, start, block[0])
    ):
        return _inline_heading(text, start, last)
    # A rule above the heading may stand in a block of its own.
    above = rstrip(text, start, at)
    line = text.rfind("\n", start, above) + 1
    if line and RULE.fullmatch(text[line:above].strip() or "x"):
        return rstrip(text, start, line), (line, block[1])
    if text[above - 1 : above] == "," or _goes_on_in_capitals(text, line, above, block):
        return last, None
    return above, block


def _goes_on_in_capitals(text: str, line: int, above: int, block: tuple[int, int]) -> bool:
    """Whether a full line in capitals ends without its stop, and what stands behind the blank line is no heading."""
    if not text[above - 1 : above].isalnum() or above - line < _FULL_LINE:
        return False
    before, words = text[line:above], text[slice(*block)]
    return (
        before.isupper() and words.isupper() and "END SUMMARY" not in before and words[-1] not in _RULE_SIGNS
    )


def _blank_above(text: str, start: int, end: int) -> int:
    """Where the last blank line of `start`..`end` begins, tabs being blank as well; -1 where there is none."""
    below = text.rfind("\n", start, end)
    while below > start:
        above = text.rfind("\n", start, below)
        if above < 0:
            return -1
        if text[above:below].isspace():
            return above
        below = above
    return -1


def _above_rule(text: str, start: int, at: int, rule: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    """The heading whose lower rule stands below a blank line, and the blank line above it; else the rule alone."""
    above = rstrip(text, start, at)
    higher = _blank_above(text, max(start, above - 300), above)
    words = strip(text, higher, above) if higher >= 0 else None
    if words and is_heading(text, *words) and not RULE.fullmatch(text, *words):
        return higher, (words[0], rule[1])
    return at, rule


def _inline_heading(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """`… sentence. ----- IMF staff visit -----`, or a title and its rule on the lines directly above."""
    if last - start < 4 or text[last - 1] not in "-=_*~":
        return _heading_in_capitals(text, start, last)
    tail = text[max(start, last - 260) : last]
    offset = last - len(tail)
    m = re.search(
        r"(?:(?<=[.?!:\")])[ \t]{1,4}|\n[ \t]*)(?P<heading>(?:[-=_*~]{3,}[-=_*~ ]{0,80}\s{1,3})?[^-=\n]{3,120}?\s{1,3}[-=_*~]{3,}[-=_*~ ]{0,80})\Z",
        tail,
    )
    if not m:
        return last, None
    return rstrip(text, start, offset + m.start()), (offset + m.start("heading"), last)


def _heading_in_capitals(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """`… intervention in this case.  End summary.  JUMA'A BOUFAYED RELEASED`: where line breaks are lost, capitals
    behind a sentence in small letters are the next paragraph's heading."""
    line = text.rfind("\n", start, last) + 1
    begin = max(start, line, last - 120)
    m = _CAPITALS.search(text, begin, last)
    if (
        m is None
        or begin == line > start
        and last - line < 60
        or not text[max(start, m.start() - 60) : m.start()].strip()
    ):
        return last, None
    before = text[max(start, m.start() - 120) : m.start()]
    if sum(map(str.islower, before)) < 20:
        return last, None
    return m.start() + 1, (m.start("heading"), last)
