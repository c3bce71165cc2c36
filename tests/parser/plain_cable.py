"""A plain cable in pieces, of which one or more are written in another way, and what is read from it."""

from __future__ import annotations

import datetime
from typing import Any

from reftel.parser.assembly import parse

DAY = datetime.date(2003, 10, 7)
BASE = {
    "before": "",
    "marking": "C O N F I D E N T I A L ROME 004580\n\n",
    "caption": "SIPDIS\n\n",
    "passing": "DEPARTMENT FOR NEA AND NP\n\n",
    "eo": "E.O. 12958: DECL: 10/07/2013\n",
    "tags": "TAGS: PARM, MNUC, LY, IT\n",
    "subject": "SUBJECT: LIBYA AND EXPORT CONTROLS\n\n",
    "ref": "REF: A. STATE 282619\n     B. ROME 3207\n\n",
    "by": "Classified By: Ambassador Mel Sembler for reasons 1.4 (b) and (d).\n\n",
    "body": "1. (C) SUMMARY. ITALY WILL WATCH EXPORTS. END SUMMARY.\n\n2. (C) THE MFA AGREED TO REF A.\n\n3. (SBU) COMMENT. WE SHALL SEE. END COMMENT.\n\n",
    "end": "SEMBLER\n",
}


def text(**changes: str) -> str:
    return "".join({**BASE, **changes}.values())


def facts(source: str, **known: Any) -> dict[str, Any]:
    """The record's values in a form that a table of cases can hold."""
    cable = parse(source, **{"date": DAY, **known})
    return {
        "mrn": str(cable.mrn) if cable.mrn else None,
        "level": cable.classification.level if cable.classification else None,
        "captions": [caption.code for caption in cable.captions],
        "offices": [list(passing.offices) for passing in cable.passing],
        "order": cable.authority.order if cable.authority else None,
        "declassify_on": str(cable.declassify_on) if cable.declassify_on else None,
        "tags": [tag.code for tag in cable.tags],
        "subject": cable.subject,
        "refs": [str(ref.mrn) if ref.mrn else ref.kind for ref in cable.references if not ref.in_text],
        "letters": [ref.letter for ref in cable.references if not ref.in_text],
        "reasons": [reason.today for reason in cable.reasons],
        "numbers": [paragraph.number for paragraph in cable.paragraphs],
        "portions": [paragraph.portion for paragraph in cable.paragraphs],
        "roles": [paragraph.role for paragraph in cable.paragraphs],
        "headings": [paragraph.heading for paragraph in cable.paragraphs],
        "texts": [paragraph.text for paragraph in cable.paragraphs],
        "summary": cable.summary,
        "comment": cable.comment,
        "signer": list(cable.signer),
        "partial": cable.partial,
        "corrected": cable.corrected,
        "sections": (cable.sections.seen, cable.sections.of) if cable.sections else None,
        "problems": sorted({problem.code for problem in cable.problems}),
        "furniture": sorted({piece.kind for piece in cable.furniture}),
    }


PLAIN = {
    "mrn": "2003ROME4580",
    "level": "CONFIDENTIAL",
    "captions": ["SIPDIS"],
    "offices": [["NEA", "NP"]],
    "order": "12958",
    "declassify_on": "2013-10-07",
    "tags": ["PARM", "MNUC", "LY", "IT"],
    "subject": "LIBYA AND EXPORT CONTROLS",
    "refs": ["2003STATE282619", "2003ROME3207"],
    "letters": ["A", "B"],
    "reasons": ["1.4(b)", "1.4(d)"],
    "numbers": [1, 2, 3],
    "portions": ["C", "C", "SBU"],
    "roles": ["summary", "body", "comment"],
    "summary": "ITALY WILL WATCH EXPORTS.",
    "comment": "WE SHALL SEE.",
    "signer": ["SEMBLER"],
    "problems": [],
}
