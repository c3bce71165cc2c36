"""Measures over the graph of a little archive, as they are by eye."""

from __future__ import annotations

import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.links.network.graph import components
from reftel.links.network.measures import Measures
from tests.links.little import affair, cable, graph_of


def measures() -> Measures:
    return Measures(affair())


def test_the_size_of_the_whole() -> None:
    size = measures().size()
    assert (size.cables, size.held, size.ghosts, size.citations) == (10, 9, 1, 11)
    assert (size.threads, size.largest, size.alone) == (1, 9, 1)


def test_cited_most() -> None:
    first, *rest = measures().cited()
    assert (first.key, first.cited, first.cites, first.score) == ("1974LAPAZ100", 3, 0, 3)
    assert [one.score for one in rest] == sorted((one.score for one in rest), reverse=True)
    assert all(one.cited for one in rest)
    assert len(measures().cited(top=2)) == 2


def test_what_is_built_on_most_is_not_only_what_is_cited_most() -> None:
    # Three cite the second, which cites the first alone: all is built on the first.
    rows = [cable(f"1974ROME{i}", "1974-01-02") for i in range(1, 6)]
    pairs = [(f"1974ROME{i}", "1974ROME2") for i in range(3, 6)] + [("1974ROME2", "1974ROME1")]
    one = Measures(graph_of(rows, pairs))
    assert [cable.key for cable in one.hubs(2)] == ["1974ROME1", "1974ROME2"]
    assert one.cited(1)[0].key == "1974ROME2"


def test_bridges_hold_posts_together() -> None:
    keys = {one.key: one.score for one in measures().bridges()}
    # LAPAZ100 joins the affair of La Paz with that of Quito; its neighbours are of three posts.
    # STATE200 is none: without it LAPAZ110 still cites LAPAZ100.
    assert keys == {
        "1974LAPAZ100": 3,
        "1974LAPAZ110": 2,
        "1974LAPAZ120": 2,
        "1974QUITO5": 2,
        "1974OSLO2": 2,
    }


def test_posts_and_pairs() -> None:
    posts = {one.station: one for one in measures().posts()}
    assert posts["LAPAZ"].between > 0
    assert (posts["LAPAZ"].cables, posts["LAPAZ"].cites, posts["LAPAZ"].cited) == (3, 2, 3)
    assert posts["LAPAZ"].partners == 3
    pairs = {(one.citing, one.cited): one.citations for one in measures().pairs()}
    assert pairs == {
        ("STATE", "LAPAZ"): 1,
        ("LAPAZ", "STATE"): 1,
        ("LAPAZ", "LIMA"): 1,
        ("LIMA", "LAPAZ"): 1,
        ("QUITO", "LAPAZ"): 1,
        ("OSLO", "QUITO"): 1,
    }


def test_threads_and_chains() -> None:
    [one] = measures().threads()
    assert (one.cables, one.held, one.posts, one.most_cited) == (9, 8, 5, "1974LAPAZ100")
    assert (one.first, one.last) == (datetime.date(1974, 5, 1), datetime.date(1974, 7, 2))
    # That of Quito and Oslo begins with LAPAZ100 as well, and so is not told beside the longest.
    [chain] = measures().chains()
    assert chain.keys == ("1974LAPAZ100", "1974STATE200", "1974LAPAZ110", "1974LAPAZ120", "1974LIMA60")
    assert (chain.length, chain.first, chain.last) == (
        5,
        datetime.date(1974, 5, 1),
        datetime.date(1974, 5, 25),
    )


def test_an_archive_without_citations() -> None:
    one = Measures(graph_of([cable("1974ROME1")], []))
    assert one.size().citations == 0
    for name in ("cited", "hubs", "bridges", "pairs", "threads", "chains"):
        assert getattr(one, name)() == []


_PAIRS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=40)


@settings(max_examples=200, deadline=None)
@given(_PAIRS)
def test_components_are_those_that_a_walk_finds(pairs: list[tuple[int, int]]) -> None:
    label = components(
        20, np.array([a for a, _ in pairs], int), np.array([b for _, b in pairs], int)
    ).tolist()
    near: dict[int, set[int]] = {i: {i} for i in range(20)}
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    for start in range(20):
        found, waiting = {start}, [start]
        while waiting:
            new = near[waiting.pop()] - found
            found |= new
            waiting += new
        assert label[start] == min(found)
