from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readers import mojibake
from reftel.readers.decoding import decode, is_text, mend
from tests.patience import patience


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
    if not text.startswith("\ufeff") and not mojibake.shows(text):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00" * 100, b"text \x00\x01\x02 \x03\x04\x05\x06"]
)
def test_what_is_no_text(data):
    assert not is_text(data)


def test_a_stray_zero_byte_is_text_still():
    assert is_text(b"CONFIDENTIAL ROME 004580\n" * 10 + b"\0")


FRENCH = "Le ministre a déclaré à l’ambassadeur que « l’élève » n’était pas là – où est-il ?"
ENGLISH = "The minister’s aide said it won’t happen: “not now” – and we’re waiting."


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, "PRESIDENT LULA’S VISIT: “YES”, IT’S ON; THEY DIDN’T"])
@pytest.mark.parametrize(("codec", "name"), [("mac-roman", "mac-roman"), ("cp1252", "windows-1252")])
def test_macroman_by_the_letters_that_fit(text, codec, name):
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, name)
    assert len(decoded.notes) == 1 and "not UTF-8" in decoded.notes[0]


@pytest.mark.parametrize("text", ["MINISTÉRIO DAS RELAÇÕES", "NEGOCIAÇÕES", "Škoda und Öl", "5 £ – 7 €", "é"])
def test_windows_has_the_benefit_of_the_doubt(text):
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "windows-1252")


@pytest.mark.parametrize("data", [b"donuts \xd5 and \x8e", b"\x8e", b"l\xd5a \x8e"])
def test_a_little_evidence_is_none(data):
    assert decode(data).encoding == "windows-1252"


def test_lines_in_other_encodings_are_read_one_by_one():
    data = "1. São Tomé\n".encode() + "2. “Café”\n".encode("cp1252") + b"3. ROME\n" + "4. Yaoundé\n".encode()
    decoded = decode(data)
    assert decoded.text == "1. São Tomé\n2. “Café”\n3. ROME\n4. Yaoundé\n"
    assert decoded.notes == ("mixed encodings: lines that are not UTF-8 read as Windows-1252: 1",)


def test_what_is_utf8_by_chance_in_a_file_of_windows_1252():
    text = "LE CAFÉ’S\nÀ PARIS, DÉJÀ VU\nCAFÉ»\nÀ ROME"
    assert decode(text.encode("cp1252")).text == text


def test_one_greek_letter_beside_a_stray_byte():
    assert decode("É 5 Ω É\nà é\n".encode() + b"caf\xe9").text == "É 5 Ω É\nà é\ncafé"


def test_utf7_is_not_tried():
    assert decode(b"+AGE-b +ACIAPA-script").text == "+AGE-b +ACIAPA-script"


def test_halves_of_surrogates():
    assert decode(b"A\xed\xa0\xbd\xed\xb8\x80B").text == "A\U0001f600B"
    lone = decode(b"A\xed\xa0\xbdB")
    assert (lone.text, lone.notes) == ("A\ufffdB", ("halves of surrogate pairs replaced: 1",))
    assert decode(codecs.BOM_UTF16_LE + b"A\x00\x00\xd8B\x00").text == "A\ufffdB"


def test_utf16_with_a_byte_too_many():
    decoded = decode("SECRET CAFÉ".encode("utf-16-le") + b"X")
    assert decoded.text.startswith("SECRET CAFÉ") and len(decoded.notes) == 2


# Correct text in which the letters of mojibake stand.
CORRECT = [
    "SÃO PAULO",
    "“IRMÔ",
    "IRMÔ DE CARIDADE",
    "NÃO É… ÂNGELO",
    "Âge d’or",
    "«\xa0LÀ\xa0»",
    "À propos – voilà",
    "ĐỒNG Việt Nam",
    "ÅLESUND–OSLO",
    "50°C, £5, €7",
    "ÎLE… ÖĞRENCİ ÏÐ",
    "ПУТИН",
    "القذافي",
    "北京",
    "CORAÇÃO»",
    "Łódź “Łódź”",
    "naïve",
    "Škoda ŽIŽEK",
]
MISREAD = [
    "the minister’s “café” – naïve",
    "SÃO PAULO",
    "NIÑO CAFÉ",
    "50°C £5 €7",
    "Привет мир",
    "القذافي",
    "Łódź",
    "Việt Nam",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_never_altered(text):
    assert decode(text.encode()) == (text, "utf-8", ())
    assert mend(text) == (text, ())


@given(
    st.lists(st.sampled_from(CORRECT), min_size=1, max_size=6), st.sampled_from([" ", ", ", "\n", " (C) "])
)
def test_nor_many_correct_texts(texts, between):
    text = between.join(texts)
    assert mend(text) == (text, ())


@pytest.mark.parametrize("text", MISREAD)
def test_what_was_decoded_wrongly_is_put_right(text):
    misread = text.encode().decode("latin-1")
    assert mend(misread) == (text, ("lines decoded wrongly before, put right by ftfy: 1",))
    assert decode(misread.encode()).text == text


def test_decoded_wrongly_twice_and_only_where_the_sign_is():
    twice = "minister’s".encode().decode("cp1252").encode().decode("cp1252")
    text, notes = mend(f"SÃO PAULO\n{twice}\nIRMÔ")
    assert text == "SÃO PAULO\nminister’s\nIRMÔ"
    assert notes == ("lines decoded wrongly before, put right by ftfy: 1",)


def test_ascii_stays_on_the_fast_path(monkeypatch):
    monkeypatch.setattr("reftel.readers.mojibake._repaired", None)
    assert decode(b"PLAIN &amp; <b>SIMPLE</b> --").text == "PLAIN &amp; <b>SIMPLE</b> --"


def test_nothing_else_of_what_ftfy_can_do():
    text = mend("donâ€™t &amp; “curly” ﬁ ＡＢ")[0]
    assert text == "don’t &amp; “curly” ﬁ ＡＢ"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_mending_keeps_the_lines(text):
    once = mend(text)[0]
    assert once.count("\n") == text.count("\n")
    assert decode(once.encode()).text.count("\n") == once.count("\n")


def test_a_long_line_of_signs_is_linear():
    text = "â€™" * 1_000_000
    with patience():
        assert mend(text)
