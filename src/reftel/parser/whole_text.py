"""What is read from a text as a whole: its level by all its marks, whether it is garbled, which sections it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.model import Caption, Classification, Furniture, Problem, Sections, Span
from reftel.parser import identity
from reftel.parser.cleaning import Clean
from reftel.vocabulary import levels

# Not "THE TRANSMISSION WAS GARBLED, HE SAID": the remark stands in brackets, or is the archive's own.
_GARBLED = re.compile(
    r"[(\[*#][ ]{0,3}(?:[A-Z ]{0,30} )?GARBLED?(?: [A-Z ]{1,30})?[ ]{0,3}[)\]*#]|ERROR READING TEXT(?: INDEX)?",
    re.I,
)
_GARBLE_SIGN = re.compile(r"G(?:ARBLE|(?<=ERROR READING))")


def classification(
    read: Classification | None,
    said: str,
    raw: str,
    furniture: Sequence[Furniture],
    captions: Sequence[Caption],
    problems: list[Problem],
) -> Classification | None:
    """The marking line's level, `read`; else the marking that a print repeats on each page.

    `said` is the source's own word for it, which is compared and not taken.
    """
    found = read or _repeated_marking(raw, furniture)
    sensitive = captions and "SENSITIVE" in [caption.code for caption in captions]
    if found and sensitive and "SENSITIVE" not in found.caveats:
        found = Classification(found.level, (*found.caveats, "SENSITIVE"), found.written, found.span)
    level = levels.from_words(said) if said else None
    if found and level and levels.rank(level) != levels.rank(found.level):
        problems.append(
            Problem(
                "classification-disagrees", f"the text says {found.level}, the source says {said}", found.span
            )
        )
    return found


def _repeated_marking(raw: str, furniture: Sequence[Furniture]) -> Classification | None:
    for piece in furniture:
        if piece.kind in ("repeated marking", "page marker"):
            words = piece.span.of(raw).strip().partition("\n")[0].strip()
            if level := levels.from_words(words):
                at = raw.index(words, piece.span.start)
                return Classification(level, (), words, Span(at, at + len(words)))
    return None


def garbled(clean: Clean) -> tuple[Span, ...]:
    """Where a communications centre says that words were lost: `(GARBLED)`, `[GARBLE]`, `ERROR READING TEXT`."""
    text = clean.text
    if not _GARBLE_SIGN.search(text) and not ("g" in text and "garble" in text):
        return ()
    return tuple([clean.span(m.start(), m.end()) for m in _GARBLED.finditer(text)])


def sections(read: Sections | None, raw: str, furniture: Sequence[Furniture]) -> Sections | None:
    """The sections that the marking line, `read`, and the lines between pages count."""
    seen, of = identity.sections_seen(furniture, raw)
    if read:
        return Sections(tuple(sorted({*read.seen, *(n for n in seen if n <= read.of)})), read.of, read.span)
    if not of:
        return None
    span = next(piece.span for piece in furniture if piece.kind in ("section line", "section header"))
    return Sections(tuple(sorted(seen)), of, span)
