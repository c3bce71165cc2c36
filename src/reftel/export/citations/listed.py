"""Formats that are one citation after the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import BinaryIO

from reftel.export.citations.citable import Citable, citable
from reftel.export.clean import printable
from reftel.export.formats import Options
from reftel.model import Cable


class Citations:
    """A format that writes one citation for each edition, as `cite` makes it."""

    text = True

    def __init__(
        self,
        name: str,
        ending: str,
        about: str,
        cite: Callable[[Citable, datetime.date | None], str],
        between: str = "\n",
    ) -> None:
        self.name, self.ending, self.about = name, ending, about
        self._cite, self._between = cite, between

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """The citations, one by one."""
        count = 0
        for cable in cables:
            out.write(f"{printable(self._cite(citable(cable), options.accessed))}{self._between}".encode())
            count += 1
        return count
