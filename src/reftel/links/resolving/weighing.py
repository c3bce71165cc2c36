"""How much speaks for each reading of a reference.

A reading's weight is the product of how often references are written so (`prior`), how long before
its citing cable a cited cable is sent, and either how alike the two are (if it is held) or how likely
the post had reached that serial (if it is not). Weights of one reference's readings, made to add up
to one, are its scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reftel.links.resolving.learning import LATER, SAME_DAY

if TYPE_CHECKING:
    import numpy as np

    from reftel.links.resolving.holdings import Holdings
    from reftel.links.resolving.learning import Learned
    from reftel.links.resolving.readings import Readings

    Array = np.ndarray[Any, Any]

_NEAR: Final = 10
"""Numbers are drawn before drafts are cleared: a cable may cite one a little above its own."""
_UNKNOWN_AGE: Final = 1 / 150
_SURE: Final = 20
_SENT_LATE: Final = 0.03
_SAME_DAY_SAID, _FITS, _ANOTHER_DAY = 2, 15.0, 0.005
"""Days that the day said and that of a held cable may lie apart; how much that speaks for it, and a day farther off."""
_WEEKS, _FAR = 45, 0.02
"""The same of one that is not held: its day is known from its neighbours only."""
_NOTHING_HELD: Final = 0.3
_SAMPLE: Final = 16
_LARGE_SAMPLE: Final = 240
_AT_ONCE: Final = 2_000_000
_DOUBT: Final = 0.003
_EMPTIEST, _FULLEST = 0.005, 0.98
_SOUGHT: Final = 4
_NO_RUN: Final = 0.4
_FEW: Final = 3
"""Held numbers of a run, below which they say little of how far it had come."""


def reached(held: Holdings, run: Array, serial: Array, day: Array) -> tuple[Array, Array]:
    """How likely a run had come to a serial by a day, and whether enough is held to say so.

    The highest number held is carried on to the day at the year's rate so far: the last months of a
    year may not be released. If `n` numbers are held, and so the run has come to `m`, it has come to
    `s` with probability `(m / s) ** n`: the held ones are a sample of all. Where lower numbers than `s`
    are held that were sent later, it had not come to it; but for a few that were sent late.
    """
    import numpy as np

    highest, last, count = held.reached(run, day + SAME_DAY)
    since = np.maximum(day - _new_year(day), 0) + 2
    gone = np.maximum(np.minimum(last - _new_year(day), 370), 0) + 1
    within = last >= _new_year(day)  # in a later year nothing is to be carried on
    share = np.where(within, highest * np.maximum(since / gone, 1), highest) / np.maximum(serial, 1)
    likely = np.where(share >= 1, 1.0, share ** np.minimum(count, _SURE))
    later = np.where(run >= 0, held.between_serials(run, highest, serial), 0)
    likely = np.where(count > 0, likely, _NOTHING_HELD) * _SENT_LATE ** np.minimum(later, _FEW)
    return likely, (count >= _FEW) | (later > 0)


def _new_year(day: Array) -> Array:
    import numpy as np

    return day.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)


def weigh(
    held: Holdings,
    learned: Learned,
    citing: Array,
    made: Readings,
    row: Array,
    plausible: Array,
    said: Array,
) -> Array:
    """The weights of readings: `citing` and `row` are rows of held cables (`row` -1 where the reading is not held).

    `plausible` is how likely the number existed by then, where it is not held; `said` the day that is said beside
    the reference.
    """
    import numpy as np

    from reftel.links.resolving.holdings import NO_DAY

    day = held.day[citing]
    sent = np.where(row >= 0, held.day[row], held.about(made.run, made.serial))
    guessed = np.minimum(_middle(made.year), day)
    fits = _fits(said, sent, row >= 0)
    sent = np.where(sent == NO_DAY, guessed, sent)
    age = learned.by_age(np.where(row >= 0, day - sent, np.maximum(day - sent, 0)))
    age = np.where(day == NO_DAY, _UNKNOWN_AGE, age)
    there, missing = _shares(held, made.run)
    weight = made.prior * age * fits * np.where(row >= 0, there, missing * plausible)
    same = (held.run[citing] == made.run) & (made.run >= 0)
    own = held.serial[citing]
    # Some messages go out after others of higher numbers; where one is held, its day decides.
    sent_before = (row >= 0) & (sent <= day)
    weight = np.where(same & (made.serial > own + _NEAR) & ~sent_before, weight * LATER, weight)
    weight = np.where(same & (made.serial == own), 0.0, weight)
    return weight * _alike(held, learned, citing, made, row, weight)


def weigh_missing(
    held: Holdings, learned: Learned, citing: Array, run: Array, serial: Array, prior: Array
) -> Array:
    """The weights of numbers that are not held, as `weigh` gives them, of runs of which something is held."""
    import numpy as np

    from reftel.links.resolving.holdings import NO_DAY

    day = held.day[citing]
    sent = held.about(run, serial)
    age = np.where(
        (day == NO_DAY) | (sent == NO_DAY), _UNKNOWN_AGE, learned.by_age(np.maximum(day - sent, 0))
    )
    own = (held.run[citing] == run) & (serial >= held.serial[citing])
    return np.where(own, 0.0, prior * age * _shares(held, run)[1] * reached(held, run, serial, day)[0])


def _shares(held: Holdings, run: Array) -> tuple[Array, Array]:
    """How much likelier any one number of a run is cited if it is held, and if it is not, than any number at all.

    Of what is cited more is held than of what was sent: who releases, and who keeps, looks at what others cite.
    Where one number in four is held, seven in ten cited ones are; where nearly all are, nearly all of these; a
    mistyped number falls upon any.
    """
    import numpy as np

    full = np.clip(held.fullness(run), _EMPTIEST, _FULLEST)
    missing = (1 - full) ** _SOUGHT
    return (1 - missing) / full, np.where(run >= 0, missing / (1 - full), _NO_RUN)


def _fits(said: Array, sent: Array, is_held: Array) -> Array:
    """How much the day said beside a reference speaks for a cable of a day: 1 where none is said."""
    import numpy as np

    from reftel.links.resolving.holdings import NO_DAY

    apart = np.abs(sent - said)
    own = np.where(apart <= _SAME_DAY_SAID, _FITS, _ANOTHER_DAY)
    guessed = np.where(apart <= _WEEKS, 1.0, _FAR)
    return np.where((said == NO_DAY) | (sent == NO_DAY), 1.0, np.where(is_held, own, guessed))


def _middle(year: Array) -> Array:
    """The day in the middle of years."""
    import numpy as np

    return (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) + 182


def _alike(
    held: Holdings, learned: Learned, citing: Array, made: Readings, row: Array, weight: Array
) -> Array:
    """How much likelier the likeness of citing and cited cable is than that of any two: of the post and time.

    A small post writes of few things at a time. So the likeness to the number's cable is set against
    that to the post's last cables before: to a few of them, and where that leaves doubt, to many.
    """
    import numpy as np

    from reftel.links.resolving.readings import CODE

    degree = held.likeness.degree(citing, np.maximum(row, 0))
    ratio = np.where(row >= 0, learned.by_likeness(degree, held.day[citing] - held.day[row]), 1.0)
    alike = ratio.copy()
    rival = (row >= 0) & (made.how != CODE["as read"])
    asked = (row >= 0) & (np.bincount(made.reference, rival)[made.reference] > 0)
    for sample in (_SAMPLE, _LARGE_SAMPLE):
        some = np.flatnonzero(asked)
        for part in np.array_split(some, len(some) * sample // _AT_ONCE + 1):
            rows, there = held.lately(made.run[part], held.day[citing[part]], sample)
            there &= (rows != row[part][:, None]) & (rows != citing[part][:, None])
            degree = held.likeness.degree(np.repeat(citing[part], sample), rows.ravel()).reshape(rows.shape)
            day = held.day[citing[part]]
            days = day[:, None] - held.day[rows]
            age = learned.by_age(days) * there
            own = learned.by_age(day - held.day[row[part]])
            one = (age.sum(1) + own) / (
                there.sum(1) + 1
            )  # as if one more were of no more than usual likeness
            usual = (learned.by_likeness(degree, days) * age).sum(1) + ratio[part] * own + one
            alike[part] = ratio[part] / usual * (age.sum(1) + own + one)
        score = weight * alike
        score /= np.maximum(np.bincount(made.reference, score)[made.reference], 1e-300)
        asked &= (score > _DOUBT) & (score < 1 - _DOUBT)
    return alike
