"""`generate`: cables of a seed, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

from synthetic import facts, layouts
from synthetic.draft import LAYOUTS, Draft, Layout
from synthetic.oddities import ODDITIES, Oddity
from synthetic.prose import Prose
from synthetic.tables import load
from synthetic.truth import Truth


class Synthetic(NamedTuple):
    """A generated cable: its text, what is true of it, what is odd about it.

    `known` is what is known from outside and to be handed to the parser beside the text
    (`date`), since an extract that bears no DECL date names no year.
    """

    text: str
    truth: Truth
    oddities: tuple[str, ...] = ()
    layout: Layout = "full"
    known: Mapping[str, Any] = MappingProxyType({})


def generate(
    seed: int,
    n: int,
    oddities: Sequence[str] = (),
    layouts: Sequence[Layout] = LAYOUTS,
) -> Iterator[Synthetic]:
    """`n` cables, the same for the same arguments.

    With `oddities` each cable has all of those that its layout can have; layouts that can have
    none of them are not made. Raises `KeyError` for an oddity of no such name.

    >>> first, again = (next(generate(7, 1)) for _ in range(2))
    >>> first.text == again.text and first.truth.signer[0] in first.text
    True
    """
    rng = Random(seed)
    prose, tables = Prose(rng), load()
    wanted = [ODDITIES[name] for name in oddities]
    able: list[Layout] = [
        name for name in layouts if not wanted or any(name in oddity.layouts for oddity in wanted)
    ]
    for i in range(n):
        draft = Draft(rng, able[i % len(able)], prose, tables)
        yield _made(draft, [oddity for oddity in wanted if draft.layout in oddity.layouts])


def _made(draft: Draft, wanted: list[Oddity]) -> Synthetic:
    facts.draw(draft)
    for oddity in wanted:
        if oddity.facts:
            oddity.facts(draft)
    layouts.write(draft)
    for oddity in wanted:
        if oddity.blocks:
            oddity.blocks(draft)
    text = layouts.join(draft)
    for oddity in wanted:
        if oddity.text:
            text = oddity.text(text, draft)
    _settle(draft)
    return Synthetic(text, draft.truth, tuple(oddity.name for oddity in wanted), draft.layout, draft.known)


def _settle(draft: Draft) -> None:
    """What the truth says of paragraphs and references, now that no oddity changes them any more."""
    truth = draft.truth
    truth.references = [{**ref.truth, "letter": ref.letter} for ref in draft.refs]
    truth.paragraphs = [
        {"number": p.number, "portion": p.portion, "role": p.role, "heading": p.heading, "text": p.words}
        for p in draft.paras
    ]
