"""PDF files for the tests, made by hand: pages of typed lines, and pages that are pictures."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pypdfium2

Lines = Sequence[str]


def pdf(*pages: Lines, size: int = 10) -> bytes:
    """A PDF of typed pages; an empty line is a gap, as printers make it."""
    return _file([(_typed(lines, size), b"") for lines in pages])


def scanned(*pages: Lines) -> bytes:
    """The same pages as pictures, without a text layer."""
    document = pypdfium2.PdfDocument(pdf(*pages, size=12))
    made = []
    for page in document:
        bitmap = page.render(scale=3, grayscale=True)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        pixels = b"".join(rows[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        packed = zlib.compress(pixels)
        head = (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>"
            % (bitmap.width, bitmap.height, len(packed))
        )
        made.append((b"q 612 0 0 792 0 0 cm /I Do Q", head + b"\nstream\n" + packed + b"\nendstream"))
    return _file(made)


def _typed(lines: Lines, size: int) -> bytes:
    out = [b"BT /F %d Tf %d TL 60 740 Td" % (size, size + 2)]
    for line in lines:
        words = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")
        out.append(b"(" + words + b") Tj T*" if line.strip() else b"T*")
    return b"\n".join([*out, b"ET"])


def _file(pages: list[tuple[bytes, bytes]]) -> bytes:
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    kids = []
    for content, picture in pages:
        drawn = b""
        if picture:
            objects.append(picture)
            drawn = b"/XObject << /I %d 0 R >>" % len(objects)
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        resources = b"<< /Font << /F 3 0 R >> " + drawn + b" >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources "
            % len(objects)
            + resources
            + b" >>"
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
