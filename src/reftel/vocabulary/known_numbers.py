"""Numbers of real cables with the month in which each was sent: what is known of the posts' serials.

`data/known_numbers.csv.gz` has a row for each post and year. Its column `months` holds the serials
by month: `1:12 28 4;2:9` are the serials 12, 40 and 44 of January and 53 of February: within a row
each number is the distance from the one before it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_TABLE: Final = Path(__file__).parent / "data" / "known_numbers.csv.gz"


class Known(NamedTuple):
    """The serial of a real cable and the month (1 to 12) in which it was sent."""

    serial: int
    month: int


def of(station: str, year: int) -> list[Known]:
    """What is known of the serials of a post in a year, in the table's order.

    >>> of("ROME", 2003)[0].month, of("ATLANTIS", 2003)
    (1, [])
    """
    packed = _packed().get((station, year))
    return unpack(packed) if packed else []


def years(station: str) -> list[int]:
    """The years of a post of which the table knows anything."""
    return _years().get(station, [])


def groups() -> Iterable[tuple[str, int]]:
    """Every post and year of the table."""
    return _packed().keys()


def pack(known: Iterable[Known]) -> str:
    """A row's `months`. `unpack` gives back the same numbers, month by month.

    >>> pack([Known(53, 2), Known(12, 1), Known(44, 1), Known(40, 1)])
    '1:12 28 4;2:9'
    """
    by_month: dict[int, list[int]] = {}
    for serial, month in sorted(known):
        by_month.setdefault(month, []).append(serial)
    parts, before = [], 0
    for month, serials in sorted(by_month.items()):
        distances = []
        for serial in serials:
            distances.append(str(serial - before))
            before = serial
        parts.append(f"{month}:{' '.join(distances)}")
    return ";".join(parts)


def unpack(packed: str) -> list[Known]:
    """The numbers of a row's `months`.

    >>> unpack("1:12 28 4;2:9")[1:]
    [Known(serial=40, month=1), Known(serial=44, month=1), Known(serial=53, month=2)]
    """
    found, serial = [], 0
    for part in packed.split(";"):
        month, _, distances = part.partition(":")
        for distance in distances.split():
            serial += int(distance)
            found.append(Known(serial, int(month)))
    return found


@cache
def _packed() -> dict[tuple[str, int], str]:
    # A quarter of a megabyte, read when a date is first asked for; the csv module is not needed, for
    # no value holds a comma.
    with gzip.open(_TABLE, "rt", encoding="utf-8") as table:
        next(table)
        rows = (line.split(",", 3) for line in table)
        return {(station, int(year)): months for year, station, months, _ in rows}


@cache
def _years() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for station, year in sorted(_packed()):
        found.setdefault(station, []).append(year)
    return found
