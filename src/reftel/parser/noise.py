"""Words that are not the message's: page markers, stamps, boilerplate, the web page's mark-up.

`find_noise` gives the places to cut out of a raw text, each with its kind. Every finder is
started by a sign that is cheap to look for, because most cables have little noise.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.vocabulary import posts

LEVEL_WORDS = (
    r"(?:UNCLASSIFIED|UNCLAS|LIMITED OFFICIAL USE|CONFIDENTIAL|TOP SECRET|SECRET"
    r"|C O N F I D E N T I A L|S E C R E T|U N C L A S S I F I E D)"
)


class Cut(NamedTuple):
    """A range of the raw text to take out."""

    start: int
    end: int
    kind: str


# "ROME 00004580  002.2 OF 004": the relay's section line (Vladivostok's is cut to ten letters).
_SECTION_LINE = re.compile(
    r"(?P<station>(?<![A-Za-z])[A-Za-z][A-Za-z .']{1,24}) (?P<serial>\d{8})(?: {1,4}| {0,2}\n(?: {0,2}\n)?)(?P<section>\d{3})(?:\.(?P<page>\d))?\Z"
)
_SECTION_ALONE = re.compile(r"[ \t]*\d{3}(?:\.\d)?")
_SECTION_OF = re.compile(r"0(?<= (?:OF|of) 0)\d{2}(?!\d)")
# "PAGE 02 ROME 04580 01 OF 02 071530Z", "PAGE 02        STATE  286983 TOSEC 110023"
_PAGE_LINE = re.compile(
    r"PAGE[ \t]{1,4}(?P<page>\d{1,3})[ \t]{1,12}(?P<station>[A-Z][A-Z .']{1,24}?)[ \t]{1,4}(?P<serial>\d{3,8})"
    r"(?:[ \t]{1,4}(?P<section>\d{2})[ \t]{1,3}OF[ \t]{1,3}(?P<of>\d{2}))?[^\n]{0,40}$",
    re.M,
)
_PAGE_BREAK_ABOVE = re.compile(
    rf"(?:^[ \t]*(?:{LEVEL_WORDS}(?:[ \t]{{1,8}}POSS DUPE)?|N{{3,4}}|<< END OF DOCUMENT >>)[ \t]*\n(?:[ \t]*\n){{0,9}}){{1,4}}\Z",
    re.M,
)
# The second section of a message begins as the first did; its header ends at its marking line.
_SECTION_MARKING = re.compile(
    rf"\n[ \t]*{LEVEL_WORDS}[^\n]{{0,20}} (?:SECTION (?P<n>\d{{1,2}})|FINAL SECTION) OF (?P<of>\d{{1,2}}) [^\n]{{4,60}}"
)
# "S E C R E T SECTION 02 OF 03 ROME 004580" in the middle of a text, and what a header has above and below it
_LATER_SIGN = re.compile(r"0(?<= SECTION 0)[23] OF ")
_LATER_SECTION = re.compile(
    rf"\n[ \t]*{LEVEL_WORDS}[^\n]{{0,20}} SECTION (?P<n>\d{{2}}) OF (?P<of>\d{{2}}) [A-Z][A-Z .']{{2,30}} \d{{4,8}}[^\n]{{0,30}}(?=\n)"
)
_RELAY_BEGINS = re.compile(
    r"\n(?:[ZOPR]{2} RUE[A-Z]{2,4}(?: RUE[A-Z]{2,4}){0,30}[ \t]*\n\s{0,3}DE RU|DE RU[A-Z]{2,5} #\d{4}/)[^\n]*"
)
_SECTION_HEADER_LINES = re.compile(
    r"(?:[ \t]*\n)+[ \t]*(?:(?:SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS|SENSITIVE|CORRECTED COPY)[ \t]*(?=\n)"
    r"|(?:E\. ?O\. ?|EO ?)1\d{4}[^\n]{0,80}|TAGS?[: ][^\n]{0,100}(?:\n[A-Z]{2,5}(?:,? [A-Z]{2,5}){0,9}[ \t]*(?=\n))?"
    r"|SUBJ(?:ECT)?[: ][^\n]{0,120}(?:\n(?!REF|[ \t]*(?:\n|¶|\(?\d{1,2}[.)]))[^\n]{1,90}){0,3}|REFS?:[^\n]{0,100}(?:\n[ \t]{0,8}\(?[A-Z][.)][^\n]{1,90}){0,12})"
)
_LONGEST_RELAY = 6_000
_REVIEW_STAMP = re.compile(
    r"Declassified/Released[ \t]{1,8}US Department of State[ \t]{1,8}EO Systematic Review[ \t]{1,8}\d{1,2} [A-Za-z]{3} \d{4}[ \t]*"
)
# The same on a line of its own, the reviewer's name before it.
_STAMP_LINE = re.compile(
    rf"^[ \t]*(?:[A-Z][a-z]{{1,15}} [A-Z]\. [A-Z][a-z]{{1,20}}[ \t]{{1,8}})?{_REVIEW_STAMP.pattern}$", re.M
)
_STAMPED_BY = re.compile(r"[ \t]*(?:[A-Z][a-z]{1,15} [A-Z]\. [A-Z][a-z]{1,20}[ \t]{1,8})?\Z")
_CASE_STAMP = re.compile(
    r"UNCLASSIFIED[ \t]{1,4}U\.S\. Department of State[ \t]{1,4}Case No\.[^\n]{0,120}"
    r"|\n[ \t]*RELEASED? IN (?:FULL|PART)\b[^\n]{0,60}(?=\n)"
)
_EXTRACT_NOTICE = re.compile(
    r"(?:This|THIS) record is a partial extract of the original cable\.(?:\s{1,4}The full text of the original cable is not available\.?)?"
)
_CORRECTED_COPY = re.compile(
    # on a line of its own, or behind the number of the marking line
    r"(?:^[ \t]*|(?<=\d)[ \t]{1,6})\(?C ?O ?R ?R ?E ?C ?T ?E ?D {1,5}C ?O ?P ?Y\b"
    # the marking may stand behind it on its line
    r"(?:[ \t)-]{1,8}(?=UNCLAS|C ?O ?N ?F ?I ?D ?E|S ?E ?C ?R ?E ?T)|[^\n]{0,80}$)",
    re.M | re.I,
)
# "2003ROME004580 - Classification: CONFIDENTIAL"
_ID_LINE = re.compile(
    r"^[ \t]*(?P<id>(?:19|20)?\d{2}[A-Z][A-Z.]{2,24}\d{1,7})[ \t]{1,3}-[ \t]{1,3}Classification:[ \t]{1,3}(?P<level>[A-Z/ ]{4,50})[^\n]{0,20}$",
    re.M,
)
_CABLE_ENDS = re.compile(r"^[ \t]*=+[ \t]*CABLE ENDS[ \t]*=+[ \t]*$", re.M | re.I)
_HEADER_ENDS = re.compile(r"^[ \t]*-+[ \t]*header ends[ \t]*-+[ \t]*$", re.M)
# "[Cable dated:2005-08-17T21:24:00]", and the same with its bracket and line break lost
_CABLE_DATED = re.compile(
    r"\[?Cable dated: ?(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?\]?|[^\n\]]{4,40}\])", re.I
)
_EMPTY_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,40})\]\(#\)")
_LINK_NUMBER = re.compile(r"\d{1,3}|¶")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,6});")
_ENTITIES = {
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&apos;": "'",
    "&nbsp;": " ",
}
_BLANK_LINES_AFTER = re.compile(r"(?:[ \t]*\n)*")
_CONTROL = dict.fromkeys((*range(9), 11, *range(14, 32), 127, 133, 160, 65279, 8203, 8232, 8233), 32)
_CONTROL[12] = 10  # form feed
_PLAIN = bytes([9, 10, 13, *range(32, 127)])
_ODD_BLANKS = "\x85\xa0\ufeff\u200b\u2028\u2029"
_BACKSLASH_END = re.compile(r"\\[ \t]*$", re.M)


# "ZFR ZFR ZFR ZFR": a cancelled message (ACP 131).
_SIGNAL_ROW = re.compile(
    r"\n[ \t]*(?:-{5,}[ \t]*\n[ \t]*)?Z[A-Z]{2}(?: Z[A-Z]{2}){2,30}[ \t]*(?:\n[ \t]*-{5,}[ \t]*)?(?=\n)"
)
_WEBSITE = re.compile(
    r"(?:\*{5,80}\s{1,2}\*{3,20}\s{1,2})?(?:\(U\) )?(?:Please |PLEASE )?(?:Visit|VISIT|visit) [^\n]{2,60}(?:Classified|CLASSIFIED) (?:Web ?[Ss]ite|WEB ?SITE)(?: at)?:?"
    r"(?:\s{1,4}\(?(?:[Xx]{6,}|https?://\S{3,200}(?: ?c? ?fm\b| tml\b)?)\)?)?"
    # "… and the North American Partnership Blog at http://…"
    r"(?:[ \n]{1,2}and the [A-Z][A-Za-z \n]{4,50} at[ \n]{1,2}https?://\S{3,120}(?: /)?)?"
    r"(?:\s{0,2}\*{5,80}\s{1,2}\*{3,20})?"
)
# The caption that a release printed once more at each page: between paragraphs, and inside sentences.
_CAPTION_LINE = re.compile(r"\n[ \t]*SIPDIS[ \t]*(?=\n)")
_A_NUMBER = re.compile(r"\n[ \t]*(?:¶[ \t]?|\()?\d{1,2}[.)]")
_DEEPEST_SUBJECT = 12_000
_NUMBER_HERE = re.compile(r"¶|\(?\d{1,2}[.)]")
_SHORTEST_HEADER = 100
# What a release's or a relay's own line begins with near the beginning.
_LINE_WORDS = r"[ \t]*+(?:\(?C ?O ?R ?R|RELEASE|ZFR ZFR)"
_FIRST_LINE, _LINE = re.compile(_LINE_WORDS), re.compile(r"\n" + _LINE_WORDS)
_DEPARTMENT = "U.S. Department of State"
_NEAR = 3_000
_AT_END = 1_500
_LONGEST_SECTION = 20_000
_FULL_LINE = 45  # characters; a shorter line may end a list or a heading
_HEAD_SIGNS = (
    ("partial extract of the original", _EXTRACT_NOTICE),
    ("header ends", _HEADER_ENDS),
    ("Cable dated:", _CABLE_DATED),
)


def level_out(raw: str) -> tuple[str, list[Cut]]:
    """Replace, letter for letter, what has another form only: CRLF, control characters, entities.

    The result has the raw text's length, so that offsets stay. What an entity takes beside
    its one character is to be cut: `&amp;` becomes `&` and four characters of cut.
    """
    text, cuts = raw, []
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if _has_controls(text):
        text = text.translate(_CONTROL)
    if "\\" in text:
        text = _BACKSLASH_END.sub(lambda m: " " * len(m.group()), text)
    if "&" in text and ";" in text:
        found = list(_ENTITY.finditer(text))
        if found:
            out: list[str] = []
            at = 0
            for m in found:
                letter = _meant(m.group())
                if letter is None:
                    continue
                out += (text[at : m.start()], letter.ljust(m.end() - m.start(), "\x00"))
                cuts.append(Cut(m.start() + 1, m.end(), "markup"))
                at = m.end()
            text = "".join([*out, text[at:]])
    return text, cuts


def _meant(entity: str) -> str | None:
    """The one character that an entity stands for, a blank where that is a control character or none;
    `None` for a name that no entity has (`AT&T;`)."""
    letter = _ENTITIES.get(entity) or html.unescape(entity)
    if entity[1] != "#" and letter.endswith(";"):
        return None
    return letter if letter == "\n" or len(letter) == 1 and letter.isprintable() else " "


def _has_controls(text: str) -> bool:
    if text.encode("ascii", "ignore").translate(None, _PLAIN):
        return True
    return not text.isascii() and any(blank in text for blank in _ODD_BLANKS)


def find_noise(text: str) -> list[Cut]:
    """The cuts of a levelled text, in no order; they may overlap."""
    cuts: list[Cut] = []
    # One character is found thirty times faster than a word: a text all in capitals has none of
    # the signs in small letters.
    small = "a" in text
    if "#" in text and "](#)" in text:
        cuts += _links(text)
    cuts += _page_lines(text)
    cuts += _section_lines(text)
    if small and "Declassified/Released" in text:
        cuts += _review_stamps(text)
    if _LATER_SIGN.search(text):
        cuts += _later_sections(text)
    caption = text.rfind("SIPDIS", _SHORTEST_HEADER)
    if caption >= 0 and (text.rfind("\nSUBJ", 0, caption) >= 0 or text.rfind("\nSubj", 0, caption) >= 0):
        cuts += _repeated_captions(text)
    _add_release_noise(text, small, cuts)
    return cuts


def _add_release_noise(text: str, small: bool, cuts: list[Cut]) -> None:
    """What a release wrote around a text; its signs stand near the beginning or the end."""
    head, tail, last = text[:_NEAR], text[-_AT_END:], max(len(text) - _AT_END, 0)
    line = _FIRST_LINE.match(text) or _LINE.search(text, 0, _NEAR)
    if line and ("RELEASED IN" in head or "RELEASE IN" in head) or small and _DEPARTMENT in head:
        for m in _CASE_STAMP.finditer(text):
            cuts.append(_line_or_words(text, m.start() + m.group().startswith("\n"), m.end(), "stamp"))
    if "C O P Y" in head or line and "CORRECTED" in head:
        for m in _CORRECTED_COPY.finditer(text):  # the relay repeats it after each page marker
            cuts.append(Cut(*_whole_line(text, m.start(), m.end()), "corrected copy"))
    if line and "ZFR ZFR" in head:
        for m in _SIGNAL_ROW.finditer(text, 0, 2 * _NEAR):
            cuts.append(Cut(m.start() + 1, m.end(), "service note"))
    if small and "lassified Web" in tail or "LASSIFIED WEB" in tail:
        _add_boilerplate(text, _WEBSITE, last, cuts)
    if small:
        for sign, pattern in _HEAD_SIGNS:
            if sign in head:
                _add_boilerplate(text, pattern, 0, cuts, _NEAR)
        if "Classification:" in tail:
            _add_boilerplate(text, _ID_LINE, last, cuts)
    if "=" in tail and ("CABLE ENDS" in tail or "Cable ends" in tail):
        _add_boilerplate(text, _CABLE_ENDS, last, cuts)


def _add_boilerplate(
    text: str, pattern: re.Pattern[str], start: int, cuts: list[Cut], end: int | None = None
) -> None:
    for m in pattern.finditer(text, start, len(text) if end is None else end):
        cuts.append(_line_or_words(text, m.start(), m.end(), "boilerplate"))


def _links(text: str) -> Iterator[Cut]:
    """`[PARM](#)` keeps its word; `[1](#)B.` stood for a pilcrow and goes whole."""
    for m in _EMPTY_LINK.finditer(text):
        if _LINK_NUMBER.fullmatch(m["text"]):
            yield Cut(m.start(), m.end(), "markup")
        else:
            yield Cut(m.start(), m.start() + 1, "markup")
            yield Cut(m.end("text"), m.end(), "markup")


def _page_lines(text: str) -> Iterator[Cut]:
    """Page breaks of a print: the marking that ends one page, the next one's, and its page line.

    The first page's line stays where nothing stands above it but a marking: the header is
    read from it.
    """
    words_begin = len(text) - len(text.lstrip())
    for m in _PAGE_LINE.finditer(text):
        if text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip():
            continue
        start, end = _page_break(text, m.start())
        if start <= words_begin or m["page"].lstrip("0") == "1":
            later = start > words_begin and _SECTION_MARKING.search(text, m.end(), m.end() + 4000)
            # The first section's header is the message's, whatever stands above.
            if later and int(later["n"] or later["of"]) > 1:
                start, kind = _signed_from(text, start, later.end()), "section header"
                end = _BLANK_LINES_AFTER.match(text, later.end()).end()  # type: ignore[union-attr]
            elif start < end:
                kind = "repeated marking"
            else:
                continue
        else:
            kind = "page marker"
            end = _BLANK_LINES_AFTER.match(text, m.end()).end()  # type: ignore[union-attr]
        yield from _around_stamps(text, start, end, kind)


def _page_break(text: str, at: int) -> tuple[int, int]:
    """The markings and end marks above a page line at `at`; review stamps may stand among them."""
    if text.find("Declassified/", max(0, at - 480), at) < 0:
        above = _PAGE_BREAK_ABOVE.search(text, max(0, at - 240), at)
        return (above.start(), above.end()) if above else (at, at)
    first = text.find("\n", max(0, at - 640), at) + 1
    words = _STAMP_LINE.sub(lambda m: " " * len(m.group()), text[first:at])
    above = _PAGE_BREAK_ABOVE.search(words)
    return (first + above.start(), at) if above else (at, at)


def _around_stamps(text: str, start: int, end: int, kind: str) -> Iterator[Cut]:
    """The range without the review stamps in it, which are cut for themselves."""
    if text.find("Declassified/", start, end) >= 0:
        for m in _STAMP_LINE.finditer(text, start, end):
            if m.start() > start:
                yield Cut(start, m.start(), kind)
            start = m.end()
    yield Cut(start, end, kind)


def _signed_from(text: str, end: int, after: int) -> int:
    """Where the signer's name begins that stands below each section, above `end`; `end` where none does.

    `STEDMAN` closes section 1 of two, and stands alone on a line once more behind `after`.
    """
    above = text[max(0, end - 60) : end].rstrip()
    name = above[above.rfind("\n") + 1 :]
    if not (2 < len(name) < 30 and "\n" in above and name.isupper() and name.replace(" ", "").isalpha()):
        return end
    again = text.find(f"\n{name}", after, after + _LONGEST_SECTION)
    if again < 0 or text[again + len(name) + 1 : again + len(name) + 2] not in (" ", "\n", ""):
        return end
    return max(0, end - 60) + len(above) - len(name)


def _starting_at(text: str, sign: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The pattern's matches at the places of a sign; a plain search finds those many times faster."""
    at = text.find(sign)
    while at >= 0:
        if m := pattern.match(text, at):
            yield m
        at = text.find(sign, at + len(sign))


