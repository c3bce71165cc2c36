"""What must hold of any text holds of damaged ones."""

from __future__ import annotations

import pytest

import reftel
from reftel.model import Cable, Span
from synthetic import damage, generate


def spans(value: object) -> list[Span]:
    """All spans of a record."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, dict):
        return [span for one in value.values() for span in spans(one)]
    if isinstance(value, (list, tuple)):
        return [span for one in value for span in spans(one)]
    fields = getattr(value, "__struct_fields__", ())
    return [span for name in fields for span in spans(getattr(value, name))]


def assert_holds(cable: Cable, text: str) -> None:
    assert cable.text == text
    for span in spans(cable):
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5])
def test_damaged_cables_parse_with_spans_inside_the_text(share: float) -> None:
    for seed, cable in enumerate(generate(21, 24)):
        text = damage(cable.text, seed, share)
        assert_holds(reftel.parse(text), text)


def test_damage_is_the_same_for_the_same_seed() -> None:
    text = next(generate(1, 1)).text
    assert damage(text, 5) == damage(text, 5) != damage(text, 6)
