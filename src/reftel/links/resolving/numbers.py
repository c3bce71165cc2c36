"""References by number: which of their readings is meant, weighed over all references at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reftel.links.resolving import readings
from reftel.links.resolving.holdings import NO_DAY, Holdings
from reftel.links.resolving.learning import Learned
from reftel.links.resolving.readings import CODE, HOW, Readings, split
from reftel.links.resolving.weighing import reached, weigh, weigh_missing
from reftel.vocabulary import general_messages, posts

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Array = np.ndarray[Any, Any]

ENOUGH: Final = 0.9
"""The score from which a reading that mends what was read is taken for what is meant."""
ENOUGH_AS_READ: Final = 0.7
"""The score from which what was read is: nothing needs to have gone wrong for it."""
_SOMETHING_ELSE: Final = 1e-10
"""The weight of what is no reading at all, and no typing error that could be thought of."""
_ANOTHER_POST: Final = 5e-6
"""The same where no post has the name that was read: the post meant may hold nothing."""
_NEVER: Final = 5e-4
"""The least likelihood of a number that is written with its year: dates are wrong, too, and posts begin anew."""
_CLEAR: Final = 0.05
"""The weight of a reading from which all typing errors together leave no doubt of it."""
_DOUBTFUL: Final = 1e-5
"""The prior of a post that nobody knows and whose name is a letter off a known one's."""
_LIKELY: Final = 0.5
SHOWN: Final = 4
_SHOWN_FROM: Final = 0.01
_CHUNK: Final = 40_000
"""References weighed together: their readings are some seventy times as many, and lie in memory at once."""
# A year before or behind the number, as far as the words show it.
_YEAR_WRITTEN: Final = (
    r"(?i)^[\s('’]{0,3}(?:(?:19|20)\d\d|\d\d)\)?[\s./-]{0,4}[A-Z]"
    r"|\(\s?['’]?(?:(?:19|20)\d\d|\d\d)\s?\)|\bOF (?:19|20)\d\d|/(?:19|20)\d\d|['’]\d\d\b|\d/0\d\b|\d-\d\d\b|\d{6}\s?Z"
)


def verdicts(held: Holdings, learned: Learned, asked: pl.DataFrame) -> pl.DataFrame:
    """What each reference means, in the order of `asked`: `to_mrn`, `confidence`, `how`, `held`, `candidates`, `scores`.

    `asked` has the citing cable's row among those held (`citing`), the numbers that the words may be
    (`numbers`, the likeliest first), `written` and `date`. `to_mrn` is empty where no reading is good enough.
    """
    import polars as pl

    starts = range(0, asked.height, _CHUNK) or (0,)
    return pl.concat([_verdicts(held, learned, asked.slice(start, _CHUNK)) for start in starts])


def _verdicts(held: Holdings, learned: Learned, asked: pl.DataFrame) -> pl.DataFrame:
    import numpy as np
    import polars as pl

    frame = _read(held, asked)
    citing = asked["citing"].to_numpy()
    mistypable = _mistypable(held, frame)
    parts = [
        _as_read(frame),
        _other_years(held, frame, citing),
        _retyped(held, mistypable, citing),
        _respelt(held, frame),
    ]
    made = _join(held, parts)
    who = citing[made.reference]
    row = held.find(made.run, made.serial)
    likely, told = reached(held, made.run, made.serial, held.day[who])
    dated = np.zeros(asked.height, bool)
    dated[frame.filter("dated")["reference"].to_numpy()] = True
    named = dated[made.reference] & (made.how == CODE["as read"])
    plausible = np.where(named, np.maximum(likely, _NEVER), likely)
    # Where one reading is held, or certainly had been sent, what is known of other posts' years changes little.
    clear = (row >= 0) | (told & (likely >= _LIKELY))
    settled = np.bincount(made.reference, clear, minlength=asked.height)[made.reference] > 0
    _ask(held, made, who, ~settled & (row < 0) & ~told & (likely < 1), plausible)
    said = asked["date"].cast(pl.Int32).fill_null(NO_DAY).to_numpy().astype(np.int64)[made.reference]
    weight = weigh(held, learned, who, made, row, plausible, said)
    best = np.zeros(asked.height)
    np.maximum.at(best, made.reference, weight)
    unseen = _unseen(held, learned, mistypable, citing, best < _CLEAR)
    doubtful = np.zeros(asked.height, bool)
    doubtful[frame.filter("doubtful")["reference"].to_numpy()] = True
    other = unseen + np.where(doubtful, _ANOTHER_POST, _SOMETHING_ELSE)
    return _chosen(made, row, weight, other)


