"""The attributes that the National Archives' electronic telegrams of 1973–79 have beside their text.

Source: `data/archive_attributes.csv`, from counts over the 2,081,272 telegrams and from records seen.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.vocabulary.tables import rows


class Attribute(msgspec.Struct, frozen=True):
    """An attribute by the archive's own name.

    `given` is the name that all readers use for its meaning, where there is one; `kind` is `date`,
    `list` or nothing.
    """

    name: str
    given: str = ""
    kind: str = ""


def by_name(name: str) -> Attribute | None:
    """The attribute of exactly this name.

    >>> by_name("Draft Date").given, by_name("DRAFT DATE")
    ('date', None)
    """
    return _index()[0].get(name)


def find(written: str) -> Attribute | None:
    """The attribute that a column or an element is named after: case, blanks and marks left aside.

    >>> find("document_number").name, find("OriginalClassification:").name
    ('Document Number', 'Original Classification')
    """
    return _index()[1].get(_plain(written)) if len(written) <= 80 else None


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


@cache
def _index() -> tuple[dict[str, Attribute], dict[str, Attribute]]:
    exact = {
        row["name"]: Attribute(row["name"], row["given"], row["kind"]) for row in rows("archive_attributes")
    }
    return exact, {_plain(name): attribute for name, attribute in exact.items()}
