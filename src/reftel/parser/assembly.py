"""`parse`: the order in which zones and fields are read, and the record made of them."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping

import msgspec

from reftel.model import (
    MRN,
    Cable,
    Caption,
    Classifier,
    Furniture,
    Paragraph,
    Passing,
    Problem,
    Reason,
    Reference,
    Span,
    Tag,
)
from reftel.parser import (
    authority,
    classified_by,
    declassification,
    ending,
    entire_text,
    identity,
    marking_line,
    military,
    paragraphs,
    printed_form,
    references,
    release,
    roles,
    slug,
    smart,
    subject,
    tags,
    transmission,
    whole_text,
)
from reftel.parser.cleaning import Clean
from reftel.parser.decoding import decode
from reftel.parser.given import settle
from reftel.parser.reference_zone import reference_zone_end
from reftel.parser.repeated import find_repeated_header
from reftel.parser.zones import Key, Zones, body_start, find_zones

_EVENT = re.compile(r"AFTER|UPON|UNTIL|WHEN|EVENT", re.I)
_LONGEST_SLUG = 8_000
_PRINTED_NEVER = frozenset(("eo", "tags", "classified"))  # header lines that edited volumes leave out
_ENTIRE_WITHIN = 600
_LONGEST_LIST = 20_000  # characters; no real list of references comes near it
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def parse(
    text: str | bytes,
    mrn: MRN | str | None = None,
    date: datetime.date | str | None = None,
    given: Mapping[str, str] | None = None,
) -> Cable:
    """Parse one cable's text into its record.

    `mrn` and `date` (a date, or one written like `2003-10-07`) are what is known from outside,
    `given` what else the source says (`classification`, `subject`, `origin`, `provenance` …), kept as it is, compared with the
    text, and taken where the text has nothing (see `parser.given`). Never raises on content:
    what cannot be read is a blank and a problem.

    >>> cable = parse("C O N F I D E N T I A L ROME 004580\\n\\nSUBJECT: OIL\\n\\n1. (C) TEXT.", date=datetime.date(2003, 10, 7))
    >>> str(cable.mrn), cable.classification.level, cable.subject
    ('2003ROME4580', 'CONFIDENTIAL', 'OIL')
    """
    problems: list[Problem] = []
    raw = decode(text, problems) if isinstance(text, bytes) else text
    said = dict(given or {})
    day = datetime.date.fromisoformat(date[:10]) if isinstance(date, str) else date
    if military.recognise(raw):
        cable = military.parse(raw, mrn, day, said, problems)
    elif smart.recognise(raw):
        cable = smart.parse(raw, mrn, day, said, problems)
    else:
        cable = _Reading(raw, problems).cable(mrn, day, said)
    if not said:
        return cable
    return settle(cable) if raw.strip() else settle(_without_text(cable))


def _without_text(cable: Cable) -> Cable:
    """A record whose text is lost, withdrawn or on film only: what is said of it tells it apart."""
    said = repr(sorted(cable.given.items())).encode("utf-8", "surrogatepass")
    return msgspec.structs.replace(
        cable,
        id=hashlib.blake2b(said, digest_size=12).hexdigest(),
        problems=(*cable.problems, Problem("text-missing", "the source has no text of this cable")),
    )


class _Reading:
    """One text being read: the parts that several steps share."""

    def __init__(self, raw: str, problems: list[Problem]) -> None:
        self.raw = raw
        self.problems = problems
        self.clean = Clean.of(raw)
        self.furniture = self.clean.furniture
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.captions: list[Caption] = []
        self.passing: list[Passing] = []
        self._ends: dict[int, int] = {}  # where each header line's value ends, by where its key begins

    def cable(self, mrn: MRN | str | None, date: datetime.date | None, given: dict[str, str]) -> Cable:
        clean, problems = self.clean, self.problems
        day_given = date.date() if isinstance(date, datetime.datetime) else date
        mrn_given = MRN.parse(mrn, latest=day_given) if isinstance(mrn, str) else mrn
        if isinstance(mrn, str):
            given.setdefault("mrn", mrn)
            if mrn_given is None:
                problems.append(Problem("given-mrn-unread", f"the MRN given, “{mrn[:60]}”, is none"))

        begin, copied = self._skip_repeated_header()
        zones = find_zones(clean.text, begin)
        printed = None if zones.keys.keys() & _PRINTED_NEVER else printed_form.find(clean, begin)
        if printed:
            line, zones = printed.line, printed.zones
            self._heading_counts(line, mrn_given)
        elif zones.keys:
            line = marking_line.read(clean, begin, zones.first_key, problems)
        else:
            line = marking_line.read(
                clean, begin, min(begin + _LONGEST_SLUG, len(clean.text)), problems, first=True
            )
            at = max(line.end, begin)
            zones = Zones({}, [], at, body_start(clean.text, at))
        self.captions += line.captions
        header_end = self._header_end(line, zones, begin)
        # Without a marking line nothing but its own lines tells where the header ends.
        unmarked = line.start < 0 and not copied
        header = transmission.read(
            clean, *((0, copied) if copied else (begin, header_end)), problems, open_ended=unmarked
        )
        if unmarked:
            header_end = max(begin, header.end)
        self.furniture += header.furniture
        if printed:
            header.dtg = header.dtg or printed.dtg

        order = self._authority(zones, header.dtg.at.date() if header.dtg else day_given)
        marked = order.declassification
        inferred = (
            declassification.infer_sent(marked, order.authority.order if order.authority else None)
            if marked
            else None
        )
        sent_on = identity.sent(header.dtg, day_given, inferred, problems)
        if printed:
            sent_on = identity.Sent(printed.day, "date-line")
        place = (line.mrn_start, line.mrn_end) if line.mrn_start >= 0 else None
        number = identity.number(
            clean, line.post, line.serial, place, header.sender_station, sent_on, mrn_given, problems
        )
        if number.span:
            self.spans["mrn"] = (number.span,)
        if header.dtg:
            self.spans["sent"] = (header.dtg.span,)
        elif printed:
            self.spans["sent"] = (printed.date_line,)
        elif inferred and sent_on.day and marked:
            self.spans["sent"] = (marked.span,)

        day = sent_on.day
        tag_list = self._tags(zones, day)
        subject_words = self._subject(zones, copied)
        citing = references.Citing(
            station=number.mrn.station if number.mrn else header.sender_station,
            year=day.year if day else number.mrn.year if number.mrn else None,
            serial=number.mrn.serial if number.mrn else None,
            day=day,
        )
        refs = self._references(zones, citing)
        classifiers, reasons = self._classified_by(zones, order.classifiers)
        body = self._read_slug(max(line.end, header_end), zones)
        signer, signed_at, end = ending.read(clean, body, self.furniture, problems)
        if signer:
            self.spans["signer"] = tuple([clean.span(a, b) for a, b in signed_at])
        cuts, part = self._body(body, end)
        refs = references.link_mentions(clean, body, end, refs, problems)
        refs = references.read_in_text(clean, body, end, refs, citing, problems)
        classification = whole_text.classification(
            line.classification,
            given.get("classification", ""),
            self.raw,
            self.furniture,
            self.captions,
            problems,
        )
        sections = whole_text.sections(line.sections, self.raw, self.furniture)
        level = classification.level if classification else None
        self.spans.update(header.spans)
        furniture = sorted(self.furniture, key=_place) if len(self.furniture) > 1 else self.furniture
        kinds = {piece.kind for piece in furniture}
        if (
            not (number.mrn or level or sent_on.day or header.sender or zones.keys or given)
            and self.raw.strip()
        ):
            problems.append(Problem("header-missing", "nothing in the text is a cable's header"))
        return Cable(
            id=hashlib.blake2b(self.raw.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(),
            text=self.raw,
            mrn=number.mrn,
            mrn_from=number.how,
            sent=sent_on.day,
            sent_from=sent_on.how,
            dtg=header.dtg,
            precedence=header.precedence,
            transmission=header.transmission,
            action=header.action,
            info=header.info,
            exempted=header.exempted,
            sender=header.sender,
            distribution=header.distribution,
            classification=classification,
            captions=tuple(self.captions),
            passing=tuple(self.passing),
            authority=order.authority,
            declassify=marked,
            computed=declassification.compute(
                order.authority.order if order.authority else None, marked, level, day
            ),
            released_by=release.read(self.raw, [piece.span for piece in furniture if piece.kind == "stamp"])
            if "stamp" in kinds
            else (),
            provenance=given.get("provenance"),
            classified_by=classifiers,
            reasons=reasons,
            tags=tag_list,
            subject=subject_words,
            references=tuple(refs),
            paragraphs=cuts,
            summary=self._joined("summary", part.summary),
            comment=self._joined("comment", part.comment),
            signer=signer,
            drafted_by=header.drafted_by,
            cleared_by=header.cleared_by,
            approved_by=header.approved_by,
            sections=sections,
            partial="boilerplate" in kinds and self._says_partial(),
            corrected="corrected copy" in kinds
            or (subject_words is not None and subject.says_corrected(subject_words)),
            garbled=self._garbled(),
            given=given,
            furniture=tuple(furniture),
            problems=tuple(problems),
            spans=self.spans,
        )

    def _says_partial(self) -> bool:
        boilerplate = (piece.span.of(self.raw) for piece in self.furniture if piece.kind == "boilerplate")
        return any("partial extract" in words for words in boilerplate)

    def _heading_counts(self, line: marking_line.MarkingLine, given: MRN | None) -> None:
        """A printed telegram's bare number may be of another series (`Tosec`): its heading's is surer."""
        if given and line.serial and int(line.serial) != given.serial:
            span = self.clean.span(line.mrn_start, line.mrn_end)
            message = f"the text says {line.serial}, the source says {given}"
            self.problems.append(Problem("mrn-disagrees", message, span))
            line.post = line.serial = None

    def _skip_repeated_header(self) -> tuple[int, int]:
        """Where the message proper begins, and where a transmission header before its first
        copy ends (0 where the header is not repeated)."""
        begin, first = find_repeated_header(self.clean.text)
        if begin:
            self.furniture.append(Furniture("repeated header", self.clean.span(first, begin)))
        return begin, first

    def _header_end(self, line: marking_line.MarkingLine, zones: Zones, begin: int) -> int:
        """Where the transmission header ends: at the marking line; without one, only a text
        that has an address has such a header."""
        if line.start >= 0 and self.clean.text.find("\nFM ", line.end, zones.first_key) < 0:
            return line.start
        head = self.clean.text[begin : zones.first_key]
        return zones.first_key if "\nFM " in head or "\nTO " in head or "VZCZC" in head else begin

    def _authority(self, zones: Zones, day: datetime.date | None) -> authority.AuthorityLine:
        key = _first(zones, "eo")
        if key is None:
            return authority.AuthorityLine(None, None, ())
        text, end = self.clean.text, key.stop
        line_end = text.find("\n", key.end, end)
        if (
            line_end >= 0
            and not _EVENT.search(text, key.end, line_end)
            and text[key.end : line_end].strip(" :\t\\")
        ):
            end = line_end
        blank = _BLANK_LINE.search(text, key.end, end)
        if blank and text[key.end : blank.start()].strip(" :\t"):
            end = blank.start()
        self._ends[key.start] = end
        return authority.read(self.clean, key.start, end, day, self.problems)

    def _tags(self, zones: Zones, day: datetime.date | None) -> tuple[Tag, ...]:
        found: tuple[Tag, ...] = ()
        if key := _first(zones, "tags"):
            found, self._ends[key.start] = tags.read(self.clean, key.end, key.stop, day, self.problems)
        return found

    def _subject(self, zones: Zones, copied: int) -> str | None:
        key = _first(zones, "subject")
        if key is None:
            return None
        line = subject.read(self.clean, key.end, key.stop)
        words, start, end, stop = line.words, line.start, line.end, line.stop
        if copied and words and (copy := _first(find_zones(self.clean.text, copied), "subject")):
            sound = subject.read(self.clean, copy.end, copy.stop).words
            if sound and words != sound:
                end = stop = subject.end_as_copied(self.clean, start, end, sound)
                words = " ".join(self.clean.text[start:end].split())
        self._ends[key.start] = stop
        if words:
            self.spans["subject"] = (self.clean.span(start, end),)
        else:
            self.problems.append(
                Problem("subject-empty", "the subject line has no words", self.clean.span(key.start, key.end))
            )
        return words

    def _references(self, zones: Zones, citing: references.Citing) -> list[Reference]:
        found: list[Reference] = []
        for key in zones.keys.get("ref", ()):
            end = reference_zone_end(self.clean.text, key.end, key.stop)
            self._ends[key.start] = end
            if end - key.end > _LONGEST_LIST:
                end = key.end + _LONGEST_LIST
                rest = self.clean.span(end, self._ends[key.start])
                self.problems.append(
                    Problem(
                        "reference-list-long",
                        f"only the first {_LONGEST_LIST:,} characters of the list were read",
                        rest,
                    )
                )
            found += references.read_list(self.clean, key.end, end, citing, self.problems)
        return found

    def _classified_by(
        self, zones: Zones, from_order: tuple[Classifier, ...]
    ) -> tuple[tuple[Classifier, ...], tuple[Reason, ...]]:
        people, reasons = list(from_order), []
        for key in zones.keys.get("classified", ()):
            who, why, self._ends[key.start] = classified_by.read(
                self.clean, key.start, key.stop, self.problems
            )
            people += who
            reasons += why
        return tuple(people), tuple(reasons)

    def _read_slug(self, at: int, zones: Zones) -> int:
        """Captions and passing lines between the header lines, from `at` on; returns where the body begins."""
        clean = self.clean
        for key in zones.lines:
            if at < key.start and not clean.text[at : key.start].isspace():
                slug.read(clean, at, key.start, self.captions, self.passing, self.problems)
            at = max(at, self._ends.get(key.start, key.end))
        while at < zones.body and clean.text[at] in ".; ":  # behind a value in a sentence
            at += 1
        if at >= zones.body:
            return zones.body
        return slug.read(clean, at, zones.body, self.captions, self.passing, self.problems, open_ended=True)

    def _body(self, start: int, end: int) -> tuple[tuple[Paragraph, ...], roles.Roles]:
        clean, text = self.clean, self.clean.text
        cuts = paragraphs.cut(clean, start, end, self.problems)
        headings = [paragraphs.heading_words(text, *cut.heading) if cut.heading else None for cut in cuts]
        part = roles.find_roles(
            text,
            [
                (cut.text_start, cut.end, found[0] if found else "")
                for cut, found in zip(cuts, headings, strict=True)
            ],
        )
        made: list[Paragraph] = []
        for cut, found, role in zip(cuts, headings, part.roles, strict=True):
            words = paragraphs.unwrapped(text, cut.text_start, cut.end)
            at, portion, heading = cut.start, cut.portion, None
            if found and cut.heading:
                at, portion, heading = cut.heading[0], portion or found[1], found[0] or None
            made.append(Paragraph(words, clean.span(at, cut.end), cut.number, portion, heading, role))
        if "ENTIRE" in text[start : start + _ENTIRE_WITHIN].upper():
            return entire_text.mark_all(made, self.raw), part
        return tuple(made), part

    def _joined(self, field: str, places: list[tuple[int, int]]) -> str | None:
        if not places:
            return None
        self.spans[field] = tuple([self.clean.span(a, b) for a, b in places])
        return "\n\n".join([paragraphs.unwrapped(self.clean.text, a, b) for a, b in places])

    def _garbled(self) -> bool:
        places = whole_text.garbled(self.clean)
        if places:
            self.spans["garbled"] = places
        return bool(places)


def _place(piece: Furniture) -> int:
    return piece.span.start


def _first(zones: Zones, name: str) -> Key | None:
    found = zones.keys.get(name)
    return found[0] if found else None
