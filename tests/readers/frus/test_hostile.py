"""Volumes that are broken, or made to do harm: each is told, and the rest is read."""

from __future__ import annotations

import io
import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers.frus import scanner
from reftel.readers.frus.tei import FrusTei
from reftel.readers.protocol import Reject
from tests.patience import patience
from tests.readers.frus.conftest import SAMPLES, read_tei, read_text

HEAD = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><idno type="frus">frus1900v01</idno></teiHeader><text><body>'
TAIL = b"</body></text></TEI>"
ONE = b'<div type="document" xml:id="d1" n="1"><head>1. Editorial Note</head><p>One.</p></div>'
TWO = b'<div type="document" xml:id="d2" n="2"><head>2. Editorial Note</head><p>Two.</p></div>'


def _document(body: bytes, id: bytes = b"d9") -> bytes:
    return b'<div type="document" xml:id="%s"><head>9. Editorial Note</head>%s</div>' % (id, body)


def _texts(data: bytes) -> list[str]:
    """The texts of messages, the codes of rejects."""
    return [one.text if isinstance(one, RawMessage) else one.code for one in read_tei(data)]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (_document(b"<p>&bomb;</p>"), "broken-xml"),
        (_document(b"<p>a < b</p>"), "broken-xml"),
        (_document(b"<p><hi>crossed</p></hi>"), "broken-xml"),
        (_document(b"<p n='1' n='2'>twice</p>"), "broken-xml"),
        (_document(b"<p>&#0;</p>"), "broken-xml"),
        (_document(b"<p>&#xD800;</p>"), "broken-xml"),
        (_document(b"<p>no end"), "broken-xml"),
        (_document(b"<x:p>a prefix that nothing declares</x:p>"), "broken-xml"),
        (_document(b"<hi>" * 100_000 + b"</hi>" * 100_000), "too-deep"),
        (_document(b"<div>" * 100_000 + b"</div>" * 100_000), "too-deep"),
        (_document(b"<hi>" * 150 + b"</hi>" * 150), "too-deep"),
        (
            b'<div type="document" xml:id="d9"><head>9. A</head><div><p>an end is missing</p></div>',
            "broken-xml",
        ),
    ],
)
def test_a_broken_document_costs_no_other(bad: bytes, code: str) -> None:
    found = read_tei(HEAD + ONE + b"\n" + bad + TWO + TAIL)
    assert [one.text if isinstance(one, RawMessage) else one.code for one in found] == ["One.", code, "Two."]
    reject = found[1]
    assert isinstance(reject, Reject)
    assert reject.offset == len(HEAD + ONE) + 1
    assert reject.line == 2
    assert reject.data is not None and reject.data.startswith(b'<div type="document" xml:id="d9">')
    assert reject.reason and reject.advice


