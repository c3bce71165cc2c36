"""The slug: captions, passing lines and attention lines between the marking line and the body."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.model import Caption, Furniture, Passing, Problem
from reftel.parser import passing_offices
from reftel.parser.cleaning import Clean
from reftel.vocabulary import captions

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
_BARE_OFFICES = re.compile(
    r"(?:[A-Z][A-Z0-9&]{0,7}(?:/[A-Z0-9&-]{1,12}){0,6})(?:[, ]{1,3}(?:AND )?[A-Z][A-Z0-9&]{0,7}(?:/[A-Z0-9&-]{1,12}){0,6}){0,14},?"
)
_BETWEEN_SEMICOLONS = re.compile(r"[^;\s](?:[^;]*[^;\s])?")
# A repeated message: "FOLLOWING REPEAT GENEVA 4994 ACTION SECSTATE DATED 30 JUN 75", "QUOTE" and the number it had.
_REPEATS = re.compile(
    r"FOL(?:LOWING|G)?\.? (?:IS )?(?:A )?(?:RE?PEAT(?:ED)?|RPT|SENT|TEL(?:EGRAM)?|MESSAGE|CABLE)\b"
)
_QUOTE = re.compile(r"(?:BEGIN )?(?:QUOTE|QTE):?")
_NUMBER_ALONE = re.compile(r"[A-Z][A-Z .']{2,24} \d{1,8}")
_CAPTION_SPLIT = re.compile(r"[ \t]*(?://|/|,|;|[ \t]{2,})[ \t]*")
# "REL TO USA, AUS, GBR", "RELEASABLE TO UK AND AUSTRALIA"
_RELEASABLE = re.compile(r"REL(?:EASABLE)? TO [A-Z]{2,12}(?:(?:, ?| AND |, AND )[A-Z]{2,12}){0,12}")
# Where line breaks are lost: "SIPDIS STATE PASS TO USTR", "SIPDISEB FOR OIA", "NODIS SIPDIS NEA FOR SMITH"
_LEADING_CAPTIONS = re.compile(
    r"(?:(?:SIPDIS(?=[A-Z ,/;])|(?:NODIS|EXDIS|LIMDIS|STADIS|NOFORN|SENSITIVE|AIDAC)(?=[ ,/;]|SIPDIS|STATE |DEPT|DEPARTMENT)"
    r"|(?<=SIPDIS)SENSITIVE(?=[A-Z]))[ ,/;]{0,3}){1,4}(?=[A-Z])"
)
_LEADING_CAPTION = re.compile(r"SIPDIS|SENSITIVE|[A-Z]{5,6}")
# "ROME FOR MFO SIPDIS": the caption's own line was lost
_TRAILING_CAPTION = re.compile(r" {1,3}(?P<caption>SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|NOFORN)\Z")
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
        if line == "BT":
            clean.furniture.append(Furniture("separator", clean.span(m.start(), m.end())))
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
        if (tail := _TRAILING_CAPTION.search(line)) and _passing_words(line[: tail.start()]):
            _read_captions(clean, tail["caption"], at + tail.start("caption"), found_captions)
            line = line[: tail.start()]
            stop = at + len(line)
        if not open_ended and (
            _QUOTE.fullmatch(line) or _REPEATS.match(line) or (quoted and _NUMBER_ALONE.fullmatch(line))
        ):
            clean.furniture.append(Furniture("service note", clean.span(at, stop)))
            previous, quoted = None, _QUOTE.fullmatch(line) is not None
            continue
        before = text[previous[0] : previous[1]] if previous else ""
        passing = (
            []
            if len(line) > 400
            or before.endswith(",")
            and _BARE_OFFICES.fullmatch(line)
            and not _VERB.search(line)
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
    if _RELEASABLE.fullmatch(line) and (entry := captions.find("REL TO")):
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
            return [one for start, piece in pieces for one in _parted(clean, piece, at + start)]
    return _parted(clean, line, at)


def _parted(clean: Clean, line: str, at: int) -> list[Passing]:
    """The passing lines that stand in one line without a sign between them."""
    found = []
    for start, stop in passing_offices.glued_lines(line):
        if (words := _passing_words(line[start:stop])) is None:
            return []
        found.append(Passing(line[start:stop], clean.span(at + start, at + stop), *words))
    return found


@lru_cache(maxsize=4096)
def _passing_words(line: str) -> tuple[str | None, tuple[str, ...]] | None:
    """Addressee and offices of a passing line; posts write the same ones again and again."""
    if m := _VERB.search(line):
        to = line[: m.start()].strip(" ,:;-")
        if not to and len(line) >= _FULL_LINE and _FINITE.search(line.upper()):
            return None
        if not to or (len(to.split()) <= 8 and _named_in_capitals(to) and _ADDRESSEE.fullmatch(to)):
            return to.upper() or None, passing_offices.find(
                line[m.end() :].upper() if line.islower() else line[m.end() :], to.upper() or None
            )
        return None
    if (m := _OFFICE_AND_NAME.fullmatch(line)) and ("/" in m["to"] or " " in m["to"]):
        return m["to"].strip(), passing_offices.find(m["to"])
    if _BARE_OFFICES.fullmatch(line) and ("/" in line or len(line) <= 12) and len(line.split()) <= 8:
        return None, passing_offices.find(line)
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
    return Passing(written, clean.span(start, stop), passing.to, passing_offices.find(rest, passing.to))
