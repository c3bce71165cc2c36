"""Marks of what a release withholds, an editor leaves out, or nobody could read.

Every body that releases cables has its own: a row of X, a black box, `[REDACTED]`, the number of
an exemption in the margin, `[less than 1 line not declassified]`. `find` knows them all and says
which kind each is; that a blank run withholds something only another edition can tell, so it is
looked for where editions are compared (`reftel.links.comparing.alignment`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from reftel.model import Span
from reftel.vocabulary import protection

WithheldKind = Literal["blacked out", "not declassified", "exemption", "omitted", "illegible", "blank"]


class Withheld(msgspec.Struct, frozen=True):
    """A mark that stands where words were.

    `kind`: `blacked out` (a row of X, a box, `[REDACTED]`), `not declassified` (a printed volume's note
    in brackets), `exemption` (the number of an exemption, mostly in the margin), `omitted` (an editor
    left it out, and not for secrecy), `illegible` (garbled or unreadable), `blank` (a gap without a
    mark, which only another edition shows to be one). `codes` are the exemptions named (`B1`, `1.4(D)`),
    `extent` how much is missing as the mark says (`less than 1 line`), `margin` whether it stands
    beside the gap and not in it.
    """

    kind: WithheldKind
    written: str
    span: Span
    codes: tuple[str, ...] = ()
    extent: str | None = None
    margin: bool = False

    @property
    def secret(self) -> bool:
        """Whether words are withheld, and not left out by an editor or lost."""
        return self.kind in ("blacked out", "not declassified", "exemption", "blank")


# "(b)(1)", "(b) (7)(C)", "B1", "B7(C)", "1.4(D)", "1.4 (b)(d)", "3.3(b)(1)", "25X1", "50X1-HUM", "6.2(d)"
_B: Final = r"\([bB]\) ?\(\d\)(?: ?\([A-Fa-f]\))?|\bB[1-9](?:\([A-F]\))?(?![\w.])"
_SECTION: Final = r"(?:E\.?O\.? ?1[23]\d{3},? ?)?(?:[Ss]ec(?:tion|\.)? ?)?\b(?:1\.[45]|3\.[345]|6\.2) ?(?:\([A-Ha-h1-9]\) ?){1,4}"
_X: Final = r"\b(?:25|50)X[1-9](?:-HUM|-WMD)?\b"
_CODE: Final = re.compile(f"{_B}|{_SECTION}|{_X}")
_CODES: Final = rf"(?:{_B}|{_SECTION}|{_X})(?:(?:[ \t]{{0,4}}[,;/&][ \t]{{0,4}}|[ \t]{{1,4}}(?:and[ \t]{{1,4}})?)(?:{_B}|{_SECTION}|{_X})){{0,8}}"
_ONLY_CODES: Final = re.compile(_CODES)
_IN_THE_MARGIN: Final = re.compile(rf"(?:(?<=   )|(?<=\t)|^ {{0,2}})(?P<codes>{_CODES})[ \t]*$", re.M)
"""Alone on a line, or parted from its words by three blanks."""
_IN_A_LINE: Final = re.compile(r"\([bB]\) ?\(\d\)(?: ?\([A-Fa-f]\))?")

_IN_BRACKETS: Final = re.compile(
    r"\[[^\[\]]{2,300}\]|\((?:[A-Z]+ ){0,3}(?:REDACTED|EXCISED|WITHHELD|DELETED)\)"
)
_NOT_DECLASSIFIED: Final = re.compile(r"\bnot\s{1,4}declassified\b", re.I)
_OMITTED: Final = re.compile(
    r"\A\[\s{0,4}(?:omitted here|omission|here follows?|text omitted|portion omitted)\b|\bomitted\s{0,4}\]\Z",
    re.I,
)
_BLACKED: Final = re.compile(
    r"\A[\[(]\s{0,4}(?:[A-Za-z0-9½¼¾/.-]{1,20}\s{1,4}){0,6}(?:redacted|deleted|excised|sanitized|withheld|deletions?|excisions?|redactions?|sensitive)\s{0,4}[\])]\Z",
    re.I,
)
_ILLEGIBLE: Final = re.compile(
    r"\A[\[(]\s{0,4}(?:[A-Za-z0-9½/.-]{1,20}\s{1,4}){0,4}(?:illegible|garbled?|unreadable|missing|indistinct)(?:\s{1,4}in original)?\s{0,4}[\])]\Z",
    re.I,
)
_EXTENT: Final = re.compile(
    r"(?P<extent>(?:less\s{1,4}than\s{1,4})?(?:\d{1,3}|[½¼¾]|one|two|three|four|five|six|seven|eight|nine|ten|a)[\d½¼¾/. -]{0,8}"
    r"\s{0,4}(?:lines?|pages?|paragraphs?|words?|names?|documents?|columns?|titles?|sentences?|letters?|footnotes?|dollar amounts?)"
    r"(?:\s{1,4}\([^()]{1,60}\))?|text|codewords?|name|title|figure|number|amount)\b",
    re.I,
)
_ROW_OF_X: Final = re.compile(r"(?<![A-Za-z0-9])(?:X{4,}|x{5,})(?:[ \t]{0,2}(?:X{4,}|x{5,}))*(?![A-Za-z0-9])")
_BOXES: Final = re.compile(r"[■█▇▆▅▉▊▓▒░▮▬⬛◼\u25a0]{1,}(?:[ \t]{0,2}[■█▇▆▅▉▊▓▒░▮▬⬛◼]{1,})*")
_BULLET: Final = re.compile(r"[■▮◼][ \t]{1,4}(?=\S)")
_SPOKEN: Final = re.compile(
    r"(?<![-\w])(?:-{2,6}|\*{2,6}|={2,6}|<{1,3}) ?(?:SENSITIVE|REDACTED|DELETED|EXCISED|WITHHELD|CLASSIFIED MATERIAL DELETED) ?(?:-{2,6}|\*{2,6}|={2,6}|>{1,3})(?![-\w])"
)
_ALONE: Final = re.compile(r"^[ \t]*(?:REDACTED|EXCISED|DELETED|WITHHELD)[ \t]*$", re.M)


def find(text: str) -> tuple[Withheld, ...]:
    """The marks in a text, in the order of their places; none overlaps another.

    >>> [(one.kind, one.written, one.extent) for one in find("HE TOLD XXXXXXXXXXXX [2 lines not declassified]")]
    [('blacked out', 'XXXXXXXXXXXX', None), ('not declassified', '[2 lines not declassified]', '2 lines')]
    >>> find("1. (C) THE X-RAY OF [sic] A SENSITIVE MATTER")
    ()
    """
    found: list[Withheld] = []
    at = 0
    for one in sorted(_all(text), key=lambda one: (one.span.start, -one.span.end)):
        if one.span.start >= at:
            found.append(one)
            at = one.span.end
    return tuple(found)


def _all(text: str) -> Iterator[Withheld]:
    if "[" in text or "(" in text:
        for m in _IN_BRACKETS.finditer(text):
            if (kind := _bracketed(m.group())) is not None:
                yield _mark(kind, m)
    if "XXXX" in text or "xxxxx" in text:
        for m in _ROW_OF_X.finditer(text):
            yield _mark("blacked out", m)
    if not text.isascii():
        for m in _BOXES.finditer(text):
            if not _is_bullet(text, m.start()):
                yield _mark("blacked out", m)
    for m in _SPOKEN.finditer(text):
        yield _mark("blacked out", m)
    for m in _ALONE.finditer(text):
        yield _mark("blacked out", m)
    yield from _exemptions(text)


def _bracketed(words: str) -> WithheldKind | None:
    if _NOT_DECLASSIFIED.search(words):
        return "not declassified"
    if _OMITTED.search(words):
        return "omitted"
    if _BLACKED.match(words):
        return "blacked out"
    if _ILLEGIBLE.match(words):
        return "illegible"
    return "exemption" if _ONLY_CODES.fullmatch(words[1:-1]) else None


def _is_bullet(text: str, start: int) -> bool:
    """A single box before the words of a line stands for no word."""
    m = _BULLET.match(text, start)
    return bool(m) and not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _mark(kind: WithheldKind, m: re.Match[str]) -> Withheld:
    written = m.group().strip()
    start = m.start() + len(m.group()) - len(m.group().lstrip())
    extent = _EXTENT.search(written) if written[:1] in "[(" else None
    return Withheld(
        kind,
        written,
        Span(start, start + len(written)),
        _codes(written) if kind != "illegible" else (),
        " ".join(extent["extent"].split()) if extent else None,
    )


def _exemptions(text: str) -> Iterator[Withheld]:
    """Numbers of exemptions: `(b)(1)` anywhere, the others in a margin or alone on a line."""
    for m in _IN_THE_MARGIN.finditer(text):
        written = m["codes"].rstrip()
        span = Span(m.start("codes"), m.start("codes") + len(written))
        yield Withheld("exemption", written, span, _codes(written), margin=True)
    for m in _IN_A_LINE.finditer(text):
        yield Withheld("exemption", m.group(), Span(m.start(), m.end()), _codes(m.group()))


def _codes(written: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.sub(r"\s+", "", m.group()) for m in _CODE.finditer(written)))


_PROTECTED: Final = re.compile(
    "|".join(
        rf"\b{re.escape(words)}\b" if " " in words else rf"[(\[]\s?{re.escape(words)}\b"
        for words in protection.wordings()
    ),
    re.I,
)
_REACH: Final = 80
"""Characters behind a name within which a drafter's wish for its protection still belongs to it."""


def protected(text: str, span: Span) -> str | None:
    """The drafter's words that ask for protection in a passage, or just behind it; `None` if there are none.

    >>> protected("MINISTER X (STRICTLY PROTECT) SAID", Span(0, 10))
    'STRICTLY PROTECT'
    >>> protected("TROOPS PROTECT THE TOWN", Span(0, 23)) is None
    True
    """
    m = _PROTECTED.search(text, span.start, min(span.end + _REACH, len(text)))
    return m.group().lstrip("([ ") if m else None
