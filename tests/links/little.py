"""Little archives made by hand, as the tables that the links are drawn from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import polars as pl
import pyarrow as pa

from reftel.links.network.graph import Graph, build
from reftel.links.schema import LINKS

Cited = tuple[str, str] | tuple[str, str, float] | tuple[str, str, float, str]


def cable(mrn: str | None, day: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the table `cables`, as far as the graph reads it; its edition's id is `id-` and its number."""
    return {
        "id": f"id-{mrn}",
        "mrn": mrn,
        "partial": False,
        "sent": datetime.date.fromisoformat(day) if day else None,
        "sent_at": None,
        "level": "CONFIDENTIAL",
        "subject": f"SUBJECT OF {mrn}",
        "station": "".join(c for c in (mrn or "")[4:].partition("-")[0] if c.isalpha()) or None,
        "tags": ["PREL"],
        **more,
    }


CABLES = {
    "id": pl.String,
    "mrn": pl.String,
    "partial": pl.Boolean,
    "sent": pl.Date,
    "sent_at": pl.Datetime("us", "UTC"),
    "level": pl.String,
    "subject": pl.String,
    "station": pl.String,
    "tags": pl.List(pl.String),
}


def cables_frame(rows: Iterable[dict[str, Any]]) -> pl.LazyFrame:
    return pl.DataFrame(list(rows), schema=CABLES, orient="row").lazy()


def links_frame(pairs: Iterable[Cited]) -> pl.LazyFrame:
    """Links of editions (`id-…`) to numbers; or, where the target begins so, to editions."""
    rows = []
    for position, (citing, cited, *more) in enumerate(pairs):
        by_edition = cited.startswith("id-")
        row = dict.fromkeys(LINKS.names)
        row |= {
            "cable": citing if citing.startswith("id-") else f"id-{citing}",
            "position": position,
            "to_mrn": None if by_edition else cited,
            "to_cable": cited if by_edition else None,
            "kind": "cable",
            "confidence": more[0] if more else 0.99,
            "relation": more[1] if len(more) > 1 else "reference",
            "how": "as read",
        }
        rows.append(row)
    made = pl.from_arrow(pa.Table.from_pylist(rows, LINKS))
    assert isinstance(made, pl.DataFrame)
    return made.lazy()


def graph_of(cables: Iterable[dict[str, Any]], pairs: Iterable[Cited]) -> Graph:
    return build(cables_frame(cables), links_frame(pairs))


def affair() -> Graph:
    """Ten cables: a conversation, a ghost, an uncertain citation, a self-reference, a circle."""
    return graph_of(
        [
            cable("1974LAPAZ100", "1974-05-01", tags=["PINT", "BL"]),
            cable("1974STATE200", "1974-05-03", tags=["PINT", "BL"]),
            cable("1974LAPAZ110", "1974-05-05", tags=["PINT", "BL", "ECON"]),
            cable("1974LAPAZ120", "1974-05-20", tags=["PINT"]),
            cable("1974LIMA60", "1974-05-25", tags=["PINT", "PE"]),
            cable("1974QUITO5", "1974-06-30", tags=["EFIN", "EC"]),
            cable("1974OSLO1", "1974-07-01", tags=[]),
            cable("1974OSLO2", "1974-07-02", tags=["EFIN"]),
            cable("1974MADRID9", "1974-07-02"),
        ],
        [
            ("1974STATE200", "1974LAPAZ100"),
            ("1974LAPAZ110", "1974STATE200"),
            ("1974LAPAZ110", "1974LAPAZ100"),
            ("1974LAPAZ120", "1974LAPAZ110"),
            ("1974LAPAZ120", "1974LIMA50", 0.97, "in text"),
            ("1974LIMA60", "1974LAPAZ120", 0.6),
            ("1974LIMA60", "1974LIMA60"),
            ("1974QUITO5", "1974LAPAZ100"),
            ("1974OSLO1", "1974OSLO2", 0.9, "septel"),
            ("1974OSLO2", "1974OSLO1"),
            ("1974OSLO2", "1974QUITO5"),
        ],
    )
