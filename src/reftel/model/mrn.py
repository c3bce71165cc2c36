"""The message reference number: year, post, serial."""

from __future__ import annotations

import datetime

import msgspec


class MRN(msgspec.Struct, frozen=True, order=True, gc=False):
    """A message reference number."""

    year: int
    station: str  # the post's code in the vocabulary (`ROME`, `RIODEJANEIRO`, `STATE`), or the letters written
    serial: int
    series: str = ""  # "A" for airgrams, which count apart

    def __str__(self) -> str:
        dash = f"-{self.series}" if self.series else ""
        return f"{self.year}{self.station}{dash}{self.serial}"

    @classmethod
    def parse(cls, text: str, year: int | None = None, latest: datetime.date | None = None) -> MRN | None:
        reading = cls.read(text, year=year, latest=latest)
        return reading.mrn if reading else None

    @classmethod
    def read(cls, text: str, year: int | None = None, latest: datetime.date | None = None) -> Reading | None:
        return None


class Reading(msgspec.Struct, frozen=True):
    """An MRN and how it was read: `corrected_from` is a misspelt post as it was written."""

    mrn: MRN
    year_from: str
    corrected_from: str | None = None
