"""What a transmission header gives."""

from __future__ import annotations

import msgspec

from reftel.model import DTG, Addressee, Distribution, Furniture, Person, Sections, Span, Transmission


class Header(msgspec.Struct):
    """What stands before the message's marking line.

    `spans` has the places of `sender`, `precedence`, `dtg`, `transmission`, `distribution`
    (its total) and `exempted`; `end` is where the last line that was recognised ends, in the
    cleaned text. `page_line` is station, serial and time of the print's first page line.
    """

    transmission: Transmission | None = None
    dtg: DTG | None = None
    precedence: str | None = None
    sender: str | None = None
    sender_station: str | None = None
    action: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempted: tuple[Addressee, ...] = ()  # XMT: posts of a collective that do not get the message
    distribution: tuple[Distribution, ...] = ()
    drafted_by: tuple[Person, ...] = ()
    cleared_by: tuple[Person, ...] = ()
    approved_by: tuple[Person, ...] = ()
    page_line: tuple[str, str, str | None] | None = None
    sections: Sections | None = None
    end: int = 0
    furniture: list[Furniture] = []
    spans: dict[str, tuple[Span, ...]] = {}
