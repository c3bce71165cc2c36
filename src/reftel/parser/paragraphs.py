"""Paragraphs: number, portion mark, heading, text without its wraps.

Numbers are followed in their order, so that a numbered list within a paragraph does not cut
it; what stands before the first number, or has none, is kept as unnumbered paragraphs.
"""

from __future__ import annotations

import re

import msgspec

from reftel.model import Problem
from reftel.parser import headings, paragraph_numbers
from reftel.parser.cleaning import Clean
from reftel.parser.paragraph_numbers import portion_mark
from reftel.parser.trimming import rstrip, strip

_BLANK_LINE = re.compile(r"\n[ \t]*\n[\s]*")
_ITEM_LINE = re.compile(r"\n[ \t]*+(?:[-*•o+][-]?[ \t]|\(?[A-Za-z0-9]{1,3}+[.)][ \t])")
_HEADING_MARK = re.compile(r"\((?P<mark>[A-Z]{1,4}(?:/{1,2}[A-Z]{2,8}){0,2})\)[ \t]*")
_MARK_ALONE = re.compile(r"[ \t]*\((?P<mark>[A-Z]{1,4}(?:/{1,2}[A-Z]{2,8}){0,2})\)[ \t]*(?=\S)")


class Cut(msgspec.Struct, frozen=True, gc=False):
    """A piece of the body: offsets of its words, its number and mark, its heading."""

    start: int  # of the number, or of the first word
    text_start: int
    end: int
    number: int | None
    portion: str | None
    heading: tuple[int, int] | None


def cut(clean: Clean, start: int, end: int, problems: list[Problem]) -> list[Cut]:
    """Cut the body into paragraphs."""
    text = clean.text
    numbers = paragraph_numbers.find(text, start, end)
    cuts: list[Cut] = []
    heading: tuple[int, int] | None = None
    bounds = [m.start() for m, _, _ in numbers]
    bounds.append(end)
    if start < bounds[0]:
        heading = _unnumbered(text, start, bounds[0], cuts, last=not numbers)
    final = len(numbers)
    for i, (m, number, mark) in enumerate(numbers, 1):
        begin, stop, following = m.end(), bounds[i], None
        if i == final:
            stop = _without_rule(text, begin, stop)
        stop = begin + len(text[begin:stop].rstrip())
        if i < final and text[stop - 1] != ".":  # a sentence's end is no heading's
            stop, following = headings.before(text, begin, stop)
        words = begin if mark is None or m["mark"] else _text_start(m)
        cuts.append(Cut(m.start("at"), words, stop, number, mark, heading))
        heading = following
    return cuts


def _text_start(m: re.Match[str]) -> int:
    """Where a paragraph's words begin: behind its mark, which in `(C - ENTIRE TEXT)` is one of them."""
    if m["plain"]:
        return m.start("plain")
    return m.start("entire") - 1 if m["entire"] else m.end()


def _unnumbered(text: str, start: int, end: int, cuts: list[Cut], *, last: bool) -> tuple[int, int] | None:
    """Blocks between blank lines; a heading before the first number is returned, not cut."""
    heading: tuple[int, int] | None = None
    pending: tuple[int, int] | None = None
    for a, b in _blocks(text, start, end):
        if headings.is_heading(text, a, b):
            if pending:
                cuts.append(Cut(pending[0], pending[0], pending[1], None, None, None))
            pending = (a, b)
            continue
        heading, pending = pending, None
        mark = _MARK_ALONE.match(text, a, b)
        portion = portion_mark(mark["mark"]) if mark else None
        begin = mark.end() if mark and portion else a
        cuts.append(Cut(a, begin, b, None, portion, heading))
        heading = None
    if last and pending:
        cuts.append(Cut(pending[0], pending[0], pending[1], None, None, None))
        return None
    return pending


def _blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    blocks = []
    at = start
    for m in _BLANK_LINE.finditer(text, start, end):
        if (block := strip(text, at, m.start())) is not None:
            blocks.append(block)
        at = m.end()
    if (block := strip(text, at, end)) is not None:
        blocks.append(block)
    return blocks


def _without_rule(text: str, start: int, end: int) -> int:
    """The end of the last paragraph's words: a rule below them is none of them."""
    last = rstrip(text, start, end)
    while last > start and text[last - 1] in "-=_*~ \n\t":
        last -= 1
    return end if end - last < 4 else last


def heading_words(text: str, start: int, end: int) -> tuple[str, str | None]:
    """A heading's words without its rules, and its portion mark."""
    words = " ".join(headings.RULE.sub(" ", text[start:end]).split()).lstrip("¶ ")
    if m := _HEADING_MARK.match(words):
        if mark := portion_mark(m["mark"]):
            return words[m.end() :], mark
    return words, None


def unwrapped(text: str, start: int, end: int) -> str:
    """A paragraph's words with its wraps undone; lists and tables keep their lines."""
    words = text[start:end].lstrip(" \t")
    while " \n" in words:
        words = words.replace(" \n", "\n")
    if "\n" not in words:
        return words.strip()
    if "\n\n" in words:
        return "\n\n".join([block for part in words.split("\n\n") if (block := _block(part))])
    return _block(words)


def _block(words: str) -> str:
    flat = words.replace("\n", " ")
    wide = "  " in flat
    if "\t" in flat or wide and "   " in words or "---" in flat or _ITEM_LINE.search(words):
        lines = words.strip("\n").split("\n")
        if _keeps_shape(lines):
            return "\n".join([line.rstrip() for line in lines if line.strip()])
    flat = flat.strip()
    while wide:
        flat = flat.replace("  ", " ")
        wide = "  " in flat
    return flat


def _has_columns(line: str) -> bool:
    return ("   " in line or "\t" in line) and headings.COLUMNS.search(line) is not None


def _keeps_shape(lines: list[str]) -> bool:
    """A list or table: several lines begin as items, have columns, or stand over a rule."""
    if len(lines) > 2 and any(headings.RULE.fullmatch(line.strip()) for line in lines[1:]):
        return True
    shaped = sum(1 for line in lines if _has_columns(line) or _ITEM_LINE.match("\n" + line))
    return shaped * 3 >= len(lines) and shaped > 1
