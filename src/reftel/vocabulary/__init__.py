"""The field's tables: posts, TAGS, captions, orders, offices, each row with its source.

Imports nothing else of the project. Start reading at `posts`. Every table is a CSV file in
`data/` with a `source` column, read on first use; `data/README.md` says where each is from.
A look-up of what is unknown gives `None` (or kind `unknown`), never a guess.
"""

from reftel.vocabulary import (
    captions,
    collectives,
    glossary,
    levels,
    offices,
    orders,
    posts,
    precedence,
    protection,
    routing,
    signals,
    tags,
)
from reftel.vocabulary.posts import Post

__all__ = [
    "Post",
    "captions",
    "collectives",
    "glossary",
    "levels",
    "offices",
    "orders",
    "posts",
    "precedence",
    "protection",
    "routing",
    "signals",
    "tags",
]
