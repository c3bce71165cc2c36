"""`nara-page`: web pages of one record, or of a list of results.

A list has a table whose head names attributes (columns are taken by their heading, never by their
place), a row a record: its excerpts are no texts. A page of one record has names and values side by
side, in rows, lists or pairs of elements, or the text form in whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from reftel.model import RawMessage
from reftel.readers import decoding
from reftel.readers.nara import columns, markup, record, text
from reftel.readers.protocol import MAX_MESSAGE, Reject

_PAGE: Final = re.compile(r"<(?:!doctype\s|html|head|body|table|div|pre)\b", re.I)
_ARCHIVE: Final = re.compile(r"aad\.archives\.gov|Access to Archival Databases", re.I)
_TELEGRAMS: Final = re.compile(r"Electronic Telegrams|Document Number|Canonical ID|Message Attributes", re.I)
# A name where a page shows one: the whole of an element's words.
_NAMED: Final = re.compile(r">\s{0,40}([A-Z][A-Za-z ]{1,40}?)\s{0,3}:?\s{0,40}</")
_ROW: Final = re.compile(rb"<tr[\s>]", re.I)
_ROW_END: Final = re.compile(rb"</tr\s{0,9}>|</table\s{0,9}>", re.I)
_NUMBER: Final = re.compile(rb"(?:19|20)\d\d ?[A-Z]{2}")
_LABELS: Final = "dt, th, td, b, strong, label, span, div, p"


class NaraPage:
    """Reads web pages of the archive's telegrams: a message a record, an entry of a list being one."""

    name = "nara-page"
    version = record.VERSION
    about = "web pages of electronic telegrams of 1973–79: a record, or a list of results"

    def sniff(self, head: bytes, path: str) -> float:
        """By the archive's name with that of its telegrams, or by names of attributes that it shows."""
        if not decoding.is_text(head):
            return 0.0
        words = decoding.decode(head).text
        if not _PAGE.search(words[:4_000]):
            return 0.0
        if _ARCHIVE.search(words) and _TELEGRAMS.search(words):
            return 0.9
        shows_form = "Message Text" in words and "Message Attributes" in words
        return 0.85 if shows_form or columns.is_head(_NAMED.findall(words)) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The records of the page, in order."""
        data = stream.read(MAX_MESSAGE + 1)
        if len(data) > MAX_MESSAGE:
            reason = f"a page of more than {MAX_MESSAGE // 1024**2} MB"
            yield _reject(path, "too-large", reason, "Split the file into one page a file.")
        elif not data.strip(b" \t\r\n\0\x1a"):
            yield _reject(path, "empty", "there is nothing in the file", "Look for the original.", data)
        elif not decoding.is_text(data):
            yield _reject(path, "not-text", "the bytes are no text", "Save the page anew.", data)
        else:
            found = False
            for one in _listed(data, path):
                found = True
                yield one
            if not found:
                yield _single(data, path)


def _listed(data: bytes, path: str) -> Iterator[RawMessage | Reject]:
    """The rows below a head of attribute names."""
    names: list[str] = []
    for begin in _ROW.finditer(data):
        row_start = begin.start()
        next_row = _ROW.search(data, begin.end())
        stop = next_row.start() if next_row else len(data)
        ends = _ROW_END.search(data, begin.end(), stop)
        row = data[row_start : ends.end() if ends else stop]
        if not names:
            if b"ocument" in row or b"anonical" in row:
                names = _head(row)
            continue
        yield from _row(row, names, record.Place(path, row_start, NaraPage.name))


def _cells(row: bytes) -> tuple[list[str], str, decoding.Decoded]:
    """A row's cells, its link, and its decoding."""
    decoded = decoding.decode(row)
    tree = markup.parse(f"<table>{decoded.text}</table>")
    if tree is None:
        return [], "", decoded
    link = tree.css_first("a[href]")
    return (
        [markup.shown(cell) for cell in tree.css("th, td")],
        (link.attributes["href"] if link else "") or "",
        decoded,
    )


