"""Cables in a reference list: a post, its serials, their years, and what is said of them behind.

One item may hold several (`ROME 3207, 2917 AND 2850`), which share the post.
"""

from __future__ import annotations

import datetime
import re

from reftel.model import MRN, Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.references.dates import DATE, DTG, Dated, dtg_at, find_dtg, from_groups, whole_year
from reftel.parser.references.stations import Station, station_of
from reftel.parser.references.years import Citing, years_of

_RANGE_MOST = 40

# Year, words, serial. The words end at the first digit: nothing here can backtrack far.
_CABLE = re.compile(
    r"(?:[('’]{0,2}((?:19|20)[0-9]{2}|[0-9]{2})\)?[\s./-]{0,4}(?=[A-Za-z]))?"
    r"([A-Za-z][^0-9;:,(\[]{1,60})"
    r"([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{1,8})(?![0-9]|\s?[Zz]\b|[/.-][0-9]{1,2}[/.-][0-9])"
)
_BARE = re.compile(
    r"#?(?:(?:NO|NR)\.?\s?)?([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{2,8})(?![0-9]|\s?[Zz]\b|[/.-][0-9]{1,2}[/.-][0-9])",
    re.I,
)
# What may follow a serial, one thing at a time.
_AFTER = re.compile(
    r"[\s,.#\"]{0,12}(?:"
    r"(?P<notal>[(\[]?\s?(?P<whole>BOTH|ALL)?\s?\(?NOT\s?AL(?:L|S)?\b\)?[)\]]?)"
    r"|(?P<previous>\(?(?:AND|&)\s+(?:ALL\s)?(?:PREV(?:IOUS(?:ES)?)?|PRECEDING|EARLIER|PRIOR)\b\.?\)?)"
    r"|(?P<others>\(?(?:ET\s?AL|ET\s?SEQ)\b\.?\)?|\((?:NO|EX|LIM|STA|SIP|RO)DIS\)|\(NODIS[^()]{0,30}\))"
    r"|(?P<year>\(\s?['’]?((?:19|20)[0-9]{2}|[0-9]{2})\s?\)|OF\s((?:19|20)[0-9]{2})(?![0-9])"
    r"|/((?:19|20)[0-9]{2})(?![0-9])|['’]([0-9]{2})(?![0-9]))"
    rf"|(?P<dtg>\(?(?:DTD|DATED|DTG|OF)?\s?{DTG}\)?)"
    rf"|(?P<date>[(\[]?\s?(?:(?:OF|DTD|DATED|ON|DATE)\b\.?\s?)?{DATE}\s?[)\]]?)"
    r"|(?P<range>(?:-{1,2}|–|\b(?:THRU|THROUGH|TO)\b|-\s?THRU\s?-)\s?([0-9]{2,6})(?![0-9]))"
    r")",
    re.I,
)
_MORE = re.compile(
    r"[\s.]{0,4}(?:[,;/&+]|\bAND\b|\bOR\b|\s)(?:\s{0,12}(?:AND|&)\b)?\s{0,12}#?"
    r"(A-?\s?)?([0-9]{1,3},[0-9]{3}(?![0-9])|[0-9]{2,8})(?![0-9]|\s?[Zz]\b|[/.-][0-9]{1,2}[/.-][0-9])",
    re.I,
)
# Behind a number that could be a year: words that do not begin another reference.
_BELONGS = re.compile(
    r"[ \t]{0,4}(?![ \t])(?:$|[^A-Za-z0-9('’ \t]|(?:NOTAL|AND|OF|DTD|DATED|THRU|ET|OR|TO)\b|\((?:NOTAL|EXDIS|NODIS|LIMDIS|[0-9])"
    r"|[A-Z][.):])",
    re.I,
)
_SUBJECT = re.compile(r"\s{0,4}\([^()]{2,160}\)|\s{0,3}\[[^\[\]]{2,160}\]")


