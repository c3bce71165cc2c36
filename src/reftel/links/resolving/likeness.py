"""How alike two cables are in subject and TAGS, as a ratio of likelihoods.

Words and TAGS of a cable are kept as two sets of 64 bits, so that a pair costs nanoseconds. Two
words may share a bit; a subject has a handful, so that few pairs look more alike than they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Array = np.ndarray[Any, Any]

_WORD: Final = r"[A-Z0-9]{3,}"
_SAY_NOTHING: Final = frozenset(
    "THE AND FOR WITH FROM ABOUT INTO ITS HIS HER THEIR NEW MORE FURTHER UPDATE RESPONSE REPLY NEXT STEPS VISIT MEETING"
    " REQUEST REPORT MESSAGE CABLE TELEGRAM SUBJECT AMBASSADOR EMBASSY MINISTER GOVERNMENT DISCUSSION".split()
)
_SUBJECT: Final = (0.5, 0.7, 3.0, 40.0, 1.0)
_TAGS: Final = (0.25, 2.0, 8.0, 12.0, 1.0)
"""How much likelier each degree of likeness is between a cable and one that it cites than between two of
the same post and time: none, little, some, much, not known. Modest figures, for archives too small to teach
better ones (`learning`): the likeness of real chains is greater."""
_DEGREES: Final = 5
MODEST: Final[Any] = [min(one * other, 200.0) for one in _SUBJECT for other in _TAGS]
"""The modest figure of each degree of subject and TAGS together."""
MOST: Final = 2000.0


class Likeness:
    """Subjects and TAGS of cables, by their rows."""

    def __init__(self, cables: pl.DataFrame) -> None:
        import polars as pl

        self._words = _bits(cables["subject"], lambda part: part.str.to_uppercase().str.extract_all(_WORD))
        self._tags = _bits(cables["tags"], lambda part: part.cast(pl.List(pl.String)))

    def degree(self, one: Array, other: Array) -> Array:
        """How alike rows are: places in the list of `MODEST`."""
        subject = _degree(self._words[one], self._words[other], 0.25, 0.6)
        return subject * _DEGREES + _degree(self._tags[one], self._tags[other], 0.66, 1.0)

    def alike(self, one: Array, other: Array) -> Array:
        """Whether rows have most words of their subjects, and no contrary TAGS, in common."""
        subject = _degree(self._words[one], self._words[other], 0.25, 0.6)
        return (subject == _MUCH) & (_degree(self._tags[one], self._tags[other], 0.66, 1.0) > 0)


_MUCH: Final = 3
_UNKNOWN: Final = 4


def _degree(one: Array, other: Array, some: float, much: float) -> Array:
    """None in common 0, few 1, from the share `some` on 2, from `much` on 3; 4 where one of the two has none at all."""
    import numpy as np

    shared = np.bitwise_count(one & other).astype(np.int64)
    most = np.maximum(np.bitwise_count(one), np.bitwise_count(other)).astype(np.int64)
    share = shared / np.maximum(most, 1)
    two = shared >= 2  # of one word or TAG alone all is little
    degree = (shared > 0).astype(np.int64) + ((share >= some) & (shared > 0)) + (two & (share >= much))
    known = np.minimum(np.bitwise_count(one), np.bitwise_count(other)) > 0
    return np.where(known, degree, _UNKNOWN)


_AT_ONCE: Final = 50_000
"""Cables whose words lie in memory together."""


def _bits(column: pl.Series, words: Callable[[pl.Series], pl.Series]) -> Array:
    """Each value's words as the set of their bits; `words` gives the list of them."""
    import numpy as np

    starts = range(0, len(column), _AT_ONCE)
    parts = [_some_bits(words(column.slice(start, _AT_ONCE))) for start in starts]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _some_bits(lists: pl.Series) -> Array:
    import numpy as np
    import polars as pl

    frame = pl.DataFrame({"word": lists}).with_row_index("row").explode("word").drop_nulls("word")
    unique = frame["word"].unique().to_list()
    bit = [0 if word in _SAY_NOTHING else 1 << (zlib.crc32(word.encode()) & 63) for word in unique]
    table = pl.DataFrame(
        {"word": unique, "bit": pl.Series(bit, dtype=pl.UInt64)}, schema_overrides={"word": pl.String}
    )
    joined = frame.join(table, on="word").group_by("row").agg(pl.col("bit").bitwise_or())
    out = np.zeros(len(lists), np.uint64)
    out[joined["row"].to_numpy()] = joined["bit"].to_numpy()
    return out
