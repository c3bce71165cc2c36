"""What a reference may mean: as it was read, of another year, with a serial or a post mistyped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# How often references are written so. A year is left out of most references to cables of the citing
# cable's year, of a third of those to the year before in January and February, and else hardly ever.
AS_READ: Final = 0.98
YEAR_BEFORE_JANUARY: Final = 0.3
YEAR_BEFORE: Final = 0.02
YEAR_WRONG: Final = 0.002
POST_WRONG: Final = 0.3
DIGIT: Final = 0.002
"""Of each kind of typing error: a digit dropped, doubled, exchanged with its neighbour."""
LONGEST: Final = 400
"""Days: how much older a cable is sought for a number that was mistyped."""

HOW: Final = ("as read", "year inferred", "year mended", "serial mended", "post mended", "post inferred")
CODE: Final = {how: number for number, how in enumerate(HOW)}


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

    The errors undone: a digit dropped, one doubled, two neighbours exchanged. A number of *n* digits
    can be spoilt in about *n* ways by each.

    >>> import numpy as np
    >>> index, meant, share = serial_variants(np.array([327]))
    >>> [n in meant for n in (3207, 3271, 237, 372, 1327, 37)]
    [True, True, True, True, True, False]
    """
    import numpy as np

    length = np.floor(np.log10(np.maximum(serial, 1))).astype(np.int64) + 1
    index, meant, share = [], [], []
    everyone = np.arange(len(serial))
    for place in range(7):
        scale = 10**place
        high, low = serial // scale, serial % scale
        fits = place <= length
        for digit in range(10):
            dropped = fits & ((digit > 0) | (place < length)) & (length < 7)
            index.append(everyone[dropped])
            meant.append(((high * 10 + digit) * scale + low)[dropped])
            share.append((DIGIT / (length + 1))[dropped])
        digit, next_digit = high % 10, (high // 10) % 10
        doubled = (place + 1 < length) & (digit == next_digit)
        index.append(everyone[doubled])
        meant.append((high // 10 * scale + low)[doubled])
        share.append((DIGIT / np.maximum(length - 1, 1))[doubled])
        exchanged = (place + 1 < length) & (digit != next_digit)
        index.append(everyone[exchanged])
        meant.append((((high // 100 * 10 + digit) * 10 + next_digit) * scale + low)[exchanged])
        share.append((DIGIT / np.maximum(length - 1, 1))[exchanged])
    at, to, how = np.concatenate(index), np.concatenate(meant), np.concatenate(share)
    keep = (to > 0) & (to != serial[at])
    at, to, how = at[keep], to[keep], how[keep]
    # The same number may come of two errors: `377` of `3377` by either 3. It counts once.
    order = np.lexsort((to, at))
    at, to, how = at[order], to[order], how[order]
    first = np.ones(len(at), bool)
    first[1:] = (at[1:] != at[:-1]) | (to[1:] != to[:-1])
    return at[first], to[first], how[first]
