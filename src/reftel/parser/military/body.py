"""The running text: paragraphs with their sub-paragraphs, who released it, what it cites.

Paragraphs are numbered `1.`, sub-paragraphs `A.`, `(1)`, `(A)` and indented. A paragraph's
text has each sub-paragraph on a line of its own.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from reftel.model import MRN, Paragraph, Problem, Reference
from reftel.parser import nested_lists, paragraph_numbers, paragraphs
from reftel.parser.cleaning import Clean
from reftel.vocabulary import general_messages

_SUB = re.compile(
    r"\n[ \t]{0,40}(?=(?:[A-Za-z]|\([0-9]{1,2}\)|\([A-Za-z]\)|[A-Za-z0-9]{1,2}\))\.?[ \t]{1,6}\S)(?=[A-Za-z]\.|\(|[A-Za-z0-9]{1,2}\))"
)
_NUMBER_WORDS = r"[ \t]{0,3}(?P<number>\d{1,2})\.(?!\d)[ \t]{0,6}(?:\((?P<mark>[A-Z]{1,3}(?:/{1,2}[A-Z]{2,8}){0,2})\)[ \t]{0,3})?"
# At a line's beginning; within one only the release, whose line break is often lost.
_NUMBER = re.compile(
    rf"(?:\n|(?<=[A-Za-z.)/])[ ](?=\d{{1,2}}\.[ ]{{1,3}}RELEASED[ \n]BY)){_NUMBER_WORDS}", re.I
)
_FIRST_NUMBER = re.compile(_NUMBER_WORDS)
_RELEASED_BEGINS = re.compile(r"RELEASED[ \n]{1,3}BY", re.I)
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
    text = clean.text
    numbers = _followed(text, start, end)
    if not numbers:
        return tuple(
            Paragraph(words, clean.span(cut.start, cut.end), cut.number, cut.portion)
            for cut in paragraphs.cut(clean, start, end, problems)
            if (words := _unwrapped(text, cut.text_start, cut.end))
        )
    made = []
    if before := text[start : numbers[0].start()].strip():
        at = text.index(before[0], start)
        stop = at + len(before)
        made.append(Paragraph(_unwrapped(text, at, stop), clean.span(at, stop)))
    stops = [*(m.start() for m in numbers[1:]), end]
    for m, stop in zip(numbers, stops, strict=True):
        first = m.start("number")
        stop = first + len(text[first:stop].rstrip())
        mark = paragraph_numbers.portion_mark(m["mark"]) if m["mark"] else None
        at = m.end() if mark or not m["mark"] else m.start("mark") - 1
        words = _unwrapped(text, min(at, stop), stop)
        made.append(Paragraph(words, clean.span(first, stop), int(m["number"]), mark))
    return tuple(made)


def _followed(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers that follow each other. One may be left out or given twice by mistake, which a list's
    numbers look like: the first only where the missing one comes nowhere, the second only where the
    message is released."""
    first = _FIRST_NUMBER.match(text, start, end)
    candidates = [*((first,) if first else ()), *_NUMBER.finditer(text, start, end)]
    numbers = [int(m["number"]) for m in candidates]
    latest = {number: i for i, number in enumerate(numbers)}
    found: list[re.Match[str]] = []
    last = 0
    nested = nested_lists.items(text, candidates, start, end)
    for i, m in enumerate(candidates):
        if i in nested:
            continue
        step = numbers[i] - last
        released = _RELEASED_BEGINS.match(text, m.end(), end) is not None
        skips = step == 2 and found and latest.get(last + 1, -1) < i and _ends_before(text, m.start())
        if step == 1 or (released and found and 0 <= step <= 3) or skips:
            if (
                step == 2
                and found
                and (glued := paragraph_numbers.glued_plainly(text, last + 1, found[-1].end(), m.start()))
            ):
                found.append(glued)
            found.append(m)
            last = numbers[i]
    return found


def _ends_before(text: str, at: int) -> bool:
    """Whether a sentence or a set ends before a place, or a line is blank."""
    before = text[max(0, at - 200) : at].rstrip(" \t")
    return before.endswith("\n") or before.rstrip()[-1:] in ".:?!/"


def _unwrapped(text: str, start: int, end: int) -> str:
    """A paragraph's words, each sub-paragraph a line."""
    cuts = [start, *(m.start() + 1 for m in _SUB.finditer(text, start, end)), end]
    parts = [paragraphs.unwrapped(text, a, b).strip() for a, b in pairwise(cuts)]
    parts = [part if "   " in part or "\n" in part else part.replace("  ", " ") for part in parts]
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
