"""A thread as a tree: each cable under the one that it answers, in the order of time.

A thread is no tree, for a cable may answer several. It is drawn under the latest of those held that
came before it, and names the others.
"""

from __future__ import annotations

from typing import Final

import msgspec

from reftel.links.network.threads import Edge, Node, Thread

DEEPEST: Final = 8
_BRANCH: Final = {(False, False): "├─ ", (True, False): "└─ ", (False, True): "├┄ ", (True, True): "└┄ "}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the tree: `guides` before the cable, and what it cites beside what it stands under.

    `answers` is the citation by which it stands where it does (none at the top); `apart` says that
    it would stand deeper than lines can, and so not right under what it answers.
    """

    node: Node
    guides: str
    below: str  # guides of a further line of the same cable
    answers: Edge | None = None
    apart: bool = False
    also: tuple[Edge, ...] = ()


def tree(thread: Thread, deepest: int = DEEPEST) -> list[Line]:
    """The lines of a thread's tree, from above: all its cables, each once."""
    made = _Tree(thread, deepest)
    return made.lines()


class _Tree:
    def __init__(self, thread: Thread, deepest: int) -> None:
        self.thread = thread
        self._place = {node.key: place for place, node in enumerate(thread.nodes)}
        self._cites: dict[str, list[Edge]] = {}
        for edge in thread.edges:
            self._cites.setdefault(edge.citing, []).append(edge)
        self._answers = {node.key: self._answered(node.key) for node in thread.nodes}
        self._apart: set[str] = set()
        self._under: dict[str | None, list[Node]] = {}
        self._hang(deepest)

    def _answered(self, key: str) -> Edge | None:
        """The latest of the cables cited that came before; sure citations and cables that are held go first."""
        place, nodes = self._place, self.thread.nodes

        def worth(edge: Edge) -> tuple[bool, bool, int]:
            return edge.sure, nodes[place[edge.cited]].held, place[edge.cited]

        earlier = [edge for edge in self._cites.get(key, ()) if place[edge.cited] < place[key]]
        return max(earlier, key=worth, default=None)

    def _hang(self, deepest: int) -> None:
        depth: dict[str, int] = {}
        over: dict[str, str | None] = {}
        for node in self.thread.nodes:  # what is answered has its place before what answers it
            edge = self._answers[node.key]
            above = edge.cited if edge else None
            if above is not None and depth[above] >= deepest:
                above = over[above]
                self._apart.add(node.key)
            depth[node.key] = depth[above] + 1 if above is not None else 0
            over[node.key] = above
            self._under.setdefault(above, []).append(node)

    def lines(self) -> list[Line]:
        made: list[Line] = []
        waiting = [(node, "", "") for node in reversed(self._under.get(None, ()))]
        while waiting:
            node, guides, below = waiting.pop()
            under = self._under.get(node.key, [])
            made.append(self._line(node, guides, below + ("│  " if under else "   ")))
            for i, one in enumerate(reversed(under)):
                last, edge = i == 0, self._answers[one.key]
                dotted = edge is not None and not edge.sure
                waiting.append((one, below + _BRANCH[last, dotted], below + ("   " if last else "│  ")))
        return made

    def _line(self, node: Node, guides: str, below: str) -> Line:
        answers = self._answers[node.key]
        also = [edge for edge in self._cites.get(node.key, ()) if edge is not answers]
        return Line(
            node=node,
            guides=guides,
            below=below,
            answers=answers,
            apart=node.key in self._apart,
            also=tuple(sorted(also, key=lambda edge: self._place[edge.cited])),
        )
