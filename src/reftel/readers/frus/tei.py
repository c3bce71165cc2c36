"""A volume as TEI: `<div type="document">` for each document, as the Office of the Historian encodes it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from reftel.model import Annotation, RawMessage, Source, Span
from reftel.readers import decoding
from reftel.readers.frus import (
    annotations,
    datelines,
    fragments,
    glossary,
    headings,
    record,
    scanner,
    source_notes,
)
from reftel.readers.frus.flow import Flow, flow, words
from reftel.readers.frus.fragments import Element, name, xml_id
from reftel.readers.protocol import MAX_MESSAGE, Reject

_ROOT: Final = re.compile(r"<TEI[\s>]")
_OF_SERIES: Final = re.compile(r"history\.state\.gov|Foreign Relations of the United States|\bfrus\d{4}")
_DIVISION: Final = re.compile(r"<div\s[^<>]{0,300}\btype\s{0,3}=\s{0,3}[\"']document[\"']")
_DECLARED: Final = re.compile(rb"<\?xml\s[^<>]{0,100}\bencoding\s{0,3}=\s{0,3}[\"']([\w.-]{1,40})[\"']")
_VOLUME_ID: Final = re.compile(r"frus[\w.-]{2,40}")
_NUMBER_IN_ID: Final = re.compile(r"d\d{1,4}[a-z]?")
_PRINTED: Final = {"publisher": "publisher", "pubPlace": "published_at", "date": "published"}
_YEAR: Final = re.compile(r"(?:18|19|20)\d\d")
_MOST_EDITORS: Final = 20
_LISTS: Final = {"subject": "subject", "participants": "participants", "references": "references"}
_LONGEST_VALUE: Final = 20_000
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class FrusTei:
    """Reads a volume of FRUS in TEI, one message a document.

    `text` has the date-line, and neither the heading nor the notes; notes stand in `annotations` at
    the place of their sign. The names in `given` are those of `frus.record`. Front and back matter
    gives no messages: its lists of persons and terms explain the annotations.
    """

    name = "frus-tei"
    version = "2"
    about = "volumes of Foreign Relations of the United States in TEI"

    def sniff(self, head: bytes, path: str) -> float:
        """TEI that names the series, or has its divisions."""
        if not decoding.is_text(head):
            return 0.0
        text = decoding.decode(head).text
        division = _DIVISION.search(text)
        if _ROOT.search(text) and (_OF_SERIES.search(text) or division):
            return 0.95
        return 0.8 if division and text.lstrip("\ufeff \r\n\t").startswith("<") else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The documents of a volume, in order."""
        first = stream.read(512)
        if first.startswith(_WIDE):
            yield _reject(
                path, "not-text", "the file is in UTF-16", "Save it in UTF-8: volumes are published so."
            )
            return
        yield from _Volume(path, first).read(stream, first)


