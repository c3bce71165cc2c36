"""The authority: the line of the executive order, and until when it says that the marking holds.

`E.O. 12958: DECL: 10/07/2013`, `EO 12958 DECL: X1, X5`, `E.O. 11652: GDS`,
`E.O. 12065: RDS-3 6/5/99 (GERLACH, FREDERICK H.) OR-M`, `E.O. 12356: DECL: OADR`, `E.O. 12958: N/A`.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from reftel.model import Authority, Classifier, Declassification, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.dates import find_date
from reftel.vocabulary import orders

# The number may have lost its order's letters, and the archive puts blanks into it ("1 1652").
_KEY = re.compile(r"[\s(U)\"']{0,8}(?:E[.MO0,\s]{0,6}|\.O\.\s?|EXECUTIVE ORDER\s?)[.\s:;]{0,6}", re.I)
_NUMBER = re.compile(r"(?P<number>1[ ]?[\d()][ ]?\d[ ]?\d(?:[ ]?\d)?)(?!\d)")
_LEAD = re.compile(r"[\s:;,.\\-]*(?:DECL(?:ASSIFY|AS)?|DEC|DCL|ECL)?(?:\s?ON)?(?![A-Z])[\s:;,.\\-]*", re.I)
_NOT_APPLICABLE = re.compile(r"(?:N ?[/:.]? ?A\b|NOT APPLICABLE|NONE\b|UNCLAS)", re.I)
_SCHEDULE = re.compile(
    r"(?P<mark>X ?GDS|GDS|ADS)\s?-?\s?(?P<n>\d(?:\s?[,&]\s?\d){0,3}|\([0-9](?:,[0-9]){0,3}\))?(?!\d|/\d)",
    re.I,
)
_REVIEW = re.compile(r"(?P<mark>RDS|R\.D\.S)\s?-?\s?(?P<n>\d(?:\s?[,&]\s?\d){0,3})?(?![\d/])", re.I)
_OADR = re.compile(r"O\.?A\.?D\.?R\b|ORIGINATING AGENC", re.I)
_EXEMPTION = re.compile(
    r"(?<![A-Z0-9])(?:1\.[56][ -]?(?:\(D\)[ -]?)?)?(?P<code>(?:25|50) ?X ?\d{1,2}(?:-(?:HUM|WMD|HUMAN))?|X ?[1-9](?!\d))",
    re.I,
)
_YEARS = re.compile(r"(?P<years>10|15|20|25)[ -]?(?:YEARS?|YRS?)\b", re.I)
_GROUP = re.compile(r"GP ?- ?(?P<n>[1-4])\b", re.I)
_MANDATORY = re.compile(r"MR\b|MANUAL REVIEW", re.I)
_EVENT = re.compile(
    r"(?:UPON|AFTER|WHEN|UNTIL|ON|AT|FOLLOWING|END OF|COMPLETION|CONCLUSION|CLOSURE|DEPARTURE|RELEASE)\b[^\n]{3,160}",
    re.I,
)
# "(GERLACH, FREDERICK H.) OR-M", "TAYLOR, PHILIP B."
_CLASSIFIER = re.compile(
    r"\((?P<name>[A-Z][A-Z.' -]{1,30},[ ]?[A-Z][A-Z.' ]{0,30}|[A-Z][A-Z.' -]{2,40})\.?\)?(?:[ ]{0,4}(?P<origin>OR[ -]{1,2}[A-Z](?:/[A-Z])?))?",
    re.I,
)
_NEXT_KEY = re.compile(r"TAGS?\s?:|SUBJ(?:ECT)?\s?:|CLASSIFIED BY", re.I)


class AuthorityLine(NamedTuple):
    """What the line gives: the order, the marking's duration, and (E.O. 12065) who classified."""

    authority: Authority | None
    declassification: Declassification | None
    classifiers: tuple[Classifier, ...]


def read(
    clean: Clean, start: int, end: int, day: datetime.date | None, problems: list[Problem]
) -> AuthorityLine:
    """Read the line of `start`..`end`, its key included; `day` tells the order where it names none."""
    text = clean.text
    if other := _NEXT_KEY.search(text, start + 2, end):
        end = other.start()
    end = start + len(text[start:end].rstrip(" \t\n\\"))
    authority, at = _authority(clean, start, end, problems)
    lead = _LEAD.match(text, at, end)
    at = lead.end() if lead else at
    classifiers: tuple[Classifier, ...] = ()
    if authority and authority.order == "12065" and (m := _CLASSIFIER.search(text, at, end)):
        name = " ".join(m["name"].split())
        classifiers = (Classifier(text[m.start() : m.end()], clean.span(m.start(), m.end()), name),)
    if at >= end:
        return AuthorityLine(authority, None, classifiers)
    marked = _declassification(clean, at, end, day)
    if marked.rule == "unreadable":
        problems.append(
            Problem("declassification-unread", "no rule reads when this marking ends", marked.span)
        )
    return AuthorityLine(authority, marked, classifiers)


