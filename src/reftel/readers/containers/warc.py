"""WARC (ISO 28500): pages as a crawler got them, each with its address and day.

`warcio` parses the headers; the bodies are read here, for its own readers unpack a page at once,
however large it becomes. Of the records those that hold a page are members: `response` (its
HTTP headers taken off) and `resource`. A WARC whose records are packed one by one (`.warc.gz`) is
a gz of several streams, and opened as such first.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from reftel.readers.containers.names import Names
from reftel.readers.containers.protocol import Budget, Damaged, Member, refusal
from reftel.readers.containers.streams import (
    FAULTS,
    OF_LIBRARIES,
    Bounded,
    Counted,
    Deflate,
    Unpacked,
    Zstd,
    drain,
    told,
)
from reftel.readers.protocol import Reject

_MOST_LINE: Final = 64 * 1024
_MOST_HEAD: Final = 1024 * 1024
_charset: Final = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_hex: Final = re.compile(rb"[0-9A-Fa-f]{1,12}")


class Warc:
    """Reads web archives."""

    name = "warc"
    about = "web archives: what servers answered"

    def sniff(self, head: bytes, path: str) -> float:
        """By its first bytes."""
        return 0.95 if head.startswith((b"WARC/1.", b"WARC/0.")) else 0.0

    def members(self, stream: io.BufferedReader, path: str, budget: Budget) -> Iterator[Member | Reject]:
        """The pages, in the order in which they were got."""
        lines, names = _Lines(stream), Names()
        while (headers := _headers(lines)) is not None:
            begun, length = lines.count, _length(headers, lines.count)
            body = Counted(lines, length)
            kind, member = headers.get_header("WARC-Type"), None
            if kind in ("response", "resource"):
                budget.take_member()
                for member in _page(headers, kind, body, path, names, budget):
                    yield member
            drain(body)
            if body.count < length:
                if isinstance(member, Member) and member.broken:
                    return
                why = f"the web archive breaks off after {lines.count:,} bytes: a record has {length:,}"
                raise Damaged("cut-short", why, begun)


class _Lines:
    """The archive's bytes, counted; no line of a header is longer than is right, nor all of them."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0
        self.head = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.count += len(piece)
        return piece

    def readline(self, size: int | None = None) -> bytes:
        line = self._stream.readline(_MOST_LINE)
        self.count += len(line)
        self.head += len(line)
        if len(line) >= _MOST_LINE or self.head > _MOST_HEAD:
            raise Damaged("damaged", "a header of a record has no end", self.count)
        return line


def _headers(lines: _Lines) -> Any:
    """The headers of the next record; `None` at the end. Raises `Damaged`."""
    from warcio.statusandheaders import StatusAndHeadersParser

    lines.head = 0
    first = lines.readline()
    while first and not first.strip():
        lines.head = 0
        first = lines.readline()
    if not first:
        return None
    at = lines.count - len(first)
    if not first.endswith(b"\n"):
        raise Damaged("cut-short", f"the web archive breaks off after {lines.count:,} bytes", lines.count)
    if not first.startswith(b"WARC/"):
        raise Damaged("damaged", f"at byte {at:,} of the web archive should be a record", at)
    try:
        # The version is not looked at: 1.0 and 1.1 do not differ in what is read here.
        return StatusAndHeadersParser(["WARC/"], verify=False).parse(lines, first.decode("latin-1"))
    except EOFError:
        why = f"the web archive breaks off after {lines.count:,} bytes, in a header"
        raise Damaged("cut-short", why, lines.count) from None
    except OF_LIBRARIES as error:
        raise Damaged("damaged", f"the headers of a record are damaged: {told(error)}", lines.count) from None


def _length(headers: Any, at: int) -> int:
    written = headers.get_header("Content-Length") or ""
    if not (written.isascii() and written.isdigit() and len(written) < 16):
        raise Damaged("damaged", f"the record before byte {at:,} does not say its length", at)
    return int(written)


