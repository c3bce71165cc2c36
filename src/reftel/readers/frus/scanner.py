"""A volume's bytes cut into its documents, to the byte, without reading them as XML.

An XML parser stops at the first fault and does not say at which byte an element ends. So the
cutting goes by the tags `<div>` and `</div>` alone (comments, CDATA and processing instructions
are passed over), and each document is parsed by itself: what is broken in one costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal, NamedTuple

from reftel.readers.protocol import MAX_MESSAGE

_CHUNK: Final = 65_536
_LONGEST_TAG: Final = 16_384
_MARK: Final = re.compile(
    rb"<(?:(?P<open>(?:div|teiHeader|TEI)(?=[\s/>]))|(?P<close>/(?:div|teiHeader)\s{0,9}>)"
    rb"|(?P<skip>!--|!\[CDATA\[|\?)|(?P<dtd>!(?:DOCTYPE|ENTITY|ELEMENT)))"
)
_LONGEST_MARK: Final = 24  # bytes; a mark may lie across two chunks
_ENDS: Final = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}
# Up to the end of a tag; a value in quotes may hold `>`.
_TAG_END: Final = re.compile(rb"(?:[^\"'<>]++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_TYPE: Final = re.compile(rb"\stype\s{0,9}=\s{0,9}[\"'](?P<type>[\w.-]{1,40})[\"']")

Kind = Literal["root", "header", "section", "document", "dtd", "too-large", "truncated", "overlapping", "tag"]


class Piece(NamedTuple):
    """Something found: `data` are its bytes, which begin `offset` bytes into the file, on `line`.

    `root` is the first tag, `header` the TEI header, `section` a division of the front or back
    matter, `document` a document. The other kinds are faults: `truncated` and `overlapping` are
    documents without an end, `tag` is markup without one, `too-large` comes without its bytes.
    """

    kind: Kind
    offset: int
    length: int
    line: int
    data: bytes = b""


class _Mark(NamedTuple):
    name: str  # "open", "close", "dtd", "unended", "tag"
    element: bytes
    start: int
    end: int
    tag: bytes = b""


class _Window:
    """The part of a stream that is held: places are counted from the stream's beginning."""

    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        self.stream = stream
        self.bytes = first
        self.base = 0
        self.line = 1  # of the first byte held

    @property
    def end(self) -> int:
        return self.base + len(self.bytes)

    def more(self) -> bool:
        # As much again as is held, so that a long document is not copied for each chunk.
        chunk = self.stream.read(max(_CHUNK, len(self.bytes)))
        self.bytes += chunk
        return bool(chunk)

    def drop(self, place: int) -> None:
        """Hold nothing before `place`."""
        cut = min(place - self.base, len(self.bytes))
        if cut > 0:
            self.line += self.bytes.count(b"\n", 0, cut)
            self.bytes = self.bytes[cut:]
            self.base += cut

    def line_of(self, place: int) -> int:
        return self.line + self.bytes.count(b"\n", 0, max(0, place - self.base))

    def cut(self, start: int, end: int) -> bytes:
        return self.bytes[start - self.base : end - self.base]


class _Open(NamedTuple):
    """An element that is being held until its end."""

    kind: Literal["header", "section", "document"]
    start: int
    line: int
    depth: int


def pieces(stream: BinaryIO, first: bytes = b"") -> Iterator[Piece]:
    """The documents of a volume in order, with what stands around them and what is broken.

    `first` are bytes that were read from the stream already.
    """
    return _Scan(stream, first).run()


