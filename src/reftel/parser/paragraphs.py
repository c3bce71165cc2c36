"""Paragraphs: number, portion mark, heading, text without its wraps.

Numbers are followed in their order, so that a numbered list within a paragraph does not cut
it; what stands before the first number, or has none, is kept as unnumbered paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from reftel.model import Problem
from reftel.parser.cleaning import Clean
from reftel.vocabulary import levels

# "¶9. (C)", "9.(C)", "9)", "(9)", "(9) (U)", "9 (C)", "9. C - ENTIRE TEXT", "9, (C)", "9: (C)", "9 - (C)", "9. ( C )", "(C) 9."
_NUMBER_WORDS = (
    r"[ \t]{0,40}+(?=[¶(0-9])(?P<at>)(?:\((?P<lead>C|S|U|SBU|C/NF|S/NF)\)[ \t]{1,3}(?=\d{1,2}[.)][ \t]))?(?P<pilcrow>¶[ \t]?)?(?P<open>\(?)(?P<number>\d{1,3})"
    r"(?P<close>[ \t]?[.)][.)]?|(?:[,:]| -{1,2})(?=[ ]{1,2}\((?:C|S|U|SBU)[)/])|(?=[ \t]{1,3}\((?:C|S|U|SBU)[)/])|(?<=\d)(?=[ \t]{2,8}[A-Z(])|)(?![\d,:%/-])[ \t]{0,12}"
    r"(?:\([ ]?(?P<mark>[A-Z]{1,4}(?:[ ]?/{1,2}[ ]?[A-Z]{2,8}){0,2})[ ]?\)"
    r"|(?P<plain>C|S|U|LOU|CONFIDENTIAL|SECRET|UNCLASSIFIED|LIMITED OFFICIAL USE)(?=[ ]{0,2}-{1,2}[ ]{0,2}ENTIRE)"
    r"|\((?P<entire>C|S|U|LOU|SBU|CONFIDENTIAL|SECRET)(?=[ ]{0,2}-{1,2}[ ]{0,2}ENTIRE))?"
)
# The line break is written first: a pattern that begins with one letter is found many times faster.
_NUMBER = re.compile(r"\n" + _NUMBER_WORDS, re.I | re.A)
_FIRST_NUMBER = re.compile(_NUMBER_WORDS, re.I | re.A)
# Where line breaks are lost: a number with its mark behind a sentence's end.
_INLINE_NUMBER = re.compile(
    r"(?<=[.?!:\"')A-Z0-9-])[ \t]{1,8}(?P<at>)(?P<pilcrow>¶[ \t]?)?(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])[ \t]{0,3}"
    r"\((?P<mark>[A-Z]{1,3}(?:/{1,2}[A-Z]{2,8}){0,2})\)(?P<plain>(?!))?(?P<entire>(?!))?(?P<lead>(?!))?[ \t]{0,3}"
)
_INLINE_SIGN = re.compile(
    r"\((?:(?<=\d[.)]\()|(?<=\d[.)][ \t]\()|(?<=\d[.)][ \t]{2}\()|(?<=\d[.)][ \t]{3}\())"
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n[\s]*")
_RULE = re.compile(r"[-=_*~+][-=_*~+ ]*[-=_*~+]")
_RULE_LINE = re.compile(r"(?:\n|\A)[ \t]*[-=_*~+][-=_*~+ ]{2,}[ \t]*(?=\n|\Z)")
_INLINE_RULE = re.compile(r"[ \t]{0,4}[-=]{5,}(?: [-=]{1,40}){0,3}[ \t]*\Z")
_ITEM_LINE = re.compile(r"\n[ \t]*+(?:[-*•o+][-]?[ \t]|\(?[A-Za-z0-9]{1,3}+[.)][ \t])")
_COLUMNS = re.compile(r"\S(?:[ ]{3,}|\t)\S")
# "END TEXT NOTE", "END QUOTE": what it closes stands above it, so it is nobody's heading.
_CLOSING = re.compile(
    r"END(?: OF)?(?: [A-Z]{2,12})? (?:TEXT|QUOTE|TRANSLATION|SUMMARY|COMMENT|NOTE|MESSAGE|LETTER)\b", re.I
)
_CAPITALS = re.compile(
    r"[.?!)\]\"'][ \t]{1,8}(?P<heading>[A-Z][A-Z'’&,:/-]{2,20}(?: [A-Z0-9'’&,.:/()-]{1,20}){1,12}[?!]?|COMMENT|BACKGROUND|CONCLUSION)\Z"
)
_LONGEST_HEADING = 420  # characters, with the blank lines and rules around it
_RULE_SIGNS = frozenset("-=_*~+")
_LETTERED_ITEM = re.compile(r"(?P<open>\(?)(?P<letter>[A-Za-z])(?P<close>[.)])[ \t]")
_DASH_ITEM = re.compile(r"[ \t]*(?:[-*•+]|--)[ \t]{1,3}\S")
_HEADING_MARK = re.compile(r"\((?P<mark>[A-Z]{1,4}(?:/{1,2}[A-Z]{2,8}){0,2})\)[ \t]*")
_MARK_ALONE = re.compile(r"[ \t]*\((?P<mark>[A-Z]{1,4}(?:/{1,2}[A-Z]{2,8}){0,2})\)[ \t]*(?=\S)")


_LONG_MARKS = {"CONFIDENTIAL": "C", "SECRET": "S", "UNCLASSIFIED": "U", "LIMITEDOFFICIALUSE": "LOU"}


_Numbered = tuple[re.Match[str], int, str | None]  # a paragraph's number and its portion mark


class Cut(msgspec.Struct, frozen=True, gc=False):
    """A piece of the body: offsets of its words, its number and mark, its heading."""

    start: int  # of the number, or of the first word
    text_start: int
    end: int
    number: int | None
    portion: str | None
    heading: tuple[int, int] | None


def cut(clean: Clean, start: int, end: int, problems: list[Problem]) -> list[Cut]:
    """Cut the body into paragraphs."""
    text = clean.text
    numbers = _numbers(text, start, end)
    cuts: list[Cut] = []
    heading: tuple[int, int] | None = None
    bounds = [m.start() for m, _, _ in numbers]
    bounds.append(end)
    if start < bounds[0]:
        heading = _unnumbered(text, start, bounds[0], cuts, last=not numbers)
    final = len(numbers)
    for i, (m, number, mark) in enumerate(numbers, 1):
        begin, stop, following = m.end(), bounds[i], None
        if i == final:
            stop = _without_rule(text, begin, stop)
        stop = begin + len(text[begin:stop].rstrip())
        if i < final and text[stop - 1] != ".":  # a sentence's end is no heading's
            stop, following = _heading_before(text, begin, stop)
        words = begin if mark is None or m["mark"] else _text_start(m)
        cuts.append(Cut(m.start("at"), words, stop, number, mark, heading))
        heading = following
    return cuts


def _text_start(m: re.Match[str]) -> int:
    """Where a paragraph's words begin: behind its mark, which in `(C - ENTIRE TEXT)` is one of them."""
    if m["plain"]:
        return m.start("plain")
    return m.start("entire") - 1 if m["entire"] else m.end()