class _Volume:
    """One volume being read: what its documents need of it."""

    def __init__(self, path: str, first: bytes) -> None:
        self.path = path
        declared = _DECLARED.search(first)
        self.declared = declared[1].decode("ascii").lower() if declared else "utf-8"
        stem = os.path.splitext(os.path.basename(path.rpartition("!")[2]))[0]
        self.id = stem if _VOLUME_ID.fullmatch(stem) else ""
        self.title = ""
        self.imprint: dict[str, str] = {}
        self.prefixes = ""
        self.entries: dict[str, glossary.Entry] = {}
        self.seen: dict[str, int] = {}

    def read(self, stream: BinaryIO, first: bytes) -> Iterator[RawMessage | Reject]:
        documents = 0
        for piece in scanner.pieces(stream, first):
            if piece.kind == "root":
                self.prefixes = fragments.namespaces(piece.data)
            elif piece.kind == "header":
                self._header(piece.data)
            elif piece.kind == "section":
                glossary.read(piece.data, self.prefixes, self.declared, self.entries)
            else:
                documents += 1
                yield self._document(piece) if piece.kind == "document" else self._fault(piece)
        if not documents:
            yield _reject(
                self.path,
                "format-unknown",
                "it has no document of a FRUS volume",
                'See whether it is a volume, and has <div type="document">.',
            )

    def _header(self, data: bytes) -> None:
        found = fragments.parse(data, self.prefixes, self.declared)
        if not isinstance(found, fragments.Fragment):
            return
        for element in found.element.iter():
            said = words(element) if name(element) in ("idno", "title") else ""
            if name(element) == "idno" and element.get("type") == "frus" and _VOLUME_ID.fullmatch(said):
                self.id = said
            elif name(element) == "title" and element.get("type") == "complete":
                self.title = said[:500]
        self.imprint = _imprint(found.element)

    def _document(self, piece: scanner.Piece) -> RawMessage | Reject:
        found = fragments.parse(piece.data, self.prefixes, self.declared)
        if isinstance(found, fragments.Fault):
            return self._reject(
                piece, found.code, found.reason, "Mend the markup, and ingest again.", found.line
            )
        document = _Document(found.element, self.id, self.title, self.entries, self.imprint)
        given, notes = record.given(document.parts)
        return RawMessage(
            data=piece.data,
            text=document.flow.text,
            encoding=found.encoding,
            notes=(*found.notes, *document.notes, *self._repeated(document.parts.id, piece), *notes),
            given=given,
            annotations=document.annotations,
            source=Source(
                path=self.path,
                offset=piece.offset,
                length=piece.length,
                sha256=hashlib.sha256(piece.data).hexdigest(),
                reader=FrusTei.name,
                reader_version=FrusTei.version,
            ),
        )

    def _repeated(self, id: str, piece: scanner.Piece) -> tuple[str, ...]:
        first = self.seen.setdefault(id, piece.offset)
        if first == piece.offset:
            return ()
        return (f"the volume has another document {id} at byte {first}",)

    def _fault(self, piece: scanner.Piece) -> Reject:
        match piece.kind:
            case "dtd":
                reason = "the file declares a document type: its entities might hide or multiply text"
                return self._reject(
                    piece, "dtd-refused", reason, "Take the declaration out: volumes have none."
                )
            case "too-large":
                reason = f"a document of more than {MAX_MESSAGE // 1024**2} MB"
                return self._reject(piece, "too-large", reason, "See whether the end of a <div> is missing.")
            case "truncated":
                reason = "the file ends inside this document"
                return self._reject(piece, "cut-short", reason, "Fetch the volume again: it was cut off.")
            case "overlapping":
                reason = "the next document begins before this one ends"
                return self._reject(piece, "broken-xml", reason, "Mend the markup: a </div> is missing.")
            case _:
                reason = "markup that does not end"
                return self._reject(piece, "broken-xml", reason, "Mend the markup, and ingest again.")

    def _reject(self, piece: scanner.Piece, code: str, reason: str, advice: str, line: int = 1) -> Reject:
        return Reject(
            code=code,
            reason=reason,
            advice=advice,
            path=self.path,
            offset=piece.offset,
            length=piece.length,
            line=piece.line + line - 1,
            data=piece.data or None,
            reader=FrusTei.name,
        )


def _imprint(header: Element) -> dict[str, str]:
    """Who edited the volume and who printed it where and when, as its header says; each part or none."""
    said: dict[str, list[str]] = {"editors": [], "general_editors": []}
    for element in header.iter():
        kind = name(element)
        lines = [words(element)] if not len(element) else _lines(element)
        value = ", ".join(line for line in lines if line)[:200].strip(" ,;")
        above = element.getparent()
        where = name(above) if above is not None else ""
        if not value:
            continue
        if kind == "editor" and where == "titleStmt":
            said["general_editors" if element.get("role") == "general" else "editors"].append(value)
        elif kind in _PRINTED and where == "publicationStmt":
            said.setdefault(_PRINTED[kind], [value])
    found = {part: "; ".join(values[:_MOST_EDITORS]) for part, values in said.items() if values}
    if not _YEAR.fullmatch(found.get("published", "1900")):
        del found["published"]
    return found


def _lines(element: Element) -> list[str]:
    """The words of an element, line by line as `<lb/>` parts them."""
    lines = [element.text or ""]
    for child in element:
        said = "".join(child.itertext()) if name(child) != "lb" else ""
        if name(child) == "lb":
            lines.append("")
        lines[-1] += said + (child.tail or "")
    return [" ".join(line.split()) for line in lines]


