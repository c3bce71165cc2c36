"""Which keys an archive holds already: a set that stays small where there are millions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_RUNS: Final = 1 << 16


class Known:
    """A set of byte strings of one width, packed in runs by their first two bytes: hardly more than they.

    Keys are digests, so that their first bytes spread them evenly: of a million, a run has sixteen,
    and to look through it is quicker than anything cleverer.

    >>> known = Known(3, [b"abc", b"acc"])
    >>> b"abc" in known, b"xxx" in known, known.begins(b"ab")
    (True, False, True)
    """

    def __init__(self, width: int, keys: Iterable[bytes] = ()) -> None:
        self._width = width
        self._runs: list[bytearray | None] = [None] * _RUNS
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs if run) // self._width

    def __contains__(self, key: bytes) -> bool:
        return self.begins(key)

    def begins(self, beginning: bytes) -> bool:
        """Whether a key begins so; of two bytes at least."""
        run = self._runs[beginning[0] << 8 | beginning[1]]
        if run is None:
            return False
        place = run.find(beginning)
        while place > 0 and place % self._width:  # found across the border of two keys
            place = run.find(beginning, place + 1)
        return place >= 0

    def add(self, key: bytes) -> None:
        """Put a key in."""
        number = key[0] << 8 | key[1]
        run = self._runs[number]
        if run is None:
            self._runs[number] = bytearray(key)
        elif not self.begins(key):
            run += key
