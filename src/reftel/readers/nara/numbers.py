"""Document numbers and dates, as the archive writes them."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from reftel.vocabulary import posts

# "1974LAPAZ00244"; on web pages made from the files with the collection's letter behind it.
_NUMBER: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?(?P<station>[A-Z][A-Z ]{1,11}?)(?P<serial>\d{1,7})(?:_[A-Z])?"
)
# An order's line has given its last word to the sender: "LA PAZ OR-M".
_ORIGIN_CODE: Final = re.compile(r"\s+OR-[A-Z]$")
_MONTHS: Final = tuple[str, ...](
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER".split()
)
_DAY: Final = re.compile(
    r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})[ -](?P<year>\d{4})(?: \d{1,2}:\d\d(?::\d\d)? ?(?:am|pm)?)?",
    re.I,
)
_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4}) (?P<month>[A-Za-z]{3,9}) (?P<day>\d{1,2})\b[^\n]{0,40}")
_ISO: Final = re.compile(r"(?P<iso>\d{4}-\d\d-\d\d)(?:[T ][\d:.]{4,15}(?:Z|[+-][\d:]{4,5})?)?")
_NO_DATE: Final = datetime.date(1960, 1, 1)
_LAST: Final = 40  # characters of a date


class Number(NamedTuple):
    """A document number as an MRN, empty where it is none for sure, and why."""

    mrn: str = ""
    note: str = ""


def read(document: str, sender: str = "") -> Number:
    """The MRN that a document number stands for: its station is cut to six characters.

    The cut counts the blanks of the name and leaves them out: `NEW DE` is NEWDE. Where it can be
    several posts' the sender decides, and nobody else.

    >>> read("1976NEWDE13223").mrn
    '1976NEWDELHI13223'
    >>> read("1976PORTO00123")
    Number(mrn='', note='Document Number 1976PORTO00123: the station may be PORTOALEGRE or PORTOFSPAIN')
    >>> read("1976PORTO00123", "PORT OF SPAIN").mrn
    '1976PORTOFSPAIN00123'
    """
    written = " ".join(document.split())
    m = _NUMBER.fullmatch(written.upper()[:_LAST])
    if m is None or not int(m["serial"]):
        return Number("", f"Document Number unread: {written[:_LAST]}" if written else "")
    code, why = _station(m["station"].replace(" ", ""), _ORIGIN_CODE.sub("", sender.strip()))
    note = f"Document Number {written}: {why}" if why else ""
    return Number(f"{m['year']}{code}{m['serial']}" if code else "", note)


def sender_name(sender: str) -> str:
    """The sender without what leaked in from the order's line.

    >>> sender_name("LA PAZ OR-M")
    'LA PAZ'
    """
    return _ORIGIN_CODE.sub("", sender.strip())


def day(written: str) -> str | None:
    """A date in ISO 8601; empty for the archive's null date; None for what cannot be read.

    >>> day("11 JAN 1974"), day("06-dec-1978 12:00:00 am"), day("01 jan 1960"), day("31/12/2019")
    ('1974-01-11', '1978-12-06', '', None)
    """
    words = " ".join(written.split())
    if len(words) > 2 * _LAST:
        return None
    iso = _ISO.fullmatch(words)
    m = _DAY.fullmatch(words) or _YEAR_FIRST.fullmatch(words)
    try:
        if iso:
            found = datetime.date.fromisoformat(iso["iso"])
        elif m and (month := _month(m["month"].upper())):
            found = datetime.date(int(m["year"]), month, int(m["day"]))
        else:
            return None
    except ValueError:
        return None
    return "" if found == _NO_DATE else found.isoformat()


def _month(name: str) -> int | None:
    return next((n for n, month in enumerate(_MONTHS, 1) if name in (month, month[:3])), None)


def _station(cut: str, sender: str) -> tuple[str, str]:
    """The post's code and a note; no code where there is a choice."""
    by_sender = posts.find(sender) if sender else None
    fits = by_sender is not None and by_sender.how != "corrected" and _cut(by_sender.post.name) == cut
    match = posts.find(cut)
    if match and match.how != "corrected":
        return match.code, ""
    several = posts.candidates(cut) if match is None else ()
    if by_sender and (fits or by_sender.code in several):
        return by_sender.code, f"the sender is {by_sender.post.name}" if several else ""
    if len(several) > 1:
        return "", f"the station may be {' or '.join(several)}"
    if sender and _cut(sender) == cut and sender.replace(" ", "").isalpha():
        return posts.letters(sender), f"the post {sender} is not known"
    if match and (by_sender is None or by_sender.code == match.code):
        return match.code, f"the station {cut} was read as {match.code}"
    return cut, f"the station {cut} is not known, and may be cut"


def _cut(name: str) -> str:
    return name.upper()[:6].replace(" ", "")
