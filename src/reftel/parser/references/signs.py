"""The words around a post's name and a number that say whether the two are a citation.

A number behind a town's name may be a year, a day, a round figure or a count of something:
`PARIS 2004 OLYMPICS`, `IN PARIS 11, 12 AND 13 MAY`, `IN ROME 350 DEMONSTRATORS`. Each sign has a weight;
`doubt` is what a number that looks like something else needs more of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.parser.references.dates import MONTH

LOOK_BACK = 34
PLAIN = 3
"""Digits: a number of fewer may be anything."""
AS_YEAR = 3
"""The doubt of a number that looks like a year."""
_NEVER = -20
_AROUND = 70
_YEARS_SPOKEN_OF = 110

_NAMES_IT = re.compile(  # words that only a citation has before it
    r"\b(?:REF|REFS|REFTELS?|RETELS?|CABLES?|TELEGRAMS?|TELS?|SEPTELS?|MESSAGES?|REFERENCES?|REPORTED BY"
    r"|CITED IN|RE"
    r"|(?:REFS?|REFTELS?)\s\(?[A-Z]\)?(?:,? (?:AND |& )?\(?[A-Z]\)?){0,4},? (?:AND|&))\b"
    r"[\s.:,]{0,3}(?:\(?[A-Z][.):]\)?[\s]{0,2})?\(?\Z",
    re.IGNORECASE,
)
_POINTS_TO_IT = re.compile(
    r"\b(?:SEE|SEE ALSO|PER|ALSO|CF|FOLLOWING|SUPPLEMENTS?|CONFIRMS?|RESPONSE TO|REPLY TO|RESPONDS TO"
    r"|REFERS? TO|REFERRED TO IN|REFERENCE TO|FURTHER TO|PURSUANT TO|IN ACCORDANCE WITH|BASED ON"
    r"|DATED|(?:PARAS?|PARAGRAPHS?)\s[0-9A-Z]{1,3},?(?: OF| IN)?)[\s.:,]{0,3}\(?\Z",
    re.IGNORECASE,
)
_PLACES_IT = re.compile(
    r"\b(?:REPORTED|DISCUSSED|PROVIDED|REQUESTED|NOTED|INSTRUCTIONS?|QUESTIONS?|GUIDANCE|POINTS|TEXT|EXPRESSED|RAISED"
    r"|PRESENTED|REPORTING|CONFIRMED|ANALYSIS|INFORMATION|ADDRESSED|COVERED|MENTIONED|PROPOSED|SUGGESTED|RECOMMENDED"
    r"|STATED|ASSESSED|GIVEN|SENT|EXPLAINED|PROMISED|COMMENTS|VIEWS)"
    r"\s{1,3}(?:IN|BY|FROM|VIA|OF)\s{1,3}\(?\Z",
    re.IGNORECASE,
)
_HOLDS_IT = re.compile(  # what is done in a text, and hardly in a town
    r"\b(?:DESCRIBED|OUTLINED|CONTAINED|TRANSMITTED|SUMMARI[SZ]ED|DETAILED|SET FORTH|FORWARDED|RELAYED|CONVEYED|LAID OUT"
    r"|SPELLED OUT|ELABORATED)\s{1,3}(?:IN|BY|VIA)\s{1,3}\(?\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # words that go on with the sentence: what stands before them is a citation
    r"\s{1,3}(?:WAS|WERE|IS|ARE|HAS|HAVE|HAD|WILL|WOULD|SHOULD|MAY|DID|DOES|AND|OR|BUT|WHICH|THAT|ON|TO|FOR|IN|AS|WE"
    r"|WITH|REMAINS?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s{1,3}[A-Za-z]{3}")
_ENCLOSED = re.compile(r"\([A-Z][A-Za-z .'\n]{2,24} [0-9]{1,3}\)")
_SENTENCE_BEGINS = re.compile(r"(?:[.:;?!)\"]|\n\s{0,12}\n)\s{0,12}\Z")
_SAYS = re.compile(
    r"\s{0,3}(?:REPORT(?:ED|S|ING)|REFERS?|REFERRED|ADVISED|INFORMED|INSTRUCT(?:ED|S)|REQUEST(?:ED|S|ING)"
    r"|PROVID(?:ED|ES)"
    r"|CONTAIN(?:S|ED)|TRANSMIT(?:TED|S)|NOTAL|\(NOTAL|DATED|DTD|AND PREVIOUS|PARAS?\b|STATE[DS]\b"
    r"|DESCRIB(?:ED|ES)"
    r"|OUTLIN(?:ED|ES)|SUMMARI[SZ](?:ED|ES)|CONCERNING|REGARDING|INDICATE[DS]|AUTHORI[SZ]ED|DISCUSS(?:ED"
    r"|ES)|ASK(?:ED|S)|REPEATED"
    rf"|OF\s{MONTH}\b\.?\s[0-9])",
    re.IGNORECASE | re.ASCII,
)
_QUALIFIED = re.compile(  # behind serials only: a year or day in brackets, a day with its word
    r"\s{1,2}(?:\(['’]?(?:(?:19|20)[0-9]{2}|[0-9]{2})\)|\([0-9]{1,2}/[0-9]{1,2}/[0-9]{2}|\(?NOTAL\b|(?:DATED|DTD)\s"
    rf"|OF\s(?:{MONTH}\s[0-9]|[0-9]{{1,2}}\s{MONTH}))",
    re.IGNORECASE,
)
_DAYS_BEHIND = re.compile(  # "IN PARIS 11, 12 AND 13 MAY": days of a month
    rf"(?:\s?(?:,|/|-|&|AND\b|OR\b|TO\b)\s?[0-9]{{1,2}}){{0,3}},?\s{{1,2}}(?:{MONTH}\b|OF\s{MONTH}\b(?!\s[0-9]{{1,2}}(?![0-9])))",
    re.IGNORECASE,
)


class Words(NamedTuple):
    """A number in a text between `start` and `end`: its post begins at `first`, its digits lie from `at` to `stop`."""

    text: str
    start: int
    end: int
    first: int
    at: int
    stop: int

    @property
    def digits(self) -> str:
        """The number as written."""
        return self.text[self.at : self.stop]


def before(words: Words) -> tuple[int, int]:
    """The weight of the words before, and how much more they weigh if the sentence, or a part of it, ends with
    the number: behind figures of other things stands what they count (`REPORTED IN ROME 350 DEMONSTRATORS`).
    """
    there = words.text[max(words.start, words.first - LOOK_BACK) : words.first]
    if _NAMES_IT.search(there):
        return 3, 1
    weight = 2 if there.endswith(("(", "[")) else 0
    if _POINTS_TO_IT.search(there):
        opened = there.rstrip().rpartition(" ")[2].startswith(("(", "["))
        return weight + 2, 2 if opened else 1
    if _HOLDS_IT.search(there):
        return weight + 2, 2
    return (weight + 1, 2) if _PLACES_IT.search(there) else (weight, 0)


def behind(words: Words, more: int, is_place: bool) -> int:
    """The weight of the words behind; `more` as `before` gives it, `is_place` says whether the post's name is a town's."""
    text, stop, end = words.text, words.stop, words.end
    short = stop - words.at < PLAIN
    if short and _DAYS_BEHIND.match(text, stop, min(end, stop + 40)):
        return _NEVER
    if _QUALIFIED.match(text, stop, min(end, stop + 24)):
        return 2 + more
    if _SAYS.match(text, stop, min(end, stop + 24)):
        floor = max(words.start, words.first - LOOK_BACK)
        return 4 if _SENTENCE_BEGINS.search(text, floor, words.first) else 2  # "ROME 50 REPORTED"
    mark, further = text[stop : stop + 1], text[stop + 1 : stop + 2]
    if mark in (")", ";", "]") or mark in (",", ".") and not further.isdigit():
        return 1 + more + _is_alone(words)
    if _GOES_ON.match(text, stop, min(end, stop + 12)):
        return more
    return -2 if more > 1 and is_place and counts(words) else 0


def counts(words: Words) -> bool:
    """Whether what the number counts stands behind it: `IN ROME 350 DEMONSTRATORS`."""
    text, stop = words.text, words.stop
    last = min(words.end, stop + 24)
    goes_on = any(one.match(text, stop, last) for one in (_QUALIFIED, _SAYS, _GOES_ON))
    return stop - words.at < 5 and not goes_on and _COUNTED.match(text, stop, last) is not None


def _is_alone(words: Words) -> bool:
    """Whether a number and its post stand in brackets by themselves: `(ROME 50)`, and no `(PARIS 15), ASIA (TOKYO 20)`."""
    text, first, stop = words.text, words.first, words.stop
    if text[first - 1 : first] != "(" or text[stop : stop + 1] != ")":
        return False
    floor, last = max(words.start, first - _AROUND), min(words.end, stop + _AROUND)
    return len(_ENCLOSED.findall(text, floor, last)) <= 1


def doubt(digits: str, latest: int | None = None) -> int:
    """How much a number looks like something other than a serial: a year, a round or a small figure.

    `latest` is the year of the citing cable: later ones than the next, and much older ones, are hardly spoken of.
    """
    number = int(digits)
    likely_year = (
        1900 <= number <= 2030 if latest is None else latest - _YEARS_SPOKEN_OF <= number <= latest + 2
    )
    if digits[0] != "0" and likely_year:
        return AS_YEAR
    if number % 100 == 0:
        return 2
    return 2 if len(digits) < PLAIN else 0