class _Scan:
    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        self.window = _Window(stream, first)
        self.at = 0
        self.depth = 0  # of divisions open
        self.held: _Open | None = None
        self.large = False  # what is open is too large to be held

    def run(self) -> Iterator[Piece]:
        while (mark := self._next()) is not None:
            self.at = mark.end
            if mark.name in ("dtd", "unended"):
                yield from self._given_up()
                kind: Kind = "dtd" if mark.name == "dtd" else "tag"
                yield Piece(kind, mark.start, mark.end - mark.start, self.window.line_of(mark.start))
                return
            if mark.name == "tag":
                yield Piece("tag", mark.start, mark.end - mark.start, self.window.line_of(mark.start))
            elif mark.element == b"TEI":
                yield Piece("root", mark.start, len(mark.tag), self.window.line_of(mark.start), mark.tag)
            elif mark.name == "open":
                yield from self._opened(mark)
            else:
                yield from self._closed(mark)
        yield from self._given_up()

    def _opened(self, mark: _Mark) -> Iterator[Piece]:
        empty = mark.tag.endswith(b"/>")
        if mark.element == b"teiHeader":
            self.held = self.held or _Open("header", mark.start, self.window.line_of(mark.start), 0)
            return
        found = _TYPE.search(mark.tag)
        is_document = found is not None and found["type"] == b"document"
        if is_document and self.held:
            if self.held.kind == "document":
                yield from self._piece("overlapping", mark.start)
            self._let_go()
        if is_document and empty:
            yield Piece(
                "document", mark.start, len(mark.tag), self.window.line_of(mark.start), bytes(mark.tag)
            )
        elif is_document or (not self.held and not empty):
            kind = "document" if is_document else "section"
            self.held = _Open(kind, mark.start, self.window.line_of(mark.start), self.depth)
        elif self.held and self.held.kind == "section" and not empty:
            # A chapter, or a part of one: what it holds is looked at by itself.
            self.held = _Open("section", mark.start, self.window.line_of(mark.start), self.depth)
        if not empty:
            self.depth += 1

    def _closed(self, mark: _Mark) -> Iterator[Piece]:
        held = self.held
        if mark.element == b"/teiHeader":
            if held and held.kind == "header":
                yield from self._piece("header", mark.end)
                self._let_go()
            return
        self.depth = max(0, self.depth - 1)
        if held and held.kind != "header" and self.depth <= held.depth:
            yield from self._piece(held.kind, mark.end)
            self._let_go()

    def _given_up(self) -> Iterator[Piece]:
        """At the file's end: a document that is still open."""
        if self.held and self.held.kind == "document":
            yield from self._piece("truncated", self.window.end)
        self._let_go()

    def _piece(self, kind: Kind, end: int) -> Iterator[Piece]:
        held = self.held
        if held and not self.large:
            data = self.window.cut(held.start, end)
            yield Piece(kind, held.start, end - held.start, held.line, data)
        elif held and held.kind == "document":
            yield Piece("too-large", held.start, end - held.start, held.line)

    def _let_go(self) -> None:
        self.held, self.large = None, False

    def _next(self) -> _Mark | None:
        """The next tag of interest; comments, CDATA and instructions are passed over."""
        window = self.window
        while True:
            self._forget()
            match = _MARK.search(window.bytes, max(0, self.at - window.base))
            if match is None:
                self.at = max(self.at, window.end - _LONGEST_MARK)
                if not window.more():
                    return None
                continue
            start, end = window.base + match.start(), window.base + match.end()
            if match["skip"]:
                closed = self._find(_ENDS[match["skip"]], end)
                if closed < 0:
                    return _Mark("unended", b"", start, window.end)
                self.at = closed
            elif match["dtd"]:
                return _Mark("dtd", b"", start, end)
            elif match["close"]:
                name = b"/div" if match["close"].startswith(b"/div") else b"/teiHeader"
                return _Mark("close", name, start, end)
            else:
                return self._tag(match["open"], start, end)

    def _tag(self, element: bytes, start: int, end: int) -> _Mark:
        window = self.window
        while True:
            match = _TAG_END.match(window.bytes, end - window.base, end - window.base + _LONGEST_TAG)
            if match:
                close = window.base + match.end()
                return _Mark("open", element, start, close, window.cut(start, close))
            if window.end - end > _LONGEST_TAG or not window.more():
                return _Mark("tag", element, start, end)

    def _find(self, needle: bytes, place: int) -> int:
        """Where `needle` ends, sought from `place`; -1 if it does not come."""
        window = self.window
        while True:
            found = window.bytes.find(needle, place - window.base)
            if found >= 0:
                return window.base + found + len(needle)
            place = max(place, window.end - len(needle) + 1)
            self.at = place
            self._forget()
            if not window.more():
                return -1

    def _forget(self) -> None:
        """Let go of bytes that nothing needs any more."""
        held = self.held
        if held and self.at - held.start > MAX_MESSAGE:
            self.large = True
        self.window.drop(held.start if held and not self.large else self.at)
