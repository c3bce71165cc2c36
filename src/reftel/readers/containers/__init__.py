"""Files with files in them: opened one file at a time, and never unpacked to the disk.

One module a format, each a `Container` (see `protocol`): it says how likely some bytes are its
own, and opens what is in them; `reftel.readers.opening` gives each file to its reader.
What is in a container is hostile: names that climb out are refused, and how much may come out of
how little is bounded (`Limits`). A file that cannot be read is told, and the next one is read; of
a container that is cut short, all that stands before the cut is read.
"""

from __future__ import annotations

from typing import Final

from reftel.readers.containers.protocol import Budget, Container, Damaged, Limits, Member, Spent, refusal
from reftel.readers.containers.sevenzip import SevenZip
from reftel.readers.containers.single import BZ2, GZ, XZ, ZST
from reftel.readers.containers.streams import FAULTS, Bounded, told
from reftel.readers.containers.tar import Tar
from reftel.readers.containers.warc import Warc
from reftel.readers.containers.zip import Zip

CONTAINERS: Final[tuple[Container, ...]] = (Zip(), Tar(), GZ, BZ2, XZ, ZST, SevenZip(), Warc())
"""All formats."""

__all__ = [
    "CONTAINERS",
    "FAULTS",
    "Bounded",
    "Budget",
    "Container",
    "Damaged",
    "Limits",
    "Member",
    "Spent",
    "choose",
    "refusal",
    "told",
]


def choose(head: bytes, path: str) -> Container | None:
    """The format of which a file beginning with `head` most likely is; `None` for no container."""
    best = max(CONTAINERS, key=lambda container: container.sniff(head, path))
    return best if best.sniff(head, path) > 0 else None
