"""REF sets: `REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006/NOTAL//`.

The fields are the letter, what is cited, who sent or wrote it, its date-time group or date,
and a serial number. The format's later editions write `MSGID:GENADMIN` or `DESC:DOC` for the
second, and `YMD:20051222` for a date.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from reftel.model import MRN, Problem, Reference
from reftel.model.parts import ReferenceKind
from reftel.parser.cleaning import Clean
from reftel.parser.military.addresses import split_offices
from reftel.parser.military.sets import Found, unfolded
from reftel.parser.transmission.dtg import moment, month_number
from reftel.vocabulary import general_messages

_KINDS: dict[str, ReferenceKind] = {
    "MSG": "cable", "MESSAGE": "cable", "AMSG": "cable", "RMG": "cable", "GENADMIN": "cable", "GENADM": "cable",
    "OPORD": "cable", "OPREP": "cable", "FRAGO": "cable", "WARNORD": "cable", "EXORD": "cable", "ORDER": "document",
    "DOC": "document", "INST": "document", "PUB": "document", "REF": "document", "MANUAL": "document",
    "LTR": "letter", "LETTER": "letter",
    "MEMO": "memo", "MEM": "memo",
    "TEL": "telephone", "TELCON": "telephone", "PHONCON": "telephone", "PHC": "telephone",
    "EMAIL": "e-mail", "EML": "e-mail", "E-MAIL": "e-mail",
    "FAX": "fax", "MTG": "meeting", "MEETING": "meeting", "CON": "meeting", "CONF": "meeting",
    "RPT": "report", "REPORT": "report", "WEB": "web", "URL": "web", "LAW": "law", "USC": "law",
}  # fmt: skip
_LETTER = re.compile(r"\(?(?P<letter>[A-Z]{1,2})\)?\Z")
_PREFIX = re.compile(r"(?:(?:MSGID|DESC|TYPE):[ ]?){1,3}")
_DTG = re.compile(
    r"(?<![0-9])(?P<day>[0-3][0-9])(?P<hour>[0-2][0-9])(?P<minute>[0-5][0-9])[ ]?(?P<zone>[A-Z])??"
    r"[ /]{0,3}(?P<month>[A-Z]{3,9})\.?[ /]{0,3}(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
)
_GROUP_LIKE = re.compile(r"(?<![0-9])[0-9]{5,7}Z")
_DATE = re.compile(
    r"(?<![0-9A-Z.-])(?P<day>[0-3]?[0-9])[ ]?(?P<month>[A-Z]{3,9})\.?[ ]?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
)
_YMD = re.compile(r"YMD:[ ]?(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])")
_MONTH_FIRST = re.compile(
    r"(?<![A-Z])(?P<month>[A-Z]{3})[ ]?(?P<day>[0-3][0-9]),?[ ]?(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
_LAW = re.compile(r"(?:\A|[ 0-9])(?:U\.? ?S\.? ?C\b|USCODE|P\.?L\.? ?\d|PUBLIC LAW)|\A(?:US )?CODE\b")
_NO_ORIGINATOR = frozenset(("", "-", "NOTAL", "FOUO", "PASEP", "U.S.C.", "USC", "USCODE", "US CODE"))
_DATED = re.compile(r"[ ]*(?:DTG|OF|DTD)?[ ]*\Z")
_LONGEST = 600
_LONGEST_NAME = 44  # longer words are a title


@cache
def _number() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![A-Z])(?P<series>{general_messages.pattern()})S?[ /]{{1,3}}(?P<serial>\d{{1,4}})[/-](?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
    )


def find_number(words: str, start: int = 0) -> tuple[MRN, int, int] | None:
    """The first number of a general message in words, and where it stands.

    >>> find_number("IS NAVADMIN 216/05, INITIAL MESSAGE")[0].short
    '05NAVADMIN216'
    """
    for m in _number().finditer(words, start):
        mrn = MRN.parse(f"{m['series']} {m['serial']}/{m['year']}")
        if mrn is not None:
            return mrn, m.start(), m.end()
    return None


def read(clean: Clean, found: Found, problems: list[Problem]) -> Reference:
    """The reference of a set."""
    raw = clean.text[found.value : found.end]
    words = " ".join(unfolded(raw).upper().split()).strip("/ ")
    span = clean.span(found.start, max(found.value + len(raw.rstrip()), found.value))
    written = " ".join(clean.text[found.start : found.value + len(raw.rstrip())].split())
    fields = [field.strip() for field in words[:_LONGEST].split("/")]
    m = _LETTER.match(fields[0])
    letter = m["letter"] if m else None
    if letter is None:
        problems.append(Problem("reference-letter-unread", "the set names no letter", span))
    kind, rest = _kind(fields[1:] if m else fields)
    cited = "/".join(rest)
    at, group_start, no_zone = _group(cited)
    number = find_number(cited)
    if at is None and kind == "cable" and _GROUP_LIKE.search(cited):
        problems.append(Problem("dtg-unread", "a date-time group without such a day or hour", span))
    if no_zone:
        problems.append(Problem("dtg-zone", "the date-time group names no zone; read as Z", span))
    if kind == "document" and _LAW.search(cited):
        kind = "law"
    if number and kind in ("cable", "document", "unknown"):
        kind = "cable"
    if kind == "unknown":
        problems.append(Problem("reference-unread", "this item of the list could not be read", span))
    return Reference(
        written=written,
        span=span,
        kind=kind,
        letter=letter,
        mrn=number[0] if number else None,
        originator=_originator(cited, group_start),
        dtg=at,
        date=None if at else _date(cited),
        notal="NOTAL" in rest,
    )


def _kind(fields: list[str]) -> tuple[ReferenceKind, list[str]]:
    """What is cited, and the fields behind."""
    if not fields:
        return "unknown", []
    first = _PREFIX.sub("", fields[0]).strip()
    word, _, more = first.partition(" ")
    rest = [more, *fields[1:]] if more else fields[1:]
    if first in general_messages.series():
        return "cable", [first, *rest] if find_number("/".join([first, *rest[:2]])) else rest
    known = _KINDS.get(word)
    if known:
        return known, rest
    if not first and rest:
        return _kind(rest)
    return "unknown", [first, *fields[1:]]


def _group(words: str) -> tuple[datetime.datetime | None, int, bool]:
    """The date-time group, where it stands, and whether its zone is missing."""
    for m in _DTG.finditer(words):
        month = month_number(m["month"])
        zone = m["zone"] or ""
        if month is None and not zone and m["month"][0] == "Z":  # "171433ZJAN2006": the letter is the zone's
            month, zone = month_number(m["month"][1:]), "Z"
        if month is None or zone not in ("", "Z"):
            continue
        at = moment(int(m["day"]), int(m["hour"]), int(m["minute"]), month, m["year"])
        if at is not None:
            return at, m.start(), not zone
    return None, -1, False


def _date(words: str) -> datetime.date | None:
    if (m := _YMD.search(words)) is not None:
        return _day(m["year"], int(m["month"]), m["day"])
    for form in (_DATE, _MONTH_FIRST):
        for m in form.finditer(words):
            month = month_number(m["month"])
            if month and (day := _day(m["year"], month, m["day"])) is not None:
                return day
    return None


def _day(year: str, month: int, day: str) -> datetime.date | None:
    at = moment(int(day), 0, 0, month, year) if 0 < month < 13 else None
    return at.date() if at else None


def _originator(words: str, group_start: int) -> str | None:
    """The first field that names somebody: no date, no title with a number in it."""
    head = words[:group_start] if group_start >= 0 else words
    for field in head.split("/"):
        bare = _DATED.sub("", field.strip())
        if bare in _NO_ORIGINATOR or _LAW.match(bare):
            continue
        if any(sign.isdigit() for sign in bare) or ":" in bare or not bare[0].isalpha():
            return None
        name, _ = split_offices(bare)
        if len(name) > _LONGEST_NAME or name.endswith(("INST", "NOTE", "INSTRUCTION", " ACT", "CODE")):
            return None
        return None if name in general_messages.series() else name
    return None
