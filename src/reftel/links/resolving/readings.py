"""What a reference may mean: as it was read, of another year, with a serial or a post mistyped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Array = np.ndarray[Any, Any]

# How often references are written so. A year is left out of most references to cables of the citing
# cable's year, of a third of those to the year before in January and February, and else hardly ever.
AS_READ: Final = 0.98
YEAR_BEFORE_JANUARY: Final = 0.3
YEAR_BEFORE: Final = 0.02
YEAR_WRONG: Final = 0.002
POST_WRONG: Final = 0.3
DIGIT: Final = 0.0015
"""Of each kind of typing error: a digit dropped, doubled, exchanged with its neighbour, mistyped."""
LONGEST: Final = 400
"""Days: how much older a cable is sought for a number that was mistyped."""

HOW: Final = ("as read", "year inferred", "year mended", "serial mended", "post mended", "post inferred")
CODE: Final = {how: number for number, how in enumerate(HOW)}
_NUMBER: Final = r"^(\d{4})(.*?[^0-9-])(?:-(C?A))?(\d{1,8})$"


class Readings(NamedTuple):
    """Readings of references, one row each: `reference` says of which, `how` is a place in `HOW`."""

    reference: Array
    station: Array
    year: Array
    series: Array
    serial: Array
    run: Array
    how: Array
    prior: Array


def split(numbers: pl.Expr) -> pl.Expr:
    """`station`, `year`, `series` and `serial` of numbers in their canonical form, as a struct; nulls for others."""
    import polars as pl

    groups = numbers.str.extract_groups(_NUMBER)
    return pl.struct(
        groups.struct[1].alias("station"),
        groups.struct[0].cast(pl.Int32).alias("year"),
        groups.struct[2].fill_null("").alias("series"),
        groups.struct[3].cast(pl.Int64).alias("serial"),
    )


@cache
def near_posts(name: str) -> tuple[str, ...]:
    """Posts whose codes are a letter off a name, or two off a long one.

    >>> near_posts("KABL"), near_posts("ROMMEL")
    (('KABUL',), ())
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    from reftel.vocabulary import posts

    most = 1 if len(name) < 8 else 2
    near = (
        extract(name, posts.codes(), scorer=OSA.distance, score_cutoff=most, limit=6) if len(name) > 2 else []
    )
    return tuple(sorted(code for code, _, _ in near))


def serial_variants(serial: Array) -> tuple[Array, Array, Array]:
    """What each serial may have been before one typing error: index, serial meant, share of the error.

    The errors undone: a digit dropped, one doubled, two neighbours exchanged, one mistyped. A number of *n*
    digits can be spoilt in about *n* ways by each of the first three, in nine times as many by the last.

    >>> import numpy as np
    >>> index, meant, share = serial_variants(np.array([327]))
    >>> [n in meant for n in (3207, 3271, 237, 372, 1327, 927, 37)]
    [True, True, True, True, True, True, False]
    """
    import numpy as np

    length = np.floor(np.log10(np.maximum(serial, 1))).astype(np.int64) + 1
    everyone = np.arange(len(serial))
    index, meant, share = [], [], []

    def found(where: Array, number: Array, chance: Array) -> None:
        index.append(everyone[where])
        meant.append(number[where])
        share.append(chance[where])

    # Each number comes about in one way only: of two like digits the upper one is dropped, of three the upper two stay.
    for place in range(7):
        scale = 10**place
        high, low = serial // scale, serial % scale
        digit, upper, above = high % 10, high // 10 % 10, high // 100 % 10
        for other in range(10):
            dropped = (place <= length) & (length < 7) & ((place == length) | (other != digit))
            if not other:
                dropped &= place < length
            found(dropped, (high * 10 + other) * scale + low, DIGIT / (length + 1))
            mistyped = (place < length) & (other != digit)
            if not other:
                mistyped &= place + 1 < length
            found(mistyped, (high // 10 * 10 + other) * scale + low, DIGIT / 9 / length)
        two = place + 1 < length
        doubled = two & (digit == upper) & ~((place + 2 < length) & (above == upper))
        found(doubled, high // 10 * scale + low, DIGIT / np.maximum(length - 1, 1))
        exchanged = two & (digit != upper) & ((digit > 0) | (place + 2 < length))
        found(
            exchanged,
            ((high // 100 * 10 + digit) * 10 + upper) * scale + low,
            DIGIT / np.maximum(length - 1, 1),
        )
    return np.concatenate(index), np.concatenate(meant), np.concatenate(share)
