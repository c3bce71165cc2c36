"""Measures over the graph of citations: what is cited most, what joins posts, how long threads go on."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from reftel.links.network.graph import NEVER, Graph

if TYPE_CHECKING:
    import numpy as np
    import rustworkx

TOP: Final = 10
_LEAST_CHAIN: Final = 2
_LOOKED_AT: Final = 200
_DAY: Final = 1440
_EPOCH: Final = datetime.date(1970, 1, 1)


class Cable(msgspec.Struct, frozen=True, kw_only=True):
    """A cable and its standing: `score` is what its list is ordered by."""

    key: str
    held: bool
    sent: datetime.date | None = None
    subject: str | None = None
    cites: int = 0
    cited: int = 0
    score: float = 0.0


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post among posts: `between` is the share of the shortest ways between others that lead over it."""

    station: str
    cables: int
    partners: int
    cites: int
    cited: int
    between: float


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """How often the cables of one post cite those of another."""

    citing: str
    cited: str
    citations: int


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """Cables that citations join, directly or by others: how many, of whom, from when to when."""

    cables: int
    held: int
    posts: int
    first: datetime.date | None
    last: datetime.date | None
    most_cited: str
    subject: str | None


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """Cables each of which cites the one before it, from the oldest on."""

    length: int
    first: datetime.date | None
    last: datetime.date | None
    keys: tuple[str, ...]


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How large the graph is: `threads` are groups of two cables and more that citations join."""

    cables: int
    held: int
    ghosts: int
    citations: int
    threads: int
    largest: int
    alone: int


class Measures:
    """The measures of one graph. What several of them need is made once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._whole: rustworkx.PyDiGraph | None = None

    def rustworkx(self) -> rustworkx.PyDiGraph:
        """The graph for `rustworkx`: nodes and edges without data, by their places; self-references left out."""
        if self._whole is None:
            import rustworkx

            graph = self.graph
            whole = rustworkx.PyDiGraph()
            whole.add_nodes_from([None] * len(graph))
            other = graph.citing != graph.cited
            pairs = zip(graph.citing[other].tolist(), graph.cited[other].tolist(), strict=True)
            whole.add_edges_from_no_data(list(pairs))
            self._whole = whole
        return self._whole

    def size(self) -> Size:
        """Counts of the whole."""
        import numpy as np

        graph = self.graph
        held = int(graph.held().sum())
        sizes = np.bincount(graph.array("component"))
        return Size(
            cables=len(graph),
            held=held,
            ghosts=len(graph) - held,
            citations=graph.links,
            threads=int((sizes > 1).sum()),
            largest=int(sizes.max(initial=0)),
            alone=int((sizes == 1).sum()),
        )

    def cited(self, top: int = TOP) -> list[Cable]:
        """The cables that most others cite."""
        import numpy as np

        counts = np.bincount(self.graph.cited, minlength=len(self.graph))
        return self._cables(counts, top)

    def hubs(self, top: int = TOP) -> list[Cable]:
        """The cables on which most is built, directly or by others (PageRank along citations)."""
        import numpy as np
        import rustworkx

        if not self.graph.links:
            return []
        ranks = rustworkx.pagerank(self.rustworkx())
        return self._cables(np.fromiter(ranks.values(), float, len(self.graph)), top)

    def bridges(self, top: int = TOP) -> list[Cable]:
        """The cables without which a thread would fall apart, by how many posts they join."""
        import numpy as np
        import rustworkx

        graph = self.graph
        posts, _ = graph.stations()
        both = np.concatenate([graph.citing, graph.cited]), np.concatenate([graph.cited, graph.citing])
        cuts = np.zeros(len(graph), bool)
        cuts[list(rustworkx.articulation_points(self.rustworkx().to_undirected(multigraph=False)))] = True
        chosen = cuts[both[0]] & (posts[both[1]] >= 0)
        pairs = np.unique(
            both[0][chosen].astype(np.int64) * (posts.max(initial=0) + 2) + posts[both[1]][chosen]
        )
        joins = np.bincount(pairs // (posts.max(initial=0) + 2), minlength=len(graph))
        return self._cables(np.where(joins > 1, joins, 0), top)

    def posts(self, top: int = TOP) -> list[Post]:
        """The posts over which most ways from cable to cable between other posts lead."""
        import numpy as np
        import rustworkx

        pairs = self._pairs()
        codes, names = self.graph.stations()
        cables = np.bincount(codes[codes >= 0], minlength=len(names)).tolist()
        between_posts = rustworkx.PyGraph()
        between_posts.add_nodes_from(names)
        between_posts.add_edges_from_no_data(sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b}))
        between = rustworkx.betweenness_centrality(between_posts)
        cites, cited = [0] * len(names), [0] * len(names)
        for (a, b), count in pairs.items():
            if a != b:
                cites[a] += count
                cited[b] += count
        made = [
            Post(
                station=name,
                cables=cables[i],
                partners=between_posts.degree(i),
                cites=cites[i],
                cited=cited[i],
                between=round(between[i], 5),
            )
            for i, name in enumerate(names)
        ]
        return sorted(made, key=lambda one: (-one.between, -one.partners, one.station))[:top]

    def pairs(self, top: int = TOP) -> list[Pair]:
        """The posts of which one cites the other most."""
        _, names = self.graph.stations()
        found = [
            Pair(citing=names[a], cited=names[b], citations=count)
            for (a, b), count in self._pairs().items()
            if a != b
        ]
        return sorted(found, key=lambda one: (-one.citations, one.citing, one.cited))[:top]

    def _pairs(self) -> dict[tuple[int, int], int]:
        import numpy as np

        codes, names = self.graph.stations()
        a, b = codes[self.graph.citing].astype(np.int64), codes[self.graph.cited]
        known = (a >= 0) & (b >= 0)
        numbers, counts = np.unique(a[known] * len(names) + b[known], return_counts=True)
        return {
            divmod(number, len(names)): count
            for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)
        }

    def threads(self, top: int = TOP) -> list[Joined]:
        """The largest groups of cables that citations join."""
        import numpy as np

        component = self.graph.array("component")
        sizes = np.bincount(component)
        largest = [one for one in _highest(sizes, top) if sizes[one] > 1]
        return [self._joined(np.flatnonzero(component == one)) for one in largest]

    def _joined(self, nodes: np.ndarray) -> Joined:
        import numpy as np

        graph = self.graph
        cited = np.diff(np.append(graph.array("into"), graph.links))[nodes]
        [best] = graph.facts([int(nodes[cited.argmax()])])
        minutes = graph.array("minute")[nodes]
        days = minutes[minutes != NEVER] // _DAY
        posts, _ = graph.stations()
        return Joined(
            cables=len(nodes),
            held=int(graph.held()[nodes].sum()),
            posts=len(np.unique(posts[nodes][posts[nodes] >= 0])),
            first=_EPOCH + datetime.timedelta(days=int(days.min())) if len(days) else None,
            last=_EPOCH + datetime.timedelta(days=int(days.max())) if len(days) else None,
            most_cited=best.key,
            subject=best.subject or self._subject(nodes[:_LOOKED_AT]),
        )

    def _subject(self, nodes: np.ndarray) -> str | None:
        """The first subject among some cables: the one cited most may be a ghost."""
        return next((one.subject for one in self.graph.facts(nodes) if one.subject), None)

    def chains(self, top: int = TOP) -> list[Chain]:
        """The longest chains of cables of which each cites the one before it; none has a cable of another.

        A chain follows time: a citation of a later cable (a septel, a wrong number) is no part of one.
        """
        import numpy as np

        length, before = self._lengths()
        spoilt: set[int] = set()  # those of chains told, and those that only lead to them
        found: list[Chain] = []
        for end in np.argsort(-np.array(length), kind="stable").tolist():
            if length[end] < _LEAST_CHAIN or len(found) == top:
                break
            chain = [end]
            while chain[-1] not in spoilt and before[chain[-1]] >= 0:
                chain.append(before[chain[-1]])
            if chain[-1] not in spoilt:
                found.append(self._chain(chain[::-1]))
            spoilt.update(chain)
        return found

    def _lengths(self) -> tuple[list[int], list[int]]:
        """For each node how long the longest chain is that ends there, and its cable before."""
        import numpy as np

        graph = self.graph
        minute = graph.array("minute")
        citing, cited = graph.citing, graph.cited
        forward = (minute[citing] != NEVER) & (minute[cited] < minute[citing])
        order = np.argsort(minute[citing[forward]], kind="stable")
        length, before = [1] * len(graph), [-1] * len(graph)
        for later, earlier in zip(
            citing[forward][order].tolist(), cited[forward][order].tolist(), strict=True
        ):
            if length[earlier] >= length[later]:
                length[later], before[later] = length[earlier] + 1, earlier
        return length, before

    def _chain(self, nodes: list[int]) -> Chain:
        facts = self.graph.facts(nodes)
        days = [one.sent for one in facts if one.sent]
        return Chain(
            length=len(nodes),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            keys=tuple([one.key for one in facts]),
        )

    def _cables(self, scores: np.ndarray, top: int) -> list[Cable]:
        graph = self.graph
        nodes = [one for one in _highest(scores, top) if scores[one] > 0]
        return [
            Cable(
                key=facts.key,
                held=facts.held,
                sent=facts.sent,
                subject=facts.subject,
                cites=len(graph.cites(node)),
                cited=len(graph.cited_by(node)),
                score=round(float(scores[node]), 8),
            )
            for node, facts in zip(nodes, graph.facts(nodes), strict=True)
        ]


def _highest(scores: np.ndarray, top: int) -> list[int]:
    """The places of the highest scores, the highest first; of equal ones the lower place."""
    import numpy as np

    return np.argsort(-scores, kind="stable")[:top].tolist()
