"""The bar that a terminal shows while an archive takes cables in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator

from reftel.archive.report import Progress
from reftel.readers import Found, find

Tell = Callable[[Progress], None]


@contextlib.contextmanager
def bar(paths: Iterable[str | os.PathLike[str] | Found]) -> Iterator[tuple[Tell, int | None]]:
    """A bar over the bytes of `paths` on standard error, and what to tell it."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    total = size_of(paths)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(
            "{task.fields[messages]:,} read, {task.fields[kept]:,} kept, {task.fields[rejected]:,} rejected"
        ),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("Ingest", total=total, messages=0, kept=0, rejected=0)

        def tell(now: Progress) -> None:
            progress.update(
                task, completed=now.bytes, messages=now.messages, kept=now.kept, rejected=now.rejected
            )

        yield tell, total


def size_of(paths: Iterable[str | os.PathLike[str] | Found]) -> int | None:
    """The bytes of all files of `paths`; `None` if standard input is among them."""
    total = 0
    for found in find(paths):
        if isinstance(found, Found):
            if found.path == "-":
                return None
            total += found.size
    return total