@pytest.mark.parametrize(
    "dtd",
    [
        b'<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        b'<!DOCTYPE TEI [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE TEI SYSTEM "http://example.org/tei.dtd">',
    ],
)
def test_a_document_type_is_refused(dtd: bytes) -> None:
    data = b'<?xml version="1.0"?>\n' + dtd + HEAD + _document(b"<p>&c;&file;</p>") + TAIL
    (reject,) = read_tei(data)
    assert isinstance(reject, Reject)
    assert (reject.code, reject.line) == ("dtd-refused", 2)


def test_a_document_type_in_the_midst_ends_the_reading() -> None:
    assert _texts(HEAD + ONE + b'<!DOCTYPE a [<!ENTITY b "c">]>' + TWO + TAIL) == ["One.", "dtd-refused"]


def test_a_volume_cut_off() -> None:
    whole = (SAMPLES / "frus1961-63v05.xml").read_bytes()
    cut = whole[: whole.index(b'xml:id="d35"') + 400]
    found = read_tei(cut, "frus1961-63v05.xml")
    assert [one.given["document"][-3:] for one in found if isinstance(one, RawMessage)] == [
        "d10",
        "d13",
        "d18",
    ]
    reject = found[-1]
    assert isinstance(reject, Reject)
    assert (reject.code, reject.data) == ("cut-short", cut[reject.offset :])


def test_one_id_for_two_documents() -> None:
    first, second = read_tei(HEAD + _document(b"<p>A</p>") + _document(b"<p>B</p>") + TAIL)
    assert isinstance(first, RawMessage) and isinstance(second, RawMessage)
    assert (first.text, second.text) == ("A", "B")
    assert first.notes == ()
    assert second.notes == (f"the volume has another document d9 at byte {len(HEAD)}",)


def test_one_id_for_two_elements_of_a_document() -> None:
    twice = _document(b'<p>A<note xml:id="d9fn1">x</note>B<note xml:id="d9fn1">y</note></p>')
    (message,) = read_tei(HEAD + twice + TAIL)
    assert isinstance(message, RawMessage)
    assert [one.text for one in message.annotations] == ["x", "y"]


@pytest.mark.parametrize("when", ["0201-01-08", "1961-13-40", "9999-01-01", "yesterday", "-1961-01-01"])
def test_a_date_that_is_none_is_refused(when: str) -> None:
    line = f'<dateline>Moscow, <date when="{when}">January 21, 1961</date>.</dateline>'.encode()
    (message,) = read_tei(HEAD + _document(line) + TAIL)
    assert isinstance(message, RawMessage)
    assert message.given["date"] == "1961-01-21"
    assert f"the date {when} of the markup is none: the words were read" in message.notes


def test_a_year_that_is_none_in_words_and_markup_leaves_a_blank() -> None:
    line = b'<dateline>Moscow, <date when="0201-01-21">January 21, 0201</date>.</dateline>'
    (message,) = read_tei(HEAD + _document(line) + TAIL)
    assert isinstance(message, RawMessage)
    assert "date" not in message.given and len(message.notes) == 2


def test_a_document_without_a_heading() -> None:
    (message,) = read_tei(HEAD + b'<div type="document" xml:id="d7"><p>Text.</p></div>' + TAIL)
    assert isinstance(message, RawMessage)
    assert message.text == "Text."
    assert message.given["document"] == "frus1900v01/d7"
    assert message.notes == ("the document has no heading",)


def test_a_document_without_an_id_and_one_with_nothing() -> None:
    data = b'<div n="4" type="document"><head>4. Letter From A to B</head></div><div type="document"/>'
    first, second = read_tei(HEAD + data + TAIL)
    assert isinstance(first, RawMessage) and isinstance(second, RawMessage)
    assert first.given["document"] == "frus1900v01/d4" and first.text == ""
    assert "the document has no xml:id" in first.notes
    assert second.text == ""


def test_id_and_number_that_differ() -> None:
    data = b'<div type="document" xml:id="d5"><head>6. Letter From A to B</head><p>x</p></div>'
    (message,) = read_tei(HEAD + data + TAIL)
    assert isinstance(message, RawMessage)
    assert message.given["document"].endswith("/d5")
    assert message.notes == ("the document’s id is d5, its heading’s number 6",)


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        (b'Telegram From the <gloss type="from">Embassy in Italy</gloss> to the <gloss type="to">Department of State</gloss>', "Embassy in Italy"),
        (b'Telegram <gloss type="from">From the Embassy in Italy</gloss> to the Department of State', "Embassy in Italy"),
        (b"Telegram From the Embassy in Italy to the Department of State", "Embassy in Italy"),
    ],
)  # fmt: skip
def test_sender_with_markup_or_without(head: bytes, sender: str) -> None:
    body = b"<dateline><placeName>Rome</placeName>, <date>May 6, 1974</date>.</dateline><p>4580. Text.</p>"
    data = b'<div type="document" xml:id="d1"><head>1. ' + head + b"</head>" + body + b"</div>"
    (message,) = read_tei(HEAD + data + TAIL)
    assert isinstance(message, RawMessage)
    assert (message.given["from"], message.given["to"]) == (sender, "Department of State")
    assert message.given["mrn"] == "1974ROME4580"


def test_a_source_note_below_the_heading() -> None:
    note = b'<note type="source" xml:id="d9fn1">Source: The file. Secret; Exdis.</note><p>Text.</p>'
    (message,) = read_tei(HEAD + _document(note) + TAIL)
    assert isinstance(message, RawMessage)
    assert message.text == "Text."
    assert (message.given["classification"], message.given["handling"]) == ("Secret", "Exdis")
    assert [(one.kind, one.target) for one in message.annotations] == [("source note", "#d9fn1")]


def test_crlf_and_a_mark_of_byte_order() -> None:
    data = b"\xef\xbb\xbf" + (HEAD + ONE + TWO + TAIL).replace(b">", b">\r\n")
    found = read_tei(data)
    assert [one.text for one in found if isinstance(one, RawMessage)] == ["One.", "Two."]
    for one in found:
        assert isinstance(one, RawMessage)
        assert data[one.source.offset : one.source.offset + one.source.length] == one.data


