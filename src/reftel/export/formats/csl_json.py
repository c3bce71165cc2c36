"""CSL-JSON: one array of items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

import msgspec

from reftel.export.citations.citable import citable
from reftel.export.citations.managers import csl
from reftel.export.formats import Format, Options
from reftel.model import Cable


class CslJson:
    """For Zotero, Mendeley, pandoc."""

    name = "csl-json"
    ending = "json"
    about = "citations for Zotero, Mendeley, pandoc"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """The array, item by item."""
        count = 0
        for cable in cables:
            out.write(b"[\n" if not count else b",\n")
            out.write(msgspec.json.encode(csl(citable(cable), options.accessed)))
            count += 1
        out.write(b"\n]\n" if count else b"[]\n")
        return count


FORMAT: Final[Format] = CslJson()
