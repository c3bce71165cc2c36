"""A volume as plain text: numbered headings, date-lines, and below each document its notes.

10. Telegram From the Embassy in the Soviet Union to the Department of StateSource


Moscow, January 21, 1961, 7 p.m.

1707. Eyes only Secretary. … (text Embassy telegram 1706).1 When Kuznetsov had finished …

* * *

* Source: Department of State, Central Files, 761.5411/1-2161. Secret; Priority. …

1 Document 9.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from reftel.model import Annotation, RawMessage, Source, Span
from reftel.readers import decoding, signatures
from reftel.readers.frus import annotations, datelines, headings, record, signs, source_notes
from reftel.readers.protocol import MAX_MESSAGE, Reject

_LINE: Final = 1_048_576
_HEADING: Final = re.compile(rb"(?P<number>\d{1,4})\. (?P<title>[A-Z\[\"].{3,500})\Z", re.S)
_FOR_SNIFF: Final = re.compile(r"(?:^|\n\n\n)\d{1,4}\. [A-Z][^\n]{4,400}Source ?\n\n\n")
_EDITORIAL: Final = re.compile(r"Editorial Note\.?\s*\Z")
_SIGNED_SOURCE: Final = re.compile(r"(?:Source|\*) ?\Z")
_RULE: Final = re.compile(r"(?:^|\n)\* \* \*[ \t]*(?=\n|\Z)")
_NOTE: Final = re.compile(r"(?P<sign>\*|\d{1,3}) (?P<words>\S.*)", re.S)
_DOCUMENTS: Final = re.compile(
    r"\bDocuments? (?P<numbers>\d{1,3}(?:(?:, (?:and )?| and |[-–])\d{1,3}(?!\d))*)(?!\d)(?! in )"
)
_ELSEWHERE: Final = re.compile(r"[Vv]ol(?:\.|ume) [IVXLC]+,? (?:Part \d,? )?\Z")
_VOLUME_ID: Final = re.compile(r"frus[\w.-]{2,40}")
_PARAGRAPHS: Final = re.compile(r"\n{2,}")
_MOST_MISSING: Final = 5  # notes that a number may jump: of some documents the first is lost
# Small words that lost the blank behind them: `toAll`, `theUSSR`. No English word is so written.
_GLUED: Final = re.compile(r"\b(and|with|by|in|to|the|of|for|From)(?=[A-Z])")
_GAP: Final = 3  # blank lines that end a document's notes


class FrusText:
    """Reads the plain text of a volume of FRUS, one message a document.

    What it says is under the same names as what `frus-tei` says, as far as the text allows: the
    file's name is the volume's (`frus1961-63v05.txt`), or the volume is not known.
    """

    name = "frus-text"
    version = "1"
    about = "volumes of Foreign Relations of the United States as plain text"

    def sniff(self, head: bytes, path: str) -> float:
        """Headings of documents with the sign of their source note."""
        if signatures.known(head) or not decoding.is_text(head):
            return 0.0
        text = decoding.decode(head).text.replace("\r\n", "\n")
        if "Source" not in text or not _FOR_SNIFF.search(text):
            return 0.0
        return 0.9 if "\n* Source: " in text or text.count("Source\n\n\n") > 1 else 0.6

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The documents of a volume, in order."""
        stem = os.path.splitext(os.path.basename(path.rpartition("!")[2]))[0]
        volume = stem if _VOLUME_ID.fullmatch(stem) else ""
        found = 0
        for piece in _pieces(stream):
            found += 1
            yield _message(piece, volume, path) if piece.data else _too_large(piece, path)
        if not found:
            yield Reject(
                code="format-unknown",
                reason="it has no heading of a document of a FRUS volume",
                advice="See whether it is a volume; a heading stands alone, and ends with `Source`.",
                path=path,
                reader=FrusText.name,
            )


class _Piece(NamedTuple):
    offset: int
    length: int
    data: bytes  # none where there were too many


def _pieces(stream: BinaryIO) -> Iterator[_Piece]:
    """The bytes of each document: from its heading to the next, or to the end of its notes."""
    cutter = _Cutter()
    while line := stream.readline(_LINE):
        yield from cutter.add(line)
    yield from cutter.finish()


