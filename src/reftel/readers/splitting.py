"""Where a new cable begins in a text that holds several: captures, prints, chains of e-mails.

A cable's beginning is a line that names its number: a marking line (`UNCLAS ROME 004580`), the
first page line of a print (`PAGE 01 ROME 04580 …`), the `MRN:` of SMART. It begins a new cable where

* its number is another than the one before,
* the one before has ended: `NNNN`, an end mark, a page's end, a rule, SMART's end block or an e-mail
  stand between them, and
* a header's other lines follow it (TAGS, SUBJECT, FM, TO …).

It does not where it is a later section, or stands in a quotation. Where that leaves a doubt, the text is
one cable: to join two later is easier than to find that one was torn. What stands between two cables
belongs to the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reftel.vocabulary import posts

_LEVEL = (
    r"(?:C O N F I D E N T I A L|T O P S E C R E T|S E C R E T|U N C L A S S I F I E D|U N C L A S"
    r"|LIMITED OFFICIAL USE|UNCLASSIFIED|UNCLAS|CONFIDENTIAL|TOP SECRET|SECRET)"
)
_BEGINNING = re.compile(
    rf"(?:^|\n|\f)[ \t]*(?:(?P<level>{_LEVEL})(?![A-Za-z])(?P<rest>[^\n]{{4,110}})"
    r"|PAGE[ \t]{1,4}0?1[ \t]{1,12}(?P<print>[A-Z][A-Z .']{1,24}?)[ \t]{1,4}(?P<page>\d{3,8})(?P<of>[^\n]{0,40})"
    r"|(?P<smart>MRN)[ \t]{0,3}[:;])"
)
_SMART_NUMBER = re.compile(r"[ \t]*(?:20)?\d\d (?P<words>[A-Z][A-Z .'-]{1,30} \d{1,7})[ \t]*$")
_NUMBER = re.compile(r"(?P<post>[A-Z][A-Z .'/-]{1,60}?) {1,3}(?P<serial>\d{1,8})(?![\d/.:,-])")
_SECTION = re.compile(r"(?:SECTION|SEC|PART)[ .]{1,2}(?P<n>\d{1,2}) OF \d{1,2}")
_PAGE_SECTION = re.compile(r"[ \t]{1,4}(?P<n>\d{2})[ \t]{1,3}OF[ \t]{1,3}\d{2}")
_END = re.compile(
    r"(?:^|\n)[ \t]*(?:N ?N ?N ?N?[ \t]*(?=\n)|<< ?END OF DOCUMENT ?>>|={2,40} ?CABLE ENDS ?={2,40}|END OF (?:CABLE|MESSAGE)[ \t.]*(?=\n)"
    r"|(?:[-=_*#~]{8,200}|(?:[-=*] ){6,80}[-=*]?)[ \t]*(?=\n)"
    r"|(?:Dissemination Rule|Released By|Action Post)[ \t]{0,3}[:;]|From:[^\n]{0,120}\n(?:[^\n]{0,200}\n){0,2}Sent:)"
    r"|\f"
)
_QUOTE = re.compile(
    r"(?:^|\n)[ \t(]*(?P<end>UNQUOTE|UNQTE|END (?:OF )?(?:QUOTE|QTE|TEXT|MESSAGE TEXT|CABLE TEXT|REPEAT))\b"
    r"|\b(?P<begin>QUOTE|QTE|BEGIN (?:QUOTE|TEXT|MESSAGE|CABLE TEXT|REPEAT))\b[:. \t]*(?=\n)"
)
_REPEATS = re.compile(
    r"\b(?:FOL(?:LOWING|G)?\.?|BELOW)\b[^\n]{0,60}\b(?:REPEAT(?:ED)?|RPT|SENT|TEL(?:EGRAM)?|MESSAGE|CABLE|TEXT)\b[^\n]{0,80}\s*\Z"
)
_HEADER = re.compile(
    r"\n[ \t]*(?P<name>E\.?O\.?[ \t:]|TAGS?\b|SUBJ(?:ECT)?\b|REFS?\b|FM |TO |R \d{6}Z|[OPZ] \d{6}Z|Date.{0,2}D[TI]G|From\b|Action\b|Subject\b|E\.[O0]\.)",
    re.I,
)
# What stands above a marking line and is its own header already, from the first line of the relay on.
_OWN_LINE = re.compile(
    r"[ \t]*(?:[UV]?ZCZC|DE R[A-Z]{4,7}|[ZOPRM]{1,2} (?:[ZOPRM]{1,2} )?R[A-Z]{4,7}|ZN[RY] |[ZOPRM] (?:[ZOPR] )?\d{6}Z|FM |TO |INFO |XMT |R[UH][A-Z]{3,6}/"
    r"|BT[ \t]*$|PAGE[ \t]{1,4}0?1 |ACTION [A-Z]|ORIGIN [A-Z]|-{3,}[ \t]+\d{5,6}"
    r"|(?:Action|Info) Office[ \t]{0,3}[:;]|(?:This|THIS) record is a partial extract|\[?Cable dated:)"
)
_OTHER_LINE = re.compile(r"[ \t]*(?:[A-Z]{2,8}[ /A-Z]{0,40}\d{0,6}|\d{1,3}|[A-Z0-9 /:&()\'-]{2,69})[ \t]*$")
_MARKING = re.compile(
    rf"[ \t]*(?:(?P<level>{_LEVEL})|SBU|SENSITIVE|STATE SEAL|NOFORN)(?:[ \t]{1, 8}POSS DUPE)?[ \t]*$"
)
_STAMP = re.compile(r"[^\n]{0,60}Department of State[^\n]{0,20}Case No[^\n]{0,100}$")
_HEADER_LENGTH: Final = 3_000
_MOST_LINES: Final = 200  # of a header above its marking line
_OPEN_LINES: Final = 40  # addresses below one FM, TO or INFO
_SMART_LINES: Final = 14
_BETWEEN: Final = 8  # lines that may stand between an end and a beginning
_NEAR: Final = 4_000  # characters within which an end stands before a beginning
_CHAIN: Final = 20_000  # the same where e-mails stand between
_LONGEST: Final = 60_000  # characters of a cable that are searched for an open quotation
_DOUBTS: Final = 1_000  # beginnings looked at in vain, after which a text is no capture of cables


class _Beginning(NamedTuple):
    """A line that names a number: where it stands, which, of which section, and its kind."""

    start: int
    end: int
    number: str
    section: int
    smart: bool


def split(text: str) -> list[int]:
    """The offsets at which the cables of a text begin; the first is always 0.

    >>> cable = "UNCLAS ROME 00458{}\\n\\nTAGS: PREL\\nSUBJECT: OIL\\n\\n1. TEXT.\\nNNNN\\n"
    >>> split(cable.format(0) + cable.format(1)) == [0, len(cable) - 1]
    True
    >>> split(cable.format(0) + cable.format(0))
    [0]
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n")  # of one length, so that offsets stay
    starts = [0]
    last: _Beginning | None = None
    doubts = 0
    for found in _beginnings(text):
        if last is None:
            last = found
        elif found.number != last.number and found.section <= 1:
            begin = _new(text, starts[-1], last, found)
            if begin > starts[-1]:
                starts.append(begin)
                last = found
            else:
                doubts += 1
        if doubts >= _DOUBTS:
            break
    return starts


