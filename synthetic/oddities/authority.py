"""The order's line, and who classified."""

from __future__ import annotations

import datetime

from synthetic.draft import Draft
from synthetic.facts import MONTHS, plus_years
from synthetic.oddities.registry import MODERN, facts
from synthetic.truth import Item


def _marked(draft: Draft, written: str, rule: str, **more: object) -> None:
    """Give a classified cable of 2002–10 another marking; where it names no date, the date is told from outside."""
    truth = draft.truth
    if truth.classification not in ("CONFIDENTIAL", "SECRET"):
        return
    marked: Item = {"rule": rule, **more}
    truth.declassify = marked
    draft.form.authority = written
    if draft.layout == "extract" and rule != "date":
        _told(draft)


def _told(draft: Draft) -> None:
    draft.known["date"] = draft.moment.date()
    draft.truth.sent_from = "given"


def _on(draft: Draft) -> datetime.date:
    return plus_years(draft.moment.date(), 10)


@facts(*MODERN)
def order_without_points(draft: Draft) -> None:
    """`EO 12958 DECL: 2013/10/07`."""
    _marked(draft, f"EO 12958 DECL: {_on(draft):%Y/%m/%d}", "date", on=_on(draft).isoformat())


@facts(*MODERN)
def order_glued(draft: Draft) -> None:
    """`E.O.12958:DECL:10/07/2013`."""
    _marked(draft, f"E.O.12958:DECL:{_on(draft):%m/%d/%Y}", "date", on=_on(draft).isoformat())


@facts(*MODERN)
def order_misspelt(draft: Draft) -> None:
    """`E.0. 12958: DECL: 10/07/2013`: a zero for the letter."""
    _marked(draft, f"E.0. 12958: DECL: {_on(draft):%m/%d/%Y}", "date", on=_on(draft).isoformat())


@facts(*MODERN)
def decl_date_without_zeros(draft: Draft) -> None:
    """`DECL: 6/3/2013`."""
    on = _on(draft)
    _marked(draft, f"E.O. 12958: DECL: {on.month}/{on.day}/{on.year}", "date", on=on.isoformat())


@facts(*MODERN)
def decl_date_with_two_digits(draft: Draft) -> None:
    """`DECL: 10/07/13`."""
    _marked(draft, f"E.O. 12958: DECL: {_on(draft):%m/%d/%y}", "date", on=_on(draft).isoformat())


@facts(*MODERN)
def decl_date_with_dashes(draft: Draft) -> None:
    """`DECL: 10-07-13`."""
    _marked(draft, f"E.O. 12958: DECL: {_on(draft):%m-%d-%y}", "date", on=_on(draft).isoformat())


@facts(*MODERN)
def decl_month_in_letters(draft: Draft) -> None:
    """`DECL: 07 OCT 2013`."""
    on = _on(draft)
    _marked(
        draft, f"E.O. 12958: DECL: {on.day:02} {MONTHS[on.month - 1]} {on.year}", "date", on=on.isoformat()
    )


@facts(*MODERN)
def decl_month_and_year(draft: Draft) -> None:
    """`DECL: 11/2013`: no day. What day the reading gives is left open."""
    _marked(draft, f"E.O. 12958: DECL: {_on(draft):%m/%Y}", "date")
    if draft.layout == "extract":
        _told(draft)


@facts(*MODERN)
def decl_exemption(draft: Draft) -> None:
    """`DECL: X6`."""
    _marked(draft, "E.O. 12958: DECL: X6", "exemption", codes=["X6"])


@facts(*MODERN)
def decl_exemption_with_section(draft: Draft) -> None:
    """`DECL: 1.6 X1`."""
    _marked(draft, "E.O. 12958: DECL: 1.6 X1", "exemption", codes=["X1"])


@facts(*MODERN)
def decl_two_exemptions(draft: Draft) -> None:
    """`DECL: X1, X5`."""
    _marked(draft, "E.O. 12958: DECL: X1, X5", "exemption", codes=["X1", "X5"])


@facts("full")
def decl_exemption_of_25_years(draft: Draft) -> None:
    """`DECL: 25X1-HUMAN`."""
    _marked(draft, "E.O. 12958: DECL: 25X1-HUMAN", "exemption")


@facts(*MODERN)
def decl_event(draft: Draft) -> None:
    """`DECL: AFTER KOREAN UNIFICATION`."""
    _marked(draft, "E.O. 12958: DECL: AFTER KOREAN UNIFICATION", "event", event="AFTER KOREAN UNIFICATION")


@facts(*MODERN)
def decl_originating_agency(draft: Draft) -> None:
    """`DECL: OADR`."""
    _marked(draft, "E.O. 12958: DECL: OADR", "originating agency")


@facts("full")
def decl_years(draft: Draft) -> None:
    """`DECL: 25 YEARS`."""
    _marked(draft, "E.O. 12958: DECL: 25 YEARS", "years")


@facts("full")
def decl_in_25_years(draft: Draft) -> None:
    """A date 25 years on, as allowed since March 2003."""
    on = plus_years(draft.moment.date(), 25)
    _marked(draft, f"E.O. 12958: DECL: {on:%m/%d/%Y}", "date", on=on.isoformat())


@facts(*MODERN)
def decl_written_out(draft: Draft) -> None:
    """`DECLASSIFY ON: 10/07/2013`."""
    _marked(draft, f"E.O. 12958: DECLASSIFY ON: {_on(draft):%m/%d/%Y}", "date", on=_on(draft).isoformat())


