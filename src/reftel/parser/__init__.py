"""One raw message → one cable: cleaning, zones, then one module a field.

May import `reftel.readers`, `reftel.model` and `reftel.vocabulary`. Start reading at `assembly`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reftel.parser.assembly import parse

__all__ = ["parse"]


def __getattr__(name: str) -> Any:
    if name == "parse":
        from reftel.parser.assembly import parse

        return parse
    raise AttributeError(name)