def _beginnings(text: str) -> Iterator[_Beginning]:
    if "MRN" not in text and not any(sign in text for sign in _SIGNS):
        return
    for m in _BEGINNING.finditer(text):
        number = _smart_number(text, m.end()) if m["smart"] else _number(m)
        if number is not None:
            start = m.start() + (text[m.start() : m.start() + 1] in "\n\f")
            yield _Beginning(start, m.end(), number, _section(m), m["smart"] is not None)


_SIGNS: Final = (
    "UNCLAS",
    "SECRET",
    "CONFIDENTIAL",
    "S E C R E T",
    "C O N F I D",
    "U N C L A S",
    "PAGE",
    "LIMITED",
)


def _number(m: re.Match[str]) -> str | None:
    """Post and serial, the post in the vocabulary's form; nothing where no post is named."""
    if m["page"]:
        match = posts.known(m["print"].strip())
        return f"{match.code} {int(m['page'])}" if match else None
    return _of_words(_SECTION.sub("", m["rest"]))


def _smart_number(text: str, at: int) -> str | None:
    """The number behind `MRN:` or on a line below it; a page's end may stand between."""
    for line in text[at : at + _NEAR].split("\n")[:_SMART_LINES]:
        if m := _SMART_NUMBER.match(line):
            return _of_words(m["words"])
        if ":" in line and not _STAMP.match(line):
            return None
    return None


