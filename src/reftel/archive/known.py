"""Which keys an archive holds already: a set that stays small where there are millions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

_RECENT: Final = 200_000


class Known:
    """A set of byte strings of one width, sorted in 256 packed runs: no more than their bytes.

    Keys are digests, so that their first byte spreads them evenly.

    >>> known = Known(2, [b"ab", b"ac"])
    >>> b"ab" in known, b"xx" in known, known.begins(b"a")
    (True, False, True)
    """

    def __init__(self, width: int, keys: Iterable[bytes] = ()) -> None:
        self._width = width
        self._runs = [bytearray() for _ in range(256)]
        self._recent: set[bytes] = set()
        self._recent_beginnings: dict[int, set[bytes]] = {}
        for key in keys:
            self._runs[key[0]] += key
        for number in range(256):
            self._sort(number)

    def __len__(self) -> int:
        return sum(map(len, self._runs)) // self._width + len(self._recent)

    def __contains__(self, key: bytes) -> bool:
        return key in self._recent or self._at(key) == key

    def begins(self, beginning: bytes) -> bool:
        """Whether a key begins so. Ask it for one length of beginning only."""
        recent = self._recent_beginnings.get(len(beginning))
        if recent is None:
            size = len(beginning)
            recent = self._recent_beginnings[size] = {key[:size] for key in self._recent}
        return beginning in recent or self._at(beginning)[: len(beginning)] == beginning

    def add(self, key: bytes) -> None:
        """Put a key in."""
        self._recent.add(key)
        for size, beginnings in self._recent_beginnings.items():
            beginnings.add(key[:size])
        if len(self._recent) >= _RECENT:
            self._pack()

    def _at(self, key: bytes) -> bytes:
        """The first packed key that is not less than `key`."""
        run, width = self._runs[key[0]], self._width
        place = bisect_left(
            range(len(run) // width),
            key,
            key=lambda number: bytes(run[number * width : (number + 1) * width]),
        )
        return bytes(run[place * width : (place + 1) * width])

    def _pack(self) -> None:
        touched = set()
        for key in self._recent:
            self._runs[key[0]] += key
            touched.add(key[0])
        for number in touched:
            self._sort(number)
        self._recent.clear()
        self._recent_beginnings.clear()

    def _sort(self, number: int) -> None:
        run, width = self._runs[number], self._width
        keys = sorted({bytes(run[place : place + width]) for place in range(0, len(run), width)})
        self._runs[number] = bytearray(b"".join(keys))
