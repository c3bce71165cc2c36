"""`Pdf`: from a PDF file to the messages in it."""

from __future__ import annotations

import hashlib
import io
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO, Final

import msgspec

from reftel.model import RawMessage, Source
from reftel.readers import registry
from reftel.readers.pdf.pages import NotOpened, Page, open_pdf, pages
from reftel.readers.protocol import HEAD, Reject

MOST_BYTES: Final = 256 * 1024 * 1024
_BEGINS_WITHIN: Final = 1024  # bytes; some files have words before the mark
_ADVICE: Final = {
    "encrypted": "Take the password off, or print it anew, and ingest again.",
    "too-large": "Split the file.",
    "empty": "Look for the original.",
    "broken-pdf": "Look for the original, or repair it with a program for PDF files.",
}


class Pdf:
    """Reads PDF files, by their text layer or, where a page is a picture, by Tesseract.

    The text goes to the reader that knows such texts. Each message has the whole file as its
    `data`; where there are several, `path` ends with the pages of each (`a.pdf!pages 3-5`).
    `given` has `pages`, and `confidence` (0 to 100) where pages were read from pictures.
    """

    name = "pdf"
    version = "1"
    about = "PDF files with a text layer, or scanned (with Tesseract)"

    def sniff(self, head: bytes, path: str) -> float:
        """By the mark at its beginning."""
        return 0.95 if b"%PDF-" in head[:_BEGINS_WITHIN] else 0.0

    def read(self, stream: BinaryIO, path: str) -> Iterator[RawMessage | Reject]:
        """The messages of the file, and a reject for each page that could not be read."""
        data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            yield _reject(path, "too-large", f"a PDF of more than {MOST_BYTES // 1024**2} MB")
            return
        try:
            document = open_pdf(data)
        except NotOpened as error:
            yield _reject(path, error.code, error.reason, data)
            return
        try:
            found = list(pages(document))
        finally:
            document.close()
        unread = [page for page in found if page.problem]
        kept = data if len(unread) == len(found) else None  # else a message has them
        for page in unread:
            yield _page_reject(path, page, kept)
            kept = None
        yield from _messages(data, path, found)


def _messages(data: bytes, path: str, found: list[Page]) -> Iterator[RawMessage | Reject]:
    texts = [page.text.encode("utf-8", "replace") for page in found]
    whole = b"".join(texts)
    if not whole.strip():
        if not any(page.problem for page in found):
            yield _reject(path, "empty", "the PDF has no text and no pictures", data)
        return
    starts = [0, *accumulate(map(len, texts))][:-1]
    inner = registry.choose(whole[:HEAD], path.removesuffix(".pdf").removesuffix(".PDF") + ".txt")
    items = list(inner.read(io.BytesIO(whole), path)) if inner is not None else []
    several = sum(isinstance(item, RawMessage) for item in items) > 1
    digest = hashlib.sha256(data).hexdigest()
    for item in items:
        if isinstance(item, Reject):
            yield msgspec.structs.replace(item, path=path, offset=0, line=None, reader=Pdf.name, data=data)
            continue
        first = bisect_right(starts, item.source.offset)
        last = max(bisect_right(starts, max(item.source.offset + item.source.length - 1, 0)), first)
        place = f"{first}-{last}" if last > first else str(first)
        sure = [page.confidence for page in found[first - 1 : last] if page.confidence is not None]
        more = {"pages": place} | ({"confidence": f"{sum(sure) / len(sure):.0f}"} if sure else {})
        source = Source(
            path=f"{path}!pages {place}" if several else path,
            length=len(data),
            sha256=digest,
            reader=Pdf.name,
            reader_version=f"{Pdf.version}, {item.source.reader} {item.source.reader_version}",
        )
        yield msgspec.structs.replace(item, data=data, source=source, given={**item.given, **more})


def _page_reject(path: str, page: Page, data: bytes | None) -> Reject:
    return Reject(
        code="page-unread",
        reason=page.problem or "",
        advice="Install Tesseract (Debian: tesseract-ocr) and try the rejects again; or look for another copy.",
        path=path,
        line=page.number,
        data=data,
        reader=Pdf.name,
    )


def _reject(path: str, code: str, reason: str, data: bytes | None = None) -> Reject:
    length = None if data is None else len(data)
    return Reject(
        code=code, reason=reason, advice=_ADVICE[code], path=path, length=length, data=data, reader=Pdf.name
    )
