"""The text to be read: page markers out, and what stands behind the message's end.

Sections that an exchange put together keep their page lines (`PAGE 02 RUENAAA0001 UNCLAS`),
which stand inside sentences. Behind the body come `BT`, the station's number again (`#0001`),
`NNNN` and the release's marking.
"""

from __future__ import annotations

import re

from reftel.model import Furniture, Span
from reftel.parser.cleaning import Clean

_PAGE_LINE = re.compile(r"^[ \t]*PAGE[ \t]{1,3}\d{1,3}[ \t]{1,3}R[A-Z]{6}\d{4}(?:[ \t][^\n]{0,60})?\n?", re.M)
_ODD = "\x00\x0b\x0c\x1c\x1d\x1e\x85\xa0\ufeff\u200b\u2028\u2029"
_ODD_BLANKS = str.maketrans(_ODD, " " * len(_ODD))
_ENTITY = re.compile(r"&(?P<name>AMP|LT|GT|QUOT|NBSP);", re.I)
_ENTITIES = {"AMP": "&", "LT": "<", "GT": ">", "QUOT": '"', "NBSP": " "}
_KINDS = (
    ("end mark", re.compile(r"(?:N ?){3,4}|#\d{1,5}|BT")),
    (
        "repeated marking",
        re.compile(
            r"(?:CLASSIFICATION:[ ]?)?(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|TOP SECRET)(?:[ ]?FOUO)?/{0,2}"
        ),
    ),
    ("service note", re.compile(r"SECTION \d{1,2}: PSN \w{6,12}|QQQQ|\*{2,}")),
)
_BT_BEHIND = re.compile(r"(?<=[/. \t])[ \t]*(?P<bt>BT)[ \t]*\Z")


def clean(raw: str) -> Clean:
    """A raw text with odd blanks made blanks, and without its page lines."""
    text = raw.replace("\r\n", " \n").replace("\r", "\n") if "\r" in raw else raw
    if any(sign in text for sign in _ODD):
        text = text.translate(_ODD_BLANKS)
    cuts: list[tuple[int, int]] = []
    furniture: list[Furniture] = []
    if "PAGE " in text:
        for m in _PAGE_LINE.finditer(text):
            cuts.append((m.start(), m.end()))
            furniture.append(Furniture("page marker", Span(m.start(), m.start() + len(m.group().rstrip()))))
    if "&" in text and (entities := list(_ENTITY.finditer(text))):
        at = 0
        out: list[str] = []
        for m in entities:
            out += (text[at : m.start()], _ENTITIES[m["name"].upper()].ljust(len(m.group())))
            at = m.end()
            cuts.append((m.start() + 1, m.end()))
        text = "".join((*out, text[at:]))
    if not cuts:
        return Clean(raw, None, [], text)
    pieces, at = [], 0
    for start, end in sorted(cuts):
        if start >= at:
            pieces.append((at, start))
            at = end
    return Clean(raw, [*(piece for piece in pieces if piece[1] > piece[0]), (at, len(raw))], furniture, text)


def body_end(clean: Clean) -> int:
    """Where the message's own words end; the lines behind are added to the furniture."""
    text = clean.text
    end = _stripped(text, len(text))
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        words = text[start:end].strip()
        kind = next((kind for kind, form in _KINDS if form.fullmatch(words.upper())), None)
        if kind is None:
            if (m := _BT_BEHIND.search(text, max(start, end - 80), end)) is not None:
                clean.furniture.append(Furniture("end mark", clean.span(m.start("bt"), m.end("bt"))))
                end = _stripped(text, m.start())
            break
        first = text.index(words, start)
        clean.furniture.append(Furniture(kind, clean.span(first, first + len(words))))
        end = _stripped(text, start)
    return end


def _stripped(text: str, end: int) -> int:
    """`end` moved back over blanks, in steps that do not copy the whole text."""
    while end > 0:
        piece = text[max(0, end - 4096) : end]
        rest = piece.rstrip()
        end -= len(piece) - len(rest)
        if rest:
            break
    return end
