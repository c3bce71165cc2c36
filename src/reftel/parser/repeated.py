"""A header that stands twice: some releases give a teaser of the text, then the text itself."""

from __future__ import annotations

import re

from reftel.parser.zones import body_start

_COMPARED, _ENOUGH = 200, 60  # characters of a header that are compared; letters that must be among them
_WORDS = r"[ \t]*(?P<line>(?:UNCLAS|C ?O ?N ?F ?I ?D|S ?E ?C ?R ?E ?T|LIMITED OFF)[^\n]{0,80}? (?P<serial>\d{4,8}))(?=\s|\Z)"
# `","` is what stands before the text's column in a row of a database
_HEADER_LINE = re.compile(r"\n[ \t]*(?:E\.? ?O\.? ?\d|TAGS|SUBJ)")
_MARKED_NUMBER = re.compile(r"(?:\n|\",\")" + _WORDS)
_FIRST_MARKED_NUMBER = re.compile(_WORDS)


def find_repeated_header(text: str) -> tuple[int, int]:
    """Where the text proper begins and where its first copy began, if its marking line stands twice near its
    beginning; else zeros.

    The transmission header, which stands once, is not passed over: only a repetition that
    follows a cut text (`…`) or that comes before any paragraph counts.
    """
    first = _FIRST_MARKED_NUMBER.match(text) or _MARKED_NUMBER.search(text, 0, 6000)
    if not first:
        return 0, 0
    serial = first["serial"].lstrip("0")
    if text.find(serial, first.end(), first.end() + 6000) < 0:
        return 0, 0
    second = _MARKED_NUMBER.search(text, first.end(), first.end() + 6000)
    if not second or second["serial"].lstrip("0") != first["serial"].lstrip("0"):
        return 0, 0
    if _letters(second["line"]) != _letters(first["line"]):
        return 0, 0
    between = text[first.end() : second.start()]
    address = between.find("\nFM ")
    if address >= 0 and not _HEADER_LINE.search(between, 0, address):
        return 0, 0  # a title stands above the address, and the marking line below it: one header
    cut_short = between.rstrip().endswith("...") or "..." in between[-400:]
    if cut_short or len(between) < 400 or _goes_on_alike(text, first.end(), second.end()):
        return second.start("line"), first.start("line")
    return 0, 0


def _goes_on_alike(text: str, first: int, second: int) -> bool:
    """Whether the lines behind both are the same, and no paragraph stands between: the whole header is repeated."""
    words = _letters(text[first : first + _COMPARED])
    alike = len(words) > _ENOUGH and words == _letters(text[second : second + _COMPARED])
    return alike and body_start(text, first) > second


def _letters(line: str) -> str:
    return "".join(line.split()).upper()
