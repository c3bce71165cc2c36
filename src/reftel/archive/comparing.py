"""Editions over a whole archive: what `reftel.links` tells of texts, for the cables that are held."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reftel.links.comparing import alignment
from reftel.links.comparing.editions import Revelation, reveals
from reftel.links.comparing.grouping import Group, Text, group
from reftel.model import MRN, Cable

if TYPE_CHECKING:
    from reftel.archive.archive import Archive

_AT_ONCE: Final = 1
"""Batches of an ingest whose texts are in memory at once."""


def edition_groups(archive: Archive) -> list[Group]:
    """The cables of which several editions are held: by their numbers, and by their texts."""
    held = lru_cache(maxsize=256)(archive.get)

    def alike(one: str, other: str) -> float:
        left, right = held(one), held(other)
        return alignment.alike(left, right) if left and right else 0.0

    return group(_texts(archive), alike)


def _texts(archive: Archive) -> Iterator[Text]:
    """What grouping needs of each edition: its message, or all its text where no paragraph was found."""
    import polars as pl

    last = archive.cables.select(pl.col("batch").max()).collect().item() or 0
    for first in range(0, last + 1, _AT_ONCE):
        span = pl.col("batch").is_between(first, first + _AT_ONCE - 1)
        paragraphs = archive.paragraphs.filter(span).select("cable", "position", "text").sort("position")
        bodies = paragraphs.group_by("cable").agg(pl.col("text").str.join("\n").alias("body"))
        cables = archive.cables.filter(span).select("id", "mrn", "sent", "text")
        joined = cables.join(bodies, left_on="id", right_on="cable", how="left").sort("id")
        for id_, mrn, sent, text, body in joined.collect().iter_rows():
            yield Text(id_, mrn, sent, body or text)


def redactions(archive: Archive, groups: list[Group] | None = None) -> Iterator[Revelation]:
    """What one edition of a cable reveals that another withholds, cable by cable.

    Without `groups`, the cables of which several editions bear one number.
    """
    for number, ids in _several(archive) if groups is None else ((one.mrn, one.editions) for one in groups):
        cables = [cable for id_ in ids if (cable := archive.get(id_))]
        if len(cables) > 1:
            yield from reveals(cables, MRN.parse(number) if number else None)


def _several(archive: Archive) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    import polars as pl

    rows = archive.cables.filter(pl.col("mrn").is_not_null()).select("mrn", "id")
    found = rows.group_by("mrn").agg(pl.col("id").sort()).filter(pl.col("id").list.len() > 1).sort("mrn")
    for mrn, ids in found.collect().iter_rows():
        yield mrn, tuple(ids)


def editions_of(archive: Archive, key: str | MRN, groups: list[Group] | None = None) -> list[Cable]:
    """The editions of a number; of an edition's id, those of its number or, with `groups`, of its text."""
    cables = archive.editions(key)
    if cables or not isinstance(key, str):
        return cables
    one = archive.get(key)
    if one is None:
        return []
    if one.mrn:
        return archive.editions(one.mrn)
    ids = next((each.editions for each in groups or () if one.id in each.editions), (one.id,))
    return [cable for id_ in ids if (cable := archive.get(id_))]
