"""What a search gives: hits with snippets, and how many there are in all."""

from __future__ import annotations

import datetime
import html
from collections.abc import Iterator

import msgspec


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a cable's text; `marks` are the places in it of what was looked for.

    The words are those of the cable, sign for sign; its line breaks are blanks, and what belongs
    to the transmission or to a web page is left out where it can be.
    """

    text: str
    marks: tuple[tuple[int, int], ...]

    def html(self) -> str:
        """The piece for a web page: signs escaped, `<mark>` around what was looked for.

        >>> Snippet("A <b> OIL", ((6, 9),)).html()
        'A &lt;b&gt; <mark>OIL</mark>'
        """
        pieces: list[str] = []
        at = 0
        for start, end in self.marks:
            pieces += (html.escape(self.text[at:start]), f"<mark>{html.escape(self.text[start:end])}</mark>")
            at = end
        return "".join((*pieces, html.escape(self.text[at:])))


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
