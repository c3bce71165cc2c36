"""A cable as plain values, in the form of a file of expected values.

Every field is a string, a number, a list or an object; what is absent is `None` or empty.
`FIELDS` is the list of all fields that a file may name.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from reftel.model import Cable, Paragraph, Person, Reference
from reftel.model.parts import Addressee

Item = dict[str, Any]


def record(cable: Cable) -> dict[str, Any]:
    """All fields of a cable."""
    return {name: read(cable) for name, read in FIELDS.items()}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _declassify(cable: Cable) -> Item | None:
    marked = cable.declassify
    if marked is None:
        return None
    return {
        "written": marked.written,
        "rule": marked.rule,
        "on": _iso(marked.on),
        "codes": list(marked.codes),
        "event": marked.event,
        "note": marked.note,
    }


def _computed(cable: Cable) -> Item | None:
    found = cable.computed
    return {"status": found.status, "rule": found.rule, "on": _iso(found.on)} if found else None


def _sections(cable: Cable) -> Item | None:
    found = cable.sections
    return {"seen": list(found.seen), "of": found.of, "missing": list(found.missing)} if found else None


def _addressee(one: Addressee) -> Item:
    return {
        "name": one.name,
        "routing": one.routing,
        "precedence": one.precedence,
        "number": one.number,
        "station": one.station,
        "collective": one.collective,
        "note": one.note,
        "offices": list(one.offices),
    }


def _reference(one: Reference) -> Item:
    return {
        "letter": one.letter,
        "mrn": str(one.mrn) if one.mrn else None,
        "kind": one.kind,
        "notal": one.notal,
        "and_previous": one.and_previous,
        "written": one.written,
        "originator": one.originator,
        "dtg": _moment(one.dtg),
        "date": _iso(one.date),
        "corrected_from": one.corrected_from,
        "candidates": [str(mrn) for mrn in one.candidates],
        "said": one.said,
    }


def _paragraph(one: Paragraph) -> Item:
    return {
        "number": one.number,
        "portion": one.portion,
        "role": one.role,
        "heading": one.heading,
        "text": one.text,
    }


def _person(one: Person) -> Item:
    return {"name": one.name, "office": one.office}


FIELDS: dict[str, Callable[[Cable], Any]] = {
    "mrn": lambda cable: str(cable.mrn) if cable.mrn else None,
    "mrn_from": lambda cable: cable.mrn_from,
    "sent": lambda cable: _iso(cable.sent),
    "sent_from": lambda cable: cable.sent_from,
    "dtg": lambda cable: _moment(cable.dtg.at) if cable.dtg else None,
    "precedence": lambda cable: cable.precedence,
    "transmission_id": lambda cable: cable.transmission_id,
    "origin": lambda cable: cable.origin.code if cable.origin else None,
    "sender": lambda cable: cable.sender,
    "action": lambda cable: [_addressee(one) for one in cable.action],
    "info": lambda cable: [_addressee(one) for one in cable.info],
    "distribution": lambda cable: [
        {"office": one.office, "copies": one.copies, "role": one.role} for one in cable.distribution
    ],
    "classification": lambda cable: cable.classification.level if cable.classification else None,
    "caveats": lambda cable: list(cable.classification.caveats) if cable.classification else [],
    "captions": lambda cable: [one.code for one in cable.captions],
    "passing": lambda cable: [
        {"written": one.written, "to": one.to, "offices": list(one.offices)} for one in cable.passing
    ],
    "authority": lambda cable: cable.authority.order if cable.authority else None,
    "declassify": _declassify,
    "declassify_on": lambda cable: _iso(cable.declassify_on),
    "computed": _computed,
    "released_by": lambda cable: [
        {"written": one.written, "authority": one.authority, "on": _iso(one.on), "case": one.case}
        for one in cable.released_by
    ],
    "classified_by": lambda cable: [
        {"name": one.name, "title": one.title, "written": one.written, "derived_from": one.derived_from}
        for one in cable.classified_by
    ],
    "reasons": lambda cable: [one.code for one in cable.reasons],
    "tags": lambda cable: [
        {"code": one.code, "kind": one.kind, "meaning": one.meaning} for one in cable.tags
    ],
    "subject": lambda cable: cable.subject,
    "provenance": lambda cable: cable.provenance,
    "references": lambda cable: [_reference(one) for one in cable.references if not one.in_text],
    "references_in_text": lambda cable: [_reference(one) for one in cable.references if one.in_text],
    "paragraphs": lambda cable: [_paragraph(one) for one in cable.paragraphs],
    "summary": lambda cable: cable.summary,
    "comment": lambda cable: cable.comment,
    "signer": lambda cable: list(cable.signer),
    "drafted_by": lambda cable: [_person(one) for one in cable.drafted_by],
    "cleared_by": lambda cable: [_person(one) for one in cable.cleared_by],
    "approved_by": lambda cable: [_person(one) for one in cable.approved_by],
    "releasers": lambda cable: [_person(one) for one in cable.releasers],
    "further": lambda cable: [
        {"name": name, "words": words} for name, words in sorted(cable.further.items())
    ],
    "sections": _sections,
    "partial": lambda cable: cable.partial,
    "corrected": lambda cable: cable.corrected,
    "garbled": lambda cable: cable.garbled,
    "cancelled": lambda cable: cable.cancelled,
    "sets": lambda cable: [{"name": one.name, "fields": list(one.fields)} for one in cable.sets],
    "problems": lambda cable: sorted({one.code for one in cable.problems}),
}
