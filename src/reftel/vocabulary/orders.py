"""Executive orders on classification: when each was in force, its reasons, exemptions and rules.

Sources: `data/executive_orders.csv`, `classification_reasons.csv`, `duration_exemptions.csv`,
`declassification_rules.csv`.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import NamedTuple

import msgspec

from reftel.vocabulary.tables import rows

_LONGEST = 32
_REASON_FILL = re.compile(r"[^0-9A-Z.()]+")
_EXEMPTION_FILL = re.compile(r"[^0-9A-Z-]+")


class Order(msgspec.Struct, frozen=True):
    """An executive order: in force from `effective` until the day before `superseded`."""

    number: str
    title: str
    signed: datetime.date
    effective: datetime.date
    superseded: datetime.date | None
    levels: tuple[str, ...]
    duration_rule: str
    exemption_marks: str


class ReasonEntry(NamedTuple):
    """A reason for classification: `today` is its place since E.O. 13292 (`1.4(b)`), if it has one."""

    today: str | None
    meaning: str | None


class Rule(msgspec.Struct, frozen=True):
    """A rule of declassification, of one order and one mark.

    `years` count from origin (`basis` `origin`), or are the longest that a date on the line
    (`basis` `marked`) may lie ahead; `end_of_year`: on 31 December of that year. `result` is
    the level then, `REVIEW`, or `NO DATE`. `level` is `any` or the level that the rule is for.
    """

    order: str
    mark: str
    level: str
    years: int | None
    basis: str
    end_of_year: bool
    result: str
    note: str


def by_number(number: str) -> Order | None:
    """The order of a number, such as `12958`."""
    return _orders().get(number)


def in_force(day: datetime.date) -> Order | None:
    """The order that governed markings on a day; amendments count as orders of their own.

    Cables went on citing E.O. 12958 after 13292 had amended it.

    >>> in_force(datetime.date(1979, 6, 5)).number, in_force(datetime.date(2003, 10, 7)).number
    ('12065', '13292')
    """
    for order in _orders().values():
        if order.effective <= day and (order.superseded is None or day < order.superseded):
            return order
    return None


def reason(code: str) -> ReasonEntry | None:
    """What a reason's code means, and where the orders have it since 2003.

    >>> reason("1.5 (B)")
    ReasonEntry(today='1.4(b)', meaning='foreign government information')
    """
    known = _reasons().get(code)
    if known or len(code) > _LONGEST:
        return known
    return _reasons().get(_REASON_FILL.sub("", code.upper()).lower())


def exemption(code: str) -> str | None:
    """What an exemption from declassification means: `X1` to `X8`, `25X1` to `25X9`, `50X1-HUM`, `XGDS-1` ….

    >>> exemption("25X4")
    'state-of-the-art technology within a US weapon system'
    """
    known = _exemptions().get(code)
    if known or len(code) > _LONGEST:
        return known
    return _exemptions().get(_EXEMPTION_FILL.sub("", code.upper()))


def rules(order: str | None = None, mark: str | None = None) -> tuple[Rule, ...]:
    """The rules of declassification, of one order or mark if asked (`rules("11652", "GDS")`)."""
    return tuple(
        rule
        for rule in _rules()
        if (order is None or rule.order in (order, "any")) and (mark is None or rule.mark == mark)
    )


@cache
def _orders() -> dict[str, Order]:
    return {
        row["number"]: Order(
            number=row["number"],
            title=row["title"],
            signed=datetime.date.fromisoformat(row["signed"]),
            effective=datetime.date.fromisoformat(row["effective"]),
            superseded=datetime.date.fromisoformat(row["superseded"]) if row["superseded"] else None,
            levels=tuple(row["levels"].split(";")),
            duration_rule=row["duration_rule"],
            exemption_marks=row["exemption_marks"],
        )
        for row in rows("executive_orders")
    }


@cache
def _reasons() -> dict[str, ReasonEntry]:
    return {
        row["code"]: ReasonEntry(row["today"] or None, row["meaning"] or None)
        for row in rows("classification_reasons")
    }


@cache
def _exemptions() -> dict[str, str]:
    return {row["code"]: row["meaning"] for row in rows("duration_exemptions")}


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            order=row["order"],
            mark=row["mark"],
            level=row["level"],
            years=int(row["years"]) if row["years"] else None,
            basis=row["basis"],
            end_of_year=row["end_of_year"] == "yes",
            result=row["result"],
            note=row["note"],
        )
        for row in rows("declassification_rules")
    )
