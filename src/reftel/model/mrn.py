"""The message reference number: year, post, serial."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Literal

import msgspec

from reftel.vocabulary import general_messages, posts
from reftel.vocabulary.tables import rows

YearFrom = Literal["written", "two digits", "context"]

_LONGEST = 96  # code points; no spelling of a number is longer
_FIRST_YEAR = 1940
_LARGEST_SERIAL = 999_999

# The commonest spellings: an optional year, a name, a serial.
_PLAIN = re.compile(r"(\d{4}|\d\d)?( ?)([A-Z][A-Z ]{1,38}[A-Z]) ?(\d{1,8})")
# All others. The name is as short as may be, so that a series letter is not taken into it.
_ANY = re.compile(
    r"['’`]?(?P<year>(?:19|20)\d\d|\d\d)?(?P<gap>[ ./-]{0,3})"
    r"(?P<name>[A-Z][A-Z .,'’/-]{0,58}?[A-Z])"
    r"(?:[ -]{1,3}(?P<series>C?A)-|-(?P<glued>C?A)| {0,2}[ .:#-]?(?:NO\.? ?)?)"
    r"(?P<serial>\d{1,8})"
    r"(?: ?TOSEC ?\d{1,8}|_[A-Z]| {0,2}\((?P<behind>'?(?:19|20)?\d\d)\)"
    r"| {0,2}-(?P<dashed>\d\d)| {1,2}OF (?P<of>(?:19|20)\d\d))?"
    r"\.?"
)
# A general message has its serial before its year: "NAVADMIN 130/06", "ALNDW 002-06".
_GENERAL = re.compile(r"(?P<name>[A-Z]{4,12})[ /]{0,3}(?P<serial>\d{1,4})[/-](?P<year>\d\d|(?:19|20)\d\d)")
_DOUBLED_YEAR = re.compile(r"(\d\d)\1(?=[A-Z])")
_GLUED_MARKING = re.compile(r"(\d\d(?:\d\d)?)(?:EFTO|NOFORN|UNCLAS|SENSITIVE)(?=[A-Z])")
_MONTHS = frozenset(
    [
        "JAN",
        "FEB",
        "MAR",
        "APR",
        "MAY",
        "JUN",
        "JUL",
        "AUG",
        "SEP",
        "SEPT",
        "OCT",
        "NOV",
        "DEC",
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ]
)


class MRN(msgspec.Struct, frozen=True, order=True, gc=False):
    """A message reference number.

    `station` is the post's code in the vocabulary (`ROME`, `RIODEJANEIRO`, `STATE`), or the
    letters written where it knows none. `series` is `A` for airgrams and `CA` for circular
    airgrams, which count apart; a travelling party's own numbers have the party for station
    (`SECTO`), and a series of general messages its name (`NAVADMIN 130/06` is 2006NAVADMIN130).
    A number does not name one message only: archives know numbers borne by fifty.

    >>> str(MRN(2003, "ROME", 4580)), MRN(2003, "ROME", 4580).short
    ('2003ROME4580', '03ROME4580')
    """

    year: int
    station: str
    serial: int
    series: str = ""

    def __str__(self) -> str:
        if self.series:
            return f"{self.year}{self.station}-{self.series}{self.serial}"
        return f"{self.year}{self.station}{self.serial}"

    @property
    def short(self) -> str:
        """With two digits of the year, as releases of 2010 file it: `03ROME4580`."""
        return str(self)[2:]

    @property
    def padded(self) -> str:
        """With six digits of the serial, as extracts print it in their last line: `2003ROME004580`."""
        dash = f"-{self.series}" if self.series else ""
        return f"{self.year}{self.station}{dash}{self.serial:06}"

    @classmethod
    def parse(cls, text: str, year: int | None = None, latest: datetime.date | None = None) -> MRN | None:
        """The number that a text is a spelling of; `None` if it is none. See `read`.

        >>> str(MRN.parse("03 ROME 4580"))
        '2003ROME4580'
        >>> str(MRN.parse("SECSTATE 282619", year=2003))
        '2003STATE282619'
        >>> MRN.parse("UNSCR 1506", year=2003) is None
        True
        """
        reading = cls.read(text, year, latest)
        return reading.mrn if reading else None

    @classmethod
    def read(cls, text: str, year: int | None = None, latest: datetime.date | None = None) -> Reading | None:
        """The number that the whole text is a spelling of, and how it was read.

        `year` is the year of a number that names none, `latest` the citing cable's date: a
        year of two digits is never later than it (or than `year`); without either, 66 to 99
        are of the twentieth century. A station that the vocabulary does not know is accepted
        only where a year is glued to it (`2003FOOBAR0012`).
        """
        if len(text) > _LONGEST:
            return None
        match = _PLAIN.fullmatch(text)
        if match:
            written_year, gap, name, digits = match.groups()
            if written_year is None or len(written_year) == 2 or written_year[:2] in ("19", "20"):
                found = posts.find(name)
                if found and (found.how != "archive code" or _is_archive_form(written_year, gap, digits)):
                    return _made(found, written_year, digits, "", year, latest)
            if (written_year is None or gap) and not name.endswith(" NO"):
                return None  # nothing below reads such a form: most of what is asked ends here
        return _read_slowly(text, year, latest)


class Reading(msgspec.Struct, frozen=True, gc=False):
    """An MRN and how it was read: `corrected_from` is a misspelt post as it was written.

    `year_from` says where the year comes from: `written` in full, `two digits` of it, or the
    `context`.
    """

    mrn: MRN
    year_from: YearFrom
    corrected_from: str | None = None


def _made(
    found: posts.Match | str,
    written_year: str | None,
    digits: str,
    series: str,
    year: int | None,
    latest: datetime.date | None,
) -> Reading | None:
    serial = int(digits)
    whole_year, year_from = _year(written_year, year, latest)
    if whole_year is None or not 0 < serial <= _LARGEST_SERIAL:
        return None
    if isinstance(found, str):
        return Reading(MRN(whole_year, found, serial, series), year_from)
    corrected_from = found.written if found.how == "corrected" else None
    return Reading(MRN(whole_year, found.code, serial, series), year_from, corrected_from)


def _year(written: str | None, year: int | None, latest: datetime.date | None) -> tuple[int | None, YearFrom]:
    bound = latest.year if latest else year
    if not written:
        return (year if year is not None else bound), "context"
    if len(written) == 4:
        return int(written), "written"
    two = int(written)
    if bound is None:
        return (1900 if two >= 66 else 2000) + two, "two digits"
    whole = bound - bound % 100 + two
    if whole > bound:
        whole -= 100
    # A year before there were such numbers was mistyped: which was meant, nobody can say.
    return (whole if whole >= _FIRST_YEAR else None), "two digits"


def _is_archive_form(written_year: str | None, gap: str, digits: str) -> bool:
    """Six-letter codes stand in archive numbers (1975NEWDE00123) and page lines (NEWDE 00123) only."""
    return len(digits) >= 5 or (written_year is not None and not gap)


def _read_slowly(text: str, year: int | None, latest: datetime.date | None) -> Reading | None:
    plain = " ".join(text.upper().split())
    general = _GENERAL.fullmatch(plain)
    if general and general["name"] in general_messages.series():
        return _made(general["name"], general["year"], general["serial"], "", year, latest)
    match = _ANY.fullmatch(plain)
    if match is None:
        return _read_damaged(plain, year, latest)
    written_year, name, digits = match["year"], match["name"], match["serial"]
    behind = match["behind"] or match["dashed"] or match["of"]
    if written_year and behind:
        return None
    series = match["series"] or match["glued"] or ""
    written_year = (behind.strip("'") if behind else written_year) or None
    found = posts.find(name)
    if found and (found.how != "archive code" or _is_archive_form(written_year, match["gap"], digits)):
        return _made(found, written_year, digits, series, year, latest)
    damaged = _read_damaged(plain, year, latest)
    if damaged:
        return damaged
    glued = match["year"] and not match["gap"] and " " not in name
    if not glued or found or not _may_be_station(name, len(match["year"])):
        return None
    return _made(posts.letters(name), written_year, digits, series, year, latest)


def _may_be_station(name: str, year_digits: int) -> bool:
    """Whether letters glued to a year may be a station's: dates and amounts are glued as well."""
    return len(name) >= (3 if year_digits == 4 else 5) and name.isalpha() and name not in _MONTHS


def _read_damaged(plain: str, year: int | None, latest: datetime.date | None) -> Reading | None:
    """Numbers that a release filed wrongly, by the table of those known and by what they have in common."""
    known = _known_damage().get(plain)
    if known:
        right = MRN.read(known, year, latest)
        return right and Reading(right.mrn, right.year_from, plain)
    once = _DOUBLED_YEAR.sub(r"\1", plain, count=1)
    once = _GLUED_MARKING.sub(r"\1", once, count=1)
    if once == plain or not once:
        return None
    right = MRN.read(once, year, latest)
    return right and posts.find(right.mrn.station) and Reading(right.mrn, right.year_from, plain)


@cache
def _known_damage() -> dict[str, str]:
    return {row["written"]: row["corrected"] for row in rows("malformed_ids")}
