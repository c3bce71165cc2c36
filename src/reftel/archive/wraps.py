"""What the lines of a page part: words parted by a hyphen, sentences parted by a page line.

The texts of the 1970s part words at the end of a line (`REPRESENTA-` / `TIVES`), and every text in
pages may have a page line amid a sentence. The index gets the passages around such places once
more, put together, so that the word and the phrase are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

import msgspec

from reftel.model import Furniture, Span

# "REPRESENTA-\nTIVES": letters on both sides, so that no range of numbers is taken for a word.
PARTED = re.compile(r"-[ \t]{0,20}\r?\n\s{0,80}(?=[^\W\d_])")
AROUND = 100
"""Characters on either side of such a place that are put into the index once more."""
WORD = 60
"""Characters within which a word is looked for its end."""

# Kinds that stand amid sentences. Mark-up and rules stand between paragraphs.
_AMID = frozenset(
    (
        *("page marker", "section line", "section header", "stamp", "record row"),
        *("repeated marking", "repeated caption", "repeated header"),
    )
)
_sign = re.compile(f'"(?:{"|".join(sorted(_AMID))})"'.encode())
_blank = re.compile(r"\s")
_LIST = b'"furniture":['


class _Record(msgspec.Struct):
    furniture: tuple[Furniture, ...] = ()


_decode_list = msgspec.json.Decoder(tuple[Furniture, ...]).decode
_decode_record = msgspec.json.Decoder(_Record).decode


def passages(text: str, record: bytes = b"") -> list[str]:
    """The passages of a text that a line's end or a page line parts, put together.

    `record` is the cable's record as JSON, which names the page lines.

    >>> passages("THE REPRESENTA-\\nTIVES LEFT.")
    ['THE REPRESENTATIVES LEFT.']
    """
    seams: list[int] = []
    cuts = [one.span for one in _furniture(record) if one.kind in _AMID]
    if cuts:
        text, seams = without(text, cuts)
    joined, parted = join(text)
    if not seams and not parted:
        return []
    seams = after_joining(parted, seams)
    places = sorted({*seams, *(place for place, _ in parted)})
    return [joined[start:end] for start, end in _windows(joined, places)]


def _furniture(record: bytes) -> tuple[Furniture, ...]:
    """The furniture that a record lists, if any of it can part a sentence.

    The list stands near the end, so it is quick to find from there; in words of a text its
    beginning would have backslashes. To decode it alone takes a tenth of the time.
    """
    found = record.rfind(_LIST)
    rest = record[found + len(_LIST) - 1 :] if found >= 0 else b""
    if not _sign.search(rest):
        return ()
    try:
        return _decode_list(rest[: rest.find(b"}]") + 2])
    except msgspec.MsgspecError:  # a list that ends otherwise, as another parser's may
        return _decode_record(record).furniture


def without(text: str, spans: Iterable[Span]) -> tuple[str, list[int]]:
    """A text without some spans, and the places in it where something was taken out.

    >>> without("SECRET PAGE 02 WORDS", [Span(7, 15)])
    ('SECRET WORDS', [7])
    """
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for span in sorted(spans):
        if span.end <= max(at, span.start):
            continue
        if span.start < at:  # runs on from the one before
            at = span.end
            continue
        pieces.append(text[at : span.start])
        length += span.start - at
        if _parts_words(text, span):
            pieces.append(" ")
            length += 1
        places.append(length)
        at = span.end
    pieces.append(text[at:])
    return "".join(pieces), places


def _parts_words(text: str, span: Span) -> bool:
    """Whether words would run together without the span, which has blanks of its own."""
    around = text[span.start - 1 : span.start] + text[span.end : span.end + 1]
    return len(around) == 2 and around.isalnum() and any(c.isspace() for c in text[span.start : span.end])


def join(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text with its parted words in one, and where: places in what is given back, and how much went.

    >>> join("RE-\\nPRESENTA-\\nTIVES")
    ('REPRESENTATIVES', [(2, 2), (10, 2)])
    """
    if "-" not in text:
        return text, []
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for m in PARTED.finditer(text):
        if not text[m.start() - 1 : m.start()].isalpha():
            continue
        pieces.append(text[at : m.start()])
        length += m.start() - at
        places.append((length, m.end() - m.start()))
        at = m.end()
    pieces.append(text[at:])
    return "".join(pieces), places


def after_joining(parted: list[tuple[int, int]], places: list[int]) -> list[int]:
    """Where places of the text that `join` was given stand in the text that it gave back.

    >>> after_joining([(2, 2), (10, 2)], [1, 4, 14, 15])
    [1, 2, 10, 11]
    """
    if not parted or not places:
        return places
    gone = [0, *accumulate(length for _, length in parted)]
    ends = [start + taken for (start, _), taken in zip(parted, gone[1:], strict=True)]
    return [place - gone[bisect_right(ends, place)] for place in places]


def _windows(text: str, places: list[int]) -> list[tuple[int, int]]:
    """The text around each place, from blank to blank; where two overlap, one."""
    windows: list[tuple[int, int]] = []
    for first, last in _near(places):
        start, end = _blank_before(text, first - AROUND), _blank_after(text, last + AROUND)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _near(places: list[int]) -> Iterable[tuple[int, int]]:
    """Runs of places so near each other that the text around them is one, as first and last."""
    first = last = places[0]
    for place in places:
        if place - last > 2 * AROUND:
            yield first, last
            first = place
        last = place
    yield first, last


def _blank_before(text: str, place: int) -> int:
    """The nearest blank at or before a place, within a word's length."""
    if place <= 0:
        return 0
    found = _blank.search(text[max(place - WORD, 0) : place + 1][::-1])
    return place - found.start() if found else max(place - WORD, 0)


def _blank_after(text: str, place: int) -> int:
    """The nearest blank at or after a place, within a word's length."""
    found = _blank.search(text, place, place + WORD)
    return found.start() if found else min(place + WORD, len(text))
