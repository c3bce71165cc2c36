"""The marking line: `C O N F I D E N T I A L SECTION 01 OF 02 ROME 004580`.

It gives the classification, the post and serial, and the section; a release may have damaged
its first letters or lost the break after it.
"""

from __future__ import annotations

import re

import msgspec

from reftel.model import Caption, Classification, Problem, Sections
from reftel.parser import section_words
from reftel.parser.cleaning import Clean
from reftel.vocabulary import captions, levels, posts

_LEVEL = (
    r"T ?O ?P {1,3}S ?E ?C ?R ?E ?T|S ?E ?C ?R ?E ?T|C ?O ?N ?F ?I ?D ?E ?N ?T ?I ?A ?L"
    r"|U ?N ?C ?L ?A ?S ?S ?I ?F ?I ?E ?D|U ?N ?C ?L ?A ?S|L ?I ?M ?I ?T ?E ?D {1,3}O ?F ?F ?I ?C ?I ?A ?L {1,3}U ?S ?E"
    r"|FOR OFFICIAL USE ONLY|OFFICIAL USE ONLY|R ?E ?S ?T ?R ?I ?C ?T ?E ?D"
)
_MARKING_WORDS = (
    rf"[ \t\"(\[<*¶]{{0,40}}(?=[TSCULFOR])(?P<level>{_LEVEL})(?=[\s/,.;:-]|SECTION|[A-Z]{{2}}|\Z)"
)
_MARKING = re.compile(r"\n" + _MARKING_WORDS, re.I | re.A)
_MARKING_IN_A_ROW = re.compile(
    r"\t" + _MARKING_WORDS, re.I | re.A
)  # of a database, its columns parted by tabs
_FIRST_MARKING = re.compile(_MARKING_WORDS, re.I | re.A)
_SERIAL_ALONE = re.compile(r"[ \t]{1,4}(?P<serial>\d{2,6})[ \t]*\Z")
_TRAVEL_NUMBER = re.compile(r"[ \t]{1,4}(?:TOSEC|SECTO|TODEP|TOVIP) \d{3,7}")
_LINE_GOES_ON = re.compile(r"[ \t]*(?:/|\Z)")
_TRAVEL_SERIES = frozenset(("TOSEC", "SECTO", "TODEP", "TOVIP"))
# "STATE 157497 / FOLLOWING REPEAT GENEVA 4994 / QUOTE / GENEVA 4994": the quoted message's number is not this one's.
_QUOTE_LINE = re.compile(r"\n[ \t]*(?:BEGIN )?(?:QUOTE|QTE)[ \t:]*\n")
_CAVEAT = re.compile(
    r"(?:[ \t]*/{1,2})?[ \t]*(?P<caveat>NOFORN|N O F O R N|NOCONTRACT|ORCON|SENSITIVE BUT UNCLASSIFIED|SENSITIVE|SBU|E ?F ?T ?O|FOR OFFICIAL USE ONLY|FOUO)"
    r"(?![A-Z])/{0,2}",
    re.I,
)
# A control marking between strokes: "TOP SECRET//SI//NOFORN"
_CONTROL = re.compile(r"[ \t]*//[ \t]*(?P<caveat>[A-Z][A-Z0-9/, -]{0,30}?)[ \t]*(?=//)", re.I)
# "S E C R E T//REL TO USA, GBR ROME 004580"
_RELEASABLE = re.compile(
    r"[ \t]*/{0,2}[ \t]*(?P<caveat>REL(?:EASABLE)? TO [A-Z]{2,4}(?:(?:, ?| AND |/)[A-Z]{2,4}){0,12})(?![A-Z])/{0,2}",
    re.I,
)
_SPELT = re.compile(r"(?:[A-Z] ){2,}[A-Z]")
# "S E C R E T NODIS ROME 001234", "SECRET ROGER CHANNEL ROME 1234"; then "01234" of "ROME 01234" may have letters
# for digits ("O1234", "0l234") or a comma, and a year may stand before the post ("75 LIBREVILLE 1895").
_CAPTION = re.compile(
    r"[ \t]*/{0,2}[ \t]*(?P<words>[A-Z]{4,9}(?:[ -](?:CHANNEL|INFORMAL|ONLY))?)(?=[ \t/]{1,4}[A-Z])", re.I
)
_YEAR_BEFORE = re.compile(r" {1,4}(?:19|20)?\d{2}[ \t]{0,2}(?=[A-Z])", re.I)
_WORN_SERIAL = re.compile(r"(?P<serial>[\dOIl]{1,6},?[\dOIl]{2,5})(?=[ \t.]*(?:\n|\Z))")
_WORN_SIGNS = ("O", "I", "l", ",")
_WORN = str.maketrans({"O": "0", "I": "1", "l": "1", ",": None})
# The post may have several words; the serial ends the number. "STATE 286983 TOSEC 110023" is STATE's.
_POST_SERIAL = re.compile(
    r"[ \t\n/.,-]{0,40}(?P<post>[A-Z][A-Z .'&/-]{1,40}?)[ \t]{0,8}(?P<serial>\d{1,8})(?:/\d{1,2})?(?![\d/:])",
    re.I,
)
_BARE_LINE = re.compile(
    r"(?:\n|\A)[ \t]{0,40}(?:(?P<words>SECTION (?P<n>\d{1,2}) OF (?P<of>\d{1,2})) )?(?P<post>[A-Z][A-Za-z .']{2,30}?)[ \t]{1,8}(?P<serial>\d{2,8})(?=[ \t]*(?:\n|\Z)|[ \t]+(?:SIPDIS|NODIS|EXDIS|LIMDIS|FOR |TOSEC |SECTO ))"
)
_DAMAGED = re.compile(
    r"(?:\n|\A)(?P<letters>[A-Z](?:[A-Z ]{2,40}[A-Z])?)(?P<rest>[ \t]{1,6}(?:[A-Z]{3,9} {0,2}\d{1,2} {0,2}OF {0,2}\d{1,2} {1,3})?[A-Z][A-Z .']{2,30} {1,6}\d{2,8})(?=[ \t]*(?:\n|\Z))"
)