class _Cutter:
    """Lines in, documents out. A heading counts as one only when the lines below it are seen."""

    def __init__(self) -> None:
        self.at = 0
        self.last = 0
        self.blanks = _GAP  # before the line that comes
        self.lines: list[bytes] = []
        self.start = self.size = 0
        self.open = self.in_notes = False
        # Number, place, and lines so far, of what may be a heading.
        self.waiting: tuple[int, int, list[bytes]] | None = None

    def add(self, line: bytes) -> Iterator[_Piece]:
        bare = line.strip(b" \t\r\n\xef\xbb\xbf")
        if not bare:
            self.blanks += 1
        if self.waiting and not bare and self.blanks >= 2:
            yield from self._begin(*self.waiting)
            self.waiting = None
        elif self.waiting and bare:
            self.waiting = None
        if bare:
            match = _HEADING.match(bare) if self.blanks >= 2 and len(bare) < 600 else None
            if match and int(match["number"]) > self.last and _is_title(match["title"]):
                mark = 3 if line.startswith(b"\xef\xbb\xbf") else 0
                self.waiting = (int(match["number"]), self.at + mark, [])
            elif self.in_notes and self.blanks >= _GAP and not _NOTE.match(bare.decode("utf-8", "replace")):
                yield from self._emit(self.at)
            self.in_notes = self.in_notes or (self.open and bare == b"* * *")
            self.blanks = 0
        if self.waiting:
            self.waiting[2].append(line.removeprefix(b"\xef\xbb\xbf"))
        self._keep(line)
        self.at += len(line)

    def finish(self) -> Iterator[_Piece]:
        if self.waiting:
            yield from self._begin(*self.waiting)
        yield from self._emit(self.at)

    def _keep(self, line: bytes) -> None:
        if self.open:
            self.size += len(line)
            if self.size <= MAX_MESSAGE:
                self.lines.append(line)
            else:
                self.lines.clear()

    def _begin(self, number: int, place: int, lines: list[bytes]) -> Iterator[_Piece]:
        yield from self._emit(place)
        self.open, self.in_notes, self.start, self.last = True, False, place, number
        self.lines, self.size = lines, sum(map(len, lines))

    def _emit(self, end: int) -> Iterator[_Piece]:
        if self.open:
            data = b"".join(self.lines)[: end - self.start].rstrip(b" \t\r\n")
            yield _Piece(self.start, len(data) if data else end - self.start, data)
        self.open, self.lines, self.size = False, [], 0


def _is_title(title: bytes) -> bool:
    words = title.decode("utf-8", "replace").strip()
    if _SIGNED_SOURCE.search(words) or _EDITORIAL.match(words):
        return True
    return bool(headings.read(words).kind) and " From " in words


def _message(piece: _Piece, volume: str, path: str) -> RawMessage:
    decoded = decoding.decode(piece.data)
    parts, marked, notes = _document(decoded.text.replace("\r\n", "\n"), volume)
    given, doubts = record.given(parts)
    return RawMessage(
        data=piece.data,
        text=parts.text,
        encoding=decoded.encoding,
        notes=(*decoded.notes, *notes, *doubts),
        given=given,
        annotations=marked,
        source=Source(
            path=path,
            offset=piece.offset,
            length=piece.length,
            sha256=hashlib.sha256(piece.data).hexdigest(),
            reader=FrusText.name,
            reader_version=FrusText.version,
        ),
    )


