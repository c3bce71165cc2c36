from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Reject, jsonl, mojibake
from reftel.readers.jsonl import JsonLines


def read(data: bytes) -> list[RawMessage | Reject]:
    return list(JsonLines().read(io.BytesIO(data), "cables.jsonl"))


def test_a_line_is_a_message_and_the_rest_of_it_is_given():
    line = b'{"id": "03ROME4580", "text": "SECRET\\nROME", "year": 2003, "none": null, "tags": ["PARM"]}'
    (message,) = read(line + b"\n")
    assert isinstance(message, RawMessage)
    assert message.text == "SECRET\nROME"
    assert message.given == {"id": "03ROME4580", "year": "2003", "tags": '["PARM"]'}
    assert message.data == line


def test_the_source_finds_the_line_again():
    data = b'\xef\xbb\xbf{"text": "ONE"}\r\n\n  {"text": "TWO"}\n{"text": "THREE"}'
    for message in read(data):
        assert isinstance(message, RawMessage)
        source = message.source
        assert data[source.offset : source.offset + source.length] == message.data
    assert [m.text for m in read(data) if isinstance(m, RawMessage)] == ["ONE", "TWO", "THREE"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b'{"text": "SECRET', "broken-json", "Unterminated string"),
        (b"[1, 2]", "broken-json", "no JSON object"),
        (b"[" * 100_000, "broken-json", "recursion"),
        (b'{"body": "SECRET", "id": 1}', "no-text", "body, id"),
        (b'{"text": 5}', "no-text", "nothing"),
        (b'{"text": "  \\n "}', "empty", "empty"),
    ],
)
def test_a_broken_line_is_a_reject_and_the_rest_goes_on(line, code, words):
    data = b'{"text": "BEFORE"}\n' + line + b'\n{"text": "AFTER"}\n'
    before, reject, after = read(data)
    assert isinstance(before, RawMessage) and isinstance(after, RawMessage)
    assert isinstance(reject, Reject)
    assert reject.code == code and words in reject.reason and reject.advice
    assert (reject.path, reject.line, reject.offset, reject.data) == ("cables.jsonl", 2, 19, line)


def test_what_the_strict_way_refuses_is_read_leniently():
    (message,) = read(b'{"text": "caf\xe9 \\ud800"}')
    assert isinstance(message, RawMessage)
    assert message.text == "café \ufffd"
    assert message.encoding == "windows-1252" and len(message.notes) == 2


def test_a_line_too_long_is_passed_over(monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 100)
    long = b'{"text": "' + b"x" * 5000 + b'"}\n'
    reject, after = read(long + b'{"text": "AFTER"}\n')
    assert isinstance(reject, Reject) and isinstance(after, RawMessage)
    assert (reject.code, reject.length, reject.data) == ("too-large", len(long), None)
    assert after.source.offset == len(long)


def whole(text: str) -> bool:
    """Whether there is something in it, and nothing that looks as if it had been misread."""
    return bool(text.strip()) and not mojibake.shows(text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(whole)))
def test_texts_come_back_as_they_were(texts):
    data = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)
    assert [m.text for m in read(data) if isinstance(m, RawMessage)] == texts


@pytest.mark.parametrize(
    ("head", "path", "sure"),
    [
        (b'{"text": "A"}\n{"text": "B"}\n', "x", True),
        (b'{"text": "' + b"A" * 5000, "x", True),
        (b"broken\n{}", "x.jsonl", True),
        (b"{\n  1: 2\n}", "x", False),
        (b"CONFIDENTIAL", "x.txt", False),
        (b"\x89PNG\r\n\x1a\n", "x.jsonl", False),
    ],
)
def test_sniff(head, path, sure):
    assert (JsonLines().sniff(head, path) > 0.5) == sure
