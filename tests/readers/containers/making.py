"""Containers made for the tests, whole and hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import warnings
import zipfile
from pathlib import Path

import py7zr
import zstandard

from reftel.model import RawMessage
from reftel.readers import Found, Reject, read
from reftel.readers.containers import Limits
from reftel.readers.files import LIMITS

CABLE = b"SECRET ROME 000012\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. (S) TEXT.\n"


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def piped(*members: tuple[str, bytes]) -> bytes:
    """A zip as it is written to a pipe: the sizes stand behind each file."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *where: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(
    *members: tuple[str, bytes], kinds: tuple[tuple[str, bytes], ...] = (), form: int = tarfile.PAX_FORMAT
) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in kinds:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def sevened(*members: tuple[str, bytes], **more: object) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **more) as archive:  # type: ignore[arg-type]
        for name, data in members:
            archive.writestr(data, name)
    return out.getvalue()


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def record(url: str, body: bytes, *headers: str, kind: str = "response") -> bytes:
    http = "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", *headers)).encode() + b"\r\n" + body
    body = http if kind == "response" else body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2011-01-02T03:04:05Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode("utf-8", "surrogateescape")
        + body
        + b"\r\n\r\n"
    )


def warc(*pages: tuple[str, bytes]) -> bytes:
    return b"".join(record(url, body, "Content-Type: text/plain") for url, body in pages)


PACKED: dict[str, bytes] = {
    "a.zip": zipped(("x/c.txt", CABLE)),
    "stored.zip": zipped(("x/c.txt", CABLE), method=zipfile.ZIP_STORED),
    "bz2.zip": zipped(("x/c.txt", CABLE), method=zipfile.ZIP_BZIP2),
    "lzma.zip": zipped(("x/c.txt", CABLE), method=zipfile.ZIP_LZMA),
    "piped.zip": piped(("x/c.txt", CABLE)),
    "a.tar": tarred(("x/c.txt", CABLE)),
    "gnu.tar": tarred(("x/c.txt", CABLE), form=tarfile.GNU_FORMAT),
    "ustar.tar": tarred(("x/c.txt", CABLE), form=tarfile.USTAR_FORMAT),
    "a.tar.gz": gzip.compress(tarred(("x/c.txt", CABLE))),
    "a.tgz": gzip.compress(tarred(("x/c.txt", CABLE))),
    "a.tar.bz2": bz2.compress(tarred(("x/c.txt", CABLE))),
    "a.tar.xz": lzma.compress(tarred(("x/c.txt", CABLE))),
    "a.tar.zst": zstd(tarred(("x/c.txt", CABLE))),
    "c.txt.gz": gzip.compress(CABLE),
    "c.txt.bz2": bz2.compress(CABLE),
    "c.txt.xz": lzma.compress(CABLE),
    "c.txt.zst": zstd(CABLE),
    "two.c.txt.gz": gzip.compress(CABLE[:20]) + gzip.compress(CABLE[20:]),
    "two.c.txt.zst": zstd(CABLE[:20]) + zstd(CABLE[20:]),
    "a.7z": sevened(("x/c.txt", CABLE)),
    "deep.zip": zipped(("in/a.tar.gz", gzip.compress(tarred(("c.zip", zipped(("c.txt", CABLE))))))),
    "seven.tar": tarred(("a.7z", sevened(("c.txt", CABLE)))),
    "a.warc": warc(("http://example.org/c.txt", CABLE)),
    "a.warc.gz": gzip.compress(warc(("http://example.org/c.txt", CABLE))),
    "wrong.txt": zipped(("c.txt", CABLE)),
    "wrong.zip": gzip.compress(tarred(("c.txt", CABLE))),
}

Items = list[RawMessage | Reject]


def items(folder: Path, name: str, data: bytes, limits: Limits = LIMITS) -> Items:
    path = folder / name
    path.write_bytes(data)
    return list(read(Found(str(path), str(path), str(path), len(data)), limits))


def messages(found: Items) -> list[RawMessage]:
    return [one for one in found if isinstance(one, RawMessage)]


def rejects(found: Items) -> list[str]:
    return [one.code for one in found if isinstance(one, Reject)]


def names(found: Items) -> list[str]:
    return [one.source.path.partition("!")[2] for one in messages(found)]
