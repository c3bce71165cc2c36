"""The post that the words before a serial name."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.vocabulary import posts


class Station(NamedTuple):
    """A post as a reference names it: `series` is `A` for airgrams, `corrected` a mended spelling."""

    code: str
    series: str
    corrected: bool
    known: bool
    relative: bool = False  # EMBTEL, DEPTEL: named by its place, not by its name


# Words around a post's name that say only that a cable is meant.
_AROUND = re.compile(
    r"^(?:(?:SEE|ALSO|BOTH|CABLES?|TELEGRAMS?|REFS?|FROM|AND|THE|PER|CF|IN|MY|OUR)\b[\s.,:]*)+"
    r"|(?:[\s.]+(?:CABLES?|TELEGRAMS?|TELS?|TELNOS?|MSGS?|MESSAGES?|CIRCULARS?|CIRC|NOS?|NRS?|NUMBERS?|SERIALS?|O)\b\.?"
    r"|['’]S?\b|['’]S(?=\s)|[\s#.:/-]+)+$"
)
_AIRGRAM = re.compile(r"(?:^|[\s'’-])(C?A)\s?-?\s?$")
_RELATIVE = {"DEPTEL": "STATE", "DEPTELS": "STATE", "DEPTS": "STATE", "DEPT": "STATE", "DEPARTMENT": "STATE"}
_OWN = {"EMBTEL", "EMBTELS", "OURTEL", "OURTELS", "MYTEL"}
_NO_POST = re.compile(
    r"\b(?:E-?MAILS?|MEMOS?|MEMORAND\w+|MEMCONS?|TELE?CONS?|PHONE|CALLS?|FAX|LETTERS?|LTR|REPORTS?|IIR|TD|TDCS"
    r"|MEETINGS?|FAM|FAH|CFR|SECTION|SEC|ARTICLE|PARAS?|ACT|ORDER|UNSCR|UNSC|RES|RESOLUTIONS?|DOCS?|DOCUMENTS?|PAPER"
    r"|CONVENTION|LAW|TITLE|NOTE|POINTS|POC|PAGES?|CHAPTER|ANNEX|ENCLOSURE|VERSION|CASE|CONTRACT|GRANT|PROJECT"
    r"|LICENSE|VISA|JAN\w*|FEB\w*|MARCH|APR\w*|MAY|JUNE?|JULY?|AUG\w*|SEPT?\w*|OCT\w*|NOV\w*|DEC\w*|DTG|DTD|DATED"
    r"|OF|ON|FOR|WITH|TO|ATTN|WIRELESS|FBIS|OSC|COCOM|PUBLIC|BOOK|PL|EO|USC|HTTPS?|WWW)\b"
)
_seen: dict[str, Station | None] = {}


def station_of(words: str) -> Station | None:
    """The post that `words` name, with its series; `None` where they name something else.

    A name of one to three words that no post bears is kept as written, `known` false.
    """
    try:
        return _seen[words]
    except KeyError:
        if len(_seen) > 20_000:
            _seen.clear()
        station = _seen[words] = _read(words)
        return station


def _read(words: str) -> Station | None:
    name = " ".join(words.upper().split())
    series = ""
    if airgram := _AIRGRAM.search(name):
        series = "A"
        circular = airgram.group(1) == "CA"
        name = name[: airgram.start()]
        if circular and not name:
            name = "STATE"
    name = _AROUND.sub("", name)
    name = _AROUND.sub("", name).strip(" .,-/'’")
    if not name:
        return Station("", series, False, False, True) if series else None
    if _NO_POST.search(name) or len(name) > 40:
        return None
    letters = name.replace(".", "").replace("'", "").replace("’", "")
    if letters in _OWN:
        return Station("", series, False, False, True)
    if letters in _RELATIVE:
        return Station(_RELATIVE[letters], series, False, True)
    return _named(name, series)


def _named(name: str, series: str) -> Station | None:
    match = posts.find(name)
    if match is not None:
        return Station(match.code, series, match.how == "corrected", True)
    parts = name.split()
    if len(parts) <= 3 and all(part.replace("-", "").replace("'", "").isalpha() for part in parts):
        code = "".join(filter(str.isalpha, name))
        if len(code) >= 3:
            return Station(code, series, False, False)
    return None
