"""TAGS: traffic analysis by geography and subject (5 FAH-3).

Codes stand after `TAGS:`, parted by commas or blanks, over several lines; persons in brackets.
"""

from __future__ import annotations

import datetime
import re

from reftel.model import Problem, Tag
from reftel.parser.cleaning import Clean
from reftel.vocabulary import tags as vocabulary

# A person in brackets, a code, or (to be told from codes) a longer word.
_ITEM = re.compile(
    r"\((?P<person>[^()\n]{2,60}(?:\n[^()\n]{1,40})?)\)|(?P<code>[A-Za-z0-9][A-Za-z0-9-]{0,40})|(?P<other>[^\s,;/.()])"
)
_END = re.compile(r"\n[ \t]*\n")
# Pages with a blank line between all lines: "TAGS: PREL, IT, KNNP, " and below it "     IR, RS"
_GOES_ON = re.compile(r"\s{2,40}(?P<codes>[A-Z]{2,5}(?:,? [A-Z]{2,5}){0,12}),?[ \t]*(?=\n|\Z)")


_LONGEST_CODE = 6


def read(
    clean: Clean, start: int, end: int, day: datetime.date | None, problems: list[Problem]
) -> tuple[tuple[Tag, ...], int]:
    """The tags of `start`..`end` (after the key) and where they end."""
    text = clean.text
    blank = _END.search(text, start, end)
    # The line may be empty and its codes below it.
    if blank and text[start : blank.start()].strip(" \t:.;,-"):
        end = _end_over_blank(text, blank.start(), end)
    found: list[Tag] = []
    at = start
    for m in _ITEM.finditer(text, start, end):
        what, word = m.lastgroup, m.group()
        if what == "code" and len(code := word.upper()) <= _LONGEST_CODE and code != "AND":
            entry = vocabulary.find(code, day)
            if entry.kind != "unknown":  # nearly all are such
                begin, at = m.span()
                found.append(Tag(code, entry.kind, entry.meaning, clean.span(begin, at)))
                continue
        line_broken = "\n" in text[at : m.start()]
        if what == "person":
            name = " ".join(m["person"].split())
            if "," in name or len(name) > 5 or not vocabulary.is_code(name):
                found.append(Tag(name, "person", None, clean.span(m.start("person"), m.end("person"))))
            else:
                found += _codes(clean, name, m.start("person"), day, problems)
        elif what == "code" and found and not line_broken and word.upper() == "AND":
            pass  # "PREL, PGOV AND IT"
        elif what == "code":
            codes = _codes(clean, word, m.start(), day, problems if not line_broken else [])
            if not codes or (line_broken and codes[0].kind == "unknown"):
                if line_broken or len(word) > 8:
                    break
                problems.append(
                    Problem("tag-unread", f"“{word}” is no code of TAGS", clean.span(m.start(), m.end()))
                )
            found += codes
        elif line_broken:
            break
        at = m.end()
    return tuple(found), at


def _end_over_blank(text: str, at: int, end: int) -> int:
    """Where tags end whose first line ends at `at`: below a comma, a line of known codes goes on with them."""
    if not text[max(0, at - 40) : at].rstrip().endswith(","):
        return at
    m = _GOES_ON.match(text, at, end)
    if m and all(vocabulary.is_code(code) for code in m["codes"].replace(",", " ").split()):
        return m.end()
    return at


def _codes(clean: Clean, word: str, at: int, day: datetime.date | None, problems: list[Problem]) -> list[Tag]:
    code = word.upper()
    if len(code) <= _LONGEST_CODE or vocabulary.is_code(code):
        entry = vocabulary.find(code, day)
        if entry.kind != "unknown" or _looks_like_code(code):
            return [Tag(code, entry.kind, entry.meaning, clean.span(at, at + len(word)))]
        return []
    if cut := vocabulary.apart(code):
        problems.append(
            Problem("tags-fused", f"“{word}” was read as {' '.join(cut)}", clean.span(at, at + len(word)))
        )
        tags = []
        for part in cut:
            entry = vocabulary.find(part, day)
            tags.append(Tag(part, entry.kind, entry.meaning, clean.span(at, at + len(part))))
            at += len(part)
        return tags
    return []


def _looks_like_code(code: str) -> bool:
    return 1 < len(code) <= 6 and code.isalpha()
