"""JSON lines: the whole record of each cable, text and spans included; reading it back gives the same cable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

import msgspec

from reftel.export.formats import Format, Options
from reftel.model import Cable


class JsonLines:
    """One record a line."""

    name = "jsonl"
    ending = "jsonl"
    about = "JSON lines: the whole record"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """Each cable's record on a line."""
        encode, count = msgspec.json.Encoder().encode, 0
        for cable in cables:
            out.write(encode(cable) + b"\n")
            count += 1
        return count


FORMAT: Final[Format] = JsonLines()
