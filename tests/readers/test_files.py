from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from reftel import readers
from reftel.model import RawMessage
from reftel.readers import Found, Reject, files, plain, registry

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20


def read(*paths) -> list[RawMessage | Reject]:
    items = []
    for found in readers.find(paths):
        items += [found] if isinstance(found, Reject) else readers.read(found)
    return items


def reject(*paths) -> Reject:
    (item,) = read(*paths)
    assert isinstance(item, Reject)
    assert item.reason and item.advice
    return item


def test_a_plain_file(tmp_path):
    path = tmp_path / "2003ROME004580.txt"
    path.write_bytes(b"CONFIDENTIAL ROME 004580\r\n")
    (message,) = read(path)
    assert isinstance(message, RawMessage)
    assert message.text == "CONFIDENTIAL ROME 004580\r\n" and message.data == path.read_bytes()
    assert message.given == {"mrn": "2003ROME004580"}
    assert (message.source.path, message.source.reader, message.source.length) == (str(path), "plain", 26)


def test_a_name_that_is_no_number_gives_none(tmp_path):
    (tmp_path / "notes.txt").write_text("CONFIDENTIAL")
    (message,) = read(tmp_path)
    assert isinstance(message, RawMessage) and message.given == {}


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("photo.txt", JPEG, "format-unknown", "JPEG"),
        ("noise.txt", bytes(range(256)) * 20, "format-unknown", "not known"),
        ("page.txt", b"<!DOCTYPE html><html>", "format-unknown", "web page"),
        ("all.rar", b"Rar!\x1a\x07\x00abc", "format-unknown", "RAR"),
        ("one.json", b'{\n "text": "SECRET"\n}', "format-unknown", "not known"),
        ("zero.txt", b"", "empty", "no bytes"),
        ("blank.txt", b" \r\n\t\n", "empty", "no text"),
        ("late.txt", b"CONFIDENTIAL\n" * 6000 + bytes(20_000), "not-text", "no text"),
    ],
)
def test_what_is_no_cable_is_named(tmp_path, name, data, code, words):
    (tmp_path / name).write_bytes(data)
    found = reject(tmp_path / name)
    assert found.code == code and words in found.reason
    assert found.data == data and found.path.endswith(name)


def test_a_text_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(plain, "MAX_MESSAGE", 1000)
    (tmp_path / "big.txt").write_text("SECRET " * 200)
    assert reject(tmp_path).code == "too-large"


def test_nothing_there(tmp_path):
    assert reject(tmp_path / "none.txt").code == "no-such-path"
    assert reject(tmp_path / "*.txt").code == "no-such-path"
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert "leads nowhere" in reject(tmp_path / "link").reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    found = reject(tmp_path)
    assert (found.code, found.reason) == ("not-a-file", "it is a pipe")


def test_a_file_that_cannot_be_read(tmp_path, monkeypatch):
    def forbid(path):
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "a.txt").write_text("SECRET")
    monkeypatch.setattr(files, "_open", forbid)
    found = reject(tmp_path)
    assert found.code == "unreadable" and "Permission denied" in found.reason


def test_a_ring_of_folders_ends(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "cable.txt").write_text("SECRET")
    (tmp_path / "a" / "ring").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    message, ring, itself = read(tmp_path)
    assert isinstance(message, RawMessage)
    assert isinstance(ring, Reject) and isinstance(itself, Reject)
    assert (ring.code, itself.code) == ("folder-loop", "folder-loop")


def test_folders_patterns_and_their_order(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.text"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"SECRET {name}")

    def names(*paths):
        return [os.path.relpath(m.source.path, tmp_path) for m in read(*paths) if isinstance(m, RawMessage)]

    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "c.text"]
    assert names(tmp_path / "*.txt") == ["a.txt"]
    assert names(tmp_path / "*") == ["a.txt", "b/1.txt", "b/2.txt", "c.text"]
    assert names(tmp_path / "**" / "*.txt") == ["a.txt", "b/1.txt", "b/2.txt"]
    assert names(tmp_path / "**") == ["a.txt", "b/1.txt", "b/2.txt", "c.text"]


def test_a_place_is_the_same_by_every_name(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.txt").write_text("SECRET")
    monkeypatch.chdir(tmp_path)
    paths = ("a", "./a/1.txt", "a/../a", str(tmp_path / "a"), str(tmp_path / "a" / "1.txt"), "a/*.txt")
    places = {found.place for path in paths for found in readers.find([path]) if isinstance(found, Found)}
    assert places == {str(tmp_path / "a" / "1.txt")}


def test_a_name_in_no_encoding(tmp_path):
    try:
        path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
        Path(os.fsdecode(path)).write_text("SECRET")
    except OSError:
        pytest.skip("this file system names files in UTF-8 only")
    (message,) = read(tmp_path)
    assert isinstance(message, RawMessage) and message.source.path.endswith("caf\\xe9.txt")


@pytest.mark.parametrize("pieces", [[b"CONFIDENTIAL"], [b'{"te', b'xt": "ONE"}\n{"text"', b': "TWO"}\n']])
def test_standard_input_in_pieces(monkeypatch, pieces):
    end, start = os.pipe()
    os.write(start, b"".join(pieces))
    os.close(start)
    with open(end, "rb") as stream:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        items = read("-")
    assert [m.text for m in items if isinstance(m, RawMessage)] in (["CONFIDENTIAL"], ["ONE", "TWO"])
    assert all(m.source.path == "-" for m in items if isinstance(m, RawMessage))


class Shouting:
    """A reader from elsewhere, which breaks on the second message."""

    name = "shouting"
    version = "9"

    def sniff(self, head: bytes, path: str) -> float:
        return 1.0 if head.startswith(b"!!") else 0.0

    def read(self, stream, path):
        yield Reject(code="odd", reason="odd", advice="none", path=path)
        raise KeyError("broken")


def test_a_reader_from_elsewhere_may_fail(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "readers", lambda: (plain.Plain(), Shouting()))
    (tmp_path / "a").write_bytes(b"!! SECRET")
    (tmp_path / "b").write_bytes(b"SECRET")
    odd, failed, message = read(tmp_path)
    assert isinstance(odd, Reject) and isinstance(failed, Reject) and isinstance(message, RawMessage)
    assert failed.code == "reader-failed" and "shouting" in failed.reason and "KeyError" in failed.reason


def test_readers_are_known_by_name():
    assert {"plain", "jsonl"} <= {reader.name for reader in readers.readers()}
    assert all(isinstance(reader, readers.Reader) for reader in readers.readers())
