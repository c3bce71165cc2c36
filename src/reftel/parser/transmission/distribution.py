"""The archive's copy lists: `ACTION ARA-10`, `INFO OCT-01 SS-14 … /071 W`.

Each office stands with its count of copies; the total is printed after a slash, so that a list
can be checked against it. `ORIGIN` instead of `ACTION` heads those of outgoing telegrams.
"""

from __future__ import annotations

import re
from typing import Literal

from reftel.model import Distribution, Problem, Span
from reftel.parser.cleaning import Clean

Role = Literal["action", "info", "origin"]

ROLES: dict[str, Role] = {"ACTION": "action", "INFO": "info", "ORIGIN": "origin"}
_COPIES = r"[A-Z][A-Z/&]{0,8} ?- ?[0-9O]{1,3}(?![0-9A-Z])"
_ENTRY = re.compile(r"([A-Z][A-Z/&]{0,8}) ?- ?([0-9O]{1,3})(?![0-9A-Z])")
_PLAIN = re.compile(rf"(?: *{_COPIES})* *(?:/|\Z)")
# "ACTION PM-03", and "ACTION SS" without a count; not "INFO FAA-1 WASHINGTON DC".
_STARTS = re.compile(
    rf"(?:ACTION|INFO|ORIGIN)[ :]{{0,12}}{_COPIES}(?! ?[A-Z0-9]{{3,}} [A-Z]{{3,}})|(?:ACTION|ORIGIN)[ :]{{1,12}}[A-Z]{{1,6}}\Z"
)
_TOTAL = re.compile(r"/ ?(?P<total>[0-9]{1,4}) ?(?P<mark>[A-Z])?(?![A-Z0-9])")


class CopyList:
    """The copy lists of one telegram, as their lines come."""

    __slots__ = ("entries", "spans", "stated", "total_span", "whole")

    def __init__(self) -> None:
        self.entries: list[Distribution] = []
        self.stated: int | None = None
        self.total_span: Span | None = None
        self.spans: list[Span] = []
        self.whole = True

    def read_line(self, clean: Clean, line: str, at: int, role: Role) -> list[tuple[int, int]]:
        """Read a line without its first word; returns the places that are no entries."""
        end = 0
        left: list[tuple[int, int]] = []
        whole = clean.span(at, at + len(line))
        cut = whole.end - whole.start != len(line)  # something was taken out within the line
        plain = _PLAIN.match(line)
        for m in _ENTRY.finditer(line):
            start = m.start()
            if not plain:
                _leave(line, end, start, at, left)
            end = m.end()
            span = clean.span(at + start, at + end) if cut else Span(whole.start + start, whole.start + end)
            office, copies = m.groups()
            self.entries.append(Distribution(office, int(copies.replace("O", "0")), role, span))
        if "/" in line and (total := _TOTAL.search(line, end)):
            _leave(line, end, total.start(), at, left)
            self.stated, self.total_span = (
                int(total["total"]),
                clean.span(at + total.start(), at + total.end()),
            )
            self.spans.append(self.total_span)
            end = total.end()
        _leave(line, end, len(line), at, left)
        self.whole = self.whole and not left
        return left

    def check(self, problems: list[Problem]) -> None:
        """The printed total against the sum; a list that was not wholly read is not judged."""
        if self.stated is None or not self.entries or not self.whole:
            return
        total = sum(entry.copies for entry in self.entries)
        if total != self.stated:
            problems.append(
                Problem(
                    "distribution-total",
                    f"the copies add up to {total}, the list says {self.stated}",
                    self.total_span,
                )
            )


def is_copy_list(line: str) -> bool:
    """Whether a line is one of a copy list: `INFO  OCT-01  SS-14`, not `INFO USCINCSO`."""
    return _STARTS.match(line) is not None


def is_continued(line: str) -> bool:
    """Whether a line goes on with a copy list: entries, or the total alone."""
    return _ENTRY.match(line) is not None or _TOTAL.match(line) is not None


def _leave(line: str, start: int, end: int, at: int, left: list[tuple[int, int]]) -> None:
    words = line[start:end].strip(" ,;")
    if words:
        a = line.index(words, start)
        left.append((at + a, at + a + len(words)))
