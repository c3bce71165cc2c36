"""`parse`: one SMART message → the record that all cables have."""

from __future__ import annotations

import datetime
import hashlib
import re

from reftel.model import MRN, Cable, Caption, Furniture, Paragraph, Problem, Reference, Span, Tag
from reftel.parser import (
    declassification,
    paragraphs,
    references,
    release,
    roles,
    subject,
    tags,
)
from reftel.parser.smart import (
    addressees,
    corrections,
    identity,
    markings,
    page,
    passing,
    people,
)
from reftel.parser.smart.structure import Structure
from reftel.vocabulary import precedence
from reftel.vocabulary import tags as codes

_FURTHER = ("Dissemination Rule", "Action Post", "Attachments", "Action Office", "Info Office")
_OFFICES = frozenset(("Dissemination Rule", "Action Post", "Action Office", "Info Office"))
_LINK = re.compile(r"<[ ]?https?:[^<>]{0,400}>")
_NONE = frozenset(("", "NONE", "N/A"))


def parse(
    raw: str,
    mrn: MRN | str | None = None,
    date: datetime.date | None = None,
    given: dict[str, str] | None = None,
    problems: list[Problem] | None = None,
) -> Cable:
    """Parse a SMART message. Never raises on content: what cannot be read is a blank and a problem.

    >>> cable = parse("UNCLASSIFIED\\nMRN:   10 ROME 4580\\nDate/DTG:  Aug 03, 2010 / 031406Z AUG 10\\n"
    ...     "From:  AMEMBASSY ROME\\nTAGS:  PARM, IT\\nCaptions:  SENSITIVE\\nSubject:  OIL\\n\\n1. (SBU) TEXT.\\n\\n"
    ...     "Signature:   SMITH\\nDrafted By:  ROME:Smith, John\\n")
    >>> str(cable.mrn), cable.subject, cable.signer, cable.drafted_by[0].name
    ('2010ROME4580', 'OIL', ('SMITH',), 'Smith, John')
    """
    return _Reading(raw, [] if problems is None else problems).cable(mrn, date, dict(given or {}))


