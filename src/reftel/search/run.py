"""`search`: a query on an archive, from the words typed to the hits."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, Literal

from reftel.search.errors import QueryError
from reftel.search.fields import read_day
from reftel.search.hits import Hits
from reftel.search.query import parse_query
from reftel.search.tree import And, Everything, Node, Sent

if TYPE_CHECKING:
    from reftel.archive import Archive


def search(
    archive: Archive,
    query: str = "",
    *,
    after: str | None = None,
    before: str | None = None,
    limit: int | None = 10,
    offset: int = 0,
    sort: Literal["relevance", "newest", "oldest"] = "relevance",
) -> Hits:
    """The cables that a query finds, best first or by date.

    `after` and `before` are days, months or years, both included. `limit` is as large as you
    like; `None` is all. Sorted by date, cables without one come last. Raises `QueryError` on a
    query that cannot be read.
    """
    from reftel.search import tantivy_engine

    node = parse_query(query, lambda field, value: tantivy_engine.holds(archive.index, field, value))
    dates: list[Node] = []
    if after:
        dates.append(Sent(first=_day("after", after)[0]))
    if before:
        dates.append(Sent(last=_day("before", before)[1]))
    if dates:
        node = And((*(() if isinstance(node, Everything) else (node,)), *dates))
    offset = max(offset, 0)
    wanted = max(limit, 0) if limit is not None else sys.maxsize
    newest = sort == "newest"
    total, hits = tantivy_engine.search(archive.index, node, wanted, offset, sort != "relevance", newest)
    return Hits(str(node), total, offset, tuple(hits))


def _day(name: str, value: str) -> tuple[datetime.date, datetime.date]:
    try:
        return read_day(value)
    except QueryError as error:
        raise QueryError(f"{name}: {error}", None) from None
