"""Cables that only the body cites (stub)."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.model import Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.references.years import Citing


def read_in_text(
    clean: Clean, start: int, end: int, listed: Sequence[Reference], citing: Citing, problems: list[Problem]
) -> list[Reference]:
    return []
