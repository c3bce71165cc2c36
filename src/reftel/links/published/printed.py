"""Documents of edited volumes: which telegram a short form means, and where the editors point.

Before July 1966 the Department numbered its telegrams for each addressee apart, so a number alone
names nothing. `Deptel 864` in a telegram from Moscow is the Department's to Moscow, sent before it:
sender, addressee and time name the document. Where the editors say in a footnote which document a
short form is, their word counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from reftel.links.published.printed_documents import Document, with_addressees
from reftel.links.published.printed_forms import Form, documents, forms, is_plain_note, printed_as, stated_day
from reftel.readers.frus import senders

BEFORE: Final = 300
"""Days that a telegram cited by its number may lie back: numbers begin anew each year, and recur."""
_AFTER: Final = 1  # telegrams cross, and clocks differ
_BY_PARTIES: Final = 0.97
_BY_DAY: Final = 0.99
_EDITORS: Final = 0.99
_NEAR_NOTE: Final = 4
_TELEGRAMS: Final = frozenset(("telegram", "airgram", "message", "backchannel message", "despatch"))
_FILM: Final = re.compile(r"(?<![A-Z0-9])(?P<reel>[DNP][0-9]{6})[–-](?P<frame>[0-9]{4})(?![0-9])")
_TOLD: Final = 0.9
_BY_PARTIES_ONLY: Final = frozenset(
    ("own", "yours", "ours")
)  # in a footnote, as in its document: of the time before


class Link(NamedTuple):
    """A link found in words: `start` and `end` lie in the citing text, or are -1 for a note's."""

    cable: str
    start: int
    end: int
    relation: str
    how: str
    confidence: float
    evidence: str
    target: Document | None
    near: tuple[Document, ...] = ()
    meant: str = ""  # the number that is meant, where no document of it is held
    serial: int = 0
    stated: datetime.date | None = None  # the day that the words give the cable meant


