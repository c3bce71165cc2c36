"""Which cables are editions of one: by their number, and where that is missing or misread, by their text.

Of each text some rows of letters are kept as its *marks*: those whose digests are the least, so that two
texts keep the same ones of what they have in common. Cables are full of stock phrases; what two editions share, and
nobody else, are the rows that cross from one phrase to the next. So marks that few texts have are paired, pairs with
enough of them are the look-alikes, and each is confirmed by laying the two texts side by side. Marks never decide alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from reftel.model import MRN

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

ROW: Final = 24
"""Letters in a row: four or five words, so that most rows cross from one stock phrase to another or hold a name."""
LEAST_LETTERS: Final = 150
"""A text shorter than this says too little to be known again by."""
MARKS: Final = 128
"""Rows kept of a text. Of a text and one of an eighth of its length sixteen are the same."""
FEW: Final = 6
"""Texts that may share a mark for it to tell one from another: they are paired each with each. Of a mark that more
texts have, each is paired with the next ones only: so a form that was sent a thousand times is still one."""
LIKELY: Final = 0.12
"""The share of such marks in common from which texts are laid side by side. Half withheld and badly scanned,
editions still have a third."""
FORM: Final = 0.5
"""The share of all marks from which they are, too."""
SHARED: Final = 3
"""Marks that they must share at least."""
ALIKE: Final = 0.6
"""The share of the shorter text's words that must stand in the longer one, in their order."""
WRONG_NUMBER: Final = 0.9
"""Two texts under different numbers must be this much alike to be taken for one with a misread number."""
NEAR_NUMBERS: Final = 2
"""Letters or digits in which a misread number differs from the right one, at most."""
DAYS_APART: Final = 31
MOST_LAID: Final = 3
"""Texts beside which one is laid, at most, the likeliest: to be joined to a group, one of its members is enough."""
_PAIRS_AT_ONCE: Final = 4_000_000


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
    (`reftel.links.comparing.alignment.alike`).
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
        self._alike = alike
        self._ids: list[str] = []
        self._marks: list[Array] = []
        self._known: dict[str, _Known] = {}
        self._by_number: dict[str, list[str]] = {}

    def add(self, text: Text) -> None:
        """Take an edition in."""
        self._known[text.id] = _Known(text.mrn, text.sent)
        if text.mrn:
            self._by_number.setdefault(text.mrn, []).append(text.id)
        found = marks(text.text)
        if found is not None:
            self._ids.append(text.id)
            self._marks.append(found)

    def _pairs(self) -> list[tuple[str, str]]:
        """The look-alikes that may be editions of one cable, the likeliest of each text."""
        near: dict[int, dict[int, float]] = {}
        for one, other, share in _look_alikes(self._marks):
            if self._may_be_one(self._ids[one], self._ids[other]):
                likely = near.setdefault(other, {})
                likely[one] = max(share, likely.get(one, 0.0))
        self._marks = []
        return [
            (self._ids[one], self._ids[other])
            for other, likely in sorted(near.items())
            for one in sorted(likely, key=lambda one: (-likely[one], one))[:MOST_LAID]
        ]

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
        for one, other in self._pairs():
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
_BASE: Final = 0x100000001B3


def marks(text: str) -> Array | None:
    """The rows of letters that are kept of a text, each as a number; `None` for a text too short to be known by.

    Letters only count, whatever their case, so that print, telegraph and scan are one.

    >>> marks("TOO SHORT") is None
    True
    """
    import numpy as np

    plain = text.lower().encode("ascii", "ignore").translate(None, _NO_LETTERS)[:_MOST_LETTERS]
    if len(plain) < LEAST_LETTERS:
        return None
    rows = np.frombuffer(plain, dtype=np.uint8).astype(np.uint64)
    eight = rows
    for width in (1, 2, 4, 8):  # rows of twice the width from two neighbours, and of 24 from 16 and 8
        eight = rows if width == 8 else eight
        rows = _behind(rows, rows, width)
    rows = _behind(rows, eight, 16)
    rows ^= rows >> np.uint64(29)
    rows *= np.uint64(0xBF58476D1CE4E5B9)
    rows ^= rows >> np.uint64(32)
    least = np.partition(rows, MARKS)[:MARKS] if len(rows) > MARKS else rows
    return np.unique(least.astype(np.uint32))  # by the high half they are chosen, by the low half known


def _behind(one: Array, other: Array, width: int) -> Array:
    """The digests of rows of `width` letters, and of what stands behind each, as one."""
    import numpy as np

    length = min(len(one), len(other) - width)
    return one[:length] * np.uint64(pow(_BASE, width, 1 << 64)) + other[width : width + length]


def _look_alikes(texts: list[Array]) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts, the earlier first, that share enough marks; and the share of them that they have in common."""
    import numpy as np

    if len(texts) < 2:
        return
    many = np.array([len(one) for one in texts])
    mark = np.concatenate(texts)
    order = np.argsort(mark, kind="stable")  # of one mark, the owners in their order
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), many)[order]
    mark = mark[order]
    del order
    first = np.flatnonzero(np.diff(mark, prepend=mark[0] ^ 1))
    sharing = np.diff(first, append=len(mark))
    telling = np.repeat(sharing <= FEW, sharing)
    told = np.bincount(owner[telling], minlength=len(texts))
    shared = np.repeat(sharing > 1, sharing)  # most marks one text alone has
    owner, mark, telling = owner[shared], mark[shared], telling[shared]
    parts = len(mark) * FEW // _PAIRS_AT_ONCE + 1
    for part in range(parts):
        found = []
        for step in range(1, FEW):
            same = np.flatnonzero((mark[step:] == mark[:-step]) & (owner[:-step] % parts == part))
            pair = (owner[same].astype(np.int64) << 32) | owner[same + step]
            found.append((pair << 1) | telling[same])
        pairs, number = np.unique(np.concatenate(found), return_counts=True)
        one, other = pairs >> 33, (pairs >> 1) & 0xFFFFFFFF
        of = np.where(pairs & 1, np.minimum(told[one], told[other]), np.minimum(many[one], many[other]))
        share = number / np.maximum(of, 1)
        for n in np.flatnonzero((number >= SHARED) & (share >= np.where(pairs & 1, LIKELY, FORM))):
            yield int(one[n]), int(other[n]), float(share[n])


def numbers(groups: Iterable[Group]) -> list[MRN]:
    """The numbers of the groups that have one."""
    return [mrn for one in groups if one.mrn and (mrn := MRN.parse(one.mrn))]
