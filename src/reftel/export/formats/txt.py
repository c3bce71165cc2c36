"""Plain text: the text of each edition as it came, under a few lines that say what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

from reftel.export.citations.citable import citable
from reftel.export.citations.notes import chicago
from reftel.export.clean import printable
from reftel.export.formats import Format, Options
from reftel.model import Cable

RULE: Final = "=" * 72


class Text:
    """One text after the other, a rule between them."""

    name = "txt"
    ending = "txt"
    about = "plain text, with a citation above each"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """Each under its citation."""
        count = 0
        for cable in cables:
            head = f"{RULE}\n{chicago(citable(cable), options.accessed)}\nEdition {cable.id}\n{RULE}\n\n"
            out.write(f"{head}{printable(cable.text).strip()}\n\n".encode())
            count += 1
        return count


FORMAT: Final[Format] = Text()
