"""The subject: from its key to the blank line, the next header line or the first paragraph."""

from __future__ import annotations

import re

import msgspec

from reftel.parser.cleaning import Clean

_BLANK = re.compile(r"\n[ \t]*\n")
_LEAD = re.compile(r"[ \t:.;]*(?:-{1,2}[ \t])?(?:\n[ \t]*)?[ \t]*")
# A portion mark before or after the subject's words.
_MARK_BEFORE = re.compile(
    r"[ \t]*[(\[](?P<mark>U|C|S|TS|SBU|LOU|C/NF|S/NF|S//NF|C//NF|SBU/NF|SBU/NOFORN|S/NOFORN|C/NOFORN)[)\]][ \t:.-]*",
    re.I,
)
_MARK_BEHIND = re.compile(r"\s{1,4}\((?P<mark>U|C|S|TS|SBU|LOU|C/NF|S/NF|S//NF|C//NF|SBU/NF)\)\Z")
_GLUED_KEY = re.compile(
    r"(?<=[\s.:?!\"')])(?:REFS?|Refs?|REFTELS?):|(?<=[A-Za-z.?!\"')])(?:REF|REFS):|C(?:LASSIFIED|lassified) [Bb][Yy]:?|E\.O\. ?1\d{4} ?:|TAGS:"
)
# A date-time group below the subject is a repeated message's; "[Omitted here …" is its editors'.
_LINE_OF_ITS_OWN = re.compile(
    r"[ \t]{1,3}-{8,}|\n[ \t]*(?:[-=_*]{4,}|SIPDIS\b|REFTEL:|SUMMARY\b|Summary\b|¶|\[Omitted here\b|[FOPRZ] (?:[FOPRZ] )?\d{6}Z )"
)
# "FOR THE SECRETARY FROM INGERSOLL", "FOR AMBASSADOR MOYNIHAN AND ASSISTANT SECRETARY HARTMAN" below
# a subject: of its own where the line above had room for its first word, and so was not wrapped.
_ATTENTION = re.compile(
    r"\n[ \t]*FOR (?:THE )?(?:(?:ACTING |DEPUTY |ASSISTANT |ASST\.? |UNDER ?)?SECRETARY|(?:ASST|DEP)\.? SEC\b"
    r"|AMB(?:ASSADORS?)?\b|CHARGE\b|DCM\b|CHIEFS? OF MISSION|PRINCIPAL OFFICERS?)[^\n]{0,120}(?=\n|\Z)"
)
_ROOM = 51  # characters: a line of the narrowest print (55) that could still have held "FOR"
_UNWRAPPED = 100  # characters: no print has such lines, and the breaks between them were meant
_CORRECTED = re.compile(r"(?:\bCORRECTED (?:VERSION|COPY|CABLE)|[-(] ?CORRECTED)\)?\Z", re.I)


class SubjectLine(msgspec.Struct, frozen=True, gc=False):
    """The subject's words, its portion mark, where the words begin and end, and where the line ends (behind a mark)."""

    words: str | None
    mark: str | None
    start: int
    end: int
    stop: int


def read(clean: Clean, start: int, end: int) -> SubjectLine:
    """The subject of `start`..`end` (after its key)."""
    text = clean.text
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    mark = None
    if m := _MARK_BEFORE.match(text, begin, end):
        mark, begin = m["mark"].upper(), m.end()
    for pattern in (_BLANK, _GLUED_KEY, _LINE_OF_ITS_OWN):
        if m := pattern.search(text, begin, end):
            end = m.start()
    if text.find("\nFOR ", begin, end) >= 0:
        end = _before_attention(text, begin, end)
    stop = begin + len(text[begin:end].rstrip())
    if text[stop - 1 : stop] == ")" and (m := _MARK_BEHIND.search(text, max(begin, stop - 12), stop)):
        mark, end = mark or m["mark"].upper(), m.start()
    words = text[begin:end].split()
    if not words:
        return SubjectLine(None, mark, begin, begin, begin)
    return SubjectLine(" ".join(words), mark, begin, begin + len(text[begin:end].rstrip()), stop)


def _before_attention(text: str, begin: int, end: int) -> int:
    """Where a subject ends that has an attention line directly below it."""
    for m in _ATTENTION.finditer(text, begin, end):
        above = m.start() - text.rfind("\n", 0, m.start()) - 1
        if not _ROOM < above < _UNWRAPPED:
            return m.start()
    return end


def end_as_copied(clean: Clean, begin: int, end: int, copy: str) -> int:
    """Where a subject ends whose words go on with the next line's, as a sound copy of the header shows.

    Some releases give the header twice, once with its line breaks and once without:
    `SUBJECT: AUTHORIZED DEPARTURE FROM TBLISI, GEORGIA TREASURY DEPT PASS IRS`.
    """
    words = copy.split()
    if not words:
        return end
    m = re.compile(r"\s+".join(map(re.escape, words)) + r"(?=\s)").match(clean.text, begin, end)
    return m.end() if m else end


def says_corrected(words: str) -> bool:
    """Whether a subject says that this is the corrected text.

    >>> says_corrected("CAN A ROAD SAVE THE AMAZON? THE BR-163 - Corrected Version")
    True
    >>> says_corrected("HOW THE ERROR IN THE CENSUS WAS CORRECTED")
    False
    """
    return _CORRECTED.search(words, max(len(words) - 40, 0)) is not None
