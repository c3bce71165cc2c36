"""Posts and the other originators of numbered messages, by every spelling in use.

A post's *code* is its name as the header writes it, without blanks (`ROME`, `NEWDELHI`,
`USUNNEWYORK`, `STATE`). A name that changed has two codes (`KIEV` and `KYIV`), since a
cable's number carries the name of its time; `siblings` leads from one to the other.

Sources: `data/posts.csv`, `data/station_spellings.csv`, `data/post_renames.csv`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

import msgspec

from reftel.vocabulary.tables import rows

How = Literal["exact", "alias", "archive code", "cut", "corrected"]

STATION_WORDS: frozenset[str]
"""The first words of all spellings and of the titles before them (`AMEMBASSY`): a cheap pre-check."""


class Post(msgspec.Struct, frozen=True):
    """A post, a mission, or an agency whose messages are cited by number.

    `kind` is `embassy`, `consulate`, `mission`, `delegation`, `interests section`,
    `office/branch`, `department`, `agency`, `military`, `team` or `channel series` (a
    travelling party's own numbers: `SECTO`). `geo_tag` is the geographic TAGS of about 2003,
    `station6` the archive's six-character code, `routing` the routing indicator of 2010.
    """

    code: str
    name: str  # as headers write it: NEW DELHI
    display: str  # for people: New Delhi
    kind: str
    iso2: str | None = None
    country: str | None = None
    geo_tag: str | None = None
    lat: float | None = None
    lon: float | None = None
    station6: str | None = None
    routing: str | None = None


class Match(msgspec.Struct, frozen=True):
    """A name that was recognised; `written` is the name as given.

    `how`: `exact` (the post's name, with a title or without), `alias` (another name or an
    abbreviation), `archive code` (six letters), `cut` (a name that a column cut short) or
    `corrected` (misspelt).
    """

    code: str
    post: Post
    how: How
    written: str


class _Index(NamedTuple):
    posts: dict[str, Post]
    found: dict[str, tuple[Post, How]]  # letters, and spellings with their blanks
    several: dict[str, tuple[str, ...]]  # archive codes and cuts that stand for more than one post
    names: dict[str, str]


# Titles before a post's name. Longest first: AMEMBASSY before AMEMB.
_TITLES = (
    *("AMEMBASSY", "AMERICANEMBASSY", "AMCONSULATE", "AMCONGEN", "AMCONSUL", "AMEMBASS", "AMEMB"),
    *(
        "USINTERESTSSECTION",
        "USEMBASSY",
        "EMBASSY",
        "CONSULATEGENERAL",
        "CONSULATE",
        "AMCON",
        "CONGEN",
        "USINT",
        "USLO",
    ),
    *("USOFFICE", "USOP", "AMLEGATION", "APP", "REO"),
)
_MISSION_TITLES = ("USMISSION", "USDELEGATION", "USDEL", "USMIS", "USREP")
# Cities of an embassy and a mission: "USMISSION VIENNA" is not the embassy there.
_MISSION_CITIES = frozenset(
    ("BRUSSELS", "VIENNA", "PARIS", "ROME", "ADDISABABA", "JAKARTA", "NAIROBI", "MONTREAL", "STATE")
)
_HOW: dict[str, How] = {"alias": "alias", "abbreviation": "alias", "cut": "cut", "misspelling": "corrected"}
_NUMBERED_APART = frozenset(("channel series", "agency", "military", "team"))
_DROPPED = str.maketrans("", "", " \t\r\n\x0b\x0c.,;:'’`\"-_/()")
# No misspelt name begins or ends with one of these: "NEW DELHI IN" is two letters from a name and none.
_SMALL_WORDS = frozenset(
    ("A", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "IS", "NO", "NR", "OF", "ON", "OR", "TO")
)
_SHORTEST_CUT = 7  # letters; six are the archive's codes, fewer are too like words
_LONGEST_NAME = 80
_LONGEST_MISSPELLING = 30


def by_code(code: str) -> Post | None:
    """The post of this code.

    >>> by_code("RIODEJANEIRO").display
    'Rio de Janeiro'
    """
    return _index().posts.get(code)


def find(name: str) -> Match | None:
    """The post that is meant by a name as a header or a reference writes it, with or without its title.

    Names cut short, the archive's six-letter codes and misspellings are read only where they
    can stand for one post; `candidates` gives the posts of the others. A misspelling (`how` is
    `corrected`) is at most one letter off in names of five to seven letters, two in longer
    ones, and no English word.

    >>> find("AMCONSUL RIO DE JANEIRO").code
    'RIODEJANEIRO'
    >>> find("SECSTATE WASHDC").code, find("NARIOBI").how
    ('STATE', 'corrected')
    >>> find("PORTO") is None
    True
    """
    found = _index().found.get(name)
    if found is None:
        if len(name) > _LONGEST_NAME:
            return None
        found = _sought(name)
        if found is None:
            return None
    post, how = found
    return Match(post.code, post, how, name)


def known(name: str) -> Match | None:
    """As `find`, and no misspelling is read: many times faster for words that are no post's name.

    >>> known("AMCONSUL RIO DE JANEIRO").code, known("NARIOBI")
    ('RIODEJANEIRO', None)
    """
    found = _index().found.get(name)
    if found is None:
        found = _well_spelt(name) if len(name) <= _LONGEST_NAME else None
        if found is None:
            return None
    post, how = found
    return Match(post.code, post, how, name) if how != "corrected" else None


def candidates(name: str) -> tuple[str, ...]:
    """The codes that a name can stand for: one, several or none.

    >>> candidates("PORTO")
    ('PORTOALEGRE', 'PORTOFSPAIN')
    """
    match = find(name)
    if match:
        return (match.code,)
    return _index().several.get(letters(name), ()) if len(name) <= _LONGEST_NAME else ()


def names() -> Mapping[str, str]:
    """Every spelling that is safe to look for in running text, with its blanks → code.

    Left out are the archive's codes, cut and misspelt names and abbreviations that are words as
    well (`POS`, `DAM`): `find` reads those, where something else says that a name stands there.
    """
    return MappingProxyType(_index().names)


def codes() -> tuple[str, ...]:
    """The codes of all posts, in the table's order."""
    return tuple(_index().posts)


def siblings(code: str) -> tuple[str, ...]:
    """Other codes of the same office: former and later names, whose numbers make one series.

    >>> siblings("KYIV")
    ('KIEV',)
    """
    return _siblings().get(code, ())


def letters(name: str) -> str:
    """A name's letters and digits in capitals, accents taken off: what look-ups compare."""
    folded = name.upper().translate(_DROPPED)
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")


def __getattr__(name: str) -> frozenset[str]:
    if name != "STATION_WORDS":
        raise AttributeError(name)
    words = {spelling.split()[0] for spelling in _index().found}
    globals()[name] = made = frozenset(words.union(_TITLES, _MISSION_TITLES, ("AMERICAN", "US")))
    return made


@lru_cache(maxsize=8192)
def _sought(name: str) -> tuple[Post, How] | None:
    """The post of a name that is not written as one of the tables' spellings."""
    plain = letters(name)
    known = _well_spelt(name)
    if known or len(plain) > _LONGEST_MISSPELLING:
        return known
    written = name.upper().split()
    if (
        not written
        or written[0] in _SMALL_WORDS
        or written[-1] in _SMALL_WORDS
        or len(written[0].strip(".)(")) < 2
    ):
        return None  # "B. SAN JOSE" is a letter and a name, not a misspelt name
    known = _after_misspelt_title(name)
    if known:
        return known
    for title in (*_TITLES, *_MISSION_TITLES):
        rest = plain.removeprefix(title)
        if rest != plain and len(rest) > 3:
            return None if rest in _index().found else _corrected(rest)
    return _corrected(plain)


@lru_cache(maxsize=8192)
def _well_spelt(name: str) -> tuple[Post, How] | None:
    return _known(letters(name))


def _known(plain: str) -> tuple[Post, How] | None:
    found = _index().found
    if plain in found:
        return found[plain]
    for title in _TITLES:
        if plain.startswith(title):
            return found.get(plain[len(title) :])
    for title in ("AMEMBASSY", "AMCONSUL"):
        if plain.endswith(title):  # "BERLIN, AMEMBASSY" in messages of 2009 and later
            return found.get(plain[: -len(title)])
    for title in _MISSION_TITLES:
        if plain.startswith(title):
            known = found.get(plain[len(title) :])
            return known if known and known[0].code not in _MISSION_CITIES else None
    return None


def _after_misspelt_title(name: str) -> tuple[Post, How] | None:
    first, _, rest = name.upper().partition(" ")
    if not 6 <= len(first) <= 11:
        return None
    from rapidfuzz.distance import OSA

    if not rest:  # "SECSATATE 12345"
        near = first.startswith("SEC") and OSA.distance(first, "SECSTATE", score_cutoff=2) <= 2
        return (_index().posts["STATE"], "corrected") if near else None

    if min(OSA.distance(first, title) for title in ("AMEMBASSY", "AMCONSUL", "SECSTATE")) > 2:
        return None
    known = _index().found.get(letters(rest))
    return (known[0], "corrected") if known else None


def _corrected(plain: str) -> tuple[Post, How] | None:
    """The one post that a misspelt name can mean."""
    if len(plain) < 5 or not plain.isalpha() or plain in _words() or plain in _index().several:
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    near = extract(plain, _of_length_near(len(plain)), scorer=OSA.distance, score_cutoff=2, limit=8)
    meant = {code for code, distance, _ in near if distance <= _letters_off(min(len(code), len(plain)))}
    return (_index().posts[meant.pop()], "corrected") if len(meant) == 1 else None


def _letters_off(length: int) -> int:
    """How many letters a name of this length may be off."""
    return 1 if length < 8 else 2


@cache
def _of_length_near(length: int) -> list[str]:
    """The names that a misspelt one of this length may have been."""
    return [
        post.code
        for post in _index().posts.values()
        if len(post.code) >= 5
        and abs(len(post.code) - length) <= _letters_off(min(len(post.code), length))
        and post.kind not in _NUMBERED_APART
        and post.code != "STATE"
    ]


@cache
def _words() -> frozenset[str]:
    """Words and names that are near a post's name and are none."""
    return frozenset(row["word"] for row in rows("lookalikes"))


@cache
def _siblings() -> dict[str, tuple[str, ...]]:
    pairs: dict[str, list[str]] = {}
    for row in rows("post_renames"):
        if row["kind"] == "same":
            pairs.setdefault(row["old"], []).append(row["new"])
            pairs.setdefault(row["new"], []).append(row["old"])
    return {code: tuple(others) for code, others in pairs.items()}


@cache
def _index() -> _Index:
    posts = {row["code"]: _post(row) for row in rows("posts")}
    found: dict[str, tuple[Post, How]] = {}
    names: dict[str, str] = {}
    for row in rows("station_spellings"):
        post, spelling, how = posts[row["code"]], row["spelling"], _HOW[row["how"]]
        found[spelling] = found[letters(spelling)] = (post, how)
        if row["how"] == "alias" and len(spelling) > 2:
            names[spelling] = post.code
    for post in posts.values():
        found[post.code] = found[post.name] = (post, "exact")
        names[post.name] = post.code
    several = _add_short_forms(posts.values(), found)
    return _Index(posts, found, several, names)


def _add_short_forms(posts: Iterable[Post], found: dict[str, tuple[Post, How]]) -> dict[str, tuple[str, ...]]:
    """Adds archive codes and cut names that are one post's; returns those that are several posts'."""
    shorter: dict[str, dict[str, How]] = {}
    for post in posts:
        if post.kind in _NUMBERED_APART:
            continue
        if post.station6:
            shorter.setdefault(post.station6, {})[post.code] = "archive code"
        for length in range(_SHORTEST_CUT, len(post.code)):
            shorter.setdefault(post.code[:length], {}).setdefault(post.code, "cut")
    several: dict[str, tuple[str, ...]] = {}
    for short, whose in shorter.items():
        if short in found:
            continue
        if len(whose) == 1:
            code, how = next(iter(whose.items()))
            found[short] = (found[code][0], how)
        else:
            several[short] = tuple(sorted(whose))
    return several


def _post(row: dict[str, str]) -> Post:
    return Post(
        code=row["code"],
        name=row["name"],
        display=row["display"],
        kind=row["kind"],
        iso2=row["iso2"] or None,
        country=row["country"] or None,
        geo_tag=row["geo_tag"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        station6=row["station6"] or None,
        routing=row["routing"] or None,
    )
