"""References that are no cables: letters, calls, reports, laws. Each keeps its words and its kind."""

from __future__ import annotations

import re

from reftel.model import Problem, Reference
from reftel.model.parts import ReferenceKind
from reftel.parser.cleaning import Clean
from reftel.parser.references.dates import ZONELESS, dtg_at, find_dtg, read_date, zoneless_day
from reftel.parser.references.stations import station_of
from reftel.parser.references.years import Citing

# Words that name a kind. The earlier kind counts: an e-mail about a meeting is an e-mail.
_WORDS_OF: dict[ReferenceKind, str] = {
    "e-mail": "EMAIL EMAILS EMAILED",
    "telephone": "TELECON TELECONS TELCON TELCONS TELECOM TELECOMS TELECONF PHONE TELEPHONE PHONECON"
    " PHONECONS FONECON CALL CALLS",
    "fax": "FAX FAXES FAXED TELEFAX FACSIMILE",
    "web": "WEB WEBSITE WEBPAGE INTRANET CLASSNET HTTP HTTPS WWW",
    "report": "IIR TDCS OSC FBIS INR SPOTREP SITREP SITREPS INTREP REPORT REPORTS RPT STUDY ASSESSMENT",
    "memo": "MEMO MEMOS MEMORANDUM MEMORANDA MEMORANDUMS MEMCON MEMCONS MEMCOM",
    "letter": "LETTER LETTERS LTR LTRS CORRESPONDENCE",
    "law": "RESOLUTION RESOLUTIONS ACT TREATY STATUTE CONVENTION PROTOCOL DECREE LAW REGULATION"
    " REGULATIONS NSPD NSDD CFR USC",
    "book": "BOOK BOOKS ISBN",
    "document": (
        "FAM FAH GUIDE GUIDES GUIDEBOOK GUIDELINE GUIDELINES GUIDANCE HANDBOOK HANDBOOKS MANUAL DOC DOCS"
        " DOCUMENT DOCUMENTS POINTS"
        " DIPNOTE DIPNOTES NOTE NOTES DEMARCHE PAPER PAPERS NONPAPER NONPAPERS AGREEMENT MOU MOA NOTICE"
        " NOTICES ANNEX BULLETIN PLAN"
        " INSTRUCTION INSTRUCTIONS POC DRAFT LIST PROGRAM PROPOSAL CONTRACT WIRELESS PRESS ARTICLE FORM"
        " FORMS INVOICE STATEMENT"
        " WAIVER LICENSE LICENCE APPLICATION PROJECT GRANT PIO AIRMAIL POUCH"
    ),
    "meeting": (
        "MEETING MEETINGS MTG CONVERSATION CONVERSATIONS DISCUSSION DISCUSSIONS CONSULTATION"
        " CONSULTATIONS VISIT BRIEFING"
        " BRIEFINGS SVTC DVC CONFERENCE TALKS EXCHANGE EXCHANGES INTERVIEW"
    ),
}
_RANKS: tuple[ReferenceKind, ...] = tuple(_WORDS_OF)
_RANK_OF = {word: rank for rank, kind in enumerate(_RANKS) for word in _WORDS_OF[kind].split()}
_WORD = re.compile(r"[A-Z]{3,}")
# What no single word says.
_FORMS = re.compile(
    r"\bE[- ]{1,2}MAIL|(?P<web>\.(?:GOV|COM|ORG|MIL|NET)\b)|@|(?P<phone>\bTEL\.? ?CON\b)"
    r"|(?P<report>\bTDX? ?-? ?3[0-9]{2}\b|\b[A-Z]{3}(?:19|20)[0-9]{12}\b)|(?P<memo>\bMEM CON\b)"
    r"|(?P<law>\bUN(?:SC|GA)R?(?: RES[A-Z]{0,8}\.?)? (?:NO\.? )?[0-9]|\bEXECUTIVE ORDER\b"
    r"|\bE\. ?O\. ?[0-9]|\bEO [0-9]|\bU\. ?S\. ?C\b|\bC\. ?F\. ?R\b"
    r"|\bP\. ?L\. ?[0-9]|\bPL [0-9]|\bSEC(?:TION|\.) [0-9]|\bARTICLE [0-9]|\bINA [0-9]"
    r"|\bPRESIDENTIAL DETERMINATION\b)"
    r"|(?P<document>\b[A-Z]{3}-[A-Z]{3}-[IVX]{1,5}-[0-9]{3}\b|\bF\.? ?A\.? ?[MH]\b|\bNON[- ]PAPERS?\b|\bDS-?[0-9])"
)
_RANK_OF_FORM = {"web": 3, "phone": 1, "report": 4, "memo": 5, "law": 7, "document": 9, None: 0}
# What stands before a date-time group and is no sender: "JCS MSG", "MIL. MSG. P 161339Z MAR 74".
_ORIGINATOR = re.compile(
    r"(?:\b(?:MIL(?:ITARY)?|MSG|MESSAGE|DTG|CABLE|TELEGRAM|TEL|DTD|DATED|OF)\b\.?[\s,:]*|\b[ZOPR]\s?$|[\s,.:/-]+)+$",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:NONE|N/?A|NIL|NOT\s+APPLICABLE)\b\W*$", re.IGNORECASE)
