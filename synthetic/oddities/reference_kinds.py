"""References that are no cables, or no plain ones, and those that only the body names."""

from __future__ import annotations

from synthetic.draft import Draft, Ref
from synthetic.facts import MONTHS, cable_reference
from synthetic.oddities.registry import MODERN, facts
from synthetic.truth import Item


def _second(draft: Draft, written: str, **truth: object) -> None:
    """A cable as A, and what is wanted as B."""
    item: Item = {"notal": False, **truth}
    draft.refs = [cable_reference(draft), Ref(written, item)]
    draft.refs[0].letter, draft.refs[1].letter = "A", "B"


def _short_date(draft: Draft) -> str:
    return f"{draft.moment:%m/%d/%y}"


@facts(*MODERN)
def reference_to_email(draft: Draft) -> None:
    """`B. HALE-MORENO E-MAIL 05/11/07`."""
    _second(draft, f"HALE-MORENO E-MAIL {_short_date(draft)}", kind="e-mail", mrn=None)


@facts(*MODERN)
def reference_to_email_without_dash(draft: Draft) -> None:
    """`B. EMAIL FROM HALE TO MORENO OF MAY 11`."""
    _second(draft, "EMAIL FROM HALE TO MORENO OF MAY 11", kind="e-mail", mrn=None)


@facts(*MODERN)
def reference_to_telephone_call(draft: Draft) -> None:
    """`B. HALE/MORENO TELCON OF MAY 11`."""
    _second(draft, "HALE/MORENO TELCON OF MAY 11", kind="telephone", mrn=None)


@facts(*MODERN)
def reference_to_fax(draft: Draft) -> None:
    """`B. HALE FAX TO MORENO OF MAY 11`."""
    _second(draft, "HALE FAX TO MORENO OF MAY 11", kind="fax", mrn=None)


@facts(*MODERN)
def reference_to_memo(draft: Draft) -> None:
    """`B. HALE-MORENO MEMORANDUM OF MAY 11`."""
    _second(draft, "HALE-MORENO MEMORANDUM OF MAY 11", kind="memo", mrn=None)


@facts(*MODERN)
def reference_to_letter(draft: Draft) -> None:
    """`B. LETTER FROM HALE TO MORENO DATED MAY 11`."""
    _second(draft, "LETTER FROM HALE TO MORENO DATED MAY 11", kind="letter", mrn=None)


@facts(*MODERN)
def reference_to_meeting(draft: Draft) -> None:
    """`B. HALE-MORENO MEETING OF MAY 11`."""
    _second(draft, "HALE-MORENO MEETING OF MAY 11", kind="meeting", mrn=None)


@facts(*MODERN)
def reference_to_translation(draft: Draft) -> None:
    """`B. OSC EUP20080707950031`."""
    _second(draft, "OSC EUP20080707950031", kind="report", mrn=None)


@facts(*MODERN)
def reference_to_intelligence_report(draft: Draft) -> None:
    """`B. IIR 6 832 0617 08`."""
    _second(draft, "IIR 6 832 0617 08", kind="report", mrn=None)


@facts(*MODERN)
def reference_to_web_page(draft: Draft) -> None:
    """`B. WWW.EXAMPLE.GOV/REPORTS`."""
    _second(draft, "WWW.EXAMPLE.GOV/PAGES", kind="web", mrn=None)


@facts(*MODERN)
def reference_to_resolution(draft: Draft) -> None:
    """`B. UNSCR 1506`: it looks like post and serial, and is none."""
    _second(draft, "UNSCR 1506", kind="law", mrn=None)


@facts(*MODERN)
def reference_to_order(draft: Draft) -> None:
    """`B. EXECUTIVE ORDER 12958`: it looks like post and serial, and is none."""
    _second(draft, "EXECUTIVE ORDER 12958", kind="law", mrn=None)


@facts(*MODERN)
def reference_to_handbook(draft: Draft) -> None:
    """`B. 5 FAH-2 H-442`."""
    _second(draft, "5 FAH-2 H-442", kind="document", mrn=None)


@facts(*MODERN)
def reference_by_dtg(draft: Draft) -> None:
    """`B. SECDEF R162245Z OCT 08`: an originator and a date-time group."""
    year = draft.moment.year - 1
    _second(
        draft,
        f"SECDEF R162245Z OCT {year % 100:02}",
        kind="cable",
        mrn=None,
        dtg=f"{year}-10-16T22:45:00+00:00",
        originator="SECDEF",
    )


@facts(*MODERN)
def reference_by_dtg_glued(draft: Draft) -> None:
    """`B. SECDEF MSG DTG 301601ZSEP2008`."""
    year = draft.moment.year - 1
    _second(
        draft,
        f"SECDEF MSG DTG 301601Z{MONTHS[8]}{year}",
        kind="cable",
        mrn=None,
        dtg=f"{year}-09-30T16:01:00+00:00",
    )


@facts("telegram")
def reference_to_airgram(draft: Draft) -> None:
    """`B. BANGKOK A-50`: airgrams count apart."""
    _second(draft, "BANGKOK A-50", kind="airgram", mrn=f"{draft.moment.year}BANGKOK-A50")


@facts("telegram")
def reference_to_travelling_party(draft: Draft) -> None:
    """`B. SECTO 1037`: the Secretary's own series."""
    _second(draft, "SECTO 1037", kind="cable", mrn=f"{draft.moment.year}SECTO1037")


@facts("telegram", *MODERN)
def reference_to_septel(draft: Draft) -> None:
    """A paragraph that promises a septel: no reference."""
    words = draft.cased("Details follow septel.")
    draft.paras[-2].words += f" {words}"


@facts(*MODERN)
def in_text_by_letter(draft: Draft) -> None:
    """`(REF A)` in a paragraph: already in the list."""
    if draft.refs and draft.refs[0].letter:
        draft.paras[-2].words += " " + draft.cased("The point was made earlier (REF A).")


@facts(*MODERN)
def in_text_only(draft: Draft) -> None:
    """`was reported in 02 ROME 1734`: a cable that only the body names."""
    _in_text(draft, "The vote was reported in", draft.station.name, draft.station.code, 1734, ".")


@facts(*MODERN)
def in_text_in_brackets(draft: Draft) -> None:
    """`(see 02 STATE 17345)` in a paragraph, and nothing of it in the list."""
    _in_text(draft, "Guidance was clear (see", "STATE", "STATE", 17345, ").")


def _in_text(draft: Draft, before: str, name: str, code: str, serial: int, after: str) -> None:
    year = draft.moment.year - 1
    draft.paras[-2].words += f" {draft.cased(before)} {year % 100:02} {name} {serial}{after}"
    draft.truth.references_in_text = [{"mrn": f"{year}{code}{serial}", "kind": "cable"}]
