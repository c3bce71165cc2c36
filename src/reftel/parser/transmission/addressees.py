"""Addressees: one line of the TO, INFO and XMT lists each.

`RUEHRO/AMEMBASSY ROME PRIORITY 1234` has a routing indicator, a name, a precedence and the
count of messages to that addressee (5 FAH-2 H-321.7, H-321.8); all but the name may be missing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reftel.model import Addressee, Span
from reftel.parser.cleaning import Clean
from reftel.vocabulary import collectives, posts, precedence, routing

_ROUTED = re.compile(r"(?P<routing>R[A-Z]{3,7}) ?/ ?(?=[A-Z0-9(])|ZEN ?/{1,2} ?")
# Another addressee in a line, where its break was lost.
_ANOTHER = re.compile(r"(?<=[A-Z0-9 ])R[UH][A-Z]{3,6}/(?=[A-Z])")
_PART = re.compile(r"[^; ](?:[^;]*[^; ])?")
_OTHER_HALF = {"IMMEDIATE": "NIACT", "NIACT": "IMMEDIATE"}
_LETTERS = frozenset(("Z", "O", "P", "R", "ZZ", "OO", "PP", "RR"))
_WRAPPED = frozenset(("COLLECTIVE", "POSTS COLLECTIVE", "POST COLLECTIVE", "DIPLOMATIC POSTS", "POSTS"))
# A passing line or a sentence, which may follow a list directly where the marking line is missing.
_NO_ADDRESSEE = re.compile(
    r"(?:.{0,60}\b(?:FOR(?! [A-Z]{2,8}\Z)|PASS|FROM|PLEASE|ALSO|RE|SUBJECT|REF|TAGS)\b[ :]"
    r"|(?:FOLLOWING|FOL|QUOTE|UNQUOTE|REPEAT|SUBJ)\b|.{0,100}[.;!?]\Z|.{0,60}: |[^A-Z]*\Z|[^A-Z0-9(/:*-])",
    re.S,
)
_LONGEST = 100
_LONGEST_LINE = 160
_LONGEST_COUNT = 7
# A release put the month where LA PAZ has its precedence or country: "AMEMBASSY LA PAZ JAN 5661".
_MISSPELT_TITLE = ("AMEMB", "AMCON", "USMISSION ", "SECSTA")


class Entry(NamedTuple):
    """A line of a list as it reads wherever it stands: all but its number and its place."""

    start: int  # of the name in the line
    length: int
    routing: str | None
    precedence: str | None
    station: str | None
    collective: bool
    note: str | None


class Name(NamedTuple):
    """What the vocabulary knows of an addressee's name."""

    station: str | None
    collective: bool
    note: str | None


def read_line(clean: Clean, line: str, at: int, found: list[Addressee]) -> bool:
    """Read a line of a list (in capitals, without its `TO` or `INFO`) into `found`; False where it is none.

    `at` is where the line begins in the cleaned text.
    """
    if line.find("/", 9) > 0 and _ANOTHER.search(line, 5):
        cuts = [0, *(m.start() for m in _ANOTHER.finditer(line, 5)), len(line)]
        parts = [(line[a:b].rstrip(), at + a) for a, b in pairwise(cuts)]
        known = [_read_one(clean, part, place, found) for part, place in parts]
        return all(known)
    if ";" in line:  # "WASHDC, SECSTATE IMMEDIATE; BERLIN, AMEMBASSY ROUTINE"
        parts = [(m.group(), at + m.start()) for m in _PART.finditer(line)]
        known = [_read_one(clean, part, place, found) for part, place in parts]
        return all(known)
    return _read_one(clean, line, at, found)


def _read_one(clean: Clean, line: str, at: int, found: list[Addressee]) -> bool:
    number, end = None, len(line)
    head, _, last = line.rpartition(" ")
    if last.isdecimal() and len(last) <= _LONGEST_COUNT:
        number, end = int(last), len(head)
    elif "/" in last and last[-1].isdecimal():
        number = _count(last)
        end = end if number is None else len(head)
    entry = _entry(line[:end]) if end <= _LONGEST_LINE else None
    if entry is None:
        return _extend(clean, at, line, found)
    start, length, indicator, level, code, collective, note = entry
    start += at
    found.append(
        Addressee(
            clean.text[start : start + length],
            clean.span(at, at + len(line)),
            indicator,
            level,
            number,
            code,
            collective,
            note,
        )
    )
    return True


def _count(word: str) -> int | None:
    """The number at a line's end; of two, parted by a stroke, the first."""
    word = word.partition("/")[0]
    return int(word) if word.isdecimal() and len(word) <= _LONGEST_COUNT else None


