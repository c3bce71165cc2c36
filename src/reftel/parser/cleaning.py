"""Cleaning: what the relay, the archive and the web page put between a message's words is
taken out, and a map of offsets leads from the cleaned text back to the raw one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from reftel.model import Furniture, Span
from reftel.parser.noise import Cut, find_noise, level_out


class Clean:
    """A cleaned text. `span(start, end)` is the place in the raw text of a place in `text`.

    Field modules read `text`, and make every span by `span`: they never see the raw text.
    What they find to be no field's they add to `furniture`.

    >>> clean = Clean.of("1. (C) OIL &amp; GAS")
    >>> clean.text
    '1. (C) OIL & GAS'
    >>> clean.span(11, 16)
    Span(start=11, end=20)
    """

    __slots__ = ("_ahead", "_ends", "_starts", "furniture", "raw", "span", "text")

    def __init__(
        self,
        raw: str,
        pieces: Sequence[tuple[int, int]] | None,
        furniture: list[Furniture],
        levelled: str | None = None,
    ) -> None:
        """`pieces` are the raw ranges kept, in order (`None`: all of it); `levelled` is the
        raw text with characters replaced one for one."""
        self.raw = raw
        self.furniture = furniture
        self.span: Callable[[int, int], Span]
        text = raw if levelled is None else levelled
        if pieces is None:
            self.text = text
            self.span = Span
            return
        self.text = "".join([text[start:end] for start, end in pieces])
        self._starts: list[int] = [] if pieces else [0]
        self._ends: list[int] = [] if pieces else [0]
        self._ahead: list[int] = [] if pieces else [0]  # how far the raw text is ahead of the cleaned one
        at = 0
        for start, end in pieces:
            self._starts.append(at)
            self._ahead.append(start - at)
            at += end - start
            self._ends.append(at)
        self.span = self._mapped

    @classmethod
    def of(cls, raw: str) -> Clean:
        """Clean a raw text."""
        levelled, cuts = level_out(raw)
        cuts += find_noise(levelled)
        if not cuts:
            return cls(raw, None, [], levelled)
        cuts = _merged(cuts)
        furniture = [Furniture(cut.kind, Span(cut.start, cut.end)) for cut in cuts]
        pieces, at = [], 0
        for cut in cuts:
            if cut.start > at:
                pieces.append((at, cut.start))
            at = cut.end
        if at < len(raw):
            pieces.append((at, len(raw)))
        return cls(raw, pieces, furniture, levelled)

    def _mapped(self, start: int, end: int) -> Span:
        piece = bisect_right(self._starts, start) - 1
        ahead = self._ahead[piece]
        first = start + ahead
        if end <= start:
            return Span(first, first)
        if end > self._ends[piece]:  # it goes on in another piece
            ahead = self._ahead[bisect_right(self._starts, end - 1) - 1]
        return Span(first, end + ahead)


def _merged(cuts: list[Cut]) -> list[Cut]:
    """In order and without overlap: of two that overlap the later one keeps its own end only."""
    cuts.sort()
    merged: list[Cut] = []
    for cut in cuts:
        if merged and cut.start < merged[-1].end:
            if cut.end <= merged[-1].end:
                continue
            cut = Cut(merged[-1].end, cut.end, cut.kind)
        merged.append(cut)
    return merged
