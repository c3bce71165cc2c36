"""Line wraps as cables have them: greedy, at a fixed column."""

from __future__ import annotations


def wrapped(words: str, width: int) -> str:
    """The words with line breaks, no line longer than `width` where that can be (0: no wraps).

    >>> wrapped("THE MFA APPEARS MORE CONCERNED", 16)
    'THE MFA APPEARS\\nMORE CONCERNED'
    """
    if not width or len(words) <= width:
        return words
    lines, at, length = [], 0, len(words)
    while length - at > width:
        cut = words.rfind(" ", at, at + width + 1)
        if cut <= at:
            cut = words.find(" ", at + width)
            if cut < 0:
                break
        lines.append(words[at:cut])
        at = cut + 1
    lines.append(words[at:])
    return "\n".join(lines)
