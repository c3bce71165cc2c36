"""A floor for the parser: the least that any reading of a cable must do, and no rule at all.

One scan for the header's keys, one for paragraph starts, slices cut between them, records built.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from reftel.model import Span

_KEYS = re.compile(r"\n(?:E\.?O\.? ?\d{5}|TAGS|SUBJ(?:ECT)?|REFS?|CLASSIFIED BY|Classified By)[:. ]")
_STARTS = re.compile(r"\n¶?(\d{1,3})[.)] ?(?:\(([A-Z/]{1,8})\))?")


class Piece(msgspec.Struct, frozen=True):
    text: str
    span: Span
    number: int | None = None
    portion: str | None = None


class Cut(msgspec.Struct, frozen=True):
    id: str
    text: str
    header: tuple[Piece, ...]
    paragraphs: tuple[Piece, ...]


def parse(text: str) -> Cut:
    """Cut a text at its keys and paragraph starts."""
    starts = list(_STARTS.finditer(text))
    body = starts[0].start() if starts else len(text)
    keys = [m.start() for m in _KEYS.finditer(text, 0, body)]
    header = [
        Piece(" ".join(text[a:b].split()), Span(a, b)) for a, b in zip(keys, [*keys[1:], body], strict=False)
    ]
    ends = [*(m.start() for m in starts[1:]), *([len(text)] if starts else ())]
    paragraphs = [
        Piece(text[m.end() : end].replace("\n", " ").strip(), Span(m.start(), end), int(m[1]), m[2])
        for m, end in zip(starts, ends, strict=True)
    ]
    number = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Cut(number, text, tuple(header), tuple(paragraphs))