def _section_lines(text: str) -> Iterator[Cut]:
    for m in _SECTION_OF.finditer(text):
        at = m.start() - len(" OF ")
        line_start = text.rfind("\n", 0, at) + 1
        if _SECTION_ALONE.fullmatch(text, line_start, at):  # its post and serial stand on the line above
            line_start = 0
        head = _SECTION_LINE.search(text, max(line_start, at - 60), at)
        if not head:
            continue
        start = head.end("station") - len(_station(head["station"]))
        break_at = text.find("\n", start, m.end())
        if break_at >= 0:  # the break stays: another line may follow on the second one
            yield Cut(start, break_at, "section line")
            yield Cut(text.rfind("\n", start, m.end()) + 1, m.end(), "section line")
            continue
        yield Cut(*_whole_line(text, start, m.end()), "section line")


def _later_sections(text: str) -> Iterator[Cut]:
    """The header that a later section begins with, from its relay lines to its subject; the sentence runs on over it."""
    first = _LATER_SECTION.search(text)
    for m in _LATER_SECTION.finditer(text):
        if int(m["n"]) < 2 or m["of"] < m["n"] or (first and m.start() == first.start()):
            continue
        lowest = max(first.end() if first else 0, m.start() - _LONGEST_RELAY)
        start = text.rfind("\nVZCZC", lowest, m.start()) + 1
        if not start:
            relay = _RELAY_BEGINS.search(text, lowest, m.start())
            start = relay.start() + 1 if relay else m.start() + 1
        at = m.end()
        while lines := _SECTION_HEADER_LINES.match(text, at):
            at = lines.end()
        yield Cut(*_whole_line(text, start, at), "section header")