_NOT_A_POST = (
    "FM ",
    "TO ",
    "INFO ",
    "PAGE ",
    "ACTION ",
    "DE ",
    "RUE",
    "AMEMBASSY ",
    "AMCONSUL ",
    "USMISSION ",
    "SECSTATE WASH",
)


class MarkingLine(msgspec.Struct):
    """What the line gives; offsets into the cleaned text. `start` is -1 where there is none."""

    start: int = -1
    end: int = -1
    classification: Classification | None = None
    post: str | None = None
    serial: str | None = None
    mrn_start: int = -1
    mrn_end: int = -1
    sections: Sections | None = None
    captions: tuple[Caption, ...] = ()


def read(clean: Clean, start: int, end: int, problems: list[Problem], *, first: bool = False) -> MarkingLine:
    """The last marking line of `start`..`end` (the part before the first header line).

    A marking alone (a page's head) counts only where no line names post and serial. With
    `first` the first such line is taken: a text without header lines has no other bound.
    """
    text = clean.text
    if text.find("Q", start, end) >= 0:  # one letter is found faster than a word, and this one is rare
        quote = _QUOTE_LINE.search(text, start, end)
        if quote and (own := read(clean, start, quote.start(), [], first=first)).serial:
            return own
    best: MarkingLine | None = None
    begins = _FIRST_MARKING.match(text, start, end)
    for m in (*((begins,) if begins else ()), *_MARKING.finditer(text, start, end)):
        line = _read_line(clean, m.start("level"), m.end("level"), m["level"], end, problems)
        if line and (best is None or line.serial or not best.serial):
            line.start = m.start() + m.group().startswith("\n")  # a quotation mark before it belongs to it
            best = line
            if first and best.serial:
                break
    if best is None and text.find("\t", start, end) >= 0:
        for m in _MARKING_IN_A_ROW.finditer(text, start, end):
            best = _read_line(clean, m.start("level"), m.end("level"), m["level"], end, problems) or best
    if best and best.serial:
        return best
    return (
        _damaged(clean, start, end, problems)
        or _bare(clean, start, end, best, problems)
        or best
        or MarkingLine()
    )


