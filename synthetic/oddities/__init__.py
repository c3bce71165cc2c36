"""Oddities: every way of writing that is not the plain one, each a function that keeps the truth true.

Importing a module registers its oddities; an oddity is named as its function is.
"""

from synthetic.oddities import (
    addresses,
    authority,
    body,
    form,
    markings,
    pages,
    paragraph_marks,
    reference_kinds,
    reference_lists,
    release,
    tags_and_subject,
)
from synthetic.oddities.registry import ODDITIES, Oddity

__all__ = [
    "ODDITIES",
    "Oddity",
    "addresses",
    "authority",
    "body",
    "form",
    "markings",
    "pages",
    "paragraph_marks",
    "reference_kinds",
    "reference_lists",
    "release",
    "tags_and_subject",
]
