"""Telegrams as older texts and their editors name them: by number, and by who wrote to whom.

`Deptel 1477`, `Embtel 912`, `your 912`, `mytel 1708`, `Cairo's 1136`, `Paris telegram 345`, `telegram 2138 to
the Department from Moscow`; and documents of an edition (`Document 13`, `vol. XX, Document 479`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from reftel.vocabulary import posts

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NUMBERS: Final = (
    r"(?:[Nn]os?\. ?)?(?P<numbers>[0-9]{1,6}(?:(?:, and |, or |, | and | or | AND | OR | & )[0-9]{2,6}(?![0-9]|,[0-9]{3}|\s?Z\b)){0,6})"
    r"(?![0-9]|,[0-9]{3}|[/%°–-][0-9A-Z]|\.[0-9]|-[a-z]|\s?Z\b)"
)
_PLACE: Final = r"(?:[A-Z][A-Za-zé]{1,14} ){0,2}[A-Z][A-Za-zé]{2,14}"
_TEL: Final = r"(?:[Tt]els?\.?|[Tt]elegrams?|[Cc]ables?|[Mm]essages?|[Ee]mbtels?|[Cc]irtels?)"
_FORMS: Final = re.compile(
    r"(?<![A-Za-z0-9’'-])(?:"
    rf"(?P<own>(?:(?P<whose>{_PLACE}) )?(?:Emb|Mis|Con|Congen|Leg)tels?|(?:Embassy|Mission|Consulate|Legation)(?:['’]s)? {_TEL}) "
    r"|(?P<department>Deptels?|(?:the )?(?:Department|Dept)(?:['’]s)? (?:telegrams?|tels?|cables?)) "
    rf"|(?P<yours>[Yy]ourtels?|[Uu]rtels?|(?:[Yy]our|[Uu]r|[Yy]r)(?P<yourtel> {_TEL})?) "
    rf"|(?P<ours>[Oo]urtels?|[Mm]ytels?|(?:[Oo]ur|[Mm]y)(?P<ourtel> {_TEL})?) "
    r"|(?P<series>Secto|Tosec|Topol|Polto|Todel|Dulte|Tedul|Cedto|Tocah|Hakto|Tohak|Disto|Todis|Vipto|Tovip) "
    r"|(?P<plain>[Tt]elegrams?) "
    rf"|(?P<place>{_PLACE})(?:['’]s?)?(?P<placetel> {_TEL})? "
    rf"){_NUMBERS}"
)
_WHERE: Final = re.compile(
    rf",? (?P<way>to|from) (?P<one>the Department(?: of State)?|Washington|{_PLACE})"
    rf"(?:,? (?P<way2>to|from) (?P<two>the Department(?: of State)?|Washington|{_PLACE}))?"
)
_DATED: Final = re.compile(
    rf"(?:,? ?(?:of |dated |\()?)?(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?![0-9:])(?:, (?P<year>(?:19|20)[0-9]{{2}}))?"
    rf"|(?:,? ?(?:of |dated |\()?)(?P<day2>[0-9]{{1,2}}) (?P<month2>{_MONTH})(?: (?P<year2>(?:19|20)[0-9]{{2}}))?"
)
_A_DAY: Final = re.compile(rf" {_MONTH}")
# Behind a number that is a telegram's: not a noun that is counted.
_CLOSES: Final = re.compile(
    r"\s{0,2}(?:$|[.,;:)\]\n]|\((?!or )|and\b|para\b|paras\b|re\b|was\b|reports?\b|reported\b|refers?\b|repeated\b|which\b|of \d|to [A-Z]|from [A-Z]|rptd\b|concerning\b|on\b|dated\b)"
)
# Behind a number that is no count and no year: how a sentence goes on with a telegram.
_GOES_ON: Final = re.compile(
    r"\s(?:that|it|he|we|they|I|has|had|is|are|were|by|in|at|for|with|from|to|as|but|or|when|where|you|also|should"
    r"|would|will|may|describing|reporting|informing|stating|saying|instructing|requesting|suggesting|indicat(?:es|ed|ing)"
    r"|stat(?:es|ed)|says|said|describe[sd]|summari[sz]e[sd]|transmit(?:s|ted)|contain(?:s|ed)|give[sn]?|gave|sent|not)\b"
)
_DOCUMENTS: Final = re.compile(
    r"(?P<before>(?:footnotes? [0-9]{1,2}(?:(?:, | and )[0-9]{1,2}){0,3},? (?:to |of |in )?|Attachment to |[Nn]ote to )?)"
    r"\b(?P<what>Documents?) (?P<numbers>[0-9]{1,4}[a-z]?(?:(?:, and |, | and |–|-)[0-9]{1,4}[a-z]?){0,8})"
)
_VOLUME: Final = re.compile(
    r"(?:(?P<years>(?:19|20)?[0-9]{2}(?:19|20)?(?:[–-](?:19|20)?[0-9]{2,4})?), )?[Vv]ol(?:ume|\.) (?P<volume>[IVXL]{1,8}(?:[–-][0-9]{1,2})?|E[–-][0-9]{1,2})"
    r"(?:, (?:[Pp]art|pt\.) (?P<part>[0-9]))?,? [^.;]{0,60}$"
)
_PLAIN_NOTE: Final = re.compile(
    r"(?:(?:See|Printed as|Published as|This is) )?(?:Telegrams? [0-9]{1,6} (?:is|are) (?:printed|published) as )?"
    r"Documents? [0-9]{1,4}(?:(?:, and |, | and )[0-9]{1,4}){0,6}\.?\Z"
)
_PRINTED_AS: Final = re.compile(
    r"[Tt]elegrams? (?P<serials>[0-9]{1,6}(?:(?:, and |, | and )[0-9]{1,6}){0,4})(?: (?:to|from) [A-Z][A-Za-z ]{2,30})?,?"
    r"(?: [A-Z][a-z]+ [0-9]{1,2},)? (?:is|are) (?:(?:printed|published) as )?"
    r"(?P<documents>Documents? [0-9]{1,4}(?:(?:, and |, | and )[0-9]{1,4}){0,4})"
)
_LONGEST_TEXT: Final = 2_000_000


class Form(NamedTuple):
    """A telegram named in words: whose it is as far as they say so, its numbers, its day.

    `way` is `own` (of the post that writes, or that the Department writes to), `department`, `yours`,
    `ours`, `place`, `series` or `plain`; `sender` and `addressee` are posts' codes where the words name
    them. `strong`: the words can mean nothing but a telegram.
    """

    start: int
    end: int
    way: str
    serials: tuple[int, ...]
    sender: str | None = None
    addressee: str | None = None
    series: str = ""
    month: int = 0
    day: int = 0
    year: int = 0
    strong: bool = True


def forms(text: str) -> Iterator[Form]:
    """The telegrams that a text names by number, in order.

    >>> [(f.way, f.serials, f.sender) for f in forms("Re London's 2657, and your 1164 and 1170.")]
    [('place', (2657,), 'LONDON'), ('yours', (1164, 1170), None)]
    >>> [(f.sender, f.addressee, f.month, f.day) for f in forms("In telegram 2138 to the Department from Moscow, March 10, he")]
    [('MOSCOW', 'STATE', 3, 10)]
    >>> list(forms("Morocco’s 20 F–5As, the President's 10 September speech, our 200-year history, your 30 men"))
    []
    """
    text = text[:_LONGEST_TEXT]
    at = 0
    while (found := _FORMS.search(text, at)) is not None:
        made = _form(text, found)
        if made is not None:
            yield made
            at = max(made.end, found.end())
        else:  # "For the Ambassador. Your 1164": another may begin within
            at = found.start() + len(found[0].partition(" ")[0])


def _form(text: str, found: re.Match[str]) -> Form | None:
    way = next(
        name for name in ("own", "department", "yours", "ours", "series", "place", "plain") if found[name]
    )
    end = found.end()
    serials = tuple(int(digits) for digits in re.findall(r"[0-9]+", found["numbers"]))
    if _A_DAY.match(text, end) and serials[-1] <= 31:
        return None
    sender, addressee, start = None, None, found.start()
    telegram = found[way].split()[-1].lower().rstrip(".s") not in ("your", "our", "my", "ur", "yr")
    strong = way in ("own", "department", "series", "plain") or (way in ("yours", "ours") and telegram)
    if way == "own" and found["whose"]:
        sender = place(found["whose"])
    if way == "place":
        name = found["place"]
        sender = place(name)
        while sender is None and " " in name:  # "Re London's", "Department's Moscow"
            name = name.partition(" ")[2]
            sender = place(name)
        if sender is None:
            return None
        start = found.start("place") + len(found["place"]) - len(name)
        strong = bool(found["placetel"])
    where = _WHERE.match(text, end)
    if where is not None and way in ("plain", "department", "own", "series"):
        for direction, name in ((where["way"], where["one"]), (where["way2"], where["two"])):
            if direction == "to":
                addressee = place(name)
            elif direction == "from":
                sender = place(name)
        end = where.end()
    month, day, year, end_of_date = _day(text, end)
    if not strong and not (
        month or _CLOSES.match(text, found.end()) or _goes_on(text, found, way, serials[-1])
    ):
        return None
    if not strong and len(str(serials[0])) == 4 and 1900 <= serials[0] <= 1999 and way != "place":
        return None  # "our 1969 pledge"
    return Form(
        start,
        max(found.end(), end_of_date),
        way,
        serials,
        sender,
        addressee,
        found["series"] or "",
        month,
        day,
        year,
        strong,
    )


def _goes_on(text: str, found: re.Match[str], way: str, serial: int) -> bool:
    """Whether words that may mean a telegram are one by what they name and by how the sentence goes on.

    A number of five digits without its comma behind a post's name is no count: `the assurances of State 160368`.
    Smaller ones behind `Bangkok's` or `your` may be counts and years: `Bangkok's 4299 that he`, but `your 30 men`.
    """
    if way == "place" and serial >= 10_000:
        return True
    is_year = 1900 <= serial <= 1999
    possessive = way != "place" or found[0].partition(" ")[0].endswith(("'s", "’s", "s'", "s’"))
    return serial >= 100 and possessive and not is_year and _GOES_ON.match(text, found.end()) is not None


def _day(text: str, at: int) -> tuple[int, int, int, int]:
    """The day written behind a number, and where it ends; zeros where there is none."""
    found = _DATED.match(text, at)
    if found is None:
        return 0, 0, 0, at
    name, day, year = (
        found["month"] or found["month2"],
        found["day"] or found["day2"],
        found["year"] or found["year2"],
    )
    month = next(i for i, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))
    return (month, int(day), int(year or 0), found.end()) if 0 < int(day) < 32 else (0, 0, 0, at)


@cache
def place(words: str) -> str | None:
    """The code of the post that a place names in a text; `None` where it is no post's, or not surely one's.

    >>> place("Cape Town"), place("the Department"), place("Khrushchev"), place("The")
    ('CAPETOWN', 'STATE', None, None)
    """
    plain = words.removeprefix("the ").removesuffix(" of State")
    if plain in ("Department", "Washington", "Dept", "State"):
        return "STATE"
    if len(plain) < 4 and plain not in ("Rio", "Dar"):
        return None
    found = posts.find(plain.upper())
    known = (
        found is not None
        and found.how in ("exact", "alias")
        and found.post.kind not in ("channel series", "team")
    )
    return found.code if found and known else None


class Cited(NamedTuple):
    """A document that editors point at: `volume` is empty for the volume in hand. `within` a footnote of it only."""

    start: int
    end: int
    volume: str
    document: str
    within: bool


def documents(text: str) -> Iterator[Cited]:
    """The documents of edited volumes that a text names.

    >>> [(c.volume, c.document, c.within) for c in documents("See Documents 65 and 66, and footnote 2, Document 248.")]
    [('', 'd65', False), ('', 'd66', False), ('', 'd248', True)]
    >>> [c.volume for c in documents("Foreign Relations, 1964–1968, vol. XXVII, Document 277")]
    ['frus1964-68v27']
    """
    for found in _DOCUMENTS.finditer(text[:_LONGEST_TEXT]):
        volume = _volume(text[max(0, found.start("what") - 140) : found.start("what")])
        if volume is None:
            continue
        for number in _numbers(found["numbers"]):
            yield Cited(found.start("what"), found.end(), volume, f"d{number}", bool(found["before"]))


def _numbers(words: str) -> list[str]:
    """`65 and 66`, `10–12`: each number; a range of documents has its ends only, if it is long."""
    out: list[str] = []
    for part in re.split(r", and |, | and ", words):
        first, _, last = part.replace("-", "–").partition("–")
        if last.isdigit() and first.isdigit() and 0 < int(last) - int(first) < 20:
            out += [str(number) for number in range(int(first), int(last) + 1)]
        else:
            out += [one for one in (first, last) if one]
    return out


def _volume(before: str) -> str | None:
    """The volume that stands before a document's number; empty where none does, `None` where it cannot be read."""
    sentence = before[before.rfind(". ", 0, -12) + 1 :] if ". " in before[:-12] else before
    found = _VOLUME.search(before)
    if found is None:
        return None if re.search(r"\b[Ii]bid\.|Foreign Relations|\b[Vv]ol(?:ume|\.)", sentence) else ""
    if not found["years"]:
        return None
    first, _, last = found["years"].replace("-", "–").partition("–")
    volume = found["volume"].replace("–", "-").lower()
    roman, _, tail = volume.partition("-")
    if roman == "e":
        number = f"e{int(tail):02}"
    else:
        value = _roman(roman)
        number = f"{value:02}" if value else ""
    if not number or len(first) != 4:
        return None
    years = f"{first}-{last[-2:]}" if last else first
    return f"frus{years}v{number}" + (f"p{found['part']}" if found["part"] else "")


