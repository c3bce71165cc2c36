"""TAGS: the codes for traffic analysis by geography and subject, with meanings of their day.

Three sets of geographic codes are known: the list of 1974, the one of about 1980 to 2010
(based on FIPS 10-4), and the one in force by 2024 (GENC). The day of the last change is not
known; between 2011 and 2023 a code that both sets have differently keeps both meanings.

Sources: `data/tags_subject.csv`, `tags_program.csv`, `tags_geography.csv`, `tags_organization.csv`.
"""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import msgspec

from reftel.vocabulary.tables import rows

Kind = Literal["subject", "country", "organization", "program", "unknown"]
Era = Literal["1974", "1980-2010", "2011-2023", "2024"]

_LONGEST = 24


class TagEntry(msgspec.Struct, frozen=True):
    """A TAGS code: `meaning` is `None` where the code's kind is known and its meaning is not.

    `country` takes in regions and other areas (`XF`, Middle East).
    """

    code: str
    kind: Kind
    meaning: str | None


class _Subject(NamedTuple):
    now: str
    in_1974: str
    successors: tuple[str, ...]


def find(code: str, day: datetime.date | None = None) -> TagEntry:
    """A code's kind and meaning on a day (without one: as in 2003).

    Where kinds share a spelling, a subject goes before an organization and a place of the
    day's list before both other lists' places and organizations. A code of four letters that
    begins with K is a program's by the handbook's rule (5 FAH-3), listed or not.

    >>> find("CH", datetime.date(2003, 10, 7)).meaning, find("CH", datetime.date(2024, 1, 1)).meaning
    ('China', 'Switzerland')
    >>> find("KNNP").kind, find("ZZTOP").kind
    ('program', 'unknown')
    """
    if len(code) > _LONGEST:
        return TagEntry(code, "unknown", None)
    return _entry_of_year(code, 2003 if day is None else day.year)


def is_code(word: str) -> bool:
    """Whether a word is a code of any list, of whatever day.

    >>> is_code("PARM"), is_code("KNNP"), is_code("ALSO")
    (True, True, False)
    """
    return word in _codes()


def apart(word: str) -> tuple[str, ...]:
    """Codes that were written without what separates them; empty if the word is not made of codes.

    >>> apart("KNNPMNUC"), apart("PARMIT"), apart("COUNTRY")
    (('KNNP', 'MNUC'), ('PARM', 'IT'), ())
    """
    if not 6 <= len(word) <= 40:
        return ()
    codes = _codes()
    found: list[str] = []
    at = 0
    while at < len(word):
        for length in (4, 2):
            piece = word[at : at + length]
            if len(piece) == length and piece in codes:
                found.append(piece)
                at += length
                break
        else:
            return ()
    return tuple(found)


def successors(code: str) -> tuple[str, ...]:
    """The codes that took a subject's place later, for wider searches: an inference from the lists.

    >>> successors("PFOR")
    ('PREL', 'PEPR')
    """
    subject = _subjects().get(code)
    return subject.successors if subject else ()


def _era(year: int) -> Era:
    if year < 1980:
        return "1974"
    if year < 2011:
        return "1980-2010"
    return "2011-2023" if year < 2024 else "2024"


@lru_cache(maxsize=16_384)
def _entry_of_year(code: str, year: int) -> TagEntry:
    return _entry(code, _era(year))


@lru_cache(maxsize=8192)
def _entry(code: str, era: Era) -> TagEntry:
    subject = _subjects().get(code)
    if subject:
        meaning = subject.in_1974 or subject.now if era == "1974" else subject.now or subject.in_1974
        return TagEntry(code, "subject", meaning or None)
    if code in _programs():
        return TagEntry(code, "program", _programs()[code] or None)
    place = _place(code, era)
    if place:
        return TagEntry(code, "country", place)
    if code in _organizations():
        return TagEntry(code, "organization", _organizations()[code] or None)
    if code in _places():
        return TagEntry(code, "country", _of_other_days(code))
    if len(code) == 4 and code[0] == "K" and code.isalpha() and code.isupper():
        return TagEntry(code, "program", None)
    return TagEntry(code, "unknown", None)


def _place(code: str, era: Era) -> str | None:
    known = _places().get(code, {})
    if era == "1974":
        return known.get("1974") or known.get("1973-79")
    if era != "2011-2023":
        return known.get(era)
    before, after = known.get("1980-2010"), known.get("2024")
    if not (before and after):
        return before or after
    return before if before.split()[0] == after.split()[0] else f"{before} or {after}"


def _of_other_days(code: str) -> str | None:
    """What all other lists agree on, if they do."""
    meanings = set(_places()[code].values())
    return meanings.pop() if len(meanings) == 1 else None


@cache
def _subjects() -> dict[str, _Subject]:
    return {
        row["code"]: _Subject(
            row["title_now"],
            row["title_1974"],
            tuple(row["successors"].split(";")) if row["successors"] else (),
        )
        for row in rows("tags_subject")
    }


@cache
def _programs() -> dict[str, str]:
    return {row["code"]: row["meaning"] for row in rows("tags_program")}


@cache
def _organizations() -> dict[str, str]:
    return {row["code"]: row["meaning"] for row in rows("tags_organization")}


@cache
def _places() -> dict[str, dict[str, str]]:
    places: dict[str, dict[str, str]] = {}
    for row in rows("tags_geography"):
        places.setdefault(row["code"], {})[row["scheme"]] = row["name"]
    return places


@cache
def _codes() -> frozenset[str]:
    return frozenset((*_subjects(), *_programs(), *_organizations(), *_places()))