class Serial:
    """A serial and its place, before it becomes a reference."""

    __slots__ = ("and_previous", "date", "dtg", "end", "last", "notal", "number", "series", "start", "year")

    def __init__(self, number: int, start: int, end: int, year: str | None, series: str) -> None:
        self.number = number
        self.last = number  # of a range
        self.start = start
        self.end = end
        self.year: str | None = year
        self.series = series
        self.date: Dated | None = None
        self.dtg: datetime.datetime | None = None
        self.notal = False
        self.and_previous = False


class Reader:
    """Reads the items of one list; keeps the post that bare numbers inherit."""

    __slots__ = ("citing", "clean", "latest", "out", "problems", "station", "text", "year")

    def __init__(self, clean: Clean, citing: Citing, problems: list[Problem]) -> None:
        self.clean = clean
        self.text = clean.text
        self.citing = citing
        self.latest = citing.latest
        self.problems = problems
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
        if station is None or (known and not station.known and not station.relative):
            return -1
        self.station = station
        self.year = found[1]
        serial = Serial(_number(found[3]), at, found.end(3), found[1], station.series)
        if "," in found[3] and station.code != "STATE" and serial.number > 40_000:
            cut = found.start(3) + found[3].index(",")
            serial.number, serial.end = int(self.text[found.start(3) : cut]), cut
        return self._serials(serial, end, letter)

    def bare(self, at: int, end: int, letter: str | None) -> int:
        """Read a number without a post: it inherits the last one. -1 if there is no number."""
        found = _BARE.match(self.text, at, end)
        if found is None or not _BELONGS.match(self.text, found.end(), end):
            return -1
        series = self.station.series if self.station else ""
        return self._serials(Serial(_number(found[1]), at, found.end(), self.year, series), end, letter)

    def _serials(self, serial: Serial, end: int, letter: str | None) -> int:
        text = self.text
        group = [serial]
        while serial.end < end:
            if (after := _AFTER.match(text, serial.end, end)) is not None and self._take(after, serial, group):
                serial.end = after.end()
                continue
            more = _MORE.match(text, serial.end, end)
            if more is None or (_yearlike(more[2]) and not _BELONGS.match(text, more.end(), end)):
                break
            start = more.start(1) if more[1] else more.start(2)
            series = "A" if more[1] else ("" if more[1] is None and serial.series == "" else serial.series)
            serial = Serial(_number(more[2]), start, more.end(), self.year, series)
            group.append(serial)
        stop = serial.end
        if stop < end and (subject := _SUBJECT.match(text, stop, end)) is not None:
            stop = serial.end = subject.end()
        if self.year is None and len(group) > 1 and group[-1].year is not None:
            _share_year(group)
        for one in group:
            self._emit(one, letter)
        return stop

    def _take(self, after: re.Match[str], serial: Serial, group: list[Serial]) -> bool:
        if after["notal"]:
            for one in group if after["whole"] else (serial,):
                one.notal = True
        elif after["previous"]:
            serial.and_previous = True
        elif after["others"]:
            pass
        elif after["year"]:
            serial.year = next(filter(None, after.group("year", *_YEAR_GROUPS)[1:]))
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
        first = str(serial.number)
        if self.text[at - 1] in "-–" and (len(digits) == 2 or _yearlike(digits) and serial.number < 1900):
            year = whole_year(digits, self.latest)
            if year is not None and (self.latest is None or 0 <= self.latest - year <= 12):
                serial.year = digits
                return True
        last = int(digits)
        if len(digits) < len(first):
            last = int(first[: -len(digits)] + digits)
        if last <= serial.number:
            return False
        serial.last = last
        return True

    def _emit(self, serial: Serial, letter: str | None) -> None:
        clean = self.clean
        span = clean.span(serial.start, serial.end)
        written = self.text[serial.start : serial.end]
        if "\n" in written or "  " in written or written[0] == " ":
            written = " ".join(written.split())
        station = self.station
        date, dtg = serial.date, serial.dtg
        kind = "airgram" if serial.series else "cable"
        numbers = range(serial.number, serial.last + 1)
        if len(numbers) > _RANGE_MOST:
            self.problems.append(Problem("reference-range-long", "only the two ends of a long range are kept", span))
            numbers = (serial.number, serial.last)
        code = self._code(station, serial)
        if not code:
            self.problems.append(
                Problem("reference-post-missing", "a number without a post, or with a relative one", span)
            )
        elif station is not None and station.corrected:
            self.problems.append(Problem("post-corrected", f"a misspelt post is read as {code}", span))
        elif station is not None and not station.known and not station.relative:
            self.problems.append(Problem("post-unknown", f"no post is known by the name {code}", span))
        for number in numbers:
            mrn, candidates = self._mrn(code, number, serial, span) if code else (None, self._guesses(number, serial))
            self.out.append(
                Reference(
                    written=written,
                    span=span,
                    kind=kind,
                    letter=letter,
                    mrn=mrn,
                    candidates=candidates,
                    corrected_from=self._misspelt(serial) if station and station.corrected else None,
                    originator=code if mrn is None and code else None,
                    dtg=dtg,
                    date=date.day if date else None,
                    notal=serial.notal,
                    and_previous=serial.and_previous,
                )
            )

    def _code(self, station: Station | None, serial: Serial) -> str:
        if station is None:
            return ""
        if station.relative and not station.code and not serial.series:
            return self.citing.station or ""  # EMBTEL, OURTEL: the sender's own
        return station.code

    def _misspelt(self, serial: Serial) -> str | None:
        words = _CABLE.match(self.text, serial.start, serial.end)
        return " ".join(words[2].split()) if words else None

    def _guesses(self, number: int, serial: Serial) -> tuple[MRN, ...]:
        if self.latest is None or not serial.series and number < 50_000:
            return ()
        if serial.series:
            station = self.citing.station
            year = serial.date.year if serial.date else None
            return (MRN(year or self.latest, station, number, serial.series),) if station else ()
        return (MRN(self.latest, "STATE", number),)  # only the Department's serials grow so high

    def _mrn(self, code: str, number: int, serial: Serial, span) -> tuple[MRN | None, tuple[MRN, ...]]:
        latest, series = self.latest, serial.series
        if serial.year is not None:
            year = whole_year(serial.year, latest)
        elif serial.dtg is not None:
            year = serial.dtg.year
        else:
            year = serial.date.year if serial.date else None
            if year is None and serial.date is None or year is None:
                return self._by_rule(code, number, series, span)
        if year is None or latest is not None and year > latest:
            self.problems.append(Problem("reference-year-later", "dated after the cable that cites it", span))
            return None, (MRN(year, code, number, series),) if year else ()
        return MRN(year, code, number, series), ()

    def _by_rule(self, code: str, number: int, series: str, span) -> tuple[MRN | None, tuple[MRN, ...]]:
        latest = self.latest
        if latest is None:
            self.problems.append(Problem("reference-year-unknown", "no year is given, nor the citing cable's", span))
            return None, ()
        years = (latest,) if series else years_of(code, number, self.citing, latest)
        if len(years) == 1:
            return MRN(years[0], code, number, series), ()
        self.problems.append(Problem("reference-year-undecided", "of this year or of the year before", span))
        return None, tuple([MRN(year, code, number, series) for year in years])


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _yearlike(digits: str) -> bool:
    return len(digits) == 2 or len(digits) == 4 and digits[:2] in ("19", "20")


def _share_year(group: list[Serial]) -> None:
    """`ROME 3207, 2917 (02)`: one year behind the last serial is of them all."""
    if all(one.year is None and one.date is None for one in group[:-1]):
        for one in group[:-1]:
            one.year = group[-1].year


# Where the unnamed groups of _AFTER lie.
_YEAR_GROUPS = tuple(range(_AFTER.groupindex["year"] + 1, _AFTER.groupindex["dtg"]))
_DATE_AT = _AFTER.groupindex["date"]
_RANGE_AT = _AFTER.groupindex["range"] + 1
