from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readers.decoding import decode, is_text, mend


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"CONFIDENTIAL ROME", "CONFIDENTIAL ROME", "utf-8"),
        ("CAFÉ".encode(), "CAFÉ", "utf-8"),
        (codecs.BOM_UTF8 + "CAFÉ".encode(), "CAFÉ", "utf-8"),
        (codecs.BOM_UTF16_LE + "CAFÉ".encode("utf-16-le"), "CAFÉ", "utf-16-le"),
        (codecs.BOM_UTF16_BE + "CAFÉ".encode("utf-16-be"), "CAFÉ", "utf-16-be"),
        (codecs.BOM_UTF32_LE + "CAFÉ".encode("utf-32-le"), "CAFÉ", "utf-32-le"),
        ("SECRET CAFÉ".encode("utf-16-le"), "SECRET CAFÉ", "utf-16-le"),
        ("SECRET CAFÉ".encode("utf-16-be"), "SECRET CAFÉ", "utf-16-be"),
        (b"the minister\x92s caf\xe9", "the minister’s café", "windows-1252"),
        (b"M\x81LLER", "M LLER".replace(" ", "\ufffd"), "latin-1"),
    ],
)
def test_encodings(data, text, encoding):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_a_guessed_encoding_is_noted():
    assert decode(b"caf\xe9").notes == ("not UTF-8: read as Windows-1252",)
    assert decode(b"cafe").notes == ()


def test_a_few_foreign_bytes_do_not_spoil_utf8():
    decoded = decode("São Tomé, Malé, Yaoundé: ".encode() + b"\x93quoted\x94")
    assert decoded.text == "São Tomé, Malé, Yaoundé: “quoted”"
    assert decoded.notes == ("bytes that are not UTF-8 read as Windows-1252: 2",)


def test_control_characters_become_blanks_and_are_noted():
    text, notes = mend("SECRET\x1b[31m\x00\tROME\r\n\x0cPAGE 2\x1a")
    assert text == "SECRET [31m \tROME\r\n\x0cPAGE 2 "
    assert notes == ("control characters read as blanks: 3",)


def test_windows_letters_taken_for_latin1_are_read():
    assert decode("the minister\x92s".encode()).text == "the minister’s"


@given(st.binary(max_size=300))
def test_any_bytes_decode_to_text_that_can_be_kept(data):
    text = decode(data).text
    text.encode("utf-8")
    assert not any(ord(character) < 32 and character not in "\t\n\r\f" for character in text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_comes_back_as_it_was(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00" * 100, b"text \x00\x01\x02 \x03\x04\x05\x06"]
)
def test_what_is_no_text(data):
    assert not is_text(data)


def test_a_stray_zero_byte_is_text_still():
    assert is_text(b"CONFIDENTIAL ROME 004580\n" * 10 + b"\0")
