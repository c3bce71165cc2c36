"""Blanks around a stretch of text, by its offsets."""

from __future__ import annotations


def strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of `text[start:end]` begin and end; `None` if there are none.

    >>> strip("A  B C  ", 1, 8)
    (3, 6)
    """
    words = text[start:end].rstrip()
    if not words:
        return None
    end = start + len(words)
    return end - len(words.lstrip()), end


def rstrip(text: str, start: int, end: int) -> int:
    """Where the words of `text[start:end]` end."""
    return start + len(text[start:end].rstrip())
