"""The register of oddities: each a function with a name, a moment and the layouts that can have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from synthetic.draft import LAYOUTS, Draft, Layout

Moment = Literal["facts", "blocks", "text"]
MODERN: tuple[Layout, ...] = ("extract", "full")


class Oddity(NamedTuple):
    """One oddity. `about` is its description; what it changes, it changes in the truth as well."""

    name: str
    about: str
    moment: Moment
    layouts: tuple[Layout, ...]
    work: Callable[[Draft], None]
    rewrite: Callable[[str, Draft], str]


ODDITIES: dict[str, Oddity] = {}


def _untouched(text: str, draft: Draft) -> str:
    return text


def _nothing(draft: Draft) -> None:
    pass


def facts(*layouts: Layout) -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    """Register an oddity that works before anything is written."""
    return _registered("facts", layouts)


def blocks(*layouts: Layout) -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    """Register an oddity that works on the written blocks."""
    return _registered("blocks", layouts)


def whole_text(*layouts: Layout) -> Callable[[Callable[[str, Draft], str]], Callable[[str, Draft], str]]:
    """Register an oddity that rewrites the whole text."""

    def register(rewrite: Callable[[str, Draft], str]) -> Callable[[str, Draft], str]:
        _add(Oddity(rewrite.__name__, _about(rewrite), "text", layouts or LAYOUTS, _nothing, rewrite))
        return rewrite

    return register


def _registered(moment: Moment, layouts: tuple[Layout, ...]) -> Callable[[Callable[[Draft], None]], Callable[[Draft], None]]:
    def register(work: Callable[[Draft], None]) -> Callable[[Draft], None]:
        _add(Oddity(work.__name__, _about(work), moment, layouts or LAYOUTS, work, _untouched))
        return work

    return register


def _about(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip()


def _add(oddity: Oddity) -> None:
    assert oddity.name not in ODDITIES, f"two oddities named {oddity.name}"
    ODDITIES[oddity.name] = oddity