def _of_words(words: str) -> str | None:
    found = _NUMBER.search(words)
    if found is None:
        return None
    parts = found["post"].split()
    for first in range(max(len(parts) - 5, 0), len(parts)):
        match = posts.known(" ".join(parts[first:]))
        if match:
            return f"{match.code} {int(found['serial'])}"
    return None


def _section(m: re.Match[str]) -> int:
    found = _SECTION.search(m["rest"]) if m["rest"] else _PAGE_SECTION.match(m["of"]) if m["of"] else None
    return int(found["n"]) if found else 1


def _new(text: str, floor: int, before: _Beginning, found: _Beginning) -> int:
    """Where the cable of a number begins, if it is a new one; -1 if it is not."""
    if not _has_header(text, found):
        return -1
    begin = _first_line(text, before.end, found)
    ends = _END.finditer(text, max(before.end, begin - (_CHAIN if found.smart else _NEAR)), begin)
    end = max((m.end() for m in ends), default=-1)
    if end < 0 or (not found.smart and _is_far(text, end, begin)):
        return -1
    if _is_quoted(text, max(floor, before.start, begin - _LONGEST), begin):
        return -1
    return begin


def _has_header(text: str, found: _Beginning) -> bool:
    """Whether two other lines of a header stand around a number: near below it, or above it."""
    stop = min(len(text), found.end + _HEADER_LENGTH)
    names = {m["name"].strip(" :.").upper()[:3] for m in _HEADER.finditer(text, found.end - 1, stop)}
    return len(names) >= 2


def _first_line(text: str, floor: int, found: _Beginning) -> int:
    """The first line of the header that a number belongs to, from there upwards."""
    first = at = found.start
    open_lines, marked = 0, False
    for _ in range(_MOST_LINES):
        start = text.rfind("\n", 0, max(at - 1, 0)) + 1
        if at <= floor or start < floor or text[at - 1] == "\f":
            break
        line = text[start : at - 1]
        if "\f" in line:
            line = line[line.rindex("\f") + 1 :]
            if _OWN_LINE.match(line) or _MARKING.match(line):
                first = at - 1 - len(line)
            break
        if marking := _MARKING.match(line):
            if found.smart and marking["level"] and marked:
                break  # the marking below the message before
            marked = marked or bool(marking["level"])
        if marking or _OWN_LINE.match(line):
            first, open_lines = start, 0
        elif line.strip() and not _STAMP.match(line):
            open_lines += 1
            if (
                _END.match(text, max(start - 1, 0), at)
                or open_lines > _OPEN_LINES
                or not _OTHER_LINE.match(line)
            ):
                break
        at = start
    return first


def _is_far(text: str, end: int, begin: int) -> bool:
    """Whether an end stands too far above a beginning to be the end before it."""
    between = [line for line in text[end:begin].split("\n") if line.strip()]
    return len(between) > _BETWEEN


def _is_quoted(text: str, start: int, begin: int) -> bool:
    """Whether a beginning stands in a quotation of the cable before it."""
    if _REPEATS.search(text[max(start, begin - 400) : begin].rstrip(" \t\n-=*_")):
        return True
    open_quote = False
    for m in _QUOTE.finditer(text, start, begin):
        open_quote = m["begin"] is not None
    if not open_quote:
        return False
    after = _QUOTE.search(text, begin)
    return after is not None and after["end"] is not None
