"""What a query calls a word: letters and digits, with the marks that stand on letters."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[^\W_]+")


def plain_words(value: str) -> list[str]:
    """The words of a piece of a query, signs left out. Each engine cuts them further as its index does.

    >>> plain_words("O'NEILL, JR."), plain_words("हिन्दी")
    (['O', 'NEILL', 'JR'], ['हिन्दी'])
    """
    if value.isascii():
        return _PLAIN.findall(value)
    composed = unicodedata.normalize("NFC", value)
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in composed)
    return [word for word in words.split() if any(c.isalnum() for c in word)]
