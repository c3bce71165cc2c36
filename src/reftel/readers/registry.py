"""The readers there are: the built-in ones, and those that other packages add."""

from __future__ import annotations

import functools
from importlib.metadata import entry_points
from typing import Final

from reftel.readers.jsonl import JsonLines
from reftel.readers.plain import Plain
from reftel.readers.protocol import Reader

GROUP: Final = "reftel.readers"
"""The group of entry points by which a package adds a reader."""


@functools.cache
def readers() -> tuple[Reader, ...]:
    """All readers, each name once; one from elsewhere replaces the built-in one of its name."""
    found: dict[str, Reader] = {reader.name: reader for reader in (Plain(), JsonLines())}
    for point in entry_points(group=GROUP):
        reader = point.load()()
        found[reader.name] = reader
    return tuple(found.values())


def choose(head: bytes, path: str) -> Reader | None:
    """The reader that is surest of `head`; the first of them where two are as sure."""
    best, best_score = None, 0.0
    for reader in readers():
        score = float(reader.sniff(head, path))
        if score > best_score:
            best, best_score = reader, score
    return best
