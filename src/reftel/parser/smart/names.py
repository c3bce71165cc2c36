"""The names of a SMART message's values, `Date/DTG:`, `Pass Line:`, and how scanning damages them.

A name is known by its letters: `DatelDTG`, `Date!DTG` and `Date/DIG` are all Date/DTG. In names of
five letters and more one letter may be wrong, in those of nine and more two, where only one
name is that near.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

HEADER: Final = (
    "MRN",
    "Date/DTG",
    "From",
    "Action",
    "Info",
    "E.O.",
    "Classified By",
    "Derived From",
    "Reason",
    "Declassify On",
    "TAGS",
    "Captions",
    "Reference",
    "Pass Line",
    "Subject",
)
"""Names that stand above the body, in their order (5 FAH-1 H-212 and releases of 2010 to 2012)."""

ENDING: Final = (
    "Signature",
    "Drafted By",
    "Cleared By",
    "Approved By",
    "Released By",
    "Info",
    "XMT",
    "Attachments",
    "Action Post",
    "Dissemination Rule",
)
"""Names that stand below the body, in their order."""

ROUTING: Final = ("Action Office", "Info Office")
"""Names that stand above the number where a post's copy shows them."""

E_MAIL: Final = ("Sent", "To", "Cc", "Bcc", "Original Message", "Importance")
"""Names of an e-mail's header that no message has; it has `From`, `Subject` and `Attachments` as well."""

OWN: Final = frozenset(
    (
        *("MRN", "Date/DTG", "Action", "E.O.", "TAGS", "Captions", "Reference", "Pass Line"),
        *("Signature", "Drafted By", "Cleared By", "Approved By", "Released By", "Dissemination Rule"),
    )
)
"""Names that no e-mail has."""

_SPELLINGS: Final = {
    **{re.sub(r"[^A-Z]", "", name.upper()): name for name in (*HEADER, *ENDING, *ROUTING, *E_MAIL)},
    "REFERENCES": "Reference",
    "REF": "Reference",
    "REFS": "Reference",
    "CAPTION": "Captions",
    "ATTACHMENT": "Attachments",
    "REASONS": "Reason",
    "DATE": "Date/DTG",
    "DTG": "Date/DTG",
    "PASSLINES": "Pass Line",
    "EXECUTIVEORDER": "E.O.",
    "FW": "",
    "RE": "",
}
_LOOKALIKES: Final = str.maketrans("015", "OIS")
_NOT_LETTERS = re.compile(r"[^A-Z]+")
_COLON = re.compile(r"[ \t]{0,60}(?P<name>[A-Za-z][A-Za-z0-9./!|\\ -]{1,21}?)[ \t]{0,3}[:;](?!//)")
# A name whose colon was lost stands alone, or a column's width before its value.
_BARE = re.compile(
    r"[ \t]{0,60}(?P<name>[A-Za-z][A-Za-z0-9./!|]{1,13}(?: [A-Za-z]{2,4})?)(?:[ \t]{3,}|[ \t]*\Z)"
)
_ORDER = re.compile(r"[ \t]{0,60}E\.[ ]?[O0]\.?[ ]?(?=1\d{4}\b)")
_SHORTEST_DAMAGED = 5
_LONG = 9


def of_line(line: str) -> tuple[str, int] | None:
    """The name that a line begins with, and where its value begins.

    >>> of_line("DatelDTG:     Nov 30, 2012"), of_line("Subject      Oil"), of_line("Two were seen: one")
    (('Date/DTG', 9), ('Subject', 13), None)
    """
    head = line[:90]
    if m := _ORDER.match(head):  # "E.O. 13526: DECL: …", as messages had it before
        return "E.O.", m.end()
    m = _COLON.match(head)
    if m is not None:
        name = known(m["name"])
        return (name, m.end()) if name else None
    m = _BARE.match(head)
    if m is not None and (name := _exact(m["name"])):
        return name, m.end()
    return None


@lru_cache(maxsize=4096)
def known(written: str) -> str | None:
    """The name that some words are, damaged or not; `None` for what is none.

    >>> known("E.0."), known("Pass line"), known("Disseminatlon Ru1e"), known("Comment")
    ('E.O.', 'Pass Line', 'Dissemination Rule', None)
    """
    if name := _exact(written):
        return name
    letters = _letters(written)
    if len(letters) < _SHORTEST_DAMAGED or written[:1].islower():
        return None
    from rapidfuzz.distance import OSA

    most = 2 if len(letters) >= _LONG else 1
    near = {
        name
        for spelling, name in _SPELLINGS.items()
        if len(spelling) >= _SHORTEST_DAMAGED
        and _begins_alike(letters, spelling)
        and OSA.distance(letters, spelling, score_cutoff=most) <= most
    }
    return near.pop() if len(near) == 1 else None


def _begins_alike(letters: str, spelling: str) -> bool:
    """A scan loses a first letter or misreads it, and adds none: `Preferences` is no name."""
    return letters[0] == spelling[0] or spelling[1:] in (letters, letters[1:])


def _exact(written: str) -> str | None:
    if not written[:1].isupper():
        return None
    return _SPELLINGS.get(_letters(written)) or None


def _letters(written: str) -> str:
    return _NOT_LETTERS.sub("", written.upper().translate(_LOOKALIKES))
