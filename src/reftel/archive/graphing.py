"""The graph of citations, kept beside the tables: made by `reftel.links`, mapped into memory to be used.

It is derived, as the table of links is. Its files bear in their name the state of the tables that
they are made of, so a graph of another state is not found. An ingest makes it behind the links, so that the
first thread is there at once; where it is gone, the next reader makes it anew.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

import msgspec

from reftel.archive import linking
from reftel.links.dating.serials import Serials
from reftel.links.missing import ghosts
from reftel.links.network.graph import VERSION, Graph, build, files

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
    there = Graph.load(store.path / "graph", name(store))
    return rebuild(store) if there is None else there


def rebuild(store: Store) -> Graph:
    """Make the graph anew, and keep it if that can be."""
    links = linking.links(store)  # may find the tables grown
    folder, wanted = store.path / "graph", name(store)
    made = _made(store, links)
    if not linking.is_current(store):  # who writes now will bring the links up, and the graph
        return made
    # Another may have made it meanwhile, or the folder may not be ours: the graph serves all the same.
    with contextlib.suppress(OSError):
        made.save(folder, wanted)
        for old in files(folder):
            if not old.name.startswith(wanted):
                old.unlink(missing_ok=True)
    return made


def is_sound(store: Store) -> bool | None:
    """Whether the kept graph is what the tables give; `None` if none is kept of this state of them."""
    import pyarrow as pa

    there = Graph.load(store.path / "graph", name(store))
    if there is None:
        return None
    try:
        return there.equals(_made(store, linking.links(store)))
    except pa.ArrowInvalid:
        return False


def _made(store: Store, links: pl.LazyFrame) -> Graph:
    """The graph, with when each ghost was sent: told once, for a thread has no time to go through the serials."""
    cables = linking.cables(store)
    dated = ghosts.dated(ghosts.numbers(cables, links), Serials.of(ghosts.anchors(cables)))
    return build(cables, links, dated)
