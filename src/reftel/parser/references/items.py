"""Cutting a reference list into its items.

A list's labels are as various as its writers: `A.`, `(A)`, `A)`, `A. A)`, `Ref A:`, `(1)`, glued to
the number before or to the post behind, out of order, or not there at all.
"""

from __future__ import annotations

import re

import msgspec

from reftel.model import Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.references.boundaries import cable_ahead, item_end
from reftel.parser.references.cables import Reader
from reftel.parser.references.others import kind_of, read_other
from reftel.parser.references.years import Citing

# The mark behind a label's letter. `L` stands for a bracket in worn prints: `(AL LA PAZ 15`.
_MARK = re.compile(r"[.):\]L—](?<=[A-Za-z1-9].)(?<![A-Za-z'’]..)")
_SKIP = re.compile(
    r"(?:[\s,;:.&\\¶/*+\"|=_–-]|REF(?:S|TELS?)?(?=[\s.:])|(?:AND|ALSO|PLUS|SEE)\b(?!\s{1,4}(?:ALL\s)?PREV)|\(S\)\s{0,3}[:.]|\((?:U|C|S|SBU|C/{1,2}NF|S/{1,2}NF)\)(?=\s{0,3}[A-Z0-9])|\]|\)|\((?=\s))+",
    re.IGNORECASE,
)
_REF_ENDS = frozenset("FfSsLl ")
_REF_BEFORE = re.compile(r"\bREFS?(?:TEL)?\s{0,3}\(?$", re.IGNORECASE)
_END = re.compile(r"\bCLASSIFIED\s{1,3}(?:BY\b|:)|\bDERIVED\s{1,3}FROM\b", re.IGNORECASE)
_PLURAL = re.compile(r"\s{0,9}\(S\)\s{0,3}[:.]", re.IGNORECASE)  # REF(S):
_LETTERS_AND_DIGITS = frozenset("BCDFGHIJKLMNOQTUVWXYZ0123456789")  # less those that begin a word to skip
_LOOSE_MARKS = (" ", "-")
# "A STATE 12, B ROME 13", "A - 03 ROME 12"
_LOOSE = re.compile(r"([A-Z])(?:[ -]{1,3}(?=[A-Z]{3})| -{1,2} (?=\d{2}(?:\d{2})? [A-Z]{3}))")
_LATER_LABEL = re.compile(r"(?<![A-Za-z])[D-Z][.)]")
_LONGEST_BRACKET = 200
_LONGEST_ITEM = 400
_TRAIL = " \t\n\r,;:.&\\¶/-(["


class Label(msgspec.Struct, gc=False):
    """A label's letter as written, and the place of the label."""

    letter: str
    start: int
    end: int


def read_list(clean: Clean, start: int, end: int, citing: Citing, problems: list[Problem]) -> list[Reference]:
    """The references of the list in `clean.text[start:end]`, in its order.

    Problems: `reference-unread`, `reference-year-unknown`, `reference-year-undecided`,
    `reference-year-later`, `reference-post-missing`, `reference-range-long`, `post-unknown`,
    `post-corrected`, `dtg-unread`.
    """
    text = clean.text
    if (stop := _END.search(text, start, end)) is not None:
        end = stop.start()
    if (plural := _PLURAL.match(text, start, end)) is not None:
        start = plural.end()
    reader = Reader(clean, citing, problems)
    labels = _labels(text, start, end)
    if labels and _labels_trail(text, labels, start, end):
        for label in labels:
            _read_piece(reader, start, label.start, label.letter)
            start = label.end
        return reader.out
    at, letter = start, None
    for label in labels:
        _read_piece(reader, at, label.start, letter)
        at, letter = label.end, label.letter
    _read_piece(reader, at, end, letter)
    return reader.out


def _labels_trail(text: str, labels: list[Label], start: int, end: int) -> bool:
    """Whether the labels stand behind their items: `STATE 1234 (A), ROME 12 (B)`."""
    last = labels[-1].end
    return not text[last:end].strip(_TRAIL + ")]") and bool(text[start : labels[0].start].strip(_TRAIL))


def _labels(text: str, start: int, end: int) -> list[Label]:
    labels: list[Label] = []
    at = start  # end of the last label
    for mark in _MARK.finditer(text, start, end):
        place = mark.start() - 1
        if place < at:
            continue
        label = _label(text, place, at, start, end, labels[-1].letter if labels else "")
        if label is None:
            continue
        if labels and not text[labels[-1].end : label.start].strip(" \t\n.):¶\\"):
            if label.letter.upper() != labels[-1].letter.upper() and text[place + 1] in ".:":
                continue  # an initial: `B. C. SMITH E-MAIL`
            label.start = labels.pop().start
        labels.append(label)
        at = label.end
    return labels


