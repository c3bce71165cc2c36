"""What an archive's own plain references teach of it: how much of what is cited is held, and how alike the two are.

Nearly all references are written rightly. Those whose number, as it was read, is held and older than
the citing cable are the measure for the doubtful ones: of one archive all cables of an affair bear
the same subject, of another hardly any; one holds nearly all that is cited, another nearly nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reftel.links.likeness import MODEST, MOST

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    from reftel.links.holdings import Holdings

    Array = np.ndarray[Any, Any]

_SAMPLE: Final = 20_000
_BESIDE: Final = 12
"""Cables of the same post and time that each cited one is set against."""
_WORTH: Final = 100
"""So many references the modest figures weigh that hold where nothing is learned."""
_LEAST: Final = 0.5
"""The least likeness that so few as the sample shows can mean."""
_SPANS: Final = (10, 60)
"""Days that part recent, less recent and old: what is cited of old is often of another matter."""
_HELD: Final = 0.6
"""The share of cited cables that are held, where nothing is learned."""
_FEWEST, _FULLEST = 0.02, 0.98


SAME_DAY: Final = 1
"""Days by which a cited cable may seem later than its citing one: clocks and zones differ."""
LATER: Final = 1e-6
"""What is left of the weight of a cable that is later than the one that cites it."""
# Shares of references, and the days after which they have fallen to a third: of the running exchange, of
# the affair, of older matters, of history.
_AGES: Final = ((0.5, 6.0), (0.35, 40.0), (0.14, 300.0), (0.01, 6000.0))
_OLDEST: Final = 30_000
# Days between which the ages of cited cables are counted.
_DAYS: Final = (
    0,
    1,
    2,
    3,
    4,
    6,
    8,
    12,
    16,
    24,
    32,
    48,
    64,
    96,
    128,
    192,
    256,
    384,
    512,
    768,
    1024,
    1536,
    2048,
)


class Learned(NamedTuple):
    """What an archive teaches of its references."""

    held: float
    """The share of cited numbers that are held."""
    ratios: Array
    """How much each degree of likeness speaks for a citation: of cables of the last days, of the last months, of older ones."""
    ages: Array
    """How often cited cables are of each age in days, per serial of the post; of the last for all older ones."""

    def by_age(self, age: Array) -> Array:
        """How often a cited cable is so many days older than its citing cable, per serial of the post."""
        import numpy as np

        share = self.ages[np.clip(age, 0, len(self.ages) - 1)]
        return np.where(age >= -SAME_DAY, share, LATER)

    def by_likeness(self, degree: Array, age: Array) -> Array:
        """How much likelier cables of that age are so alike if one cites the other than if it does not."""
        import numpy as np

        return self.ratios[np.searchsorted(_SPANS, age), degree]


def learn(held: Holdings, asked: pl.DataFrame) -> Learned:
    """What the plain references among those asked teach; `asked` as in `numbers.verdicts`.

    The same rows teach the same in whatever order of chunks they are resolved: the sample is every
    so many of all.
    """
    import numpy as np
    import polars as pl

    from reftel.links.readings import split

    plain = asked.filter(pl.col("numbers").list.len() == 1).select(
        "citing", pl.col("numbers").list.first().alias("number")
    )
    plain = plain.gather_every(max(plain.height // _SAMPLE, 1))
    plain = plain.with_columns(split(pl.col("number")).alias("of")).unnest("of").drop_nulls("serial")
    citing, run = plain["citing"].to_numpy(), held.run_of(plain)
    row = held.find(run, plain["serial"].to_numpy())
    counted = run >= 0  # of posts and years of which nothing is held nothing can be
    share = ((row >= 0).sum() + _WORTH * _HELD) / (counted.sum() + _WORTH)
    age = held.day[citing] - held.day[row]
    older = (row >= 0) & (row != citing) & (age >= 0)
    citing, row, run, age = citing[older], row[older], run[older], age[older]
    span = np.searchsorted(_SPANS, age)
    ratios = [
        _ratios(held, citing[span == n], row[span == n], run[span == n]) for n in range(len(_SPANS) + 1)
    ]
    return Learned(float(np.clip(share, _FEWEST, _FULLEST)), np.array(ratios), _ages(age))


def _ages(age: Array) -> Array:
    """How often each age occurs, by the spans of `_DAYS`; modestly where few are counted."""
    import numpy as np

    seen = np.bincount(np.searchsorted(_DAYS, age, side="right") - 1, minlength=len(_DAYS))
    ends = np.array((*_DAYS, _OLDEST), float)
    usual = np.diff(1 - sum(part * np.exp(-ends / length) for part, length in _AGES))
    oftener = (seen + _WORTH * usual) / (seen.sum() + _WORTH) / usual
    days = np.arange(_OLDEST)
    share = sum(part / length * np.exp(-days / length) for part, length in _AGES)
    return share * oftener[np.searchsorted(_DAYS, days, side="right") - 1]


def _ratios(held: Holdings, citing: Array, cited: Array, run: Array) -> Array:
    """Of each degree of likeness: its share among citing and cited cables over that among any two of post and time."""
    import numpy as np

    alike = held.likeness
    linked = np.bincount(alike.degree(citing, cited), minlength=len(MODEST))
    beside, there = held.lately(run, held.day[cited], _BESIDE)
    there = there & (beside != cited[:, None]) & (beside != citing[:, None])
    several = np.repeat(citing, _BESIDE).reshape(beside.shape)
    usual = np.bincount(alike.degree(several[there], beside[there]), minlength=len(MODEST))
    share = (usual + _LEAST) / (usual.sum() + _LEAST * len(MODEST))
    modest = share * np.array(MODEST)
    return np.clip(
        (linked + _WORTH * modest / modest.sum()) / (linked.sum() + _WORTH) / share, 1 / MOST, MOST
    )
