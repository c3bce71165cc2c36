"""`select`: the cables that are to leave an archive, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from reftel.model import MRN, Cable

if TYPE_CHECKING:
    from reftel.archive import Archive

_PAGE: Final = 1_000
"""Hits asked for at once: so much is in memory, whatever the search finds."""


def select(
    archive: Archive,
    *,
    query: str | None = None,
    thread: str | None = None,
    names: Iterable[str] = (),
    editions: bool = False,
    missing: list[str] | None = None,
    **options: Any,
) -> Iterator[Cable]:
    """The cables of a search, of a thread, or of a list of numbers and editions' ids; each edition once.

    `options` are those of `Archive.search` (`after`, `before`, `sort`) or, with `thread`, of `Archive.thread`. With
    `editions`, all editions of each number, the best text first. Names that lead nowhere are put into `missing`.
    """
    seen: set[str] = set()
    for cable in _found(archive, query, thread, names, [] if missing is None else missing, options):
        for one in _all(archive, cable) if editions else (cable,):
            if one.id not in seen:
                seen.add(one.id)
                yield one


def _all(archive: Archive, cable: Cable) -> list[Cable]:
    return archive.editions(cable.mrn) if cable.mrn else [cable]


def _found(
    archive: Archive,
    query: str | None,
    thread: str | None,
    names: Iterable[str],
    missing: list[str],
    options: dict[str, Any],
) -> Iterator[Cable]:
    if query is not None:
        yield from _searched(archive, query, options)
    if thread is not None:
        names = (*names, *_threaded(archive, thread, missing, {} if query is not None else options))
    for name in names:
        cable = archive.get(name)
        if cable is None:
            missing.append(name)
        else:
            yield cable


def _searched(archive: Archive, query: str, options: dict[str, Any]) -> Iterator[Cable]:
    offset = 0
    while True:
        hits = archive.search(query, limit=_PAGE, offset=offset, **options)
        for hit in hits:
            if (cable := archive.get(hit.id)) is not None:
                yield cable
        offset += len(hits)
        if not len(hits) or offset >= hits.total:
            return


def _threaded(archive: Archive, key: str, missing: list[str], options: dict[str, Any]) -> Iterator[str]:
    """The held cables of a thread, in the order of time."""
    found = archive.thread(key, **options)
    if found is None:
        missing.append(key)
        return
    for node in found.nodes:
        if node.held:
            yield node.key


def numbers(lines: Iterable[str]) -> Iterator[str]:
    """The names in a list: one a line, what stands behind a tab or a comma left alone; `#` begins a remark.

    >>> list(numbers(["# my list\\n", "03 ROME 4580\\n", "\\n", "1974LAPAZ244\\tSubject\\n"]))
    ['03 ROME 4580', '1974LAPAZ244']
    """
    for line in lines:
        name = line.lstrip("\ufeff").partition("\t")[0].partition(",")[0].strip().strip("\"'")
        if name and not name.startswith("#"):
            yield name if MRN.parse(name) or len(name) < 100 else name[:100]
