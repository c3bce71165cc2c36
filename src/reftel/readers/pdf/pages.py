"""The pages of a PDF: the text of each, and how it was come by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import pypdfium2

from reftel.readers.pdf import layout, ocr

MOST_PAGES: Final = 5_000
_FEW_LETTERS: Final = 12  # a page with fewer has a stamp or a number at most: its words are a picture
_PASSWORD: Final = 4  # PDFium's FPDF_ERR_PASSWORD


class Page(NamedTuple):
    """A page's text; `confidence` where it was read from a picture, `problem` where it was not read."""

    number: int
    text: str
    confidence: float | None = None
    problem: str | None = None


class NotOpened(Exception):
    """A PDF that cannot be opened: `code` as in `Reject`, and why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF. Raises `NotOpened`."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise NotOpened("encrypted", "the PDF is protected by a password") from None
        raise NotOpened("broken-pdf", f"the PDF is broken: {error}") from None
    if count > MOST_PAGES:
        document.close()
        raise NotOpened("too-large", f"the PDF has {count:,} pages, more than {MOST_PAGES:,}")
    if not count:
        document.close()
        raise NotOpened("empty", "the PDF has no pages")
    return document


def pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Each page in order; a page that cannot be read says why, and the next is read."""
    for index in range(len(document)):
        yield _page(document, index)


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        return Page(number, "", problem=f"page {number} is broken: {error}")
    text = ""
    try:
        text = layout.page_text(page)
        if sum(map(str.isalnum, text)) >= _FEW_LETTERS or not _has_pictures(page):
            return Page(number, text)
        read = ocr.read_page(page)
        return Page(number, read.text, read.confidence)
    except pypdfium2.PdfiumError as error:
        return Page(number, "", problem=f"page {number} is broken: {error}")
    except ocr.OcrFailed as error:
        return Page(number, text, problem=f"page {number} is a picture: {error}")
    finally:
        page.close()


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    drawn = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, pypdfium2.raw.FPDF_PAGEOBJ_PATH)
    return next(page.get_objects(filter=drawn, max_depth=4), None) is not None
