"""`recognise`: whether a text is a military message in sets. Every cable is asked, so it is quick."""

from __future__ import annotations

import re

_NEAR = 8_000  # characters within which a header ends, a long list of addressees included
_BEHIND = 2_000  # an exchange's own subject line stands no farther before the first set
# "MSGID/GENADMIN/", "SUBJ/…//", behind the end of another set or at a line's beginning;
# "NAVADMIN 193/06" or "TO NAVADMIN" alone on its line
_LINE = (
    r"[ \t]*(?:MSGID/{1,2}[A-Z]{2}|SUBJ/{1,2}[^\n/ ]|GENTEXT/|RMKS/"
    r"|(?:NAV|AL|MAR)[A-Z]{2,9}[ /]{1,3}\d{1,4}/\d\d\b|TO (?:NAV|MAR)ADMIN[ \t\r]*(?:\n|\Z))"
)
# A pattern that begins with one letter, here a line break, is found many times faster.
_FORM = re.compile(r"\n" + _LINE)
_FIRST = re.compile(_LINE)
_GLUED = re.compile(r"(?<=[/* \t])(?:MSGID/[A-Z]{2}|SUBJ/[^\n/ ])")
_STATE_LINE = re.compile(r"\n[ \t]*(?:E\.?O\.?[ \t]?\d|TAGS?[ \t]*:)")


def recognise(text: str) -> bool:
    """Whether a text is to be read by `parse` of this package.

    >>> recognise("R 041837Z MAY 06\\nFM CNO WASHINGTON DC//N1//\\nSUBJ/NAVY UNIFORMS//\\nRMKS/1. TEXT.//")
    True
    >>> recognise("R 071530Z OCT 03\\nFM AMEMBASSY ROME\\nC O N F I D E N T I A L ROME 004580\\nTAGS: PARM")
    False
    """
    # Nearly every cable has a subject, near its beginning; what stands behind the word and
    # before it decides without a look at the rest.
    at = text.find("SUBJ", 0, _NEAR)
    if at < 0:
        if text.find("MSGID/", 0, _NEAR) < 0:
            return False
        at = _NEAR
    elif not (
        text.startswith("/", at + 4)
        or text.find("MSGID/", at, at + _BEHIND) >= 0
        or text.find("//", 0, at) >= 0
        or text.find("TO NAVADMIN", 0, at) >= 0
    ):
        return False
    end = at + _BEHIND
    first = _FIRST.match(text) or _FORM.search(text, 0, end)
    if first is None and (text.find("MSGID/", 0, end) >= 0 or text.find("SUBJ/", 0, end) >= 0):
        first = _GLUED.search(text, 0, end)
    return first is not None and _STATE_LINE.search(text, 0, first.start()) is None