def _document(whole: str, volume: str) -> tuple[record.Parts, tuple[Annotation, ...], tuple[str, ...]]:
    first, _, rest = whole.partition("\n")
    above, below = _parted(rest)
    source, numbered = _notes(below)
    shaped = "\n\n".join(part.strip("\n ") for part in _PARAGRAPHS.split(above) if part.strip())
    text, at = signs.take_out(shaped, list(numbered))
    line, _, body = text.partition("\n")
    line = line.strip().removeprefix(">")
    dated = datelines.is_dateline(line)
    title = _SIGNED_SOURCE.sub("", first.strip())
    heading = headings.read(_GLUED.sub(r"\1 ", title))._replace(title=headings.read(title).title)
    missing = [str(number) for number in numbered if number not in at]
    notes = (f"no sure place for the signs of notes {', '.join(missing)}",) if missing else ()
    if source is None and first.rstrip().endswith("Source"):
        notes += ("the source note is missing: the document may be cut short",)
    parts = record.Parts(
        volume=volume,
        volume_title="",
        id=f"d{heading.number}",
        heading=heading,
        dateline=datelines.read(line if dated else ""),
        dateline_words=line if dated else "",
        note=source_notes.read(_GLUED.sub(r"\1 ", source or ""))._replace(
            words=" ".join((source or "").split())
        ),
        text=text,
        body=body.lstrip() if dated else text,
        lists=_lists(signs.take_out(above, list(numbered)).text),
        cross_references=tuple(
            _cross_references(
                [source or "", *(numbered.values() or [text if heading.kind == "editorial note" else ""])],
                volume,
            )
        ),
    )
    return parts, tuple(_annotations(text, source, numbered, at)), notes


def _parted(rest: str) -> tuple[str, str]:
    """Text and notes: the last rule parts them, if notes stand below it."""
    rules = list(_RULE.finditer(rest))
    if rules and _NOTE.match(rest[rules[-1].end() :].lstrip()):
        return rest[: rules[-1].start()], rest[rules[-1].end() :]
    return rest, ""


def _notes(below: str) -> tuple[str | None, dict[int, str]]:
    """The source note, and the notes by their numbers; a paragraph without a sign goes on with the last."""
    source: str | None = None
    numbered: dict[int, str] = {}
    last = 0
    for part in _PARAGRAPHS.split(below):
        words = part.strip()
        match = _NOTE.match(words)
        if match and match["sign"] == "*" and source is None:
            source = match["words"]
        elif match and match["sign"].isdigit() and last < int(match["sign"]) <= last + _MOST_MISSING:
            last = int(match["sign"])
            numbered[last] = match["words"]
        elif words and last:
            numbered[last] += f"\n\n{words}"
        elif words and source is not None:
            source += f"\n\n{words}"
    return source, numbered


def _lists(above: str) -> dict[str, str]:
    """Subject and participants, where such a line stands over a list that ends with blank lines."""
    found: dict[str, str] = {}
    for field, head in (("subject", r"SUBJECT"), ("participants", r"PARTICIPANTS")):
        match = re.search(
            rf"(?:^|\n){head}[ \t]*\n\n(?P<items>(?:[^\n]{{1,600}}\n\n(?!\n)){{0,80}}[^\n]{{1,600}})\n", above
        )
        if match:
            items = [item.strip() for item in match["items"].split("\n") if item.strip()]
            items = items[: next((i for i, item in enumerate(items) if item.isupper() and i), len(items))]
            found[field] = "; ".join(items)
    return found


def _cross_references(notes: list[str], volume: str) -> list[str]:
    """`Document 9`, `Documents 35 and 39`: documents of the same volume, each once."""
    found: dict[str, None] = {}
    for note in notes:
        for match in _DOCUMENTS.finditer(note):
            if not _ELSEWHERE.search(note, max(0, match.start() - 24), match.start()):
                for number in re.findall(r"\d+", match["numbers"]):
                    found[f"{volume}/d{number}"] = None
    return list(found) if volume else []


def _annotations(
    text: str, source: str | None, numbered: dict[int, str], at: dict[int, int]
) -> Iterator[Annotation]:
    if source:
        yield Annotation("source note", source, Span(0, 0))
    yield from annotations.omissions(text)
    for number, words in numbered.items():
        # A note whose sign is not found stands at the end, and its number with it.
        place = at.get(number, len(text))
        said = words if number in at else f"{number} {words}"
        yield Annotation("note", said, Span(place, place))


def _too_large(piece: _Piece, path: str) -> Reject:
    return Reject(
        code="too-large",
        reason=f"a document of more than {MAX_MESSAGE // 1024**2} MB",
        advice="See whether the headings of documents were lost.",
        path=path,
        offset=piece.offset,
        length=piece.length,
        reader=FrusText.name,
    )