@pytest.mark.parametrize(
    ("declared", "letter", "encoding", "notes"),
    [
        (b"UTF-8", "é".encode(), "utf-8", 0),
        (b"UTF-8", b"\xe9", "windows-1252", 1),
        (b"ISO-8859-1", b"\xe9", "iso-8859-1", 0),
        (b"ISO-8859-1", "é".encode(), "utf-8", 1),
        (b"UTF-16", "é".encode(), "utf-8", 1),
        (b"no-such-thing", b"\xe9", "windows-1252", 1),
    ],
)
def test_a_wrong_declaration_of_the_encoding(
    declared: bytes, letter: bytes, encoding: str, notes: int
) -> None:
    data = (
        b'<?xml version="1.0" encoding="%s"?>' % declared + HEAD + _document(b"<p>caf%s</p>" % letter) + TAIL
    )
    (message,) = read_tei(data)
    assert isinstance(message, RawMessage)
    assert (message.text, message.encoding, len(message.notes)) == ("café", encoding, notes)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told(encoding: str) -> None:
    (reject,) = read_tei((HEAD + ONE + TAIL).decode().encode(encoding))
    assert isinstance(reject, Reject)
    assert reject.code == "not-text" and "UTF-16" in reject.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SECRET ROME 004580",
        b"<html><body><div class='document'>x</div></body></html>",
        b'<TEI><teiHeader/><text><body><div type="section"><p>x</p></div></body></text></TEI>',
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    ],
)
def test_not_frus_at_all(data: bytes) -> None:
    (reject,) = read_tei(data)
    assert isinstance(reject, Reject)
    assert reject.code == "format-unknown"
    assert FrusTei().sniff(data, "x.xml") < 0.5


def test_tags_in_comments_and_character_data_are_none() -> None:
    hidden = b'<!-- <div type="document" xml:id="d8"> --><?pi <div type="document"> ?>'
    inside = _document(b"<p><!-- </div> -->A <![CDATA[</div> & <b>]]> B</p>")
    assert _texts(HEAD + hidden + ONE + inside + TAIL) == ["One.", "A </div> & <b> B"]


@pytest.mark.parametrize("opened", [b"<!-- ", b"<![CDATA[", b"<?x ", b"<div type='document' n='"])
def test_markup_that_does_not_end(opened: bytes) -> None:
    *_, reject = read_tei(HEAD + ONE + opened + b" <p>" * 20_000)
    assert isinstance(reject, Reject)
    assert reject.code == "broken-xml"


def test_a_value_may_hold_the_end_of_a_tag() -> None:
    data = (
        HEAD + b'<div n=">" type="document" xml:id="d1"><head>1. Editorial Note</head><p>A</p></div>' + TAIL
    )
    assert _texts(data) == ["A"]


def test_a_document_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner, "MAX_MESSAGE", 100_000)
    large = _document(b"<p>" + b"text " * 200_000 + b"</p>")
    stream = io.BytesIO(HEAD + ONE + large + TWO + TAIL)
    tracemalloc.start()
    found = list(FrusTei().read(stream, "volume.xml"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.text if isinstance(one, RawMessage) else one.code for one in found] == [
        "One.",
        "too-large",
        "Two.",
    ]
    reject = found[1]
    assert isinstance(reject, Reject)
    assert (reject.offset, reject.length, reject.data) == (len(HEAD + ONE), len(large), None)
    assert peak < 800_000


@pytest.mark.parametrize(
    "body",
    [
        b"<p>" + b"Secret; " * 60_000 + b"</p>",
        b'<note type="source">Source: ' + b"Drafted by A and " * 20_000 + b"</note>",
        b"<p>" + b"[" * 200_000 + b"</p>",
        b"<p>" + b"a, " * 100_000 + b"</p>",
        b"<p>" + b"[less than " * 30_000 + b" not declassified]</p>",
        b"<dateline>" + b"May 6, 1961 and " * 20_000 + b"</dateline>",
    ],
)
def test_long_words_take_no_long_time(body: bytes) -> None:
    data = HEAD + b'<div type="document" xml:id="d9"><head>9. Telegram From ' + b"the A to " * 5_000
    data += body + b"</head>" + body + b"</div>" + TAIL
    with patience():
        read_tei(data)


@given(st.binary(max_size=400))
def test_nothing_raises_on_noise(noise: bytes) -> None:
    for data in (noise, HEAD + noise, HEAD + _document(noise) + noise, HEAD + ONE + noise + TWO):
        read_tei(data)
        read_text(data)
        read_text(b"1. Letter From A to BSource\n\n\n" + noise)


_PIECES = st.sampled_from(
    [b"<div>", b"</div>", b"<p>", b"</p>", b"text", b'<div type="document">', b"<!--", b"-->", b"<lb/>", b"\n", b"<note>", b"</note>"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map(b"".join), st.integers(1, 7))
def test_pieces_are_the_bytes_of_the_file(data: bytes, size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, amount: int | None = -1, /) -> bytes:
            return super().read(size)

    quick = list(scanner.pieces(io.BytesIO(data)))
    assert list(scanner.pieces(Slow(data))) == quick
    for piece in quick:
        if piece.data:
            assert data[piece.offset : piece.offset + piece.length] == piece.data


def test_wild_attributes_of_dates_and_links() -> None:
    body = b'<dateline><date when="">x</date></dateline><p><ref target="">a</ref><ref target="#">b</ref><persName corresp="">c</persName></p>'
    (message,) = read_tei(HEAD + _document(body) + TAIL)
    assert isinstance(message, RawMessage)
    assert re.sub(r"\s+", " ", message.text) == "x abc"
    for one in message.annotations:
        assert 0 <= one.span.start <= one.span.end <= len(message.text)
