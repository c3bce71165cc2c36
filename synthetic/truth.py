"""What is true of a synthetic cable: every field, in the words of a file of expected values.

A `Truth` holds plain values only (strings, numbers, lists, dicts), named as `quality.compare`
names them, so that a generated cable and a sample with expected values are judged alike.
`UNSET` is a field on which a synthetic cable has no opinion.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

Item = dict[str, Any]


class Truth(msgspec.Struct, kw_only=True):
    """The true value of each field; `None` or empty where a right reading leaves it blank."""

    mrn: str | None = None
    sent: str | None = None  # ISO date
    sent_from: str | UnsetType | None = UNSET
    dtg: str | None = None  # ISO, in UTC
    precedence: str | UnsetType | None = None
    transmission_id: str | None = None
    origin: str | None = None  # code of the post
    sender: str | UnsetType | None = None
    action: list[Item] = []
    info: list[Item] = []
    distribution: list[Item] | UnsetType = []
    classification: str | None = None
    caveats: list[str] | UnsetType = UNSET
    captions: list[str] = []
    passing: list[Item] = []
    authority: str | None = None
    declassify: Item | None = None
    classified_by: list[Item] | UnsetType = []
    reasons: list[str] = []
    tags: list[Item] = []
    subject: str | None = None
    references: list[Item] = []
    references_in_text: list[Item] | UnsetType = []
    paragraphs: list[Item] = []
    summary: str | None = None
    comment: str | None = None
    signer: list[str] = []
    sections: Item | None = None
    partial: bool = False
    corrected: bool = False

    def expected(self) -> dict[str, Any]:
        """As a file of expected values holds it."""
        return msgspec.to_builtins(self)
