"""`parse`: one military message → the record that all cables have."""

from __future__ import annotations

import datetime
import hashlib
import re

import msgspec

from reftel.model import (
    DTG,
    MRN,
    Cable,
    Classification,
    Furniture,
    MessageSet,
    Problem,
    Reference,
    Span,
    Transmission,
)
from reftel.parser.cleaning import Clean
from reftel.parser.military import body, citations, layout, narrative, numbering, sets
from reftel.parser.military.header import Header
from reftel.vocabulary import levels

_UNCLASSIFIED_MARK = re.compile(r"[ ]?\([UCS]\)\Z")
_WITHHELD = re.compile(r"NOT AVAILABLE", re.I)
_MARKING_BEHIND = re.compile(r"[ ]?UNCLASSIFIED\Z")
_CORRECTED_BEHIND = re.compile(r"[ ]?[/ (-][ ]?CORRECTED COPY\)?\Z")
_MOST_REFERENCES = 200


def parse(
    raw: str,
    mrn: MRN | str | None = None,
    date: datetime.date | None = None,
    given: dict[str, str] | None = None,
    problems: list[Problem] | None = None,
) -> Cable:
    """Parse a military message. Never raises on content: what cannot be read is a blank and a problem.

    >>> cable = parse("R 041837Z MAY 06\\nFM CNO WASHINGTON DC//N1//\\nTO NAVADMIN\\nBT\\nUNCLAS //N01000//\\n"
    ...     "NAVADMIN 130/06\\nSUBJ/NAVY UNIFORMS//\\nREF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006//\\nRMKS/1. TEXT.//\\nBT")
    >>> str(cable.mrn), cable.subject, cable.references[0].dtg.isoformat()
    ('2006NAVADMIN130', 'NAVY UNIFORMS', '2006-01-17T14:33:00+00:00')
    """
    return _Reading(raw, [] if problems is None else problems).cable(mrn, date, dict(given or {}))


