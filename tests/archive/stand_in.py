"""A parser that is quick and plain, so that tests of the archive test the archive."""

from __future__ import annotations

import datetime
import hashlib

from reftel.model import MRN, Cable, Paragraph, Problem, Reference, Span


def parse(
    text: str, mrn: MRN | None = None, date: datetime.date | None = None, given: dict[str, str] | None = None
) -> Cable:
    """Blocks are paragraphs, words that begin with a year references; `FAIL` raises."""
    if "FAIL" in text:
        raise RuntimeError("the text says FAIL")
    words = text.split()
    numbers = [MRN.parse(word) for word in words if word.startswith("20")]
    return Cable(
        id=hashlib.sha256(text.encode()).hexdigest()[:32],
        text=text,
        mrn=mrn,
        sent=date,
        subject=words[0] if words else None,
        paragraphs=tuple(Paragraph(block, Span(0, len(block))) for block in text.split("\n\n")),
        references=tuple(Reference(written=str(n), span=Span(0, 1), mrn=n) for n in numbers if n),
        problems=() if mrn else (Problem("mrn-missing", "no number"),),
        given=given or {},
    )
