"""The same synthetic cables in every form that a reader takes, and what is shipped of real ones."""

from __future__ import annotations

import bz2
import csv
import gzip
import html
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from quality import samples
from synthetic import cablegate, generate

ROOT = Path(__file__).resolve().parent.parent
_SEED = 4580
_ATTRIBUTES: tuple[str, ...] = (
    "Document Number",
    "Draft Date",
    "From",
    "To",
    "Subject",
    "TAGS",
    "Locator",
    "Message Text",
)


def texts(n: int) -> list[str]:
    """Cables of 2000–10, with their whole header."""
    return [cable.text for cable in generate(_SEED, n, layouts=["full"])]


def telegrams(n: int) -> list[dict[str, str]]:
    """Telegrams of the 1970s as the archive's records."""
    found = []
    for number, cable in enumerate(generate(_SEED, n, layouts=["telegram"]), 1):
        values = (f"1976ROME{number:05}", "02 MAR 1976", "ROME", "STATE", f"SUBJECT {number}", "PFOR, IT")
        found.append(dict(zip(_ATTRIBUTES, (*values, "TEXT ON-LINE", cable.text), strict=True)))
    return found


def write_all(folder: Path, n: int) -> dict[str, Path]:
    """Write each form; the path of each, by what it is."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {name: make(folder, n) for name, make in _FORMS.items()}
    inside = sorted((folder / "plain").iterdir())
    for name, pack in _CONTAINERS.items():
        found[f"{name} of plain texts"] = pack(folder, inside)
    return found


def _plain(folder: Path, n: int) -> Path:
    return _files(folder / "plain", ".txt", (text.encode() for text in texts(n)))


def _files(folder: Path, ending: str, contents: Iterator[bytes]) -> Path:
    folder.mkdir()
    for number, data in enumerate(contents, 1):
        (folder / f"{number:05}{ending}").write_bytes(data)
    return folder


def _one_text(folder: Path, n: int) -> Path:
    return _file(folder / "many.txt", "\n\n\n".join(texts(n)).encode())


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _lines(folder: Path, n: int) -> Path:
    lines = [json.dumps({"id": f"06ROME{i}", "text": text}) + "\n" for i, text in enumerate(texts(n), 1)]
    return _file(folder / "cables.jsonl", "".join(lines).encode())


def _csv(folder: Path, n: int) -> Path:
    return _file(folder / "cables.csv", b"".join(cablegate.rows(n)))


def _page(number: int, text: str) -> bytes:
    names = ("Reference ID", "Created", "Released", "Classification", "Origin")
    values = (f"06ROME{number}", "2006-03-02 09:30", "2011-08-30 01:44", "CONFIDENTIAL", "Embassy Rome")
    heads = "".join(f"<th>{name}</th>" for name in names)
    cells = "".join(f"<td><a href='#' title='{value}'>{value}</a></td>" for value in values)
    return (
        f"<!DOCTYPE html><html><head><title>Cable Viewer</title></head><body><h3>Viewing cable {values[0]}, SUBJECT"
        f"</h3><table class='cable'><tr>{heads}</tr><tr>{cells}</tr></table><code><pre>{html.escape(text)}</pre></code>"
        "</body></html>"
    ).encode()


def _pages(folder: Path, n: int) -> Path:
    return _files(folder / "pages", ".html", (_page(i, text) for i, text in enumerate(texts(n), 1)))


def _archive_pages(folder: Path, n: int) -> Path:
    return _files(folder / "records", ".html", map(_archive_page, telegrams(n)))


def _archive_page(record: dict[str, str]) -> bytes:
    rows = "".join(
        f"<tr><td>{name}</td><td>{'<pre>' * (name == 'Message Text')}{html.escape(value)}</td></tr>\n"
        for name, value in record.items()
    )
    title = "<title>NARA - AAD - Display Full Records - Electronic Telegrams</title>"
    return f"<!DOCTYPE html><html><head>{title}</head><body>aad.archives.gov<table>{rows}</table></body></html>".encode()


def _archive_table(folder: Path, n: int) -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, _ATTRIBUTES)
    writer.writeheader()
    writer.writerows(telegrams(n))
    return _file(folder / "telegrams.csv", out.getvalue().encode())


def _archive_xml(folder: Path, n: int) -> Path:
    def element(name: str, value: str) -> str:
        tag = name.replace(" ", "_")
        return f"<{tag}>{html.escape(value)}</{tag}>"

    records = (
        f"<telegram>{''.join(element(*pair) for pair in record.items())}</telegram>\n"
        for record in telegrams(n)
    )
    return _file(
        folder / "telegrams.xml", f'<?xml version="1.0"?>\n<telegrams>{"".join(records)}</telegrams>'.encode()
    )


def _columns(n: int) -> list[dict[str, str]]:
    return [
        {"number": f"06ROME{i}", "sent on": "2006-03-02", "what it says": text}
        for i, text in enumerate(texts(n), 1)
    ]


def _any_table(folder: Path, n: int) -> Path:
    out = io.StringIO()
    rows = _columns(n)
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return _file(folder / "table.csv", out.getvalue().encode())


def _parquet(folder: Path, n: int) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "table.parquet"
    pq.write_table(pa.Table.from_pylist(_columns(n)), path)
    return path


def _archive_texts(folder: Path, n: int) -> Path:
    with zipfile.ZipFile(ROOT / "demo" / "telegrams.zip") as shipped:
        shipped.extractall(folder / "telegrams")
    return folder / "telegrams"


def _volumes(folder: Path, n: int) -> Path:
    volumes = folder / "volumes"
    volumes.mkdir()
    for path in (ROOT / "demo" / "volumes").glob("*.xml.gz"):
        _file(volumes / path.stem, gzip.decompress(path.read_bytes()))
    return volumes


def _volume_text(folder: Path, n: int) -> Path:
    return ROOT / "tests" / "readers" / "frus" / "samples" / "frus1961-63v05.txt"


def _military(folder: Path, n: int) -> Path:
    real = [sample.data for sample in samples.find() if sample.name.startswith("acp126")]
    return _files(folder / "military", ".txt", (real[i % len(real)] for i in range(n)))


def _pdf(folder: Path, n: int) -> Path:
    from tests.readers.pdf.making import pdf

    def pages(text: str) -> list[list[str]]:
        lines = text.encode("latin-1", "replace").decode("latin-1").splitlines()
        return [lines[start : start + 56] for start in range(0, len(lines), 56)]

    return _files(folder / "pdf", ".pdf", (pdf(*pages(text)) for text in texts(max(n // 10, 1))))


_FORMS: dict[str, Callable[[Path, int], Path]] = {
    "`plain`: a folder of texts": _plain,
    "`plain`: one file of many, joined where no end stands between": _one_text,
    "`jsonl`": _lines,
    "`cablegate-csv`": _csv,
    "`cablegate-page`": _pages,
    "`nara-text`: shipped telegrams": _archive_texts,
    "`nara-page`": _archive_pages,
    "`nara-table`": _archive_table,
    "`nara-xml`": _archive_xml,
    "`frus-tei`: two shipped volumes": _volumes,
    "`frus-text`: part of a volume": _volume_text,
    "`military`: real messages": _military,
    "`table`: CSV with columns of any name": _any_table,
    "`parquet`: columns of any name": _parquet,
    "`pdf`: with a text layer": _pdf,
}


def _zip(folder: Path, files: list[Path]) -> Path:
    path = folder / "cables.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for file in files:
            out.write(file, file.name)
    return path


def _tar(mode: Literal["w", "w:gz", "w:bz2", "w:xz"]) -> Callable[[Path, list[Path]], Path]:
    def pack(folder: Path, files: list[Path]) -> Path:
        path = folder / ("cables.tar" + mode[1:].replace(":", "."))
        with tarfile.open(path, mode) as out:
            for file in files:
                out.add(file, file.name)
        return path

    return pack


def _tar_zst(folder: Path, files: list[Path]) -> Path:
    import zstandard

    plain = _tar("w")(folder, files)
    return _file(folder / "cables.tar.zst", zstandard.ZstdCompressor().compress(plain.read_bytes()))


def _seven(folder: Path, files: list[Path]) -> Path:
    import py7zr

    path = folder / "cables.7z"
    with py7zr.SevenZipFile(path, "w") as out:
        for file in files:
            out.write(file, file.name)
    return path


def _warc(folder: Path, files: list[Path]) -> Path:
    path = folder / "cables.warc.gz"
    with gzip.open(path, "wb", compresslevel=6) as out:
        for file in files:
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + file.read_bytes()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{file.name}\r\n"
                "WARC-Date: 2011-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            out.write(head.encode() + body + b"\r\n\r\n")
    return path


def _single(ending: str, compress: Callable[[bytes], bytes]) -> Callable[[Path, list[Path]], Path]:
    def pack(folder: Path, files: list[Path]) -> Path:
        return _file(folder / f"many.txt{ending}", compress((folder / "many.txt").read_bytes()))

    return pack


_CONTAINERS: dict[str, Callable[[Path, list[Path]], Path]] = {
    "`zip`": _zip,
    "`tar`": _tar("w"),
    "`tar.gz`": _tar("w:gz"),
    "`tar.bz2`": _tar("w:bz2"),
    "`tar.xz`": _tar("w:xz"),
    "`tar.zst`": _tar_zst,
    "`7z`": _seven,
    "`warc.gz`": _warc,
    "`gz`": _single(".gz", gzip.compress),
    "`bz2`": _single(".bz2", bz2.compress),
}
