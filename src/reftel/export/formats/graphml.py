"""GraphML: the cables and whom they cite, as Gephi, yEd, Cytoscape and networkx read it.

A node is a number; an edition without one is a node by its id. Cited cables that are not among those exported are
nodes as well (`held` is false), so that what is missing can be seen.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any, BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from reftel.export.clean import printable
from reftel.export.formats import Format, Options
from reftel.model import Cable

_NODE: Final = {"held": "boolean", "sent": "string", "level": "string", "station": "string", "subject": "string", "tags": "string"}  # fmt: skip
_EDGE: Final = {"letter": "string", "in_text": "boolean"}


class GraphML:
    """A directed graph: an edge leads from a cable to what it cites."""

    name = "graphml"
    ending = "graphml"
    about = "a graph of the cables and what they cite"
    text = True

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """Nodes as the cables come, edges behind them: these wait in a file, and only names are remembered."""
        out.write(_HEAD.encode())
        nodes: set[str] = set()
        cited: set[str] = set()
        count = 0
        with tempfile.TemporaryFile() as edges:
            for cable in cables:
                name = str(cable.mrn or cable.id)
                if name not in nodes:
                    nodes.add(name)
                    out.write(_node(name, _of(cable)).encode())
                for reference in cable.references:
                    if reference.mrn is not None:
                        target = str(reference.mrn)
                        cited.add(target)
                        said = {"letter": reference.letter, "in_text": reference.in_text}
                        edges.write(_element("edge", f"source={_quoted(name)} target={_quoted(target)}", "edge", said).encode())  # fmt: skip
                count += 1
            for name in sorted(cited - nodes):
                out.write(_node(name, {"held": False}).encode())
            edges.seek(0)
            while chunk := edges.read(1 << 20):
                out.write(chunk)
        out.write(b"  </graph>\n</graphml>\n")
        return count


def _of(cable: Cable) -> dict[str, Any]:
    level = cable.classification
    return {
        "held": True,
        "sent": cable.sent.isoformat() if cable.sent else None,
        "level": level.level if level else None,
        "station": cable.mrn.station if cable.mrn else None,
        "subject": cable.subject,
        "tags": " ".join(tag.code for tag in cable.tags) or None,
    }


def _node(name: str, said: dict[str, Any]) -> str:
    return _element("node", f"id={_quoted(name)}", "node", said)


def _element(tag: str, attributes: str, domain: str, said: dict[str, Any]) -> str:
    data = "".join(
        f'<data key="{domain}.{key}">{escape(printable(str(value).lower() if isinstance(value, bool) else str(value)))}</data>'
        for key, value in said.items()
        if value is not None
    )
    return f"    <{tag} {attributes}>{data}</{tag}>\n"


def _quoted(words: str) -> str:
    return quoteattr(printable(words))


_KEYS: Final = "".join(
    f'  <key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'
    for domain, names in (("node", _NODE), ("edge", _EDGE))
    for name, kind in names.items()
)
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    f'{_KEYS}  <graph id="cables" edgedefault="directed">\n'
)

FORMAT: Final[Format] = GraphML()
