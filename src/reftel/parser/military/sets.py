"""The sets of a body: where each begins and ends, and where the running text begins.

A set is a name, fields between strokes, and two strokes at its end. Endings are forgotten,
sets stand behind each other on one line, names are misspelt (`GNETEXT/`, `RED/D/MEMO/`); what
begins the next set ends the one before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.model import MessageSet
from reftel.parser.cleaning import Clean

_OPEN_ENDED = frozenset(("AMPN", "NARR", "POC"))
# What may stand behind the letter of a REF set whose strokes were forgotten: "REF A/DESC:DOC/…".
_CITED = r"(?:MSGID:|DESC:|DOC|MSG|GENADMIN|RMG|LTR|MEMO|INST|TEL)"
_START = re.compile(
    r"(?:(?:^|(?<=//)|(?<=//[ ])|(?<=[*]))[ \t]{0,8}"
    r"(?P<name>MSGID|SUBJ|AMPN?|NARR|POC|ORIG|ORDTYP|TIMEZONE|PERID|EXER|OPER|CANX|ACKN?|AKNLDG|DECL)"
    rf"|(?:^|(?<=[\s/]))(?P<ref>RE[FD](?=/{{1,2}}[ ]?[A-Z]{{1,2}}[ ]?/)|REF(?=[ \n]{{0,2}}[A-Z]{{1,2}}/{_CITED}))"
    r"|(?:^|(?<=[\s/]))(?P<text>GENTEXT|GNETEXT|RMKS|REMARKS?(?=/[ \n]{0,2}1\.)|MSGID(?=/GENADMIN)))"
    r"(?:(?=/|[ ]/)|(?<=REF))(?P<strokes>[ \n]?/{0,2})",
    re.M,
)
_NAMES = {"AMP": "AMPN", "RED": "REF", "GNETEXT": "GENTEXT", "REMARK": "RMKS", "REMARKS": "RMKS"}
_OTHER = re.compile(r"^[ \t]{0,8}(?P<name>[A-Z][A-Z0-9]{2,7})/(?=[^/\s])", re.M)
_SUBJECT_LINE = re.compile(r"^[ \t]{0,8}(?P<name>SUBJ)(?:ECT)?[ \t]?(?P<strokes>:)[ \t]?", re.M)
_TEXT = re.compile(r"(?:GE?NE?TEXT|RMKS|REMARKS?|GENTEXT)[ ]?/{1,2}[ ]?")
_END = re.compile(r"/{2,4}(?=\s|\Z)")
_RMKS = re.compile(r"(?:^|(?<=/)|(?<=/[ ]))RMKS/", re.M)
_NUMBERED = re.compile(r"\s{0,200}1[.)][ \t]")
_CONTINUED = re.compile(r"[ \t]{0,80}\n[ \t]{0,20}/(?!/)|(?<=[A-Za-z,)])[ \t]{1,20}/(?=[A-Za-z])")
_NEAR_TEXT = 800
_LONGEST_SUBJECT = 1_200


class Found(NamedTuple):
    """A set: where its name begins, where its value stands, and where what follows begins."""

    name: str
    start: int
    value: int
    end: int
    stop: int


class Layout(NamedTuple):
    """The sets in their order, places between them, and the running text."""

    sets: tuple[Found, ...]
    between: tuple[tuple[int, int], ...]
    text: int
    begin: int  # of the first set, or of the text
    text_set: int  # where the name of the set of the running text begins; `text` where it has none


def find(clean: Clean, end: int) -> Layout:
    """The sets of a message whose words end at `end`."""
    text = clean.text
    starts, body = _starts(text, end)
    found: list[Found] = []
    between: list[tuple[int, int]] = []
    for i, (name, start, value) in enumerate(starts):
        bound = starts[i + 1][1] if i + 1 < len(starts) else (end if body is None else body[0])
        last = i + 1 == len(starts) and body is None
        stop_words, stop = _ends(text, name, value, bound, last)
        found.append(Found(name, start, value, stop_words, stop))
        if text[stop:bound].strip() and not last:
            between.append((stop, bound))
    if body is not None:
        begin, at = body
    else:
        begin = at = found[-1].stop if found else _first_paragraph(text, end)
    first = found[0].start if found else begin
    return Layout(tuple(found), tuple(between), min(at, end), first, min(begin, at, end))


def as_set(clean: Clean, found: Found) -> MessageSet:
    """A set as the record keeps it."""
    words = clean.text[found.value : found.end]
    fields = tuple(" ".join(field.split()) for field in unfolded(words).strip("/ \n").split("/"))
    stop = found.value + len(words.rstrip())
    return MessageSet(found.name, fields, clean.span(found.start, max(stop, found.value)))


def unfolded(words: str) -> str:
    """A set's words without the stroke that stands before a continued line.

    >>> unfolded("THE PERMANENT OR\\n/TEMPORARY GRADES")
    'THE PERMANENT OR TEMPORARY GRADES'
    """
    return _CONTINUED.sub(" ", words)


def _starts(text: str, end: int) -> tuple[list[tuple[str, int, int]], tuple[int, int] | None]:
    """Where sets begin, up to the running text; and where that set and its words begin."""
    starts: list[tuple[str, int, int]] = []
    at = 0
    while (m := _START.search(text, at, end)) is not None:
        name = m["name"] or m["ref"] or m["text"]
        start = m.start("name" if m["name"] else "ref" if m["ref"] else "text")
        at = m.end()
        name = _NAMES.get(name, name)
        if name in ("GENTEXT", "RMKS"):
            words = start
            while (t := _TEXT.match(text, words, end)) is not None:
                words = t.end()
            later = _RMKS.search(text, words, min(end, words + _NEAR_TEXT)) if name != "RMKS" else None
            if later is None or _NUMBERED.match(text, words, end):
                return _with_others(text, starts, start), (start, words)
            starts.append(("GENTEXT", start, words))
            at = words
        else:
            starts.append((name, start, m.end()))
    if not any(name == "SUBJ" for name, _, _ in starts):
        first = starts[-1][1] if starts else 0
        if (m := _SUBJECT_LINE.search(text, first, end)) is not None:
            starts.append(("SUBJ", m.start("name"), m.end()))
    return _with_others(text, starts, end), None


def _with_others(text: str, starts: list[tuple[str, int, int]], end: int) -> list[tuple[str, int, int]]:
    """Sets of names not known here, behind another one's end and before the running text."""
    if len(starts) < 2:
        return starts
    first, last = starts[0][1], starts[-1][1]
    known = {start for _, start, _ in starts}
    for m in _OTHER.finditer(text, first, min(last, end)):
        before = text[max(0, m.start() - 200) : m.start()].rstrip()
        if m.start("name") not in known and before.endswith("//"):
            starts.append((m["name"], m.start("name"), m.end()))
    return sorted(starts, key=lambda start: start[1])


def _ends(text: str, name: str, value: int, bound: int, last: bool) -> tuple[int, int]:
    """Where a set's words end, and where what follows begins."""
    far = bound if not last else min(bound, value + _LONGEST_SUBJECT)
    if name in _OPEN_ENDED and not last:  # "NARR/REF A IS ….// REF B IS ….//"
        marks = list(_END.finditer(text, value, far))[-1:]
    else:
        m = _END.search(text, value, far)
        marks = [m] if m else []
    if marks:
        return marks[0].start(), marks[0].end()
    if last:
        blank = text.find("\n\n", value, bound)
        return (bound, bound) if blank < 0 else (blank, blank)
    words = text[value:bound].rstrip().rstrip("/")
    return value + len(words), bound


def _first_paragraph(text: str, end: int) -> int:
    m = re.compile(r"^[ \t]{0,4}1\.[ \t]", re.M).search(text, 0, end)
    return m.start() if m else end
