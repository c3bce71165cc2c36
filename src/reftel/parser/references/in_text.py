"""Cables that only the body cites: `ROME 3207 REPORTED`, `(STATE 123456)`, `IN 03 ROME 4580,`.

A post's name before a number is not yet a citation (`PARIS 2004 OLYMPICS`, `IN ROME 300
DEMONSTRATORS`): the words around it must say so. Each sign has a weight, and a number that
looks like a year or like a round figure needs more of it. A citation missed is a lesser fault
here than one invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from reftel.model import Problem, Reference, Span
from reftel.parser.cleaning import Clean
from reftel.parser.references import signs
from reftel.parser.references.cables import Reader, Serial
from reftel.parser.references.signs import Words
from reftel.parser.references.stations import Station
from reftel.parser.references.years import Citing
from reftel.vocabulary import posts

# Numbers of which the body is searched: behind a word and a blank, at a line's beginning behind
# a word, glued to year and name, and airgrams. Each pattern begins with a character that the
# search can run to; what stands before a number is asked only there.
_REST = r"(?:[0-9]{1,6}|(?=[);\]]|[.,]\s|\s(?:\([0-9]|WERE|WAS|HAS|REPORTED|DATED|OF [JFMASOND]|w(?:ere|as)|has|reported)))(?![0-9]|[.,-][0-9]|[%°/]|:[0-9]|\s?[Zz]\b)"
_BEHIND_BLANK = re.compile(rf" [0-9](?:(?<=[A-Za-z'] [0-9])|(?<=[A-Za-z]  [0-9])){_REST}")
_BEHIND_BREAK = re.compile(rf"\n {{0,12}}+((?![0-9]\.)[0-9]{_REST})")
_AIRGRAMS = re.compile(r"-(?<= A-)[0-9]{1,4}(?![0-9])")
# "03ROME4580", "2003ROME4580"
_GLUED = re.compile(
    r"0(?:[0-9](?<![0-9A-Za-z]..)|[01][0-9](?<=20..)(?<![0-9A-Za-z]....))[A-Z]{3,20}[0-9]{1,7}(?![0-9A-Za-z])"
)
_YEAR_BEFORE = re.compile(r"(?<![0-9A-Za-z.,/-])(['’]?)((?:19|20)[0-9]{2}|[0-9]{2})[ \n]{0,2}\Z")
_SECTION_BEFORE = re.compile(r"[0-9]\s{1,2}OF\s{1,2}\Z")
_MONTH_BEFORE = re.compile(
    r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?\s{0,2}\Z", re.IGNORECASE
)
_CHAIN = re.compile(r"\s{0,3}(?:[,;/&]|AND|OR)\s{0,3}(?:AND\s|&\s)?(?:\(?[A-Z][.)]\s?)?\Z", re.IGNORECASE)
_FURTHER = re.compile(r"\s?(?:,|/|&|AND\b)\s?([0-9]{3,6})(?=\s{0,2}[),;/&]|\sAND\b)", re.IGNORECASE)
_NO_PLACES = ("agency", "military", "team", "channel series")
_STRIPPED = "()[]{}\"'’,.;:/#*"
_ENOUGH = 2
_AIRGRAM = 4  # `BANGKOK A-50` is nothing else
_LONGEST_WORD = 18


def read_in_text(
    clean: Clean, start: int, end: int, listed: Sequence[Reference], citing: Citing, problems: list[Problem]
) -> list[Reference]:
    """The list, and behind it the cables cited in `clean.text[start:end]` that it has not, each once.

    A number of the list that the text names (`ROME 3207 REPORTED`) is a mention of its item.
    Problems: those of `read_list`.
    """
    scan = _Scan(clean, start, end, listed, citing, problems)
    for at, stop in _numbers(clean.text, start, end):
        scan.candidate(at, stop)
    if not scan.named:
        return [*listed, *scan.reader.out]
    return [*(_with_mentions(one, scan.named) for one in listed), *scan.reader.out]


def _with_mentions(one: Reference, named: dict[tuple[str, int], list[Span]]) -> Reference:
    keys = {(mrn.station, mrn.serial) for mrn in (one.mrn, *one.candidates) if mrn}
    places = [span for key in keys for span in named.get(key, ())]
    return msgspec.structs.replace(one, mentions=tuple(sorted({*one.mentions, *places}))) if places else one


def _numbers(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Numbers with the last word of a post's name before them, in their order."""
    last_words = _last_words()
    hits: list[tuple[int, int]] = []
    for found in _BEHIND_BLANK.finditer(text, start, end):
        at = found.start()
        word = text[at - _LONGEST_WORD if at > _LONGEST_WORD else 0 : at].rpartition(" ")[2]
        if word in last_words or not word.isalpha() and _bare(word, text, at) in last_words:
            hits.append((at + 1, found.end()))
    plain = len(hits)
    for found in _BEHIND_BREAK.finditer(text, start, end):
        if _bare("", text, found.start()) in last_words:
            hits.append(found.span(1))
    hits += [(_digits_at(text, found.end()), found.end()) for found in _GLUED.finditer(text, start, end)]
    hits += [(found.start() + 1, found.end()) for found in _AIRGRAMS.finditer(text, start, end)]
    if len(hits) > plain:
        hits.sort()
    return hits


