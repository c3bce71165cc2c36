"""Cleaning: what the relay, the archive and the web page put between a message's words is
taken out, and a map of offsets leads from the cleaned text back to the raw one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from reftel.model import Furniture, Span


class Clean:
    """A cleaned text. `span(start, end)` is the place in the raw text of a place in `text`.

    Field modules read `text`, and make every span by `span`: they never see the raw text.
    """

    __slots__ = ("_raw_at", "_starts", "furniture", "raw", "span", "text")

    def __init__(self, raw: str, pieces: list[tuple[int, int]] | None, furniture: list[Furniture]) -> None:
        """`pieces` are the raw ranges kept, in order (`None`: all of it)."""
        self.raw = raw
        self.furniture = furniture
        self.span: Callable[[int, int], Span]
        if pieces is None:
            self.text = raw
            self.span = Span
            return
        self.text = "".join([raw[start:end] for start, end in pieces])
        self._starts: list[int] = []
        self._raw_at: list[int] = []
        at = 0
        for start, end in pieces:
            self._starts.append(at)
            self._raw_at.append(start)
            at += end - start
        self.span = self._mapped

    def _mapped(self, start: int, end: int) -> Span:
        starts, raw_at = self._starts, self._raw_at
        piece = bisect_right(starts, start) - 1
        first = raw_at[piece] + start - starts[piece]
        if end <= start:
            return Span(first, first)
        piece = bisect_right(starts, end - 1) - 1
        return Span(first, raw_at[piece] + end - starts[piece])
