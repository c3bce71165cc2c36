"""Posts (stub)."""

from __future__ import annotations

import msgspec


class Post(msgspec.Struct, frozen=True):
    code: str
    name: str
    kind: str
    country: str | None = None


def by_code(code: str) -> Post | None:
    return None