class _Document:
    """One document: its text, its parts, and what the editors say of its words."""

    def __init__(
        self,
        element: Element,
        volume: str,
        title: str,
        entries: dict[str, glossary.Entry],
        imprint: dict[str, str],
    ) -> None:
        head = next((child for child in element if name(child) == "head"), None)
        self.flow = flow(element, skip=head)
        above = flow(head) if head is not None else Flow("", [], [])
        self.notes: tuple[str, ...] = () if head is not None else ("the document has no heading",)
        heading = self._heading(above)
        id = self._id(element, heading)
        dateline_words, when, body = self._dateline(above)
        source, rest = self._source_note(above, body)
        marked = annotations.of_text(self.flow, volume, entries)
        self.annotations = (*self._above(source, rest), *marked)
        self.parts = record.Parts(
            volume=volume,
            volume_title=title,
            imprint=imprint,
            id=id,
            heading=heading,
            dateline=datelines.read(dateline_words, when),
            dateline_words=dateline_words,
            note=source_notes.read(source)._replace(**_summary(source, rest)),
            text=self.flow.text,
            body=body,
            lists=_lists(element),
            signed=_signed(self.flow),
            cross_references=tuple(
                document
                for document in annotations.cross_references(element, volume)
                if document != f"{volume}/{id}"
            ),
        )

    def _heading(self, above: Flow) -> headings.Heading:
        shown = " ".join(above.text.split())
        sender, addressee, dated = "", "", None
        for mark in above.marks:
            role, kind = mark.element.get("type"), name(mark.element)
            said = " ".join(above.text[mark.start : mark.end].split())
            if kind == "gloss" and role == "from":
                sender = said
            elif kind == "gloss" and role == "to":
                addressee = said
            elif kind in ("date", "placeName") and dated is None and shown == above.text:
                dated = mark.start if kind == "date" or above.text[: mark.start].endswith(", ") else None
        return headings.read(shown, sender, addressee, dated)

    def _id(self, element: Element, heading: headings.Heading) -> str:
        id, number = xml_id(element), (element.get("n") or "").strip()
        if not id:
            self.notes += ("the document has no xml:id",)
            id = f"d{number or heading.number}"
        elif _NUMBER_IN_ID.fullmatch(id) and heading.number and id[1:] != heading.number:
            self.notes += (f"the document’s id is {id}, its heading’s number {heading.number}",)
        return id[:60]

    def _dateline(self, above: Flow) -> tuple[str, tuple[str, ...], str]:
        """The date-line's words and marked dates, and the text below it."""
        text = self.flow.text
        for mark in self.flow.marks:
            if name(mark.element) == "dateline":
                below = text[mark.end :].lstrip() if not text[: mark.start].strip() else text
                return words(mark.element), _when(mark.element), below
        dates = [mark for mark in above.marks if name(mark.element) in ("date", "placeName")]
        if any(name(mark.element) == "date" for mark in dates):
            start = next(
                (mark.start for mark in dates if above.text[: mark.start].endswith(", ")), dates[0].start
            )
            when = tuple(value for mark in dates for value in _when(mark.element, itself=True))
            return above.text[start:].strip(" ,"), when, text
        first, _, rest = text.partition("\n")
        if datelines.is_dateline(first):
            return first, (), rest.lstrip()
        return _undated(above.text), (), text

    def _source_note(self, above: Flow, body: str) -> tuple[str, list[str]]:
        """The source note, and the other notes of the heading (the editors' summary)."""
        # Older volumes have the source note below the heading.
        below = [note for _, note in self.flow.notes if note.get("type") == "source"]
        notes = [(note.get("type"), flow(note).text) for note in (*(one for _, one in above.notes), *below)]
        source = next((said for kind, said in notes if kind == "source"), None)
        source = source or next((said for _, said in notes if "Source:" in said[:200]), None)
        if source is None and body.startswith("[Source:"):
            source = body.partition("\n")[0]
        return source or "", [said for _, said in notes if said != source]

    def _above(self, source: str, rest: list[str]) -> Iterator[Annotation]:
        top = Span(0, 0)
        if source and not any(note.get("type") == "source" for _, note in self.flow.notes):
            yield Annotation("source note", source, top)
        for said in rest:
            yield Annotation("note", said, top)


def _when(element: Element, itself: bool = False) -> tuple[str, ...]:
    dates = [element] if itself else [one for one in element.iter() if name(one) == "date"]
    return tuple(
        value
        for one in dates
        if name(one) == "date"
        for at in ("when", "from", "to")
        if (value := one.get(at))
    )


def _undated(heading: str) -> str:
    """The end of a heading that is its date-line, without markup: `…, Washington, undated.`"""
    match = re.search(r"[^,]{2,60}, undated\.?$", " ".join(heading.split()))
    return match.group().strip() if match else ""


def _summary(source: str, rest: list[str]) -> dict[str, str]:
    """The summary that some volumes give in a note of its own; others give it in the source note."""
    return {"summary": " ".join(" ".join(rest).split())} if rest and "Summary:" not in source[:20] else {}


def _lists(element: Element) -> dict[str, str]:
    """Subject, participants and references, where they are lists of such a type."""
    found: dict[str, str] = {}
    for one in element.iter():
        field = _LISTS.get(one.get("type") or "") if name(one) == "list" else None
        if field and field not in found:
            items = [words(item) for item in one if name(item) == "item"]
            found[field] = "; ".join(item for item in items if item)[:_LONGEST_VALUE]
    return found


def _signed(found: Flow) -> str:
    said = [found.text[mark.start : mark.end] for mark in found.marks if name(mark.element) == "signed"]
    return "; ".join(" ".join(one.split()) for one in said)[:500]


def _reject(path: str, code: str, reason: str, advice: str) -> Reject:
    return Reject(code=code, reason=reason, advice=advice, path=path, reader=FrusTei.name)
