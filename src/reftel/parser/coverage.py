"""Coverage: what each character of a text belongs to.

Nothing is to stay unexplained: a character is a field's, a known kind of line's (page marker,
boilerplate, separator), the body's, or blank; what is none of these is `unexplained`. The share
of explained header characters measures the parser on material that has no gold labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from reftel.model import Cable, Span

UNEXPLAINED = "unexplained"
# What stands between values on a header line: its key, signs, letters of a list.
_BETWEEN = re.compile(
    r"(?:E\.? ?[O0]\.?,?|EO|EXECUTIVE ORDER|\d{5}|1\.[3-6]|TAGS?|SUBJECT|SUBJ|REFS?|REFTELS?|REFERENCES?|REF\(S\)|"
    r"CLASSIFIED|CLASSIFIER|BY|DERIVED|FROM|DECL|AND|"
    r"FM|TO|INFO|XMT|ACTION|ORIGIN|DRAFTED|APPROVED|CLEARED|DE|FLASH|PRIORITY|ROUTINE|IMMEDIATE|\(?[A-Z][.):]|REASONS?|FOR|PER|OF|SECTION|1\.|[456](?!\d)|N/A|[UE]?BJECT|AGS|EF|¶|\W)+",
    re.I,
)


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the raw text and what it belongs to: a field's name, a kind of furniture,
    `body`, `blank`, `key` or `unexplained`."""

    kind: str
    span: Span


class Coverage(msgspec.Struct, frozen=True):
    """A text tiled without gap or overlap; `explained` is the share of the header's
    characters (blanks left out) that something explains."""

    pieces: tuple[Piece, ...]
    explained: float
    header_end: int


def coverage(cable: Cable) -> Coverage:
    """Tile a cable's text.

    >>> from reftel.parser.assembly import parse
    >>> cover = coverage(parse("SECRET ROME 1\\nTAGS: PREL\\nSUBJECT: OIL\\n\\n1. (S) TEXT."))
    >>> [piece.kind for piece in cover.pieces if piece.kind not in ("blank", "key")]
    ['classification', 'mrn', 'tags', 'subject', 'body']
    """
    text = cable.text
    owner: list[str | None] = [None] * len(text)
    for kind, span in _claims(cable):
        for i in range(span.start, span.end):
            owner[i] = owner[i] or kind
    first = min((p.span.start for p in cable.paragraphs), default=len(text))
    pieces = tuple(_tiles(text, owner))
    header = [p for p in pieces if p.span.start < first and p.kind != "blank"]
    total = sum(p.span.end - p.span.start for p in header)
    open_ = sum(p.span.end - p.span.start for p in header if p.kind == UNEXPLAINED)
    return Coverage(pieces, 1 - open_ / total if total else 1.0, first)


def _claims(cable: Cable) -> Iterator[tuple[str, Span]]:
    """Every span of the record with its owner, the narrow ones first."""
    for problem in cable.problems:
        if problem.code == "header-unexplained" and problem.span:
            yield UNEXPLAINED, problem.span
    for field in (
        "captions",
        "passing",
        "reasons",
        "tags",
        "action",
        "info",
        "exempted",
        "distribution",
        "drafted_by",
        "cleared_by",
        "approved_by",
        "releasers",
    ):
        for value in getattr(cable, field):
            yield field, value.span
    for field in ("classification", "authority", "declassify", "dtg", "sections"):
        value = getattr(cable, field)
        if value is not None and value.span is not None:
            yield field, value.span
    for reference in cable.references:
        if not reference.in_text:
            yield "references", reference.span
    for classifier in cable.classified_by:
        yield "classified_by", classifier.span
    for name, spans in cable.spans.items():
        if name not in ("summary", "comment"):
            for span in spans:
                yield name, span
    for one in cable.sets:
        yield "sets", one.span
    for piece in cable.furniture:
        yield piece.kind, piece.span
    for paragraph in cable.paragraphs:
        yield "body", paragraph.span


def _tiles(text: str, owner: list[str | None]) -> Iterator[Piece]:
    at = 0
    while at < len(text):
        kind, end = owner[at], at + 1
        while end < len(text) and owner[end] == kind:
            end += 1
        if kind is None:
            yield from _between(text, at, end)
        else:
            yield Piece(kind, Span(at, end))
        at = end


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    """Blanks and header keys explain themselves; the rest is unexplained, word by word."""
    for m in re.finditer(r"\s+|\S+", text[start:end]):
        a, b = start + m.start(), start + m.end()
        kind = "blank" if m.group().isspace() else "key" if _BETWEEN.fullmatch(m.group()) else UNEXPLAINED
        yield Piece(kind, Span(a, b))