def _read(held: Holdings, asked: pl.DataFrame) -> pl.DataFrame:
    """One row for each number that a reference was read as: its parts, and whether its year is written."""
    import polars as pl

    frame = asked.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("reference"),
        pl.col("numbers"),
        (pl.col("written").str.contains(_YEAR_WRITTEN) | pl.col("date").is_not_null()).alias("dated"),
        (~pl.col("written").str.contains(r"[A-Za-z]{3}")).alias("bare"),
        pl.Series("latest", held.year)[asked["citing"]].alias("latest"),
        pl.col("numbers").list.len().alias("several"),
    )
    frame = frame.explode("numbers").drop_nulls("numbers")
    frame = frame.with_columns(split(pl.col("numbers")).alias("number")).unnest("number").drop_nulls("serial")
    # A bare number behind another bears that one's year. Earlier years than the last are never inferred, and
    # general messages are never without theirs.
    before = pl.col("latest") - pl.col("year")
    written = (pl.col("bare") & (before != 0)) | ((before > 1) & (pl.col("latest") > 0))
    dated = pl.col("dated") | written | pl.col("station").is_in(list(general_messages.series()))
    doubtful = pl.col("station").is_in([name for name in frame["station"].unique() if _near_posts(name)])
    posts_read = pl.col("station").n_unique().over("reference")
    return frame.with_columns(dated=dated, doubtful=doubtful, posts=posts_read)


