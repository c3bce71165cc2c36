"""Numbers and marks of paragraphs as few typists write them."""

from __future__ import annotations

from synthetic.draft import Draft
from synthetic.oddities.registry import MODERN, facts


@facts(*MODERN)
def mark_with_blanks(draft: Draft) -> None:
    """`1. ( C ) `."""
    draft.form.portion = "( {} ) "


@facts(*MODERN)
def number_and_colon(draft: Draft) -> None:
    """`1: (C) `, where all paragraphs are marked."""
    if all(para.portion for para in draft.paras):
        draft.form.number = "{}: "
