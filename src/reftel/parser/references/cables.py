"""Cables in a reference list: a post, its serials, their years, and what is said of them behind.

One item may hold several (`ROME 3207, 2917 AND 2850`), which share the post.
"""

from __future__ import annotations

import datetime
import re

import msgspec

from reftel.model import MRN, Problem, Reference, Span
from reftel.parser.cleaning import Clean
from reftel.parser.references.boundaries import remark_end
from reftel.parser.references.dates import (
    DATE,
    DTG,
    MONTH,
    ZONELESS,
    Dated,
    dtg_at,
    find_dtg,
    from_groups,
    whole_year,
)
from reftel.parser.references.stations import Station, station_of
from reftel.parser.references.years import PROBLEMS, Citing, Resolved, resolve

_RANGE_MOST = 40
_DEPARTMENT_ONLY = 50_000  # serials that no post but the Department reaches

# Year, words, serial. The words end at the first digit: nothing here can backtrack far.
_CABLE = re.compile(
    r"(?:[('’]{0,2}((?:19|20)[0-9]{2}|[0-9]{2})\)?[\s./-]{0,4}(?=[A-Za-z]))?"
    r"([A-Za-z][^0-9;:,(\[]{1,60})"
    r"([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{1,8})(?![0-9]|\s?[Zz]\b|[/.-][0-9]{1,2}[/.-][0-9])"
)
_BARE = re.compile(
    r"#?(?:(?:NO|NR)\.?\s?)?([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{2,8})(?![0-9]|\s?[Zz]\b"
    r"|[/.-][0-9]{1,2}[/.-][0-9])",
    re.IGNORECASE,
)
# What may follow a serial, one thing at a time.
_AFTER = re.compile(
    r"[\s,.#\"]{0,12}(?:"
    r"(?P<notal>-?[(\[]?\s?(?P<whole>BOTH|ALL)?\s?\(?NOT\s?AL(?:L|S)?\b\)?[)\]]?)"
    r"|(?P<previous>\(?(?:AND|&)\s{1,12}(?:ALL\s)?(?:PREVIOUS(?:ES)?|PREV\b\.?|PRECEDING|EARLIER|PRIOR)\)?)"
    r"|(?P<section>[0-9]{3}(?:\.[0-9]{1,2})?\s{1,2}OF\s{1,2}[0-9]{2,3}(?![0-9]))"
    r"|(?P<others>\(?(?:ET\s?AL|ET\s?SEQ)\b\.?\)?|\((?:NO|EX|LIM|STA|SIP|RO)DIS\)|\((?:U|C|S|SBU|C/{1,2}NF|S/{1,2}NF)\)|\(NODIS[^()]{0,30}\)"
    r"|(?<![,;])(?<![,;] )\(?TOSEC\s?[0-9]{3,7}\)?)"
    # two digits with a zero before are no serial: "NAIROBI 4193/05"
    r"|(?P<slash>/0[0-9](?![0-9/]))"
    r"|(?P<year>\(\s?['’]?((?:19|20)[0-9]{2}|[0-9]{2})\s?\)|OF\s((?:19|20)[0-9]{2})(?![0-9])"
    r"|/((?:19|20)[0-9]{2})(?![0-9])|['’]([0-9]{2})(?![0-9]))"
    rf"|(?P<dtg>\(?(?:DTD|DATED|DTG|OF)?\s?{DTG}\)?)"
    rf"|(?P<date>[(\[]?\s?(?:(?:OF|DTD|DATED|ON|DATE)\b\.?\s?)?{DATE}(?:\s?[)\]])?)"
    r"|(?P<range>(?:-{1,2}|–|\b(?:THRU|THROUGH|TO)\b|-\s?THRU\s?-)\s?([0-9]{1,6})(?![0-9]))"
    r")",
    re.IGNORECASE | re.ASCII,
)
_MORE = re.compile(
    r"[\s.]{0,4}(?:[,;/&+]|\bAND\b|\bOR\b|\s)(?:\s{0,12}(?:AND|&)\b)?\s{0,12}#?"
    r"(A-?\s?)?([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{2,8}|(?<=[,/&D;] )[0-9](?=\s?(?:[,;/&)]|AND\b"
    r"|$)))(?![0-9]|\s?[Zz]\b|[/.-][0-9]{1,2}[/.-][0-9])",
    re.IGNORECASE,
)
# In running text a qualifier follows at once, and a date only with its preposition or in brackets.
_SENTENCE = re.compile(
    r"[\s,.#\"]{0,12}(?:[.,\n#\"]|[0-9]|[A-Z]{3,9}\.?\s[0-9]|TO\b)|\s{0,12}ON\b", re.IGNORECASE
)
# But: "State 210803, November 12, 1972 and Tripoli 1796", "(see State 166122, July 31)". Where the sentence goes
# on with other words the day may be its own: "In Rome 4580, June 5 was named".
_PLAIN_DATE = re.compile(
    rf"[\s,]{{1,3}}(?:{MONTH}\.?\s[0-3]?[0-9]|[0-3]?[0-9]\s{MONTH}\.?)"
    r"(?:,?\s(?:19|20)[0-9]{2}(?=\s{0,2}(?:[).,;:\]\n]|AND\b|OR\b|$))|(?=\s?[)\];]))",
    re.IGNORECASE,
)
# Behind a number that could be a year: words that do not begin another reference.
_BELONGS = re.compile(
    r"[ \t]{0,4}(?![ \t])(?:$|[^A-Za-z0-9('’ \t]|(?:NOTAL|AND|OF|DTD|DATED|THRU|ET|OR|TO)\b|\((?:NOTAL"
    r"|EXDIS|NODIS|LIMDIS|[0-9])"
    r"|[A-Z][.):])",
    re.IGNORECASE,
)


