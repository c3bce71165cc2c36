"""Military messages, one a file or many in a capture of a line's traffic.

A message begins with `ZCZC`, `VZCZC` or the relay's header line and ends with `NNNN`
(ACP 127, format lines 1 and 16); its bytes are cut there and nowhere else. A header that
begins again before the end belongs to the same message: corrections and reroutes repeat it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from reftel.model import MRN, RawMessage, Source
from reftel.readers import decoding, signatures
from reftel.readers.protocol import MAX_MESSAGE, Reject

_CHUNK: Final = 65_536  # bytes of a line read at once
_RELAY: Final = rb"(?:[UV]?ZCZC ?[A-Z0-9]{2,14}|[ZOPRYW][A-Z]{7} R[A-Z]{6}\d{4} \d{7}-[A-Z]{4}-)"
_BEGINS = re.compile(rb"[ \t]*" + _RELAY)
# Behind an end, messages without a relay line begin as well.
_BEGINS_BARE = re.compile(
    rb"[ \t]*(?:[ZOPR] (?:[ZOPR] )?\d{6}Z |ADMINISTRATIVE MESSAGE|(?:ROUTINE|PRIORITY|IMMEDIATE|FLASH)[ \t\r]*$"
    rb"|DE R[A-Z]{4,7} #|FM [A-Z]{3}|(?:RR|PP|OO|ZZ) R[A-Z]{4,7})",
    re.M,
)
_ENDS = re.compile(rb"[ \t]*(?:N ?){3}N[ \t\r\n]*\Z")
_TEXT_ENDED = re.compile(rb"[ \t]*#\d{4}[ \t\r\n]*\Z")
_MARKING = re.compile(
    rb"[ \t]*(?:CLASSIFICATION: ?)?(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|TOP SECRET)/{0,2}[ \t\r\n]*\Z"
)
# Two messages, the first of them ended.
_CAPTURE = re.compile(rb"(?:^|\n)[ \t]*" + _RELAY)
_SETS = re.compile(
    rb"(?:^|\n|//|[ *])[ \t]*(?:MSGID/{1,2}[A-Z]{2}|SUBJ/[^\s/][^\n]{0,300}(?:\n[^\n]{0,300}){0,4}?//)"
)
_NO_TEXT_FILES = (
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".eml",
    ".mbox",
    ".sql",
    ".xml",
    ".html",
    ".htm",
    ".md",
    ".rst",
)

_NUMBERS: Final = tuple[str, ...]("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE".split())
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
# "SECTION 01 OF 02", "PART TWO OF THREE", "PART ONE": which section it is. Other parts are named
# with IDENT.
_PART = re.compile(
    rf"(?:^|\s|//)(?:SECTION|PART) (?P<n>{_N})(?: ?(?:OF|/) ?(?P<of>{_N}))?(?![A-Z0-9])(?! IDENT)"
)
# A line of its own: where there are several, the sections were put together already.
_PART_LINE = re.compile(r"^[ \t]*(?:PART|SECTION) (?P<n>\d{1,2}) OF \d{1,2}[ \t\r.]*$", re.M)
_SERVICE = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:UNCLAS|CONFIDENTIAL|SECRET|TOP SECRET) {1,3})?(?:SVC(?: |\n)|(?:ABBREVIATED )?SERVICE MESSAGE\b)"
    r"|^[ZOPRYW][A-Z]{3}ZYVW "
)
_SET_BEGINS = re.compile(r"(?:^|[\s/*])(?:MSGID|SUBJ|GENTEXT|RMKS)[/:]")
_HEADER: Final = 6_000


class Military:
    """Reads messages of ACP 126 and 127 form.

    `given` has `part` where a message is a section (`2/3`), and `kind` for what is no
    correspondence: `service message`, which relay stations send each other.
    """

    name = "military"
    version = "1"
    about = "military messages (ACP 126 and 127) and captures of several"

    def sniff(self, head: bytes, path: str) -> float:
        """Two messages with an end between them, or the sets of one."""
        if b"\0" in head[:4096] or signatures.known(head) or not decoding.is_text(head):
            return 0.0
        if path.lower().endswith(_NO_TEXT_FILES) or head.lstrip()[:1] in (b"{", b"[", b"<"):
            return 0.0
        if head.count(b"NNNN") and _several(head):
            return 0.8
        with_sets = b"MSGID/" in head or b"SUBJ/" in head  # looked for first: most files are others
        return 0.6 if with_sets and _SETS.search(head) else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The messages of the file, in order."""
        cutter = _Cutter(path)
        while True:
            line = stream.readline(_CHUNK)
            if not line:
                break
            yield from cutter.add(line)
        yield from cutter.finish()


def _several(head: bytes) -> bool:
    end = head.find(b"NNNN")
    first = _CAPTURE.search(head, 0, end)
    return first is not None and _CAPTURE.search(head, end) is not None