def _bare(word: str, text: str, at: int) -> str:
    """The word before `at` without blanks, brackets and points around it."""
    if not word:  # two blanks, or a blank before the break
        word = text[max(0, at - _LONGEST_WORD) : at].rstrip().rpartition(" ")[2]
    return word.rpartition("\n")[2].strip(_STRIPPED)


def _digits_at(text: str, end: int) -> int:
    """Where the digits that end at `end` begin."""
    at = end
    while text[at - 1].isdigit():
        at -= 1
    return at


class _Scan:
    """The search through one body: what it has found, and what the list has already."""

    __slots__ = ("end", "known", "last_end", "listed", "named", "reader", "start", "text", "years")

    def __init__(
        self,
        clean: Clean,
        start: int,
        end: int,
        listed: Sequence[Reference],
        citing: Citing,
        problems: list[Problem],
    ) -> None:
        self.text = clean.text
        self.start = start
        self.end = end
        self.reader = Reader(clean, citing, problems, in_text=True)
        self.known = {
            (mrn.station, mrn.serial) for one in listed for mrn in (one.mrn, *one.candidates) if mrn
        }
        self.listed = frozenset(self.known)
        self.named: dict[tuple[str, int], list[Span]] = {}  # places that name a number of the list
        self.years = {one.mrn for one in listed if one.mrn}
        self.last_end = -1

    def candidate(self, at: int, stop: int) -> None:
        """Read the number at `at` as a serial if a post stands before it and the words around say so."""
        text = self.text
        series_at = at
        series = ""
        if text[at - 1] == "-" and text[at - 3 : at] == " A-":
            series, series_at = "A", at - 3
        named = self._name(series_at)
        if named is None:
            return
        first, code = named
        if stop - at < signs.PLAIN and text[at - signs.LOOK_BACK : at].rstrip()[-1:] in (".", ";", ":"):
            return  # "PROPOSED BY STATE. 2. THAT": a paragraph's number
        if _is_address(text[first:series_at], text[at:stop]):
            return
        year, year_sign, first = self._year(first)
        serial = Serial(int(text[at:stop]), first, stop, year, series)
        serial.end = min(stop, self.end)
        if code == self.reader.citing.station and serial.number == self.reader.citing.serial and year is None:
            return  # the cable's own number
        weight = _AIRGRAM if series else year_sign + self._weight(first, at, stop, code)
        if weight < (0 if (code, serial.number) in self.listed else _ENOUGH):
            return
        self._take(serial, code)
        if self._within_brackets(first):
            self._further(code, year)

    def _name(self, at: int) -> tuple[int, str] | None:
        """Where the name of a post that ends at `at` begins, and its code; the longest name counts."""
        text = self.text
        floor = max(self.start, at - signs.LOOK_BACK)
        piece = text[floor:at]
        tail = len(piece.rstrip(" \n#"))
        piece = piece[:tail]
        best = None
        place = tail
        for _ in range(4):
            place = max(piece.rfind(" ", 0, place), piece.rfind("\n", 0, place))
            name = piece[place + 1 :]
            begin = len(name) - len(name.lstrip("([\"'’0123456789"))
            code = _codes().get(name[begin:].rstrip(".'’").upper().replace("\n", " "))
            if code is not None and name[begin].isupper() and name[-1] not in ",;:":
                best = floor + place + 1 + begin, code
            if place < 0 or begin:
                break
        return best

    def _year(self, first: int) -> tuple[str | None, int, int]:
        """The year before a name, its weight, and where the reference begins."""
        text = self.text
        found = _YEAR_BEFORE.search(text, max(self.start, first - 7), first)
        if found is None or _MONTH_BEFORE.search(text, max(self.start, found.start() - 14), found.start()):
            return None, 0, first
        digits = found[2]
        if _SECTION_BEFORE.search(text, max(self.start, found.start() - 9), found.start()):
            return None, -_AIRGRAM, first  # SECTION 01 OF 02 ROME 004580
        latest = self.reader.latest
        glued = found.end(2) == first
        if len(digits) == 4:
            if latest is not None and not latest - 60 < int(digits) <= latest:
                return None, 0, first
            return digits, 3 if glued else 1, found.start()
        if latest is not None and (latest - int(digits)) % 100 > 40:
            return None, 0, first
        return digits, 4 if glued or found[1] else 3, found.start()

    def _weight(self, first: int, at: int, stop: int, code: str) -> int:
        """How much the words around say that post and number are a citation."""
        citing = self.reader.citing
        words = Words(self.text, self.start, self.end, first, at, stop)
        is_place = code != "STATE" and not _is_no_place(code)
        before = (2, 1) if self._goes_on_from_last(first) else signs.before(words)
        weight = before[0] + signs.behind(words, before[1], is_place)
        digits = words.digits
        if digits[0] == "0" and len(digits) >= signs.PLAIN:
            weight += 2
        if len(digits) >= 5 and not digits.endswith("000"):
            weight += 2 if code == "STATE" else 1
        elif _is_no_place(code):
            weight += 1
        earlier = code == citing.station and citing.serial is not None and int(digits) < citing.serial
        if earlier and not (is_place and signs.counts(words)):
            weight += 1
        doubt = signs.doubt(digits, citing.latest)
        return weight - (doubt if is_place or doubt < signs.AS_YEAR else 0)

    def _goes_on_from_last(self, first: int) -> bool:
        """`ROME 3207 AND PARIS 11`: the second is as much a citation as the first."""
        near = 0 <= self.last_end <= first and first - self.last_end < 12
        return near and _CHAIN.match(self.text, self.last_end, first) is not None

    def _within_brackets(self, at: int) -> bool:
        floor = max(self.start, at - 80)
        return self.text.rfind("(", floor, at) > self.text.rfind(")", floor, at)

    def _further(self, code: str, year: str | None) -> None:
        """`(ROME 3207, 2917 AND 2850)`: numbers that share the post."""
        while (found := _FURTHER.match(self.text, self.last_end, self.end)) is not None:
            if signs.doubt(found[1], self.reader.latest) > 1:
                return
            self._take(Serial(int(found[1]), found.start(1), found.end(1), year, ""), code)

    def _take(self, serial: Serial, code: str) -> None:
        reader = self.reader
        while serial.end < self.end and reader.qualified(serial, self.end, [serial]):
            pass
        self.last_end = serial.end
        if serial.marker:
            return
        if (code, serial.number) in self.known and serial.when() is None:
            if (code, serial.number) in self.listed:
                span = reader.clean.span(serial.start, serial.end)
                self.named.setdefault((code, serial.number), []).append(span)
            return
        mark = len(reader.out), len(reader.problems)
        reader.station = Station(code, serial.series)
        reader.emit(serial, None)
        new = [one for one in reader.out[mark[0] :] if not self._is_known(one)]
        del reader.out[mark[0] :]
        if new:
            reader.out += new
        else:
            del reader.problems[mark[1] :]

    def _is_known(self, one: Reference) -> bool:
        mrn = one.mrn
        citing = self.reader.citing
        if mrn is None:
            return False
        if mrn.station == citing.station and mrn.serial == citing.serial and mrn.year == citing.latest:
            return True  # the cable's own number
        if mrn in self.years:
            return True
        self.years.add(mrn)
        self.known.add((mrn.station, mrn.serial))
        return False


