"""`read`: the header's lines in their order, each to the field that it belongs to.

A line is recognised by its first word, else by its shape; in an address list every line that
may be an address is one. What nothing recognises becomes a problem, so that no line is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reftel.model import (
    DTG,
    Addressee,
    Furniture,
    Person,
    Problem,
    Span,
)
from reftel.parser.cleaning import Clean
from reftel.parser.transmission import addressees, clocks, distribution, drafting, dtg_line, furniture
from reftel.parser.transmission.distribution import CopyList
from reftel.parser.transmission.dtg import Group, find_dtg
from reftel.parser.transmission.header import Header
from reftel.parser.transmission.lines import Line, lines
from reftel.parser.transmission.page_line import PageLine
from reftel.parser.transmission.relay import Relay, is_service_line
from reftel.vocabulary import precedence


def read(clean: Clean, start: int, end: int, problems: list[Problem], *, open_ended: bool = False) -> Header:
    """Read the transmission header in `start`..`end` of the cleaned text; either may be the text's end.

    Lines that nothing explains are reported as `header-unexplained`; with `open_ended` those
    after the last known line are left to the caller (see `Header.end`), since without a marking
    line nothing else tells where a header ends.
    """
    if start >= end:
        return Header(end=start)
    reader = _Reader(clean, problems)
    reader.read(lines(clean.text, start, end))
    return reader.header(start, open_ended)


_Step = Callable[["_Reader", Line], bool]

_FM = re.compile(r"(?:FM|FROM)(?: ?:)?[ ]{0,40}(?=[A-Z0-9(])")
_LIST = re.compile(r"(?P<key>TO|INFO|XMT|XMIT|EXEMPT)(?: ?:)?(?: {1,12}|(?<=:)|\Z)")
_NO_ADDRESS = frozenset(("FM", "DE", "PAGE", "ZNR", "ZNY", "ACTION", "ORIGIN", "DRAFTED", "APPROVED"))
_PRECEDENCE_WORD = frozenset(("ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH", "NIACT IMMEDIATE"))
_MOST_UNREAD = 100  # in a text that is no header the last of them takes in the rest


class _Reader:
    """One header being read."""

    def __init__(self, clean: Clean, problems: list[Problem]) -> None:
        self.clean = clean
        self.problems = problems
        self.relay = Relay()
        self.copies = CopyList()
        self.page = PageLine()
        self.lists: dict[str, list[Addressee]] = {"action": [], "info": [], "exempted": []}
        self.people: dict[str, list[Person]] = {"DRAFTED": [], "APPROVED": [], "CLEARED": []}
        self.list: list[Addressee] | None = None  # the address list that goes on
        self.doubted = False  # since a line in it that is no address
        self.role: distribution.Role | None = None  # the copy list that goes on
        self.clearing = False  # in the drafting lines
        self.routing = False  # in the relay's list of destinations
        self.group: Group | None = None
        self.letters: str | None = None
        self.level: str | None = None
        self.sender: str | None = None
        self.spans: dict[str, list[Span]] = {}
        self.furniture: list[Furniture] = []
        self.unread: list[tuple[int, int]] = []  # places nothing explains
        self.end = 0
        self.seen: set[str] | None = None  # lines of a first copy, where the header stands twice

    def read(self, found: list[tuple[int, str]]) -> None:
        """Take each line to the first step that reads it."""
        clean, read_address, is_post_word = self.clean, addressees.read_line, addressees.is_post_word
        for i, (at, words) in enumerate(found):
            goes_on, word = self.list, words.partition(" ")[0]
            if goes_on is not None and (word[0] == "R" and "/" in words[5:9] or is_post_word(word)):
                known = read_address(clean, words, at, goes_on)
            else:
                line = Line(at, words)
                again = self.seen is not None or word[0] in "VU"
                known = again and self.read_repeated(line, found, i) or self.read_line(line, word)
            if known:
                self.end = at + len(words)
            else:
                self.doubted = True
                self.leave(at, at + len(words))

    def read_line(self, line: Line, word: str) -> bool:
        """One line, by its first word or its shape."""
        for step in _STEPS.get(word.rstrip(":"), () if word[:5] != "VZCZC" else _STEPS_OF_AN_ID):
            if step(self, line):
                return True
        for step in _BY_SHAPE:
            if step(self, line):
                return True
        return False

    def read_repeated(self, line: Line, found: list[tuple[int, str]], i: int) -> bool:
        """A header that stands twice in one text: the second copy's lines are furniture."""
        if self.seen is None:
            if self.relay.id is None or not line.words.startswith(("VZCZC", "UVZCZC")):
                return False
            self.seen = {words for _, words in found[:i]}
            self.list = None
        if line.words not in self.seen:
            return False
        self.add_furniture("repeated header", line)
        return True

    # The relay's lines

    def read_id(self, line: Line) -> bool:
        return self.relay_line(line, self.relay.read_id(line.words), routing=True)

    def read_from(self, line: Line) -> bool:
        return self.relay_line(line, self.relay.read_from(line.words))

    def read_security(self, line: Line) -> bool:
        return self.relay_line(line, self.relay.set_security(line.words))

    def read_destinations(self, line: Line) -> bool:
        words, relay = line.words, self.relay
        known = relay.read_destinations(words) or (self.routing and relay.read_more_destinations(words))
        return self.relay_line(line, known, routing=True)

    def read_other_relay(self, line: Line) -> bool:
        words, relay = line.words, self.relay
        if words[0] == "Z" and relay.read_signals(words):
            return self.relay_line(line, True)
        if "-" in words and relay.station is None and relay.read_acp128(words):
            return self.relay_line(line, True)
        if words[0] in "UVZ" and relay.read_id(words):
            return self.relay_line(line, True, routing=True)
        return is_service_line(words) and self.add_furniture("separator", line)

    def relay_line(self, line: Line, known: bool, routing: bool = False) -> bool:
        if known:
            self.routing = routing
            self.list = None
            self.add_span("transmission", line.at, line.end)
        return known

    # The date-time group

    def read_dtg(self, line: Line) -> bool:
        found = dtg_line.read(self.clean.text, line.at, line.words) if self.group is None else None
        if found is None:
            return False
        self.list, self.role, self.clearing = None, None, False
        if found.letters and self.letters is None:
            self.letters = found.letters
            self.add_span("precedence", line.at, found.letters_end)
        self.group = group = found.group
        if group is None:
            span = self.clean.span(line.at, line.end)
            message = f"“{line.words}” is no date-time group that can be read"
            self.problems.append(Problem("dtg-unreadable", message, span))
            return True
        self.add_span("dtg", group.start, group.end)
        if found.signals is None:
            self.leave(found.tail, line.end)
        elif found.tail:
            self.relay.signals += found.signals
            self.add_span("transmission", found.tail, line.end)
        return True

    def read_level(self, line: Line) -> bool:
        """`ROUTINE` alone, as military messages have it above the date-time group."""
        if self.level or self.list is not None or line.words not in _PRECEDENCE_WORD:
            return False
        self.level = line.words
        self.add_span("precedence", line.at, line.end)
        return True

    # Sender and addressees

    def read_sender(self, line: Line) -> bool:
        m = _FM.match(line.words)
        if m is None:
            return False
        if self.sender is not None:
            again = line.words.startswith(f"FM {self.sender.upper()}")
            return again and self.add_furniture("repeated header", line)
        self.sender = self.clean.text[line.at + m.end() : line.end]
        self.add_span("sender", line.at + m.end(), line.end)
        self.list, self.role, self.clearing = None, None, False
        return True

    def read_list(self, line: Line) -> bool:
        """`TO`, `INFO`, `XMT`: a list begins with the line's own addressee."""
        m = _LIST.match(line.words)
        if m is None:
            return False
        key = m["key"]
        if key == "INFO" and distribution.is_copy_list(line.words):
            return False
        found = self.lists["action" if key == "TO" else "info" if key == "INFO" else "exempted"]
        rest = line.words[m.end() :]
        known = not rest or addressees.read_line(self.clean, rest, line.at + m.end(), found)
        if not known and self.sender is None and self.group is None:
            return False
        self.list, self.role, self.clearing, self.doubted = found, None, False, False
        if not known:
            self.leave(line.at + m.end(), line.end)
        return True

    def read_address(self, line: Line) -> bool:
        if self.list is None or self.seen is not None:
            return False
        word = line.words.partition(" ")[0]
        if self.doubted and not ("/" in word or addressees.is_post_word(word) or "COLLECTIVE" in line.words):
            return False
        return word not in _NO_ADDRESS and addressees.read_line(self.clean, line.words, line.at, self.list)

    # Records of 2009 and later, which name each line

    def read_record_list(self, line: Line) -> bool:
        """`Action: WASHDC, SECSTATE IMMEDIATE; BERLIN, AMEMBASSY`."""
        key, _, rest = line.words.partition(":")
        words, found = rest.strip(), self.lists["action"]
        if key.rstrip() != "ACTION" or not words:
            return False
        self.list, self.doubted = found, False
        return addressees.read_line(self.clean, words, line.at + line.words.index(words, len(key)), found)

    def read_record_dtg(self, line: Line) -> bool:
        """`Date/DTG: Aug 03, 2010 / 031406Z AUG 10`."""
        group = find_dtg(self.clean.text, line.at, line.end)
        if group is None or self.group is not None:
            return False
        self.group = group
        self.add_span("dtg", group.start, group.end)
        self.add_furniture("record row", Line(line.at, line.words[: group.start - line.at].rstrip()))
        return True

    # The archive's print

    def read_copies(self, line: Line) -> bool:
        words = line.words
        word = words.partition(" ")[0].rstrip(":")
        role = distribution.ROLES.get(word)
        if role:
            if not distribution.is_copy_list(words):
                return False
            begin = len(word) + (words[len(word) : len(word) + 1] == ":")
        elif self.role is None or not distribution.is_continued(words):
            return False
        else:
            role, begin = self.role, 0
        self.role, self.list = role, None
        for a, b in self.copies.read_line(self.clean, words[begin:], line.at + begin, role):
            self.leave(a, b)
        return True

    def read_drafting(self, line: Line) -> bool:
        head = drafting.head(line.words)
        if head is None:
            return False
        what, begin = head
        self.people[what.upper()] += drafting.read_people(self.clean, line.words[begin:], line.at + begin)
        self.clearing, self.role = True, None
        return True

    def read_clearance(self, line: Line) -> bool:
        if not self.clearing or not drafting.is_clearance(line.words):
            return False
        self.people["CLEARED"] += drafting.read_people(self.clean, line.words, line.at)
        return True

    def read_page(self, line: Line) -> bool:
        return self.page.read(self.clean, line.words, line.at) and self.add_furniture("page marker", line)

    def read_furniture(self, line: Line) -> bool:
        kind = furniture.kind_of(line.words)
        if kind is None:
            return False
        if kind in ("relay line", "separator"):
            self.clearing, self.role = False, None
        return self.add_furniture(kind, line)

    def read_form_head(self, line: Line) -> bool:
        """`USUN 140`, the number as a printed form repeats it above the header."""
        if self.group or self.sender or self.relay.id or not furniture.is_form_head(line.words):
            return False
        return self.add_furniture("boilerplate", line)

    # What is kept

    def add_span(self, field: str, start: int, end: int) -> None:
        self.spans.setdefault(field, []).append(self.clean.span(start, end))

    def add_furniture(self, kind: str, line: Line) -> bool:
        self.furniture.append(Furniture(kind, self.clean.span(line.at, line.end)))
        return True

    def leave(self, start: int, end: int) -> None:
        """Keep a place that nothing explains; neighbours are one place."""
        unread = self.unread
        if unread and (len(unread) >= _MOST_UNREAD or not self.clean.text[unread[-1][1] : start].strip()):
            unread[-1] = (unread[-1][0], end)
        else:
            unread.append((start, end))

    def header(self, start: int, open_ended: bool) -> Header:
        clean, problems = self.clean, self.problems
        for a, b in self.unread:
            if open_ended and a >= self.end:
                break
            words = " ".join(clean.text[a : min(b, a + 80)].split())
            problems.append(
                Problem("header-unexplained", f"“{words}” in the header was not understood", clean.span(a, b))
            )
        self.copies.check(problems)
        dtg = self.dtg()
        clocks.check(dtg, self.relay.filed, self.page.time, problems)
        if self.copies.spans:
            self.spans["distribution"] = self.copies.spans
        if self.lists["exempted"]:
            self.spans["exempted"] = [found.span for found in self.lists["exempted"]]
        if self.relay.spans:
            self.spans["transmission"] = self.relay.spans
        return Header(
            transmission=self.relay.transmission(self.letters),
            dtg=dtg,
            precedence=self.precedence(),
            sender=self.sender,
            sender_station=addressees.station(self.sender) if self.sender else None,
            action=tuple(self.lists["action"]),
            info=tuple(self.lists["info"]),
            exempted=tuple(self.lists["exempted"]),
            distribution=tuple(self.copies.entries),
            drafted_by=tuple(self.people["DRAFTED"]),
            cleared_by=tuple(self.people["CLEARED"]),
            approved_by=tuple(self.people["APPROVED"]),
            page_line=self.page.words,
            sections=self.page.sections,
            end=max(self.end, start),
            furniture=self.furniture,
            spans={name: tuple(found) for name, found in self.spans.items()},
        )

    def dtg(self) -> DTG | None:
        group, text = self.group, self.clean.text
        if group is None:
            return None
        span = self.clean.span(group.start, group.end)
        if group.local:
            self.problems.append(
                Problem("dtg-zone", "the date-time group is written in another zone than Z", span)
            )
        return DTG(group.at, text[group.start : group.end], span, group.corrected)

    def precedence(self) -> str | None:
        """The action precedence: of the DTG line, else of the relay's. `O` is NIACT IMMEDIATE where an
        action addressee says so."""
        letters = self.letters or self.relay.letters
        level = (precedence.from_letter(letters.split()[0][0]) if letters else None) or self.level
        if level == "IMMEDIATE" and any(
            found.precedence == "NIACT IMMEDIATE" for found in self.lists["action"]
        ):
            return "NIACT IMMEDIATE"
        return level


