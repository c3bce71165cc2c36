"""The marking line: `UNCLAS //N01300// SECTION 01 OF 02`.

The code between strokes is the Navy's standard subject identification code: five digits after
an N. A letter O for a zero and a missing N or leading zero leave one reading, and are said.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.model import Classification, Problem, Sections, Tag
from reftel.parser.cleaning import Clean
from reftel.parser.military import numbering
from reftel.parser.military.lines import Line
from reftel.vocabulary import levels, subject_codes

_LEVEL = re.compile(
    r"(?P<level>UNCLASSIFIED|UNCLASS?|CONFIDENTIAL|TOP SECRET|SECRET|U N C L A S(?: S I F I E D)?"
    r"|C O N F I D E N T I A L|T O P  ?S E C R E T|S E C R E T)(?![A-Z])"
)
_CAVEAT = re.compile(
    r"(?P<caveat>E ?F ?T ?O|FOUO|F ?O ?U ?O|FOR OFFICIAL USE ONLY|NOFORN|N O F O R N|PERSONAL FOR|LIMDIS)(?![A-Z])"
)
_CODE = re.compile(r"/{1,2}[ ]?(?P<code>[N#]?[0-9O]{4,5})[ ]?/{1,2}")
_LONGEST = 400
_NAMES = {"EFTO": "EFTO", "FOUO": "FOR OFFICIAL USE ONLY"}
# What else may stand there: "SECINFO/U/-//", strokes, "CLAS".
_REST = re.compile(r"(?:SECINFO/[A-Z]/-|SECTION.{0,20}|FINAL SECTION.{0,20}|[/ ]|PART.{0,20}|CLAS)*\Z")


class Found(NamedTuple):
    """What a marking line gives."""

    classification: Classification | None
    tags: tuple[Tag, ...]
    sections: Sections | None


def read(clean: Clean, line: Line, problems: list[Problem]) -> Found | None:
    """A line's marking; `None` where it is no such line."""
    if len(line.words) > _LONGEST:
        return None
    m = _LEVEL.match(line.words)
    if m is None and not line.words.startswith("//"):
        return None
    span = clean.span(line.start, line.end)
    tags, rest = _codes(clean, line, m.end() if m else 0, problems)
    sections = numbering.sections_in(rest, span)
    caveats = []
    for caveat in _CAVEAT.finditer(rest):
        name = caveat["caveat"].replace(" ", "")
        caveats.append(_NAMES.get(name, caveat["caveat"]))
    rest = _CAVEAT.sub(" ", rest)
    if not _REST.match(rest) or (m is None and not tags):
        return None
    level = levels.from_words(m["level"]) if m else None
    made = Classification(level, tuple(caveats), span.of(clean.raw).strip(), span) if level else None
    return Found(made, tags, sections if sections and sections.of else None)


def _codes(clean: Clean, line: Line, at: int, problems: list[Problem]) -> tuple[tuple[Tag, ...], str]:
    """The subject codes of a line, and its words without them."""
    found = []
    rest = line.words[at:]
    raw = clean.text[line.start : line.end]
    for m in _CODE.finditer(rest):
        written = m["code"]
        place = raw.upper().find(written)
        span = clean.span(line.start + place, line.start + place + len(written))
        code = f"N{written.lstrip('N#').replace('O', '0').zfill(5)}"
        if code != written:
            problems.append(Problem("subject-code-corrected", f"“{written}” was read as {code}", span))
        found.append(Tag(code, "subject", subject_codes.group(code), span))
    return tuple(found), _CODE.sub(" ", rest)
