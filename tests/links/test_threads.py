"""Threads of little archives made by hand, as they are by eye, and what must hold of any."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.links.network.graph import Graph, build
from reftel.links.network.threads import Limits, Thread, thread
from reftel.links.network.trees import tree
from tests.links.little import affair, cable, cables_frame, graph_of, links_frame


def around(key: str, graph: Graph | None = None, **limits: Any) -> Thread:
    graph = graph or affair()
    place = graph.node(key)
    assert place is not None
    return thread(graph, place, Limits(**limits))


def drawn(one: Thread, **more: int) -> list[str]:
    return [line.guides + line.node.key for line in tree(one, **more)]


def test_the_tree_of_the_affair() -> None:
    assert drawn(around("1974LAPAZ110", distance=9)) == [
        "1974LAPAZ100",
        "├─ 1974STATE200",
        "│  └─ 1974LAPAZ110",
        "│     └─ 1974LAPAZ120",
        "│        └┄ 1974LIMA60",
        "└─ 1974QUITO5",
        "1974LIMA50",
        "1974OSLO1",
        "└─ 1974OSLO2",
    ]


def test_what_the_lines_say_beside() -> None:
    lines = {line.node.key: line for line in tree(around("1974LAPAZ110", distance=9))}
    also = {key: [edge.cited for edge in line.also] for key, line in lines.items() if line.also}
    assert also == {
        "1974LAPAZ110": ["1974LAPAZ100"],
        "1974LAPAZ120": ["1974LIMA50"],
        "1974LIMA60": ["1974LIMA60"],
        "1974OSLO1": ["1974OSLO2"],
        "1974OSLO2": ["1974QUITO5"],
    }
    answers = lines["1974LIMA60"].answers
    assert answers is not None
    assert (answers.cited, answers.sure, answers.confidence) == ("1974LAPAZ120", False, 0.6)


def test_a_tree_that_may_not_grow_deep_says_what_is_answered() -> None:
    lines = tree(around("1974LAPAZ110", distance=9, only="before"), deepest=1)
    assert [line.guides + line.node.key for line in lines] == [
        "1974LAPAZ100",
        "├─ 1974STATE200",
        "└─ 1974LAPAZ110",
    ]
    assert [line.apart for line in lines] == [False, False, True]


def test_in_the_order_of_time_with_ghosts_before_what_cites_them() -> None:
    one = around("1974LAPAZ110", distance=9)
    assert [node.key for node in one.nodes] == [
        "1974LAPAZ100",
        "1974STATE200",
        "1974LAPAZ110",
        "1974LIMA50",
        "1974LAPAZ120",
        "1974LIMA60",
        "1974QUITO5",
        "1974OSLO1",
        "1974OSLO2",
    ]
    ghost = one.node("1974LIMA50")
    assert (ghost.held, ghost.sent, ghost.sent_by) == (False, None, datetime.date(1974, 5, 20))
    assert (ghost.station, ghost.cited, ghost.id) == ("LIMA", 1, None)


def _dated(mrn: str, first: str, last: str, best: str) -> pl.DataFrame:
    """When a ghost was sent, as `ghosts.dated` says it."""
    days = {
        name: [datetime.date.fromisoformat(day)]
        for name, day in (("first", first), ("last", last), ("best", best))
    }
    return pl.DataFrame({"mrn": [mrn], **days, "confidence": [0.9], "how": ["by its neighbours"]})


_PAIR = [
    cable("1974LAPAZ1", "1974-05-01"),
    cable("1974LAPAZ2", "1974-05-20"),
    cable("1974LAPAZ9", "1974-06-30"),
]
_CITED = [("1974LAPAZ9", "1974LIMA5"), ("1974LAPAZ9", "1974LAPAZ2"), ("1974LAPAZ2", "1974LAPAZ1")]


def _with_ghost(first: str, last: str, best: str) -> Graph:
    return build(cables_frame(_PAIR), links_frame(_CITED), _dated("1974LIMA5", first, last, best))


def test_a_ghost_stands_where_its_serial_says_that_it_was_sent() -> None:
    graph = _with_ghost("1974-05-03", "1974-05-12", "1974-05-08")
    one = around("1974LAPAZ9", graph)
    assert [node.key for node in one.nodes] == ["1974LAPAZ1", "1974LIMA5", "1974LAPAZ2", "1974LAPAZ9"]
    ghost = one.node("1974LIMA5")
    assert ghost.when is not None
    assert (ghost.when.first, ghost.when.last) == (datetime.date(1974, 5, 3), datetime.date(1974, 5, 12))
    assert (ghost.when.confidence, ghost.when.how) == (0.9, "by its neighbours")
    assert ghost.sent is None and ghost.sent_by == datetime.date(1974, 6, 30)
    assert all(node.when is None for node in one.nodes if node.held)


def test_a_ghost_of_the_day_on_which_it_is_cited_stands_before_that() -> None:
    graph = _with_ghost("1974-06-28", "1974-06-30", "1974-06-30")
    assert [node.key for node in around("1974LAPAZ9", graph).nodes][-2:] == ["1974LIMA5", "1974LAPAZ9"]


def test_of_one_day_and_post_serials_give_the_order() -> None:
    at = datetime.datetime(1974, 5, 8, 20, tzinfo=datetime.UTC)
    rows = [cable("1974LIMA4", "1974-05-08", sent_at=at), cable("1974LAPAZ9", "1974-05-09")]
    pairs = [("1974LAPAZ9", "1974LIMA5"), ("1974LAPAZ9", "1974LIMA4"), ("1974LAPAZ9", "1974LIMA3")]
    dated = pl.concat(_dated(f"1974LIMA{n}", "1974-05-08", "1974-05-08", "1974-05-08") for n in (3, 5))
    one = around("1974LAPAZ9", build(cables_frame(rows), links_frame(pairs), dated))
    assert [node.key for node in one.nodes] == ["1974LIMA3", "1974LIMA4", "1974LIMA5", "1974LAPAZ9"]


def test_what_a_cable_announces_was_not_sent_by_then() -> None:
    rows = [cable("1974LAPAZ1", "1974-05-01")]
    pairs = [("1974LAPAZ1", "1974LAPAZ2", 0.9, "septel")]
    dated = _dated("1974LAPAZ2", "1974-05-02", "1974-05-04", "1974-05-03")
    one = around("1974LAPAZ1", build(cables_frame(rows), links_frame(pairs), dated))
    assert [node.key for node in one.nodes] == ["1974LAPAZ1", "1974LAPAZ2"]
    assert one.nodes[1].sent_by is None


@pytest.mark.parametrize(("within", "kept"), [(30, False), (48, True), (60, True)])
def test_a_ghost_that_may_have_been_sent_within_the_days_is_kept(within: int, kept: bool) -> None:
    # 13 May, the last day on which it may have been sent, lies 48 days before 30 June.
    one = around("1974LAPAZ9", _with_ghost("1974-05-01", "1974-05-13", "1974-05-02"), within=within)
    assert ("1974LIMA5" in [node.key for node in one.nodes]) is kept


def test_a_record_without_a_text_is_a_ghost_that_tells_of_itself() -> None:
    rows = [
        {**cable("1974LAPAZ1", "1974-05-01"), "problems": ["text-missing"]},
        {**cable("1974LAPAZ2", "1974-05-20"), "problems": []},
    ]
    frame = pl.DataFrame(rows).lazy()
    one = around("1974LAPAZ2", build(frame, links_frame([("1974LAPAZ2", "1974LAPAZ1")])))
    card = one.node("1974LAPAZ1")
    assert (card.held, card.id, card.sent) == (False, "id-1974LAPAZ1", datetime.date(1974, 5, 1))
    assert [node.key for node in one.ghosts] == ["1974LAPAZ1"]


def test_before_after_and_beside() -> None:
    one = around("1974LAPAZ110", distance=9)
    assert {node.key: node.side for node in one.nodes} == {
        "1974LAPAZ100": "before",
        "1974STATE200": "before",
        "1974LAPAZ110": "start",
        "1974LAPAZ120": "after",
        "1974LIMA60": "after",
        "1974LIMA50": "beside",
        "1974QUITO5": "beside",
        "1974OSLO1": "beside",
        "1974OSLO2": "beside",
    }
    assert around("1974OSLO1").node("1974OSLO2").side == "both"


@pytest.mark.parametrize(
    ("limits", "keys", "cut"),
    [
        ({"distance": 0}, {"1974LAPAZ110"}, {"distance": 3}),
        (
            {"distance": 1},
            {"1974LAPAZ100", "1974STATE200", "1974LAPAZ110", "1974LAPAZ120"},
            {"distance": 3},
        ),
        (
            {"distance": 9, "within": 30},
            {"1974LAPAZ100", "1974STATE200", "1974LAPAZ110", "1974LAPAZ120", "1974LIMA50", "1974LIMA60"},
            {"time": 1},
        ),
        (
            {"distance": 9, "shared_tags": 1},
            {"1974LAPAZ100", "1974STATE200", "1974LAPAZ110", "1974LAPAZ120", "1974LIMA50", "1974LIMA60"},
            {"tags": 1},
        ),
        ({"distance": 9, "shared_tags": 2}, {"1974LAPAZ100", "1974STATE200", "1974LAPAZ110"}, {"tags": 2}),
        (
            {"distance": 9, "only": "before"},
            {"1974LAPAZ100", "1974STATE200", "1974LAPAZ110"},
            {"direction": 2},
        ),
        (
            {"distance": 9, "only": "after"},
            {"1974LAPAZ110", "1974LAPAZ120", "1974LIMA60"},
            {"direction": 3},
        ),
        ({"distance": 9, "most": 2}, {"1974LAPAZ110", "1974STATE200"}, {"number": 2}),
        (
            {"distance": 2, "sure": True},
            {
                *("1974LAPAZ100", "1974STATE200", "1974LAPAZ110", "1974LAPAZ120", "1974LIMA50", "1974QUITO5"),
            },
            {"distance": 1, "unsure": 1},
        ),
    ],
)
def test_limits_and_what_they_cut(limits: dict[str, Any], keys: set[str], cut: dict[str, int]) -> None:
    one = around("1974LAPAZ110", **limits)
    assert ({node.key for node in one.nodes}, one.cut, one.joined) == (keys, cut, 9)


def test_a_ghost_is_a_start_as_well() -> None:
    one = around("1974LIMA50", distance=1, within=60, shared_tags=1)
    assert {node.key for node in one.nodes} == {"1974LIMA50", "1974LAPAZ120"}
    assert one.node("1974LAPAZ120").side == "after"


def test_a_cable_alone_is_a_thread() -> None:
    one = around("1974MADRID9")
    assert ([node.key for node in one.nodes], one.edges, one.cut, one.joined) == (["1974MADRID9"], (), {}, 1)


def test_editions_of_one_number_are_one_cable() -> None:
    rows = [
        cable("1974ROME1", "1974-01-02", id="b", partial=True, subject="EXTRACT"),
        cable("1974ROME1", None, id="c", partial=False, subject=None, tags=[]),
        cable("1974ROME2", "1974-01-03"),
    ]
    pairs = [("1974ROME2", "1974ROME1", 0.5), ("1974ROME2", "1974ROME1", 0.9)]
    one = around("1974ROME2", graph_of(rows, pairs))
    node = one.node("1974ROME1")
    assert (node.id, node.editions, node.sent, node.subject, node.tags) == (
        *("c", 2, datetime.date(1974, 1, 2), "EXTRACT"),
        ("PREL",),
    )
    assert [(edge.citing, edge.cited, edge.confidence) for edge in one.edges] == [
        ("1974ROME2", "1974ROME1", 0.9)
    ]


def test_a_cable_without_a_number_is_there_by_its_edition() -> None:
    rows = [cable(None, "1961-02-03", id="id-memo"), cable("1961MOSCOW1707", "1961-01-21")]
    graph = graph_of(rows, [("id-memo", "1961MOSCOW1707"), ("1961MOSCOW1707", "id-memo", 0.95, "document")])
    one = around("id-memo", graph)
    assert [(node.key, node.mrn, node.held) for node in one.nodes] == [
        ("1961MOSCOW1707", "1961MOSCOW1707", True),
        ("id-memo", None, True),
    ]
    assert {edge.relation for edge in one.edges} == {"reference", "document"}


def test_links_that_lead_nowhere_make_no_edge() -> None:
    graph = graph_of([cable("1974ROME1")], [("1974ROME1", "id-not there")])
    assert (len(graph), graph.links) == (1, 0)
    assert len(build(cables_frame([]), links_frame([]))) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"distance": -1},
        {"most": 0},
        {"within": -3},
        {"shared_tags": -1},
        {"bound": 1.5},
        {"bound": -0.1},
        {"only": "sideways"},
    ],
)
def test_limits_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Limits(**wrong)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    graph = affair()
    graph.save(tmp_path, "a")
    again = Graph.load(tmp_path, "a")
    assert again is not None
    for key in graph.all_keys().to_pylist():
        assert around(key, again, distance=9) == around(key, graph, distance=9)
    assert Graph.load(tmp_path, "b") is None
    (tmp_path / "a.edges.arrow").write_bytes(b"not an Arrow file")
    assert Graph.load(tmp_path, "a") is None


# What must hold of any archive

_NAMES = [f"1974ROME{i}" for i in range(1, 13)]


@st.composite
def archives(draw: Callable[..., Any]) -> tuple[list[dict[str, Any]], list[tuple[str, str, float]]]:
    held = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=10, unique=True))
    days = st.none() | st.integers(1, 28).map(lambda day: f"1974-02-{day:02}")
    tags = st.lists(st.sampled_from(["PINT", "BL", "ECON"]), max_size=2, unique=True)
    cables = [cable(name, draw(days), tags=draw(tags)) for name in held]
    pair = st.tuples(st.sampled_from(held), st.sampled_from(_NAMES), st.sampled_from([0.5, 0.8, 0.99]))
    return cables, draw(st.lists(pair, max_size=30))


_LIMITS = st.builds(
    Limits,
    distance=st.integers(0, 5),
    within=st.none() | st.integers(0, 20),
    shared_tags=st.integers(0, 2),
    most=st.integers(1, 12),
    only=st.sampled_from(["around", "before", "after"]),
    sure=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(archives(), _LIMITS, st.randoms(use_true_random=False))
def test_any_thread(made: tuple[list[dict[str, Any]], Any], limits: Limits, rng: Any) -> None:
    cables, pairs = made
    graph = graph_of(cables, pairs)
    start = rng.randrange(len(graph))
    one = thread(graph, start, limits)
    keys = [node.key for node in one.nodes]

    # Each end of an edge is a node, the start is one, and none is there twice.
    assert len(set(keys)) == len(keys) <= limits.most
    assert one.start in keys
    assert {end for edge in one.edges for end in (edge.citing, edge.cited)} <= set(keys)
    # Exactly the citations among them are there: those that were made, the sure ones if so wished.
    among = {
        (a, b): max(c for x, y, c in pairs if (x, y) == (a, b))
        for a, b, _ in pairs
        if a in keys and b in keys
    }
    wanted = {pair for pair, surest in among.items() if surest >= limits.bound or not limits.sure}
    assert {(edge.citing, edge.cited) for edge in one.edges} == wanted
    # In the order of time.
    days = [day for node in one.nodes if (day := node.sent or node.sent_by)]
    assert days == sorted(days)
    # What joins them is there or counted once.
    near = {x for a, b, _ in pairs if a in keys or b in keys for x in (a, b)}
    assert sum(one.cut.values()) == len(near - set(keys))
    # No cable is farther than the limit, and all limits hold of all.
    assert all(node.distance <= limits.distance for node in one.nodes)
    # The tree has each once, each under what it cites or at the top.
    lines = tree(one, deepest=2)
    assert sorted(line.node.key for line in lines) == sorted(keys)
    for line in lines:
        assert line.answers is None or line.answers.citing == line.node.key
        assert len(line.guides) <= 3 * 2


@settings(max_examples=60, deadline=None)
@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_no_matter(made: tuple[list[dict[str, Any]], Any], rng: Any) -> None:
    cables, pairs = made
    other = rng.sample(cables, len(cables)), rng.sample(pairs, len(pairs))
    graph, again = graph_of(cables, pairs), graph_of(*other)
    for key in graph.all_keys().to_pylist():
        assert around(key, graph, distance=9) == around(key, again, distance=9)
