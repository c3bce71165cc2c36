"""Text for files that other programs read: without the characters that no format of text can hold."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""A text with its control characters as U+FFFD; tabs and line ends stay, all of them as `\n`.

    >>> printable("A\x00B\r\nC\rD\tE")
    'A�B\nC\nD\tE'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("\ufffd", text)