def _numbers(text: str, start: int, end: int) -> list[_Numbered]:
    """The numbers that follow each other, each with its portion mark."""
    found: list[_Numbered] = []
    last = 0
    style = listed = ""
    first = _FIRST_NUMBER.match(text, start, end)
    matches = [*((first,) if first else ()), *_NUMBER.finditer(text, start, end)]
    if len(matches) < 2 and (end - start > 1500 or _is_joined(text, start, end)):
        matches += _inline_numbers(text, start, end)
    listed_until = 0
    for i, m in enumerate(matches):
        if i < listed_until:
            continue
        number, mark = int(m["number"]), _portion(m)
        if mark and found and number == last + 1:  # nearly all are such
            found.append((m, number, mark))
            last, listed = number, ""
            continue
        this = f"{'¶' if m['pilcrow'] else ''}{m['open']}{m['close'].strip()}"
        if number == 1 and last and not mark:
            if listed_until := _list_end(matches, i, last + 1):
                continue
            if m["open"] and this != style:
                listed = this  # "(1)" in a paragraph "1.": so are "(2)" and those after it
        if this == listed and this and not mark:
            continue
        if not this and not mark:
            # A bare number at a line's beginning is a paragraph's only where all are written so.
            if number != last + 1 or (found and style) or not _follows_blank(text, m):
                continue
        step = number - last
        if step == 1 and (not found or mark or this == style or _follows_blank(text, m)):
            pass
        elif mark and (0 <= step <= 12 or not found):
            pass
        elif 0 <= step <= 4 and this == style and _follows_blank(text, m) and m["pilcrow"]:
            pass
        elif step == 2 and found and this == style and m["close"] and _skips(text, matches, i):
            # A writer's slip ("5. … 7. TIN"), or the number between has lost a digit.
            if damaged := _damaged(text, matches[max(0, i - 9) : i], found[-1][0]):
                found.append((damaged, int(damaged["number"]), _portion(damaged)))
        elif not found and 1 < number <= 99 and (m["pilcrow"] or m["close"]) and _follows_blank(text, m):
            pass
        else:
            continue
        if not found:
            style = this
        found.append((m, number, mark))
        last, listed = number, ""
    if found and found[-1][2] and text.find(f" {last + 1}. (", found[-1][0].end(), end) >= 0:
        found += _glued_last(text, last + 1, found[-1][0].end(), end)
    return _with_glued(text, found) if last > len(found) > 1 else found


