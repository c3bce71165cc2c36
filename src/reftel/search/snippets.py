"""What a hit shows of a cable's text: the piece that has most of what was looked for.

Made here and not by an engine: engines mark words of a phrase that stand alone, know no prefixes,
and cut pieces out of page lines and mark-up.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reftel.archive.wraps import join, without
from reftel.model import Furniture, Span
from reftel.search.hits import Snippet
from reftel.search.tree import And, Node, Not, Or, Phrase, Prefix, Word, Words

LENGTH = 220
_LEAD = 40
"""Characters shown before the first word marked, where the text has them."""
_MOST = 200  # places of one word that are looked at
_GAP = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_Place = tuple[int, int, int]  # start, end, and the number of what stands there


class Shown(msgspec.Struct):
    """The little of a record that a snippet needs."""

    furniture: tuple[Furniture, ...] = ()
    paragraphs: tuple[Start, ...] = ()


class Start(msgspec.Struct):
    """Where a paragraph stands."""

    span: Span


class Cutter:
    """Cuts snippets for one query."""

    def __init__(self, node: Node) -> None:
        self._wanted = [one for one in map(_Wanted.of, _positive(node)) if one]

    def cut(self, text: str, record: Shown) -> Snippet | None:
        """The best piece of a text, or its first paragraph where nothing is marked."""
        clean, taken = without(text, [one.span for one in record.furniture])
        start = _body(text, record)
        places = self._places(clean)
        if self._wanted and not places:
            places = self._places(text)  # in a page line or a stamp only
            if places:
                return self._best(text, places, start)
        if taken:
            start = min(max(start - _gone(record.furniture, start), 0), len(clean))
        return self._best(clean, places, start) if places else _piece(clean, start, [])

    def _best(self, text: str, places: Sequence[_Place], body: int) -> Snippet | None:
        first = _first(places, body)
        start = max(min(first - _LEAD, len(text) - LENGTH), body if first >= body else 0)
        marks: list[tuple[int, int]] = []
        for begin, end, number in places[bisect_left(places, (start,)) :]:
            if end > start + LENGTH:
                break
            if self._wanted[number].is_phrase:
                marks += (m.span() for m in _WORD.finditer(text, begin, end))
            else:
                marks.append((begin, end))
        return _piece(text, start, sorted(marks))

    def _places(self, text: str) -> list[_Place]:
        """Where what was looked for stands, in the order of the text."""
        folded = _folded(text)
        joined, parted = join(folded) if "-\n" in text or "-\r" in text else (folded, [])
        places = {
            (start, end, number)
            for number, wanted in enumerate(self._wanted)
            for start, end in wanted.find(folded)
        }
        if parted:
            starts = [start for start, _ in parted]
            for number, wanted in enumerate(self._wanted):
                for start, end in wanted.find(joined):
                    if bisect_left(starts, start) != bisect_left(starts, end):  # over a line's end
                        places.add((_back(parted, start), _back(parted, end), number))
        return sorted(places)


class _Wanted:
    """A word, a phrase or a word's beginning, to be found in a folded text."""

    def __init__(self, words: list[str], prefix: bool) -> None:
        self._first, self._rest, self._prefix = words[0], words[1:], prefix
        self.is_phrase = len(words) > 1

    @classmethod
    def of(cls, node: Node) -> _Wanted | None:
        if isinstance(node, (Word, Phrase, Prefix, Words)):
            words = [word for word in _GAP.split(_folded(node.text)) if word]
            return cls(words, isinstance(node, Prefix)) if words else None
        return None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        first, size = self._first, len(self._first)
        at, found = text.find(first), 0
        while at >= 0 and found < _MOST:
            end = at + size
            if not (at and _is_word(text[at - 1])):
                last = self._end(text, end)
                if last:
                    found += 1
                    yield at, last
            at = text.find(first, end)

    def _end(self, text: str, at: int) -> int:
        """Where the whole ends, if it stands there; 0 if it does not."""
        for word in self._rest:
            gap = _GAP.match(text, at)
            if gap is None or not text.startswith(word, gap.end()):
                return 0
            at = gap.end() + len(word)
        if self._prefix:
            while at < len(text) and _is_word(text[at]):
                at += 1
        return 0 if at < len(text) and _is_word(text[at]) else at


def _is_word(c: str) -> bool:
    return c.isalnum()


def _positive(node: Node) -> Iterator[Node]:
    """The parts that a hit has, and that a snippet can show."""
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _positive(part)
    elif not isinstance(node, Not):
        yield node


def _folded(text: str) -> str:
    """The text in small letters and without accents, each character in its place."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if c < "\x80" else _letter(c) for c in text)


def _letter(c: str) -> str:
    plain = unicodedata.normalize("NFKD", c)[0].lower()
    return plain if len(plain) == 1 else c


def _body(text: str, record: Shown) -> int:
    return min(record.paragraphs[0].span.start, len(text)) if record.paragraphs else 0


def _gone(furniture: Iterable[Furniture], place: int) -> int:
    """How much of the furniture stands before a place."""
    return sum(min(one.span.end, place) - one.span.start for one in furniture if one.span.start < place)


def _back(parted: Sequence[tuple[int, int]], place: int) -> int:
    """The place in the text of a place in the text whose parted words were put together."""
    return place + sum(length for start, length in parted if start < place)


def _first(places: Sequence[_Place], body: int) -> int:
    """The first place of a piece that has most of what was looked for.

    Of those with as much: in the body before the header, then the first.
    """
    best, first = (-1, False), 0
    inside: dict[int, int] = {}
    end = 0
    for begin, (start, _, number) in enumerate(places):
        while end < len(places) and places[end][1] <= start + LENGTH - _LEAD:
            inside[places[end][2]] = inside.get(places[end][2], 0) + 1
            end += 1
        worth = (len(inside), start >= body)
        if worth > best:
            best, first = worth, begin
        if end <= begin:  # longer than a piece
            end = begin + 1
        elif inside.get(number, 0) > 1:
            inside[number] -= 1
        else:
            inside.pop(number, None)
    return places[first][0]


def _piece(text: str, start: int, marks: Sequence[tuple[int, int]]) -> Snippet | None:
    """The piece from about `start` on, from word to word, its wraps undone."""
    limit = marks[0][0] if marks else start
    if start and not text[start - 1].isspace():
        blank = _BLANKS.search(text, start, limit)
        start = blank.end() if blank else start
    end = min(start + LENGTH, len(text))
    if end < len(text) and not text[end].isspace():
        least = max(marks[-1][1] if marks else start, start + LENGTH - 30)
        cut = max(text.rfind(" ", least, end), text.rfind("\n", least, end))
        end = cut if cut > start else end
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    at = start

    def add(until: int) -> None:
        nonlocal at, length
        words = _BLANKS.sub(" ", text[at:until])
        if not length or pieces[-1].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            pieces.append(words)
        length += len(words)
        at = until

    for begin, stop in marks:
        if begin < at or stop > end:
            continue
        add(begin)
        begun = length
        add(stop)
        places.append((begun, length))
    add(end)
    shown = "".join(pieces).rstrip()
    return Snippet(shown, tuple(places)) if shown else None
