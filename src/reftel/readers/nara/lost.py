"""Records without a text: why, and how they say so.

`withdrawn` (a withdrawal card stands for the telegram), `on microfilm only`, `text lost` (in one
of the conversions), `text missing` (the record does not say why).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reftel.readers.nara.text import without_stamps

WITHDRAWN: Final = "withdrawn"
ON_MICROFILM: Final = "on microfilm only"
LOST: Final = "text lost"
MISSING: Final = "text missing"

_ERRORS: Final = re.compile(r"ERROR READING TEXT|EXPAND ERROR ENCOUNTERED", re.I)
_WITHDRAWN: Final = re.compile(r"\bWITHDRAW(?:N|AL)\b|\bDENIED IN FULL\b", re.I)
_REVIEWS: Final = ("Review Action", "Disposition Action", "Disposition History", "Review History")
_NO_VALUE: Final = ("", "N/A")
_FEW: Final = 8  # lines of a card or a notice; the shortest telegram has more
# A telegram has one of these lines.
_HEADER: Final = re.compile(r"(?:PAGE \d|FM |TO |ACTION |ORIGIN |[ZOPR] \d{6}Z )")
_NO_WORDS: Final = re.compile(
    r"(?:\*\*\* ?Current (?:Handling Restrictions|Classification)\b.*|N{3,4}|<< END OF DOCUMENT >>"
    r"|UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|PAGE \d{1,3}\b.*)"
)


def why(message: str, attributes: Mapping[str, str]) -> str:
    """Why a record has no text; empty where it has one.

    >>> why("\\nERROR READING TEXT\\n", {"Locator": "TEXT ON-LINE"})
    'text lost'
    >>> why("", {"Locator": "TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE"})
    'on microfilm only'
    """
    lines = without_stamps(message)
    words = [line for line in lines if not _NO_WORDS.fullmatch(line)]
    few = len(words) <= _FEW and not any(_HEADER.match(line) for line in words)
    locator = " ".join(attributes.get("Locator", "").upper().split())
    if few and _ERRORS.search("\n".join(words)):
        return LOST
    if locator not in _NO_VALUE and "TEXT ON-LINE" not in locator:
        return _by_locator(locator, attributes)
    if not words:
        return WITHDRAWN if _withdrawn(attributes) else MISSING
    if few and _WITHDRAWN.search("\n".join(words)):
        return WITHDRAWN
    return ""


def _by_locator(locator: str, attributes: Mapping[str, str]) -> str:
    if "WITHDRAWN" in locator or _withdrawn(attributes):
        return WITHDRAWN
    if "MICROFILM" in locator:
        return ON_MICROFILM
    return LOST if re.search("UNRETRIEVABLE|GARBLED|NOT CONVERTED", locator) else MISSING


def _withdrawn(attributes: Mapping[str, str]) -> bool:
    """Whether the last word of a review is that the record was withdrawn."""
    return any(_WITHDRAWN.search(attributes.get(name, "").rpartition(";")[2]) for name in _REVIEWS)