_STEPS: dict[str, tuple[_Step, ...]] = {
    "FM": (_Reader.read_sender,),
    "FROM": (_Reader.read_sender,),
    "TO": (_Reader.read_list,),
    "XMT": (_Reader.read_list,),
    "XMIT": (_Reader.read_list,),
    "EXEMPT": (_Reader.read_list,),
    "INFO": (_Reader.read_list, _Reader.read_copies),
    "ACTION": (_Reader.read_copies, _Reader.read_record_list),
    "DATE/DTG": (_Reader.read_record_dtg,),
    "ORIGIN": (_Reader.read_copies,),
    "PAGE": (_Reader.read_page,),
    "DE": (_Reader.read_from,),
    "ZNR": (_Reader.read_security,),
    "ZNY": (_Reader.read_security,),
    "RR": (_Reader.read_destinations, _Reader.read_dtg),
    "PP": (_Reader.read_destinations, _Reader.read_dtg),
    "OO": (_Reader.read_destinations, _Reader.read_dtg),
    "ZZ": (_Reader.read_destinations, _Reader.read_dtg),
    "R": (_Reader.read_dtg,),
    "P": (_Reader.read_dtg,),
    "O": (_Reader.read_dtg,),
    "Z": (_Reader.read_dtg,),
    "DRAFTED": (_Reader.read_drafting,),
    "APPROVED": (_Reader.read_drafting,),
    "CLEARED": (_Reader.read_drafting,),
    "CLEARANCES": (_Reader.read_drafting,),
}
_STEPS_OF_AN_ID: tuple[_Step, ...] = (_Reader.read_other_relay,)
_BY_SHAPE: tuple[_Step, ...] = (
    _Reader.read_copies,
    _Reader.read_furniture,
    _Reader.read_destinations,
    _Reader.read_other_relay,
    _Reader.read_dtg,
    _Reader.read_page,
    _Reader.read_clearance,
    _Reader.read_level,
    _Reader.read_address,
    _Reader.read_form_head,
)
