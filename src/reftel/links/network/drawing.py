"""A thread in the forms of graph programs: GraphML, DOT, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import msgspec

from reftel.links.network.threads import Edge, Node, Thread

_NODE: Final[tuple[tuple[str, str], ...]] = (
    ("label", "string"),
    ("held", "boolean"),
    ("mrn", "string"),
    ("edition", "string"),
    ("sent", "string"),
    ("sent_by", "string"),
    ("sent_first", "string"),
    ("sent_last", "string"),
    ("sent_best", "string"),
    ("sent_confidence", "double"),
    ("sent_how", "string"),
    ("level", "string"),
    ("subject", "string"),
    ("station", "string"),
    ("tags", "string"),
    ("distance", "int"),
    ("side", "string"),
    ("cites", "int"),
    ("cited", "int"),
)
_WHEN: Final = ("first", "last", "best", "confidence", "how")
_EDGE: Final[tuple[tuple[str, str], ...]] = (
    ("relation", "string"),
    ("confidence", "double"),
    ("how", "string"),
    ("sure", "boolean"),
)
# What XML 1.0 cannot hold, however it is escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_PRINTED: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def graphml(thread: Thread) -> str:
    """As GraphML, which Gephi, yEd, Cytoscape and networkx read; an edge leads from a cable to what it cites."""
    return "\n".join(_graphml(thread)) + "\n"


def _graphml(thread: Thread) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, names in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in names:
            yield f'  <key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'
    yield f'  <graph id={_attribute(thread.start)} edgedefault="directed">'
    for node in thread.nodes:
        yield f"    <node id={_attribute(node.key)}>"
        yield from _data("node", _NODE, _of_node(node))
        yield "    </node>"
    for edge in thread.edges:
        yield f"    <edge source={_attribute(edge.citing)} target={_attribute(edge.cited)}>"
        yield from _data("edge", _EDGE, _of_edge(edge))
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(domain: str, names: tuple[tuple[str, str], ...], values: dict[str, Any]) -> Iterator[str]:
    for name, _ in names:
        value = values[name]
        if value is not None:
            words = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'      <data key="{domain}.{name}">{escape(_xml(words))}</data>'


def _attribute(words: str) -> str:
    return quoteattr(_xml(words))


def _xml(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)


def _of_node(node: Node) -> dict[str, Any]:
    known = {name: getattr(node, name, None) for name, _ in _NODE}
    when = node.when
    dated = {f"sent_{name}": getattr(when, name) if when else None for name in _WHEN}
    return {**known, **dated, "label": _label(node), "edition": node.id, "tags": " ".join(node.tags) or None}


def _of_edge(edge: Edge) -> dict[str, Any]:
    return {name: getattr(edge, name) for name, _ in _EDGE}


def _label(node: Node) -> str:
    """A node's key, and when it was sent as far as that is told."""
    span = _interval(node)
    when = str(node.sent) if node.sent else span or (f"by {node.sent_by}" if node.sent_by else "")
    return " ".join(part for part in (node.key, when) if part)


def _interval(node: Node) -> str:
    """The days between which a ghost was sent; empty where nothing tells."""
    if node.when is None:
        return ""
    first, last = node.when.first, node.when.last
    return str(first) if first == last else f"{first} – {last}"


def dot(thread: Thread) -> str:
    """As DOT, which Graphviz draws: the oldest above, ghosts dashed, uncertain citations dotted."""
    return "\n".join(_dot(thread)) + "\n"


def _dot(thread: Thread) -> Iterator[str]:
    yield f"digraph {_quoted(thread.start)} {{"
    yield '  rankdir="BT"; node [shape="box", fontname="sans-serif"];'
    for node in thread.nodes:
        style = "bold" if node.key == thread.start else "solid" if node.held else "dashed"
        words = "\n".join([_label(node), *([node.subject[:60]] if node.subject else [])])
        tip = node.subject or ("held" if node.held else "not held")
        yield f'  {_quoted(node.key)} [label={_quoted(words)}, style="{style}", tooltip={_quoted(tip)}];'
    for edge in thread.edges:
        style = "solid" if edge.sure else "dotted"
        tip = f"{edge.relation}, {edge.confidence:.2f}"
        yield f'  {_quoted(edge.citing)} -> {_quoted(edge.cited)} [style="{style}", tooltip={_quoted(tip)}];'
    yield "}"


def _quoted(words: str) -> str:
    """A quoted string of DOT; its line breaks become those of a label."""
    lines = words.replace("\r\n", "\n").split("\n")
    clean = [_NOT_PRINTED.sub("\ufffd", line).replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(clean) + '"'


def json(thread: Thread) -> str:
    """As JSON: the record of the thread, indented."""
    return msgspec.json.format(msgspec.json.encode(thread), indent=2).decode() + "\n"


FORMS: Final[dict[str, Callable[[Thread], str]]] = {"graphml": graphml, "dot": dot, "json": json}
"""What writes a thread, by the form's name."""
