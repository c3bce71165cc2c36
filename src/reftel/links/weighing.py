"""How much speaks for each reading of a reference.

A reading's weight is the product of how often references are written so (`prior`), how long before
its citing cable a cited cable is sent, and either how alike the two are (if it is held) or how likely
the post had reached that serial (if it is not). Weights of one reference's readings, made to add up
to one, are its scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np

    from reftel.links.holdings import Holdings
    from reftel.links.readings import Readings

    Array = np.ndarray[Any, Any]

# Shares of references, and the days after which they have fallen to a third: of the running exchange, of
# the affair, of older matters, of history.
_AGES: Final = ((0.5, 6.0), (0.35, 40.0), (0.14, 300.0), (0.01, 6000.0))
_HELD: Final = 0.6
"""The share of cited cables that an archive holds: of real ones and of made ones it is about this."""
_SAME_DAY: Final = 1
_NEAR: Final = 10
"""Numbers are drawn before drafts are cleared: a cable may cite one a little above its own."""
_LATER: Final = 1e-6
_UNKNOWN_AGE: Final = 1 / 150
_SURE: Final = 20
_NOTHING_HELD: Final = 0.3
_SAMPLE: Final = 24
_FEW: Final = 3
"""Held numbers of a run, below which they say little of how far it had come."""


def by_age(age: Array) -> Array:
    """How often a cited cable is so many days older than its citing cable, per serial of the post."""
    import numpy as np

    days = np.maximum(age, 0)
    share = sum(part / length * np.exp(-days / length) for part, length in _AGES)
    return np.where(age >= -_SAME_DAY, share, _LATER)


def reached(held: Holdings, run: Array, serial: Array, day: Array) -> tuple[Array, Array]:
    """How likely a run had come to a serial by a day, and whether enough is held to say so.

    The highest number held is carried on to the day at the year's rate so far: the last months of a
    year may not be released. If `n` numbers are held, and so the run has come to `m`, it has come to
    `s` with probability `(m / s) ** n`: the held ones are a sample of all.
    """
    import numpy as np

    highest, last, count = held.reached(run, day + _SAME_DAY)
    since = np.maximum(day - _new_year(day), 0) + 2
    gone = np.maximum(np.minimum(last - _new_year(day), 370), 0) + 1
    within = last >= _new_year(day)  # in a later year nothing is to be carried on
    share = np.where(within, highest * np.maximum(since / gone, 1), highest) / np.maximum(serial, 1)
    likely = np.where(share >= 1, 1.0, share ** np.minimum(count, _SURE))
    return np.where(count > 0, likely, _NOTHING_HELD), count >= _FEW


def _new_year(day: Array) -> Array:
    import numpy as np

    return day.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def weigh(held: Holdings, citing: Array, made: Readings, row: Array, plausible: Array) -> Array:
    """The weights of readings: `citing` and `row` are rows of held cables (`row` -1 where the reading is not held).

    `plausible` is how likely the number existed by then, where it is not held.
    """
    import numpy as np

    from reftel.links.holdings import NO_DAY

    day = held.day[citing]
    sent = np.where(row >= 0, held.day[row], held.about(made.run, made.serial))
    guessed = np.minimum(_middle(made.year), day)
    sent = np.where(sent == NO_DAY, guessed, sent)
    age = by_age(np.where(row >= 0, day - sent, np.maximum(day - sent, 0)))
    age = np.where(day == NO_DAY, _UNKNOWN_AGE, age)
    alike = _alike(held, citing, made, row)
    weight = made.prior * age * np.where(row >= 0, _HELD * alike, (1 - _HELD) * plausible)
    same = (held.run[citing] == made.run) & (made.run >= 0)
    own = held.serial[citing]
    # Some messages go out after others of higher numbers; where one is held, its day decides.
    sent_before = (row >= 0) & (sent <= day)
    weight = np.where(same & (made.serial > own + _NEAR) & ~sent_before, weight * _LATER, weight)
    return np.where(same & (made.serial == own), 0.0, weight)


def _middle(year: Array) -> Array:
    """The day in the middle of years."""
    import numpy as np

    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) + 182


def _alike(held: Holdings, citing: Array, made: Readings, row: Array) -> Array:
    """How much likelier the likeness of citing and cited cable is than that of any two: of the post and time.

    A small post writes of few things at a time. So the likeness to the number's cable is set against
    that to the post's last cables before.
    """
    import numpy as np

    alike = held.likeness.ratio(citing, np.maximum(row, 0))
    several = np.bincount(made.reference, row >= 0)[made.reference] > 1
    ask = np.flatnonzero((row >= 0) & several)
    if len(ask):
        rows, there = held.lately(made.run[ask], held.day[citing[ask]], _SAMPLE)
        there &= (rows != row[ask][:, None]) & (rows != citing[ask][:, None])
        ratio = held.likeness.ratio(np.repeat(citing[ask], _SAMPLE), rows.ravel()).reshape(rows.shape)
        usual = ((ratio * there).sum(1) + 1) / (there.sum(1) + 1)
        alike[ask] /= usual
    return alike