@facts("telegram")
def exemption_of_1975(draft: Draft) -> None:
    """`E.O. 11652: XGDS-2`."""
    if draft.truth.classification in ("CONFIDENTIAL", "SECRET"):
        draft.truth.authority, draft.truth.declassify = "11652", {"rule": "exemption"}
        draft.form.authority = "E.O. 11652: XGDS-2"


@facts("telegram")
def review_of_1979(draft: Draft) -> None:
    """`E.O. 12065: RDS-3 6/5/99 (HALE, R. M.) OR-M`: a date of review."""
    if draft.truth.classification in ("CONFIDENTIAL", "SECRET"):
        on = plus_years(draft.moment.date(), 20)
        draft.truth.authority, draft.truth.declassify = "12065", {"rule": "review", "on": on.isoformat()}
        draft.truth.classified_by = [{"name": "HALE, R. M."}]
        draft.form.authority = f"E.O. 12065: RDS-3 {on.month}/{on.day}/{on:%y} (HALE, R. M.) OR-M"


@facts("telegram", "print")
def order_without_colon(draft: Draft) -> None:
    """`E.O. 11652 GDS`."""
    draft.form.authority = draft.form.authority.replace(":", "", 1)


@facts("telegram", "print")
def order_with_a_blank(draft: Draft) -> None:
    """`E. O. 11652: GDS`."""
    draft.form.authority = draft.form.authority.replace("E.O.", "E. O.", 1)


@facts("telegram")
def no_order(draft: Draft) -> None:
    """No order's line at all."""
    draft.truth.authority, draft.truth.declassify, draft.form.authority = None, None, ""


# Who classified


def _classified(draft: Draft, written: str, names: list[str], reasons: list[str]) -> None:
    if draft.form.classified:
        draft.form.classified = written
        draft.truth.classified_by = [{"name": name} for name in names]
        draft.truth.reasons = reasons


@facts(*MODERN)
def classified_with_reason_colon(draft: Draft) -> None:
    """`CLASSIFIED BY: Eileen A. Malloy, Ambassador, EUR. REASON: 1.4 (b), (d)`."""
    name = f"{draft.prose.person()}"
    _classified(
        draft,
        f"CLASSIFIED BY: {name}, Ambassador, Department of State, EUR.\nREASON: 1.4 (b), (d)",
        [name],
        ["1.4(b)", "1.4(d)"],
    )


@facts(*MODERN)
def reasons_with_a_slash(draft: Draft) -> None:
    """`for reasons 1.4 b/d`."""
    name = draft.prose.person()
    _classified(draft, f"Classified By: DCM {name} for reasons 1.4 b/d.", [name], ["1.4(b)", "1.4(d)"])


@facts(*MODERN)
def reasons_in_one_bracket(draft: Draft) -> None:
    """`Reason: 1.4 (b,d)`."""
    name = draft.prose.person()
    _classified(draft, f"Classified By: DCM {name}. Reason: 1.4 (b,d)", [name], ["1.4(b)", "1.4(d)"])


@facts(*MODERN)
def reasons_joined_by_and(draft: Draft) -> None:
    """`Reasons 1.4 (b and d)`."""
    name = draft.prose.person()
    _classified(
        draft, f"Classified By: Consul General {name}. Reasons 1.4 (b and d).", [name], ["1.4(b)", "1.4(d)"]
    )


@facts(*MODERN)
def reasons_with_the_order(draft: Draft) -> None:
    """`for reasons E.O. 12958, 1.4 (b) and (d)`."""
    name = draft.prose.person()
    _classified(
        draft,
        f"Classified By: Ambassador {name} for reasons E.O. 12958, 1.4 (b) and (d).",
        [name],
        ["1.4(b)", "1.4(d)"],
    )


@facts(*MODERN)
def reasons_numbered_twice(draft: Draft) -> None:
    """`1.4(b) and 1.4(d)`."""
    name = draft.prose.person()
    _classified(
        draft,
        f"Classified By: Ambassador {name} for reasons 1.4(b) and 1.4(d).",
        [name],
        ["1.4(b)", "1.4(d)"],
    )


@facts(*MODERN)
def three_reasons(draft: Draft) -> None:
    """`1.4 (a), (b) and (d)`."""
    name = draft.prose.person()
    _classified(
        draft,
        f"Classified By: PAO {name} for reasons 1.4 (a), (b) and (d).",
        [name],
        ["1.4(a)", "1.4(b)", "1.4(d)"],
    )


@facts(*MODERN)
def one_reason(draft: Draft) -> None:
    """`for reason 1.4(b)`."""
    name = draft.prose.person()
    _classified(draft, f"Classified By: Ambassador {name} for reason 1.4(b).", [name], ["1.4(b)"])


@facts(*MODERN)
def zero_for_the_letter(draft: Draft) -> None:
    """`F0R REASONS 1.4 (B) AND (D)`."""
    name = draft.prose.person().upper()
    _classified(
        draft, f"CLASSIFIED BY: CHARGE {name} F0R REASONS 1.4 (B) AND (D)", [name], ["1.4(b)", "1.4(d)"]
    )


@facts("full")
def classifier_cut_inside_a_word(draft: Draft) -> None:
    """`for reas` / `ons 1.4 (b) and (d)`: cut at a column."""
    name = draft.prose.person()
    draft.form.width = 0
    _classified(
        draft,
        f"Classified By: Ambassador {name} for reas\nons 1.4 (b) and (d).",
        [name],
        ["1.4(b)", "1.4(d)"],
    )


@facts(*MODERN)
def classifier_without_reason(draft: Draft) -> None:
    """`Classified By: Ambassador …` and no reason."""
    name = draft.prose.person()
    _classified(draft, f"Classified By: Ambassador {name}", [name], [])
