"""Numbers by who writes to whom: `EMBTEL 912`, `YOUR 912`.

The parser reads what the sender alone decides (`OURTEL`, `DEPTEL`). Where the addressee decides, the
post is the one to which the citing cable goes for action.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from reftel.links.resolving.holdings import Holdings

if TYPE_CHECKING:
    import polars as pl

_YOURS: Final = (
    r"(?i)^\W*(?:YOUR|UR|YR)(?:\s?TELS?|\s(?:TEL|TELEGRAM|CABLE|MSG|MESSAGE))?\b[^0-9]{0,12}([0-9]{1,6})\b"
)
_POSTS_OWN: Final = r"(?i)^\W*(?:EMB|CON|CONGEN|LEG|MIS)TELS?\b[^0-9]{0,12}([0-9]{1,6})\b"


def with_numbers(held: Holdings, refs: pl.DataFrame) -> pl.DataFrame:
    """The references with `numbers`, what their words may be, and `short`: whether by who writes to whom.

    `EMBTEL` in the Department's own cable is the addressee's, not the Department's. `action`, the
    addressees of the citing cable, need not be there; the references come back without it.
    """
    import polars as pl

    read = pl.when(pl.col("mrn").is_not_null()).then(pl.concat_list("mrn")).otherwise("candidates")
    yours = pl.col("is_cable") & pl.col("mrn").is_null() & pl.col("written").str.contains(_YOURS)
    posts_own = pl.col("is_cable") & pl.col("written").str.contains(_POSTS_OWN)
    department = pl.col("from_mrn").str.contains(r"^\d{4}STATE[-\d]").fill_null(False)
    refs = refs.with_columns(numbers=read, short=yours | (posts_own & department)).drop("candidates")
    asked = refs.with_row_index("row").filter("short")
    refs = refs.drop("action", strict=False)
    if asked.is_empty():
        return refs
    if "action" not in asked.columns:
        asked = asked.with_columns(action=pl.lit([], pl.List(pl.String)))
    rows = []
    wanted = ("row", "citing", "written", "numbers", "action")
    for row, citing, written, numbers, action in asked.select(wanted).iter_rows():
        serial = int(_serial(written))
        year = int(held.year[citing])
        posts = _others(action or (), held.frame["station"][citing])
        rows.append(
            (row, [f"{year}{post}{serial}" for post in posts] if year and serial else list(numbers or ()))
        )
    made = pl.DataFrame(rows, schema={"row": pl.UInt32, "meant": pl.List(pl.String)}, orient="row")
    joined = refs.with_row_index("row").join(made, on="row", how="left", maintain_order="left")
    return joined.with_columns(numbers=pl.coalesce("meant", "numbers")).drop("row", "meant")


def _serial(written: str) -> str:
    import re

    for form in (_YOURS, _POSTS_OWN):
        if found := re.search(form, written):
            return found[1]
    return "0"


def _others(addressees: Iterable[str], own: str | None) -> list[str]:
    """The posts to which a cable goes for action, without its own."""
    found = [_station(name) for name in addressees]
    return list(dict.fromkeys(code for code in found if code and code != own))


@cache
def _station(name: str) -> str | None:
    from reftel.vocabulary import posts

    match = posts.find(name)
    return match.code if match else None
