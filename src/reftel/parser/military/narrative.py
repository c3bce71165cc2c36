"""AMPN and NARR sets: what the message says of each of its references.

`NARR/REF A IS NAVADMIN 216/05, INITIAL MESSAGE ADDRESSING STOP MOVEMENT.  REF B IS …//`. Where
the words name the number of a general message first, it is the reference's number; a number
further on may be another's, and is kept as a candidate.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from reftel.model import Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.military.citations import find_number
from reftel.parser.military.sets import Found

_LETTER = r"\(?[A-Z]{1,2}\)?(?![A-Z])"
_NAMED = re.compile(
    rf"\bREF(?:ERENCE)?S?[ \n]{{0,3}}(?P<letters>{_LETTER}(?:(?:[ \n]?,[ \n]?|[ \n]+AND[ \n]+|[ \n]?&[ \n]?|[ \n]*,[ \n]*AND[ \n]+){_LETTER}){{0,12}}"
    rf"(?:[ \n]+(?:THROUGH|THRU|TO)[ \n]+{_LETTER})?)",
    re.I,
)
_ONE = re.compile(r"(?<![A-Z])[A-Z]{1,2}(?![A-Z])")
_THROUGH = re.compile(r"THROUGH|THRU|TO")
_VERB = re.compile(r"[ \n]*(?:[(:=,-]|[A-Z]+)", re.I)
_COPULA = re.compile(r"[\s:=,-]{0,6}(?:(?:IS|ARE|WAS|WERE)\b[\s:-]{0,3}(?:(?:THE|A|AN)\b\s{0,3})?)?", re.I)
_TRAILING = re.compile(r"(?:[\s.,;/]|\bAND\b)+\Z", re.I)
_FIRST_NUMBER = re.compile(r"[(\s]{0,3}(?:MESSAGE |MSG )?[(]?\Z")
_BREAKS_BEFORE = frozenset(".;,/:)-&")
_BLANKS_AND_QUOTES = " \t\n\"'”’"


class Statement(NamedTuple):
    """What is said of some letters: offsets of the words."""

    letters: tuple[str, ...]
    start: int
    end: int


def read(
    clean: Clean, found: Found, references: list[Reference], first: int, problems: list[Problem]
) -> None:
    """Add what a narrative says to the references; `first` is where the sets before it begin."""
    said = statements(clean.text, found.value, found.end)
    if not said:
        if clean.text[found.value : found.end].strip() and len(references) > first:
            _add(clean, Statement((), found.value, found.end), references, len(references) - 1, problems)
        return
    by_letter = {ref.letter: i for i, ref in enumerate(references) if ref.letter}
    for statement in said:
        for letter in statement.letters:
            i = by_letter.get(letter)
            if i is None:
                span = clean.span(statement.start, statement.end)
                problems.append(
                    Problem(
                        "narrative-without-reference",
                        f"the narrative speaks of REF {letter}; there is none",
                        span,
                    )
                )
            elif references[i].said is None:
                _add(clean, statement, references, i, problems)


def statements(text: str, start: int, end: int) -> list[Statement]:
    """Cut a narrative where it begins to speak of another reference.

    >>> [one.letters for one in statements("REF A IS X. REF B IS CHANGE OF REF A. REFS C AND D ARE Y.", 0, 58)]
    [('A',), ('B',), ('C', 'D')]
    """
    found: list[tuple[tuple[str, ...], int, int]] = []
    for m in _NAMED.finditer(text, start, end):
        # A sentence may end in a title between quotation marks: “… “LEAVE AND LIBERTY.”  REF C IS …”.
        before = text[max(start, m.start() - 40) : m.start()].rstrip(_BLANKS_AND_QUOTES)
        if before and before[-1] not in _BREAKS_BEFORE and not before.upper().endswith(" AND"):
            # "… PROGRAM\nREF B IS": a sentence's point was forgotten, but not its line's end
            line = text[max(start, m.start() - 3) : m.start()]
            if "\n" not in line or not re.match(r"\s+(?:IS|ARE)\b", text[m.end() : m.end() + 6]):
                continue
        if not _VERB.match(text, m.end(), end):
            continue
        found.append((_letters(m["letters"].upper()), m.start(), m.end()))
    made = []
    for i, (letters, _, after) in enumerate(found):
        stop = found[i + 1][1] if i + 1 < len(found) else end
        begin = _COPULA.match(text, after, stop)
        at = begin.end() if begin else after
        words = _TRAILING.sub("", text[at:stop])
        made.append(Statement(letters, at, at + len(words)))
    return made


def _letters(words: str) -> tuple[str, ...]:
    """The letters named; `A THROUGH D` are four."""
    through = _THROUGH.search(words)
    names = [m.group() for m in _ONE.finditer(words) if m.group() != "TO"]
    if through and len(names) >= 2 and len(names[-1]) == len(names[-2]) == 1:
        between = range(ord(names[-2]) + 1, ord(names[-1]))
        names[-1:-1] = [chr(code) for code in between]
    return tuple(dict.fromkeys(names))


def _add(
    clean: Clean, statement: Statement, references: list[Reference], i: int, problems: list[Problem]
) -> None:
    words = " ".join(clean.text[statement.start : statement.end].split()).rstrip(" ./")
    if not words:
        return
    span = clean.span(statement.start, statement.end)
    old = references[i]
    new = msgspec.structs.replace(old, said=words, said_at=span)
    number = find_number(words.upper())
    if number is not None and old.mrn is None and old.kind in ("cable", "document", "unknown"):
        mrn, start, _ = number
        near = old.dtg is None or abs(old.dtg.year - mrn.year) <= (1 if old.dtg.month in (1, 12) else 0)
        if _FIRST_NUMBER.fullmatch(words[:start]) and near:
            new = msgspec.structs.replace(new, mrn=mrn, kind="cable")
        elif old.kind == "cable" and find_number(words.upper(), number[2]) is None:
            new = msgspec.structs.replace(new, candidates=(mrn,))
            if not near:
                message = f"the narrative says {mrn}, the date-time group is of {old.dtg:%Y}"
                problems.append(Problem("reference-disagrees", message, span))
    references[i] = new
