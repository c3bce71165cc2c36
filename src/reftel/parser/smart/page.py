"""The text as it was sent: the release's stamps taken out, e-mails told from the message.

Where a page ends inside a sentence its two halves become neighbours again; elsewhere a blank
line stays between what the pages had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from reftel.model import Furniture, Problem, Span
from reftel.parser.cleaning import Clean
from reftel.parser.noise import level_out
from reftel.parser.smart import corrections, names, stamps
from reftel.parser.smart.stamps import Line
from reftel.vocabulary import levels

_FULL: Final = 75  # characters; a line as long runs on in the next one
_VALUE_COLUMN: Final = 12  # blanks before words that go on with a value above
_PARAGRAPH = re.compile(r"[ \t]*(?:\(?\d{1,3}[ ]?[.)]|[•*-] |\d{1,3} ?\()")
_ENDS = (".", "?", "!", ":", '."', ".”", ".)")
_NEAR: Final = 60  # lines below the number within which a header has its names
_MARKING = re.compile(r"(?:SBU|SENSITIVE|NOFORN|STATE SEAL|PRIVACY/PII)", re.I)
_QUOTES: Final = "> |"


class Page(NamedTuple):
    """A cleaned text; `start` is where the message begins in it, `e_mails` how many stood around it."""

    clean: Clean
    start: int
    e_mails: tuple[Span, ...]


def read(raw: str, problems: list[Problem]) -> Page:
    """Clean a raw text."""
    levelled, noise = level_out(raw)
    told: list[Problem] = []
    levelled = corrections.level_out(levelled, told)
    lines = stamps.lines_of(levelled)
    marks = stamps.find(levelled, lines)
    furniture = [Furniture(mark.kind, Span(mark.start, mark.end)) for mark in marks]
    furniture += [Furniture(cut.kind, Span(cut.start, cut.end)) for cut in noise]
    filled = {i for mark in marks for i in range(mark.first, mark.last + 1)}
    plain = [Line(line.start, line.end, "") if i in filled else line for i, line in enumerate(lines)]
    first, e_mail_end = message_start(plain)
    spans = e_mail_spans(plain[:e_mail_end])
    furniture += [Furniture("e-mail", span) for span in spans]
    cuts = [(cut.start, cut.end) for cut in noise]
    cuts += [(mark.start, mark.end) for mark in marks if mark.last < 0]
    cuts += _page_breaks(levelled, lines, filled)
    begin = lines[first].start if first < len(lines) else len(raw)
    problems += [problem for problem in told if problem.span and problem.span.start >= begin]
    return Page(_cut(raw, levelled, begin, cuts, furniture), 0, spans)


def message_start(lines: Sequence[Line]) -> tuple[int, int]:
    """The line that the message begins at, its marking and routing included, and the line at
    which what is no part of it ends above."""
    number = number_line([line.words for line in lines])
    above = [i for i in range(max(number, 0)) if _is_e_mail_name(lines[i])]
    if not above:
        return 0, 0
    for i in range(above[-1] + 1, number):
        name = names.of_line(lines[i].words)
        if is_marking(lines[i].words) or (name and name[0] in names.ROUTING):
            return i, i
    return number, number


def is_marking(words: str) -> bool:
    """Whether a line is a marking alone: `UNCLASSIFIED`, `SBU`."""
    if not 0 < len(words) <= 60:
        return False
    return levels.from_words(words) is not None or _MARKING.fullmatch(words) is not None


def number_line(lines: Sequence[str]) -> int:
    """The line that the header begins at: the first of its own names that has others near; -1 without."""
    found = [(i, name[0]) for i, words in enumerate(lines) if words and (name := named(words))]
    own = [(i, known) for i, known in found if known in names.OWN]
    for at, (i, known) in enumerate(own):
        near = {other for j, other in own[at : at + 12] if j - i <= _NEAR}
        if len(near) >= 3 and (known in ("MRN", "Date/DTG") or not {"MRN", "Date/DTG"} & near):
            return i
    return own[0][0] if own else -1


def named(words: str) -> tuple[str, int] | None:
    """The name that a line's words begin with, and where its value begins; most lines have no colon near."""
    if ":" not in words[:30] and len(words) > 20 and "   " not in words[:30]:
        return None
    return names.of_line(words)


_E_MAIL_NAMES = frozenset(("From", "Subject", *names.E_MAIL))


def _is_e_mail_name(line: Line) -> bool:
    name = named(line.words) if line.words else None
    return name is not None and name[0] in _E_MAIL_NAMES


def e_mail_spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The stretches of e-mails: each from a `From:` to the next; what stands above the first belongs to it."""
    words = [i for i, line in enumerate(lines) if line.words]
    if not words:
        return ()
    starts = [i for i in words if (name := named(lines[i].words)) and name[0] == "From"]
    starts = [words[0], *(i for i in starts[1:] if i > words[0])] if starts else [words[0]]
    spans = []
    for a, b in zip(starts, [*starts[1:], words[-1] + 1], strict=True):
        last = max(i for i in words if i < b)
        line = lines[last]
        spans.append(Span(_first(lines[a]), _first(line) + len(line.words)))
    return tuple(spans)


def _first(line: Line) -> int:
    return (
        max(line.start, line.start + (line.end - line.start - len(line.words))) if line.words else line.start
    )


def _page_breaks(text: str, lines: Sequence[Line], filled: set[int]) -> list[tuple[int, int]]:
    """What to cut for the lines that marks fill, blank lines around them included."""
    cuts: list[tuple[int, int]] = []
    i = 0
    while i < len(lines):
        if i not in filled:
            i += 1
            continue
        a = i
        while a > 0 and not lines[a - 1].words:
            a -= 1
        b = i
        while b < len(lines) and (b in filled or not lines[b].words):
            b += 1
        start, end = lines[a].start, lines[b].start if b < len(lines) else len(text)
        joins = a > 0 and b < len(lines) and runs_on(text, lines[a - 1], lines[b])
        if joins or a == 0 or end - 1 < start:
            cuts.append((start, end))
        else:
            cuts.append((start, end - 1))
        i = b
    return cuts


def runs_on(text: str, above: Line, below: Line) -> bool:
    """Whether a sentence or value goes on over a page's end."""
    if _PARAGRAPH.match(below.words) or names.of_line(below.words):
        return False
    indent = len(text[below.start : below.end]) - len(text[below.start : below.end].lstrip())
    name = names.of_line(above.words)
    if name or _indent(text, above) >= _VALUE_COLUMN:
        return indent >= _VALUE_COLUMN
    if above.words.endswith(_ENDS):
        return False
    return below.words[0].islower() or above.end - above.start >= _FULL


def _indent(text: str, line: Line) -> int:
    words = text[line.start : line.end]
    return len(words) - len(words.lstrip())


def _cut(
    raw: str, levelled: str, begin: int, cuts: list[tuple[int, int]], furniture: list[Furniture]
) -> Clean:
    pieces, at = [], begin
    for start, end in sorted(cuts):
        if start > at:
            pieces.append((at, start))
        at = max(at, end)
    if at < len(raw):
        pieces.append((at, len(raw)))
    return Clean(raw, pieces or [(begin, begin)], furniture, levelled)