class _Reading:
    """One message being read."""

    def __init__(self, raw: str, problems: list[Problem]) -> None:
        self.raw, self.problems = raw, problems
        self.page = page.read(raw, problems)
        self.clean = self.page.clean
        self.text = self.clean.text
        self.furniture = self.clean.furniture
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.captions: tuple[Caption, ...] = ()
        self.structure = Structure(self.clean, problems)
        self.values = self.structure.values

    def cable(self, mrn: MRN | str | None, date: datetime.date | None, given: dict[str, str]) -> Cable:
        clean, problems, values = self.clean, self.problems, self.values
        known = self._given_number(mrn, date, given)
        sent = self._sent(date)
        day = sent.day or (date.date() if isinstance(date, datetime.datetime) else date)
        number, number_from = self._number(day, known)
        self.captions = markings.read_captions(clean, values.get("Captions"), problems)
        level = markings.read_level(clean, self.structure.marking_lines(), self.captions, self.furniture)
        order = markings.read_order(clean, self.structure.order_values(), day, problems)
        citing = references.Citing(
            station=number.station if number else None,
            year=day.year if day else number.year if number else None,
            serial=number.serial if number else None,
            day=day,
        )
        refs = self._references(citing)
        start, end = self.structure.body_range()
        cuts, part = self._body(start, end)
        refs = references.link_mentions(clean, start, end, refs, problems)
        refs = references.read_in_text(clean, start, end, refs, citing, problems)
        action = addressees.read(clean, self._pieces("Action"), problems)
        approved = people.read(clean, self._pieces("Approved By"), problems)
        self.structure.explain_rest()
        return Cable(
            id=hashlib.blake2b(self.raw.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(),
            text=self.raw,
            mrn=number,
            mrn_from=number_from,
            sent=sent.day or day,
            sent_from=sent.how if sent.day else "given" if day else None,
            dtg=sent.dtg,
            precedence=max((one.precedence or "" for one in action), key=precedence.rank, default="") or None,
            action=action,
            info=addressees.read(clean, self._pieces("Info"), problems),
            exempted=addressees.read(clean, self._pieces("XMT"), problems),
            sender=self._plain("From", "sender"),
            classification=level,
            captions=self.captions,
            passing=passing.read(clean, self._pieces("Pass Line"), problems),
            authority=order.authority,
            declassify=order.declassify,
            computed=declassification.compute(
                order.authority.order if order.authority else None,
                order.declassify,
                level.level if level else None,
                day,
            ),
            released_by=release.read(
                self.raw, [piece.span for piece in self.furniture if piece.kind == "stamp"]
            ),
            provenance=self._provenance(given),
            classified_by=order.classifiers,
            reasons=order.reasons,
            tags=self._tags(day),
            subject=self._subject(),
            references=tuple(refs),
            paragraphs=cuts,
            summary=self._joined("summary", part.summary),
            comment=self._joined("comment", part.comment),
            signer=self._signer([one.name for one in approved]),
            drafted_by=people.read(clean, self._pieces("Drafted By"), problems),
            cleared_by=people.read(clean, self._pieces("Cleared By"), problems),
            approved_by=approved,
            releasers=people.read(clean, self._pieces("Released By"), problems),
            further=self._further(),
            given=given,
            furniture=tuple(sorted(self.furniture, key=lambda piece: piece.span.start)),
            problems=tuple(problems),
            spans=self.spans,
        )

    def _pieces(self, name: str) -> tuple[tuple[int, int], ...]:
        value = self.values.get(name)
        return value.pieces if value else ()

    def _keep(self, field: str, name: str) -> None:
        self.spans[field] = tuple(self.clean.span(a, b) for a, b in self._pieces(name))

    def _plain(self, name: str, field: str) -> str | None:
        """A value's words, wraps undone."""
        words = " ".join(" ".join(self.text[a:b] for a, b in self._pieces(name)).split())
        if words:
            self._keep(field, name)
        return words or None

    def _given_number(
        self, mrn: MRN | str | None, date: datetime.date | None, given: dict[str, str]
    ) -> MRN | None:
        if not isinstance(mrn, str):
            return mrn
        given.setdefault("mrn", mrn)
        known = MRN.parse(mrn, latest=date)
        if known is None:
            self.problems.append(Problem("given-mrn-unread", f"the MRN given, “{mrn[:60]}”, is none"))
        return known

    def _sent(self, date: datetime.date | None) -> identity.Sent:
        pieces = self._pieces("Date/DTG")
        if not pieces:
            return identity.Sent(None, None, None)
        sent = identity.read_date(self.clean, pieces[0][0], pieces[-1][1], self.problems)
        if sent.day:
            self._keep("sent", "Date/DTG")
        given = date.date() if isinstance(date, datetime.datetime) else date
        if sent.day and given and abs((sent.day - given).days) > 1:
            message = f"the date-time group says {sent.day}, the source says {given}"
            self.problems.append(Problem("date-disagrees", message, self.spans["sent"][0]))
        return sent

    def _number(self, day: datetime.date | None, known: MRN | None) -> tuple[MRN | None, str | None]:
        pieces = self._pieces("MRN")
        if not pieces:
            return identity.choose(None, known, None, self.clean, self.problems)
        place = (pieces[0][0], pieces[-1][1])
        found = identity.read_number(self.clean, *place, day, self.problems)
        if found:
            self._keep("mrn", "MRN")
        return identity.choose(found, known, place, self.clean, self.problems)

    def _tags(self, day: datetime.date | None) -> tuple[Tag, ...]:
        pieces = self._pieces("TAGS")
        if not pieces:
            return ()
        told: list[Problem] = []
        found, end = tags.read(self.clean, pieces[0][0], pieces[-1][1], day, told)
        if self.text[end : pieces[-1][1]].strip(" \n,;."):
            span = self.clean.span(end, pieces[-1][1])
            told.append(Problem("header-unexplained", "no rule explains this header line", span))
        mended: list[Tag] = []
        for problem in told:
            word = problem.span.of(self.raw) if problem.span else ""
            code = corrections.tag(word) if problem.code == "tag-unread" else None
            if code and problem.span:
                entry = codes.find(code, day)
                mended.append(Tag(code, entry.kind, entry.meaning, problem.span))
                self.problems.append(Problem("tag-corrected", f"“{word}” was read as {code}", problem.span))
            else:
                self.problems.append(problem)
        return tuple(sorted((*found, *mended), key=lambda tag: tag.span.start)) if mended else found

    def _subject(self) -> str | None:
        pieces = self._pieces("Subject")
        if not pieces:
            if "Subject" in self.structure.header.values:
                at = self.structure.header.values["Subject"].at
                span = self.clean.span(at, at + len("Subject"))
                self.problems.append(Problem("subject-empty", "the subject line has no words", span))
            return None
        begin = subject.read(self.clean, pieces[0][0], pieces[0][1]).start
        places = [(max(a, begin), b) for a, b in pieces if b > begin]
        words = " ".join(" ".join(self.text[a:b] for a, b in places).split())
        self.spans["subject"] = tuple(self.clean.span(a, b) for a, b in places)
        return words or None

    def _references(self, citing: references.Citing) -> list[Reference]:
        pieces = self._pieces("Reference")
        if not pieces:
            return []
        start, end = pieces[0][0], pieces[-1][1]
        found: list[Reference] = []
        at = start
        for m in _LINK.finditer(self.text, start, end):
            self.furniture.append(Furniture("markup", self.clean.span(m.start(), m.end())))
            found += references.read_list(self.clean, at, m.start(), citing, self.problems)
            at = m.end()
        return found + references.read_list(self.clean, at, end, citing, self.problems)

    def _body(self, start: int, end: int) -> tuple[tuple[Paragraph, ...], roles.Roles]:
        clean, text = self.clean, self.text
        cuts = paragraphs.cut(clean, start, end, self.problems)
        headings = [
            paragraphs.heading_words(text, *cut.heading) if cut.heading else ("", None) for cut in cuts
        ]
        part = roles.find_roles(
            text, [(cut.text_start, cut.end, words) for cut, (words, _) in zip(cuts, headings, strict=True)]
        )
        made = [
            Paragraph(
                paragraphs.unwrapped(text, cut.text_start, cut.end),
                clean.span(cut.heading[0] if cut.heading else cut.start, cut.end),
                cut.number,
                cut.portion or mark,
                heading or None,
                role,
            )
            for cut, (heading, mark), role in zip(cuts, headings, part.roles, strict=True)
        ]
        return tuple(made), part

    def _joined(self, field: str, places: list[tuple[int, int]]) -> str | None:
        if not places:
            return None
        self.spans[field] = tuple(self.clean.span(a, b) for a, b in places)
        return "\n\n".join(paragraphs.unwrapped(self.text, a, b) for a, b in places)

    def _signer(self, approved: list[str]) -> tuple[str, ...]:
        """The signature; a blank within it is a scan's where the letters are an approver's surname."""
        name = self._plain("Signature", "signer")
        if name is None:
            return ()
        squeezed = name.replace(" ", "")
        if squeezed != name and squeezed.upper() in {people.surname(one) for one in approved}:
            span = self.spans["signer"][0]
            self.problems.append(Problem("signer-corrected", f"“{name}” was read as {squeezed}", span))
            name = squeezed
        return (name,)

    def _further(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in _FURTHER:
            field = name.lower().replace(" ", "_")
            words = self._plain(name, field)
            if not words or words.upper() in _NONE:
                continue
            span = self.spans[field][0]
            if name in _OFFICES:
                mended = corrections.queues(words)
                if mended is None:
                    del self.spans[field]
                    self.problems.append(Problem("value-unread", f"the words of {name} are damaged", span))
                    continue
                if mended != words:
                    self.problems.append(Problem("queue-corrected", f"“{words}” was read as {mended}", span))
                words = mended
            found[field] = words
        return found

    def _provenance(self, given: dict[str, str]) -> str | None:
        """What the source says, and that e-mails stood around the message."""
        said = given.get("provenance")
        if not self.page.e_mails:
            return said
        self.spans["provenance"] = self.page.e_mails
        note = "forwarded by e-mail"
        return f"{said}; {note}" if said else note