def _page(
    headers: Any, kind: str, body: Counted, path: str, names: Names, budget: Budget
) -> Iterator[Member | Reject]:
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>") or "record"
    name = names.tell_apart(url)
    given = {"url": url, "crawled": headers.get_header("WARC-Date") or ""}
    stream: Any = _Whole(body)
    buffered = io.BufferedReader(stream)
    if kind == "response" and url.lower().startswith(("http:", "https:")):
        try:
            http = _http(buffered)
            given |= _said(http)
            stream = _bare(buffered, http, budget)
        except EOFError as error:
            raise Damaged("cut-short", f"the web archive breaks off: {told(error)}", body.count) from None
        except (Damaged, *FAULTS) as error:
            yield refusal(f"{path}!{name}", "damaged", f"its HTTP headers are damaged: {told(error)}")
            return
    else:
        given["type"] = headers.get_header("Content-Type") or ""
        stream = _AsItComes(buffered)
    given = {what: words for what, words in given.items() if words}
    yield Member(name, Bounded(stream, budget, lambda: body.count), None, given)


class _AsItComes:
    """A buffered stream read as far as there is something: bytes before a break are not lost with it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read1(size)


class _Whole(io.RawIOBase):
    """The bytes of one record, all of them or `EOFError`."""

    def __init__(self, body: Counted) -> None:
        self._body = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._body.readinto(buffer)
        if not count and len(buffer) and self._body.count < (self._body.most or 0):
            raise EOFError(f"the record should have {self._body.most:,}")
        return count


def _http(stream: io.BufferedReader) -> Any:
    from warcio.statusandheaders import StatusAndHeadersParser

    return StatusAndHeadersParser(["HTTP/"], verify=False).parse(_Lines(stream))


def _said(http: Any) -> dict[str, str]:
    """What the HTTP headers say: the type and its charset, and a status that is not 200."""
    kind = http.get_header("Content-Type") or ""
    found = _charset.search(kind)
    status = (http.get_statuscode() or "").strip()
    return {
        "type": kind.partition(";")[0].strip(),
        "charset": found[1] if found else "",
        "status": status if status != "200" else "",
    }


def _bare(stream: io.BufferedReader, http: Any, budget: Budget) -> Any:
    """The page without what HTTP puts around it: pieces with their lengths, and packing."""
    bare: Any = stream
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        bare = io.BufferedReader(_Chunks(stream))
    # Some crawlers keep the header and unpack the page.
    packing, head = (http.get_header("Content-Encoding") or "").strip().lower(), bare.peek(4)[:4]
    packing = packing.removeprefix("x-")
    if packing == "gzip" and head.startswith(b"\x1f\x8b"):
        return Unpacked(Counted(_AsItComes(bare)), lambda: Deflate(16 + zlib.MAX_WBITS), b"\x1f\x8b")
    if packing == "deflate":
        bits = zlib.MAX_WBITS if head[:1] == b"\x78" else -zlib.MAX_WBITS
        return Unpacked(Counted(_AsItComes(bare)), lambda: Deflate(bits))
    if packing == "zstd" and head == b"\x28\xb5\x2f\xfd":
        return Unpacked(Counted(_AsItComes(bare)), lambda: Zstd(budget.limits.window), head)
    if packing not in ("", "identity", "gzip", "zstd"):
        raise Damaged("format-unknown", f"the page is packed as {packing}, which is not known here")
    return _AsItComes(bare)


class _Chunks(io.RawIOBase):
    """A body in pieces, each with its length before it (RFC 9112, 7.1); else as it stands."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._left = 0
        self._state = "first"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._state == "first" and not _hex.match(self._stream.peek(12)[:12]):
            self._state = "bare"
        if self._state == "ended":
            return 0
        if self._state != "bare" and not self._left and not self._next():
            self._state = "ended"
            return 0
        size = len(buffer) if self._state == "bare" else min(len(buffer), self._left)
        piece = self._stream.read1(size)
        self._left -= len(piece) if self._state != "bare" else 0
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self) -> bool:
        line = self._stream.readline(200)
        if self._state == "chunk" and not line.strip():
            line = self._stream.readline(200)
        self._state = "chunk"
        found = _hex.match(line)
        if found is None:
            raise EOFError("a piece of the page has no length")
        self._left = int(found[0], 16)
        return self._left > 0
