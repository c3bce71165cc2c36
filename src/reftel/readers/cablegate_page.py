"""Web pages of single cables, in the layout of 2011.

A heading (`Viewing cable 03ROME4580, ITALY: …`), a table of reference id, day and hour, release,
classification and origin, then the cable's header and its body, each in `<code><pre>`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reftel.model import RawMessage, Source
from reftel.readers import decoding
from reftel.readers.nara.markup import parse
from reftel.readers.protocol import MAX_MESSAGE, Reject

_SIGNS: Final = (b"Viewing cable", b"<table class='cable'", b'<table class="cable"', b"/reldate/")
_HEADING = re.compile(r"Viewing cable\s{1,4}(?P<id>[^\s,]{1,40}),?\s{0,4}(?P<subject>.*)", re.S)
_LINKED = re.compile(r"/cable/\d{4}/\d{2}/(?P<id>[A-Z0-9]{4,40})\.html\Z")
_BETWEEN = "\n\n"
_NAMES: Final = {
    "reference id": "mrn",
    "created": "date",
    "date": "date",
    "released": "published",  # on the web: no authority released it
    "classification": "classification",
    "origin": "origin",
}


class CablegatePage:
    """Reads a page with one cable.

    `text` is the header's block and the body's, parted by a blank line, tags taken out. `given`
    has what the table says (the text of its links: their titles are wrong on some pages), the
    subject of the heading, and in `references_linked` the ids that the body links to.
    """

    name = "cablegate-page"
    version = "1"
    about = "web pages of single cables, in the layout of 2011"

    def sniff(self, head: bytes, path: str) -> float:
        """By the words that all these pages have."""
        return 0.9 if b"<" in head and any(sign in head for sign in _SIGNS) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The cable of the page, or why there is none."""
        data = stream.read(MAX_MESSAGE + 1)
        if len(data) > MAX_MESSAGE:
            yield _reject(path, "too-large", f"a page of more than {MAX_MESSAGE // 1024**2} MB", None)
            return
        page, encoding, notes = decoding.decode(data)
        tree = parse(page)
        if tree is None:
            yield _reject(path, "too-deep", "elements lie within each other deeper than any page's", data)
            return
        given = _given(tree)
        blocks = [node.text() for node in tree.css("code > pre")]
        text = _BETWEEN.join(block for block in blocks if block.strip())
        if not text and "mrn" not in given:
            yield _reject(path, "no-cable", "the page has no cable: it may be a list or a form", data)
            return
        yield RawMessage(
            data=data,
            text=text,
            encoding=encoding,
            notes=notes,
            given=given,
            source=Source(
                path=path,
                length=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                reader=self.name,
                reader_version=self.version,
            ),
        )


def _given(tree: LexborHTMLParser) -> dict[str, str]:
    given: dict[str, str] = {}
    for heading in tree.css("h3"):
        if m := _HEADING.match(heading.text().strip()):
            given["mrn"], given["subject"] = m["id"], " ".join(m["subject"].split())
            given["title"] = " ".join(heading.text().split())
            break
    table = tree.css_first("table.cable")
    if table is not None:
        names = [_words(cell).lower() for cell in table.css("th")]
        for name, cell in zip(names, table.css("td"), strict=False):
            if words := _words(cell):
                given[_NAMES.get(name, name)] = words
    links = dict.fromkeys(
        m["id"]
        for link in tree.css("code > pre a")
        if (m := _LINKED.search(link.attributes.get("href") or ""))
    )
    if links:
        given["references_linked"] = "; ".join(links)
    return {name: value for name, value in given.items() if value}


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _reject(path: str, code: str, reason: str, data: bytes | None) -> Reject:
    return Reject(
        code=code,
        reason=reason,
        advice="Take the page of a single cable, or its text.",
        path=path,
        length=None if data is None else len(data),
        data=data,
        reader=CablegatePage.name,
    )
