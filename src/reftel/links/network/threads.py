"""Threads: the cables before and after one, by the citations that join them.

From the start outwards, the nearest first, until a limit is reached. What a limit keeps out is
counted: each cable that a citation joins to one that is shown is shown itself, or counted once.
"""

from __future__ import annotations

import datetime
import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from reftel.links.dating.serials import When
from reftel.links.missing.ghosts import LATER
from reftel.links.network.graph import NEVER, RELATIONS, Facts, Graph
from reftel.model import MRN

if TYPE_CHECKING:
    import numpy as np

Side = Literal["start", "before", "after", "both", "beside"]
Only = Literal["around", "before", "after"]
ONLY: Final = ("around", "before", "after")
DISTANCE: Final = 4
MOST: Final = 60
BOUND: Final = 0.8
_DAY: Final = 1440
_LATER: Final = tuple(RELATIONS.index(name) for name in LATER)
_EPOCH: Final = datetime.date(1970, 1, 1)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How far a thread goes from its start.

    `distance` is the most citations that lie between a cable and the start. `within` keeps those
    that were, or may have been, sent at most so many days before or after the start (if nothing tells when that was,
    before or after what cites it), `shared_tags` those with at least so many TAGS of the start;
    a cable of which date or TAGS are not known is kept by either. `most` is the most cables.
    `only` follows citations in one direction: `before` what the start builds on, `after` what
    builds on it, `around` both, and what lies beside. `sure` leaves out what only citations of
    less confidence than `bound` lead to. Raises `ValueError` where a limit makes no sense.
    """

    distance: int = DISTANCE
    within: int | None = None
    shared_tags: int = 0
    most: int = MOST
    only: Only = "around"
    sure: bool = False
    bound: float = BOUND

    def __post_init__(self) -> None:
        for name, least in (("distance", 0), ("shared_tags", 0), ("most", 1), ("within", 0)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise ValueError(f"{name} is {value}, and cannot be less than {least}")
        if not 0 <= self.bound <= 1:
            raise ValueError(f"bound is {self.bound}, and cannot be less than 0 or more than 1")
        if self.only not in ONLY:
            raise ValueError(f"only is “{self.only}”, and not one of {', '.join(ONLY)}")


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A cable of a thread, held or not (a ghost).

    `key` is its MRN, or the id of its edition where it has none. When a ghost was sent is told from the serials of
    its post and from what is said of it: `when`, an interval of 90 %; `sent_by` is the day of the first cable that
    cites it. A record without a text is a ghost with an `id` and what its attributes say. `distance` is how many citations lie
    between it and the start, `side` where it stands: `before` the start (which builds on it),
    `after`, `both` (citations run in a circle), or `beside`. `cites` and `cited` count all its
    citations in the archive.
    """

    key: str
    held: bool
    mrn: str | None = None
    id: str | None = None
    editions: int = 0
    sent: datetime.date | None = None
    sent_by: datetime.date | None = None
    when: When | None = None
    level: str | None = None
    subject: str | None = None
    station: str | None = None
    tags: tuple[str, ...] = ()
    distance: int = 0
    side: Side = "beside"
    cites: int = 0
    cited: int = 0


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """That a cable cites another, both by their keys; `sure` is confidence of the bound or above."""

    citing: str
    cited: str
    relation: str
    confidence: float
    how: str
    sure: bool


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """The cables around one, in the order of time, and who cites whom.

    `cut` counts what joins the thread and is not in it, by the limit that keeps it out: `distance`,
    `time`, `tags`, `number` (of cables), `unsure`, `direction`. `joined` is the number of all
    cables that citations join to the start, however far.
    """

    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cut: dict[str, int]
    joined: int
    limits: Limits

    def node(self, key: str) -> Node:
        """The cable of this key. Raises `KeyError`."""
        for one in self.nodes:
            if one.key == key:
                return one
        raise KeyError(key)

    @property
    def ghosts(self) -> tuple[Node, ...]:
        """The cables of the thread that are not held."""
        return tuple([one for one in self.nodes if not one.held])


def thread(graph: Graph, start: int, limits: Limits | None = None) -> Thread:
    """The thread around a node of the graph."""
    walk = _Walk(graph, start, limits or Limits())
    kept = walk.kept()
    sides = _sides(walk, kept)
    nodes = _nodes(graph, kept, sides)
    edges = _edges(graph, kept, walk.limits)
    return Thread(
        start=graph.key(start),
        nodes=nodes,
        edges=edges,
        cut=walk.cut(kept),
        joined=graph.joined(start),
        limits=walk.limits,
    )


