"""Roles: which paragraphs are summary, comment, action request or note (5 FAH-1 H-240).

A part begins with its word (`SUMMARY:`, `BEGIN SUMMARY`, a heading) and ends with `END SUMMARY`
or, where none is written, with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from reftel.model.parts import ParagraphRole

_LABEL = re.compile(
    r"[ \t\n]*(?:\([A-Z/]{1,9}\)[ \t]*)?(?:[-=*]{3,}[ \t\n]*)?(?:(?:I|1|A)[.)][ \t]{1,3})?(?:BEGIN[ \t]+)?"
    r"(?:(?P<summary>(?:EXECUTIVE |INTRODUCTION AND |INTRODUCTION/|BRIEF )?SUMMARY(?: AND (?:COMMENT|ACTION REQUESTED|ACTION REQUEST|INTRODUCTION|RECOMMENDATIONS?)|/(?:COMMENT|ACTION REQUEST(?:ED)?))?|KEY POINTS|KEYPOINTS|INTRODUCTION)"
    r"|(?P<comment>(?:EMBASSY |POST |CONSULATE |AMBASSADOR'?S? |MISSION |EMBASSY'S |CONCLUDING )?COMMENTS?(?: AND (?:ACTION REQUEST|CONCLUSION|RECOMMENDATION|ANALYSIS))?|ANALYSIS AND COMMENT)"
    r"|(?P<action>(?:THIS IS AN )?ACTION REQUEST(?:ED)?(?:[ \t]FOR[ \t][A-Z/ ]{2,30})?|ACTION REQUIRED|(?:THIS IS AN )?ACTION MESSAGE|GUIDANCE AND ACTION REQUEST)"
    r"|(?P<note>BIO(?:GRAPHIC(?:AL)?)? NOTES?|NOTE))"
    r"(?P<sign>[ \t]*(?:\((?:CONT'?D|CONTINUED)\))?[ \t]*(?:[.:]|-{1,3}(?=[ \t\n])|[ \t\n]*\Z))[-. \t\n]*",
    re.I,
)
_INNER_COMMENT = re.compile(r"[(\[]?(?<![A-Z])(?:EMBASSY |POST )?(?:BEGIN )?COMMENT[ ]?[:.]", re.I)
_END_WORDS = re.compile(
    r"END[ \t\n]{1,3}(?:OF[ \t\n])?(?:THE[ \t])?(?:EMBASSY[ \t]|POST[ \t])?(?P<what>SUMMARY|COMMENT|NOTE|ACTION REQUEST|INTRODUCTION|BIO NOTE)(?:[ \t]AND[ \t](?:COMMENT|ACTION REQUEST))?S?[ \t]*[.)\]]{0,2}",
    re.I,
)
_NAMES: dict[str, ParagraphRole] = {
    "summary": "summary",
    "comment": "comment",
    "action": "action request",
    "note": "note",
}


class Part(NamedTuple):
    """A stretch of a paragraph: its role and the offsets of its words, labels left out."""

    role: ParagraphRole
    start: int
    end: int


class Roles(msgspec.Struct, frozen=True, gc=False):
    roles: list[ParagraphRole]
    summary: list[tuple[int, int]]
    comment: list[tuple[int, int]]


def find_roles(text: str, pieces: list[tuple[int, int, str]]) -> Roles:
    """Roles of paragraphs given as (start, end, heading), offsets into `text`.

    >>> text = "SUMMARY. OIL IS UP. END SUMMARY. PRICES FELL."
    >>> roles = find_roles(text, [(0, len(text), "")])
    >>> roles.roles, text[slice(*roles.summary[0])]
    (['summary'], 'OIL IS UP.')
    """
    roles: list[ParagraphRole] = []
    summary: list[tuple[int, int]] = []
    comment: list[tuple[int, int]] = []
    ends = _ends(text, pieces)
    open_role: ParagraphRole | None = None
    open_until = -1
    rules_below: ParagraphRole | None = None
    starts = [found[0] for found in ends]
    of_role: dict[str, list[int]] = {}
    for at, _, what in ends:
        of_role.setdefault(what, []).append(at)
    next_end = _first_from(starts, 0, len(text))
    for start, end, heading in pieces:
        role: ParagraphRole = "body"
        begin = start
        head = text[start : start + 24].lstrip(_SIGNS_BEFORE)
        label = None
        if head[:3].upper() in _LABEL_STARTS or ")" in head[:9]:
            label = _LABEL.match(text, start, end)
        if label is None and not heading and next_end >= end and start >= open_until and rules_below is None:
            roles.append(role)  # as most are
            continue
        if label:
            role, begin = _role(label), label.end()
        elif heading and (label := _LABEL.match(heading + "\n")):
            role = _role(label)
            rules_below = role
        if heading and not label:
            rules_below = None
        if role == "body" and rules_below in ("comment", "note"):
            role = rules_below  # a heading rules the paragraphs below it, up to the next one
        if role == "body" and open_role is not None and start < open_until:
            role = open_role
        stop = end
        inside = ends[bisect_left(starts, start) : bisect_left(starts, end)] if ends else []
        next_end = _first_from(starts, end, len(text))
        if role in ("summary", "comment"):
            own = next(((a, b) for a, b, what in inside if what == role), None)
            later = _first_from(of_role.get(role, ()), end, -1) if own is None else -1
            open_role, open_until = (role, later) if later >= 0 and label else (open_role, open_until)
            stop = own[0] if own else end
            (summary if role == "summary" else comment).append(_trim(text, begin, stop))
            if own and own[1] < end:
                begin = own[1]
        if inside and role != "comment":
            _inner_comments(text, begin if role == "body" else stop, end, inside, comment)
        roles.append(role)
    return Roles(roles, [p for p in summary if p[0] < p[1]], [p for p in comment if p[0] < p[1]])


def _first_from(places: Sequence[int], at: int, without: int) -> int:
    """The first of some places in order that is not before `at`."""
    i = bisect_left(places, at)
    return places[i] if i < len(places) else without


_SIGNS_BEFORE = " \t\n(-=*"
# First letters of every label; a paragraph that begins otherwise needs no closer look.
_LABEL_STARTS = frozenset("BEG SUM EXE INT BRI KEY COM EMB POS CON AMB MIS ANA THI ACT GUI BIO NOT".split())


def _role(label: re.Match[str]) -> ParagraphRole:
    return _NAMES[label.lastgroup if label.lastgroup in _NAMES else next(n for n in _NAMES if label[n])]


def _ends(text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The places of `END SUMMARY`, `End comment.` and their like, in order."""
    if not pieces:
        return []
    found = []
    stop = pieces[-1][1]
    # A plain search finds the few places where the pattern can stand.
    for sign in ("END", "End", "end") if "n" in text else ("END",):
        at = text.find(sign, pieces[0][0], stop)
        while at >= 0:
            if (
                text[at + 3 : at + 4] in _BLANKS
                and (m := _END_WORDS.match(text, at, stop))
                and not text[at - 1 : at].isalpha()
            ):
                start = at - 1 if text[at - 1 : at] in "([" else at
                found.append((start, m.end(), _MEANS.get(what := m["what"].lower(), what)))
            at = text.find(sign, at + 3, stop)
    return sorted(found)


_BLANKS = frozenset(" \t\n")
_MEANS = {"introduction": "summary", "bio note": "note"}


def _inner_comments(
    text: str, start: int, end: int, ends: list[tuple[int, int, str]], comment: list[tuple[int, int]]
) -> None:
    """`(COMMENT: … END COMMENT.)` inside a paragraph: only where its end is written."""
    for a, _b, what in ends:
        if what != "comment":
            continue
        begin = None
        for m in _INNER_COMMENT.finditer(text, start, a):
            begin = m
        if begin:
            comment.append(_trim(text, begin.end(), a))
            start = a


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "(["):
        end -= 1
    return start, end