@lru_cache(maxsize=16_384)
def _entry(line: str) -> Entry | None:
    """A line without its number; the same lines come again and again."""
    indicator, note, begin = None, None, 0
    if m := _ROUTED.match(line):
        indicator, begin = m["routing"], m.end()
        note = None if indicator else "ZEN"
    name, level = _without_precedence(line[begin:].rstrip().removesuffix(" BT"))
    if indicator is None:
        name, all_of_it = name.lstrip(":;,./- "), name
        begin += len(all_of_it) - len(name)
        if not name or name in _WRAPPED:
            return None
        if note is None and (len(name) > _LONGEST or _NO_ADDRESSEE.match(name) or _is_passing_line(name)):
            return None
    if name.endswith(" BY POUCH"):
        name, note = name[:-9].rstrip(), "BY POUCH"
    known = _known(name, indicator)
    return Entry(begin, len(name), indicator, level, known.station, known.collective, note or known.note)


def _is_passing_line(name: str) -> bool:
    """`HELSINKI FOR SISCO` asks a post to pass a message on; `CINCPAC FOR POLAD` is an address."""
    whose, _, office = name.partition(" FOR ")
    post = posts.by_code(_known(whose, None).station or "") if office else None
    return post is not None and post.kind not in ("military", "agency")


def _without_precedence(name: str) -> tuple[str, str | None]:
    """A name's end taken off: its precedence, word or letter."""
    head, _, last = name.rpartition(" ")
    level = _precedence(last)
    if not level:
        return name.rstrip(" ,"), None
    before, _, word = head.rstrip().rpartition(" ")
    if word and word == _OTHER_HALF.get(last):
        return before.rstrip(" ,"), "NIACT IMMEDIATE"
    if word == "OPERATIONAL":
        return before.rstrip(" ,"), level
    return head.rstrip(" ,"), level


def _precedence(word: str) -> str | None:
    word = word.strip(",.")
    if word in _LETTERS:
        return precedence.from_letter(word)
    return precedence.from_words(word)


def _extend(clean: Clean, at: int, line: str, found: list[Addressee]) -> bool:
    """A line that goes on with the addressee before: its precedence, its number, `COLLECTIVE`."""
    head, _, last = line.rpartition(" ")
    number = _count(last)
    name, level = _without_precedence(line if number is None else head)
    if not found or (name and name not in _WRAPPED) or not (name or level or number is not None):
        return False
    old = found.pop()
    whole = f"{old.name} {name}".strip()
    if len(whole) > _LONGEST:
        found.append(old)
        return False
    known = _known(whole, old.routing)
    found.append(
        Addressee(
            whole,
            Span(old.span.start, clean.span(at, at + len(line)).end),
            old.routing,
            level or old.precedence,
            old.number if number is None else number,
            known.station,
            known.collective,
            old.note,
        )
    )
    return True


def station(name: str) -> str | None:
    """The post's code of a sender's or addressee's name.

    >>> station("AMEMBASSY RIO DE JANEIRO"), station("SECSTATE WASHDC"), station("DIRONDCP WASHDC")
    ('RIODEJANEIRO', 'STATE', None)
    """
    return _known(name, None).station


@lru_cache(maxsize=8192)
def _known(name: str, indicator: str | None) -> Name:
    plain = " ".join(name.partition("//")[0].upper().split())
    place, comma, kind = plain.partition(", ")
    if comma:
        plain = f"{kind} {place}"
    if collectives.is_collective(plain) or plain.startswith("ALL "):
        return Name(None, True, None)
    may_be_post = _may_be_post(plain)
    if may_be_post and (match := posts.known(plain)):
        return Name(match.code, False, None)
    # The indicator decides only where its own name begins the line: RUEHC serves many offices.
    told = routing.find(indicator) if indicator else None
    if told and plain.startswith(told + " ") and (by_routing := posts.find(told)):
        return Name(by_routing.code, False, None)
    if may_be_post and plain.startswith(_MISSPELT_TITLE) and (match := posts.find(plain)):
        return Name(match.code, False, f"name read as {match.post.name}")
    return Name(None, False, None)


def _may_be_post(plain: str) -> bool:
    if not 2 < len(plain) <= 60:
        return False
    return is_post_word(plain.partition(" ")[0]) or plain.startswith(_MISSPELT_TITLE)


def is_post_word(word: str) -> bool:
    """Whether a word begins the name of a post, or the title before it."""
    return word in posts.STATION_WORDS
