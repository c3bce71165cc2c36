"""An edition's text as words to be aligned: each with its place, its letters, and the marks between them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from reftel.links.comparing.redactions import Withheld, find
from reftel.model import Cable, Span

MOST_WORDS: Final = 300_000
"""Words of an edition that are compared: those of some five hundred printed pages."""

_WORD: Final = re.compile(r"[^\s—–/|]+")
# Apostrophes that Unicode counts among the letters.
_NO_LETTERS: Final = dict.fromkeys(map(ord, "ʼʻʽʹˈ"))


class Token(NamedTuple):
    """A word, or a mark that stands for words. `key` are its letters and digits in lower case, without accents."""

    start: int
    end: int
    key: str
    mark: Withheld | None = None


class Words(NamedTuple):
    """An edition's words in their order, and what is needed to say where a difference stands."""

    text: str
    tokens: list[Token]
    margins: list[Withheld]  # exemptions beside the text
    notes: frozenset[int]  # places where an editor's note hangs
    body: Span  # from the first paragraph to the last
    whole: bool  # whether all words are here, and not the first `MOST_WORDS` only

    def of(self, first: int, last: int) -> str:
        """The words from token `first` to before token `last`, in one line, with the strokes between them."""
        pieces: list[str] = []
        at = -1
        for one in self.tokens[first:last]:
            if at >= 0:
                pieces.append(_between(self.text[at : one.start]))
            pieces.append(" ".join(self.text[one.start : one.end].split()))
            at = one.end
        return "".join(pieces)

    def each(self, first: int, last: int) -> list[str]:
        """The same words one by one."""
        return [self.text[one.start : one.end] for one in self.tokens[first:last]]

    def span(self, first: int, last: int) -> Span:
        """The place of some tokens; of none, the place between two."""
        if first < last:
            return Span(self.tokens[first].start, self.tokens[last - 1].end)
        at = self.tokens[first - 1].end if first else 0
        return Span(at, at)


_LONGEST_STROKE: Final = 4


def _between(gap: str) -> str:
    """What is shown between two words: a stroke or dash as it stands, for all else a blank."""
    sign = gap.strip()
    if not sign or len(sign) > _LONGEST_STROKE or any(c.isalnum() or c.isspace() for c in sign):
        return " "
    return sign if sign == gap else f" {sign} "


def words(cable: Cable) -> Words:
    """The words of a cable that are its own: no stamps, page lines, e-mails around it."""
    notes = frozenset(one.span.start for one in cable.annotations if one.kind == "note")
    return of_text(cable.text, _furniture(cable), _body(cable), notes)


def _furniture(cable: Cable) -> list[Span]:
    return [one.span for one in cable.furniture if one.kind != "exemption"]


def _body(cable: Cable) -> Span:
    if not cable.paragraphs:
        return Span(0, len(cable.text))
    return Span(cable.paragraphs[0].span.start, max(one.span.end for one in cable.paragraphs))


def of_text(
    text: str,
    furniture: Iterable[Span] = (),
    body: Span | None = None,
    notes: frozenset[int] = frozenset(),
) -> Words:
    """The words of any text, less what stands in `furniture`."""
    cuts = _Cuts(furniture)
    marks = [one for one in find(text) if not cuts.has(one.span.start)]
    margins = [one for one in marks if one.margin]
    tokens: list[Token] = []
    at = 0
    for mark in marks:
        _add(tokens, text, at, mark.span.start, cuts)
        if not mark.margin:
            tokens.append(Token(mark.span.start, mark.span.end, f"\0{mark.kind}", mark))
        at = mark.span.end
        if len(tokens) > MOST_WORDS:
            break
    _add(tokens, text, at, len(text), cuts)
    whole = len(tokens) <= MOST_WORDS
    return Words(text, tokens[:MOST_WORDS], margins, notes, body or Span(0, len(text)), whole)


def _add(tokens: list[Token], text: str, start: int, end: int, cuts: _Cuts) -> None:
    for m in _WORD.finditer(text, start, end):
        key = letters(m.group())
        if key and not cuts.has(m.start()):
            tokens.append(Token(m.start(), m.end(), key))
            if len(tokens) > MOST_WORDS:
                return


class _Cuts:
    """Places that lie in some spans, found by halving."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            elif span.end > span.start:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def has(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def letters(word: str) -> str:
    """A word's letters and digits, by which two editions' words are matched.

    >>> letters("(Chargé's"), letters("--")
    ('charges', '')
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.translate(_NO_LETTERS)
    if word.isalnum():
        return word.lower()
    return "".join(c for c in word if c.isalnum()).lower()
