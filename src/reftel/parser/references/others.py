"""References that are no cables: letters, calls, reports, laws. Each keeps its words and its kind."""

from __future__ import annotations

import re

from reftel.model import Problem, Reference
from reftel.model.parts import ReferenceKind
from reftel.parser.cleaning import Clean
from reftel.parser.references.dates import dtg_at, find_dtg, read_date
from reftel.parser.references.stations import station_of
from reftel.parser.references.years import Citing

# The first kind whose words occur counts: an e-mail about a meeting is an e-mail.
_KINDS = re.compile(
    r"(?P<email>\bE-?\s?MAIL(?:S|ED)?\b|\S@\S)"
    r"|(?P<telephone>\bTELE?COM?NS?\b|\bTELECOMS?\b|\b(?:TELE)?PHONE\b|\bTEL\.?\s?CON\b|\b(?:FONE|PHONE)CONS?\b|\bCALLS?\b)"
    r"|(?P<fax>\b(?:TELE)?FAX(?:ES|ED)?\b|\bFACSIMILE\b)"
    r"|(?P<web>\bHTTPS?:|\bWWW\.|\.(?:GOV|COM|ORG|MIL|NET)\b|\bWEB\s?(?:SITE|PAGE)?\b|\bINTRANET\b|\bCLASSNET\b)"
    r"|(?P<report>\bIIR\b|\bTD(?:CS)?\s?-?\s?3[0-9]{2}\b|\bTDCS\b|\bTDX?-|\bOSC\b|\bFBIS\b|\b[A-Z]{3}(?:19|20)[0-9]{12}\b"
    r"|\bINR\b|\b(?:SPOT|SIT|INTEL)REPS?\b|\bREPORTS?\b|\bRPTS?\b|\bSTUDY\b|\bASSESSMENT\b)"
    r"|(?P<memo>\bMEMO(?:S|RAND(?:UM|A|UMS))?\b|\bMEMCONS?\b|\bMEMCOM\b|\bMEM\s?CON\b)"
    r"|(?P<letter>\bLETTERS?\b|\bLTRS?\b|\bCORRESPONDENCE\b)"
    r"|(?P<law>\bUN(?:SC|GA)R?\b(?:\s(?:RES\w*|RESOLUTIONS?))?\s(?:NO\.?\s)?[0-9]|\bRESOLUTIONS?\b|\bEXECUTIVE\sORDER\b|\bE\.?O\.?\s[0-9]"
    r"|\bU\.?S\.?C\b|\bC\.?F\.?R\b|\bPUBLIC\sLAW\b|\bP\.?L\.?\s[0-9]|\b(?:SECTION|SEC\.|ARTICLE)\s[0-9]|\bACT\b|\bTREATY\b|\bSTATUTE\b"
    r"|\bCONVENTION\b|\bPROTOCOL\b|\bINA\s[0-9]|\bDECREE\b|\bLAW\b|\bREGULATIONS?\b|\bPRESIDENTIAL\sDETERMINATION\b|\bNSPD\b|\bNSDD\b)"
    r"|(?P<book>\bBOOK\b|\bISBN\b)"
    r"|(?P<document>\bF\s?A\s?[MH]\b|\bGUIDE(?:BOOK|LINES?|LINE|S|ANCE)?\b|\bHANDBOOKS?\b|\bMANUAL\b|\bDOC(?:UMENT)?S?\b|\bPOINTS\b"
    r"|\bDIP(?:LOMATIC)?\s?NOTES?\b|\bNOTES?\b|\bDEMARCHE\b|\b(?:NON-?)?PAPERS?\b|\bAGREEMENT\b|\bMO[UA]\b|\bNOTICES?\b|\bANNEX\b|\bBULLETIN\b"
    r"|\bPLAN\b|\bINSTRUCTIONS?\b|\bPOC\b|\bDRAFT\b|\bLIST\b|\bPROGRAM\b|\bPROPOSAL\b|\bCONTRACT\b|\bWIRELESS\b|\bPRESS\b|\bARTICLE\b|\bFORMS?\b"
    r"|\bDS-?[0-9]|\bINVOICE\b|\bSTATEMENT\b|\bWAIVER\b|\bLICEN[SC]E\b|\bAPPLICATION\b|\bPROJECT\b|\bGRANT\b|\bPIO\b|\bAIRMAIL\b|\bPOUCH\b)"
    r"|(?P<meeting>\bMEETINGS?\b|\bMTG\b|\bCONVERSATIONS?\b|\bDISCUSSIONS?\b|\bCONSULTATIONS?\b|\bVISIT\b|\bBRIEFINGS?\b|\bSVTC\b|\bDVC\b"
    r"|\bCONFERENCE\b|\bTALKS?\b|\bEXCHANGES?\b|\bINTERVIEW\b)",
    re.IGNORECASE,
)
_KIND_NAMES: dict[str, ReferenceKind] = {"email": "e-mail"}
_ORIGINATOR = re.compile(
    r"(?:\b(?:MSG|MESSAGE|DTG|CABLE|TELEGRAM|TEL|DTD|DATED|OF)\b\.?[\s,:]*|\b[ZOPR]\s?$|[\s,.:/-]+)+$",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:NONE|N/?A|NIL|NOT\s+APPLICABLE)\b\W*$", re.IGNORECASE)
_NOTAL = re.compile(r"\bNOTAL\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z0-9]")


def read_other(
    clean: Clean, start: int, end: int, letter: str | None, citing: Citing, problems: list[Problem]
) -> Reference | None:
    """What stands between `start` and `end`, known to begin with no post and serial.

    `None` where it says that there is no reference (`N/A`), or has no letter or digit.
    """
    text = clean.text
    words = text[start:end]
    if not _WORDS.search(words) or _NONE.match(words):
        return None
    span = clean.span(start, end)
    written = " ".join(words.split())
    notal = _NOTAL.search(words) is not None
    if (group := find_dtg(text, start, end)) is not None:
        moment = dtg_at(group, citing.latest)
        if moment is None:
            problems.append(Problem("dtg-unread", "a date-time group without such a day or hour", span))
        name = _ORIGINATOR.sub("", text[start : group.start()]).strip(" ,.:;/'’\n")
        station = station_of(name) if name else None
        known = station.code if station and station.known else ""
        return Reference(
            written=written,
            span=span,
            letter=letter,
            originator=known or " ".join(name.upper().split()) or None,
            dtg=moment,
            notal=notal,
        )
    date = read_date(words, citing.day, citing.latest)
    day = date.day if date else None
    found = _KINDS.search(written)
    if found is None:
        problems.append(Problem("reference-unread", "this item of the list could not be read", span))
        return Reference(written=written, span=span, kind="unknown", letter=letter, date=day, notal=notal)
    kind = _KIND_NAMES.get(found.lastgroup or "", found.lastgroup)
    return Reference(written=written, span=span, kind=kind, letter=letter, date=day, notal=notal)


def has_kind(words: str) -> bool:
    """Whether the words name something that is no cable."""
    return _KINDS.search(words) is not None
