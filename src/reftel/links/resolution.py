"""From references as they were read to links: the cable that each means, how surely, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reftel.links.schema import LINKS

if TYPE_CHECKING:
    import polars as pl

CABLE_KINDS: Final = ("cable", "airgram")
"""The kinds of reference that a number can answer."""


def resolve(cables: pl.LazyFrame, references: pl.LazyFrame) -> pl.DataFrame:
    """The links of all references, in the order of citing cable and position.

    `cables` and `references` have the columns of the archive's tables of these names.
    """
    import polars as pl

    mrn, is_cable = pl.col("mrn"), pl.col("kind").is_in(CABLE_KINDS)
    read = mrn.is_not_null()
    several = pl.col("candidates").list.len()
    made = references.select(
        "cable",
        "position",
        "from_mrn",
        mrn.alias("to_mrn"),
        "kind",
        pl.when("in_text").then(pl.lit("in text")).otherwise(pl.lit("reference")).alias("relation"),
        pl.when(read).then(0.99).otherwise(0.0).alias("confidence"),
        pl.when(read)
        .then(pl.lit("as read"))
        .when(is_cable)
        .then(pl.lit("unresolved"))
        .otherwise(pl.lit("no cable"))
        .alias("how"),
        pl.when(read)
        .then(pl.lit("post, serial and year as they were read"))
        .when(is_cable & (several > 1))
        .then(pl.lit("several readings fit"))
        .when(is_cable)
        .then(pl.lit("no number could be read"))
        .otherwise(pl.format("{}: not a cable", "kind"))
        .alias("evidence"),
        pl.when(read).then(pl.concat_list(mrn)).otherwise("candidates").alias("candidates"),
        pl.when(read)
        .then(pl.concat_list(pl.lit(0.99)))
        .otherwise(pl.col("candidates").list.eval(pl.lit(1.0) / pl.len()))
        .alias("scores"),
        pl.lit(None, pl.String).alias("to_cable"),
    )
    return made.select(LINKS.names).sort("cable", "position").collect()
