"""The running text: paragraphs with their sub-paragraphs, who released it, what it cites.

Paragraphs are numbered `1.`, sub-paragraphs `A.`, `(1)`, `(A)` and indented. A paragraph's
text has each sub-paragraph on a line of its own.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from reftel.model import MRN, Paragraph, Problem, Reference
from reftel.parser import paragraphs
from reftel.parser.cleaning import Clean
from reftel.vocabulary import general_messages

_SUB = re.compile(
    r"\n[ \t]{0,40}(?=(?:[A-Za-z]|\([0-9]{1,2}\)|\([A-Za-z]\)|[A-Za-z0-9]{1,2}\))\.?[ \t]{1,6}\S)(?=[A-Za-z]\.|\(|[A-Za-z0-9]{1,2}\))"
)
_RELEASED = re.compile(
    r"(?:^|\n|(?<=[.:/ \t)]))(?P<key>RELEASED[ \n]{1,4}BY|RELEASING OFFICIAL)[ \n:]{1,4}(?:THE )?(?P<name>[^\n/][^/]{2,240})",
    re.I,
)
_ENDING_STROKES = re.compile(r"[\s/]{1,12}\Z")
_KEPT_SUFFIX = re.compile(
    r"(?:JR|SR|II|III|IV|V|USN|USNR|USMC|USCG|USA|USAF|VADM|RADM|ADM|CAPT|RDML|SES)\.?\Z", re.I
)
_NAME_STOP = re.compile(r"(?<=[A-Za-z]{3})\.\s|\n\s*\n|(?<=JR)\.\s(?=[A-Z]{3})|;| - ")
_LAST = 2_500
_LONGEST_NAME = 80


def text_end(text: str, start: int, end: int) -> int:
    """The end of the running text without the strokes that close its set."""
    m = _ENDING_STROKES.search(text, max(start, end - 12), end)
    return m.start() if m and "//" in m.group() else end


def read_paragraphs(clean: Clean, start: int, end: int, problems: list[Problem]) -> tuple[Paragraph, ...]:
    """The paragraphs between two offsets."""
    made = []
    for cut in paragraphs.cut(clean, start, end, problems):
        heading = paragraphs.heading_words(clean.text, *cut.heading)[0] if cut.heading else ""
        at = cut.heading[0] if cut.heading else cut.start
        words = _unwrapped(clean.text, cut.text_start, cut.end)
        made.append(Paragraph(words, clean.span(at, cut.end), cut.number, cut.portion, heading or None))
    return tuple(made)


def _unwrapped(text: str, start: int, end: int) -> str:
    """A paragraph's words, each sub-paragraph a line."""
    cuts = [start, *(m.start() + 1 for m in _SUB.finditer(text, start, end)), end]
    parts = [paragraphs.unwrapped(text, a, b).strip() for a, b in pairwise(cuts)]
    return "\n".join(part for part in parts if part)


def read_signer(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Who released the message, without office or duty, and where the name stands."""
    released = list(_RELEASED.finditer(text, max(start, end - _LAST), end))
    if not released:
        return None
    found = released[-1]
    words = found["name"]
    stop = _NAME_STOP.search(words)
    words = words[: stop.start()] if stop else words
    parts = re.split(r"(,)", words)
    name = parts[0]
    for i in range(1, len(parts) - 1, 2):
        if not _KEPT_SUFFIX.match(parts[i + 1].strip()):
            break
        name += parts[i] + parts[i + 1]
    name = name.rstrip()
    if not name.upper().endswith(("JR.", "SR.")):
        name = name.rstrip(" .,")
    at = found.start("name")
    if not name or len(name) > _LONGEST_NAME:
        return None
    return " ".join(name.split()), at, at + len(name)


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Z])(?P<series>{general_messages.pattern()})S?[ \n]{{1,3}}"
        r"(?P<all>\d{1,4}[/-]\d\d(?:\d\d)?(?:(?:,[ \n]{1,3}AND[ \n]{1,3}|,[ \n]{0,3}|[ \n]{1,3}AND[ \n]{1,3}|[ \n]?&[ \n]?)\d{1,4}[/-]\d\d(?:\d\d)?(?!\d)){0,12})(?![\d/])",
        re.I,
    )


_EACH = re.compile(r"(?P<serial>\d{1,4})[/-](?P<year>\d{2,4})")


def read_in_text(
    clean: Clean, start: int, end: int, listed: list[Reference], own: MRN | None
) -> list[Reference]:
    """General messages that only the running text cites, each once."""
    seen = {ref.mrn for ref in listed} | {one for ref in listed for one in ref.candidates} | {own}
    found = []
    for m in _numbers().finditer(clean.text, start, end):
        series = m["series"].upper()
        for each in _EACH.finditer(clean.text, m.start("all"), m.end("all")):
            mrn = MRN.parse(f"{series} {each['serial']}/{each['year']}")
            if mrn is None or mrn in seen:
                continue
            seen.add(mrn)
            first = each.start() == m.start("all")
            begin = m.start() if first else each.start()
            written = " ".join(clean.text[begin : each.end()].split())
            found.append(
                Reference(written=written, span=clean.span(begin, each.end()), mrn=mrn, in_text=True)
            )
    return found
