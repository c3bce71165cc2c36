"""What the generator draws from: posts, TAGS, routing, by the tables of the vocabulary."""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from reftel.vocabulary import Post, posts, tags
from reftel.vocabulary.tables import rows

_TITLES = {"embassy": "AMEMBASSY", "consulate": "AMCONSUL"}
# Two posts of one name, or names that are also words of a header: not drawn, so that the truth is never in doubt.
_LEFT_OUT = frozenset(("STATE", "PORTO", "GEORGETOWN"))
COLLECTIVES = (
    *("EUROPEAN POLITICAL COLLECTIVE", "WHA CENTRAL AMERICAN COLLECTIVE", "EU MEMBER STATES COLLECTIVE"),
    *(
        "NATO POLITICAL COLLECTIVE",
        "SOUTHERN AFRICAN DEVELOPMENT COMMUNITY COLLECTIVE",
        "GULF COOPERATION COUNCIL COLLECTIVE",
    ),
)
AGENCIES = (
    *(
        ("RUEHC", "SECSTATE WASHDC"),
        ("RHEHNSC", "NSC WASHDC"),
        ("RUEAIIA", "CIA WASHDC"),
        ("RUEKJCS", "SECDEF WASHDC"),
    ),
    *(
        ("RUEATRS", "DEPT OF TREASURY WASHDC"),
        ("RUCPDOC", "DEPT OF COMMERCE WASHDC"),
        ("RUEKJCS", "JOINT STAFF WASHDC"),
    ),
    *(("RHMFISS", "CDR USSOUTHCOM MIAMI FL"), ("RUCNDT", "USMISSION USUN NEW YORK")),
)
COLLECTIVE_ROUTING = ("RUEHZL", "RUEHZA", "RUCNMEM", "RUEHZG", "RUCNSAD", "RUEHZM")
OFFICES_1974 = (
    *(
        "ARA",
        "EUR",
        "NEA",
        "AF",
        "EA",
        "EB",
        "INR",
        "L",
        "H",
        "PM",
        "PA",
        "SP",
        "SS",
        "NSC",
        "AID",
        "CIAE",
        "COME",
        "CU",
    ),
    *(
        "DODE",
        "FRB",
        "IO",
        "LAB",
        "NSAE",
        "OMB",
        "OES",
        "PRS",
        "RSC",
        "SCA",
        "STR",
        "TRSE",
        "USIA",
        "AGR",
        "ISO",
        "OCT",
    ),
)
PASSING = (
    *(
        "DEPARTMENT FOR NEA AND NP",
        "DEPT FOR EUR/WE",
        "STATE FOR WHA/CEN",
        "DEPARTMENT FOR EAP/MTS AND PM/RSAT",
    ),
    *("STATE PASS TO USTR", "DEPT PLEASE PASS TO USAID", "DEPARTMENT FOR SCA/PB", "STATE FOR INL AND INL/LP"),
    *(
        "TREASURY FOR OASIA",
        "DEPT FOR AF/W AND DRL/IL",
        "DEPARTMENT FOR IO/T AND ISN/MNSA",
        "STATE FOR EEB/IFD/OMA",
    ),
)


class Station(NamedTuple):
    """A post as headers write it."""

    code: str
    name: str  # NEW DELHI
    display: str
    title: str  # AMEMBASSY
    routing: str
    geo: str
    volume: int  # numbers that it uses in a year


class Tables(NamedTuple):
    stations: tuple[Station, ...]
    subjects: tuple[str, ...]
    subjects_1974: tuple[str, ...]
    programs: tuple[str, ...]
    organizations: tuple[str, ...]
    places_1974: tuple[str, ...]


@cache
def load() -> Tables:
    """Read them, once."""
    now, then = datetime.date(2005, 1, 1), datetime.date(1975, 1, 1)
    stations = [
        _station(i, post)
        for i, post in enumerate(map(posts.by_code, posts.codes()))
        if post and post.kind in _TITLES and post.geo_tag and post.code not in _LEFT_OUT and _plain(post)
    ]
    subject_rows = rows("tags_subject")
    return Tables(
        stations=tuple(stations),
        subjects=_of_kind((r["code"] for r in subject_rows if "current" in r["status"]), "subject", now),
        subjects_1974=_of_kind((r["code"] for r in subject_rows if "1974" in r["status"]), "subject", then),
        programs=_of_kind((r["code"] for r in rows("tags_program")), "program", now),
        organizations=_of_kind(
            ("UN", "NATO", "EUN", "IAEA", "OAS", "UNGA", "OSCE", "APEC"), "organization", now
        ),
        places_1974=_of_kind(
            (r["code"] for r in rows("tags_geography") if r["scheme"] == "1974"), "country", then
        ),
    )


def _plain(post: Post) -> bool:
    """Whether the name alone leads back to this post: some names are two posts'."""
    found = posts.find(post.name)
    return bool(
        found and found.code == post.code and found.how == "exact" and post.name.replace(" ", "").isalpha()
    )


def _station(i: int, post: Post) -> Station:
    routing = post.routing or "RUEH" + post.code[:2]
    return Station(
        post.code,
        post.name,
        post.display,
        _TITLES[post.kind],
        routing,
        post.geo_tag or "",
        900 + i * 97 % 5200,
    )


def _of_kind(codes: object, kind: str, day: datetime.date) -> tuple[str, ...]:
    found = []
    for code in codes:  # type: ignore[attr-defined]
        if code.isalpha() and tags.find(code, day).kind == kind and code not in found:
            found.append(code)
    return tuple(found)
