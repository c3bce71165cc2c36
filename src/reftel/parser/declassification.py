"""What the orders' rules make of a marking: computed, with the rule named, and never a release."""

from __future__ import annotations

import datetime

from reftel.model import Computed, Declassification
from reftel.vocabulary import levels

_TEN_YEAR_ORDERS = frozenset({"12958", "13292"})
_FIRST_DAY, _LAST_YEAR = datetime.date(1995, 10, 14), 2012
_SCHEDULE_YEARS = {"TOP SECRET": 10, "SECRET": 8, "CONFIDENTIAL": 6}


def infer_sent(marked: Declassification, order: str | None) -> tuple[datetime.date, str] | None:
    """The date sent that a DECL date of ten years implies, and the words that say so.

    E.O. 12958 (sec. 1.6(b)) has ten years as the rule; longer terms were allowed from 25 March
    2003 on, so this is a guess, and marked as one. A month alone, an event or an exemption
    implies nothing.
    """
    if (
        order not in _TEN_YEAR_ORDERS
        or marked.rule != "date"
        or marked.on is None
        or marked.note
        or marked.codes
    ):
        return None
    try:
        day = marked.on.replace(year=marked.on.year - 10)
    except ValueError:  # 29 February
        return None
    if not day >= _FIRST_DAY or day.year > _LAST_YEAR:
        return None
    return day, "inferred: ten years before the DECL date (E.O. 12958, sec. 1.6(b))"


def compute(
    order: str | None, marked: Declassification | None, level: str | None, day: datetime.date | None
) -> Computed | None:
    """What the rules say of a marking made on `day` at `level`.

    >>> from reftel.model import Span
    >>> gds = Declassification("GDS", "schedule", Span(0, 3), codes=("GDS",))
    >>> compute("11652", gds, "CONFIDENTIAL", datetime.date(1974, 1, 4)).on
    datetime.date(1980, 12, 31)
    """
    if level is not None and levels.rank(level) <= levels.rank("LIMITED OFFICIAL USE"):
        return Computed("unclassified", "not classified under an executive order")
    if marked is None:
        return None
    match marked.rule:
        case "not applicable":
            return Computed("undetermined", f"marked N/A, yet {level or 'no level'} is written")
        case "date" | "years" if marked.on:
            return Computed("declassify on", f"{_named(order)}: the date marked", marked.on)
        case "review":
            return Computed(
                "review on", f"{_named(order)}: a date of review, not of declassification", marked.on
            )
        case "schedule":
            return _by_schedule(order, marked, level, day)
        case "exemption":
            return _exempt(order, marked, day)
        case "originating agency":
            rule = f"{_named(order)}: OADR names no date; treated as 25 years from origin since E.O. 12958, sec. 3.4"
            return Computed("exempt until", rule, _end_of_year(day, 25))
        case _:
            return Computed("undetermined", f"{_named(order)}: {marked.rule}")


def _by_schedule(
    order: str | None, marked: Declassification, level: str | None, day: datetime.date | None
) -> Computed:
    years = _SCHEDULE_YEARS.get(level or "")
    if order == "12065":
        on = (
            day.replace(year=day.year + 6, day=min(day.day, 28))
            if day and (day.month, day.day) == (2, 29)
            else (day.replace(year=day.year + 6) if day else None)
        )
        return Computed(
            "declassify on", "E.O. 12065, sec. 1-401: six years from origin where no date is marked", on
        )
    if "ADS" in marked.codes or years is None:
        return Computed("undetermined", f"{_named(order)}: {marked.written}")
    rule = f"E.O. 11652, sec. 5(A): general schedule, {years} full calendar years after the year of origin for {level}"
    return Computed("declassify on", rule, _end_of_year(day, years))


def _exempt(order: str | None, marked: Declassification, day: datetime.date | None) -> Computed:
    if any(code.startswith("XGDS") for code in marked.codes):
        return Computed(
            "exempt until",
            "E.O. 11652, sec. 5(B) and (E): exempt from the schedule, 30 years at most",
            _end_of_year(day, 30),
        )
    if any(code.startswith(("50X1-HUM", "50X2-WMD")) for code in marked.codes):
        return Computed(
            "exempt until", "E.O. 13526, sec. 3.3(h): no date, 75 years at most", _end_of_year(day, 75)
        )
    if any(code.startswith("25X") for code in marked.codes):
        on = marked.on or _end_of_year(day, 50)
        return Computed("exempt until", "E.O. 13526, sec. 3.3(b): 50 years at most", on)
    rule = f"{_named(order)}: exempt from ten years (X1–X8); treated as 25 years from origin since 22 September 2003"
    return Computed("exempt until", rule, _end_of_year(day, 25))


def _end_of_year(day: datetime.date | None, years: int) -> datetime.date | None:
    return datetime.date(day.year + years, 12, 31) if day else None


def _named(order: str | None) -> str:
    return f"E.O. {order}" if order else "no order named"
