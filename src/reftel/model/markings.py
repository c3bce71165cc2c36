"""Markings: how a cable is classified, by whom, under which order and until when.

Declassification is four separate facts and never one (E.O. 13526, sec. 1.5, 1.6 and 3.3):
what the cable was *marked* with (`Declassification`), what the order's rules make of that
(`Computed`), whether an authority has *released* it (`Release`) and where the text comes
from (`Cable.provenance`). A date that has passed is not a release.
"""

from __future__ import annotations

import datetime
from typing import Literal

import msgspec

from reftel.model.span import Span

DeclassifyRule = Literal[
    "date",  # a date, whole or month and year
    "years",  # "10 YEARS", "25 YEARS"
    "event",  # "AFTER KOREAN UNIFICATION"
    "exemption",  # X1–X8, 25X1, 50X1-HUM, XGDS-2
    "originating agency",  # OADR
    "schedule",  # GDS, ADS: the general or advanced schedule of E.O. 11652
    "review",  # RDS, MR: a date of review, not of declassification
    "group",  # GP-1 … GP-4 of E.O. 10501 as amended
    "not applicable",  # N/A
    "unreadable",
]


class Classification(msgspec.Struct, frozen=True, gc=False):
    """The overall level as the text gives it.

    `level` is one of the levels of `vocabulary.levels` (`CONFIDENTIAL`, `SECRET`,
    `UNCLASSIFIED`, `LIMITED OFFICIAL USE` …); `caveats` are what follows it (`NOFORN`,
    `SENSITIVE`, `FOR OFFICIAL USE ONLY`), `written` the words themselves.
    """

    level: str
    caveats: tuple[str, ...]
    written: str
    span: Span | None


class Caption(msgspec.Struct, frozen=True, gc=False):
    """A handling caption (`SIPDIS`, `NODIS`, `EXDIS`) and its kind in the vocabulary."""

    code: str
    kind: str
    span: Span


class Authority(msgspec.Struct, frozen=True, gc=False):
    """The executive order that the marking rests on: `order` is its number, such as `12958`."""

    order: str
    span: Span


class Declassification(msgspec.Struct, frozen=True, gc=False):
    """What the cable was marked with: `written` in its own words, read by `rule`.

    `on` is a date only where the rule gives one (for `review` it is the date of review);
    `codes` are exemptions (`X1`, `25X1`), `event` the words of an event.
    """

    written: str
    rule: DeclassifyRule
    span: Span
    on: datetime.date | None = None
    codes: tuple[str, ...] = ()
    event: str | None = None
    note: str | None = None


class Computed(msgspec.Struct, frozen=True, gc=False):
    """What the rules of the orders make of the marking, with the rule named.

    `status` is what the rule says of `on`; it never says that anything was released.
    """

    status: Literal["unclassified", "declassify on", "review on", "exempt until", "undetermined"]
    rule: str
    on: datetime.date | None = None


class Release(msgspec.Struct, frozen=True, gc=False):
    """A release by an authority, read from a stamp: `written` in its words."""

    written: str
    span: Span
    authority: str | None = None
    on: datetime.date | None = None
    case: str | None = None


class Reason(msgspec.Struct, frozen=True, gc=False):
    """A reason for classification: `code` as written (`1.5(b)`), `today` its place since
    E.O. 13292 moved section 1.5 to 1.4 (`1.4(b)`), `meaning` from the order."""

    code: str
    today: str
    meaning: str | None
    span: Span


class Classifier(msgspec.Struct, frozen=True, gc=False):
    """Who classified: `name` and `title` where they can be told apart, else only `written`.

    `derived_from` holds the source of a derivative classification.
    """

    written: str
    span: Span
    name: str | None = None
    title: str | None = None
    derived_from: str | None = None
