"""Where words stand in a text."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False, order=True):
    """A place in the raw text: `start` and `end` offsets in code points, end excluded.

    >>> Span(5, 9).of("FROM ROME")
    'ROME'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]