class _Reading:
    """One message being read."""

    def __init__(self, raw: str, problems: list[Problem]) -> None:
        self.raw = raw
        self.problems = problems
        self.clean: Clean = layout.clean(raw)
        self.end = layout.body_end(self.clean)
        self.found = sets.find(self.clean, self.end)
        self.header = Header(self.clean, problems)
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.sets: list[MessageSet] = []
        self.references: list[Reference] = []

    def cable(self, mrn: MRN | str | None, date: datetime.date | None, given: dict[str, str]) -> Cable:
        clean, header, problems, found = self.clean, self.header, self.problems, self.found
        header.read(0, found.begin)
        for a, b in found.between:
            header.read(a, b)
        self._read_corrections()
        subject, withheld = self._subject()
        references = self.references = self._references()
        end = body.text_end(clean.text, found.text, self.end)
        number, number_from = self._number(mrn, date, given)
        paragraphs = () if withheld else body.read_paragraphs(clean, found.text, end, problems)
        references += body.read_in_text(clean, found.text, end, references, number)
        signer = body.read_signer(clean.text, found.text, end)
        if signer:
            self.spans["signer"] = (clean.span(*signer[1:]),)
        if found.text_set < found.text:
            name = clean.text[found.text_set : found.text].rstrip()
            span = clean.span(found.text_set, found.text_set + len(name))
            self._add_furniture("separator", span)
        if header.numbers.corrected:
            self._add_furniture("corrected copy", header.numbers.corrected)
        header.finish()
        sent, sent_from = self._sent(date, number)
        cancelled = numbering.cancels(clean.text, found.begin, self.end, number)
        if cancelled:
            header.furniture.append(Furniture("cancellation", clean.span(*cancelled)))
        self._keep_spans()
        transmission = header.relay.transmission(header.letters)
        if header.processing:
            transmission = msgspec.structs.replace(
                transmission or Transmission(), processing=header.processing
            )
        marked = header.numbers.corrected is not None or "ZEL" in header.relay.signals
        return Cable(
            id=hashlib.blake2b(self.raw.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest(),
            text=self.raw,
            mrn=number,
            mrn_from=number_from,
            sent=sent,
            sent_from=sent_from,
            dtg=header.dtg,
            precedence=header.precedence,
            transmission=transmission,
            action=tuple(header.action),
            info=tuple(header.info),
            exempted=tuple(header.exempted),
            sender=header.sender.written if header.sender else None,
            classification=self._classification(given),
            captions=tuple(header.captions),
            passing=tuple(header.passing),
            provenance=given.get("provenance"),
            tags=tuple(header.tags),
            subject=subject,
            references=tuple(references),
            paragraphs=paragraphs,
            signer=(signer[0],) if signer else (),
            sections=numbering.with_further(header.sections, clean.text, found.text, self.end),
            corrected=marked or any(piece.kind == "corrected copy" for piece in header.furniture),
            cancelled=cancelled is not None,
            sets=tuple(self.sets),
            given=given,
            furniture=tuple(
                sorted((*clean.furniture, *header.furniture), key=lambda piece: piece.span.start)
            ),
            problems=tuple(problems),
            spans=self.spans,
        )

    def _read_corrections(self) -> None:
        """Lines such as `**CORRECTED COPY**`, which the header's reader leaves."""
        rest = []
        for a, b in self.header.unread:
            if numbering.corrected_words(self.clean.text[a:b].upper().strip()):
                self.header.furniture.append(Furniture("corrected copy", self.clean.span(a, b)))
            else:
                rest.append((a, b))
        self.header.unread = rest

    def _subject(self) -> tuple[str | None, bool]:
        """The subject; and whether the text was withheld, which some releases say in its place."""
        clean, found = self.clean, [one for one in self.found.sets if one.name == "SUBJ"]
        if not found:
            return None, False
        for again in found[1:]:
            self._add_furniture("repeated header", clean.span(again.start, again.stop))
        one = found[0]
        words = " ".join(sets.unfolded(clean.text[one.value : one.end]).split()).strip("/ ")
        words = _MARKING_BEHIND.sub("", _UNCLASSIFIED_MARK.sub("", words))
        span = clean.span(one.value, max(one.value, one.end))
        if (m := _CORRECTED_BEHIND.search(words)) is not None:
            words = words[: m.start()]
            self._add_furniture("corrected copy", span)
        if _WITHHELD.match(words):
            self._add_furniture("editorial note", span)
            self.problems.append(Problem("text-withheld", f"the source has no text: “{words[:80]}”", span))
            return None, True
        if words:
            self.spans["subject"] = (span,)
        else:
            self.problems.append(Problem("subject-empty", "the subject line has no words", span))
        return words or None, False

    def _add_furniture(self, kind: str, span: Span) -> None:
        self.header.furniture.append(Furniture(kind, span))

    def _references(self) -> list[Reference]:
        found: list[Reference] = []
        for one in self.found.sets:
            if one.name == "REF" and len(found) < _MOST_REFERENCES:
                found.append(citations.read(self.clean, one, self.problems))
            elif one.name in ("AMPN", "NARR"):
                narrative.read(self.clean, one, found, 0, self.problems)
            if one.name != "SUBJ":
                self.sets.append(sets.as_set(self.clean, one))
        return found

    def _number(
        self, mrn: MRN | str | None, date: datetime.date | None, given: dict[str, str]
    ) -> tuple[MRN | None, str | None]:
        known = MRN.parse(mrn, latest=date) if isinstance(mrn, str) else mrn
        if isinstance(mrn, str):
            given.setdefault("mrn", mrn)
            if known is None:
                self.problems.append(Problem("given-mrn-unread", f"the MRN given, “{mrn[:60]}”, is none"))
        numbers = self.header.numbers
        found = numbers.mrn
        if numbers.found:
            self.spans["mrn"] = tuple(span for _, span in numbers.found)
        if found is None and numbers.found:
            said = " and ".join(dict.fromkeys(str(one) for one, _ in numbers.found))
            self.problems.append(
                Problem("mrn-two-readings", f"the text gives two numbers: {said}", numbers.found[-1][1])
            )
            return (known, "given") if known in {one for one, _ in numbers.found} else (None, None)
        if found is None:
            return (known, "given") if known else (None, None)
        if not self._agrees(found):
            dtg = self.header.dtg
            message = f"the text says {found}, its date-time group is of {dtg.at:%Y}" if dtg else ""
            self.problems.append(Problem("mrn-year-disagrees", message, numbers.found[0][1]))
            return (known, "given") if known else (None, None)
        if known and known != found:
            self.problems.append(
                Problem(
                    "mrn-disagrees", f"the text says {found}, the source says {known}", numbers.found[0][1]
                )
            )
        return found, "text"

    def _agrees(self, number: MRN) -> bool:
        """Whether number and date-time group can be of one message. About New Year they may differ."""
        dtg = self.header.dtg
        if dtg is None or dtg.at.year == number.year or self._is_cut_year(number):
            return True
        return (number.year - dtg.at.year, dtg.at.month) in ((1, 12), (-1, 1))

    def _is_cut_year(self, number: MRN) -> bool:
        """A group that has the first half of its year: `162314Z FEB 20` for 2006."""
        dtg = self.header.dtg
        return (
            dtg is not None
            and dtg.at.year == 2020
            and dtg.written.rstrip().endswith("20")
            and number.year < 2020
        )

    def _sent(
        self, date: datetime.date | None, number: MRN | None
    ) -> tuple[datetime.date | None, str | None]:
        """The day sent. Of a year cut to its first half the number has the whole."""
        given = date.date() if isinstance(date, datetime.datetime) else date
        dtg = self.header.dtg
        if dtg is None:
            return (given, "given") if given else (None, None)
        day = dtg.at.date()
        if number is None and self._is_doubtful(dtg):
            message = "the date-time group's year may be the first half of one"
            self.problems.append(Problem("dtg-year-doubtful", message, dtg.span))
            return (given, "given") if given else (None, None)
        if number and self._is_cut_year(number):
            message = f"the date-time group is of {day.year}, the message's number of {number.year}"
            self.problems.append(Problem("dtg-year-disagrees", message, dtg.span))
            try:
                return day.replace(year=number.year), "date-time group, the year of its number"
            except ValueError:
                return None, None
        if given and abs((day - given).days) > 1:
            self.problems.append(
                Problem(
                    "date-disagrees", f"the date-time group says {day}, the source says {given}", dtg.span
                )
            )
        return day, "date-time group"

    def _is_doubtful(self, dtg: DTG) -> bool:
        """`202126Z JAN 20` over references of 2006 alone: of 2020 or of 20(06)."""
        if dtg.at.year != 2020:
            return False
        years = [ref.dtg.year for ref in self.references if ref.dtg]
        return bool(years) and 2000 <= max(years) < 2018

    def _classification(self, given: dict[str, str]) -> Classification | None:
        found = self.header.marking or self._repeated_marking()
        said = given.get("classification", "")
        level = levels.from_words(said)
        if found and level and levels.rank(level) != levels.rank(found.level):
            message = f"the text says {found.level}, the source says {said}"
            self.problems.append(Problem("classification-disagrees", message, found.span))
        return found

    def _repeated_marking(self) -> Classification | None:
        """The marking above or below the message, where its own line is missing."""
        for piece in (*self.header.furniture, *self.clean.furniture):
            if piece.kind == "repeated marking":
                words = piece.span.of(self.raw).upper().removeprefix("CLASSIFICATION:").strip(" /")
                if level := levels.from_words(words):
                    return Classification(level, (), piece.span.of(self.raw), piece.span)
        return None

    def _keep_spans(self) -> None:
        spans = self.header.spans
        if self.header.dtg:
            self.spans["sent"] = (self.header.dtg.span,)
        self.spans |= {name: tuple(found) for name, found in spans.items()}
