"""The header's lines, put right where an exchange or a web page wrapped them anew.

`R 221409Z DEC 06 FM CNO WASHINGTON DC//DNS//` is two lines, `TO NAVADMIN INFO RHMFIUU/CNO
WASHINGTON DC//DNS// RUENAAA/CNO` two and a half: the last goes on in the next line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reftel.vocabulary import general_messages

# "FM CNO WASHINGTON DC//" and below it "N00//"
_OFFICES_ALONE = re.compile(r"(?!NAVADMIN)[A-Z]{0,4}[0-9][A-Z0-9/.-]{0,20}//\Z")
_LONGEST_NAME = 400
_LONG = 45  # a line shorter than this was not filled by a wrap


class Line(NamedTuple):
    """A line of the header: its place in the text, its words in capitals, wraps undone."""

    start: int
    end: int
    words: str


@cache
def _begins() -> re.Pattern[str]:
    """Where a line of its own begins inside of another."""
    series = general_messages.pattern()
    return re.compile(
        r"[ \t](?:(?=FM[ ]{1,3}[A-Z]{2})"
        rf"|(?<=//[ ])(?=[A-Z]{{2}})|(?<=C=US[ ])(?=TO |INFO )|(?=TO (?:AL )?(?:{series}|CN=|OU=|AIG \d|R[A-Z]{{6}}/))"
        r"|(?=INFO (?:R[A-Z]{6}/|ZEN/|CN=|OU=))|(?<=ADMIN[ ])(?=INFO )"
        r"|(?=BT[ \t]{1,3}(?:UNCLAS|CONFID|SECRET|TOP SEC))"
        rf"|(?<=BT[ ])(?=UNCLAS|CONFID|SECRET|TOP SEC)|(?<=ADMIN[ ])(?=UNCLAS)|(?=(?:{series})[ /]\d{{1,4}}/\d\d)"
        r"|(?=PASS TO (?:ALL )?OFFICE CODES)|(?=QQQQ[ \t]*(?:\n|\Z)))"
    )


_STARTS = re.compile(
    r"(?:FM|TO|INFO|XMT|BT|UNCLAS\w*|CONFIDENTIAL|SECRET|TOP SECRET|ZNR|ZNY|PASS TO|R[A-Z]{6}/|ZEN/|MSGID/|SUBJ|REF/|[ZOPR] [ZOPR0-9])(?![A-Z])"
    r"|R[A-Z]{6}/|ZEN/"
)


def lines(text: str, start: int, end: int) -> list[Line]:
    """The lines between two offsets that have words."""
    found: list[Line] = []
    wrapped = False  # the line before was filled, and broken anywhere
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        pieces = _pieces(text, at, stop)
        if not pieces:
            wrapped, at = False, stop + 1
            continue
        goes_on = wrapped and not _STARTS.match(pieces[0].words) and not _is_own(pieces[0].words)
        offices = found and _OFFICES_ALONE.match(pieces[0].words) and _lacks_offices(found[-1].words)
        glued = goes_on or len(pieces) > 1
        if goes_on or offices:
            before, first = found.pop(), pieces.pop(0)
            found.append(Line(before.start, first.end, f"{before.words} {first.words}"))
        found += pieces
        last = found[-1].words
        filled = stop - at >= _LONG and not last.endswith(("//", "BT"))
        wrapped = (filled and glued) or _is_open_directory_name(last)
        at = stop + 1
    return found


def _lacks_offices(words: str) -> bool:
    return words.startswith(("FM ", "TO ", "INFO ")) and words.find("//") == len(words) - 2


def _is_open_directory_name(words: str) -> bool:
    """`…,L=WASHINGTON,L=DISTRICT OF`: the name goes on until its country."""
    if len(words) > _LONGEST_NAME or not ("OU=" in words or "CN=" in words) or "," not in words:
        return False
    return not words.endswith("C=US")


def _is_own(words: str) -> bool:
    """A number or a subject code, which stand on lines of their own."""
    return _numbers().match(words) is not None


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(rf"(?:{general_messages.pattern()})[ /]{{1,3}}\d|//N[O0-9]")


def _pieces(text: str, start: int, end: int) -> list[Line]:
    words = text[start:end]
    if not words.strip():
        return []
    upper = words.upper() if len(words.upper()) == len(words) else words
    cuts = [0]
    if len(words) <= 4_000:
        cuts += [m.end() for m in _begins().finditer(upper)]
    pieces = []
    for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True):
        part = upper[a:b]
        bare = part.strip()
        if bare:
            first = a + len(part) - len(part.lstrip())
            pieces.append(Line(start + first, start + first + len(bare), " ".join(bare.split())))
    return pieces
