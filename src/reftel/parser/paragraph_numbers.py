"""Which numbers at lines' beginnings are paragraphs': they follow each other, each with its portion mark or without.

A list's own numbers are none; a number that lost its stop, a digit or its line break still is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reftel.parser import nested_lists
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
_INLINE_PLAIN = re.compile(
    r"(?<=[A-Za-z0-9.?!:\"')])[ \t]{1,8}(?P<at>)(?P<pilcrow>¶[ \t]?)?(?P<open>)(?P<number>\d{1,2})(?P<close>\.)[ \t]{2,4}"
    r"(?P<mark>(?!))?(?P<plain>(?!))?(?P<entire>(?!))?(?P<lead>(?!))?(?=[A-Z][A-Za-z]*[ :,])"
)
_CITES = re.compile(r"\b(?:PARAS?|PARAGRAPHS?|REFS?|ITEMS?|STEPS?|SECTIONS?|NOS?|PARTS?|AND|OR)\.?\Z", re.I)
_STOPLESS = re.compile(
    r"(?:\n|\A)[ \t]{0,12}(?P<at>)(?P<pilcrow>¶)?(?P<open>)(?P<number>\d{1,2})(?P<close>[,:]?)[ \t]{1,3}"
    r"(?P<mark>(?!))?(?P<plain>(?!))?(?P<entire>(?!))?(?P<lead>(?!))?(?=[A-Z][A-Za-z]* )"
)

_LONG_MARKS = {"CONFIDENTIAL": "C", "SECRET": "S", "UNCLASSIFIED": "U", "LIMITEDOFFICIALUSE": "LOU"}

Numbered = tuple[re.Match[str], int, str | None]
"""A paragraph's number, and its portion mark."""


def find(text: str, start: int, end: int) -> list[Numbered]:
    """The numbers that follow each other, each with its portion mark."""
    found: list[Numbered] = []
    last = 0
    style = listed = ""
    first = _FIRST_NUMBER.match(text, start, end)
    matches = [*((first,) if first else ()), *_NUMBER.finditer(text, start, end)]
    if len(matches) < 2 and (end - start > 1500 or _is_joined(text, start, end)):
        matches += _inline_numbers(text, start, end)
    listed_until = 0
    nested = nested_lists.items(text, matches, start, end)
    for i, m in enumerate(matches):
        if i < listed_until or i in nested:
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
            if number == 2 and (stopless := _without_stop(text, 1, max(0, start - 1), m.start())):
                found.append((stopless, 1, None))
        elif step == 2 and found[-1][1] == last:
            if stopless := _without_stop(text, last + 1, found[-1][0].end(), m.start()):
                found.append((stopless, last + 1, None))
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


def _glued_last(text: str, number: int, start: int, end: int) -> list[Numbered]:
    """The paragraphs behind the last one that stands on its own line: `WILL FOLLOW. 3. (U) HE ADDED`."""
    found: list[Numbered] = []
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


def _without_stop(text: str, number: int, start: int, end: int) -> re.Match[str] | None:
    """A number below a blank line that has lost its stop: `6 THERE ARE TWO FACTORS`, `3, GUEVARA WAS BORN`."""
    for m in _STOPLESS.finditer(text, start, end):
        if int(m["number"]) == number and (m.start() <= start or _below_blank(text, m)):
            return m
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


def _with_glued(text: str, found: list[Numbered]) -> list[Numbered]:
    """The numbers with those between them that have lost their line break: `DELIVER.  6.  (U) MITCHELL SAID`."""
    whole = found[:1]
    for m, number, mark in found[1:]:
        last = whole[-1][1]
        if number > last + 1:
            for glued in _inline_numbers(text, whole[-1][0].end(), m.start()):
                if int(glued["number"]) == last + 1 < number and (own := _portion(glued)):
                    last += 1
                    whole.append((glued, last, own))
            if number == last + 2 and (plain := glued_plainly(text, last + 1, whole[-1][0].end(), m.start())):
                whole.append((plain, last + 1, None))
        whole.append((m, number, mark))
    return whole


def glued_plainly(text: str, number: int, start: int, end: int) -> re.Match[str] | None:
    """The one place where a number that is missing stands behind other words: `CASE MANAGER:  4257 3.  POC:  CDR`."""
    places = [
        m
        for m in _INLINE_PLAIN.finditer(text, start, end)
        if int(m["number"]) == number and not _CITES.search(text, max(start, m.start() - 12), m.start())
    ]
    return places[0] if len(places) == 1 else None


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
