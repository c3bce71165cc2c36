"""What the orders' rules make of a marking: computed, with the rule named, and never a release.

The terms are those of `vocabulary.orders.rules`; the sections are the orders' own.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from reftel.model import Computed, Declassification
from reftel.vocabulary import levels, orders

_TEN_YEAR_ORDERS = {
    "12958": "E.O. 12958, sec. 1.6(b)",
    "13292": "E.O. 13292, sec. 1.5(b)",
    "13526": "E.O. 13526, sec. 1.5(b)",
}
_LAST_YEAR = 2012
_AMENDED = datetime.date(2003, 3, 25)  # E.O. 13292 renumbered the sections of 12958
_ODD_DAYS = frozenset({(12, 31), (1, 1)})  # a year's end is chosen, not counted
_AUTOMATIC = "automatic on 31 December of the 25th year unless exempted (E.O. 13526, sec. 3.3(a))"


def infer_sent(marked: Declassification, order: str | None) -> tuple[datetime.date, str] | None:
    """The date sent that a DECL date of ten years implies, and the words that say so.

    E.O. 12958 (sec. 1.6(b)) has ten years as the rule; longer terms were allowed from 25 March
    2003 on, so this is a guess, and marked as one. A month alone, an event, an exemption or the
    last day of a year implies nothing, nor does a date that the order or the years of such
    cables cannot have.

    >>> from reftel.model import Span
    >>> infer_sent(Declassification("10/07/2013", "date", Span(0, 10), datetime.date(2013, 10, 7)), "12958")[0]
    datetime.date(2003, 10, 7)
    """
    section = _TEN_YEAR_ORDERS.get(order or "")
    if section is None or marked.rule != "date" or marked.on is None:
        return None
    if marked.note or marked.codes or marked.event or (marked.on.month, marked.on.day) in _ODD_DAYS:
        return None
    try:
        day = marked.on.replace(year=marked.on.year - 10)
    except ValueError:  # 29 February
        return None
    found = orders.by_number(order or "")
    if found is None or day < found.effective or day.year > _LAST_YEAR:
        return None
    return day, f"inferred: ten years before the DECL date ({section})"


def compute(
    order: str | None, marked: Declassification | None, level: str | None, day: datetime.date | None
) -> Computed | None:
    """What the rules say of a marking made on `day` at `level`.

    >>> from reftel.model import Span
    >>> gds = Declassification("GDS", "schedule", Span(0, 3), codes=("GDS",))
    >>> compute("11652", gds, "CONFIDENTIAL", datetime.date(1974, 1, 4)).on
    datetime.date(1980, 12, 31)
    """
    if level is not None and 0 <= levels.rank(level) <= levels.rank("LIMITED OFFICIAL USE"):
        return Computed("unclassified", "not classified under an executive order")
    if marked is None:
        return Computed("undetermined", "no duration is marked") if level else None
    if marked.rule == "not applicable":
        if level is None:
            return Computed("unclassified", "marked N/A: not classified under an executive order")
        return Computed("undetermined", f"marked N/A, yet {level} is written")
    if order is None and day and (governing := orders.in_force(day)):
        order, named = governing.number, f"no order is named; by its date E.O. {governing.number}"
    else:
        named = _named(order, day)
    match marked.rule:
        case "date" | "years":
            return _by_date(order, named, marked)
        case "review":
            return _by_review(named, marked, day)
        case "schedule":
            return _by_schedule(order, named, marked, level, day)
        case "exemption":
            return _exempt(named, marked, day)
        case "originating agency":
            return Computed(
                "exempt until",
                f"{named}: OADR names no date; {_AUTOMATIC}",
                _after(_rule("13526", "automatic"), day),
            )
        case "group":
            return _by_group(marked, day)
        case "event":
            return Computed("undetermined", f"{named}: on an event that the text does not date")
        case _:
            return Computed("undetermined", f"{named}: the marking could not be read")


def _by_date(order: str | None, named: str, marked: Declassification) -> Computed:
    sections = {
        "11652": "sec. 4(A)",
        "12065": "sec. 1-401",
        "12356": "sec. 1.4",
        "13292": "sec. 1.5",
        "13526": "sec. 1.5",
    }
    section = sections.get(order or "") or (
        "sec. 1.5" if "13292" in named else "sec. 1.6" if order == "12958" else ""
    )
    if any(code.startswith("XDS") for code in marked.codes):
        section = "sec. 1-402"
    what = "the term marked, from the cable's own day" if marked.rule == "years" else "the date marked"
    place = f"{named}, {section}" if section else named
    if marked.on is None:
        return Computed("undetermined", f"{place}: {what}, which is not known")
    return Computed("declassify on", f"{place}: {what}", marked.on)


def _by_review(named: str, marked: Declassification, day: datetime.date | None) -> Computed:
    if "MR" in marked.codes:
        rule = f"{named}: manual review names no date and was never a valid marking; {_AUTOMATIC}"
        return Computed("review on", rule, _after(_rule("13526", "automatic"), day))
    return Computed("review on", f"{named}, sec. 1-402: a date of review, not of declassification", marked.on)


def _by_schedule(
    order: str | None, named: str, marked: Declassification, level: str | None, day: datetime.date | None
) -> Computed:
    if order == "12065":
        on = _after(_rule("12065", "GDS"), day)
        return Computed(
            "declassify on", f"{named}, sec. 1-401: six years from origin where no date is marked", on
        )
    rule = _rule("11652", "GDS", level) if order in ("11652", None) and "GDS" in marked.codes else None
    if rule is None:
        return Computed("undetermined", f"{named}: {marked.written} at no known level, or without its date")
    words = f"{named}, sec. 5(A): general schedule, {rule.years} full calendar years after the year of origin for {level}"
    return Computed("declassify on", words, _after(rule, day))


def _exempt(named: str, marked: Declassification, day: datetime.date | None) -> Computed:
    codes = ", ".join(marked.codes)
    if any(code.startswith(("XGDS", "XDS")) for code in marked.codes):
        words = f"E.O. 11652, sec. 5(B) and (E): {codes}, exempt from the schedule for 30 years at most"
        return Computed("exempt until", words, marked.on or _after(_rule("11652", "XGDS"), day))
    for mark in ("50X1-HUM", "50X2-WMD"):
        if mark in marked.codes:
            words = f"E.O. 13526, sec. 3.3(h): {codes}, no date, 75 years at most"
            return Computed("exempt until", words, _after(_rule("13526", mark), day))
    if any(code.startswith("50X") for code in marked.codes):
        words = f"E.O. 13526, sec. 3.3(h): {codes}, 75 years at most"
        return Computed("exempt until", words, marked.on or _after(_rule("13526", "50X1-HUM"), day))
    if any(code.startswith("25X") for code in marked.codes):
        words = f"E.O. 13526, sec. 3.3(b): {codes}, 50 years at most"
        return Computed("exempt until", words, marked.on or _after(_rule("13526", "25X without date"), day))
    words = f"{named}, sec. 1.6(d) as of 1995: {codes}, exempt from ten years; {_AUTOMATIC}"
    return Computed("exempt until", words, _after(_rule("13526", "automatic"), day))


def _by_group(marked: Declassification, day: datetime.date | None) -> Computed:
    rule = _rule("10501", marked.codes[0]) if marked.codes else None
    words = f"E.O. 10501 as amended by 10964, sec. 4(a): {', '.join(marked.codes)}"
    if rule is None or rule.years is None:
        return Computed("undetermined", words if rule is None else f"{words}, {rule.note}")
    return Computed("declassify on", f"{words}, {rule.years} years from origin", _after(rule, day))


@lru_cache(maxsize=64)
def _rule(order: str, mark: str, level: str | None = None) -> orders.Rule | None:
    """The vocabulary's rule by which a mark ends, at a level or at any."""
    for rule in orders.rules(order, mark):
        if rule.level in (level, "any") and rule.result in ("UNCLASSIFIED", "NO DATE", "REVIEW"):
            return rule
    return None


def _after(rule: orders.Rule | None, day: datetime.date | None) -> datetime.date | None:
    if rule is None or rule.years is None or day is None:
        return None
    year = day.year + rule.years
    if rule.end_of_year:
        return datetime.date(year, 12, 31)
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28 if leap_day else day.day)


def _named(order: str | None, day: datetime.date | None) -> str:
    if order == "12958" and day and day >= _AMENDED:
        return "E.O. 12958 as amended by 13292"
    return f"E.O. {order}" if order else "no order named"
