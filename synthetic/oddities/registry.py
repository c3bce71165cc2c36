"""The register of oddities: each a function with a name, a moment and the layouts that can have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from synthetic.draft import LAYOUTS, Draft, Layout

Work = Callable[[Draft], None]
Rewrite = Callable[[str, Draft], str]

MODERN: tuple[Layout, ...] = ("extract", "full")


class Oddity(NamedTuple):
    """One oddity, `about` it, and what it does at each of the three moments.

    What it changes it changes in the truth as well. It may find nothing to change: a draft
    without references has none that could be glued.
    """

    name: str
    about: str
    layouts: tuple[Layout, ...]
    facts: Work | None = None
    blocks: Work | None = None
    text: Rewrite | None = None


ODDITIES: dict[str, Oddity] = {}


def facts(*layouts: Layout) -> Callable[[Work], Work]:
    """Register an oddity that changes facts or form, before anything is written."""

    def register(work: Work) -> Work:
        _add(Oddity(*_named(work), layouts or LAYOUTS, facts=work))
        return work

    return register


def blocks(*layouts: Layout, first: Work | None = None) -> Callable[[Work], Work]:
    """Register an oddity that changes the written blocks; `first` changes facts for it."""

    def register(work: Work) -> Work:
        _add(Oddity(*_named(work), layouts or LAYOUTS, facts=first, blocks=work))
        return work

    return register


def whole_text(*layouts: Layout, first: Work | None = None) -> Callable[[Rewrite], Rewrite]:
    """Register an oddity that rewrites the whole text; `first` changes facts for it."""

    def register(rewrite: Rewrite) -> Rewrite:
        _add(Oddity(*_named(rewrite), layouts or LAYOUTS, facts=first, text=rewrite))
        return rewrite

    return register


def _named(function: Callable[..., object]) -> tuple[str, str]:
    return function.__name__, (function.__doc__ or "").strip()


def _add(oddity: Oddity) -> None:
    if oddity.name in ODDITIES:
        raise ValueError(f"two oddities are named {oddity.name}")
    ODDITIES[oddity.name] = oddity
