"""To whom a request for a cable goes, by the cable's age.

Source: `data/request_addressees.csv`.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.vocabulary.tables import rows


class Keeper(msgspec.Struct, frozen=True):
    """An agency that keeps cables: `key` is its short name, `address` the lines below its name."""

    key: str
    name: str
    address: tuple[str, ...]
    note: str
    source: str
    from_year: int | None = None
    to_year: int | None = None


def of_year(year: int) -> Keeper:
    """Who keeps the cables of a year.

    >>> of_year(1974).key, of_year(2003).key
    ('nara', 'state')
    """
    return next(
        keeper for keeper in keepers().values() if (keeper.from_year or 0) <= year <= (keeper.to_year or 9999)
    )


@cache
def keepers() -> dict[str, Keeper]:
    """All keepers, by their short names."""
    return {
        row["key"]: Keeper(
            key=row["key"],
            name=row["name"],
            address=tuple(row["address"].split(";")),
            note=row["note"],
            source=row["source"],
            from_year=int(row["from_year"]) if row["from_year"] else None,
            to_year=int(row["to_year"]) if row["to_year"] else None,
        )
        for row in rows("request_addressees")
    }
