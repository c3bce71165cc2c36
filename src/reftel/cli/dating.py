"""`reftel when`: when cables were sent, told from their numbers alone; they need not be held, nor cited."""

from __future__ import annotations

import calendar
import csv as csv_module
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.absent import interval
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import is_terminal, json_line, line
from reftel.links.dating.serials import Serials
from reftel.model import MRN

_COLUMNS: Final = (
    "mrn", "first", "last", "best", "confidence", "month", "month_probability", "how",
)  # fmt: skip

_HARDLY: Final = 0.01


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a numbered cable was sent: the span of days, and its likeliest month by the serials alone."""

    mrn: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    best: datetime.date | None = None
    confidence: float | None = None
    month: int | None = None
    month_probability: float | None = None
    how: str = ""


def run_when(
    names: list[str],
    path: Path | None,
    confidence: float,
    before: str | None,
    after: str | None,
    json: bool,
    csv: bool,
) -> int:
    """Tell of each number when it was sent; status 1 if some number could not be read or nothing tells of it."""
    if not 0 < confidence < 1:
        raise Stop(f"--confidence lies between 0 and 1, not at {confidence:g}", exits.USAGE)
    if not names:
        raise Stop("name at least one message number, or - to read them from standard input", exits.USAGE)
    until, since = _day(before, "--before"), _day(after, "--after")
    if until and since and until < since:
        raise Stop(f"--before {until} is earlier than --after {since}", exits.USAGE)
    serials = open_archive(path).serials if path else Serials.of()
    writer = csv_module.writer(sys.stdout) if csv else None
    if writer:
        writer.writerow(_COLUMNS)
    whole = True
    for name in _names(names):
        number = MRN.parse(name)
        if number is None:
            complain(
                f"“{clean(name[:80])}” is no message number; write it like 2003ROME4580 or “03 ROME 4580”"
            )
            whole = False
            continue
        told = _told(serials, number, confidence, until, since)
        whole = whole and told.first is not None
        if json:
            json_line(told)
        elif writer:
            values = (getattr(told, column) for column in _COLUMNS)
            writer.writerow(["" if value is None else value for value in values])
        elif is_terminal():
            print(_sentence(told))
        else:
            line(
                told.mrn,
                told.first or "",
                told.last or "",
                told.best or "",
                _share(told.confidence),
                told.how,
            )
    return exits.OK if whole else exits.NOT_ALL


def _names(names: list[str]) -> Iterator[str]:
    from reftel.export.selecting import numbers

    for name in names:
        if name == "-":
            yield from numbers(sys.stdin)
        else:
            yield name


def _day(written: str | None, option: str) -> datetime.date | None:
    if written is None:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise Stop(
            f"{option} wants a day like 2003-10-07, not “{clean(written[:40])}”", exits.USAGE
        ) from None


def _told(
    serials: Serials,
    number: MRN,
    confidence: float,
    before: datetime.date | None,
    after: datetime.date | None,
) -> Told:
    when = serials.when(number, confidence, before, after)
    if when is None:
        return Told(str(number), how="nothing is known of this post's serials in or near that year")
    if serials.plausible(number, datetime.date(number.year, 12, 31)) < _HARDLY:
        run = serials.run(number)
        known = f"; the highest known is {run.highest}" if run else ""
        return Told(str(number), how=f"the post hardly came to this serial in {number.year}{known}")
    month = serials.month(number)
    return Told(
        str(number),
        when.first,
        when.last,
        when.best,
        when.confidence,
        month.month if month else None,
        round(month.probability, 3) if month else None,
        when.how,
    )


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:g}"


def _sentence(told: Told) -> str:
    if told.first is None or told.confidence is None:
        return f"{told.mrn}: no date: {told.how}"
    month = ""
    if told.month and told.month_probability:
        month = f"; {calendar.month_name[told.month]} with {told.month_probability:.1%}"
    return (
        f"{told.mrn}: {interval(told.first, told.last)} with {told.confidence:.0%}{month}; most likely {told.best}\n"
        f"  {told.how}"
    )
