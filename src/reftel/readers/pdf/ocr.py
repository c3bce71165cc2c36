"""Pages without a text layer: their picture, read by Tesseract.

Tesseract is a program of its own (Debian: `tesseract-ocr`), called with a picture on its standard
input; nothing is written to the disk. It says of each word how sure it is, from 0 to 100.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

DOTS: Final = 300
"""Dots an inch, as Tesseract's authors advise."""
_MOST_DOTS: Final = 40_000_000  # of one page: a larger page is read at fewer dots an inch
_SECONDS: Final = 120
_WORD = "5"  # the level of a word in Tesseract's table
_POINTS_AN_INCH: Final = 72


class Read(NamedTuple):
    """What was read of a page, and the mean sureness of its words (0 to 100)."""

    text: str
    confidence: float


class OcrFailed(Exception):
    """A page's picture could not be read; the message says why."""


@functools.cache
def program() -> str | None:
    """Where Tesseract is, if it is there."""
    return shutil.which("tesseract")


def read_page(page: pypdfium2.PdfPage) -> Read:
    """Read the picture of a page. Raises `OcrFailed`."""
    tesseract = program()
    if tesseract is None:
        raise OcrFailed("Tesseract is not installed (Debian: tesseract-ocr)")
    command = [tesseract, "stdin", "stdout", "--dpi", str(DOTS), "--psm", "6", "-l", "eng", "tsv"]
    try:
        done = subprocess.run(
            command, input=_picture(page), capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise OcrFailed(f"Tesseract took more than {_SECONDS} seconds for one page") from None
    except (subprocess.CalledProcessError, OSError) as error:
        raise OcrFailed(f"Tesseract failed: {error}") from None
    return _joined(done.stdout.decode("utf-8", "replace"))


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page in shades of grey, as a PGM file, which needs no library to be written."""
    width, height = page.get_size()
    dots = max(width * height, 1) * (DOTS / _POINTS_AN_INCH) ** 2
    scale = DOTS / _POINTS_AN_INCH * min(1.0, (_MOST_DOTS / dots) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)  # type: ignore[arg-type]  # its annotation says int; it takes parts
    try:
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        pixels = b"".join(rows[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + pixels
    finally:
        bitmap.close()


def _joined(table: str) -> Read:
    """Tesseract's table of words as lines; a new block or paragraph of it begins after a blank line."""
    lines: list[list[str]] = []
    sure: list[float] = []
    last: tuple[str, ...] = ()
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        place = tuple(cells[1:5])  # page, block, paragraph, line
        if place != last:
            if last and place[:3] != last[:3]:
                lines.append([])
            lines.append([])
            last = place
        lines[-1].append(cells[11])
        sure.append(float(cells[10]))
    text = "\n".join(" ".join(words) for words in lines)
    return Read(text + "\n" if text else "", sum(sure) / len(sure) if sure else 0.0)
