"""Small archives for tests: cables and references as frames, by a few words each."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl

from reftel.links.resolving.resolution import resolve
from reftel.model import MRN
from reftel.vocabulary import posts

CABLES = {
    "id": pl.String,
    "mrn": pl.String,
    "year": pl.Int32,
    "station": pl.String,
    "series": pl.String,
    "serial": pl.Int64,
    "sent": pl.Date,
    "sent_at": pl.Datetime("us", "UTC"),
    "subject": pl.String,
    "tags": pl.List(pl.String),
    "action": pl.List(pl.String),
    "text": pl.String,
}
REFERENCES = {
    "cable": pl.String,
    "position": pl.Int32,
    "from_mrn": pl.String,
    "kind": pl.String,
    "mrn": pl.String,
    "candidates": pl.List(pl.String),
    "written": pl.String,
    "date": pl.Date,
    "in_text": pl.Boolean,
}


class World:
    """Cables are put in one by one; `links` resolves what they cite."""

    def __init__(self) -> None:
        self.cables: list[dict[str, Any]] = []
        self.references: list[dict[str, Any]] = []

    def cable(
        self,
        mrn: str,
        sent: str,
        subject: str = "",
        tags: str = "",
        to: str = "",
        at: str = "",
        text: str = "",
        id: str = "",
    ) -> str:
        """Put a cable in; its id is its number."""
        number = MRN.parse(mrn)
        moment = datetime.datetime.fromisoformat(at).replace(tzinfo=datetime.UTC) if at else None
        self.cables.append(
            {
                "id": id or mrn,
                "mrn": str(number) if number else None,
                "year": number.year if number else None,
                "station": number.station if number else None,
                "series": number.series if number else None,
                "serial": number.serial if number else None,
                "sent": datetime.date.fromisoformat(sent) if sent else None,
                "sent_at": moment,
                "subject": subject or None,
                "tags": tags.split(),
                "action": to.split("; ") if to else [],
                "text": text,
            }
        )
        return id or mrn

    def run(self, station: str, year: int, each: int, a_day: int, subject: str = "", days: int = 365) -> None:
        """Put in each `each`-th of a post's cables of a year, of which it sends `a_day`."""
        assert posts.by_code(station), station
        for serial in range(each, a_day * days, each):
            day = datetime.date(year, 1, 1) + datetime.timedelta(days=serial // a_day)
            self.cable(
                f"{year}{station}{serial}", day.isoformat(), subject or f"MATTER {serial} OF {serial * 7}"
            )

    def cites(
        self, cable: str, written: str, mrn: str = "", candidates: str = "", kind: str = "cable", **more: Any
    ) -> None:
        """Let a cable cite something, as the parser read it."""
        position = sum(one["cable"] == cable for one in self.references)
        row = {
            "cable": cable,
            "position": position,
            "from_mrn": cable,
            "kind": kind,
            "mrn": mrn or None,
            "written": written,
        }
        row |= {"candidates": candidates.split(), "date": None, "in_text": False} | more
        self.references.append(row)

    def frames(self) -> tuple[pl.LazyFrame, pl.LazyFrame]:
        """Cables and references."""
        return (
            pl.DataFrame(self.cables, schema=CABLES).lazy(),
            pl.DataFrame(self.references, schema=REFERENCES).lazy(),
        )

    def links(self) -> pl.DataFrame:
        """The links."""
        return resolve(*self.frames())

    def link(self, **wanted: Any) -> dict[str, Any]:
        """The one link of a world, or the one with these values."""
        frame = self.links()
        for name, value in wanted.items():
            frame = frame.filter(pl.col(name) == value)
        assert frame.height == 1, frame
        return frame.row(0, named=True)
