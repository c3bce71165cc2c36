"""The parts of a cable other than its markings."""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from reftel.model.mrn import MRN
from reftel.model.span import Span

TagKind = Literal["subject", "country", "organization", "program", "person", "unknown"]
ReferenceKind = Literal[
    "cable",
    "airgram",
    "e-mail",
    "telephone",
    "fax",
    "memo",
    "letter",
    "report",
    "meeting",
    "document",
    "law",
    "book",
    "web",
    "unknown",
]
ParagraphRole = Literal["body", "summary", "comment", "action request", "note"]


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something that could not be read, or that disagrees: `code` is stable, `message` is for people."""

    code: str
    message: str
    span: Span | None = None


class Furniture(msgspec.Struct, frozen=True, gc=False):
    """Words that belong to the transmission or the release and not to the message.

    `kind` says which: `page marker`, `section line`, `section header`, `boilerplate`, `stamp`,
    `separator`, `end mark`, `markup`, `corrected copy`, `repeated marking`, `repeated caption`,
    `repeated header`, `record row`, `service note`, `editorial note`, `e-mail`, `exemption` (at a
    redaction), `name` (of a named value), `further message`, and what the
    transmission header has beside its fields.
    """

    kind: str
    span: Span


class DTG(msgspec.Struct, frozen=True, gc=False):
    """A date-time group: day, time and zone, month and year of transmission.

    `at` is in UTC; `written` keeps the form of the text (`071530Z OCT 03`).
    """

    at: datetime.datetime
    written: str
    span: Span
    corrected: bool = False


class Addressee(msgspec.Struct, frozen=True, gc=False):
    """One line of an address list.

    `name` as written, `routing` its routing indicator (`RUEHC`), `precedence` its letter's
    meaning where one is given, `number` the count of messages to that addressee (5 FAH-2
    H-321: it is not the cable's number), `station` the post's code where the name is a
    post's, `collective` whether it stands for many, `offices` the office symbols of a military
    address (`CNO WASHINGTON DC//N1/NT//` has `N1` and `NT`).
    """

    name: str
    span: Span
    routing: str | None = None
    precedence: str | None = None
    number: int | None = None
    station: str | None = None
    collective: bool = False
    note: str | None = None
    offices: tuple[str, ...] = ()


class Distribution(msgspec.Struct, frozen=True, gc=False):
    """A copy list entry of the Department's print: `ARA-10` is ten copies for ARA."""

    office: str
    copies: int
    role: Literal["action", "info", "origin"]
    span: Span


class Transmission(msgspec.Struct, frozen=True, gc=False):
    """What the relay wrote before the message (ACP 127, format lines 1 to 4)."""

    id: str | None = None  # VZCZCXYZ0008
    precedence: str | None = None  # the letters of format line 2 or of the DTG line
    routing: tuple[str, ...] = ()  # routing indicators of format line 2
    station: str | None = None  # originating station's routing indicator, after DE
    serial: str | None = None  # after #
    section: int | None = None
    filed: str | None = None  # day of the year and time, DDDHHMM
    security: str | None = None  # ZNR UUUUU, ZNY CCCCC
    signals: tuple[str, ...] = ()  # ZZH, ZDK …
    processing: str | None = None  # the exchange's own number: PSN 128385K27, MID600050301861U


class Person(msgspec.Struct, frozen=True, gc=False):
    """Somebody in an end block or a drafting line: `name`, `office` where given."""

    name: str
    span: Span
    office: str | None = None


class Tag(msgspec.Struct, frozen=True, gc=False):
    """One of the cable's TAGS; `meaning` as the code was understood at the cable's date.

    A naval message's subject code (`N01300`) stands among them as a subject.
    """

    code: str
    kind: TagKind
    meaning: str | None
    span: Span


class Passing(msgspec.Struct, frozen=True, gc=False):
    """A passing line: `DEPARTMENT FOR NEA AND NP` has `to` DEPARTMENT, `offices` NEA and NP."""

    written: str
    span: Span
    to: str | None = None
    offices: tuple[str, ...] = ()


class Reference(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A message or document that the cable cites, from its list or (`in_text`) its body only.

    `letter` as written (`A`), `mrn` only where exactly one reading fits; where several do,
    they are `candidates`. `corrected_from` is a misspelt post as written. `dtg` is set for
    references by originator and date-time group. `mentions` are the places in the body that
    speak of an item of the list (`REF A`). `said` is what the cable's narrative says of
    it (`NAVADMIN 216/05, INITIAL MESSAGE ADDRESSING STOP MOVEMENT`), `said_at` where.
    """

    written: str
    span: Span
    kind: ReferenceKind = "cable"
    letter: str | None = None
    mrn: MRN | None = None
    candidates: tuple[MRN, ...] = ()
    corrected_from: str | None = None
    originator: str | None = None
    dtg: datetime.datetime | None = None
    date: datetime.date | None = None
    notal: bool = False
    and_previous: bool = False
    in_text: bool = False
    mentions: tuple[Span, ...] = ()
    said: str | None = None
    said_at: Span | None = None


class MessageSet(msgspec.Struct, frozen=True, gc=False):
    """A set of the message text format: `MSGID/GENADMIN/CNO WASHINGTON DC/N1/MAY//`.

    `name` is its name, `fields` what stands between its strokes, wraps undone.
    """

    name: str
    fields: tuple[str, ...]
    span: Span


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """A paragraph of the message, its wraps undone (lists and tables keep their shape).

    `number` where one is printed, `portion` its portion mark without brackets (`C`, `SBU`,
    `S/NF`), and `portion_from` says where another paragraph gives it: `entire text`. `heading`
    is a title above or at its beginning. `span` covers all its words in the raw text, page
    markers between them included.
    """

    text: str
    span: Span
    number: int | None = None
    portion: str | None = None
    heading: str | None = None
    role: ParagraphRole = "body"
    portion_from: str | None = None


class Sections(msgspec.Struct, frozen=True, gc=False):
    """Sections of a long message: which were `seen` of how many (`of`)."""

    seen: tuple[int, ...]
    of: int
    span: Span

    @property
    def missing(self) -> tuple[int, ...]:
        """The sections that are not in this text."""
        return tuple(n for n in range(1, self.of + 1) if n not in self.seen)