class _Walk:
    """Outwards from the start, the nearest first, and of the equally near those of the nearest time."""

    def __init__(self, graph: Graph, start: int, limits: Limits) -> None:
        self.graph = graph
        self.start = start
        self.limits = limits
        self._minute = graph.array("minute")
        self._at = self._time(start)
        self._tags = self._tags_of_start()
        self._kept_out: dict[int, str] = {}

    def kept(self) -> dict[int, int]:
        """The nodes of the thread, each with its distance."""
        limits = self.limits
        waiting = [(0, 0, self.start)]
        seen = {self.start}
        kept: dict[int, int] = {}
        while waiting and len(kept) < limits.most:
            distance, _, node = heapq.heappop(waiting)
            kept[node] = distance
            if distance == limits.distance:
                continue
            new = [one for one in self._allowed(node) if one not in seen]
            seen.update(new)
            self._judge(new)
            for one in new:
                if one not in self._kept_out:
                    heapq.heappush(waiting, (distance + 1, self._away(one), one))
        return kept

    def cut(self, kept: dict[int, int]) -> dict[str, int]:
        """What citations join to the nodes kept, by the reason for which it is not among them."""
        nearest: dict[int, int] = {}
        joined: set[int] = set()
        sure: set[int] = set()
        for node, distance in kept.items():
            joined.update(self.neighbours(node, sure=False, only="around"))
            sure.update(self.neighbours(node, sure=self.limits.sure, only="around"))
            for one in self._allowed(node):
                nearest[one] = min(distance, nearest.get(one, distance))
        outside = joined.difference(kept)
        self._judge(outside)
        counted: dict[str, int] = {}
        for one in outside:
            if one in self._kept_out:
                reason = self._kept_out[one]
            elif one not in sure:
                reason = "unsure"
            elif one not in nearest:
                reason = "direction"
            else:
                reason = "distance" if nearest[one] >= self.limits.distance else "number"
            counted[reason] = counted.get(reason, 0) + 1
        return dict(sorted(counted.items()))

    def _allowed(self, node: int) -> list[int]:
        return self.neighbours(node, self.limits.sure, self.limits.only)

    def neighbours(self, node: int, sure: bool, only: Only) -> list[int]:
        """What a node cites, what cites it, or both; by sure citations only, if so wished."""
        graph = self.graph
        found: list[int] = []
        if only != "after":
            found += self._ends(graph.cites(node), graph.cited, sure)
        if only != "before":
            found += self._ends(graph.cited_by(node), graph.citing, sure)
        return found

    def _ends(self, edges: np.ndarray, ends: np.ndarray, sure: bool) -> list[int]:
        if sure:
            edges = edges[self.graph.array("confidence")[edges] >= self.limits.bound]
        return ends[edges].tolist()

    def _judge(self, nodes: Iterable[int]) -> None:
        """Which of the nodes are kept out by their own time or TAGS."""
        limits = self.limits
        if limits.within is not None and self._at is not None:
            for one in nodes:
                if self._surely_away(one) > limits.within * _DAY:
                    self._kept_out[one] = "time"
        if limits.shared_tags and self._tags:
            rest = [one for one in nodes if one not in self._kept_out]
            for one, facts in zip(rest, self.graph.facts(rest), strict=True):
                if facts.tags and len(self._tags.intersection(facts.tags)) < limits.shared_tags:
                    self._kept_out[one] = "tags"

    def _away(self, node: int) -> int:
        """Minutes between a node and the start; 0 where nothing is known of either."""
        minute = likely(self.graph, node)
        return abs(minute - self._at) if minute != NEVER and self._at is not None else 0

    def _surely_away(self, node: int) -> int:
        """Minutes that lie between a node and the start at the least: a ghost's date is an interval."""
        minute = int(self._minute[node])
        if minute != NEVER or self._at is None:
            return self._away(node)
        first, last = (int(self.graph.array(name)[node]) for name in ("earliest", "latest"))
        return max(first - self._at, self._at - last, 0) if first != NEVER else 0

    def _time(self, node: int) -> int | None:
        minute = likely(self.graph, node)
        return minute if minute != NEVER else first_citing(self.graph, node)

    def _tags_of_start(self) -> frozenset[str]:
        """Those of the start; of a ghost those of all that cite it."""
        [facts] = self.graph.facts([self.start])
        if facts.held:
            return frozenset(facts.tags)
        citing = self.graph.citing[self.graph.cited_by(self.start)].tolist()
        return frozenset([tag for one in self.graph.facts(citing[:1000]) for tag in one.tags])


def likely(graph: Graph, node: int) -> int:
    """When a node was sent, of a ghost when most likely, in minutes since 1970; `NEVER` where nothing tells."""
    minute = int(graph.array("minute")[node])
    return minute if minute != NEVER else int(graph.array("likeliest")[node])