_NOTAL = re.compile(r"\bNOTAL\b", re.IGNORECASE)
_SOMETHING = re.compile(r"[A-Za-z0-9]")


def read_other(
    clean: Clean, start: int, end: int, letter: str | None, citing: Citing, problems: list[Problem]
) -> Reference | None:
    """What stands between `start` and `end`, known to begin with no post and serial.

    `None` where it says that there is no reference (`N/A`), or has no letter or digit.
    """
    text = clean.text
    words = text[start:end]
    if not _SOMETHING.search(words) or _NONE.match(words):
        return None
    span = clean.span(start, end)
    written = " ".join(words.split())
    notal = _NOTAL.search(words) is not None
    if (group := find_dtg(text, start, end)) is not None:
        moment = dtg_at(group, citing.latest)
        if moment is None:
            problems.append(Problem("dtg-unread", "a date-time group without such a day or hour", span))
        report = kind_of(text[start : group.start()]) == "report"  # "IIR 6 832 0617 08 DTG 171433Z SEP 08"
        return Reference(
            written=written,
            span=span,
            kind="report" if report else "cable",
            letter=letter,
            originator=None if report else _originator(text[start : group.start()]),
            dtg=moment,
            notal=notal,
        )
    if (group := ZONELESS.search(text, start, end)) is not None and (
        day := zoneless_day(group, citing.latest)
    ):
        name = _originator(text[start : group.start()])
        return Reference(written=written, span=span, letter=letter, originator=name, date=day, notal=notal)
    date = read_date(words, citing.day, citing.latest)
    day = date.day if date else None
    kind = kind_of(written)
    if kind is None:
        problems.append(Problem("reference-unread", "this item of the list could not be read", span))
        kind = "unknown"
    return Reference(written=written, span=span, kind=kind, letter=letter, date=day, notal=notal)


def _originator(before: str) -> str | None:
    """Who sent a message, from the words before its date-time group."""
    name = _ORIGINATOR.sub("", before).strip(" ,.:;/'’\n")
    station = station_of(name) if name else None
    known = station.code if station and station.known else ""
    return known or " ".join(name.upper().split()) or None


def kind_of(words: str) -> ReferenceKind | None:
    """What the words name that is no cable; `None` where nothing in them says so.

    >>> kind_of("LEE-GOLDSTEIN E-MAIL 05/11/07"), kind_of("UNSCR 1506"), kind_of("ROME 3207")
    ('e-mail', 'law', None)
    """
    upper = " ".join(words.upper().split())
    ranks = [rank for word in _WORD.findall(upper) if (rank := _RANK_OF.get(word)) is not None]
    if (form := _FORMS.search(upper)) is not None:
        ranks.append(_RANK_OF_FORM[form.lastgroup])
    return _RANKS[min(ranks)] if ranks else None