class _Cutter:
    """Lines in, messages out; it holds the lines of one message."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.at = 0  # where the next line begins in the file
        self.start = 0
        self.lines: list[bytes] = []
        self.size = 0
        self.pending: list[bytes] = []  # behind an end: blank lines and markings
        self.ended = False
        self.text_ended = False
        self.too_large = False
        self.whole_line = True
        self.count = 0

    def add(self, line: bytes) -> Iterator[RawMessage | Reject]:
        fresh, self.whole_line = self.whole_line, line.endswith(b"\n")
        blank = not line.strip()
        if self.ended and fresh:
            if blank or _MARKING.match(line):
                self.pending.append(line)
                self._count(line)
                return
            if _BEGINS.match(line) or _BEGINS_BARE.match(line):
                yield from self._next()
            else:
                self._take_pending()
        elif fresh and self.text_ended and _BEGINS.match(line):  # the end was lost
            yield from self._next()
        if not self.lines and not self.too_large:
            if blank:
                self.at += len(line)
                return
            self.start = self.at
        self._keep(line)
        self._count(line)
        if fresh:
            self.ended = self.ended or _ENDS.match(line) is not None
            self.text_ended = self.text_ended or _TEXT_ENDED.match(line) is not None

    def finish(self) -> Iterator[RawMessage | Reject]:
        self._take_pending()
        yield from self._emit()
        if not self.count:
            yield Reject(
                code="empty",
                reason="there is no text in the file",
                advice="Look for the original.",
                path=self.path,
                length=self.at,
                reader=Military.name,
            )

    def _count(self, line: bytes) -> None:
        self.at += len(line)

    def _keep(self, line: bytes) -> None:
        self.size += len(line)
        if self.size > MAX_MESSAGE:
            self.too_large = True
            self.lines.clear()
        if not self.too_large:
            self.lines.append(line)

    def _take_pending(self) -> None:
        for line in self.pending:
            self._keep(line)
        self.pending.clear()

    def _next(self) -> Iterator[RawMessage | Reject]:
        """End the message; a marking below blank lines is the next one's."""
        pending, self.pending = self.pending, []
        blanks = [i for i, line in enumerate(pending) if not line.strip()]
        cut = blanks[-1] + 1 if blanks else len(pending)
        for line in pending[:cut]:
            self._keep(line)
        yield from self._emit()
        for line in pending[cut:]:
            if not self.lines:
                self.start = self.at - sum(map(len, pending[cut:]))
            self._keep(line)

    def _emit(self) -> Iterator[RawMessage | Reject]:
        data = b"".join(self.lines)
        size, too_large = self.size, self.too_large
        self.lines, self.size, self.ended, self.text_ended, self.too_large = [], 0, False, False, False
        data = data.rstrip(b" \t\r\n\x1a")
        if too_large:
            self.count += 1
            yield Reject(
                code="too-large",
                reason=f"more than {MAX_MESSAGE // 1024**2} MB without the end of a message",
                advice="See whether the file is a capture of messages at all.",
                path=self.path,
                offset=self.start,
                length=size,
                reader=Military.name,
            )
        elif data:
            self.count += 1
            yield (
                _message(data, self.path, self.start)
                if decoding.is_text(data)
                else _not_text(data, self.path, self.start)
            )


def _not_text(data: bytes, path: str, start: int) -> Reject:
    return Reject(
        code="not-text",
        reason="the bytes between two messages' marks are no text",
        advice="Look for another copy: the line was disturbed.",
        path=path,
        offset=start,
        length=len(data),
        data=data,
        reader=Military.name,
    )


def _message(data: bytes, path: str, start: int) -> RawMessage:
    text, encoding, notes = decoding.decode(data)
    given: dict[str, str] = {}
    stem = os.path.splitext(os.path.basename(path))[0]
    if start == 0 and MRN.parse(stem):
        given["mrn"] = stem
    header = _header(text)
    if part := _part(header, text):
        given["part"] = part
    if _SERVICE.search(header):
        given["kind"] = "service message"
    return RawMessage(
        data=data,
        text=text,
        encoding=encoding,
        notes=notes,
        given=given,
        source=Source(
            path=path,
            offset=start,
            length=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            reader=Military.name,
            reader_version=Military.version,
        ),
    )


def _header(text: str) -> str:
    """What stands before the running text: sets may have been sent before the line of a part."""
    head = text[:_HEADER]
    sets = [m.start() for m in _SET_BEGINS.finditer(head)]
    return head[: sets[-1]] if sets else head


def _part(header: str, text: str) -> str | None:
    m = _PART.search(header.upper())
    if m is None or len({int(one["n"]) for one in _PART_LINE.finditer(text)}) > 1:
        return None
    n, of = _number(m["n"]), _number(m["of"])
    return (f"{n}/{of}" if of else f"{n}") if n else None


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdecimal() else _NUMBERS.index(words) + 1