def first_citing(graph: Graph, node: int) -> int | None:
    """When the first cable that cites a node was sent, in minutes since 1970; what announces a later one does not count."""
    import numpy as np

    edges = graph.cited_by(node)
    citing = graph.citing[edges[~np.isin(graph.array("relation")[edges], _LATER)]]
    minutes = graph.array("minute")[citing]
    known = minutes[(minutes != NEVER) & (citing != node)]
    return int(known.min()) if len(known) else None


def _sides(walk: _Walk, kept: dict[int, int]) -> dict[int, Side]:
    before, after = _reached(walk, kept, "before"), _reached(walk, kept, "after")
    sides: dict[int, Side] = dict.fromkeys(kept, "beside")
    sides.update(dict.fromkeys(before, "before"))
    sides.update(dict.fromkeys(after, "after"))
    sides.update(dict.fromkeys(before & after, "both"))
    sides[walk.start] = "start"
    return sides


def _reached(walk: _Walk, kept: dict[int, int], only: Only) -> set[int]:
    found: set[int] = set()
    waiting = [walk.start]
    while waiting:
        for one in walk.neighbours(waiting.pop(), walk.limits.sure, only):
            if one in kept and one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _nodes(graph: Graph, kept: dict[int, int], sides: dict[int, Side]) -> tuple[Node, ...]:
    all_facts = graph.facts(list(kept))
    posts = _Serials(graph, [*zip(kept, all_facts, strict=True)])
    made: list[tuple[tuple[object, ...], Node]] = []
    for (place, distance), facts in zip(kept.items(), all_facts, strict=True):
        first = None if facts.held else first_citing(graph, place)
        node = _node(graph, place, distance, facts, first, sides[place])
        if facts.held:
            order: tuple[object, ...] = (likely(graph, place), 1, facts.key)
        else:  # before the first that cites it; what no time is known of stands first
            times = [one for one in (posts.between(place, facts), first) if one is not None and one != NEVER]
            order = (min(times, default=NEVER), 0, posts.padded(facts))
        made.append((order, node))
    return tuple([node for _, node in sorted(made, key=lambda one: one[0])])


class _Serials:
    """The held cables of a thread by their posts: a ghost stands behind those of lower serial, day for day."""

    def __init__(self, graph: Graph, nodes: list[tuple[int, Facts]]) -> None:
        self._graph = graph
        self._held: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
        for place, facts in nodes:
            number = MRN.parse(facts.mrn) if facts.held and facts.mrn else None
            if number:
                run = (number.year, number.station, number.series)
                self._held.setdefault(run, []).append((number.serial, likely(graph, place)))

    def between(self, place: int, facts: Facts) -> int:
        """When a ghost was likely sent: on a day that its post sent others of the thread, by the serials."""
        minute = likely(self._graph, place)
        number = MRN.parse(facts.mrn) if facts.mrn else None
        if number is None or minute == NEVER:
            return minute
        for serial, other in self._held.get((number.year, number.station, number.series), ()):
            if other // _DAY == minute // _DAY:
                minute = max(minute, other + 1) if serial < number.serial else min(minute, other)
        return minute

    @staticmethod
    def padded(facts: Facts) -> str:
        """A key by which ghosts of one post stand in the order of their serials."""
        number = MRN.parse(facts.mrn) if facts.mrn else None
        return f"{number.year}{number.station}{number.serial:08}" if number else facts.key


def _node(graph: Graph, place: int, distance: int, facts: Facts, first: int | None, side: Side) -> Node:
    return Node(
        key=facts.key,
        held=facts.held,
        mrn=facts.mrn,
        id=facts.id,
        editions=facts.editions,
        sent=facts.sent,
        sent_by=_EPOCH + datetime.timedelta(minutes=first) if first is not None else None,
        when=_when(facts),
        level=facts.level,
        subject=facts.subject,
        station=facts.station,
        tags=facts.tags,
        distance=distance,
        side=side,
        cites=len(graph.cites(place)),
        cited=len(graph.cited_by(place)),
    )


def _when(facts: Facts) -> When | None:
    if facts.first is None or facts.last is None or facts.best is None:
        return None
    return When(facts.first, facts.last, facts.best, facts.surely or 0.0, facts.dated_by or "")


def _edges(graph: Graph, kept: dict[int, int], limits: Limits) -> tuple[Edge, ...]:
    keys = dict(zip(kept, graph.keys(list(kept)), strict=True))
    made = []
    for node in sorted(kept):
        for place in graph.cites(node).tolist():
            cited = int(graph.cited[place])
            link = graph.link(place) if cited in kept else None
            if link is None:
                continue
            sure = link.confidence >= limits.bound
            if sure or not limits.sure:
                made.append(
                    Edge(
                        citing=keys[node],
                        cited=keys[cited],
                        relation=link.relation,
                        confidence=round(link.confidence, 4),
                        how=link.how,
                        sure=sure,
                    )
                )
    return tuple(made)
