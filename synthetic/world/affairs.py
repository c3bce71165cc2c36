"""Affairs: conversations among posts about one subject, in which each cable cites earlier ones."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from synthetic.prose import Prose
from synthetic.tables import Station, load

_NEW = 0.13  # of the cables begin an affair
_LASTS = 45.0  # days, on average
_DAY = 86_400_000_000
_MOST_OPEN = 14
_MOST_OPEN_STATE = 400
_FRIENDS = 8
_LONE = 0.2  # of the cables that could cite an earlier one cite none
_LONG_AGO = 500 * _DAY
_OUTSIDE = 0.04  # of what is cited is of another affair
_LEVELS = ("UNCLASSIFIED", "UNCLASSIFIED", "CONFIDENTIAL", "CONFIDENTIAL", "CONFIDENTIAL", "SECRET")
_LEVELS_1974 = (*_LEVELS, "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE")
_AGAIN = ("FURTHER ON {}", "{}: UPDATE", "MORE ON {}", "{} - NEXT STEPS", "RESPONSE ON {}")


class Affair(NamedTuple):
    """A subject and who takes part: places in the list of stations."""

    home: int
    parts: tuple[int, ...]
    ends: int
    subject: str
    tags: tuple[str, ...]
    level: str
    cables: list[int]  # in the order of time


class Drawn(NamedTuple):
    """What was drawn for each cable, in the order of time."""

    affair: list[int]
    subject: list[str]
    tags: list[tuple[str, ...]]
    level: list[str]
    action: list[tuple[int, ...]]
    info: list[tuple[int, ...]]
    cites: list[list[int]]


class Affairs:
    """Gives each cable, in the order of time, its affair, and what it cites."""

    def __init__(self, rng: Random, those: list[Station]) -> None:
        self._rng = rng
        self._those = those
        self._posts = [
            i for i in range(1, len(those)) if those[i].title != "USDEL" and those[i].code != "TOSEC"
        ]
        self._friends = [rng.sample(self._posts, min(_FRIENDS, len(self._posts))) for _ in those]
        self._open: list[list[int]] = [[] for _ in those]
        self._own: list[list[int]] = [[] for _ in those]
        self._prose = Prose(rng)
        self._times: list[int] = []
        self.affairs: list[Affair] = []

    def draw(self, station: list[int], times: list[int], modern: list[bool]) -> Drawn:
        """Go through the cables; `modern` says which are of the years of program TAGS."""
        out = Drawn([], [], [], [], [], [], [])
        self._times = times
        for i, (who, at) in enumerate(zip(station, times, strict=True)):
            number = self._affair(who, at, modern[i])
            affair = self.affairs[number]
            out.affair.append(number)
            out.cites.append(self._cites(i, who, affair, station))
            out.subject.append(self._subject(affair))
            out.tags.append(affair.tags if self._rng.random() < 0.7 else affair.tags[:-1] or affair.tags)
            out.level.append(affair.level if self._rng.random() < 0.8 else "UNCLASSIFIED")
            action, info = self._addressees(who, affair)
            out.action.append(action)
            out.info.append(info)
            affair.cables.append(i)
            self._own[who].append(i)
        return out

    def _affair(self, who: int, at: int, modern: bool) -> int:
        random, open_ones = self._rng.random, self._open[who]
        while open_ones and random() >= _NEW:
            place = max(len(open_ones) - 1 - int(self._rng.expovariate(0.35)), 0)
            if self.affairs[open_ones[place]].ends >= at:
                return open_ones[place]
            del open_ones[place]
        return self._begin(who, at, modern)

    def _begin(self, who: int, at: int, modern: bool) -> int:
        rng = self._rng
        parts = {who}
        if rng.random() < 0.8:
            parts.add(0)
        friends = self._friends[who]
        parts.update(rng.sample(friends, min(int(rng.random() * 4), len(friends))))
        if len(parts) == 1:
            parts.add(friends[0] if friends else 0)
        home = who or next(iter(sorted(parts - {0})))
        number = len(self.affairs)
        self.affairs.append(
            Affair(
                home,
                tuple(sorted(parts)),
                at + int((2 + rng.expovariate(1 / _LASTS)) * _DAY),
                self._prose.title(self._those[home].display).upper(),
                self._tags(home, modern),
                rng.choice(_LEVELS if modern else _LEVELS_1974),
                [],
            )
        )
        for part in parts:
            open_ones = self._open[part]
            open_ones.append(number)
            if len(open_ones) > (_MOST_OPEN if part else _MOST_OPEN_STATE):
                del open_ones[0]
        return number

    def _tags(self, home: int, modern: bool) -> tuple[str, ...]:
        rng, tables = self._rng, load()
        subjects = tables.subjects if modern else tables.subjects_1974
        found = rng.sample(subjects, 1 + int(rng.random() * 3))
        if modern and rng.random() < 0.3:
            found.append(rng.choice(tables.programs))
        found.append(self._those[home].geo if modern else rng.choice(tables.places_1974))
        return tuple(dict.fromkeys(found))

    def _subject(self, affair: Affair) -> str:
        rng = self._rng
        if rng.random() < 0.6:
            return affair.subject
        if rng.random() < 0.7:
            return rng.choice(_AGAIN).format(affair.subject)
        return self._prose.title(self._those[affair.home].display).upper()

    def _addressees(self, who: int, affair: Affair) -> tuple[tuple[int, ...], tuple[int, ...]]:
        others = [part for part in affair.parts if part != who]
        random = self._rng.random
        if who and (0 not in others) and random() < 0.9:
            others.insert(0, 0)
        if not others:
            others = [0] if who else [affair.home]
        first = 0 if who and random() < 0.85 and 0 in others else others[int(random() * len(others))]
        return (first,), tuple([one for one in others if one != first and random() < 0.8])

    def _cites(self, i: int, who: int, affair: Affair, station: list[int]) -> list[int]:
        rng = self._rng
        random, earlier = rng.random, affair.cables
        found: list[int] = []
        if earlier and random() >= _LONE:
            for _ in range(1 + min(int(rng.expovariate(0.9)), 7)):
                one = self._earlier(who, earlier, station)
                if one not in found:
                    found.append(one)
        own = self._own[who]
        if own and random() < _OUTSIDE:
            one = own[max(len(own) - 1 - int(rng.expovariate(1 / 60)), 0)]
            if one not in found and self._times[i] - self._times[one] < _LONG_AGO:
                found.append(one)
        return found

    def _earlier(self, who: int, earlier: list[int], station: list[int]) -> int:
        """A recent cable of the affair: of the own post most often, of the Department, of any."""
        rng = self._rng
        roll = rng.random()
        wanted = who if roll < 0.45 else 0 if roll < 0.75 else None
        one = earlier[-1]
        for _ in range(4):
            one = earlier[max(len(earlier) - 1 - int(rng.expovariate(0.4)), 0)]
            if wanted is None or station[one] == wanted:
                break
        return one