@cache
def _codes() -> dict[str, str]:
    """Names to look for in running text, in capitals, with the titles before them."""
    codes = dict(posts.names())
    for short in (
        "DEPT",
        "DEPARTMENT",
        "RIO",
        "NICE",
        "NATO",
        "POS",
        "CAL",
        "DAM",
        "MEX",
        "TANA",
        "VAT",
        "ANK",
        "JAK",
    ):
        codes.pop(short, None)  # words of every text, or too short to be sure
    codes.update({name + suffix: code for name, code in codes.items() for suffix in ("'S", "’S")})
    return codes


@cache
def _last_words() -> frozenset[str]:
    """The last words of the names, in the cases in which texts write them."""
    words = {name.split()[-1] for name in _codes()}
    words.update([word.capitalize() for word in words])
    return frozenset(words)


@cache
def _is_no_place(code: str) -> bool:
    """Whether the name can stand for nothing but an originator of messages (`USUN`, `SECTO`)."""
    post = posts.by_code(code)
    return post is not None and (code.startswith("US") or post.kind in _NO_PLACES)


def _is_address(name: str, digits: str) -> bool:
    """`ROOM 815, NEW YORK 10017`: a postal code of the city. The mission there never sent ten thousand in a year."""
    return name.strip(" ,\n").upper() == "NEW YORK" and len(digits) == 5 and digits[:2] in ("10", "11")
