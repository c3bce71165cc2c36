"""Containers that break, lie, explode, climb out or contain themselves: each is told, and the rest
is read; nothing is raised, and nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import py7zr
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Reject
from reftel.readers.containers import Limits
from tests.patience import patience
from tests.readers.containers.making import (
    CABLE,
    PACKED,
    items,
    messages,
    names,
    piped,
    record,
    rejects,
    sevened,
    tarred,
    warc,
    zipped,
    zstd,
)

SMALL = Limits(ratio=50, ratio_from=100_000)
NOISE = random.Random(1)
MANY = [(f"{n}.txt", CABLE + bytes(NOISE.choices(b"ABCDEFGHIJKLMNOP ", k=3000))) for n in range(60)]


# Names


def renamed(*members: tuple[str, bytes]) -> bytes:
    """A 7z of any names: `py7zr` does not write them, so they are put into its plain list."""
    names = [f"{chr(0x4E00 + i)}" + "x" * (len(name) - 1) for i, (name, _) in enumerate(members)]
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        for name, (_, data) in zip(names, members, strict=True):
            archive.writestr(data, name)
    data = bytearray(out.getvalue())
    for name, (true, _) in zip(names, members, strict=True):
        old = name.encode("utf-16-le")
        at = data.rindex(old)
        data[at : at + len(old)] = true.encode("utf-16-le")
    head = bytearray(data[:32])
    start, length = struct.unpack_from("<QQ", head, 12)
    struct.pack_into("<L", head, 28, zlib.crc32(data[32 + start : 32 + start + length]))
    struct.pack_into("<L", head, 8, zlib.crc32(head[12:32]))
    return bytes(head + data[32:])


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "/etc/passwd",
        "a/../../b.txt",
        "a/..",
        "C:\\x.txt",
        "c:x.txt",
        "..\\b.txt",
        "a\\..\\..\\b",
        "\\\\server\\share\\x",
        "NUL",
        "2003/con.txt",
        "aux",
        "lpt1.txt",
        "COM1 .txt",
    ],
)
@pytest.mark.parametrize("pack", [zipped, tarred, renamed])
def test_a_name_that_climbs_out_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str, pack: Callable[..., bytes]
) -> None:
    found = items(tmp_path, "a.bin", pack((name, CABLE), ("c.txt", CABLE + b"x")))
    assert rejects(found) == ["unsafe-name"]
    assert names(found) == ["c.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bin"]  # nothing was written


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, b"Z"])
def test_what_is_no_file_in_a_tar_is_refused(tmp_path: Path, kind: bytes) -> None:
    found = items(tmp_path, "a.tar", tarred(("c.txt", CABLE), kinds=(("l", kind),)))
    assert rejects(found) == ["unsafe-name"] and names(found) == ["c.txt"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("l.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("c.txt", CABLE)
    found = items(tmp_path, "a.zip", out.getvalue())
    assert rejects(found) == ["unsafe-name"] and names(found) == ["c.txt"]


ODD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40) | st.lists(
    st.sampled_from(
        ["..", ".", "", "a", "CON", "\x1b[2J", "\u202e", "!", "\n", "\\", "/", " ", "C:", "\x9b"]
    ),
    min_size=1,
).map("/".join)


@settings(max_examples=150, deadline=None)
@given(ODD.filter(lambda name: not name.endswith("/")), st.sampled_from([zipped, tarred]))
def test_no_name_leads_out_or_shows_controls(
    tmp_path_factory: pytest.TempPathFactory, name: str, pack: Callable[..., bytes]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    try:
        data = pack((name, CABLE))
    except (ValueError, UnicodeError):
        return
    (one,) = items(folder, "a", data)
    path = one.source.path if isinstance(one, RawMessage) else one.path
    inner = path.removeprefix(f"{folder}/a!")
    words = inner if isinstance(one, RawMessage) else inner + one.reason + one.advice
    assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") or c in "\u202e\u2066" for c in words)
    assert "!" not in inner
    if isinstance(one, RawMessage):
        assert ".." not in inner.replace("\\x21", "").replace("\\", "/").split("/")
        assert not inner.startswith("/")
    assert [path.name for path in folder.iterdir()] == ["a"]


# Bombs


@pytest.mark.parametrize(
    "pack",
    [
        lambda data: zipped(("bomb.txt", data)),
        lambda data: piped(("bomb.txt", data)),
        gzip.compress,
        bz2.compress,
        lzma.compress,
        zstd,
        lambda data: gzip.compress(tarred(("bomb.txt", data))),
        lambda data: zipped(("inner.zip", zipped(("bomb.txt", data)))),
        lambda data: sevened(("bomb.txt", data)),
        lambda data: record("http://x/", gzip.compress(data), "Content-Encoding: gzip"),
    ],
)
def test_a_bomb_is_stopped(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = pack(b"A" * 30_000_000)
    found = items(tmp_path, "bomb.jsonl.bin", data, SMALL)
    assert rejects(found)[-1] == "too-large" and rejects(found).count("too-large") == 1
    assert len(found) <= 2


def test_a_bomb_does_not_hide_what_stands_beside_it(tmp_path: Path) -> None:
    found = items(tmp_path, "a.zip", zipped(("bomb.txt", b"A" * 30_000_000), ("c.txt", CABLE)), SMALL)
    assert "too-large" in rejects(found) and names(found)[-1] == "c.txt"


def test_so_many_bytes_and_no_more_come_out(tmp_path: Path) -> None:
    data = tarred(*((f"{n}.txt", CABLE + b"%d" % n) for n in range(40)))
    for name, packed in (("a.tar", data), ("a.tar.gz", gzip.compress(data))):
        found = items(tmp_path, name, packed, Limits(total=1000))
        assert rejects(found).count("too-large") == 1
        assert len(messages(found)) < 20


def test_so_many_members_and_no_more(tmp_path: Path) -> None:
    inner = zipped(*((f"{n}.txt", CABLE + b"%d" % n) for n in range(4)))
    found = items(tmp_path, "a.zip", zipped(*((f"{n}.zip", inner) for n in range(40))), Limits(members=12))
    assert rejects(found) == ["too-large"]
    assert len(found) == 10  # two zips with four each, the third zip with one, and the reject


def test_files_that_lie_on_each_other(tmp_path: Path) -> None:
    """As in the zip of ten megabytes that holds terabytes: all entries name the same bytes."""
    data = zipped(("0.txt", b"A" * 100_000))
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    fields = list(struct.unpack("<4s4H2LH", end))
    fields[3] = fields[4] = 2000
    fields[5] = len(entry) * 2000
    found = items(tmp_path, "a.zip", data[:start] + entry * 2000 + struct.pack("<4s4H2LH", *fields))
    assert rejects(found) == ["damaged"] and len(messages(found)) == 1


def test_containers_in_containers_end(tmp_path: Path) -> None:
    data = CABLE
    for n in range(12):
        data = zipped((f"{n}.zip", data))
    assert rejects(items(tmp_path, "x.zip", data)) == ["too-deep"]
    for _ in range(12):
        data = gzip.compress(data)
    assert rejects(items(tmp_path, "x.gz", data)) == ["too-deep"]


# Packed bytes that unpack to themselves, made by the way of Russ Cox ("Zip files all the way
# down", 2010): literals and repeats of five bytes each, and a checksum found by linear algebra.
QUINE = bytes.fromhex(
    "1f8b08080000000000ff722e677a00001400ebff1f8b08080000000000ff722e677a00001400ebff428821c400000500"
    "faff428821c400000500faff000500faff001400ebff428821c400000500faff000500faff001400ebff428821c40000"
    "1400ebff428821c400001400ebff428821c400001400ebff428821c400001400ebff428821c400000000ffff000000ff"
    "ff000d00f2ff428821c400000000ffff000000ffff000d00f2ff0372101c00a5acc7e5c40000000372101c00a5acc7e5"
    "c4000000"
)


@pytest.mark.parametrize(
    "pack", [lambda it: it, lambda it: zipped(("r.gz", it)), lambda it: tarred(("r.gz", it))]
)
def test_what_contains_itself(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    assert gzip.decompress(QUINE) == QUINE
    (told,) = items(tmp_path, "r.bin", pack(QUINE))
    assert isinstance(told, Reject) and (told.code, told.reason) == ("too-deep", "it contains itself")


def test_two_containers_of_the_same_bytes_do_not_contain_each_other(tmp_path: Path) -> None:
    inner = gzip.compress(CABLE)
    found = items(tmp_path, "a.zip", zipped(("a.gz", inner), ("b.gz", inner)))
    assert len(messages(found)) == 2 and rejects(found) == []


# Breaks


def test_what_stands_before_a_cut_is_read(tmp_path: Path) -> None:
    for name, whole in (
        ("a.tar.gz", gzip.compress(tarred(*MANY))),
        ("a.tar.bz2", bz2.compress(tarred(*MANY), 1)),
        ("a.tar.xz", lzma.compress(tarred(*MANY))),
        ("a.tar", tarred(*MANY)),
        ("a.zip", zipped(*MANY)),
        ("piped.zip", piped(*MANY)),
        ("a.warc", warc(*((f"http://x/{name}", data) for name, data in MANY))),
    ):
        found = items(tmp_path, name, whole[: len(whole) * 2 // 3])
        count = len(messages(found))
        assert 10 < count < 50, name
        assert rejects(found) == ["cut-short"], name
        assert [one.data for one in messages(found)[:-1]] == [data for _, data in MANY[: count - 1]], name
        told = found[-1]
        assert isinstance(told, Reject) and told.offset > 0, name


def test_a_cable_that_is_cut_says_so(tmp_path: Path) -> None:
    long = MANY[0][1]
    one, told = items(tmp_path, "c.txt.gz", gzip.compress(long)[:-400])
    assert isinstance(one, RawMessage) and long.startswith(one.data) and 0 < len(one.data) < len(long)
    assert one.notes and "not whole" in one.notes[0]
    assert isinstance(told, Reject) and told.code == "cut-short" and told.offset == len(one.data)


def test_lines_before_a_cut_are_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "SECRET %d"}\n' % n for n in NOISE.choices(range(10**9), k=5000))
    found = items(tmp_path, "a.jsonl.gz", gzip.compress(lines)[:20_000])
    assert 500 < len(messages(found)) < 5000
    assert rejects(found) in (["broken-json", "cut-short"], ["cut-short"])


def test_a_7z_without_its_end(tmp_path: Path) -> None:
    (told,) = items(tmp_path, "a.7z", sevened(*MANY)[:-10])
    assert isinstance(told, Reject) and told.code == "cut-short" and "list" in told.reason


def test_a_wrong_checksum_is_told_behind_the_text(tmp_path: Path) -> None:
    data = zipped(("c.txt", CABLE), ("d.txt", CABLE + b"x"), method=zipfile.ZIP_STORED)
    found = items(tmp_path, "a.zip", data.replace(b"OIL", b"ALE", 1))
    assert rejects(found) == ["damaged"]
    assert [b"ALE" in one.data for one in messages(found)] == [True, False]
    assert messages(found)[0].notes and not messages(found)[1].notes
    data = bytearray(gzip.compress(CABLE))
    data[-8] ^= 1
    assert rejects(items(tmp_path, "a.gz", bytes(data))) == ["damaged"]


def test_in_a_7z_what_is_packed_behind_damage_is_told(tmp_path: Path) -> None:
    data = bytearray(sevened(*MANY))
    data[len(data) // 2] ^= 0xFF
    found = items(tmp_path, "a.7z", bytes(data))
    assert 10 < len(messages(found)) < 60
    assert "damaged" in rejects(found) or "cut-short" in rejects(found)


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("cut.zip", PACKED["a.zip"][:40], {"cut-short"}),
        ("list.zip", PACKED["a.zip"][:-30], {"cut-short"}),
        ("cut.bz2", bz2.compress(CABLE)[:20], {"cut-short"}),
        ("cut.xz", lzma.compress(CABLE)[:30], {"cut-short"}),
        ("cut.zst", PACKED["c.txt.zst"][:6] + b"\xff" * 20, {"damaged"}),
        ("no.gz", b"\x1f\x8b" + b"\xff" * 50, {"damaged"}),
        ("no.zip", b"PK\x03\x04" + b"\xff" * 100, {"cut-short"}),
        ("no.bz2", b"BZh9" + b"\x00" * 50, {"damaged"}),
        ("no.7z", b"7z\xbc\xaf\x27\x1c" + b"\xff" * 100, {"cut-short"}),
        ("zero.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 100, {"damaged", "empty"}),
        ("empty.gz", gzip.compress(b""), {"empty"}),
        ("empty.zip", zipped(), {"empty"}),
        ("empty.tar", tarred(), {"empty"}),
        ("empty.7z", sevened(), {"empty"}),
        ("folder.zip", zipped(("2003/", b"")), {"empty"}),
        ("nothing.tar", tarred(("c.txt", b"")), {"empty"}),
        ("no.warc", b"WARC/1.0\r\nnonsense", {"damaged", "empty", "cut-short"}),
        ("long.warc", b"WARC/1.0\r\nX: " + b"A" * 100_000, {"damaged"}),
        ("lines.warc", b"WARC/1.0\r\n" + b"X: A\r\n" * 300_000, {"damaged"}),
        ("length.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nSECRET", {"damaged"}),
        ("bare.warc", record("", b"SECRET").replace(b"WARC-Target-URI: \r\n", b""), set()),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_damage_is_told_and_never_raised(tmp_path: Path, name: str, data: bytes, codes: set[str]) -> None:
    found = items(tmp_path, name, data)
    assert all(one.reason and one.advice for one in found if isinstance(one, Reject))
    assert len(rejects(found)) <= 1
    assert set(rejects(found)) <= codes and (rejects(found) or not codes)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(CABLE) + b"GARBAGE",
        bz2.compress(CABLE) + b"GARBAGE",
        lzma.compress(CABLE) + b"GARBAGE!",
        zstd(CABLE) + b"GARBAGE",
        zipped(("c.txt", CABLE)) + b"GARBAGE",
        tarred(("c.txt", CABLE)) + b"GARBAGE" * 100,
    ],
    ids=["gz", "bz2", "xz", "zst", "zip", "tar"],
)
def test_what_stands_behind_the_end_is_told(tmp_path: Path, data: bytes) -> None:
    found = items(tmp_path, "a.bin", data)
    assert [one.data for one in messages(found)] == [CABLE]
    assert rejects(found) == ["after-end"]
    told = found[-1]
    assert isinstance(told, Reject) and data[told.offset :].startswith(b"GARBAGE")


def test_zeros_behind_the_end_are_a_tapes(tmp_path: Path) -> None:
    for data in (gzip.compress(CABLE), lzma.compress(CABLE), tarred(("c.txt", CABLE))):
        assert rejects(items(tmp_path, "a.bin", data + bytes(100_000))) == []


# Locks and claims


def test_a_locked_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped(("locked.txt", CABLE), ("c.txt", CABLE)))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1  # the flag of encryption
    found = items(tmp_path, "a.zip", bytes(data))
    assert rejects(found) == ["encrypted"] and names(found) == ["c.txt"]


@pytest.mark.parametrize("more", [{}, {"header_encryption": True}])
def test_a_locked_7z_is_told(tmp_path: Path, more: dict[str, bool]) -> None:
    found = items(tmp_path, "a.7z", sevened(("c.txt", CABLE), password="secret", **more))
    assert rejects(found) == ["encrypted"]


def test_a_way_of_packing_that_is_not_known(tmp_path: Path) -> None:
    data = bytearray(zipped(("c.txt", CABLE)))
    data[data.index(b"PK\x01\x02") + 10] = 9
    (told,) = items(tmp_path, "a.zip", bytes(data))
    assert isinstance(told, Reject) and told.code == "format-unknown" and "Deflate64" in told.reason


def test_a_claim_to_much_memory_is_refused(tmp_path: Path) -> None:
    data = sevened(("c.txt", CABLE), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}])
    assert rejects(items(tmp_path, "a.7z", data, Limits(window=1 << 16))) == ["too-large"]
    data = lzma.compress(CABLE, preset=9)
    assert rejects(items(tmp_path, "a.xz", data, Limits(window=1 << 20))) == ["damaged"]


def test_a_name_of_gigabytes_in_a_tar_is_not_read(tmp_path: Path) -> None:
    data = bytearray(tarred(("x" * 200, CABLE)))
    data[124:136] = b"77777777777\0"
    data[148:156] = b"%06o\0 " % (sum(data[:148]) + 8 * 32 + sum(data[156:512]))
    assert rejects(items(tmp_path, "a.tar", bytes(data))) == ["damaged"]


def test_a_nested_zip_too_large_to_be_kept_aside(tmp_path: Path) -> None:
    data = tarred(("a.zip", zipped(*MANY)), ("c.txt", CABLE))
    found = items(tmp_path, "a.tar", data, Limits(spooled=1000))
    assert rejects(found) == ["too-large"] and names(found) == ["c.txt"]


def test_a_list_of_many_names_is_linear(tmp_path: Path) -> None:
    many = 50_000
    data = zipped(*(("../x", b"") for _ in range(many)))
    with patience():
        assert len(items(tmp_path, "a.zip", data)) == many


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_noise_in_a_container_never_raises(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, noise: bytes
) -> None:
    data = PACKED[name]
    at %= len(data)
    for one in items(tmp_path_factory.mktemp("noise"), name, data[:at] + noise + data[at + len(noise) :]):
        assert isinstance(one, RawMessage | Reject)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.integers(1, 3000))
@example("lzma.zip", 38)  # in the head of its packed bytes
def test_a_cut_anywhere_never_raises(tmp_path_factory: pytest.TempPathFactory, name: str, at: int) -> None:
    data = PACKED[name][: at % len(PACKED[name])]
    found = items(tmp_path_factory.mktemp("cut"), name, data)
    assert found and len([code for code in rejects(found) if code in ("cut-short", "damaged")]) <= 1
