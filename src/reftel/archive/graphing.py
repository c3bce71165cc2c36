"""The graph of citations, kept beside the tables: made by `reftel.links`, mapped into memory to be used.

It is derived, as the table of links is. Its files bear in their name the state of the tables that
they are made of, so a graph of another state is not found, and the next reader makes it anew.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

import msgspec

from reftel.archive import linking
from reftel.links import ghosts
from reftel.links.graph import VERSION, Graph, build, files
from reftel.links.serials import Serials

if TYPE_CHECKING:
    import polars as pl

    from reftel.archive.store import Store


def name(store: Store) -> str:
    """What the files of a graph level with the snapshot are called."""
    stated = (VERSION, msgspec.to_builtins(linking.wanted(store)), store.snapshot.versions["cables"])
    return hashlib.blake2b(msgspec.json.encode(stated), digest_size=8).hexdigest()


def graph(store: Store) -> Graph:
    """The graph, level with the snapshot: made first if it is not there, and kept if that can be."""
    store.refresh()
    folder, wanted = store.path / "graph", name(store)
    there = Graph.load(folder, wanted)
    if there is not None:
        return there
    links = linking.links(store)  # may find the tables grown
    wanted = name(store)
    made = build(linking.cables(store), links, _dated(store, links))
    # Another may have made it meanwhile, or the folder may not be ours: the graph serves all the same.
    with contextlib.suppress(OSError):
        made.save(folder, wanted)
        for old in files(folder):
            if not old.name.startswith(wanted):
                old.unlink(missing_ok=True)
    return made


def _dated(store: Store, links: pl.LazyFrame) -> pl.DataFrame:
    """When each ghost was sent: told once, for a thread has no time to go through the serials."""
    cables = linking.cables(store)
    return ghosts.dated(ghosts.numbers(cables, links), Serials.of(ghosts.anchors(cables)))
