"""Names in one column, values in another, read by a scan one column after the other.

All names stand first, then all values in the same order; blank values leave no trace. A value
goes to a name only where its form says so (`10 ROME 4580` is a number, `13526` an order), and
after the names before it; where that leaves a choice, the name stays blank and a problem says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reftel.model import Problem
from reftel.parser.cleaning import Clean
from reftel.parser.smart import corrections, names
from reftel.parser.smart.block import Block, Line
from reftel.vocabulary import offices, posts, tags

_FEWEST: Final = 3  # names without values, one below the other, that make a column
_NUMBER = re.compile(r"\d\d(?:\d\d)? [A-Z][A-Z .'-]{2,30} \d{1,7}")
_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}.{0,40}")
_LEVEL = re.compile(r".{0,400}\b(?:ROUTINE|PRIORITY|IMMEDIATE|FLASH)[;,]?", re.S)
_ORDER = re.compile(r"\d{5}\b.{0,60}")
_ITEM = re.compile(
    r"(?:\(?[A-Z1-9][.)] ?)?(?:\d\d |\d{4} )?[A-Z][A-Z .'-]{2,30} \d{1,7}(?:[ ,;(][^\n]{0,80})?"
)
_PASS = re.compile(
    r"(?P<to>[A-Z][A-Z/]{0,14}(?: [A-Z]{2,14})?) (?:PLEASE )?(?:FOR|PASS|ATTN)\b.{0,200}|(?:PLEASE )?PASS TO .{0,200}"
)
_DEPARTMENT = frozenset(("DEPT", "DEPARTMENT", "STATE", "PLEASE"))
_PERSON = re.compile(r"[^:\n]{2,60}: ?[^:,\n]{2,40}, ?[^:\n]{1,40}")
_SIGNATURE = re.compile(r"[A-Za-z][A-Za-z'’. -]{2,24}")
_RULE = re.compile(r"Released Copy|DIS_.{0,300}|[A-Z][A-Z_]{1,20}(?:, [A-Z][A-Z_]{1,20}){0,20}")
_FILES = re.compile(r".{1,200}\.(?:dat|docx?|pdf|gif|jpe?g|xlsx?|pptx?|msg|txt)", re.I)


def _is_tags(words: str) -> bool:
    codes = re.split(r"[,; ]+", words.strip(" ,"))
    return bool(codes) and sum(tags.is_code(code) for code in codes) * 2 > len(codes)


def _is_captions(words: str) -> bool:
    return all(corrections.caption(part)[0] for part in re.split(r"[,;/]", words.strip(" ,")))


def _is_sender(words: str) -> bool:
    return words.isupper() and not _LEVEL.fullmatch(words) and posts.find(words) is not None


def _is_passing(words: str) -> bool:
    """A passing line that names a post or an office: a subject may have its FOR as well."""
    m = _PASS.fullmatch(words)
    if m is None:
        return False
    to = m["to"]
    return not to or to in _DEPARTMENT or posts.find(to) is not None or offices.is_code(to)


_FORMS: Final[dict[str, Callable[[str], object]]] = {
    "MRN": _NUMBER.fullmatch,
    "Date/DTG": _DAY.fullmatch,
    "From": _is_sender,
    "Action": _LEVEL.fullmatch,
    "Info": _LEVEL.fullmatch,
    "E.O.": _ORDER.fullmatch,
    "TAGS": _is_tags,
    "Captions": _is_captions,
    "Reference": _ITEM.fullmatch,
    "Pass Line": _is_passing,
    "Subject": lambda words: len(words) > 2,
    "Signature": _SIGNATURE.fullmatch,
    "Drafted By": _PERSON.fullmatch,
    "Cleared By": _PERSON.fullmatch,
    "Approved By": _PERSON.fullmatch,
    "Released By": _PERSON.fullmatch,
    "Attachments": _FILES.fullmatch,
    "Dissemination Rule": _RULE.fullmatch,
}
_PEOPLE: Final = ("Drafted By", "Cleared By", "Approved By", "Released By")
# Values that may well be blank, so that none need be missed.
_OPTIONAL: Final = frozenset(
    ("Captions", "Reference", "Pass Line", "Info", "XMT", "Attachments", "Action Post", "Cleared By")
)


def is_column(block: Block) -> bool:
    """Whether a block's names stand in a column without their values."""
    run = 0
    for name in block.order:
        run = run + 1 if not block.values[name].pieces else 0
        if run >= _FEWEST and not {*block.order} <= _OPTIONAL:
            return True
    return False


