"""Records whose attributes have names of their own: cells below a head, members, elements.

A list of results shows pieces of a text around the words sought, joined by `...`. Such a piece is no
text: the record has none, its `kind` is `list entry`, and the pieces stand in `Message Text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from reftel.model import RawMessage
from reftel.readers.nara import record
from reftel.vocabulary import archive_attributes

LIST_ENTRY: Final = "list entry"

_TEXT_NAMES: Final = frozenset(("messagetext", "text", "body", "fulltext", "content"))
# A telegram has these lines, or their words in a row where line breaks were lost.
_HEADER: Final = (
    re.compile(r"^[ \t]*PAGE +\d|[ \n](?:PAGE +\d+ )", re.M),
    re.compile(r"(?:^|[ \n])(?:[ZOPR] ){1,2}\d{6} ?Z "),
    re.compile(r"(?:^|[ \n])FM +(?:AM|SEC|US|[A-Z]{4})"),
    re.compile(r"(?:^|[ \n])TO +[A-Z]{3}"),
)
_NUMBER: Final = re.compile(r"\s*(?:19|20)\d\d[A-Z][A-Z ]{1,11}\d{2,7}(?:_[a-z])?\s*")


def is_text(name: str) -> bool:
    """Whether a column, member or element of this name holds the telegram's text.

    >>> is_text("Message Text"), is_text("message_text"), is_text("Text Location")
    (True, True, False)
    """
    return len(name) <= 40 and "".join(filter(str.isalnum, name)).lower() in _TEXT_NAMES


def is_number(value: str) -> bool:
    """Whether a value has the form of a document number."""
    return len(value) <= 60 and _NUMBER.fullmatch(value) is not None


def known(names: Iterable[str]) -> set[str]:
    """The archive's attributes among some names."""
    return {found.name for name in names if (found := archive_attributes.find(name))}


def is_head(names: Iterable[str]) -> bool:
    """Whether some names are those of a record: the document number and two more.

    >>> is_head(["View", "Document Number", "From", "To"]), is_head(["From", "To", "Subject"])
    (True, False)
    """
    found = known(names)
    return len(found) >= 3 and bool(found & {"Document Number", "Canonical ID"})


def message(
    data: bytes, pairs: Iterable[tuple[str, str]], place: record.Place, entry: bool = False
) -> RawMessage:
    """The message of a record whose attributes and text come as pairs; a name may come twice.

    `entry`: it is known to be an entry of a list.
    """
    text, values = "", dict[str, list[str]]()
    for name, value in pairs:
        if is_text(name):
            text = text or value
            continue
        attribute = archive_attributes.find(name)
        stripped = value.strip()
        held = values.setdefault(attribute.name if attribute else name.strip()[:80], [])
        if stripped and stripped not in held:
            held.append(stripped)
    attributes = {name: "; ".join(held) for name, held in values.items() if name}
    listed = (entry or bool(text.strip()) and "Locator" not in attributes) and not _is_whole(text)
    return record.make(data, text, attributes, place, LIST_ENTRY if listed else "")


def _is_whole(text: str) -> bool:
    """Whether it is a telegram with its header, and no pieces of one."""
    return sum(line.search(text) is not None for line in _HEADER) > 1
