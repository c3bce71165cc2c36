"""Which cables are editions of one: by their number, and where that is missing or misread, by their text.

Texts are sketched (MinHash over rows of letters, so that a scan's damage to one word costs little), look-alikes
found by their sketches (locality-sensitive hashing by `datasketch`), and each pair confirmed by laying the two
texts side by side. Sketches never decide alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from reftel.model import MRN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROW: Final = 10
"""Letters in a row of which a sketch is made."""
LEAST_LETTERS: Final = 150
"""A text shorter than this says too little to be known again by."""
SKETCH: Final = 64
ALIKE: Final = 0.6
"""The share of the shorter text's words that must stand in the longer one, in their order."""
LIKELY: Final = 0.35
"""How alike two sketches must be for the texts to be laid side by side."""
WRONG_NUMBER: Final = 0.9
"""Two texts under different numbers must be this much alike to be taken for one with a misread number."""
NEAR_NUMBERS: Final = 2
"""Letters or digits in which a misread number differs from the right one, at most."""
DAYS_APART: Final = 31
MOST_LAID: Final = 3
"""Texts beside which one is laid, at most, the likeliest: to be joined to a group, one of its members is enough."""
MOST_LOOK_ALIKES: Final = 20
MOST_LOOKED_AT: Final = 500
CROWD: Final = 0.9
"""Sketches so much alike are those of one form: of a crowd of them, only the first `MOST_LOOK_ALIKES` are looked for
again, so that a form sent a thousand times is not compared a million times."""


class Text(NamedTuple):
    """What grouping needs of an edition."""

    id: str
    mrn: str | None
    sent: datetime.date | None
    text: str


class Group(msgspec.Struct, frozen=True):
    """Editions of one cable, by their ids.

    `how`: `number` (they bear one), `text` (none bears one, and the texts are one), `number and text` (an edition
    without a number has the text of one with). `doubts` are editions that bear another number, which differs
    in a letter or two: a misread number, or another message with the same words; people decide.
    """

    mrn: str | None
    editions: tuple[str, ...]
    how: str
    doubts: tuple[str, ...] = ()


def group(texts: Iterable[Text], alike: Callable[[str, str], float]) -> list[Group]:
    """The groups that have more than one edition, in the order of their numbers.

    `alike` gives the share of words that two editions, named by their ids, have in common
    (`reftel.links.alignment.alike`).
    """
    finder = _Finder(alike)
    for text in texts:
        finder.add(text)
    return finder.groups()


class _Known(NamedTuple):
    mrn: str | None
    sent: datetime.date | None


