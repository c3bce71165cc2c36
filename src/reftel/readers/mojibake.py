"""Text that was decoded wrongly before it came here (`minister’s` as `ministerâ€™s`), put right.

What was UTF-8 and was read as Windows-1252, Latin-1 or MacRoman, once or twice, leaves sequences
that no language writes. Only where one of these stands is the text given to `ftfy`, which knows
how to go back; a text without such a sign is never touched.
"""

from __future__ import annotations

import re
from typing import Final

# What the bytes 80 to BF are in Windows-1252, less what may stand behind a capital of a true word:
# quotation marks, dashes, dots, the no-break space (`IRMÃ”`, `SÃO`, `É»`).
_SYMBOLS: Final = "€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ¡-ª¬-º¼-¿\x80-\x9f"
_ANY: Final = _SYMBOLS + "‘’“”–—…•«»\xa0"
_sign: Final = re.compile(
    rf"[ÂÃ][{_SYMBOLS}]"  # Ã© for é, Â£ for £, Ãƒ of what was spoilt twice
    r"|[ÂÃ][‘“][A-Za-z]"  # NIÃ‘O: no quotation opens within a word
    r"|[a-z]Ã[‘’“”–—…•»\xa0]"  # a capital behind a small letter
    r"|â[€\x80‚„ˆ\x82\x84\x88]"  # â€™ for ’, â‚¬ for €
    rf"|(?:[ÄÅÎÏÐÑØÙÚÛ×][{_ANY}]){{2}}"  # letters of two bytes: Polish, Greek, Russian, Arabic, Hebrew
    rf"|[áã-ï][{_SYMBOLS}»º][{_SYMBOLS}]"  # of three: Vietnamese, Chinese, Japanese, Korean
    r"|ï»¿|ï¿½|ðŸ"
    r"|‚Ä[ìîïòôúùû†°¢π¶]|√[©®±†≠™´≤≥¥µø°∂∫ª∏°ßº≈¶]"  # read as MacRoman
)
# A line, or a part of a very long one: ftfy looks at each as a whole.
_line: Final = re.compile(r"[^\r\n]{1,4000}[^\r\n\t ]{0,40}")


def shows(text: str) -> bool:
    """Whether there is a sign that the text was decoded wrongly; quick, and quickest for ASCII.

    >>> shows("ministerâ€™s"), shows("SÃO PAULO, “IRMÃ”, Âge"), shows("ROME")
    (True, False, False)
    """
    return not text.isascii() and _sign.search(text) is not None


def repair(text: str) -> tuple[str, int]:
    """The text put right, and in how many lines; a line that cannot be put right stays as it is.

    >>> repair("the ministerâ€™s cafÃ©")
    ('the minister’s café', 1)
    >>> repair("SÃO PAULO")
    ('SÃO PAULO', 0)
    """
    if not shows(text):
        return text, 0
    count = 0

    def mended(found: re.Match[str]) -> str:
        nonlocal count
        line = found.group()
        after = _repaired(line) if shows(line) else line
        count += after != line
        return after

    return _line.sub(mended, text).removeprefix("\ufeff"), count


def _repaired(line: str) -> str:
    import ftfy  # most texts never need it
    from ftfy.badness import badness

    # Not what ftfy can do beside: nothing is unescaped, straightened, replaced by U+FFFD or guessed
    # back from a blank.
    config = ftfy.TextFixerConfig(
        explain=False, replace_lossy_sequences=False, restore_byte_a0=False, fix_c1_controls=False
    )
    after = ftfy.fix_encoding(line, config)
    worse = badness(after) > badness(line) or after.count("\ufffd") > line.count("\ufffd") + line.count("ï¿½")
    return line if worse or "\n" in after or "\r" in after else after
