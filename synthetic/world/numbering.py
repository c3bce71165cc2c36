"""Posts and their serials: how many a year, on which days, in which series."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import numpy as np

from synthetic.tables import Station, load

STATE = Station("STATE", "STATE", "Washington", "SECSTATE", "RUEHC", "US", 250_000)
PARTIES = (
    Station("SECTO", "SECTO", "the Secretary's party", "USDEL", "RUEHC", "US", 1_000),
    Station("TOSEC", "TOSEC", "the Secretary's party", "SECSTATE", "RUEHC", "US", 2_000),
)
_STATES_SHARE = 0.16
_WEEK = np.array((1.0, 1.05, 1.05, 1.0, 0.9, 0.12, 0.07))  # Monday to Sunday
_LATE_SHARE, _LATE_DAYS = 0.02, 0.6  # sent after messages of higher numbers
_AIRGRAMS_UNTIL = 1980
_CUT_YEARS = 0.08  # of the years of posts, whose last months nobody released
_DAY = 86_400_000_000
_EPOCH = datetime.date(1970, 1, 1)


class Sequence(NamedTuple):
    """The serials that a station used in a year, in one series; of which some were kept or are cited."""

    station: int  # place in the list of stations
    year: int
    series: str
    issued: int
    serials: np.ndarray
    times: np.ndarray  # microseconds since 1970, in UTC
    released_until: int  # the last moment of which anything was released


def stations(rng: np.random.Generator, n: int) -> list[Station]:
    """The Department first, then so many posts as befits `n` cables, and two travelling parties."""
    known = load().stations
    count = int(min(max(n // 400, 6), len(known), 200))
    chosen = sorted(rng.choice(len(known), count, replace=False))
    return [STATE, *(known[i] for i in chosen), *PARTIES]


def sequences(
    rng: np.random.Generator, those: list[Station], n: int, years: tuple[int, ...], density: float
) -> list[Sequence]:
    """All serials of all stations: about `n` of them kept, one in `1 / density` of those issued."""
    posts = len(those) - 1 - len(PARTIES)
    sizes = rng.lognormal(0, 1.0, posts)
    shares = np.concatenate(
        ([_STATES_SHARE], (1 - _STATES_SHARE - 0.01) * sizes / sizes.sum(), [0.003, 0.007])
    )
    a_year = n / density / len(years)
    found = []
    for station, share in enumerate(shares):
        party = those[station] in PARTIES
        for year in years:
            issued = int(rng.poisson(max(share * a_year * rng.uniform(0.85, 1.15), 12)))
            weights = _weights(rng, year, trips=party)
            found.append(_sequence(rng, station, year, "", issued, weights, density))
            if year < _AIRGRAMS_UNTIL and station and not party and issued > 200:
                found.append(_sequence(rng, station, year, "A", issued // 40, weights, density))
    return found


def _weights(rng: np.random.Generator, year: int, trips: bool) -> np.ndarray:
    """How busy each day of a year is: the week, the season, for a travelling party its trips."""
    first = datetime.date(year, 1, 1)
    days = (datetime.date(year + 1, 1, 1) - first).days
    week = _WEEK[(np.arange(days) + first.weekday()) % 7]
    season = 1 + 0.25 * np.sin(np.arange(days) * 2 * np.pi / 365 + rng.uniform(0, 6))
    weights = week * season * rng.uniform(0.7, 1.3, days)
    weights[-7:] *= 0.5
    if trips:
        away = np.zeros(days)
        for start in rng.integers(5, days - 20, 9):
            away[start : start + int(rng.integers(4, 13))] = 1
        weights = away * (0.5 + week)
    return weights / weights.sum()


def _sequence(
    rng: np.random.Generator,
    station: int,
    year: int,
    series: str,
    issued: int,
    weights: np.ndarray,
    density: float,
) -> Sequence:
    start = (datetime.date(year, 1, 1) - _EPOCH).days * _DAY
    days = rng.choice(len(weights), issued, p=weights)
    hours = np.clip(rng.normal(14, 4, issued), 0, 23.98)
    times = np.sort(days * _DAY + (hours * 60).astype(np.int64) * 60_000_000)
    late = rng.random(issued) < _LATE_SHARE
    delays = (rng.exponential(_LATE_DAYS, issued) * 1440).astype(np.int64) * 60_000_000
    last = len(weights) * _DAY - 60_000_000
    times = np.minimum(np.where(late, times + delays, times), last)
    kept = rng.random(issued) < density
    until = start + last
    if rng.random() < _CUT_YEARS:
        until = start + int(rng.integers(270, 345)) * _DAY
    return Sequence(station, year, series, issued, np.flatnonzero(kept) + 1, start + times[kept], until)
