"""The slug: captions, passing lines and attention lines between the marking line and the body."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.model import Caption, Furniture, Passing, Problem
from reftel.parser.cleaning import Clean
from reftel.vocabulary import captions, offices

# "DEPARTMENT FOR NEA AND NP", "STATE PLEASE PASS TO USTR", "FOR IPS/IBS": what stands before the verb is the addressee.
_VERB = re.compile(
    r"(?<![A-Z])(?:PLEASE |PLS )?(?:ALSO )?(?:PLEASE )?(?:PASS(?:ED)?(?: TO)?|POUCH(?: TO)?|FOR|ATTN|ATTENTION|FROM)(?![A-Z])[ \t:]*",
    re.I,
)
_ADDRESSEE = re.compile(r"[A-Z][A-Z0-9 .,/&'()-]{0,90}", re.I)
# "FOR THE RECORD, I WOULD LIKE TO REITERATE MY CONCURRENCE IN THE": a sentence has its verb.
_FINITE = re.compile(r"(?<!WHO)(?<!WHICH) (?:HAS|HAD|HAVE|WAS|WERE|IS|ARE|AM|BEEN|WOULD|SHOULD|COULD|MUST) ")
_FULL_LINE = 45  # characters; a sentence's first line is as long
# "G/TIP - MENARES BURY", "DEPT OF COMMERCE WASHINGTON DC - EDUNN,": an office and its people.
_OFFICE_AND_NAME = re.compile(
    r"(?P<to>[A-Z][A-Z0-9/&. ]{1,60}?) {0,2}-{1,2} {0,2}(?P<offices>[A-Z][A-Z., /&'-]{1,60})"
)
_OFFICE = re.compile(r"(?<![A-Za-z/])(?:[A-Z][A-Z&]{0,7}(?:/[A-Z][A-Z0-9&-]{0,11}){0,6})(?![A-Za-z/])")
_BARE_OFFICES = re.compile(
    r"(?:[A-Z][A-Z0-9&]{0,7}(?:/[A-Z0-9&-]{1,12}){0,6})(?:[, ]{1,3}(?:AND )?[A-Z][A-Z0-9&]{0,7}(?:/[A-Z0-9&-]{1,12}){0,6}){0,14},?"
)
_SEGMENT = re.compile(r"[,;]| AND | & |\band\b")
_BETWEEN_SEMICOLONS = re.compile(r"[^;\s](?:[^;]*[^;\s])?")
_DEPARTMENTS = frozenset(
    {
        "TREASURY",
        "COMMERCE",
        "JUSTICE",
        "ENERGY",
        "LABOR",
        "AGRICULTURE",
        "DEFENSE",
        "INTERIOR",
        "TRANSPORTATION",
        "EXIMBANK",
        "USAID",
    }
)
_NOT_OFFICES = frozenset(
    {
        "AND",
        "FOR",
        "PASS",
        "TO",
        "FROM",
        "THE",
        "ALSO",
        "PLEASE",
        "PLS",
        "INFO",
        "ATTN",
        "ONLY",
        "OF",
        "AMBASSADOR",
        "SECRETARY",
        "DCM",
        "A",
        "I",
        "ACTION",
        "NAMED",
        "DESK",
        "DIRECTOR",
        "CHARGE",
    }
)
# A repeated message: "FOLLOWING REPEAT GENEVA 4994 ACTION SECSTATE DATED 30 JUN 75", "QUOTE" and the number it had.
_REPEATS = re.compile(
    r"FOL(?:LOWING|G)?\.? (?:IS )?(?:A )?(?:RE?PEAT(?:ED)?|RPT|SENT|TEL(?:EGRAM)?|MESSAGE|CABLE)\b"
)
_QUOTE = re.compile(r"(?:BEGIN )?(?:QUOTE|QTE):?")
_NUMBER_ALONE = re.compile(r"[A-Z][A-Z .']{2,24} \d{1,8}")
_CAPTION_SPLIT = re.compile(r"[ \t]*(?://|/|,|;|[ \t]{2,})[ \t]*")
# Where line breaks are lost: "SIPDIS STATE PASS TO USTR", "SIPDISEB FOR OIA", "NODIS SIPDIS NEA FOR SMITH"
_LEADING_CAPTIONS = re.compile(
    r"(?:(?:SIPDIS(?=[A-Z ,/;])|(?:NODIS|EXDIS|LIMDIS|STADIS|NOFORN|SENSITIVE|AIDAC)(?=[ ,/;]|SIPDIS|STATE |DEPT|DEPARTMENT)"
    r"|(?<=SIPDIS)SENSITIVE(?=[A-Z]))[ ,/;]{0,3}){1,4}(?=[A-Z])"
)
_LEADING_CAPTION = re.compile(r"SIPDIS|SENSITIVE|[A-Z]{5,6}")
_LINE = re.compile(r"[^\n]+")
_STRAY = re.compile(r"[\s.,;:/\\*\"'()=_>|-]*\Z")


def read(
    clean: Clean,
    start: int,
    end: int,
    found_captions: list[Caption],
    found_passing: list[Passing],
    problems: list[Problem],
    *,
    open_ended: bool = False,
) -> int:
    """Read the lines of a gap between header lines.

    Captions and passing lines are added to the lists; a line that neither explains becomes
    a problem. With `open_ended` (the gap before the body) reading stops at the first such
    line instead: the body begins there. Returns where reading stopped.
    """
    text = clean.text
    if not text[start:end].strip():
        return end
    previous: tuple[int, int] | None = None
    quoted = False
    for m in _LINE.finditer(text, start, end):
        line = m.group().strip(" \t\"'*")
        if not line or _STRAY.match(line):
            continue
        at = text.index(line, m.start())
        stop = at + len(line)
        if _read_captions(clean, line, at, found_captions):
            previous = None
            continue
        if (lead := _LEADING_CAPTIONS.match(line)) and _passing_words(line[lead.end() :]):
            for word in _LEADING_CAPTION.finditer(line, 0, lead.end()):
                _read_captions(clean, word.group(), at + word.start(), found_captions)
            line, at = line[lead.end() :], at + lead.end()
        if not open_ended and (
            _QUOTE.fullmatch(line) or _REPEATS.match(line) or (quoted and _NUMBER_ALONE.fullmatch(line))
        ):
            clean.furniture.append(Furniture("service note", clean.span(at, stop)))
            previous, quoted = None, _QUOTE.fullmatch(line) is not None
            continue
        before = text[previous[0] : previous[1]] if previous else ""
        passing = (
            []
            if len(line) > 400 or before.endswith(",") and _BARE_OFFICES.fullmatch(line)
            else _read_passing(clean, line, at)
        )
        if not passing and previous and not open_ended and _continues(line, before):
            found_passing[-1] = _extended(clean, found_passing[-1], previous[0], stop)
            previous = (previous[0], stop)
            continue
        if passing:
            found_passing += passing
            previous = (at, stop)
            continue
        if open_ended:
            return m.start()
        previous = None
        problems.append(
            Problem("header-unexplained", "no rule explains this header line", clean.span(at, stop))
        )
    return end


def _read_captions(clean: Clean, line: str, at: int, found: list[Caption]) -> bool:
    if len(line) > 80:
        return False
    entries = _line_captions(line)
    for entry, start, end in entries:
        _add(clean, entry, at + start, at + end, found)
    return bool(entries)


@lru_cache(maxsize=4096)
def _line_captions(line: str) -> tuple[tuple[captions.CaptionEntry, int, int], ...]:
    """The captions of a line that has nothing else, each with its place in the line."""
    if entry := captions.find(line):
        return ((entry, 0, len(line)),)
    parts = [part for part in _CAPTION_SPLIT.split(line) if part]
    if len(parts) == 1:
        parts = line.split()
    if not 1 < len(parts) <= 6:
        return ()
    entries = []
    for part in parts:
        entry = captions.find(part)
        if entry is None:
            return ()
        begin = line.index(part)
        entries.append((entry, begin, begin + len(part)))
    return tuple(entries)


def _add(clean: Clean, entry: captions.CaptionEntry, start: int, end: int, found: list[Caption]) -> None:
    if any(caption.code == entry.code for caption in found):
        clean.furniture.append(Furniture("repeated caption", clean.span(start, end)))
    else:
        found.append(Caption(entry.code, entry.kind, clean.span(start, end)))


def _read_passing(clean: Clean, line: str, at: int) -> list[Passing]:
    """One, or several between semicolons where each names its own addressee: `TREASURY FOR OASIA; STATE FOR EB`."""
    if ";" in line:
        pieces = [(m.start(), m.group()) for m in _BETWEEN_SEMICOLONS.finditer(line)]
        read = [_passing_words(piece) for _, piece in pieces]
        if len(pieces) > 1 and all(words and words[0] for words in read):
            return [
                Passing(piece, clean.span(at + start, at + start + len(piece)), *words)
                for (start, piece), words in zip(pieces, read, strict=True)
                if words
            ]
    words = _passing_words(line)
    return [Passing(line, clean.span(at, at + len(line)), *words)] if words else []


@lru_cache(maxsize=4096)
def _passing_words(line: str) -> tuple[str | None, tuple[str, ...]] | None:
    """Addressee and offices of a passing line; posts write the same ones again and again."""
    if m := _VERB.search(line):
        to = line[: m.start()].strip(" ,:;-")
        if not to and len(line) >= _FULL_LINE and _FINITE.search(line.upper()):
            return None
        if not to or (len(to.split()) <= 8 and _named_in_capitals(to) and _ADDRESSEE.fullmatch(to)):
            return to.upper() or None, _offices(line[m.end() :])
        return None
    if (m := _OFFICE_AND_NAME.fullmatch(line)) and ("/" in m["to"] or " " in m["to"]):
        return m["to"].strip(), _offices(m["to"])
    if _BARE_OFFICES.fullmatch(line) and ("/" in line or len(line) <= 12) and len(line.split()) <= 8:
        return None, _offices(line)
    return None


def _named_in_capitals(to: str) -> bool:
    """A passing line names its addressee in capitals or as one word; a sentence does neither."""
    return to.isupper() or len(to.split()) <= 2


def _continues(line: str, before: str) -> bool:
    return len(line) < 90 and (
        before.rstrip().endswith((",", ";", "AND", "/", "-", "FOR", "TO", "&"))
        or line.upper().startswith(("AND ", "& "))
        or line.isupper()
    )


def _extended(clean: Clean, passing: Passing, start: int, stop: int) -> Passing:
    written = " ".join(clean.text[start:stop].split())
    rest = clean.text[start:stop].partition(passing.to or "\0")[2] or written
    return Passing(written, clean.span(start, stop), passing.to, _offices(rest))


def _offices(words: str) -> tuple[str, ...]:
    """The offices that a passing line names; persons are none.

    Between commas the first word is an office, if it is a symbol (`EUR/WE`), known to the
    vocabulary, a department's name, or short and alone; what follows it are its people.
    """
    found = []
    for segment in _SEGMENT.split(words):
        names = [word for word in _OFFICE.findall(segment) if word not in _NOT_OFFICES]
        for i, word in enumerate(names):
            short = len(word) <= 3 or (len(word) == 4 and len(names) == 1)
            if word == "SEC" and len(names) > 1:
                continue  # "SEC DUNLOP", "ASST SEC ROGERS": a secretary, not the commission
            if "/" in word or word in _DEPARTMENTS or (i == 0 and short) or offices.find(word):
                found.append(word)
    return tuple(found)