def _inline_numbers(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """Numbers with their marks behind a sentence's end; most texts have no bracket that could be such a mark's."""
    return _INLINE_NUMBER.finditer(text, start, end) if _INLINE_SIGN.search(text, start, end) else ()


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a text has lost its line breaks."""
    return end - start > 300 and text.count("\n", start, end) * 200 < end - start


def _glued_last(text: str, number: int, start: int, end: int) -> list[_Numbered]:
    """The paragraphs behind the last one that stands on its own line: `WILL FOLLOW. 3. (U) HE ADDED`."""
    found: list[_Numbered] = []
    for m in _inline_numbers(text, start, end):
        if int(m["number"]) == number + len(found) and (mark := _portion(m)):
            found.append((m, number + len(found), mark))
    return found


def _damaged(text: str, matches: list[re.Match[str]], last: re.Match[str]) -> re.Match[str] | None:
    """The number behind `last` that has lost a digit: `10.`, then `1. NEVERTHELESS`, then `12.`"""
    whole = str(int(last["number"]) + 1)
    behind = [m for m in matches if m.start() > last.start() and m["close"] == last["close"]]
    if len(behind) == 1 and len(whole) > 1 and behind[0]["number"] in (whole[0], whole[1:]):
        return behind[0] if _below_blank(text, behind[0]) else None
    return None


def _skips(text: str, matches: list[re.Match[str]], i: int) -> bool:
    """Whether a number that leaves one out is a paragraph's: it stands below a blank line, or the next follows."""
    m = matches[i]
    if _below_blank(text, m):
        return True
    after = matches[i + 1] if i + 1 < len(matches) else None
    follows = after is not None and int(after["number"]) == int(m["number"]) + 1
    return follows and _follows_blank(text, m)


def _below_blank(text: str, m: re.Match[str]) -> bool:
    """Whether a number stands below a blank line."""
    return text[max(0, m.start() - 20) : m.start()].rstrip(" \t").endswith("\n")


def _list_end(matches: list[re.Match[str]], first: int, outer: int) -> int:
    """Where a list ends that begins at 1 again and counts past the next paragraph's number; 0 where there is none.

    `4. … SPEAKERS: 1. SRI LANKA … 5. EGYPT … 10. U.S. … 5. WITH THE ABOVE IN MIND`: Egypt is no paragraph.
    The paragraph's own number must follow the list.
    """
    at = first + 1
    while at < len(matches) and int(matches[at]["number"]) == at - first + 1:
        at += 1
    goes_past = at - first >= outer
    return at if goes_past and at < len(matches) and int(matches[at]["number"]) == outer else 0


def _with_glued(text: str, found: list[_Numbered]) -> list[_Numbered]:
    """The numbers with those between them that have lost their line break: `DELIVER.  6.  (U) MITCHELL SAID`."""
    whole = found[:1]
    for m, number, mark in found[1:]:
        last = whole[-1][1]
        if number > last + 1:
            for glued in _inline_numbers(text, whole[-1][0].end(), m.start()):
                if int(glued["number"]) == last + 1 < number and (own := _portion(glued)):
                    last += 1
                    whole.append((glued, last, own))
        whole.append((m, number, mark))
    return whole


def _follows_blank(text: str, m: re.Match[str]) -> bool:
    before = text[max(0, m.start() - 40) : m.start()].rstrip(" \t")
    return not before or text[m.start()] != "\n" or before.endswith("\n") or before[-1] in '.:"-=!?)'


def _portion(m: re.Match[str]) -> str | None:
    mark = m["mark"] or m["plain"] or m["entire"] or m["lead"]
    if not mark:
        return None
    return portion_mark(mark)


@lru_cache(maxsize=1024)
def portion_mark(mark: str) -> str | None:
    """A portion mark in its usual form, or nothing for what is none: `(C)` is one, `(A)` is not."""
    mark = mark.upper().replace(" ", "")
    mark = _LONG_MARKS.get(mark, mark)
    return mark if levels.portion_level(mark) else None


def _unnumbered(text: str, start: int, end: int, cuts: list[Cut], *, last: bool) -> tuple[int, int] | None:
    """Blocks between blank lines; a heading before the first number is returned, not cut."""
    heading: tuple[int, int] | None = None
    pending: tuple[int, int] | None = None
    for a, b in _blocks(text, start, end):
        if _is_heading(text, a, b):
            if pending:
                cuts.append(Cut(pending[0], pending[0], pending[1], None, None, None))
            pending = (a, b)
            continue
        heading, pending = pending, None
        mark = _MARK_ALONE.match(text, a, b)
        portion = portion_mark(mark["mark"]) if mark else None
        begin = mark.end() if mark and portion else a
        cuts.append(Cut(a, begin, b, None, portion, heading))
        heading = None
    if last and pending:
        cuts.append(Cut(pending[0], pending[0], pending[1], None, None, None))
        return None
    return pending


def _blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    blocks = []
    at = start
    for m in _BLANK_LINE.finditer(text, start, end):
        if (block := _strip(text, at, m.start())) is not None:
            blocks.append(block)
        at = m.end()
    if (block := _strip(text, at, end)) is not None:
        blocks.append(block)
    return blocks


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end].rstrip()
    if not words:
        return None
    end = start + len(words)
    return end - len(words.lstrip()), end


