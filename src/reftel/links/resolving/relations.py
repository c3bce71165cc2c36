"""Relations that are no references of their own: `AND PREVIOUS`, and the `SEPTEL` that came after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reftel.links.resolving.holdings import NO_DAY, Holdings
from reftel.links.schema import LINKS, empty

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

    Array = np.ndarray[Any, Any]

_PREVIOUS: Final = r"(?i)(?:\bAND|&)\s{1,12}(?:ALL\s)?(?:PREVIOUS(?:ES)?|PREV\b\.?|PRECEDING|EARLIER|PRIOR)"
_SURE: Final = 0.9
_SEPTEL: Final = r"(?i)\bSEPTELS?\b"
_SEPTEL_DAYS: Final = 1
_SEPTEL_SCORE: Final = 0.8


def with_previous(references: pl.LazyFrame) -> pl.DataFrame:
    """The references (`cable`, `position`) whose words name what came before, too."""
    import polars as pl

    found = references.filter(pl.col("written").str.contains(_PREVIOUS)).select("cable", "position")
    return found.collect(engine="streaming")


def previous(held: Holdings, written: pl.DataFrame, links: pl.LazyFrame) -> pl.DataFrame:
    """`ROME 3207 AND PREVIOUS`: the cables of that post which the cable meant cites itself.

    `written` is what `with_previous` gives, `links` are those of all references. Further cables are found by
    going on from those. What the citing cable cites by itself is not said twice.
    """
    import polars as pl

    links = links.filter(pl.col("position").is_not_null())
    citing = links.filter(pl.col("cable").is_in(written["cable"].unique().implode()))
    cited = citing.select("cable", "position", "from_mrn", "to_mrn", "kind", "confidence").collect()
    said = cited.filter(pl.col("confidence") >= _SURE).join(written, on=["cable", "position"], how="semi")
    said = said.join(held.frame.select(pl.col("mrn").alias("to_mrn")), on="to_mrn", how="semi")
    if said.is_empty():
        return empty()
    sure = links.filter(
        pl.col("to_mrn").is_not_null()
        & (pl.col("confidence") >= _SURE)
        & pl.col("from_mrn").is_in(said["to_mrn"].unique().implode())
    )
    station = r"^\d{4}(.*?[^0-9-])(?:-C?A)?\d+$"
    chain = sure.select(
        pl.col("from_mrn").alias("to_mrn"),
        pl.col("to_mrn").alias("before"),
        pl.col("confidence").alias("then"),
    ).collect()
    chain = chain.sort("then", descending=True).unique(
        ["to_mrn", "before"], keep="first", maintain_order=True
    )
    found = said.select("cable", "from_mrn", "to_mrn", "kind", "confidence").join(chain, on="to_mrn")
    found = found.filter(
        (pl.col("before").str.extract(station) == pl.col("to_mrn").str.extract(station))
        & (pl.col("before") != pl.col("from_mrn"))
    )
    itself = cited.select("cable", pl.col("to_mrn").alias("before"))
    found = found.join(itself, on=["cable", "before"], how="anti")
    score = (pl.col("confidence") * pl.col("then")).round(3)
    made = found.select(
        "cable",
        pl.lit(None, pl.Int32).alias("position"),
        "from_mrn",
        pl.col("before").alias("to_mrn"),
        "kind",
        pl.lit("previous").alias("relation"),
        score.alias("confidence"),
        pl.lit("previous").alias("how"),
        pl.format("cited as what came before {}, which cites it", "to_mrn").alias("evidence"),
        pl.concat_list("before").alias("candidates"),
        pl.concat_list(score).alias("scores"),
        pl.lit(None, pl.String).alias("to_cable"),
        pl.lit(None, pl.Date).alias("date"),
        *(pl.lit(None, pl.Int64).alias(name) for name in ("start", "end")),
    )
    # Of several ways to the same cable the surest; of equal ones always the same one.
    made = made.sort("confidence", "to_mrn", "evidence", "kind")
    return made.unique(["cable", "to_mrn"], keep="last").select(LINKS.names)


def with_septel(cables: pl.LazyFrame) -> pl.Series:
    """The ids of the cables whose words announce a separate telegram. Few texts are in memory at once."""
    import polars as pl

    found = cables.filter(pl.col("text").str.contains(_SEPTEL)).select("id")
    return found.collect(engine="streaming")["id"]


def septels(held: Holdings, ids: pl.Series, links: pl.DataFrame) -> pl.DataFrame:
    """The separate telegram that a cable announces: the one later cable of the post that is much alike.

    Of the same post, with a higher number, by the next day, subject and TAGS alike; and only where
    there is one such cable and no more, for posts report in rows.
    """
    import numpy as np
    import polars as pl

    rows = held.frame.with_row_index("row").filter(pl.col("id").is_in(ids.implode()))["row"].to_numpy()
    found: list[tuple[int, int]] = []
    for row in rows:
        if held.run[row] < 0 or held.day[row] == NO_DAY:
            continue
        run, day = int(held.run[row]), int(held.day[row])
        later = held.between(run, day, day + _SEPTEL_DAYS)
        later = later[held.serial[later] > held.serial[row]]
        alike = later[held.likeness.alike(np.full(len(later), row), later)]
        if len(alike) == 1:
            found.append((int(row), int(alike[0])))
    if not found:
        return empty()
    number, id = held.frame["mrn"], held.frame["id"]
    made = pl.DataFrame(
        {
            "cable": [id[one] for one, _ in found],
            "position": pl.Series([None] * len(found), dtype=pl.Int32),
            "from_mrn": [number[one] for one, _ in found],
            "to_mrn": [number[other] for _, other in found],
            "kind": "cable",
            "relation": "septel",
            "confidence": _SEPTEL_SCORE,
            "how": "septel",
            "evidence": "announced as a separate telegram; the one later cable of the post on the same subject by the next day",
            "candidates": [[number[other]] for _, other in found],
            "scores": [[_SEPTEL_SCORE] for _ in found],
            "to_cable": pl.Series([None] * len(found), dtype=pl.String),
            "date": pl.Series([None] * len(found), dtype=pl.Date),
            "start": pl.Series([None] * len(found), dtype=pl.Int64),
            "end": pl.Series([None] * len(found), dtype=pl.Int64),
        }
    )
    return made.join(links.select("cable", "to_mrn"), on=["cable", "to_mrn"], how="anti").select(LINKS.names)
