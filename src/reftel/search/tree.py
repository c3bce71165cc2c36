"""The tree of a query: what is asked, whatever engine answers.

`str()` of a tree is a query that reads back as the same tree.
"""

from __future__ import annotations

import datetime

import msgspec


class Everything(msgspec.Struct, frozen=True, tag=True):
    """All cables."""

    def __str__(self) -> str:
        return "*"


class Word(msgspec.Struct, frozen=True, tag=True):
    """A word, in any case, anywhere in the text."""

    text: str

    def __str__(self) -> str:
        # What has a digit may be a number's part, and would be read as one.
        plain = self.text.upper() not in ("AND", "OR", "NOT") and self.text.isalpha()
        return self.text if plain else f'"{self.text}"'


class Prefix(msgspec.Struct, frozen=True, tag=True):
    """Words that begin so: `export*`; in one field only, if it is given."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.field}:{self.text}*" if self.field else f"{self.text}*"


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words one after the other."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


class Exact(msgspec.Struct, frozen=True, tag=True):
    """A field that has a value: `tag` `PARM`, `from` `ROME`. The value is in the record's form."""

    field: str
    value: str

    def __str__(self) -> str:
        return f'{self.field}:"{self.value}"'


class Level(msgspec.Struct, frozen=True, tag=True):
    """Cables of these classification levels."""

    levels: tuple[str, ...]
    written: str

    def __str__(self) -> str:
        return f'class:"{self.written}"'


class Words(msgspec.Struct, frozen=True, tag=True):
    """Words or a phrase in one field only: `subject:libya`, `signer:sembler`."""

    field: str
    text: str

    def __str__(self) -> str:
        return f'{self.field}:"{self.text}"'


class Sent(msgspec.Struct, frozen=True, tag=True):
    """Sent on or after `first`, and before or on `last`."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def __str__(self) -> str:
        parts = [f"after:{self.first}" if self.first else "", f"before:{self.last}" if self.last else ""]
        return " ".join(part for part in parts if part)


class And(msgspec.Struct, frozen=True, tag=True):
    """All of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " AND ".join(_bracketed(part) for part in self.parts)


class Or(msgspec.Struct, frozen=True, tag=True):
    """Any of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_bracketed(part) for part in self.parts)


class Not(msgspec.Struct, frozen=True, tag=True):
    """None of this."""

    part: Node

    def __str__(self) -> str:
        return f"NOT {_bracketed(self.part)}"


Node = Everything | Word | Prefix | Phrase | Exact | Level | Words | Sent | And | Or | Not


def _bracketed(part: Node) -> str:
    return f"({part})" if isinstance(part, (And, Or, Not)) else str(part)
