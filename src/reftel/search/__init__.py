"""Search: a query's words → a tree → an engine that runs it → hits with snippets.

May import `reftel.archive` and what stands before it. Start reading at `query` (what a person
types), then `tree`, then `tantivy_engine`; `snippets` cuts what a hit shows of its text.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reftel.search.errors import QueryError
    from reftel.search.hits import Hit, Hits, Snippet
    from reftel.search.query import parse_query
    from reftel.search.run import search

__all__ = ["Hit", "Hits", "QueryError", "Snippet", "parse_query", "search"]

_WHERE = {
    "Hit": "hits",
    "Hits": "hits",
    "Snippet": "hits",
    "QueryError": "errors",
    "parse_query": "query",
    "search": "run",
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for."""
    if name in _WHERE:
        return getattr(importlib.import_module(f"reftel.search.{_WHERE[name]}"), name)
    raise AttributeError(name)
