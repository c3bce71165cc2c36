"""The field's tables: posts, TAGS, captions, orders, offices, each row with its source.

Imports nothing else of the project. Start reading at `posts`.
"""

from reftel.vocabulary import posts
from reftel.vocabulary.posts import Post

__all__ = ["Post", "posts"]
