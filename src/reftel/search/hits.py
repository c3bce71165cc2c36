"""What a search gives: hits with snippets, and how many there are in all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a cable's text; `marks` are the places in it of what was looked for."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(msgspec.Struct, frozen=True):
    """A cable that was found: enough to list it. `id` is the edition's."""

    id: str
    mrn: str | None
    sent: datetime.date | None
    subject: str | None
    classification: str | None
    score: float | None
    snippet: Snippet | None


class Hits(msgspec.Struct, frozen=True):
    """One page of hits of `total`."""

    query: str
    total: int
    offset: int
    hits: tuple[Hit, ...]

    def __iter__(self) -> Iterator[Hit]:  # type: ignore[override]
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)
