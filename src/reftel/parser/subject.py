"""The subject: from its key to the blank line, the next header line or the first paragraph."""

from __future__ import annotations

import re

from reftel.parser.cleaning import Clean

_BLANK = re.compile(r"\n[ \t]*\n")
_LEAD = re.compile(r"[ \t:.;]*(?:\n[ \t]*)?[ \t]*")
# A portion mark before or after the subject's words.
_MARK_BEFORE = re.compile(
    r"[ \t]*[(\[](?P<mark>U|C|S|TS|SBU|LOU|C/NF|S/NF|S//NF|C//NF|SBU/NF|SBU/NOFORN|S/NOFORN|C/NOFORN)[)\]][ \t:.-]*",
    re.I,
)
_GLUED_KEY = re.compile(
    r"(?<=[\s.:?!\"')])(?:REFS?|Refs?|REFTELS?):|(?<=[A-Za-z.?!\"')])(?:REF|REFS):|C(?:LASSIFIED|lassified) [Bb][Yy]:?|E\.O\. ?1\d{4} ?:|TAGS:"
)
_LINE_OF_ITS_OWN = re.compile(r"\n[ \t]*(?:[-=_*]{4,}|SIPDIS\b|REFTEL:|SUMMARY\b|Summary\b|¶)")


def read(clean: Clean, start: int, end: int) -> tuple[str | None, str | None, int, int]:
    """Subject, its portion mark, and where its words begin and end."""
    text = clean.text
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    mark = None
    if m := _MARK_BEFORE.match(text, begin, end):
        mark, begin = m["mark"].upper(), m.end()
    for pattern in (_BLANK, _GLUED_KEY, _LINE_OF_ITS_OWN):
        if m := pattern.search(text, begin, end):
            end = m.start()
    words = text[begin:end].split()
    if not words:
        return None, mark, begin, begin
    return " ".join(words), mark, begin, begin + len(text[begin:end].rstrip())