def read(clean: Clean, block: Block, lines: list[Line], problems: list[Problem]) -> Block:
    """The block with values given to the names that have none, by form and order."""
    text = clean.text
    order = list(block.order)
    last_name = max(i for i in range(block.first, block.stop) if lines[i].name in order)
    values = [i for i in range(last_name, block.stop) if lines[i].words]
    if (
        lines[last_name].value < lines[last_name].end
        and text[lines[last_name].value : lines[last_name].end].strip()
    ):
        return block
    stop = block.stop
    if order[-1] == "Subject" or order[-1] == "Dissemination Rule":
        while stop < len(lines) and _goes_on(lines, stop, values, len(order)):
            values.append(stop)
            stop += 1
    values = [i for i in values if i != last_name and lines[i].words]
    placed = _place(text, order, [lines[i] for i in values], block)
    made = dict(block.values)
    for name in order:
        pieces = placed.get(name)
        if pieces:
            made[name] = block.values[name]._replace(pieces=tuple(pieces))
        elif not block.values[name].pieces or name == order[-1]:
            made[name] = block.values[name]._replace(pieces=())
            if name not in _OPTIONAL:
                at = block.values[name].at
                span = clean.span(at, at + len(name))
                problems.append(
                    Problem("value-unplaced", f"which value is that of {name} cannot be told", span)
                )
    taken = {start for pieces in placed.values() for start, _ in pieces}
    loose = tuple(i for i in values if lines[i].value not in taken)
    return Block(made, block.order, block.first, stop, (*block.loose, *loose))


def _goes_on(lines: list[Line], at: int, values: list[int], most: int) -> bool:
    line = lines[at]
    if line.name in names.ENDING or len(values) > most + 20:
        return False
    if not line.words:
        return True
    return any(form(line.words) for name, form in _FORMS.items() if name not in ("Subject", "Signature"))


def _place(text: str, order: list[str], values: list[Line], block: Block) -> dict[str, list[tuple[int, int]]]:
    """Each value with its name, in order."""
    placed: dict[str, list[tuple[int, int]]] = {}
    empty = [name for name in order if not block.values[name].pieces or name == order[-1]]
    people = [name for name in empty if name in _PEOPLE]
    each = sum(_PERSON.fullmatch(line.words) is not None for line in values) == len(people)
    at = 0
    for i, line in enumerate(values):
        options = [k for k in range(at, len(empty)) if _fits(empty[k], line.words, each)]
        if not options:
            # A value of several lines: codes, passing lines, a subject.
            if at and placed.get(empty[at - 1]) and not _starts_anew(empty, at, values[i:], each):
                placed[empty[at - 1]].append((line.value, line.end))
            continue
        strong = [k for k in options if empty[k] != "Subject"] or options
        if empty[strong[0]] == "Signature" and len(strong) > 1 and i + 1 == len(values):
            continue  # the last value may be the rule's as well
        placed.setdefault(empty[strong[0]], []).append((line.value, line.value + len(line.words)))
        at = strong[0] + (empty[strong[0]] not in ("Reference", "Pass Line"))
    return placed


def _fits(name: str, words: str, each: bool) -> bool:
    if name in _PEOPLE and not each:
        return False
    form = _FORMS.get(name)
    return form is not None and bool(form(words))


def _starts_anew(empty: list[str], at: int, rest: list[Line], each: bool) -> bool:
    return empty[at - 1] not in ("Subject", "Pass Line", "TAGS", "Dissemination Rule")
