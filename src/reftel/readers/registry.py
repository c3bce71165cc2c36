"""The readers there are: all that installed packages, this one among them, name as entry points."""

from __future__ import annotations

import functools
import warnings
from importlib.metadata import entry_points
from typing import Final

from reftel.readers.protocol import Reader

GROUP: Final = "reftel.readers"
"""The group of entry points by which a package adds a reader; those of this one are in `pyproject.toml`."""


@functools.cache
def readers() -> tuple[Reader, ...]:
    """All readers, each name once and in the order of their names.

    One from another package replaces the one of this package that has its name.
    """
    points = sorted(entry_points(group=GROUP), key=lambda point: not point.value.startswith("reftel."))
    found: dict[str, Reader] = {}
    for point in points:
        try:
            reader = point.load()()
        except Exception as error:  # of another package, perhaps; the other readers go on
            warnings.warn(
                f"the reader “{point.name}” cannot be loaded: {error}", RuntimeWarning, stacklevel=2
            )
            continue
        found[reader.name] = reader
    return tuple(found[name] for name in sorted(found))


def choose(head: bytes, path: str) -> Reader | None:
    """The reader that is surest of `head`; the first of them where two are as sure."""
    best, best_score = None, 0.0
    for reader in readers():
        score = float(reader.sniff(head, path))
        if score > best_score:
            best, best_score = reader, score
    return best
