"""`recognise`: whether a text is a SMART message. Every cable is asked, so it is quick."""

from __future__ import annotations

import re

_NEAR = 2_500  # characters within which a header has its names
# Names as they begin lines; a scan may have read the stroke or the colon as something else.
_NAMES = re.compile(
    r"(?:^|\n)[ \t]*(?P<name>MRN|Date.{0,2}D[TI]G|Action|E\.[O0]\.|TAGS|Captions|Reference|Pass [Ll]ine|Subject"
    r"|Drafted By|Cleared By|Approved By|Released By|Dissemination Rule)[ \t]{0,3}(?:[:;]|\n|[ \t]{3})"
)
_ENOUGH = 4
_SIGNS = ("Date/DTG", "Dissemination Rule", "MRN:")


def recognise(text: str) -> bool:
    """Whether a text is to be read by `parse` of this package.

    >>> recognise("MRN:   10 ROME 4580\\nDate/DTG:  Aug 03, 2010 / 031406Z AUG 10\\nTAGS:  PARM\\nSubject:  OIL\\n")
    True
    >>> recognise("R 071530Z OCT 03\\nFM AMEMBASSY ROME\\nC O N F I D E N T I A L ROME 004580\\nTAGS: PARM")
    False
    """
    # Of the names in capitals there are three, and four names must stand there.
    if "t" not in text and "e" not in text:
        return False
    # A search from the end is the faster one, and a sign anywhere will do.
    for sign in _SIGNS:
        at = text.rfind(sign)
        if at >= 0:
            found = {m["name"][:4].upper() for m in _NAMES.finditer(text, max(0, at - _NEAR), at + _NEAR)}
            if len(found) >= _ENOUGH:
                return True
    return False