def _repeated_captions(text: str) -> Iterator[Cut]:
    """`SIPDIS` alone on a line behind the first paragraph's number."""
    subject = max(text.rfind("\nSUBJ", 0, _DEEPEST_SUBJECT), text.rfind("\nSubj", 0, _DEEPEST_SUBJECT))
    number = _A_NUMBER.search(text, subject) if subject >= 0 else None
    if number is None:
        return
    for m in _CAPTION_LINE.finditer(text, number.end()):
        yield Cut(*_whole_line(text, m.start() + 1, m.end()), "repeated caption")


def _station(words: str) -> str:
    """The post at the end of some words: in the middle of a line a sentence may stand before it."""
    words = words[words.rfind("  ") + 2 :] if "  " in words else words
    parts = words.split(" ")
    for first in range(max(len(parts) - 4, 0), len(parts)):
        name = " ".join(parts[first:])
        if posts.known(name):
            return name
    return parts[-1]


def _review_stamps(text: str) -> Iterator[Cut]:
    for m in _starting_at(text, "Declassified/Released", _REVIEW_STAMP):
        start = _stamp_begins(text, m.start())
        cut = _line_or_words(text, start, m.end(), "stamp")
        if _ends_open(text, cut.start):  # a sentence runs on over it, and over the blank lines behind it
            cut = Cut(cut.start, max(cut.end, _whole_line(text, start, m.end())[1]), cut.kind)
        yield cut


