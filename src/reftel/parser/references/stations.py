"""The post that the words before a serial name."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.vocabulary import posts


class Station(NamedTuple):
    """A post as a reference names it.

    `series` is `A` or `CA` for airgrams, `corrected` says that a spelling was mended, `known`
    that the vocabulary has the post. `relative` ones are named by their place (`EMBTEL`); of
    an ambiguous name `several` are the posts that it can mean.
    """

    code: str
    series: str = ""
    corrected: bool = False
    known: bool = True
    relative: bool = False
    several: tuple[str, ...] = ()


# Words around a post's name that say only that a cable is meant.
_BEFORE = re.compile(
    r"(?:(?:SEE|ALSO|BOTH|ESPECIALLY|INCLUDING|INTER ALIA|MOST RECENTLY|LATEST|CABLES?|TELEGRAMS?|REFS?"
    r"|REFTELS?|FROM|AND|THE|PER|CF|IN|MY|OUR)\b[\s.,:]*)+"
)
_BEHIND = re.compile(
    r"(?:[ .,:-](?:CABLES?|TELEGRAMS?|TELS?|TELNOS?|MSGS?|MESSAGES?|CIRCULARS?|CIRC|NOS?|NRS?|NUMBERS?"
    r"|SERIALS?|O)"
    r"|['’]S?|[ #.,:/-])+$"
)
_AIRGRAM = re.compile(r"(?:^|[ -])(C?A) ?-? ?$")
_DEPARTMENT = frozenset(("DEPTEL", "DEPTELS", "DEPTS", "DEPT", "DEPARTMENT", "DEPARTMENTS", "DEPCIRTEL"))
_OWN = frozenset(("EMBTEL", "EMBTELS", "OUR", "OURTEL", "OURTELS", "MY", "MYTEL", "MISTEL", "CONTEL"))
_YOURS = frozenset(
    ("URTEL", "URTELS", "YOURTEL", "YOURTELS", "YOUR", "UR", "YR")
)  # the addressee's: of a post, mostly the Department
_NUMBER_WORDS = frozenset(
    ("TEL", "TELS", "TELNO", "TELEGRAM", "CABLE", "MSG", "MESSAGE")
)  # "TEL NO 1234" names no post
# Words before a post's name that name an office there, or the addressee's side of a channel.
_HEADS = frozenset(
    ("AIDAC", "AID", "USAID", "USIS", "STATE", "DAO", "USDAO", "POLAD", "MAAG", "MILGP", "SEPTEL")
)
_NO_POST = re.compile(
    r"\b(?:E-?MAILS?|MEMOS?|MEMORAND\w+|MEMCONS?|TELE?CONS?|PHONE|CALLS?|FAX|LETTERS?|LTR|REPORTS?|IIR|TD"
    r"|TDCS"
    r"|MEETINGS?|FAM|FAH|CFR|SECTION|SEC|ARTICLE|PARAS?|ACT|ORDER|UNSCR|UNSC|RES|RESOLUTIONS?|DOCS?"
    r"|DOCUMENTS?|PAPER"
    r"|CONVENTION|LAW|TITLE|NOTE|POINTS|POC|PAGES?|CHAPTER|ANNEX|ENCLOSURE|VERSION|CASE|CONTRACT|GRANT"
    r"|PROJECT"
    r"|LICENSE|VISA|JAN\w*|FEB\w*|MARCH|APRIL|MAY|JUNE?|JULY?|AUGUST|AUG|SEPT?|SEPTEMBER|OCT|OCTOBER|NOV"
    r"|NOVEMBER|DEC"
    r"|DECEMBER|DTG|DTD|DATED|OF|ON|FOR|WITH|TO|ATTN|WIRELESS|FBIS|OSC|COCOM|PUBLIC|BOOK|PL|EO|USC|HTTPS?"
    r"|WWW|PARAGRAPHS?"
    r"|NOTAL|PREVIOUS|SUMMARY|REASONS?|UNTIL|ABOUT|OVER|NEARLY|SOME)\b"
)
_MOST_WORDS_UNKNOWN = 3
_LONGEST = 40
_seen: dict[str, Station | None] = {}


def station_of(words: str) -> Station | None:
    """The post that `words` name, with its series; `None` where they name something else.

    A name of one to three words that no post bears is kept as written, with `known` false.
    """
    try:
        return _seen[words]
    except KeyError:
        if len(_seen) > 20_000:
            _seen.clear()
        station = _seen[words] = _read(words)
        return station


def _read(words: str) -> Station | None:
    plain = " ".join(words.split())
    name = plain.upper()
    series = ""
    if (airgram := _AIRGRAM.search(name)) is not None:
        series = airgram[1]
        name = name[: airgram.start()]
        if series == "CA" and not name:
            name = "STATE"  # circular airgrams are the Department's
    if (before := _BEFORE.match(name)) is not None and before.end() < len(name):
        name = name[before.end() :]
    name = _BEHIND.sub("", name).strip(" .,-/'’")
    if not name:
        return Station("", series, relative=True) if series else None
    if len(name) > _LONGEST:
        return None
    letters = posts.letters(name)
    if letters in _OWN:
        return Station("", series, relative=True)
    if letters in _YOURS:
        return Station("", series, relative=True, several=("STATE",))
    if letters in _NUMBER_WORDS:
        return None
    if letters in _DEPARTMENT:
        return Station("STATE", series)
    if " " in name:
        head, _, rest = name.partition(" ")
        if head in _HEADS and posts.find(rest) is not None:
            name = rest
    if (match := posts.known(name)) is not None:
        return Station(match.code, series)
    if _NO_POST.search(name):
        return None
    if (match := posts.find(name)) is not None:
        return Station(match.code, series, corrected=True)
    if several := posts.candidates(name):
        return Station("", series, several=several)
    return _unknown(plain, name, series)


def _unknown(plain: str, name: str, series: str) -> Station | None:
    parts = name.split()
    if len(parts) > _MOST_WORDS_UNKNOWN or not all(part.replace("-", "").isalpha() for part in parts):
        return None
    if not all(part[0].isupper() for part in plain.split() if part[0].isalpha()):
        return None  # a sentence
    code = "".join(filter(str.isalpha, name))
    return Station(code, series, known=False) if len(code) >= 3 else None