def _as_read(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    late = pl.col("dated") & (pl.col("latest") > 0) & (pl.col("year") > pl.col("latest"))
    inferred = ~pl.col("dated") & (pl.col("several") > 1)
    return frame.select(
        *("reference", "station", "year", "series", "serial"),
        pl.when(pl.col("posts") > 1)
        .then(CODE["post inferred"])
        .when(inferred)
        .then(CODE["year inferred"])
        .otherwise(CODE["as read"])
        .alias("how"),
        pl.when(late).then(1e-9).when("doubtful").then(_DOUBTFUL).otherwise(readings.AS_READ).alias("prior"),
    )


def _other_years(held: Holdings, frame: pl.DataFrame, citing: Array) -> pl.DataFrame:
    """Without a year: the citing cable's, and the one before. With a later one than the citing cable's: likewise."""
    import numpy as np
    import polars as pl

    day = held.day[citing[frame["reference"].to_numpy()]]
    month = (day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12 + 1
    known = frame.with_columns(january=pl.Series(month <= 2) & pl.Series(day != NO_DAY)).filter(
        pl.col("latest") > 0
    )
    late = pl.col("dated") & (pl.col("year") > pl.col("latest"))
    before = pl.when("january").then(readings.YEAR_BEFORE_JANUARY).otherwise(readings.YEAR_BEFORE)
    out = []
    for back, prior in ((0, pl.lit(readings.AS_READ)), (1, before)):
        wrong = pl.lit(readings.YEAR_WRONG / 2)
        out.append(
            known.filter((~pl.col("dated") | late) & (pl.col("year") != pl.col("latest") - back)).select(
                *("reference", "station"),
                (pl.col("latest") - back).cast(pl.Int32).alias("year"),
                *("series", "serial"),
                pl.when(late).then(CODE["year mended"]).otherwise(CODE["year inferred"]).alias("how"),
                pl.when(late)
                .then(wrong)
                .when("doubtful")
                .then(_DOUBTFUL)
                .otherwise(prior)
                .cast(pl.Float64)
                .alias("prior"),
            )
        )
    return pl.concat(out)


def _retyped(held: Holdings, base: pl.DataFrame, citing: Array) -> pl.DataFrame:
    """Held numbers from which the one read is a typing error away, sent in the months before."""
    import polars as pl

    at, meant, share = readings.serial_variants(base["serial"].to_numpy())
    row = held.find(base["run"].to_numpy()[at], meant)
    at, meant, share, row = at[row >= 0], meant[row >= 0], share[row >= 0], row[row >= 0]
    age = held.day[citing[base["reference"].to_numpy()[at]]] - held.day[row]
    near = (age >= -1) & (age <= readings.LONGEST)
    at, meant, share = at[near], meant[near], share[near]
    return base[at].select(
        *("reference", "station", "year", "series"),
        pl.Series("serial", meant, pl.Int64),
        pl.lit(CODE["serial mended"]).alias("how"),
        pl.Series("prior", share, pl.Float64),
    )


def _mistypable(held: Holdings, frame: pl.DataFrame) -> pl.DataFrame:
    """The numbers read, each once with the year that is most likely meant, of runs (`run`) of which something is held."""
    import polars as pl

    from reftel.links.resolving.holdings import MOST

    year = pl.when(pl.col("dated")).then(pl.col("year")).otherwise(pl.col("latest").cast(pl.Int32))
    base = frame.filter(pl.col("serial").is_between(1, MOST)).with_columns(year=year)
    base = base.unique(["reference", "station", "year", "series", "serial"], maintain_order=True)
    return base.with_columns(run=pl.Series(held.run_of(base))).filter(pl.col("run") >= 0)


def _unseen(held: Holdings, learned: Learned, base: pl.DataFrame, citing: Array, unsure: Array) -> Array:
    """The weight, for each reference, of all numbers that are not held and from which the one read is a typing error away.

    None of them can be chosen, for there are too many; but they tell how sure the number read can be. Asked
    is only of those that are `unsure`.
    """
    import numpy as np

    reference, run = base["reference"].to_numpy(), base["run"].to_numpy()
    asked = unsure[reference]
    reference, run, serial = reference[asked], run[asked], base["serial"].to_numpy()[asked]
    at, meant, share = readings.serial_variants(serial)
    missing = held.find(run[at], meant) < 0
    at, meant, share = at[missing], meant[missing], share[missing]
    weight = weigh_missing(held, learned, citing[reference[at]], run[at], meant, share)
    return np.bincount(reference[at], weight, minlength=len(citing))


def _respelt(held: Holdings, frame: pl.DataFrame) -> pl.DataFrame:
    """Of a post that nobody knows: held numbers of posts whose names are a letter off."""
    import polars as pl

    names = (
        frame.select("station")
        .unique()
        .with_columns(near=pl.col("station").map_elements(_near_posts, pl.List(pl.String)))
    )
    near = names.with_columns(many=pl.col("near").list.len()).filter(pl.col("many") > 0).explode("near")
    found = frame.join(near, on="station", maintain_order="left").with_columns(station=pl.col("near"))
    row = held.find(held.run_of(found), found["serial"].to_numpy())
    return found.filter(pl.Series(row >= 0, dtype=pl.Boolean)).select(
        *("reference", "station", "year", "series", "serial"),
        pl.lit(CODE["post mended"]).alias("how"),
        (readings.POST_WRONG / pl.col("many")).alias("prior"),
    )


def _near_posts(name: str) -> list[str]:
    return list(readings.near_posts(name)) if posts.by_code(name) is None else []


def _join(held: Holdings, parts: list[pl.DataFrame]) -> Readings:
    """All readings, each once, with the prior of its best way of coming about."""
    import numpy as np
    import polars as pl

    number = ["reference", "station", "year", "series", "serial"]
    both = pl.concat([one.with_columns(pl.col("how").cast(pl.Int64)) for one in parts])
    both = both.sort("prior", descending=True).unique(number, keep="first", maintain_order=True).sort(number)
    return Readings(
        both["reference"].to_numpy(),
        both["station"].to_numpy(),
        both["year"].to_numpy(),
        both["series"].to_numpy(),
        both["serial"].to_numpy().astype(np.int64),
        held.run_of(both),
        both["how"].to_numpy(),
        both["prior"].to_numpy(),
    )


def _ask(held: Holdings, made: Readings, who: Array, unsure: Array, plausible: Array) -> None:
    """Ask what is known of posts' serials where too little of a run is held."""
    import datetime

    import numpy as np

    from reftel.model import MRN

    if not unsure.any():
        return
    serials = held.serials
    seen: dict[tuple[MRN, int], float] = {}
    for i in np.flatnonzero(unsure):
        day = int(held.day[who[i]])
        if day == NO_DAY or not 1900 < made.year[i] < 2100 or posts.by_code(str(made.station[i])) is None:
            continue
        mrn = MRN(int(made.year[i]), str(made.station[i]), int(made.serial[i]), str(made.series[i]))
        if (mrn, day) not in seen:
            seen[mrn, day] = serials.plausible(mrn, datetime.date.fromordinal(day + 719_163))
        plausible[i] = seen[mrn, day]


def _chosen(made: Readings, row: Array, weight: Array, other: Array) -> pl.DataFrame:
    """The best reading of each reference, if it is good enough, and the others by their scores."""
    import polars as pl

    dash = pl.when(pl.col("series") != "").then(pl.format("-{}", "series")).otherwise(pl.lit(""))
    frame = pl.DataFrame(
        {
            "reference": made.reference,
            "station": pl.Series(made.station, dtype=pl.String),
            "year": made.year,
            "series": pl.Series(made.series, dtype=pl.String),
            "serial": made.serial,
            "how": made.how,
            "held": row >= 0,
            "weight": weight,
            "other": other[made.reference],
        }
    )
    frame = frame.select(
        "reference",
        "how",
        "held",
        pl.format("{}{}{}{}", "year", "station", dash, "serial").alias("mrn"),
        (pl.col("weight") / (pl.col("weight").sum().over("reference") + pl.col("other"))).alias("score"),
    )
    frame = frame.sort(["reference", "score", "mrn"], descending=[False, True, False], maintain_order=True)
    shown = (pl.col("score") >= _SHOWN_FROM) | (pl.int_range(pl.len()).over("reference") == 0)
    best = frame.group_by("reference", maintain_order=True).agg(
        pl.col("mrn").first().alias("best"),
        pl.col("how").first(),
        pl.col("held").first(),
        pl.col("score").first().alias("confidence"),
        pl.col("mrn").filter(shown).head(SHOWN).alias("candidates"),
        pl.col("score").filter(shown).head(SHOWN).round(3).alias("scores"),
    )
    names = pl.col("how").replace_strict(dict(enumerate(HOW)), return_dtype=pl.String)
    enough = pl.when(pl.col("how") == CODE["as read"]).then(ENOUGH_AS_READ).otherwise(ENOUGH)
    sure = pl.col("confidence") >= enough
    best = best.with_columns(
        held=pl.col("held") & sure,
        to_mrn=pl.when(sure).then("best"),
        how=pl.when(sure).then(names).otherwise(pl.lit("unresolved")),
        confidence=pl.when(sure).then(pl.col("confidence").clip(0, 0.999)).otherwise(0.0).round(3),
    )
    everyone = pl.DataFrame({"reference": pl.int_range(len(other), eager=True, dtype=pl.Int64)})
    return everyone.join(best, on="reference", how="left", maintain_order="left").drop("reference", "best")