def _read_line(
    clean: Clean, start: int, level_end: int, words: str, end: int, problems: list[Problem]
) -> MarkingLine | None:
    text, at = clean.text, level_end
    level = levels.from_words(words)
    if level is None:
        return None
    line_end = text.find("\n", at, end)
    line_end = end if line_end < 0 else line_end
    caveats, handling, sections = [], [], None
    m = _POST_SERIAL.match(text, at, line_end)
    plain = m is not None and m["post"] in posts.names()  # nothing stands before the post
    while not plain:
        if (
            m := _CAVEAT.match(text, at, line_end)
            or _RELEASABLE.match(text, at, line_end)
            or _CONTROL.match(text, at, line_end)
        ):
            words = " ".join(m["caveat"].upper().split())
            caveats.append(words.replace(" ", "") if _SPELT.fullmatch(words) else words)
            at = m.end()
        elif found := section_words.match(text, at, line_end):
            sections, at = _section(clean, found, problems) or sections, found.end
        elif (m := _CAPTION.match(text, at, line_end)) and (entry := captions.find(m["words"])):
            handling.append(Caption(entry.code, entry.kind, clean.span(m.start("words"), m.end("words"))))
            at = m.end()
        else:
            break
    line_end = max(line_end, at)
    line = MarkingLine(start, line_end, sections=sections, captions=tuple(handling))
    # Without a post on the line, the next line may give it.
    stop = line_end if text[at:line_end].strip() else min(end, line_end + 60)
    m = m if plain else _POST_SERIAL.match(text, at, stop)
    if (
        m is None
        and (year := _YEAR_BEFORE.match(text, at, line_end))
        and (m := _POST_SERIAL.match(text, year.end(), line_end))
        and not _is_post(m["post"])
    ):
        m = None
    if m and not m["serial"].strip("0") and text[m.end() : m.end() + 1] not in _WORN_SIGNS:
        line.end = line_end  # "COTON0U 001234", or a number that was taken out
    elif m and not _is_prose(m["post"]):
        line.post, line.serial = m["post"].strip(), m["serial"]
        line.mrn_start, line.mrn_end = m.start("post"), m.end("serial")
        at = m.end()
        if text[at : at + 1] in _WORN_SIGNS or _zeros_lost(line.post):
            at = _read_worn_serial(clean, line, line_end, problems) or at
        rest = section_words.match(text, at, line_end) if text[at:line_end].strip() else None
        if rest and sections is None:
            line.sections = _section(clean, rest, problems)
        at = rest.end if rest else at
        tail = _TRAVEL_NUMBER.match(text, at, line_end)
        line.end = tail.end() if tail else at
    elif m := _SERIAL_ALONE.match(text, at, line_end):
        line.serial, line.end = m["serial"], line_end
    elif text[at:line_end].strip():
        if not _LINE_GOES_ON.match(text, at, line_end):
            return None  # a sentence that begins with "SECRET"
    else:
        line.end = at
    line.classification = Classification(
        level, tuple(caveats), text[start:level_end], clean.span(start, level_end)
    )
    return line


def _section(clean: Clean, found: section_words.SectionWords, problems: list[Problem]) -> Sections | None:
    span = clean.span(found.start, found.end)
    if found.n:
        return Sections((found.n,), found.of, span)
    problems.append(Problem("section-unread", "the number of the section cannot be read", span))
    return None


def _zeros_lost(post: str | None) -> bool:
    """Whether zeros of the serial were read as letters: `ROME O` of `ROME O1234`."""
    return post is not None and post[-2:] in (" O", "OO") and post.rstrip("O").endswith(" ")


