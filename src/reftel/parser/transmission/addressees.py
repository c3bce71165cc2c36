"""Addressees: one line of the TO, INFO and XMT lists each.

`RUEHRO/AMEMBASSY ROME PRIORITY 1234` has a routing indicator, a name, a precedence and the
count of messages to that addressee (5 FAH-2 H-321.7, H-321.8); all but the name may be missing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.model import Addressee
from reftel.parser.cleaning import Clean
from reftel.vocabulary import collectives, posts, precedence, routing

_ROUTED = re.compile(r"(?P<routing>R[A-Z]{3,7}) ?/ ?(?=[A-Z0-9(])|ZEN ?/{1,2} ?|INFO ZEN ?/")
# A second addressee in a line, where its break was lost.
_ANOTHER = re.compile(r"(?<=[A-Z0-9 ])R[UH][A-Z]{3,6}/(?=[A-Z])")
_LAST_WORD_OF = {"IMMEDIATE": "NIACT", "NIACT": "IMMEDIATE"}
_LETTERS = frozenset(("Z", "O", "P", "R", "ZZ", "OO", "PP", "RR"))
_WRAPPED = frozenset(("COLLECTIVE", "POSTS COLLECTIVE", "POST COLLECTIVE", "DIPLOMATIC POSTS", "POSTS"))
# A passing line or a sentence, which may follow a list directly where the marking line is missing.
_NO_ADDRESSEE = re.compile(
    r"(?:.{0,60}\b(?:FOR|PASS|FROM|PLEASE|ALSO|RE|SUBJECT|REF|TAGS)\b[ :]|.{0,100}[.;!?]\Z|.{0,60}: |[^A-Z]*\Z|[^A-Z0-9(/:*-])", re.S
)
_LONGEST = 100
# A release put the month where LA PAZ has its precedence or country: "AMEMBASSY LA PAZ JAN 5661".
_MISSPELT_TITLE = ("AMEMB", "AMCON", "USMISSION ")


class Name(NamedTuple):
    """What the vocabulary knows of an addressee's name."""

    station: str | None
    collective: bool
    note: str | None


def read_line(clean: Clean, line: str, at: int, found: list[Addressee]) -> bool:
    """Read a line of a list (without its `TO` or `INFO`) into `found`; False where it is none.

    `at` is where the line begins in the cleaned text.
    """
    if "/" in line and (second := _ANOTHER.search(line, 5)):
        first = line[: second.start()].rstrip()
        return read_line(clean, first, at, found) and read_line(clean, line[second.start() :], at + second.start(), found)
    indicator, note = None, None
    name = line
    if "/" in line and (m := _ROUTED.match(line)):
        indicator = m["routing"]
        note = None if indicator else "ZEN"
        name = line[m.end() :]
    name, level, number = _split_tail(name)
    if indicator is None:
        if not name or name in _WRAPPED:
            return _extend(clean, at, line, name, level, number, found)
        if len(name) > _LONGEST or _NO_ADDRESSEE.match(name):
            return False
    if name.endswith(" BY POUCH"):
        name, note = name[:-9].rstrip(), "BY POUCH"
    known = _known(name, indicator)
    span = clean.span(at, at + len(line))
    found.append(Addressee(name, span, indicator, level, number, known.station, known.collective, note or known.note))
    return True


def _split_tail(name: str) -> tuple[str, str | None, int | None]:
    """A name's end taken off: precedence (word or letter) and number."""
    number = level = None
    head, _, last = name.rpartition(" ")
    if last.isdecimal() and last.isascii() and len(last) <= 7:
        number, name = int(last), head.rstrip()
        head, _, last = name.rpartition(" ")
    level = _precedence(last)
    if level:
        name = head.rstrip()
        other = _LAST_WORD_OF.get(last)
        if other:
            head, _, last = name.rpartition(" ")
            if last == other:
                name, level = head.rstrip(), "NIACT IMMEDIATE"
            elif last == "OPERATIONAL":
                name = head.rstrip()
    return name.rstrip(" ,"), level, number


@lru_cache(maxsize=1024)
def _precedence(word: str) -> str | None:
    word = word.strip(",.").upper()
    if word in _LETTERS:
        return precedence.from_letter(word)
    return precedence.from_words(word)


def _extend(
    clean: Clean, at: int, line: str, name: str, level: str | None, number: int | None, found: list[Addressee]
) -> bool:
    """A line that goes on with the addressee before: its precedence, its number, `COLLECTIVE`."""
    if not found or (level is None and number is None and not name):
        return False
    last = found.pop()
    whole = f"{last.name} {name}" if name else last.name
    span = type(last.span)(last.span.start, clean.span(at, at + len(line)).end)
    known = _known(whole, last.routing)
    found.append(
        Addressee(
            whole,
            span,
            last.routing,
            level or last.precedence,
            last.number if number is None else number,
            known.station,
            known.collective,
            last.note,
        )
    )
    return True


def station(name: str) -> str | None:
    """The post's code of a sender's or addressee's name.

    >>> station("AMEMBASSY RIO DE JANEIRO"), station("SECSTATE WASHDC"), station("CIA WASHDC//DO//")
    ('RIODEJANEIRO', 'STATE', None)
    """
    return _known(name, None).station


@lru_cache(maxsize=8192)
def _known(name: str, indicator: str | None) -> Name:
    plain = " ".join(name.partition("//")[0].upper().split())
    if collectives.is_collective(plain) or plain.startswith("ALL "):
        return Name(None, True, None)
    match = posts.find(plain) if _may_be_post(plain) else None
    if match and match.how != "corrected":
        return Name(match.code, False, None)
    # The indicator decides only where its own name begins the line: RUEHC serves many offices.
    told = routing.find(indicator) if indicator else None
    if told and plain.startswith(told + " ") and (by_routing := posts.find(told)):
        return Name(by_routing.code, False, None)
    if match and plain.startswith(_MISSPELT_TITLE):
        return Name(match.code, False, f"name read as {match.post.name}")
    return Name(None, False, None)


def _may_be_post(plain: str) -> bool:
    return 2 < len(plain) <= 60 and plain.partition(" ")[0] in posts.STATION_WORDS or plain.startswith(_MISSPELT_TITLE)