def _authority(clean: Clean, start: int, end: int, problems: list[Problem]) -> tuple[Authority | None, int]:
    text = clean.text
    key = _KEY.match(text, start, end)
    at = key.end() if key else start
    m = _NUMBER.match(text, at, end)
    if m is None:
        return None, at
    number = re.sub(r"\D", "", m["number"])
    span = clean.span(start, m.end())
    if orders.by_number(number):
        return Authority(number, span), m.end()
    near = [order for order in _ORDERS if _differs_by_one(number, order)]
    if len(near) == 1:
        problems.append(
            Problem(
                "order-corrected", f"“{m['number']}” was read as {near[0]}: no other order is that near", span
            )
        )
        return Authority(near[0], span), m.end()
    problems.append(
        Problem("order-unknown", f"no executive order on classification has the number {number}", span)
    )
    return Authority(number, span), m.end()


_ORDERS = ("10290", "10501", "11652", "12065", "12356", "12958", "13292", "13526")


def _differs_by_one(number: str, order: str) -> bool:
    return len(number) >= 4 and (
        (len(number) == 5 and sum(a != b for a, b in zip(number, order, strict=True)) == 1)
        or (len(number) == 4 and any(order[:i] + order[i + 1 :] == number for i in range(5)))
    )


def _declassification(clean: Clean, start: int, end: int, day: datetime.date | None) -> Declassification:
    text = clean.text
    written, span = " ".join(text[start:end].split()), clean.span(start, end)
    if _NOT_APPLICABLE.match(text, start, end):
        return Declassification(written, "not applicable", span)
    if m := _REVIEW.match(text, start, end):
        found = find_date(text, m.end(), end)
        return Declassification(
            written, "review", span, found.day if found else None, _numbered("RDS", m["n"])
        )
    if m := _SCHEDULE.match(text, start, end):
        mark = m["mark"].upper().replace(" ", "")
        found = find_date(text, m.end() if not m["n"] else m.end("mark"), end)
        if mark == "XGDS":
            return Declassification(
                written, "exemption", span, found.day if found else None, _numbered(mark, m["n"])
            )
        if found:
            return Declassification(
                written, "date", span, found.day, (mark,), note=_month_note(found.precision)
            )
        return Declassification(written, "schedule", span, None, (mark,))
    if _OADR.search(text, start, end):
        return Declassification(written, "originating agency", span, None, ("OADR",))
    if m := _YEARS.search(text, start, end):
        return Declassification(
            written, "years", span, _years_after(day, int(m["years"])), (f"{m['years']} years",)
        )
    codes = tuple(
        dict.fromkeys(m["code"].upper().replace(" ", "") for m in _EXEMPTION.finditer(text, start, end))
    )
    found = find_date(text, start, end)
    if codes:
        return Declassification(
            written, "exemption", span, found.day if found and found.precision == "day" else None, codes
        )
    if m := _GROUP.search(text, start, end):
        return Declassification(written, "group", span, None, (f"GP-{m['n']}",))
    event = _EVENT.search(text, start, end)
    if found and (found.precision != "year" or found.end - found.start == end - start) and not event:
        return Declassification(written, "date", span, found.day, note=_month_note(found.precision))
    if event:
        return Declassification(
            written,
            "event",
            span,
            found.day if found and found.precision == "day" else None,
            event=" ".join(event.group().split()),
        )
    if _MANDATORY.match(text, start, end):
        return Declassification(written, "review", span, None, ("MR",))
    if found:
        return Declassification(written, "date", span, found.day, note=_month_note(found.precision))
    return Declassification(written, "unreadable", span)


def _numbered(mark: str, numbers: str | None) -> tuple[str, ...]:
    return tuple(f"{mark}-{n}" for n in re.findall(r"\d", numbers)) if numbers else (mark,)


def _month_note(precision: str) -> str | None:
    return None if precision == "day" else f"only the {precision} is written; its last day is meant here"


def _years_after(day: datetime.date | None, years: int) -> datetime.date | None:
    if day is None:
        return None
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)
