"""Containers of each format, whole: what comes out of them, and what is said of its place."""

from __future__ import annotations

import gzip
import io
import random
import sys
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import zstandard

import reftel
from reftel.model import RawMessage
from reftel.readers import Found, Reject, containers, read
from reftel.readers.containers.streams import Counted, Unpacked, Zstd
from tests.readers.containers.making import (
    CABLE,
    PACKED,
    items,
    messages,
    names,
    record,
    rejects,
    sevened,
    tarred,
    zipped,
)


@pytest.mark.parametrize("name", PACKED)
def test_a_cable_comes_out_of_each(tmp_path: Path, name: str) -> None:
    (one,) = items(tmp_path, name, PACKED[name])
    assert isinstance(one, RawMessage), one
    assert one.data == CABLE and one.notes == ()
    assert one.source.path.startswith(f"{tmp_path / name}!")
    assert one.source.path.endswith(("c.txt", "c"))
    assert (one.source.offset, one.source.length) == (0, len(CABLE))


@pytest.mark.parametrize("name", PACKED)
def test_from_a_pipe_as_well(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACKED[name])))
    (one,) = read(Found("-", "-", "-", 0))
    assert isinstance(one, RawMessage) and one.data == CABLE
    assert one.source.path.startswith("-!")


def test_the_place_names_each_container(tmp_path: Path) -> None:
    assert names(items(tmp_path, "deep.zip", PACKED["deep.zip"])) == ["in/a.tar.gz!a.tar!c.zip!c.txt"]
    assert names(items(tmp_path, "a.warc.gz", PACKED["a.warc.gz"])) == ["a.warc!http://example.org/c.txt"]


def test_places_within_a_file_are_those_of_its_bytes(tmp_path: Path) -> None:
    lines = b'{"text": "SECRET ONE"}\n{"text": "SECRET TWO"}\n'
    found = messages(
        items(tmp_path, "a.tar.gz", gzip.compress(tarred(("x.txt", b"SECRET"), ("l.jsonl", lines))))
    )
    assert [one.source.offset for one in found] == [0, 0, 23]
    for one in found[1:]:
        assert lines[one.source.offset :][: one.source.length] == one.data


@pytest.mark.parametrize("pack", [zipped, tarred, sevened])
def test_names_that_come_twice_are_told_apart(tmp_path: Path, pack) -> None:
    found = items(
        tmp_path, "a", pack(("c.txt", CABLE), ("c.txt#2", CABLE), ("c.txt", CABLE + b"2. (S) MORE.\n"))
    )
    assert names(found) == ["c.txt", "c.txt#2", "c.txt#3"]
    assert [len(one.data) - len(CABLE) for one in messages(found)] == [0, 0, 13]


def test_names_in_other_encodings(tmp_path: Path) -> None:
    tar = tarred(("café.txt", CABLE), form=tarfile.GNU_FORMAT).replace("café.txt".encode(), b"caf\xe9.txt\0")
    # The checksum is that of the old name: put the new one in.
    head = bytearray(tar[:512])
    head[148:156] = b"%06o\0 " % (sum(head[:148]) + 8 * 32 + sum(head[156:]))
    assert names(items(tmp_path, "a.tar", bytes(head) + tar[512:])) == ["caf\\xe9.txt"]
    old = zipped(("cafe.txt", CABLE)).replace(b"cafe.txt", b"caf\x82.txt")  # CP437
    assert names(items(tmp_path, "a.zip", old)) == ["café.txt"]
    assert names(items(tmp_path, "b.zip", zipped(("Köln/日本.txt", CABLE)))) == ["Köln/日本.txt"]
    assert names(items(tmp_path, "a.7z", sevened(("Köln/日本.txt", CABLE)))) == ["Köln/日本.txt"]


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_of_tars(tmp_path: Path, form: int) -> None:
    long = "/".join(["telegrams-of-the-year"] * 20) + "/ROME.txt"
    assert names(items(tmp_path, "a.tar", tarred((long, CABLE), ("./b.txt", CABLE), form=form))) == [
        long,
        "b.txt",
    ]


def test_two_tars_one_behind_the_other(tmp_path: Path) -> None:
    two = tarred(("a.txt", CABLE)) + tarred(("b.txt", CABLE))
    found = items(tmp_path, "a.tar", two)
    assert names(found) == ["a.txt", "b.txt"] and rejects(found) == []


