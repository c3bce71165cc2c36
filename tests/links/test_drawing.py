"""A thread as GraphML, DOT and JSON: other programs can read it, whatever is in a subject line."""

from __future__ import annotations

import datetime
import json as json_module
import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # it has no types

from reftel.links.dating.serials import When
from reftel.links.network import drawing
from reftel.links.network.threads import Edge, Node, Thread
from tests.links.little import affair, cable, graph_of
from tests.links.test_threads import around

_NS = "{http://graphml.graphdrawing.org/xmlns}"
_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|(digraph|->|[{}\[\]=,;])|([A-Za-z_][A-Za-z0-9_]*))', re.S)

NASTY = [
    'He said "no"',
    "a\\",
    'ends with \\"',
    "<b>&amp; ]]></data>",
    "two\nlines\r\nand\rmore",
    "\x00\x07\x1b[31m",
    "\ud800 lone",
    "\ufffe\uffff",
    "été 日本 🜁",
    '"; } digraph x { a -> b',
    "",
]


def read_graphml(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """As networkx reads it: keys, nodes with data, directed edges with data."""
    root = etree.fromstring(text.encode("utf-8"))
    assert root.tag == f"{_NS}graphml"
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{_NS}key")}
    graph = root.find(f"{_NS}graph")
    assert graph is not None
    assert graph.get("edgedefault") == "directed"

    def data(element: Any) -> dict[str, str]:
        return {names[one.get("key")]: one.text or "" for one in element.findall(f"{_NS}data")}

    nodes = {node.get("id"): data(node) for node in graph.findall(f"{_NS}node")}
    edges = [(e.get("source"), e.get("target"), data(e)) for e in graph.findall(f"{_NS}edge")]
    assert all(a in nodes and b in nodes for a, b, _ in edges)
    return nodes, edges


def read_dot(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """By the grammar of DOT, as far as it is used: digraph, node and edge statements, attribute lists."""
    tokens: list[str] = []
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        assert found, f"no token of DOT at {text[at : at + 40]!r}"
        tokens.append(found[1] or found[2] or found[3])
        at = found.end()
    assert tokens[0] == "digraph"
    assert (tokens[2], tokens[-1]) == ("{", "}")
    nodes: dict[str, dict[str, str]] = {}
    edges: list[tuple[str, str, dict[str, str]]] = []
    for statement in _statements(tokens[3:-1]):
        bracket = statement.index("[") if "[" in statement else len(statement)
        attributes = _attributes(statement[bracket + 1 : -1]) if bracket < len(statement) else {}
        match statement[:bracket]:
            case [one] if one.startswith('"'):
                nodes[_unquoted(one)] = attributes
            case [one, "->", other]:
                edges.append((_unquoted(one), _unquoted(other), attributes))
            case ["node"] | ["rankdir", "=", _]:
                pass
            case other:
                raise AssertionError(f"no statement of DOT: {other}")
    assert all(a in nodes and b in nodes for a, b, _ in edges)
    return nodes, edges


def _statements(tokens: list[str]) -> list[list[str]]:
    made: list[list[str]] = [[]]
    for token in tokens:
        if token == ";":
            made.append([])
        else:
            made[-1].append(token)
    return [one for one in made if one]


def _attributes(tokens: list[str]) -> dict[str, str]:
    assert len(tokens) % 4 == 3
    found = {}
    for i in range(0, len(tokens), 4):
        name, equals, value = tokens[i : i + 3]
        assert equals == "="
        assert tokens[i + 3 : i + 4] in ([], [","])
        found[name] = _unquoted(value)
    return found


def _unquoted(token: str) -> str:
    assert token[0] == token[-1] == '"'
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], token[1:-1], flags=re.S)


def test_when_a_ghost_was_sent_in_each_form() -> None:
    days = (datetime.date(1974, 5, 3), datetime.date(1974, 5, 12), datetime.date(1974, 5, 8))
    one = around("1974LAPAZ110", affair(), distance=9)
    when = When(*days, 0.9, "by its neighbours")
    nodes = [msgspec.structs.replace(node, when=None if node.held else when) for node in one.nodes]
    one = msgspec.structs.replace(one, nodes=tuple(nodes))
    ghost = read_graphml(drawing.graphml(one))[0]["1974LIMA50"]
    said = [ghost[f"sent_{name}"] for name in ("first", "last", "best", "confidence", "how")]
    assert said == ["1974-05-03", "1974-05-12", "1974-05-08", "0.9", "by its neighbours"]
    assert read_dot(drawing.dot(one))[0]["1974LIMA50"]["label"] == "1974LIMA50 1974-05-03 – 1974-05-12"
    [written] = [
        node for node in json_module.loads(drawing.json(one))["nodes"] if node["key"] == "1974LIMA50"
    ]
    assert (written["when"]["first"], written["when"]["last"]) == ("1974-05-03", "1974-05-12")


def test_the_affair_in_each_form() -> None:
    one = around("1974LAPAZ110", affair(), distance=9)
    pairs = {(edge.citing, edge.cited) for edge in one.edges}
    nodes, edges = read_graphml(drawing.graphml(one))
    assert set(nodes) == {node.key for node in one.nodes}
    assert {(a, b) for a, b, _ in edges} == pairs
    assert nodes["1974LIMA50"]["held"] == "false"
    assert nodes["1974LIMA50"]["sent_by"] == "1974-05-20"
    assert nodes["1974LAPAZ110"]["tags"] == "PINT BL ECON"
    drawn, arrows = read_dot(drawing.dot(one))
    assert set(drawn) == set(nodes)
    assert {(a, b) for a, b, _ in arrows} == pairs
    styles = {(a, b): more["style"] for a, b, more in arrows}
    assert styles["1974LIMA60", "1974LAPAZ120"] == "dotted"
    assert styles["1974LAPAZ110", "1974STATE200"] == "solid"
    assert (drawn["1974LIMA50"]["style"], drawn["1974LAPAZ110"]["style"]) == ("dashed", "bold")
    again = msgspec.json.decode(drawing.json(one), type=Thread)
    assert again == one
    assert json_module.loads(drawing.json(one))["cut"] == {}


def _thread_of(words: str) -> Thread:
    node = Node(key=f"1974ROME1{words}", held=True, subject=words, station=words, tags=(words,))
    edge = Edge(citing=node.key, cited=node.key, relation=words, confidence=0.5, how=words, sure=False)
    like = around("1974MADRID9", affair())
    return msgspec.structs.replace(like, start=node.key, nodes=(node,), edges=(edge,))


def _readable(words: str) -> None:
    one = _thread_of(words)
    nodes, _ = read_graphml(drawing.graphml(one))
    plain = words.isprintable()
    if plain:
        assert nodes[one.start]["subject"] == words
    drawn, _ = read_dot(drawing.dot(one))
    [(key, more)] = drawn.items()
    if plain:
        assert key == one.start
        assert more["label"].split("\n", 1)[1:] == ([words[:60]] if words else [])


@pytest.mark.parametrize("words", NASTY)
def test_whatever_is_in_a_subject(words: str) -> None:
    _readable(words)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all(words: str) -> None:
    _readable(words)


def test_a_subject_of_the_archive_itself() -> None:
    graph = graph_of([cable("1974ROME1", "1974-01-01", subject='"<&>\\ \x1b')], [("1974ROME1", "1974ROME1")])
    _readable(around("1974ROME1", graph).nodes[0].subject or "")
