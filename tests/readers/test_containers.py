"""Files with files in them: zip, tar, gz, bz2, xz, zst and WARC, nested, cut short, hostile."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.model import RawMessage
from reftel.readers import Reject, containers, find, read

CABLE = b"SECRET ROME 000012\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. (S) TEXT.\n"


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # the same bytes in each process of the tests


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(*members: tuple[str, bytes], links: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return out.getvalue()


def warc(*pages: tuple[str, bytes]) -> bytes:
    out = b""
    for url, body in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body
        out += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2011-01-02T03:04:05Z\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return out


PACKED: dict[str, bytes] = {
    "a.zip": zipped(("x/c.txt", CABLE)),
    "a.tar": tarred(("x/c.txt", CABLE)),
    "a.tar.gz": packed(tarred(("x/c.txt", CABLE))),
    "a.tgz": packed(tarred(("x/c.txt", CABLE))),
    "a.tar.bz2": bz2.compress(tarred(("x/c.txt", CABLE))),
    "a.tar.xz": lzma.compress(tarred(("x/c.txt", CABLE))),
    "a.tar.zst": zstandard.ZstdCompressor().compress(tarred(("x/c.txt", CABLE))),
    "c.txt.gz": packed(CABLE),
    "c.txt.zst": zstandard.ZstdCompressor().compress(CABLE),
    "deep.zip": zipped(("in/a.tar.gz", packed(tarred(("c.zip", zipped(("c.txt", CABLE))))))),
    "a.warc": warc(("http://example.org/c.txt", CABLE)),
    "a.warc.gz": packed(warc(("http://example.org/c.txt", CABLE))),
}


def items(tmp_path: Path, name: str, data: bytes) -> list[RawMessage | Reject]:
    (tmp_path / name).write_bytes(data)
    return [
        item for found in find([tmp_path / name]) if not isinstance(found, Reject) for item in read(found)
    ]


def rejects(found: list[RawMessage | Reject]) -> list[str]:
    return [one.code for one in found if isinstance(one, Reject)]


@pytest.mark.parametrize(("name", "data"), PACKED.items(), ids=PACKED)
def test_a_cable_comes_out_of_each(tmp_path: Path, name: str, data: bytes) -> None:
    (one,) = items(tmp_path, name, data)
    assert isinstance(one, RawMessage), one
    assert one.data == CABLE
    assert one.source.path.startswith(f"{tmp_path / name}!")
    assert one.source.path.endswith("c.txt")
    assert one.source.offset == 0


def test_the_place_names_each_container(tmp_path: Path) -> None:
    (one,) = items(tmp_path, "deep.zip", PACKED["deep.zip"])
    assert isinstance(one, RawMessage)
    assert one.source.path == f"{tmp_path}/deep.zip!in/a.tar.gz!a.tar!c.zip!c.txt"


def test_a_web_archive_says_where_and_when(tmp_path: Path) -> None:
    (one,) = items(tmp_path, "a.warc", PACKED["a.warc"])
    assert isinstance(one, RawMessage)
    assert (one.given["url"], one.given["crawled"]) == ("http://example.org/c.txt", "2011-01-02T03:04:05Z")


def test_names_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    found = items(tmp_path, "a.tar", tarred(("c.txt", CABLE), ("c.txt", CABLE + b"2. (S) MORE.\n")))
    assert [one.source.path.rpartition("!")[2] for one in found if isinstance(one, RawMessage)] == [
        "c.txt",
        "c.txt#2",
    ]


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/passwd", "a/../../b.txt", "C:\\x.txt", "..\\b.txt", "a\\..\\..\\b"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_that_climbs_out_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str, pack: Callable[..., bytes]
) -> None:
    found = items(tmp_path, "a.bin", pack((name, CABLE), ("c.txt", CABLE)))
    assert rejects(found) == ["unsafe-name"]
    assert sum(isinstance(one, RawMessage) for one in found) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bin"]  # nothing was written


def test_links_are_refused(tmp_path: Path) -> None:
    found = items(tmp_path, "a.tar", tarred(("c.txt", CABLE), links=("l",)))
    assert rejects(found) == ["unsafe-name"]


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "RATIO_FROM", 100_000)
    data = zipped(("bomb.txt", b"A" * 30_000_000), ("c.txt", CABLE))
    found = items(tmp_path, "a.zip", data)
    assert rejects(found) == ["too-large"]
    assert sum(isinstance(one, RawMessage) for one in found) == 1
    assert rejects(items(tmp_path, "a.gz", packed(b"A" * 30_000_000))) == ["too-large"]


def test_so_many_bytes_and_no_more_come_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES", 1000)
    found = items(tmp_path, "a.tar", tarred(*((f"{n}.txt", CABLE + b"%d" % n) for n in range(40))))
    assert rejects(found)[-1] == "too-large"
    assert sum(isinstance(one, RawMessage) for one in found) < 20


def test_so_many_members_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_MEMBERS", 5)
    found = items(tmp_path, "a.zip", zipped(*((f"{n}.txt", CABLE + b"%d" % n) for n in range(40))))
    assert rejects(found) == ["too-large"]
    assert len(found) == 6


def test_containers_in_containers_end(tmp_path: Path) -> None:
    data = CABLE
    for _ in range(9):
        data = zipped(("x.zip", data))
    assert rejects(items(tmp_path, "x.zip", data)) == ["too-deep"]


def test_what_stands_before_a_cut_is_read(tmp_path: Path) -> None:
    import random

    noise = random.Random(1)
    members = [(f"{n}.txt", CABLE + bytes(noise.choices(b"ABCDEFGHIJKLMNOP ", k=3000))) for n in range(60)]
    whole = packed(tarred(*members))
    found = items(tmp_path, "a.tar.gz", whole[: len(whole) // 2])
    assert 20 < sum(isinstance(one, RawMessage) for one in found) < 40
    assert "cut-short" in rejects(found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.zip", PACKED["a.zip"][:40]),
        ("cut.gz", PACKED["c.txt.gz"][:20]),
        ("cut.bz2", bz2.compress(CABLE)[:20]),
        ("cut.xz", lzma.compress(CABLE)[:30]),
        ("cut.zst", PACKED["c.txt.zst"][:6] + b"\xff" * 20),
        ("no.gz", b"\x1f\x8b" + b"\xff" * 50),
        ("no.zip", b"PK\x03\x04" + b"\xff" * 100),
        ("no.bz2", b"BZh9" + b"\x00" * 50),
        ("empty.gz", packed(b"")),
        ("empty.zip", zipped()),
        ("no.warc", b"WARC/1.0\r\nnonsense"),
    ],
)
def test_damage_is_told_and_never_raised(tmp_path: Path, name: str, data: bytes) -> None:
    found = items(tmp_path, name, data)
    assert all(isinstance(one, Reject) and one.reason and one.advice for one in found)
    assert set(rejects(found)) <= {"cut-short", "empty"}


def test_a_locked_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped(("locked.txt", CABLE), ("c.txt", CABLE)))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1  # the flag of encryption
    found = items(tmp_path, "a.zip", bytes(data))
    assert rejects(found) == ["encrypted"]
    assert sum(isinstance(one, RawMessage) for one in found) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_name_leads_out_or_shows_controls(name: str) -> None:
    shown, why = containers._Names().safe(name)
    assert not any(ord(letter) < 32 for letter in shown)
    if why is None:
        assert ".." not in shown.replace("\\", "/").split("/")
        assert not shown.startswith(("/", "\\"))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_noise_in_a_container_never_raises(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, noise: bytes
) -> None:
    data = PACKED[name]
    at %= len(data)
    for one in items(tmp_path_factory.mktemp("noise"), name, data[:at] + noise + data[at + len(noise) :]):
        assert isinstance(one, RawMessage | Reject)


def test_an_archive_keeps_place_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "deep.zip").write_bytes(PACKED["deep.zip"])
    archive = reftel.create(tmp_path / "x.archive")
    assert archive.ingest(tmp_path / "deep.zip", workers=0).new == 1
    assert archive.ingest(tmp_path / "deep.zip", workers=0).again == 1
    source = archive.sources.collect().row(0, named=True)
    assert source["path"].endswith("deep.zip!in/a.tar.gz!a.tar!c.zip!c.txt")
    assert source["data"] == CABLE