def _head(row: bytes) -> list[str]:
    names = [name.strip() for name in _cells(row)[0]]
    # A row of one name and one value is a record's own, and so is one whose cells are no names.
    return names if columns.is_head(names) else []


def _row(row: bytes, names: list[str], place: record.Place) -> Iterator[RawMessage | Reject]:
    cells, link, decoded = _cells(row) if _NUMBER.search(row) else ([], "", None)
    if decoded is None or not any(columns.is_number(cell) for cell in cells):
        return  # arrows for sorting, lines of blanks, another table below
    if len(cells) != len(names):
        reason = f"a row of the list has {len(cells)} cells, its head {len(names)}"
        yield Reject(
            code="cut-short",
            reason=reason,
            advice="Save the page anew: the other rows were read.",
            path=place.path,
            offset=place.offset,
            length=len(row),
            data=row,
            reader=place.reader,
        )
        return
    pairs = [
        (name, cell)
        for name, cell in zip(names, cells, strict=True)
        if columns.known([name]) or columns.is_text(name)
    ]
    if link and not any(name == "Record URL" for name, _ in pairs):
        pairs.append(("Record URL", link))
    yield columns.message(
        row, pairs, place._replace(encoding=decoded.encoding, notes=decoded.notes), entry=True
    )


def _single(data: bytes, path: str) -> RawMessage | Reject:
    """The one record of a page."""
    html, encoding, notes = decoding.decode(data)
    tree = markup.parse(html)
    if tree is None:
        reason = f"more than {markup.DEEPEST} elements lie within each other"
        return _reject(path, "too-deep", reason, "Save the page anew: no page is made so.", data)
    for hidden in tree.css("script, style, noscript"):
        hidden.decompose()
    place = record.Place(path, 0, NaraPage.name, encoding, notes)
    words = markup.shown(tree.body) if tree.body else ""
    if text.has_headings(words):
        message, attributes = text.split(words)
        if attributes:
            return record.make(data, message, attributes, place)
    pairs = list(_pairs(tree))
    if not columns.known(name for name, _ in pairs) & _KEYS:
        reason = "the page shows no document number beside its name"
        return _reject(path, "no-text", reason, "Save the page of the record itself.", data)
    if not any(columns.is_text(name) for name, _ in pairs):
        longest = max((markup.shown(one) for one in tree.css("pre")), key=len, default="")
        pairs.append(("Message Text", longest))
    return columns.message(data, pairs, place)


_EMPHASES: Final = frozenset(("b", "strong", "span"))
_KEYS: Final = frozenset(("Document Number", "Canonical ID"))


def _pairs(tree: markup.LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Names and the values beside them: in the next element, or in the rest of the one around."""
    for node in tree.css(_LABELS):
        words = (node.text(deep=True) or "").strip() if _may_be_name(node) else ""
        name = words.removesuffix(":").strip()
        if not (columns.known([name]) or name == "Message Text"):
            continue
        beside = node.next
        while beside is not None and beside.tag in ("-text", "_comment", "-comment"):
            if beside.tag == "-text" and (beside.text_content or "").strip():
                break
            beside = beside.next
        if beside is None and node.tag in (*_EMPHASES, "label"):
            parent = node.parent
            beside = parent.next if parent is not None else None
            while beside is not None and beside.tag == "-text" and not (beside.text_content or "").strip():
                beside = beside.next
        if beside is None or beside.tag == "br":
            continue
        if beside.tag == "-text":
            yield name, (beside.text_content or "").strip()
        else:
            yield name, markup.shown(beside) if name == "Message Text" else markup.value(beside)


def _may_be_name(node: markup.Node) -> bool:
    """Whether an element has words alone, or in one element within it."""
    return node.child is not None and all(
        one.tag == "-text" or (one.tag in _EMPHASES and (one.child is None or one.child.tag == "-text"))
        for one in node.iter(include_text=True)
    )


def _reject(path: str, code: str, reason: str, advice: str, data: bytes | None = None) -> Reject:
    length = len(data) if data is not None else None
    return Reject(
        code=code, reason=reason, advice=advice, path=path, length=length, data=data, reader=NaraPage.name
    )