def _rstrip(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _is_heading(text: str, start: int, end: int) -> bool:
    """One to three short lines without a sentence's end, or words between rules."""
    if end - start > 400:
        return False
    words = text[start:end]
    ruled = words[0] in _RULE_SIGNS or words[-1] in _RULE_SIGNS
    if ruled and _RULE_LINE.search(words):
        rest = _RULE_LINE.sub("", words).strip()
        return len(rest) < 240 and (not rest or rest[-1] not in ".;" or rest.isupper())
    if ruled and _INLINE_RULE.search(words):
        return True
    if words[:4] in ("END ", "End ") and _CLOSING.match(words):
        return False
    lines = words.count("\n") + 1
    longest = 85 if lines > 1 else 110
    return (
        lines <= 3
        and not (lines > 1 and _is_shaped(words.split("\n")))
        and max(map(len, words.split("\n"))) <= longest
        and len(words) <= 200
        and words[-1] not in '.,;:"”'
        and (words.isupper() or lines == 1 or words.istitle())
    )


def _is_shaped(lines: list[str]) -> bool:
    """Rows of a table, or items of a list: they belong to the paragraph above them."""
    return sum(1 for line in lines if _COLUMNS.search(line.strip()) or _DASH_ITEM.match(line)) > 1


def _is_next_item(text: str, start: int, at: int) -> bool:
    """Whether `b.` begins a line here, and `a.` one above it in the same paragraph: a list goes on."""
    m = _LETTERED_ITEM.match(text, at)
    if m is None or m["letter"] in "aA":
        return False
    before = f"{m['open']}{chr(ord(m['letter']) - 1)}{m['close']}"
    return any(line.lstrip(" \t").startswith(before) for line in text[start:at].split("\n"))


def _heading_before(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """Where a paragraph's text ends, and the heading of the next one that stands after it; blanks at its end are off."""
    near = max(start, last - _LONGEST_HEADING)
    at = max(
        text.rfind("\n\n", near, last), text.rfind("\n \n", near, last), text.rfind("\n  \n", near, last)
    )
    if text.find("\t", max(at, last - 300), last) >= 0:
        at = max(at, _blank_above(text, near, last))
    if at < 0:
        return _inline_heading(text, start, last)
    block = _strip(text, at, last)
    if block and text[block[0]] in _RULE_SIGNS and _RULE.fullmatch(text, *block):
        at, block = _above_rule(text, start, at, block)
    if (
        block is None
        or last - at > _LONGEST_HEADING
        or not _is_heading(text, *block)
        or _is_next_item(text, start, block[0])
    ):
        return _inline_heading(text, start, last)
    # A rule above the heading may stand in a block of its own.
    above = _rstrip(text, start, at)
    line = text.rfind("\n", start, above) + 1
    if line and _RULE.fullmatch(text[line:above].strip() or "x"):
        return _rstrip(text, start, line), (line, block[1])
    if text[above - 1 : above] == ",":
        return last, None
    return above, block


def _blank_above(text: str, start: int, end: int) -> int:
    """Where the last blank line of `start`..`end` begins, tabs being blank as well; -1 where there is none."""
    below = text.rfind("\n", start, end)
    while below > start:
        above = text.rfind("\n", start, below)
        if above < 0:
            return -1
        if text[above:below].isspace():
            return above
        below = above
    return -1


def _above_rule(text: str, start: int, at: int, rule: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    """The heading whose lower rule stands below a blank line, and the blank line above it; else the rule alone."""
    above = _rstrip(text, start, at)
    higher = _blank_above(text, max(start, above - 300), above)
    words = _strip(text, higher, above) if higher >= 0 else None
    if words and _is_heading(text, *words) and not _RULE.fullmatch(text, *words):
        return higher, (words[0], rule[1])
    return at, rule


def _without_rule(text: str, start: int, end: int) -> int:
    """The end of the last paragraph's words: a rule below them is none of them."""
    last = _rstrip(text, start, end)
    while last > start and text[last - 1] in "-=_*~ \n\t":
        last -= 1
    return end if end - last < 4 else last


def _inline_heading(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """`… sentence. ----- IMF staff visit -----`, or a title and its rule on the lines directly above."""
    if last - start < 4 or text[last - 1] not in "-=_*~":
        return _heading_in_capitals(text, start, last)
    tail = text[max(start, last - 260) : last]
    offset = last - len(tail)
    m = re.search(
        r"(?:(?<=[.?!:\")])[ \t]{1,4}|\n[ \t]*)(?P<heading>(?:[-=_*~]{3,}[-=_*~ ]{0,80}\s{1,3})?[^-=\n]{3,120}?\s{1,3}[-=_*~]{3,}[-=_*~ ]{0,80})\Z",
        tail,
    )
    if not m:
        return last, None
    return _rstrip(text, start, offset + m.start()), (offset + m.start("heading"), last)


def _heading_in_capitals(text: str, start: int, last: int) -> tuple[int, tuple[int, int] | None]:
    """`… intervention in this case.  End summary.  JUMA'A BOUFAYED RELEASED`: where line breaks are lost, capitals
    behind a sentence in small letters are the next paragraph's heading."""
    line = text.rfind("\n", start, last) + 1
    begin = max(start, line, last - 120)
    m = _CAPITALS.search(text, begin, last)
    if (
        m is None
        or begin == line > start
        and last - line < 60
        or not text[max(start, m.start() - 60) : m.start()].strip()
    ):
        return last, None
    before = text[max(start, m.start() - 120) : m.start()]
    if sum(map(str.islower, before)) < 20:
        return last, None
    return m.start() + 1, (m.start("heading"), last)


def heading_words(text: str, start: int, end: int) -> tuple[str, str | None]:
    """A heading's words without its rules, and its portion mark."""
    words = " ".join(_RULE.sub(" ", text[start:end]).split()).lstrip("¶ ")
    if m := _HEADING_MARK.match(words):
        if mark := portion_mark(m["mark"]):
            return words[m.end() :], mark
    return words, None


def unwrapped(text: str, start: int, end: int) -> str:
    """A paragraph's words with its wraps undone; lists and tables keep their lines."""
    words = text[start:end].lstrip(" \t")
    while " \n" in words:
        words = words.replace(" \n", "\n")
    if "\n" not in words:
        return words.strip()
    if "\n\n" in words:
        return "\n\n".join([block for part in words.split("\n\n") if (block := _block(part))])
    return _block(words)


def _block(words: str) -> str:
    flat = words.replace("\n", " ")
    wide = "  " in flat
    if "\t" in flat or wide and "   " in words or "---" in flat or _ITEM_LINE.search(words):
        lines = words.strip("\n").split("\n")
        if _keeps_shape(lines):
            return "\n".join([line.rstrip() for line in lines if line.strip()])
    flat = flat.strip()
    while wide:
        flat = flat.replace("  ", " ")
        wide = "  " in flat
    return flat


def _has_columns(line: str) -> bool:
    return ("   " in line or "\t" in line) and _COLUMNS.search(line) is not None


def _keeps_shape(lines: list[str]) -> bool:
    """A list or table: several lines begin as items, have columns, or stand over a rule."""
    if len(lines) > 2 and any(_RULE.fullmatch(line.strip()) for line in lines[1:]):
        return True
    shaped = sum(1 for line in lines if _has_columns(line) or _ITEM_LINE.match("\n" + line))
    return shaped * 3 >= len(lines) and shaped > 1
