"""`Archive.export`: what a search finds, a thread, or cables by name, written to a file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from reftel.export.formats import Options, available
from reftel.export.selecting import select
from reftel.export.writing import ExportError, of_ending, write
from reftel.model import MRN, Cable

if TYPE_CHECKING:
    from reftel.archive import Archive


class Exported(msgspec.Struct, frozen=True):
    """How many cables were written, in which format, and the names that lead to none."""

    count: int
    format: str
    missing: tuple[str, ...] = ()


def export(
    archive: Archive,
    target: str | os.PathLike[str] | BinaryIO,
    cables: Iterable[Any] | str = (),
    *,
    query: str | None = None,
    thread: str | None = None,
    format: str | None = None,
    editions: bool = False,
    accessed: datetime.date | None = None,
    force: bool = False,
    **options: Any,
) -> Exported:
    """See `Archive.export`."""
    names = list(_names([cables] if isinstance(cables, str) else cables))
    if query is None and thread is None and not names:
        raise ExportError("name cables, or give a query (an empty one finds all) or a thread")
    chosen = format or _by_ending(target)
    missing: list[str] = []
    found = select(
        archive, query=query, thread=thread, names=names, editions=editions, missing=missing, **options
    )
    count = write(found, chosen, target, force=force, options=Options(accessed=accessed))
    return Exported(count, chosen, tuple(missing))


def _names(cables: Iterable[Any]) -> Iterator[str]:
    """What names each: a text as it is, a number, a cable's or a hit's id, the key of a thread's node."""
    for one in cables:
        if isinstance(one, (str, MRN)):
            yield str(one)
        elif isinstance(one, Cable):
            yield one.id
        elif name := getattr(one, "id", None) or getattr(one, "key", None):
            yield str(name)
        else:
            raise ExportError(
                f"a {type(one).__name__} names no cable; give numbers, editions' ids, cables or hits"
            )


def _by_ending(target: object) -> str:
    if not isinstance(target, (str, os.PathLike)):
        raise ExportError("a stream has no name that tells the format: give format=")
    found = of_ending(Path(target))
    if found is None:
        known = ", ".join(available())
        raise ExportError(f"no format has the ending “{Path(target).suffix}”: give format=, one of {known}")
    return found
