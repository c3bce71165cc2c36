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
SUBJECT: Final = (0.5, 3.0, 40.0)
TAGS: Final = (0.25, 2.0, 10.0)
"""How much likelier each degree of likeness is between a cable and one that it cites than between two of
the same post and time: little, some, much. Modest figures: the likeness of real chains is greater."""
_MOST: Final = 200.0


class Likeness:
    """Subjects and TAGS of cables, by their rows."""

    def __init__(self, cables: pl.DataFrame) -> None:
        import polars as pl

        self._words = _bits(cables["subject"], lambda part: part.str.to_uppercase().str.extract_all(_WORD))
        self._tags = _bits(cables["tags"], lambda part: part.cast(pl.List(pl.String)))

    def ratio(self, one: Array, other: Array) -> Array:
        """How much likelier the likeness of rows is if the one cites the other than if it does not."""
        import numpy as np

        subject = _step(self._words[one], self._words[other], SUBJECT, 0.25, 0.6, 2)
        tags = _step(self._tags[one], self._tags[other], TAGS, 0.01, 0.66, 2)
        return np.minimum(subject * tags, _MOST)

    def alike(self, one: Array, other: Array) -> Array:
        """Whether rows have most words of their subjects, and no contrary TAGS, in common."""
        subject = _step(self._words[one], self._words[other], SUBJECT, 0.25, 0.6, 2)
        tags = _step(self._tags[one], self._tags[other], TAGS, 0.01, 0.66, 2)
        return (subject == SUBJECT[2]) & (tags >= 1.0)


def _step(
    one: Array, other: Array, values: tuple[float, float, float], some: float, much: float, least: int
) -> Array:
    import numpy as np

    shared = np.bitwise_count(one & other).astype(np.int64)
    most = np.maximum(np.bitwise_count(one), np.bitwise_count(other)).astype(np.int64)
    fewest = np.minimum(np.bitwise_count(one), np.bitwise_count(other))
    share = shared / np.maximum(most, 1)
    degree = np.where((share >= much) & (shared >= least), 2, np.where(share >= some, 1, 0))
    return np.where(fewest > 0, np.array(values)[degree], 1.0)


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