class Serial(msgspec.Struct, gc=False):
    """A serial and its place, before it becomes a reference."""

    number: int
    start: int
    end: int
    year: str | None
    series: str
    last: int = 0  # of a range
    date: Dated | None = None
    dtg: datetime.datetime | None = None
    notal: bool = False
    and_previous: bool = False
    marker: bool = False  # a page marker, and no reference

    def when(self) -> int | str | None:
        """The year as written: by itself, or of a date or date-time group."""
        if self.year is not None:
            return self.year
        if self.dtg is not None:
            return self.dtg.year
        return self.date.year if self.date else None


class Reader:
    """Reads the items of one list; keeps the post that bare numbers inherit."""

    __slots__ = ("citing", "clean", "in_text", "latest", "out", "problems", "station", "text", "year")

    def __init__(self, clean: Clean, citing: Citing, problems: list[Problem], in_text: bool = False) -> None:
        self.clean = clean
        self.text = clean.text
        self.citing = citing
        self.latest = citing.latest
        self.problems = problems
        self.in_text = in_text
        self.out: list[Reference] = []
        self.station: Station | None = None
        self.year: str | None = None  # written with the post, for the numbers that inherit it

    def cable(self, at: int, end: int, letter: str | None, known: bool = True) -> int:
        """Read one post and its serials at `at`. Returns where they end, or -1 if there are none.

        With `known`, only posts of the vocabulary count (misspelt ones too).
        """
        found = _CABLE.match(self.text, at, end)
        if found is None:
            return -1
        station = station_of(found[2])
        if station is None or not station.known and (known or len(found[3]) < 2):
            return -1
        if not found[3].strip("0"):
            return -1  # "COTON0U 1234": a letter that was read as a digit
        if len(found[3]) == 6 and station.code != "STATE" and ZONELESS.match(self.text, found.start(3), end):
            return -1  # "JCS MSG 221205 AUG 74": only the Department has counted so far
        self.station = station
        self.year = found[1]
        serial = Serial(_number(found[3]), at, found.end(3), found[1], station.series)
        if "," in found[3] and station.code != "STATE" and serial.number > 40_000:
            cut = found.start(3) + found[3].index(",")
            serial.number, serial.end = int(self.text[found.start(3) : cut]), cut
        return self._serials(serial, end, letter)

    def may_be_cable(self, at: int, end: int) -> bool:
        """Whether something like a post's name stands with a number at `at`."""
        found = _CABLE.match(self.text, at, end)
        return found is not None and len(found[3]) > 1 and station_of(found[2]) is not None

    def bare(self, at: int, end: int, letter: str | None) -> int:
        """Read a number without a post: it inherits the last one. -1 if there is no number."""
        found = _BARE.match(self.text, at, end)
        if found is None or not _BELONGS.match(self.text, found.end(), end):
            return -1
        if self.station is None and _yearlike(found[1]):
            return -1
        series = self.station.series if self.station else ""
        return self._serials(Serial(_number(found[1]), at, found.end(), self.year, series), end, letter)

    def _serials(self, serial: Serial, end: int, letter: str | None) -> int:
        text = self.text
        group = [serial]
        while serial.end < end:
            if self.qualified(serial, end, group):
                continue
            more = _MORE.match(text, serial.end, end)
            if more is None or (_yearlike(more[2]) and not _BELONGS.match(text, more.end(), end)):
                break
            start = more.start(1) if more[1] else more.start(2)
            serial = Serial(_number(more[2]), start, more.end(), self.year, "A" if more[1] else serial.series)
            group.append(serial)
        if self._is_own_marker(group[0]):
            group[0].marker = True
        if serial.end < end:
            serial.end = remark_end(text, serial.end, end, letter is not None)
        if self.year is None and len(group) > 1 and group[-1].year is not None:
            _share_year(group)
        for one in group:
            if not one.marker:
                self.emit(one, letter)
        return serial.end

    def _is_own_marker(self, serial: Serial) -> bool:
        """`ROME 00004580`: the citing cable's own number in the eight digits of page markers."""
        citing = self.citing
        return (
            serial.number == citing.serial
            and self.station is not None
            and self.station.code == citing.station
            and self.text.find(f"{serial.number:08}", serial.start, serial.end) >= 0
        )

    def qualified(self, serial: Serial, end: int, group: list[Serial]) -> bool:
        """Take one qualifier behind a serial (`NOTAL`, a date, a year …), if one stands there."""
        after = _AFTER.match(self.text, serial.end, end)
        if after is None:
            return False
        plain = _PLAIN_DATE.match(self.text, serial.end, end) if self.in_text and after["date"] else None
        if self.in_text and plain is None and _SENTENCE.match(after[0]):
            return False
        if not self._take(after, serial, group):
            return False
        # The bracket behind a plain date closes what was opened before the post.
        serial.end = plain.end() if plain else after.end()
        return True

    def _take(self, after: re.Match[str], serial: Serial, group: list[Serial]) -> bool:
        if after["notal"]:
            for one in group if after["whole"] else (serial,):
                one.notal = True
        elif after["previous"]:
            serial.and_previous = True
        elif after["section"]:
            serial.marker = True
        elif after["others"]:
            pass
        elif after["slash"]:
            year = whole_year(after["slash"][1:], self.latest)
            if year is None or serial.number < 100 or (self.latest and not 0 <= self.latest - year <= 12):
                return False
            serial.year = after["slash"][1:]
        elif after["year"]:
            serial.year = next(filter(None, after.group(*_YEAR_GROUPS)))
        elif after["dtg"]:
            if (found := find_dtg(self.text, after.start("dtg"), after.end("dtg"))) is not None:
                serial.dtg = dtg_at(found, self.latest)
        elif after["date"]:
            serial.date = from_groups(after.groups()[_DATE_AT : _DATE_AT + 11], self.citing.day, self.latest)
            return serial.date is not None
        else:
            return self._range(after[_RANGE_AT], serial, after.start(_RANGE_AT))
        return True

    def _range(self, digits: str, serial: Serial, at: int) -> bool:
        """`3207-3209` and `3207-09` are ranges; `3207-02` bears its year where one fits."""
        if self.text[at - 1] in "-–" and (len(digits) == 2 or _yearlike(digits) and serial.number < 1900):
            year = whole_year(digits, self.latest)
            if year is not None and (self.latest is None or 0 <= self.latest - year <= 12):
                serial.year = digits
                return True
        first = str(serial.number)
        last = int(first[: -len(digits)] + digits) if len(digits) < len(first) else int(digits)
        if last <= serial.number:
            return False
        serial.last = last
        return True

    def emit(self, serial: Serial, letter: str | None) -> None:
        """Make the references of a serial (several, of a range), with their problems."""
        span = self.clean.span(serial.start, serial.end)
        written = self.text[serial.start : serial.end]
        if "\n" in written or "  " in written:
            written = " ".join(written.split())
        station = self.station
        code = self._code(station, serial, span)
        for number in self._numbers(serial, span):
            resolved = (
                resolve(code, number, serial.series, serial.when(), self.citing)
                if code
                else Resolved(None, self._guesses(number, serial))
            )
            if resolved.problem:
                self.problems.append(Problem(resolved.problem, PROBLEMS[resolved.problem], span))
            self.out.append(
                Reference(
                    written=written,
                    span=span,
                    kind="airgram" if serial.series else "cable",
                    letter=letter,
                    mrn=resolved.mrn,
                    candidates=resolved.candidates,
                    corrected_from=self._misspelt(serial) if station and station.corrected else None,
                    originator=code if resolved.mrn is None and code else None,
                    dtg=serial.dtg,
                    date=_day(serial),
                    notal=serial.notal,
                    and_previous=serial.and_previous,
                    in_text=self.in_text,
                )
            )

    def _numbers(self, serial: Serial, span: Span) -> range | tuple[int, int]:
        last = serial.last or serial.number
        if last - serial.number < _RANGE_MOST:
            return range(serial.number, last + 1)
        self.problems.append(
            Problem("reference-range-long", "only the two ends of a long range are kept", span)
        )
        return serial.number, last

    def _code(self, station: Station | None, serial: Serial, span: Span) -> str:
        """The post's code, with a problem where it is not plain; empty where there is none."""
        if station is not None and station.code and not station.corrected and station.known:
            return station.code
        problem, code = (("reference-post-missing", "a number whose post is not named"), "")
        if station is None or station.relative and station.several:
            pass
        elif station.corrected:
            problem, code = (("post-corrected", f"a misspelt post is read as {station.code}"), station.code)
        elif not station.known:
            problem, code = (("post-unknown", f"no post is known by the name {station.code}"), station.code)
        elif station.several:
            problem = ("post-ambiguous", "a name that more than one post bears")
        elif not serial.series and self.citing.station:
            return self.citing.station  # EMBTEL, OURTEL: the sender's own
        self.problems.append(Problem(*problem, span))
        return code

    def _misspelt(self, serial: Serial) -> str | None:
        words = _CABLE.match(self.text, serial.start, serial.end)
        return " ".join(words[2].split()) if words else None

    def _guesses(self, number: int, serial: Serial) -> tuple[MRN, ...]:
        """What a number without a plain post may be; none is taken for true."""
        several = self.station.several if self.station else ()
        if serial.series and not several and self.citing.station:
            several = (self.citing.station,)
        elif not several and number >= _DEPARTMENT_ONLY:
            several = ("STATE",)
        read = [resolve(code, number, serial.series, serial.when(), self.citing) for code in several]
        return tuple([mrn for one in read for mrn in ((one.mrn,) if one.mrn else one.candidates)])


def _day(serial: Serial) -> datetime.date | None:
    """The day written behind a serial, by itself or in a date-time group."""
    if serial.date:
        return serial.date.day
    return serial.dtg.date() if serial.dtg else None


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _yearlike(digits: str) -> bool:
    return len(digits) == 2 or len(digits) == 4 and digits[:2] in ("19", "20")


def _share_year(group: list[Serial]) -> None:
    """`ROME 3207, 2917 (02)`: one year behind the last serial is of them all."""
    if all(one.when() is None for one in group[:-1]):
        for one in group[:-1]:
            one.year = group[-1].year


# Where the unnamed groups of _AFTER lie.
_YEAR_GROUPS = tuple(range(_AFTER.groupindex["year"] + 1, _AFTER.groupindex["dtg"]))
_DATE_AT = _AFTER.groupindex["date"]
_RANGE_AT = _AFTER.groupindex["range"] + 1