class Shelf:
    """The held documents, by name and by number; and the archive's records by their film numbers."""

    def __init__(self, held: Iterable[Document], films: Iterable[tuple[str, str, str | None]] = ()) -> None:
        """`films` has a film number, an edition's id and its MRN for each record of the archive."""
        self._films: dict[str, list[tuple[str, str | None]]] = {}
        for film, cable, mrn in sorted(films, key=lambda one: one[:2]):
            self._films.setdefault(film_number(film), []).append((cable, mrn))
        self.documents = with_addressees(sorted(held, key=lambda one: (one.name, one.cable)))
        self._by_name: dict[str, Document] = {}
        self._by_number: dict[tuple[str, int], list[Document]] = {}
        for one in self.documents:
            first = self._by_name.setdefault(one.name, one)
            if first is one and one.kind in _TELEGRAMS:
                for number in one.numbers:
                    self._by_number.setdefault(number, []).append(one)
        self._told_of: dict[tuple[str, str, int], list[_Telling]] = {}
        self.hear(self.documents)

    def hear(self, documents: Iterable[Document]) -> None:
        """Take in of which telegrams the editors' own documents among these tell: of texts only that is kept."""
        for one in documents:
            for form in forms(one.text) if one.is_editors else ():
                # With number, parties and day.
                if form.way == "plain" and form.month and (form.sender or form.addressee):
                    telling = _Telling(one._replace(text=""), form.sender or "STATE", form.addressee, form)
                    for serial in form.serials:
                        self._told_of.setdefault((one.volume, form.series, serial), []).append(telling)

    def named(self, name: str) -> Document | None:
        """The document of a name such as `frus1961-63v05/d10`."""
        return self._by_name.get(name)

    def numbered(self, series: str, serial: int) -> Sequence[Document]:
        """The telegrams that bear a number."""
        return self._by_number.get((series, serial), ())

    def links(self, editors: bool = True, citing: Iterable[Document] | None = None) -> Iterator[Link]:
        """The links of all documents, or of those `citing`. Without `editors` footnotes are not read: so the rules are
        measured.
        """
        for one in self.documents if citing is None else citing:
            yield from self._of(one, editors)

    def said_by_editors(self) -> Iterator[tuple[Document, Form, int, Document]]:
        """The short forms of which a footnote says the document: the citing one, form, serial, and document."""
        for citing in self.documents:
            told, printed = dict(self._told(citing)), self._printed(citing)
            for form in forms(citing.text):
                for serial, at_sign in zip(form.serials, _said(told, form), strict=True):
                    said = at_sign or printed.get(serial)
                    if said is not None:
                        yield citing, form, serial, said

    def _of(self, citing: Document, editors: bool) -> Iterator[Link]:
        relation = "document" if citing.is_editors else "in text"
        told = dict(self._told(citing)) if editors else {}
        printed = self._printed(citing) if editors else {}
        for form in forms(citing.text):
            for serial, at_sign in zip(form.serials, _said(told, form), strict=True):
                said = at_sign or printed.get(serial)
                if said is not None:
                    yield Link(
                        citing.cable, form.start, form.end, relation, "editors' note", _EDITORS,
                        f"the editors’ footnote says it is {_words(said)}", said, serial=serial,
                    )  # fmt: skip
                else:
                    yield from self._by_form(citing, form, serial, relation, citing.is_editors)
        if editors:
            yield from self._pointed(citing)
            yield from self._filmed(citing)

    def _note_on(
        self, citing: Document, serial: int, series: str, sender: str | None, addressee: str | None
    ) -> Document | None:
        """The one document of the editors' own that tells of a telegram of these parties, sent in the days before."""
        if citing.day is None or sender is None:
            return None
        found = {
            telling.note.name: telling.note
            for telling in self._told_of.get((citing.volume, series, serial), ())
            if telling.sender == sender
            and (addressee is None or telling.addressee in (None, addressee))
            and (day := stated_day(telling.form, citing.day)) is not None
            and -_AFTER <= (citing.day - day).days <= BEFORE
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _told(self, citing: Document) -> Iterator[tuple[int, list[Document | None]]]:
        """The places of footnotes that only say which documents are meant, and these."""
        for note in citing.notes:
            if is_plain_note(note.text):
                names = [f"{one.volume or citing.volume}/{one.document}" for one in documents(note.text)]
                yield note.at, [self.named(name) for name in names]

    def _printed(self, citing: Document) -> dict[int, Document | None]:
        """The telegrams of which the notes say as which documents they are printed."""
        found = [one for note in citing.notes for one in printed_as(note.text)]
        return {serial: self.named(f"{volume or citing.volume}/{name}") for serial, volume, name in found}

    def _pointed(self, citing: Document) -> Iterator[Link]:
        """Where the editors point: by their markup, by documents' numbers, by telegrams' numbers in notes."""
        seen = {citing.name}
        for name in citing.pointed:
            target = self.named(name)
            if target and name not in seen:
                seen.add(name)
                yield Link(
                    citing.cable,
                    -1,
                    -1,
                    "document",
                    "document number",
                    _EDITORS,
                    "the editors point at it",
                    target,
                )
        for words in ([citing.text] if citing.is_editors else []) + [note.text for note in citing.notes]:
            for one in documents(words):
                name = f"{one.volume or citing.volume}/{one.document}"
                target = self.named(name)
                if target and name not in seen:
                    seen.add(name)
                    evidence = f"the editors name it: {' '.join(words[one.start : one.end].split())}"
                    yield Link(
                        citing.cable, -1, -1, "document", "document number", _EDITORS, evidence, target
                    )
        for note in citing.notes:
            printed = {serial for serial, _, _ in printed_as(note.text)}
            for form in forms(note.text):
                for serial in form.serials:
                    if serial in printed:
                        continue
                    editors = form.way not in _BY_PARTIES_ONLY
                    for link in self._by_form(citing, form, serial, "document", editors):
                        if link.target:
                            yield link._replace(start=-1, end=-1)

    def _filmed(self, citing: Document) -> Iterator[Link]:
        """The archive's records on the film that source note and footnotes name."""
        words = [citing.film, *(note.text for note in citing.notes)]
        numbers = dict.fromkeys(film_number(found[0]) for one in words for found in _FILM.finditer(one))
        for film in numbers:
            records = self._films.get(film, [])
            if len(records) == 1 and (records[0][1] is None or records[0][1] != citing.mrn):
                cable, mrn = records[0]
                target = Document(cable, film, mrn, "record", None, None, (), None, "", (), ())
                evidence = f"the editors name the film {film}, which is the archive’s number of that record"
                yield Link(citing.cable, -1, -1, "document", "film number", _EDITORS, evidence, target)

    def _by_form(
        self, citing: Document, form: Form, serial: int, relation: str, editors: bool
    ) -> Iterator[Link]:
        """What a short form means by sender, addressee and time."""
        found = parties(citing, form)
        if found is None:
            return
        sender, addressee = found
        stated = stated_day(form, citing.day)
        fitting = [
            one
            for one in self.numbered(form.series, serial)
            if one.cable != citing.cable
            and _fits(one, citing, form, sender, addressee)
            and _in_time(one, citing, stated, editors)
        ]
        whose = f"telegram {form.series + ' ' if form.series else ''}{serial}" + "".join(
            f" {way} {code}" for way, code in (("from", sender), ("to", addressee)) if code
        )
        if len(fitting) == 1:
            by_day = stated is not None
            evidence = f"{whose}, by {'the day stated' if by_day else 'sender, addressee and time'}: {_words(fitting[0])}"
            confidence = _BY_DAY if by_day else _BY_PARTIES
            yield Link(
                citing.cable,
                form.start,
                form.end,
                relation,
                "short form",
                confidence,
                evidence,
                fitting[0],
                serial=serial,
                stated=stated,
            )
        elif fitting:
            evidence = f"{whose}: {len(fitting)} documents held fit"
            yield Link(
                citing.cable,
                form.start,
                form.end,
                relation,
                "unresolved",
                0.0,
                evidence,
                None,
                tuple(fitting),
                serial=serial,
                stated=stated,
            )
        elif (
            note := None if editors else self._note_on(citing, serial, form.series, sender, addressee)
        ) is not None:
            evidence = f"{whose} is not held; the editors tell of it in {_words(note)}"
            yield Link(
                citing.cable, form.start, form.end, relation, "editors' note", _TOLD, evidence, note,
                serial=serial, stated=stated,
            )  # fmt: skip
        elif form.strong and not form.series and not editors and sender and citing.day:
            one_series = (stated or citing.day) >= senders.ONE_SERIES
            meant = f"{(stated or citing.day).year}{sender}{serial}" if one_series else ""
            yield Link(
                citing.cable,
                form.start,
                form.end,
                relation,
                "unresolved",
                0.0,
                f"{whose}: not held",
                None,
                (),
                meant,
                serial,
                stated,
            )


class _Telling(NamedTuple):
    """Where the editors tell of a telegram in a note of its own, and what they say of it."""

    note: Document
    sender: str
    addressee: str | None
    form: Form


def _said(told: dict[int, list[Document | None]], form: Form) -> list[Document | None]:
    """Which document a footnote at the end of a form says that each of its numbers is."""
    nothing: list[Document | None] = [None] * len(form.serials)
    for at in range(form.end, form.end + _NEAR_NOTE + 1):
        if at in told:
            return told[at] if len(told[at]) == len(form.serials) else nothing
    return nothing


def parties(citing: Document, form: Form) -> tuple[str | None, str | None] | None:
    """Who wrote to whom, as far as a form and its document say; `None` where that is not enough."""
    there, here = citing.addressee, citing.sender
    match form.way:
        case "own":
            sender = form.sender or (there if here == "STATE" else here)
            return (sender, None) if sender else None
        case "department":
            addressee = form.addressee or (there if here == "STATE" else here)
            return "STATE", addressee
        case "yours":
            return (there, here) if there else None
        case "ours":
            return (here, there) if here else None
        case "place":
            if form.sender == "STATE" and here != "STATE":
                return "STATE", here
            return form.sender, form.addressee
        case "series":
            return None, None
        case _:
            if form.sender or form.addressee:
                return form.sender, form.addressee
            return (None, None) if here and there else None


def _fits(one: Document, citing: Document, form: Form, sender: str | None, addressee: str | None) -> bool:
    """Whether a document is of these parties."""
    if form.way == "series":
        return True
    if sender is None and addressee is None:
        return one.sender is not None and {one.sender, one.addressee} == {citing.sender, citing.addressee}
    if sender is not None and one.sender != sender:
        return False
    if addressee is None:
        return True
    # Since there is one series for all addressees, whoever else got it may cite it.
    one_series = one.day is not None and one.day >= senders.ONE_SERIES and sender is not None
    return one.addressee == addressee or one_series


def _in_time(one: Document, citing: Document, stated: datetime.date | None, editors: bool) -> bool:
    """Whether a document is of the day stated; or else, of the time before the citing one."""
    if one.day is None:
        return False
    if stated is not None:
        return abs((one.day - stated).days) <= 1
    if citing.day is None:
        return False
    back = (citing.day - one.day).days
    return (-BEFORE if editors else -_AFTER) <= back <= BEFORE


def film_number(words: str) -> str:
    """A film number in one spelling.

    >>> film_number("D740078–0726")
    'D740078-0726'
    """
    return words.strip().replace("–", "-")


def _words(one: Document) -> str:
    """A document, for people."""
    volume, _, number = one.name.partition("/")
    return f"document {number.removeprefix('d')} of {volume}"


def row(link: Link, citing: Document) -> dict[str, Any]:
    """The row of a link in the table."""
    target = link.target
    near = [target] if target else list(link.near)
    names = [one.mrn or one.cable for one in near]
    scores = [link.confidence] if target else [round(1 / len(near), 3) for _ in near]
    return {
        "cable": link.cable,
        "position": None,
        "from_mrn": citing.mrn,
        "to_mrn": target.mrn if target else None,
        "kind": "document" if link.how == "document number" else "cable",
        "relation": link.relation,
        "confidence": link.confidence,
        "how": link.how,
        "evidence": link.evidence,
        "candidates": names,
        "scores": scores,
        "to_cable": target.cable if target and not target.mrn else None,
        "date": link.stated,
        "start": link.start if link.start >= 0 else None,
        "end": link.end if link.start >= 0 else None,
    }
