"""What is wrong with a query, said so that it can be mended."""

from __future__ import annotations


class QueryError(ValueError):
    """A query that cannot be read; the message says where and what to do.

    `position` is the place in the query, counted from 0; the message counts from 1. A value that is given beside the
    query has none (`None`).
    """

    def __init__(self, message: str, position: int | None = 0) -> None:
        super().__init__(message if position is None else f"{message} (at character {position + 1})")
        self.position = position