def _label(text: str, place: int, after: int, start: int, end: int, last: str) -> Label | None:
    """The label whose letter stands at `place`, if it is one and not an initial or a mark in words."""
    letter, mark = text[place], text[place + 1]
    before = text[place - 1] if place > start else "\n"
    opened = before in "([" and place - 1 >= after
    first = place - opened
    if mark == "L":
        if not opened or text[place + 2 : place + 3] not in (" ", "\n"):
            return None
    elif opened:
        if mark == ")" and letter in "CSU" and _is_portion_mark(text, place, after, end, last):
            return None
        glued = text[first - 1] if first > start else " "
        if (glued.isalnum() or glued == ")") and not cable_ahead(text, place + 2, end):
            return None  # SECTION 38(B)(1)
    elif not _bare_label(text, place, after, start, end, last):
        return None
    if text[first - 2 : first - 1] in _REF_ENDS and first - after > 3:
        ref = _REF_BEFORE.search(text, max(after, first - 12), first)
        first = ref.start() if ref else first
    return Label(letter, first, place + 2)


def _is_portion_mark(text: str, place: int, after: int, end: int, last: str) -> bool:
    """Whether `(C)`, `(S)` or `(U)` marks an item, as in `A. (U) STATE 83673` and `A. STATE 83673 (S)`: it is not
    the next letter, and stands at the beginning, directly behind a label, or before no cable."""
    if text[place] == (chr(ord(last) + 1) if last else "A"):
        return False
    if not cable_ahead(text, place + 2, end):
        return True
    if not last:
        return _LATER_LABEL.search(text, place + 2, end) is None  # a list may have lost its A and B
    return not text[after : place - 1].strip()


def _bare_label(text: str, place: int, after: int, start: int, end: int, last: str) -> bool:
    letter, mark = text[place], text[place + 1]
    near = max(after, place - _LONGEST_BRACKET)
    if text.rfind("(", near, place) > text.rfind(")", near, place):
        return False  # within brackets
    head = text[max(after, place - 20) : place].rstrip(" \t")
    begins = not head.strip(" :;,.-") or head[-1] in "\n\r¶\\" or place == start
    if letter.isdigit():
        follows = last.isdigit() and int(letter) == int(last) + 1
        if follows and (mark == "." or cable_ahead(text, place + 2, end)):
            return mark == ")" or cable_ahead(text, place + 2, end)
        return (mark == ")" or begins and mark == "." and text[place + 2 : place + 3] == " ") and (
            begins or head[-1] in ",;:.)"
        )
    if mark == ")":
        return True
    following = text[place + 2 : place + 4]
    if following[1:] == "." and following[0].isalpha():
        return False  # U.S., E.O.
    if not begins and text[place - 1 : place] == "." and not text[place - 2 : place - 1].isdigit():
        return False
    expected = chr(ord(last) + 1) if last else letter
    if begins and letter.upper() in ("A", expected.upper()) or (last and letter == expected):
        return True
    return cable_ahead(text, place + 2, end)


def _read_piece(reader: Reader, at: int, end: int, letter: str | None) -> None:
    text = reader.text
    end = at + len(text[at:end].rstrip(_TRAIL))
    end_before = -1
    while at < end:
        if text[at] not in _LETTERS_AND_DIGITS and (skip := _SKIP.match(text, at, end)) is not None:
            at = skip.end()
            if at >= end:
                return
        if text[at + 1 : at + 2] in _LOOSE_MARKS and (loose := _LOOSE.match(text, at, end)) is not None:
            letter, at = loose[1], loose.end()
        elif letter and reader.out and _own_line(text, end_before, at):
            letter = None  # "A. ROME 1", below it "PARIS 2", below it "C. OSLO 3"
        after = reader.cable(at, end, letter)
        if after < 0:
            after = reader.bare(at, end, letter)
        if after < 0:
            after = _read_rest(reader, at, end, letter)
        at = end_before = after


def _own_line(text: str, before: int, at: int) -> bool:
    """Whether a post and serial begin a line at `at`, and nothing joins them to the item that ends at `before`."""
    if before < 0 or "\n" not in text[before:at] or not cable_ahead(text, at, len(text)):
        return False
    return not text[before:at].strip(" \t\n\r¶\\.") and text[before - 1 : before] not in (",", ";", "/", "&")


def _read_rest(reader: Reader, at: int, end: int, letter: str | None) -> int:
    """Read an item that begins with no known post: of an unknown one, or no cable at all."""
    text = reader.text
    stop = item_end(text, at, min(end, at + _LONGEST_ITEM))
    if reader.may_be_cable(at, stop) and not kind_of(text[at:stop]):
        after = reader.cable(at, stop, letter, known=False)
        if after >= 0:
            return after
    words = text[at:stop]
    other = read_other(
        reader.clean, at, at + len(words.rstrip(_TRAIL)), letter, reader.citing, reader.problems
    )
    if other is not None:
        reader.out.append(other)
    return stop
