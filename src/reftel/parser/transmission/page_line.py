"""The first page line of an archive telegram: `PAGE 01        LA PAZ 00230  01 OF 02  092118Z`.

It gives station, serial and time of receipt, and the section. In some years the page's number
stands on a line of its own and the rest below it.
"""

from __future__ import annotations

import re

from reftel.model import Sections
from reftel.parser.cleaning import Clean

_REST = (
    r"(?P<station>[A-Z][A-Z .']{1,24}?) {1,4}(?P<serial>[0-9]{3,8})(?P<series> (?:TOSEC|SECTO|TODEP) [0-9]{3,7})?"
    r"(?: {1,4}(?P<n>[0-9]{2}) {1,3}OF {1,3}(?P<of>[0-9]{2}))?(?: {1,4}(?P<time>[0-9]{6}) ?Z)?(?: {1,8}POSS(?:IBLE)? DUPE?)?\Z"
)
_PAGE = re.compile(r"PAGE {1,4}(?P<page>[0-9]{1,3})(?:\Z| {1,12}(?P<rest>[A-Z].{0,90})\Z)")
_WHOLE = re.compile(_REST)
_SECTION_LINE = re.compile(
    r"[A-Za-z][A-Za-z .']{1,24} [0-9]{8} {1,4}[0-9]{3}(?:\.[0-9])? OF [0-9]{3}\Z", re.I
)


class PageLine:
    """The page lines of one header: the first one's values are kept."""

    __slots__ = ("parted", "sections", "time", "words")

    def __init__(self) -> None:
        self.words: tuple[str, str, str | None] | None = None
        self.time: str | None = None  # DDHHMM
        self.sections: Sections | None = None
        self.parted = False  # "PAGE 01" stood alone; the rest is to come

    def read(self, clean: Clean, line: str, at: int) -> bool:
        """Whether a line is a page line or section line; its values are kept if it is the first."""
        m = _PAGE.match(line)
        if m:
            if m["rest"] is None:
                self.parted = True
                return True
            rest, begin = m["rest"], m.start("rest")
        elif self.parted:
            rest, begin, self.parted = line, 0, False
        else:
            return _SECTION_LINE.match(line) is not None
        found = _WHOLE.match(rest)
        if found is None:
            return m is not None
        if self.words is None:
            self.words = (found["station"], found["serial"], found["time"] and found["time"] + "Z")
            self.time = found["time"]
        if found["n"] and self.sections is None and 0 < int(found["n"]) <= int(found["of"]):
            a = at + begin
            self.sections = Sections(
                (int(found["n"]),), int(found["of"]), clean.span(a + found.start("n"), a + found.end("of"))
            )
        return True
