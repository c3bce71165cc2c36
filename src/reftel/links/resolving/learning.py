"""What an archive's own plain references teach of it: how old cited cables are, and how alike.

Nearly all references are written rightly. Those whose number, as it was read, is held and older than
the citing cable are the measure for the doubtful ones: of one archive all cables of an affair bear
the same subject, of another hardly any; one speaks of the last days, another of the last years.

An archive grows, and what it teaches is not to change with each cable: else all links would have to be
made anew each time. So its beginning teaches, the first batches with so many references: twice as many
whenever there are, up to a most.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reftel.links.resolving.holdings import NO_DAY, Holdings
from reftel.links.resolving.likeness import MODEST, MOST
from reftel.links.resolving.readings import split

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

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
FEWEST: Final = 500
"""References below which nothing is learned."""
ENOUGH: Final = FEWEST * 2**7
"""References above which nothing more is learned."""

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
    0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
)  # fmt: skip


class Learned(NamedTuple):
    """What an archive teaches of its references."""

    batches: int
    """Up to which batch of the tables the archive taught; 0 where nothing was learned, and figures are modest ones."""
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


def learn(cables: pl.LazyFrame, references: pl.LazyFrame) -> Learned:
    """What the plain references of an archive teach; the frames as in `resolution.resolve`."""
    import numpy as np
    import polars as pl

    if "batch" in cables.collect_schema().names() and "batch" in references.collect_schema().names():
        last = _beginning(references)
        cables = cables.filter(pl.col("batch") <= last)
        references = references.filter(pl.col("batch") <= last)
    else:
        last = 1 if references.select(pl.len()).collect().item() >= FEWEST else 0
    if not last:
        return modest()
    held = Holdings(cables.select(Holdings.COLUMNS).collect())
    places = held.frame.select(pl.col("id").alias("cable")).with_row_index("citing")
    plain = references.filter(pl.col("mrn").is_not_null()).select("cable", "position", "mrn").collect()
    plain = plain.join(places, on="cable").sort("cable", "position").head(_SAMPLE)
    plain = plain.with_columns(split(pl.col("mrn")).alias("of")).unnest("of").drop_nulls("serial")
    citing, run = plain["citing"].to_numpy().astype(np.int64), held.run_of(plain)
    row = held.find(run, plain["serial"].to_numpy())
    age = held.day[citing] - held.day[row]
    dated = held.day[citing] != NO_DAY  # of undated pairs the difference would be no day at all
    older = (row >= 0) & (row != citing) & dated & (age >= 0) & (age < _OLDEST)
    citing, row, run, age = citing[older], row[older], run[older], age[older]
    span = np.searchsorted(_SPANS, age)
    ratios = [
        _ratios(held, citing[span == n], row[span == n], run[span == n]) for n in range(len(_SPANS) + 1)
    ]
    return Learned(last, np.array(ratios), _ages(age))


@cache
def modest() -> Learned:
    """The figures where nothing is learned."""
    import numpy as np

    return Learned(0, np.array([MODEST] * (len(_SPANS) + 1)), _ages(np.zeros(0, np.int64)))


def _beginning(references: pl.LazyFrame) -> int:
    """The last of the first batches that have enough references; 0 where there are too few in all."""

    sizes = references.group_by("batch").len().sort("batch").collect()
    upto = sizes["len"].cum_sum()
    there = int(upto[-1]) if len(upto) else 0
    if there < FEWEST:
        return 0
    enough = FEWEST
    while enough * 2 <= min(there, ENOUGH):
        enough *= 2
    return int(sizes.filter(upto >= enough)["batch"][0])


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
