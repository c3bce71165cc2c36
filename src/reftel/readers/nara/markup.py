"""What a web page shows: cells, and the text of an element with its line breaks."""

from __future__ import annotations

import re
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

Node = Any
"""A node of selectolax, whose types do not name its attributes."""

DEEPEST: Final = 2_000
"""Elements left open within each other; the parser's time grows with their square."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Elements that have no end, or may be left without one.
_OPEN: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th tbody thead tfoot option"
    " optgroup colgroup rp rt".split()
)
_LINES: Final = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_BREAKS: Final = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "pre"))


def parse(html: str) -> LexborHTMLParser | None:
    """The tree of a page; None where elements lie within each other deeper than any page's."""
    depth = 0
    for closes, name in _TAG.findall(html):
        if name.lower() in _OPEN:
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        if depth > DEEPEST:
            return None
    return LexborHTMLParser(html)


def shown(node: Node) -> str:
    """The text of an element, lines as they are, and a line for each `<br>` and block.

    >>> tree = parse("<td>PAGE 01<br>\\n<br>FM <b>AMEMBASSY</b></td>".replace("td", "div"))
    >>> shown(tree.css_first("div"))
    'PAGE 01\\n\\nFM AMEMBASSY'
    """
    pieces: list[str] = []
    for one in node.traverse(include_text=True):
        if one.tag == "-text":
            words = one.text_content or ""
            if pieces and pieces[-1] == "\n":
                words = words.removeprefix("\r").removeprefix("\n")
            pieces.append(words)
        elif (
            one.tag in _BREAKS and one != node and (one.tag == "br" or any(piece.strip() for piece in pieces))
        ):
            pieces.append("\n")
    return "".join(pieces).replace("\xa0", " ")


def value(node: Node) -> str:
    """The text of a cell that holds no telegram: trimmed, and its lines."""
    return _LINES.sub("\n", shown(node)).strip()
