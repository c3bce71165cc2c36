"""`recognise`: whether a text is a military message in sets. Every cable is asked, so it is quick."""

from __future__ import annotations

import re

_NEAR = 8_000  # characters within which a header ends, a long list of addressees included
# "MSGID/GENADMIN/", "SUBJ/…//", behind the end of another set or at a line's beginning
_SET = re.compile(r"(?:^|//|\*)[ \t]*(?:MSGID/[A-Z]{2}|SUBJ/[^\n/ ]|GENTEXT/R|RMKS/)", re.M)
# "NAVADMIN 193/06" alone on its line
_NUMBER_LINE = re.compile(r"^[ \t]*(?:NAV|AL|MAR)[A-Z]{2,9}[ /]{1,3}\d{1,4}/\d\d\b", re.M)
_STATE_LINE = re.compile(r"^[ \t]*(?:E\.?O\.?[ \t]?\d|TAGS?[ \t]*:)", re.M)


def recognise(text: str) -> bool:
    """Whether a text is to be read by `parse` of this package.

    >>> recognise("R 041837Z MAY 06\\nFM CNO WASHINGTON DC//N1//\\nSUBJ/NAVY UNIFORMS//\\nRMKS/1. TEXT.//")
    True
    >>> recognise("R 071530Z OCT 03\\nFM AMEMBASSY ROME\\nC O N F I D E N T I A L ROME 004580\\nTAGS: PARM")
    False
    """
    # A State cable has no `//` in most cases; where it has, the sets' names decide.
    at = text.find("//", 0, _NEAR)
    if at < 0:
        return False
    first = _SET.search(text, 0, _NEAR) or _NUMBER_LINE.search(text, 0, _NEAR)
    return first is not None and _STATE_LINE.search(text, 0, first.start()) is None
