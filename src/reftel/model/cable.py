"""The cable: one edition of one telegram, parsed."""

from __future__ import annotations

import datetime

import msgspec

from reftel.model.markings import (
    Authority,
    Caption,
    Classification,
    Classifier,
    Computed,
    Declassification,
    Reason,
    Release,
)
from reftel.model.message import Annotation
from reftel.model.mrn import MRN
from reftel.model.parts import (
    DTG,
    Addressee,
    Distribution,
    Furniture,
    MessageSet,
    Paragraph,
    Passing,
    Person,
    Problem,
    Reference,
    Sections,
    Tag,
    Transmission,
)
from reftel.model.span import Span
from reftel.vocabulary import Post, posts


class Cable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One edition of one cable.

    A field that is absent is `None` or empty. Compound values carry their own `span`; the
    spans of plain ones (`mrn`, `sent`, `subject`, `summary`, `signer` …) are in `spans`, by
    the field's name, one span for each piece. `words()` gives the raw words of either.
    """

    id: str  # of this edition: from its content
    text: str  # the raw text, unchanged

    mrn: MRN | None = None
    mrn_from: str | None = None  # "text", "given", "text, the year from its date" …
    sent: datetime.date | None = None
    sent_from: str | None = None  # "date-time group", "given", "inferred: …"
    dtg: DTG | None = None
    precedence: str | None = None
    transmission: Transmission | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempted: tuple[Addressee, ...] = ()  # XMT: posts of a collective that do not get the message
    sender: str | None = None  # the FM line
    distribution: tuple[Distribution, ...] = ()

    classification: Classification | None = None
    captions: tuple[Caption, ...] = ()
    passing: tuple[Passing, ...] = ()
    authority: Authority | None = None
    declassify: Declassification | None = None
    computed: Computed | None = None
    released_by: tuple[Release, ...] = ()
    provenance: str | None = None  # of the text, as its source says
    classified_by: tuple[Classifier, ...] = ()
    reasons: tuple[Reason, ...] = ()

    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    references: tuple[Reference, ...] = ()

    paragraphs: tuple[Paragraph, ...] = ()
    summary: str | None = None
    comment: str | None = None
    signer: tuple[str, ...] = ()
    drafted_by: tuple[Person, ...] = ()
    cleared_by: tuple[Person, ...] = ()
    approved_by: tuple[Person, ...] = ()
    releasers: tuple[Person, ...] = ()  # who let it go out, where that is told apart from who approved it
    further: dict[str, str] = {}  # values that the text itself names, and that have no field of their own

    sections: Sections | None = None
    partial: bool = False
    corrected: bool = False  # marked as a corrected copy
    garbled: bool = False  # words of it say that some were garbled or lost on the way
    cancelled: bool = False  # it says that its own number is cancelled
    sets: tuple[MessageSet, ...] = ()  # of the message text format, where a message is made of such
    given: dict[str, str] = {}  # what the source says beside the text, as it says it
    from_given: tuple[str, ...] = ()  # fields that the text leaves blank and the source fills
    annotations: tuple[Annotation, ...] = ()  # what editors said of words of the text
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()
    spans: dict[str, tuple[Span, ...]] = {}

    @property
    def origin(self) -> Post | None:
        """The post that sent it, if it is one of the vocabulary's."""
        return posts.by_code(self.mrn.station) if self.mrn else None

    @property
    def declassify_on(self) -> datetime.date | None:
        """The date that the cable was marked with, if it was marked with a date."""
        marked = self.declassify
        return marked.on if marked and marked.rule in ("date", "years") else None

    @property
    def sent_at(self) -> datetime.datetime | None:
        """Date and time of transmission, in UTC, where a date-time group gives them."""
        return self.dtg.at if self.dtg else None

    @property
    def transmission_id(self) -> str | None:
        """The relay's id, such as `VZCZCXYZ0008`."""
        return self.transmission.id if self.transmission else None

    def words(self, field: str) -> str:
        """The raw words from which a plain field was read, pieces joined by a line break."""
        return "\n".join(span.of(self.text) for span in self.spans.get(field, ()))
