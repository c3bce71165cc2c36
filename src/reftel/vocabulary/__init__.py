"""The field's tables: posts, TAGS, captions, orders, offices, each row with its source.

Imports nothing else of the project. Start reading at `posts`. Every table is a CSV file in
`data/` with a `source` column, read on first use; `data/README.md` says where each is from.
A look-up of what is unknown gives `None` (or kind `unknown`), never a guess.

Each module is one kind of table: `posts`, `tags`, `levels`, `captions`, `orders`, `offices`,
`routing`, `precedence`, `signals`, `collectives`, `glossary`, `protection`. All but `posts`
are imported when they are asked for.
"""

from types import ModuleType

from reftel.vocabulary import posts
from reftel.vocabulary.posts import Match, Post

__all__ = ["Match", "Post", "posts"]

_MODULES = frozenset(
    (
        *("captions", "collectives", "glossary", "levels", "offices", "orders"),
        *("precedence", "protection", "routing", "signals", "tags"),
    )
)


def __getattr__(name: str) -> ModuleType:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module(f"{__name__}.{name}")
