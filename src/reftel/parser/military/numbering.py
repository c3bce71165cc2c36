"""A message's own number, its sections, and whether it is a corrected or a cancelling one.

`NAVADMIN 130/06` on a line of its own, between the marking and the body, is the number by
which others cite a general message: its MRN.
"""

from __future__ import annotations

import re
from functools import cache

from reftel.model import MRN, Sections, Span
from reftel.parser.cleaning import Clean
from reftel.parser.military.lines import Line
from reftel.vocabulary import general_messages

_WORD_NUMBERS = {
    name: i
    for i, name in enumerate("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE".split(), 1)
}
_N = rf"(?:\d{{1,2}}|{'|'.join(_WORD_NUMBERS)})"
# "PART TWO OF THREE", "SECTION 01 OF 02", "SECTION 01/02", "FINAL SECTION OF 03"; "TWO OF THREE."
_PART = re.compile(
    rf"(?:(?P<final>FINAL )?(?:PART|SECTION) (?P<n>{_N})?(?: ?(?:OF|/) ?(?P<of>{_N}))?|(?P<bare>{_N}) OF (?P<total>{_N}))(?![A-Z0-9])"
)
# A line that tells the other parts: "PART ONE IDENT DTG 241819Z MAY 05."
_IDENT = re.compile(rf"(?:(?:PART )?{_N} )?IDENT(?: DTG)? |(?:DTG )?\d{{6}}Z [A-Z]{{3}} \d\d\.?\Z")
_PART_LINE = re.compile(r"^[ \t]*(?:PART|SECTION) (?P<n>\d{1,2}) OF (?P<of>\d{1,2})[ \t.]*$", re.M)
_COLLATED = re.compile(r"THIS IS A (?P<of>\d{1,2}) SECTION(?:ED)? (?:MESSAGE|MSG) COLLATED")
_CORRECTED = re.compile(r"[ *(]{0,4}(?:CORRECTED(?: COPY)?|CORRECTION)[ *)]{0,4}")
_IS_CANCELLED = re.compile(r"\b(?:IS|HAS BEEN) CANCELL?ED\b")
_LONGEST_CANCELLATION = 600
_CANCELLED = re.compile(r"\A[ ]?(?:IS|HAS BEEN)? ?CANCELL?ED\b")


class Numbers:
    """The numbers that the header's lines give; there should be one."""

    def __init__(self, clean: Clean) -> None:
        self.clean = clean
        self.found: list[tuple[MRN, Span]] = []
        self.corrected: Span | None = None
        self.part: int | None = None

    def read(self, line: Line) -> bool:
        """A line that gives the message's number, and what stands behind it."""
        m = _form().match(line.words)
        if m is None:
            return False
        rest = line.words[m.end() :].strip(" ./")
        corrected = _CORRECTED.fullmatch(rest) is not None
        part = _PART.fullmatch(rest)
        if rest and not (corrected or part or _CANCELLED.match(rest)):
            return False
        mrn = MRN.parse(f"{m['series']} {m['serial']}/{m['year']}")
        if mrn is None:
            return False
        place = self.clean.text[line.start : line.end].rstrip()
        end = _end_of_number(place, len(m["year"])) if rest else len(place)
        self.found.append((mrn, self.clean.span(line.start, line.start + end)))
        if corrected:
            self.corrected = self.clean.span(line.start, line.end)
        if part:
            self.part = _number(part["n"])
        return True

    @property
    def mrn(self) -> MRN | None:
        """The number; `None` where there is none or there are two."""
        numbers = {mrn for mrn, _ in self.found}
        return numbers.pop() if len(numbers) == 1 else None


@cache
def _form() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<series>{general_messages.pattern()})[ /]{{0,3}}(?P<serial>\d{{1,4}})[A-Z]?(?:/{{1,2}}|-)(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
    )


def _end_of_number(words: str, digits: int) -> int:
    m = re.match(r"[A-Za-z]{4,12}[ /]{0,40}\d{1,4}[A-Za-z]?[/-]{1,2}", words)
    return m.end() + digits if m else len(words)


def corrected_words(words: str) -> bool:
    """Whether words say that a message is a corrected copy.

    >>> corrected_words("**CORRECTED COPY**"), corrected_words("NAVY UNIFORMS")
    (True, False)
    """
    return _CORRECTED.fullmatch(words) is not None


def sections(words: str, span: Span) -> Sections | None:
    """A line that says which part of how many a message is; `of` is 0 where it tells other parts only.

    >>> sections("PART TWO OF THREE. PART ONE IDENT DTG 241819Z MAY 05.", Span(0, 9)).seen
    (2,)
    """
    m = _PART.match(words)
    if m is None or (m["n"] is None and m["final"] is None and m["bare"] is None):
        return Sections((), 0, span) if _IDENT.match(words) else None
    found = _sections(m, span)
    rest = words[m.end() :].lstrip(" .")
    if found is None or (rest and not _IDENT.match(rest) and not _PART.match(rest)):
        return Sections((), 0, span) if _IDENT.match(rest) else None
    return found


def sections_in(words: str, span: Span) -> Sections | None:
    """The section that words name anywhere: `UNCLAS SECTION 01 OF 02`."""
    m = _PART.search(words)
    return _sections(m, span) if m else None


def with_further(first: Sections | None, text: str, start: int, end: int) -> Sections | None:
    """A message's sections, with those that begin on lines of their own within its running text."""
    if first is None:
        return None
    numbers = {int(m["n"]) for m in _PART_LINE.finditer(text, start, end) if int(m["of"]) == first.of}
    seen = tuple(sorted({*first.seen, *(n for n in numbers if 0 < n <= first.of)}))
    return Sections(seen, first.of, first.span)


def collated(words: str) -> int | None:
    """Of how many sections an exchange says that it put the message together."""
    m = _COLLATED.search(words)
    return int(m["of"]) if m else None


def _sections(m: re.Match[str], span: Span) -> Sections | None:
    of = _number(m["of"] or m["total"])
    n = _number(m["n"] or m["bare"]) or (of if m["final"] else None)
    if n is None or of is None or not 0 < n <= of:
        return None
    return Sections((n,), of, span)


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdecimal() else _WORD_NUMBERS.get(words)


def cancels(text: str, start: int, end: int, own: MRN | None) -> tuple[int, int] | None:
    """Where a short message says that its own number is cancelled."""
    if own is None or end - start > _LONGEST_CANCELLATION:
        return None
    words = text[start:end].upper()
    if len(words) != end - start:  # a few letters have no capital of one letter
        return None
    for m in _form().finditer(words):
        said = _IS_CANCELLED.search(words, m.end(), m.end() + 60)
        if said and MRN.parse(f"{m['series']} {m['serial']}/{m['year']}") == own:
            return start + m.start(), start + said.end()
    return None
