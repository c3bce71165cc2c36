"""Addresses of military messages: plain language addresses with office symbols, and names of directories.

`RHMFIUU/CNO WASHINGTON DC//N1/NT//` has a routing indicator, a name and office symbols;
`ZEN/…` stands before one that is reached by other means. Directories write
`OU=CNO WASHINGTON DC(UC),L=WASHINGTON,…,C=US` or, with strokes, `/C=US/O=…/CN=AL NAVADMIN(UC)`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from reftel.model import Addressee
from reftel.parser.cleaning import Clean
from reftel.parser.transmission import addressees
from reftel.vocabulary import collectives, general_messages, precedence

_ROUTED = re.compile(r"(?P<routing>R[A-Z]{6})[ ]?/[ ]?|(?P<zen>ZEN)[ ]?/{1,2}[ ]?")
# Where another address begins in a list whose line breaks were lost.
_ANOTHER = re.compile(
    r"(?<=[A-Z0-9/) ])\s(?=R[A-Z]{6}/[A-Z]|ZEN/)|(?<=//)[ ]+(?=[A-Z]{2})|(?<=C=US)[ \n]+(?=[A-Z]{1,2}=)"
)
_OFFICES = re.compile(
    r"[ ]?/{1,2}(?P<offices>[A-Z0-9][A-Z0-9.()& -]{0,24}(?:/[A-Z0-9][A-Z0-9.()& -]{0,24}){0,12})/{0,3}\Z"
)
_DIRECTORY = re.compile(r"(?:^|[,/ ])(?:OU|CN|O|C|L)[ ]?=", re.I)
_PART = re.compile(r"(?:^|[,/ ])(?P<key>CN|OU)[ ]?=[ ]?(?P<name>[^,/=]{1,80})", re.I)
_UNCLASSIFIED = re.compile(r"[ ]?\((?:UC|U|SC)\)")
_GROUP = re.compile(r"(?:AIG|CAD|DL) ?\d{1,5}\Z")
_STROKES_APART = re.compile(r"[ ]?//[ ]")
_LONGEST = 400
_NO_NAME = re.compile(r"[^A-Z]*\Z|.{0,200}[.;!?]\Z")


class Sender(NamedTuple):
    """The originator: as written, without the office symbols, and these."""

    written: str
    name: str
    offices: tuple[str, ...]


def read(clean: Clean, start: int, end: int, found: list[Addressee]) -> bool:
    """Read the addresses between two offsets into `found`; False where one of them is none."""
    text = clean.text
    cuts = [start, *(m.end() for m in _ANOTHER.finditer(text, start, end)), end]
    known = [_read_one(clean, a, b, found) for a, b in pairwise(cuts)]
    return all(known)


def _read_one(clean: Clean, start: int, end: int, found: list[Addressee]) -> bool:
    words = clean.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        return True
    if len(words) > _LONGEST:
        return False
    span = clean.span(start, start + len(words))
    plain = " ".join(words.upper().split())
    m = _ROUTED.match(plain)
    routing = m["routing"] if m else None
    note = "ZEN" if m and m["zen"] else None
    rest = plain[m.end() :] if m else plain
    if _DIRECTORY.search(rest):
        name = _directory_name(rest)
        if name is None:
            return False
        found.append(
            Addressee(
                name, span, routing, None, None, _station(name), is_collective(name), note or "directory name"
            )
        )
        return True
    name, offices = split_offices(rest)
    name, level = _without_precedence(name)
    name = _UNCLASSIFIED.sub("", name.partition(" @ ")[2] or name).strip(" ,")
    if not name or _NO_NAME.match(name):
        return False
    found.append(
        Addressee(name, span, routing, level, None, _station(name), is_collective(name), note, offices)
    )
    return True


def sender(words: str) -> Sender:
    """An FM line's words.

    >>> sender("CNO WASHINGTON DC//N1/NT//").offices
    ('N1', 'NT')
    """
    plain = _STROKES_APART.sub("//", " ".join(words.split()))
    if _DIRECTORY.search(plain):
        name = _directory_name(plain.upper())
        return Sender(plain, name or plain, ())
    name, offices = split_offices(plain)
    return Sender(plain, name, offices)


def split_offices(words: str) -> tuple[str, tuple[str, ...]]:
    """A name, and the office symbols behind it.

    >>> split_offices("COMDT COGARD WASHINGTON DC//CG-6/CG-62//")
    ('COMDT COGARD WASHINGTON DC', ('CG-6', 'CG-62'))
    """
    words = words.rstrip()
    at = words.find("//")
    if at < 0 or at == len(words.rstrip("/")):  # "CNO WASHINGTON DC/N1//", "CNO WASHINGTON DC/N1"
        at = words.find("/", 4)
    m = _OFFICES.match(words.upper(), at) if at > 0 else None
    if m is None:
        return words.rstrip("/ "), ()
    return words[:at].rstrip(), tuple(office.strip() for office in m["offices"].split("/") if office.strip())


def is_collective(name: str) -> bool:
    """Whether a name stands for many: a series of general messages, an address group, `ALL …`.

    >>> is_collective("NAVADMIN"), is_collective("AIG 6851"), is_collective("CNO WASHINGTON DC")
    (True, True, False)
    """
    bare = name.removeprefix("AL ").strip()
    return (
        bare in general_messages.series() or _GROUP.match(name) is not None or collectives.is_collective(name)
    )


def _directory_name(words: str) -> str | None:
    """The nearest name of a directory entry: its common name, else the innermost unit.

    >>> _directory_name("OU=CNO WASHINGTON DC(UC),L=WASHINGTON,OU=NAVY,C=US")
    'CNO WASHINGTON DC'
    >>> _directory_name("/C=US/O=U.S. GOVERNMENT/OU=DOD/CN=AL NAVADMIN(UC)")
    'AL NAVADMIN'
    """
    parts = [(m["key"].upper(), _UNCLASSIFIED.sub("", m["name"]).strip()) for m in _PART.finditer(words)]
    if not parts:
        return None
    common = [name for key, name in parts if key == "CN"]
    if common:
        return common[0]
    # With commas the innermost unit comes first, with strokes last.
    return parts[0][1] if "," in words else parts[-1][1]


def _without_precedence(name: str) -> tuple[str, str | None]:
    head, _, last = name.rpartition(" ")
    level = precedence.from_words(last) if head else None
    return (head.rstrip(), level) if level else (name, None)


def _station(name: str) -> str | None:
    return addressees.station(name)