def _roman(letters: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    numbers = [values.get(letter, 0) for letter in letters]
    following = [*numbers[1:], 0]
    return sum(-one if one < after else one for one, after in zip(numbers, following, strict=True))


def is_plain_note(words: str) -> bool:
    """Whether a footnote says nothing but which document is meant.

    >>> is_plain_note("Document 9."), is_plain_note("See footnote 4, Document 10.")
    (True, False)
    """
    return _PLAIN_NOTE.match(" ".join(words.split())) is not None


def printed_as(words: str) -> Iterator[tuple[int, str, str]]:
    """Serials of telegrams of which a note says as which documents they are printed: serial, volume, document.

    >>> list(printed_as("Telegram 2136 is printed as Document 42. Telegram 2145 reported on the Congo."))
    [(2136, '', 'd42')]
    """
    for found in _PRINTED_AS.finditer(words[:_LONGEST_TEXT]):
        serials = re.findall(r"[0-9]+", found["serials"])
        named = list(documents(words[found.start("documents") : found.end()]))
        if len(named) == len(serials):
            yield from (
                (int(serial), one.volume, one.document) for serial, one in zip(serials, named, strict=True)
            )


def stated_day(form: Form, latest: datetime.date | None) -> datetime.date | None:
    """The day that a form states; its year, if it has none, is the last up to `latest`."""
    if not form.month:
        return None
    try:
        if form.year:
            return datetime.date(form.year, form.month, form.day)
        if latest is None:
            return None
        day = datetime.date(latest.year, form.month, form.day)
        return day if day <= latest + datetime.timedelta(days=3) else day.replace(year=latest.year - 1)
    except ValueError:
        return None
