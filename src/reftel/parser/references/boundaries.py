"""Where an item of a reference list ends, if nothing but the next one says so."""

from __future__ import annotations

import re

from reftel.parser.references.others import kind_of
from reftel.parser.references.stations import station_of

# A post and a serial, as at the beginning of an item.
_POST_AND_SERIAL = re.compile(
    r"[\s¶.]{0,12}(?:[A-Z](?:[ -]{1,3}(?=[A-Z]{3})| -{1,2} (?=[0-9]{2})))?(?:[('’]{0,2}(?:(?:19|20)[0-9]{2}|[0-9]{2})\)?[\s./-]{0,4}(?=[A-Za-z]))?"
    r"([A-Za-z][^0-9;:,(\[]{1,60})[0-9]"
)
_BREAK = re.compile(r"[;,:\n]|\bAND\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s{0,4}(?:\([^()\n]{2,160}(?:\n[^()\n]{0,100})?\)|\[[^\[\]\n]{2,160}\])")
_REMARK = re.compile(
    r"(?P<dash>[ \t]{0,6}(?:-{1,2}|–|:)[ \t]{0,3}|,[ \t]{0,3}(?=(?:RE|ON|SUBJ|TO"
    r"|PARAS?)\b))?[ \t\n]{0,8}(?=[\"'A-Za-z])(?!AND\b|ALSO\b|PLUS\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\s{0,8}(?:TO|RE|ON|ABOUT|CONCERNING|REGARDING|FROM|FOR|FROM|BEING|REPEATED|INFO|ONLY|PARAS?"
    r"|SECTIONS?)\b",
    re.IGNORECASE,
)
_LONGEST_REMARK = 160


def cable_ahead(text: str, at: int, end: int) -> bool:
    """Whether a post of the vocabulary, well spelt, stands with a serial at `at`."""
    found = _POST_AND_SERIAL.match(text, at, end)
    if found is None:
        return False
    station = station_of(found[1])
    return station is not None and station.known and not station.corrected


def item_end(text: str, at: int, end: int) -> int:
    """Where an item without label ends: before the next post and serial, or at a semicolon."""
    for found in _BREAK.finditer(text, at + 1, end):
        if found[0] == ";" or cable_ahead(text, found.end(), end):
            return found.start()
    return end


def remark_end(text: str, at: int, end: int, labelled: bool) -> int:
    """Where a remark on the cable before `at` ends (`(SECURITY COUNCIL REFORM)`, `TO USDA`); `at` if"
    " there is none.

    In a list with labels a remark may go on over the line; otherwise the next line is another item.
    """
    if (brackets := _BRACKETS.match(text, at, end)) is not None and not _is_item(brackets[0]):
        at = brackets.end()
    found = _REMARK.match(text, at, end)
    if found is None or "\n" in found[0] and not labelled or cable_ahead(text, found.end(), end):
        return at
    stop = item_end(text, found.end(), min(end, at + _LONGEST_REMARK + 1))
    stop = found.end() + len(text[found.end() : stop].rstrip(" \t\n\r,.:&\\¶-"))
    if not labelled and (line := text.find("\n", found.end(), stop)) >= 0:
        stop = line
    if stop - at > _LONGEST_REMARK:
        return at
    if found["dash"] is None and kind_of(text[found.end() : stop]) and not _ABOUT.match(text, at, stop):
        return at
    return stop


def _is_item(words: str) -> bool:
    """`(A)` is a label; `(ROME 3207)` is another name of the cable and belongs to it."""
    return len(words.strip(" ()[]\n\t")) < 2