def _stamp_begins(text: str, at: int) -> int:
    """Where the reviewer's name begins that stands before a stamp, or the blanks before it."""
    line = text.rfind("\n", max(0, at - 60), at) + 1
    if line and _STAMPED_BY.match(text, line, at):
        return line
    by = _STAMPED_BY.search(text, max(0, at - 60), at)
    return by.start() if by else at


def _ends_open(text: str, end: int) -> bool:
    """Whether the words before `end` stop in the middle of a sentence: a full line without its stop."""
    before = text[max(0, end - 200) : end].rstrip()
    line = before[before.rfind("\n") + 1 :]
    return len(line) >= _FULL_LINE and line[-1].isalnum()


def _whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the blank lines around it, where it fills its line; a sentence that runs
    on over the marker is joined again, a paragraph's end before it is kept."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if text[line_start:start].strip() or text[end:line_end].strip():
        return start, end
    after = _BLANK_LINES_AFTER.match(text, line_end)
    end = after.end() if after else line_end
    before = text[max(0, line_start - 200) : line_start].rstrip()
    if (
        before
        and before[-1] not in '.:?!")-'
        and not text[end : end + 1].isspace()
        and not _NUMBER_HERE.match(text, end)
    ):
        line_start = max(0, line_start - 200) + len(before)
        # One line break stays: the words on both sides are neighbours, not one word.
        return line_start + 1, end
    return line_start, end


def _line_or_words(text: str, start: int, end: int, kind: str) -> Cut:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    if line_end < 0:
        line_end = len(text)
    if not text[line_start:start].strip() and not text[end:line_end].strip():
        return Cut(line_start, min(line_end + 1, len(text)), kind)
    return Cut(start, end, kind)
