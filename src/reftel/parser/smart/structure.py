"""Which lines of a SMART message are what: routing, header, body, end block, and what stands behind.

The message's own words may repeat the header above them, as they did before SMART; behind the end
block may stand e-mails, or another message.
"""

from __future__ import annotations

from reftel.model import Furniture, Problem, Span
from reftel.parser.cleaning import Clean
from reftel.parser.smart import block, columns, page
from reftel.parser.smart.block import Block, Line, Value

_REPEATED = frozenset(("E.O.", "TAGS", "Subject", "Reference", "Classified By", "Derived From"))
_NEAR = 40  # lines of the body within which it repeats its header


class Structure:
    """The blocks of a message. `values` are those of all its names, the header's before the others'."""

    def __init__(self, clean: Clean, problems: list[Problem]) -> None:
        self.clean, self.text, self.problems = clean, clean.text, problems
        self.lines = block.lines_of(clean.text)
        self._read()

    def _read(self) -> None:
        lines, text = self.lines, self.text
        first = max(page.number_line([line.words for line in lines]), 0)
        self.routing = block.read_routing(lines, first, text)
        self.header = self._placed(block.read_header(lines, first, text))
        self.stop = stop = block.next_header(lines, self.header.stop)
        at = block.ending_line(lines[:stop], self.header.stop)
        self.ending = self._placed(block.read_ending(lines[:stop], at, text))
        self.repeated = self._repeated_header(at)
        self.values: dict[str, Value] = {**self.ending.values, **self.routing.values}
        for values in (self.repeated.values if self.repeated else {}, self.header.values):
            self.values.update({name: value for name, value in values.items() if value.pieces})
        if info := self.ending.values.get("Info"):
            self.values["Info"] = info if info.pieces else self.values.get("Info", info)

    def _placed(self, found: Block) -> Block:
        if not columns.is_column(found):
            return found
        return columns.read(self.clean, found, self.lines, self.problems)

    def _repeated_header(self, stop: int) -> Block | None:
        """The header once more, at the body's beginning, as the message's own words give it."""
        first, last = self.header.stop, min(stop, self.header.stop + _NEAR)
        named = [i for i in range(first, last) if self.lines[i].name in _REPEATED]
        if not named or (
            len({self.lines[i].name for i in named}) < 2 and self.lines[named[0]].name == "Subject"
        ):
            return None
        if any(self.lines[i].words[:1].isdigit() for i in range(first, named[0])):
            return None
        return block.read_header(self.lines, named[0], self.text)

    def marking_lines(self) -> list[Line]:
        """The lines around the message that a marking may stand on, those above it first."""
        above = self.lines[: self.header.first]
        own = [self.lines[i] for i in self.header.loose]
        body = self.lines[self.header.stop : self.repeated.stop] if self.repeated else []
        return [
            *above,
            *own,
            *(line for line in body if line.name is None),
            *self.lines[self.ending.stop : self.stop],
        ]

    def order_values(self) -> dict[str, Value]:
        """The header's values; of an order's line the one that says until when, if either does."""
        values = dict(self.values)
        again = self.repeated.values.get("E.O.") if self.repeated else None
        mine = values.get("E.O.")
        if again and mine and len(self.text[mine.start : mine.end]) <= 6:
            values["E.O."] = again
        return values

    def body_range(self) -> tuple[int, int]:
        """Where the message's own words begin and end."""
        stop = self.repeated.stop if self.repeated else self.header.stop
        end = self.lines[self.ending.first].start if self.ending.first < len(self.lines) else len(self.text)
        start = self.lines[stop].start if stop < len(self.lines) else end
        if self.repeated:
            span = self.clean.span(self.lines[self.repeated.first].start, max(start - 1, 0))
            self.clean.furniture.append(Furniture("repeated header", span))
        return min(start, end), end

    def _name_furniture(self) -> None:
        """The names themselves: words of the form, not of the message."""
        for found in (self.routing, self.header, self.ending):
            for value in found.values.values():
                self.clean.furniture.append(Furniture("name", self.clean.span(value.at, value.to)))

    def explain_rest(self) -> None:
        """Lines of the header and behind the end block that nothing explains."""
        self._name_furniture()
        lines = self.lines
        rest = lines[self.ending.stop : self.stop]
        words = [line for line in rest if line.words and not page.is_marking(line.words)]
        mailed = any(line.name in ("From", "Sent") for line in words)
        for span in page.e_mail_spans([page.Line(line.start, line.end, line.words) for line in words]):
            raw = self.clean.span(span.start, span.end)
            if mailed:
                self.clean.furniture.append(Furniture("e-mail", raw))
            else:
                self._unexplained(raw)
        if self.stop < len(lines):
            raw = self.clean.span(lines[self.stop].start, len(self.text.rstrip()))
            self.clean.furniture.append(Furniture("further message", raw))
            self.problems.append(Problem("further-message", "another message stands behind this one", raw))
        loose = (*self.routing.loose, *self.header.loose, *self.ending.loose)
        for line in (lines[i] for i in loose if not page.is_marking(lines[i].words)):
            start = line.end - len(self.text[line.start : line.end].lstrip())
            self._unexplained(self.clean.span(start, start + len(line.words)))

    def _unexplained(self, span: Span) -> None:
        self.problems.append(Problem("header-unexplained", "no rule explains this header line", span))
