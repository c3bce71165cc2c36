"""How many cables the Department of State made in a year, by classification.

Source: `data/yearly_totals.csv`, released under the Freedom of Information Act.
"""

from __future__ import annotations

from functools import cache

import msgspec

from reftel.vocabulary.tables import rows


class YearlyTotal(msgspec.Struct, frozen=True):
    """The cables of one year. `note` says where the table differs from the release."""

    year: int
    total: int
    unclassified: int
    confidential: int
    secret: int
    limited_official_use: int
    note: str = ""


def of_year(year: int) -> YearlyTotal | None:
    """The counts of a year; `None` for one of which none were released.

    >>> of_year(1975).total, of_year(2003) is None
    (541337, True)
    """
    return _by_year().get(year)


def all_years() -> tuple[YearlyTotal, ...]:
    """All of them, in order."""
    return tuple(_by_year().values())


@cache
def _by_year() -> dict[int, YearlyTotal]:
    return {
        int(row["year"]): YearlyTotal(
            **{name: int(row[name]) for name in row if name not in ("source", "note")}, note=row["note"]
        )
        for row in rows("yearly_totals")
    }