def _read_worn_serial(clean: Clean, line: MarkingLine, end: int, problems: list[Problem]) -> int:
    """Read a serial with letters for digits, or with a comma, that ends the line; returns where it ends."""
    post = (line.post or "").rstrip("O ") if _zeros_lost(line.post) else line.post or ""
    start = line.mrn_start + len(post)
    start += len(clean.text[start:end]) - len(clean.text[start:end].lstrip(" \t"))
    m = _WORN_SERIAL.match(clean.text, start, end)
    if m is None or sum(map(str.isdigit, m["serial"])) < 3 or not _is_post(post):
        return 0
    line.post, line.serial, line.mrn_end = post, m["serial"].translate(_WORN), m.end("serial")
    if not m["serial"].replace(",", "").isdigit():
        message = f"“{m['serial']}” was read as {line.serial}"
        problems.append(Problem("mrn-corrected", message, clean.span(m.start(), m.end())))
    return m.end()


def _is_prose(post: str) -> bool:
    return len(post.split()) > 5 or "//" in post


def _is_post(words: str) -> bool:
    """Whether words without a marking before them name a post: `ROME`, and not `No.` or `Aid in`."""
    return posts.known(words.strip()) is not None


def _bare(
    clean: Clean, start: int, end: int, marking: MarkingLine | None, problems: list[Problem]
) -> MarkingLine | None:
    """`STATE 163147` alone, as printed volumes and some releases have it.

    A print's title has it too; where the two differ (`ROME 9878` above, `ROME 9875` below), the
    message's own line counts.
    """
    last = travel = title = None
    for m in _BARE_LINE.finditer(clean.text, max(start - 1, 0), end):
        if last and m["post"] in _TRAVEL_SERIES:
            travel = m  # "STATE 241525", and below it "TOSEC 280012"
        elif not m["post"].startswith(_NOT_A_POST) and _is_post(m["post"]):
            title, last, travel = title or m, m, None
    if last is None:
        return None
    if title and title["post"] == last["post"] and int(title["serial"]) != int(last["serial"]):
        span = clean.span(title.start("post"), title.end("serial"))
        message = (
            f"the title says {title['post']} {title['serial']}, the message {last['post']} {last['serial']}"
        )
        problems.append(Problem("mrn-disagrees", message, span))
    found = MarkingLine(
        last.start("post"), last.end("serial"), post=last["post"].strip(), serial=last["serial"]
    )
    found.mrn_start, found.mrn_end = last.start("post"), last.end("serial")
    if last["n"] and 0 < int(last["n"]) <= int(last["of"]):
        found.sections = Sections(
            (int(last["n"]),), int(last["of"]), clean.span(last.start("words"), last.end("of"))
        )
        found.start = last.start("words")
    if tail := _TRAVEL_NUMBER.match(clean.text, found.end, end):
        found.end = tail.end()
    elif travel and not clean.text[found.end : travel.start()].strip():
        found.end = travel.end("serial")
    if marking:
        found.classification = marking.classification
    return found


def _damaged(clean: Clean, start: int, end: int, problems: list[Problem]) -> MarkingLine | None:
    """`E C R E T ROME 000123`, `UUNCLAS …`: read only where one level alone can be meant."""
    text = clean.text
    for m in _DAMAGED.finditer(text, max(start - 1, 0), end):
        words = m["letters"] + m["rest"]
        # The marking ends with a word, unless the break behind it is lost.
        for cut in sorted(range(len(m["letters"]), 2, -1), key=lambda cut: words[cut].isalpha()):
            level = levels.from_damaged_words(words[:cut]) if words[cut - 1] != " " else None
            at = m.start("letters")
            if not level or not (line := _read_line(clean, at, at + cut, level, m.end(), problems)):
                continue
            if line.serial:
                message = f"“{words[:cut]}” was read as {level}: no other level is that near"
                problems.append(Problem("classification-damaged", message, clean.span(at, at + cut)))
                return line
    return None