def test_a_zip_behind_something_else(tmp_path: Path) -> None:
    two = zipped(("a.txt", CABLE))
    with zipfile.ZipFile(io.BytesIO(two)) as archive:
        assert archive.namelist() == ["a.txt"]
    moved = zipped(("pad", b""))[:33] + two  # a header before, as of a program that unpacks itself
    found = items(tmp_path, "a.zip", moved)
    assert names(found) == ["a.txt"]


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        (("Content-Type: text/plain; charset=windows-1251",), "Совет".encode("cp1251"), "Совет"),
        (("Content-Type: text/plain; charset=ISO-8859-2",), "Łódź ś".encode("iso8859-2"), "Łódź ś"),
        (("Content-Type: text/plain; charset=windows-1251",), "Совет".encode(), "Совет"),  # it is wrong
        (("Content-Type: text/plain; charset=utf-7",), b"caf\xe9", "café"),
        (("Content-Type: text/plain; charset=hex",), b"caf\xe9", "café"),
        (("Content-Encoding: gzip",), gzip.compress(b"SECRET"), "SECRET"),
        (("Content-Encoding: gzip",), b"SECRET", "SECRET"),  # unpacked by the crawler
        (("Transfer-Encoding: chunked",), b"3\r\nSEC\r\n3;x=y\r\nRET\r\n0\r\n\r\n", "SECRET"),
        (("Transfer-Encoding: chunked",), b"SECRET", "SECRET"),
        (
            ("Transfer-Encoding: chunked", "Content-Encoding: gzip"),
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(b"SECRET")), gzip.compress(b"SECRET")),
            "SECRET",
        ),
    ],
    ids=range(10),
)
def test_pages_of_the_web(tmp_path: Path, headers: tuple[str, ...], body: bytes, text: str) -> None:
    (one,) = items(tmp_path, "a.warc", record("http://example.org/c", body, *headers))
    assert isinstance(one, RawMessage), one
    assert one.text == text
    assert (one.given["url"], one.given["crawled"]) == ("http://example.org/c", "2011-01-02T03:04:05Z")


def test_of_a_web_archive_only_the_pages(tmp_path: Path) -> None:
    data = b"".join(
        (
            record("http://x/a", b"SECRET A", kind="request"),
            record("http://x/a", b"SECRET B", "Content-Type: text/plain"),
            record("urn:x", b"SECRET C", kind="resource"),
            record("http://x/a", b"", kind="metadata"),
            record("http://x/a", b"SECRET D", "Content-Type: text/plain"),
        )
    )
    found = items(tmp_path, "a.warc", data)
    assert [one.text for one in messages(found)] == ["SECRET B", "SECRET C", "SECRET D"]
    assert names(found) == ["http://x/a", "urn:x", "http://x/a#2"]
    assert rejects(found) == []


def test_documents_of_office_programs_are_not_opened(tmp_path: Path) -> None:
    found = items(
        tmp_path, "a.docx", zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    )
    assert rejects(found) == ["format-unknown"]


def test_each_format_is_known_by_its_name() -> None:
    assert [one.name for one in containers.CONTAINERS] == [
        "zip",
        "tar",
        "gz",
        "bz2",
        "xz",
        "zst",
        "7z",
        "warc",
    ]
    assert containers.choose(b"SECRET ROME", "a.zip") is None


def test_an_archive_keeps_place_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "deep.zip").write_bytes(PACKED["deep.zip"])
    archive = reftel.create(tmp_path / "x.archive")
    assert archive.ingest(tmp_path / "deep.zip", workers=0).new == 1
    assert archive.ingest(tmp_path / "deep.zip", workers=0).again == 1
    source = archive.sources.collect().row(0, named=True)
    assert source["path"].endswith("deep.zip!in/a.tar.gz!a.tar!c.zip!c.txt")
    assert source["data"] == CABLE


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_memory_does_not_grow_with_the_members(tmp_path: Path, pack) -> None:
    def peak(n: int) -> int:
        path = tmp_path / f"{n}"
        path.write_bytes(pack(*((f"2003/{i:06}.txt", CABLE) for i in range(n))))
        tracemalloc.start()
        count = sum(isinstance(one, RawMessage) for one in read(Found(str(path), str(path), "", 0)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == n
        return most

    peak(10)
    # Eight bytes and a place in a set for each name: nothing else may stay.
    assert peak(4000) - peak(400) < 3600 * 150


def test_the_bytes_of_a_reject_in_a_container(tmp_path: Path) -> None:
    found = items(tmp_path, "a.zip", zipped(("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50)), ("c.txt", CABLE)))
    assert [type(one) for one in found] == [Reject, RawMessage]
    assert isinstance(found[0], Reject) and found[0].path.endswith("a.zip!a.png")


@pytest.mark.parametrize("level", [1, 3, 19])
def test_a_long_file_of_zstd_is_read_to_its_end(level: int) -> None:
    """Much and little come of a thousand packed bytes in turn: where nothing comes, more is asked for."""
    chance = random.Random(level)
    lines = [f"{i} {'OIL ' * (i % 9000)}{chance.randbytes(i % 700).hex()}" for i in range(900)]
    texts = "\n".join(lines).encode()
    packed = io.BytesIO(zstandard.ZstdCompressor(level=level).compress(texts))
    assert Unpacked(Counted(packed), lambda: Zstd(1 << 27)).readall() == texts