class _Finder:
    def __init__(self, alike: Callable[[str, str], float]) -> None:
        from datasketch import MinHashLSH

        self._alike = alike
        self._lsh = MinHashLSH(threshold=LIKELY, num_perm=SKETCH)
        self._sketches: dict[str, Any] = {}
        self._known: dict[str, _Known] = {}
        self._by_number: dict[str, list[str]] = {}
        self._pairs: list[tuple[str, str]] = []

    def add(self, text: Text) -> None:
        """Take an edition in, and keep whom it looks like."""
        self._known[text.id] = _Known(text.mrn, text.sent)
        if text.mrn:
            self._by_number.setdefault(text.mrn, []).append(text.id)
        made = sketch(text.text)
        if made is None:
            return
        from datasketch import LeanMinHash

        lean = LeanMinHash(seed=1, hashvalues=made, scheme="legacy")
        near = [str(other) for other in self._lsh.query(lean)[:MOST_LOOKED_AT]]
        shares = {other: lean.jaccard(self._sketches[other]) for other in near}
        likely = [other for other in near if shares[other] >= LIKELY and self._may_be_one(text.id, other)]
        likely.sort(key=lambda other: -shares[other])
        self._pairs += [(other, text.id) for other in likely[:MOST_LAID]]
        if sum(share >= CROWD for share in shares.values()) < MOST_LOOK_ALIKES:
            self._lsh.insert(text.id, lean, check_duplication=False)
            self._sketches[text.id] = lean

    def _may_be_one(self, one: str, other: str) -> bool:
        mine, theirs = self._known[one], self._known[other]
        if mine.mrn and theirs.mrn and (mine.mrn == theirs.mrn or not _near(mine.mrn, theirs.mrn)):
            return False
        return not (mine.sent and theirs.sent and abs((mine.sent - theirs.sent).days) > DAYS_APART)

    def groups(self) -> list[Group]:
        """The groups, once all are in."""
        root = {id_: id_ for id_ in self._known}

        def find(id_: str) -> str:
            while root[id_] != id_:
                root[id_] = root[root[id_]]
                id_ = root[id_]
            return id_

        for ids in self._by_number.values():
            for other in ids[1:]:
                root[find(other)] = find(ids[0])
        doubts: dict[str, list[str]] = {}
        numbers = {find(id_): known.mrn for id_, known in self._known.items() if known.mrn}
        for one, other in self._pairs:
            a, b = find(one), find(other)
            if a == b:
                continue
            apart = numbers.get(a) and numbers.get(b)
            if self._alike(one, other) < (WRONG_NUMBER if apart else ALIKE):
                continue
            if apart:
                doubts.setdefault(a, []).append(other)
                doubts.setdefault(b, []).append(one)
            else:
                root[b] = a
                if (number := numbers.get(a) or numbers.get(b)) is not None:
                    numbers[a] = number
        return self._made(find, numbers, doubts)

    def _made(
        self,
        find: Callable[[str], str],
        numbers: dict[str, str],
        doubts: dict[str, list[str]],
    ) -> list[Group]:
        members: dict[str, list[str]] = {}
        for id_ in self._known:
            members.setdefault(find(id_), []).append(id_)
        doubted: dict[str, list[str]] = {}
        for id_, others in doubts.items():
            doubted.setdefault(find(id_), []).extend(others)
        found = [
            Group(
                numbers.get(top),
                tuple(ids),
                self._how(ids),
                tuple(dict.fromkeys(doubted.get(top, ()))),
            )
            for top, ids in members.items()
            if len(ids) > 1 or top in doubted
        ]
        return sorted(found, key=lambda one: (one.mrn or "~", one.editions))

    def _how(self, ids: list[str]) -> str:
        with_number = sum(self._known[id_].mrn is not None for id_ in ids)
        return "number" if with_number == len(ids) else "number and text" if with_number else "text"


def _near(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=NEAR_NUMBERS) <= NEAR_NUMBERS


_NO_LETTERS: Final = bytes(n for n in range(256) if not ord("a") <= n <= ord("z"))
_MOST_LETTERS: Final = 1_000_000
_EMPTY: Final = (1 << 32) - 1


def sketch(text: str) -> NDArray[np.uint64] | None:
    """A text's MinHash: `SKETCH` numbers; two texts have the share of them in common that they have of their rows of letters.

    Letters only count, whatever their case. Each row of `ROW` letters gets one number, which says both to which
    of the sketch's places it belongs and how it ranks there (one-permutation hashing). `None` for a text
    that is too short to be known by.

    >>> sketch("TOO SHORT") is None
    True
    """
    import numpy as np

    plain = text.lower().encode("ascii", "ignore").translate(None, _NO_LETTERS)[:_MOST_LETTERS]
    if len(plain) < LEAST_LETTERS:
        return None
    signs = np.frombuffer(plain, dtype=np.uint8).astype(np.uint64)
    rows = np.zeros(len(signs) - ROW + 1, dtype=np.uint64)
    for k in range(ROW):
        rows = rows * np.uint64(0x100000001B3) + signs[k : len(signs) - ROW + 1 + k]
    rows ^= rows >> np.uint64(29)
    rows = (rows * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(24)
    least = np.full(SKETCH, _EMPTY, dtype=np.uint64)
    np.minimum.at(least, rows % np.uint64(SKETCH), (rows // np.uint64(SKETCH)) & np.uint64(_EMPTY))
    return _filled(least)


def _filled(least: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A short text leaves places empty: each takes the number of the next one that is not."""
    empty = [int(n) for n in (least == _EMPTY).nonzero()[0]]
    if empty:
        filled = least.copy()
        for n in empty:
            k = next(k for k in range(1, SKETCH) if least[(n + k) % SKETCH] != _EMPTY)
            filled[n] = (int(least[(n + k) % SKETCH]) + k) & _EMPTY
        return filled
    return least


def numbers(groups: Iterable[Group]) -> list[MRN]:
    """The numbers of the groups that have one."""
    return [mrn for one in groups if one.mrn and (mrn := MRN.parse(one.mrn))]
