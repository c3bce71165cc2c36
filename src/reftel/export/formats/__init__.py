"""The formats in which cables leave an archive: one module each, found by its name.

To add one, put a module here that has a `FORMAT`, and nothing else needs to be touched: the commands
list it, and `reftel.export.write` knows it. A package of one's own names its format as an entry point of the
group `reftel.exports`.
"""

from __future__ import annotations

import datetime
import importlib
import pkgutil
import warnings
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import BinaryIO, Final, Protocol

import msgspec

from reftel.model import Cable

GROUP: Final = "reftel.exports"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a format may be told: `accessed` is the day of access that citations name."""

    accessed: datetime.date | None = None


class Format(Protocol):
    """A format: `name` is what people ask for, `ending` that of its files, `about` says in a few words what it is.

    `text` says whether it can be shown on a terminal. `write` takes the cables one by one, so that there may be more
    of them than memory holds, writes bytes, and returns how many it wrote.
    """

    name: str
    ending: str
    about: str
    text: bool

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """Write all cables, with whatever must stand before and behind them."""
        ...


_loaded: dict[str, Format] = {}


def available() -> dict[str, Format]:
    """All formats by their names, those of other packages too; one that cannot be loaded is told and left out."""
    if not _loaded:
        found: dict[str, Format] = {}
        for module in pkgutil.iter_modules(__path__):
            one = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FORMAT", None)
            if one is not None:
                found[one.name] = one
        for point in entry_points(group=GROUP):
            try:
                one = point.load()
                found[one.name] = one
            except Exception as error:  # of another package; the other formats go on
                warnings.warn(
                    f"the format “{point.name}” cannot be loaded: {error}", RuntimeWarning, stacklevel=2
                )
        _loaded.update((name, found[name]) for name in sorted(found))
    return dict(_loaded)
