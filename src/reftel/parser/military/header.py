"""The header, line by line: relay lines, date-time group, sender, addressees, marking, number.

An exchange may send a message on under a header of its own; the first header's lines then
stand again below `BT`, with the office symbols that the outer one dropped. They are kept as
passing lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reftel.model import (
    DTG,
    Addressee,
    Caption,
    Classification,
    Furniture,
    Passing,
    Problem,
    Sections,
    Span,
    Tag,
)
from reftel.parser.cleaning import Clean
from reftel.parser.military import addresses, marking, numbering
from reftel.parser.military.lines import Line, lines
from reftel.parser.transmission import clocks, dtg_line, furniture
from reftel.parser.transmission.relay import Relay, is_service_line
from reftel.vocabulary import captions, precedence

_LIST = re.compile(r"(?P<key>TO|INFO|XMT)(?::| |\Z)[ ]?")
_PRECEDENCE = frozenset(("ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"))
_PASS = re.compile(r"PASS(?:ED)? TO (?:ALL )?OFFICE CODES?[ ]?:?[ ]?")
_COLLATED = re.compile(r"\*{2,}.{3,90}\*{2,}(?: QQQQ)?\Z|QQQQ\Z")
_BLANK_FORM = re.compile(r"[ZOPR][A-Z]{7}(?: DDDHHMM-[A-Z]{4}-{1,2}| R[A-Z]{6}# [#D].{0,60})\Z")
# What a relay is to do: "RUHESAA T NOVA SIP" (transmit to).
_INSTRUCTION = re.compile(r"R[A-Z]{6} T [A-Z ]{2,60}\Z|ZOV .{0,60}\Z")
_PROCESSING = re.compile(r"(?<![A-Z])(?P<words>PSN \w{6,12}|MID\w{8,20})")
_SUBJECT = re.compile(r"SUBJ(?:ECT)?:")
_GLUED_LETTERS = re.compile(r"([ZOPR])([ZOPR])(?= \d{6}Z)")
_SERVICE = re.compile(r"UNNUMBERED [A-Z]{4,12}|GENTEXT|THIS IS A CORRECTED COPY.{0,60}")


class Header:
    """What a header gives; `unread` are places that nothing explains."""

    def __init__(self, clean: Clean, problems: list[Problem]) -> None:
        self.clean = clean
        self.problems = problems
        self.relay = Relay()
        self.dtg: DTG | None = None
        self.letters: str | None = None
        self.level: str | None = None
        self.processing: str | None = None
        self.sender: addresses.Sender | None = None
        self.action: list[Addressee] = []
        self.info: list[Addressee] = []
        self.exempted: list[Addressee] = []
        self.passing: list[Passing] = []
        self.marking: Classification | None = None
        self.tags: list[Tag] = []
        self.captions: list[Caption] = []
        self.sections: Sections | None = None
        self.numbers = numbering.Numbers(clean)
        self.furniture: list[Furniture] = []
        self.spans: dict[str, list[Span]] = {}
        self.unread: list[tuple[int, int]] = []
        self._list: list[Addressee] | None = None
        self._outer: frozenset[str] | None = None  # whom the relay's own header addresses, once it has ended
        self._inner = False  # below BT: the lines are the first header's, or the message's own
        self._subject = False  # in a subject that the exchange put above the message

    def read(self, start: int, end: int) -> None:
        """Read the lines between two offsets."""
        for line in lines(self.clean.text, start, end):
            if not any(step(self, line) for step in _STEPS):
                self.unread.append((line.start, line.end))

    def finish(self) -> None:
        """Report what was not understood, and clocks that disagree."""
        for a, b in self.unread:
            words = " ".join(self.clean.text[a : min(b, a + 80)].split())
            self.problems.append(
                Problem(
                    "header-unexplained", f"“{words}” in the header was not understood", self.clean.span(a, b)
                )
            )
        clocks.check(self.dtg, self.relay.filed, None, self.problems)

    @property
    def precedence(self) -> str | None:
        """The action precedence: of the group's line, the relay's, or the word above them."""
        letters = self.letters or self.relay.letters
        return (precedence.from_letter(letters[0]) if letters else None) or self.level

    # One step a kind of line; each says whether the line is of its kind.

    def _relay_line(self, line: Line) -> bool:
        words, relay = line.words, self.relay
        if _BLANK_FORM.match(words):
            return self._add_furniture("relay line", line)
        if "-" in words and relay.station is not None and self.sender is None and Relay().read_acp128(words):
            self._begin_again()
            relay = self.relay
        if _INSTRUCTION.match(words):
            return self._add_furniture("relay line", line)
        known = (
            ("-" in words and relay.station is None and relay.read_acp128(words))
            or (words.startswith(("ZNR", "ZNY")) and relay.set_security(words))
            or (words[0] == "Z" and words[:4] != "ZEN/" and relay.read_signals(words))
            or (words.startswith("DE ") and relay.read_from(words))
            or (words[:2] in ("RR", "PP", "OO", "ZZ") and relay.read_destinations(words))
            or (words[0] in "UVZ" and relay.read_id(words))
        )
        if known:
            self._list = None
            self._add_span("transmission", line.start, line.end)
            self._take_processing(line)
        return bool(known)

    def _begin_again(self) -> None:
        """A second relay header before the sender: a correction's, under which the message goes."""
        earlier = [
            span for name in ("transmission", "dtg", "precedence") for span in self.spans.pop(name, [])
        ]
        self.furniture += [Furniture("repeated header", span) for span in earlier]
        signals = self.relay.signals
        self.relay = Relay()
        self.relay.signals += signals
        self.dtg = self.letters = None

    def _date_line(self, line: Line) -> bool:
        if self.dtg is not None or line.words[0] not in "ZOPRM0123":
            return False
        words = self.clean.text[line.start : line.end].upper()
        if "\n" in words or len(words) != line.end - line.start:
            return False
        spread = _GLUED_LETTERS.match(words)
        skip = 1 if spread else 0  # "PR 021842Z MAR 06" has two letters
        found = dtg_line.read(self.clean.text, line.start + skip, words[skip:])
        if found is None:
            return False
        self._list = None
        if found.group is None:
            span = self.clean.span(line.start, line.end)
            self.problems.append(
                Problem("dtg-unreadable", f"“{line.words[:60]}” is no date-time group that can be read", span)
            )
            return True
        if found.letters:
            self.letters = spread.group(1) if spread else found.letters
            self._add_span("precedence", line.start, found.letters_end)
        group = found.group
        span = self.clean.span(group.start, group.end)
        self.dtg = DTG(group.at, self.clean.text[group.start : group.end], span, group.corrected)
        self._add_span("dtg", group.start, group.end)
        if group.local:
            self.problems.append(
                Problem("dtg-zone", "the date-time group is written in another zone than Z", span)
            )
        if found.tail:
            self.relay.signals += found.signals or ()
            self._add_span("transmission", found.tail, line.end)
            self._take_processing(line)
        return True

    def _precedence_line(self, line: Line) -> bool:
        if line.words not in _PRECEDENCE:
            return False
        if self.level is None:
            self.level = line.words
            self._add_span("precedence", line.start, line.end)
        return True

    def _number_line(self, line: Line) -> bool:
        return self.numbers.read(line)

    def _begin_inner(self) -> None:
        if not self._inner:
            self._inner = True
            self._outer = frozenset(one.name for one in (*self.action, *self.info))

    def _section_line(self, line: Line) -> bool:
        found = numbering.sections(line.words, self.clean.span(line.start, line.end))
        if found is None:
            return False
        if found.of and self.sections is None:
            self.sections = found
        return self._add_furniture("section header", line)

    def _marking_line(self, line: Line) -> bool:
        found = marking.read(self.clean, line, self.problems)
        if found is None:
            return False
        self._list, self._subject = None, False
        if found.sections and self.sections is None:
            self.sections = found.sections
        self.tags += [tag for tag in found.tags if tag.code not in {known.code for known in self.tags}]
        if found.classification is None:
            return True
        if self.marking is None and (self._inner or self.sender or found.tags):
            self.marking = found.classification
            self._begin_inner()
            return True
        return self._add_furniture("repeated marking", line)

    def _caption_line(self, line: Line) -> bool:
        known = captions.find(line.words)
        if known is None or known.code in ("NIACT", "CORRECTED COPY"):
            return False
        self._list = None
        self.captions.append(Caption(known.code, known.kind, self.clean.span(line.start, line.end)))
        return True

    def _separator(self, line: Line) -> bool:
        kind = "collated" if _COLLATED.match(line.words) else furniture.kind_of(line.words)
        if line.words == "BT" or (kind is None and is_service_line(line.words)):
            kind = "separator"
            if line.words == "BT":
                self._begin_inner()
        if kind is None and not _SERVICE.match(line.words):
            return False
        self._list = None
        if kind == "collated":
            self._collated(line)
        return self._add_furniture({"collated": "service note"}.get(kind or "", kind or "service note"), line)

    def _collated(self, line: Line) -> None:
        of = numbering.collated(line.words)
        if of and self.sections is None:
            self.sections = Sections(tuple(range(1, of + 1)), of, self.clean.span(line.start, line.end))

    def _sender_line(self, line: Line) -> bool:
        if not line.words.startswith(("FM ", "FM:")):
            return False
        text = self.clean.text
        begin = line.start + 3
        begin += len(text[begin : line.end]) - len(text[begin : line.end].lstrip())
        found = addresses.sender(text[begin : line.end])
        self._list, self._subject = None, False
        if self.sender is None:
            self.sender = found
            self._add_span("sender", begin, line.end)
            return True
        if found.name.upper() != self.sender.name.upper():
            self.problems.append(
                Problem(
                    "sender-disagrees",
                    f"the message's own header names {found.name}, the relay's {self.sender.name}",
                    self.clean.span(line.start, line.end),
                )
            )
        return self._pass_on(line, found.name, found.offices)

    def _pass_on(self, line: Line, name: str, offices: tuple[str, ...]) -> bool:
        if not offices:
            return self._add_furniture("repeated header", line)
        span = self.clean.span(line.start, line.end)
        written = " ".join(span.of(self.clean.raw).split())
        self.passing.append(Passing(written, span, name, offices))
        return True

    def _pass_line(self, line: Line) -> bool:
        m = _PASS.match(line.words)
        if m is None:
            return False
        self._list, self._subject = None, False
        self._begin_inner()
        return self._add_furniture("boilerplate", line)

    def _list_line(self, line: Line) -> bool:
        m = _LIST.match(line.words)
        if m is None:
            return False
        found = {"TO": self.action, "INFO": self.info, "XMT": self.exempted}[m["key"]]
        self._list = found
        text = self.clean.text
        begin = line.start + len(m["key"])
        begin += len(text[begin : line.end]) - len(text[begin : line.end].lstrip(": "))
        return begin >= line.end or self._read_addresses(found, line, begin)

    def _address_line(self, line: Line) -> bool:
        if self._list is None:
            return False
        return self._read_addresses(self._list, line, line.start)

    def _read_addresses(self, into: list[Addressee], line: Line, begin: int) -> bool:
        found: list[Addressee] = []
        known = addresses.read(self.clean, begin, line.end, found)
        if not known:
            return False
        if self._inner and self._outer:  # the first header, under the relay's
            into += [one for one in found if one.name not in self._outer]
            offices = tuple(office for one in found for office in one.offices)
            return self._pass_on(line, "; ".join(one.name for one in found), offices)
        into += found
        return True

    def _subject_line(self, line: Line) -> bool:
        """`SUBJ: …`, the exchange's own, above the message; it may be wrapped."""
        if _SUBJECT.match(line.words):
            self._subject, self._list = True, None
            return self._add_furniture("repeated header", line)
        return self._subject and self._add_furniture("repeated header", line)

    # What is kept

    def _take_processing(self, line: Line) -> None:
        if self.processing is None and (m := _PROCESSING.search(line.words)) is not None:
            self.processing = m["words"]

    def _add_span(self, field: str, start: int, end: int) -> None:
        self.spans.setdefault(field, []).append(self.clean.span(start, end))

    def _add_furniture(self, kind: str, line: Line) -> bool:
        self.furniture.append(Furniture(kind, self.clean.span(line.start, line.end)))
        return True


_Step = Callable[[Header, Line], bool]
_STEPS: tuple[_Step, ...] = (
    Header._number_line,
    Header._date_line,
    Header._relay_line,
    Header._precedence_line,
    Header._section_line,
    Header._marking_line,
    Header._caption_line,
    Header._pass_line,
    Header._separator,
    Header._sender_line,
    Header._list_line,
    Header._address_line,
    Header._subject_line,
)
