"""Records as CSV, JSON, XML and web pages. The archive gives no such exports: these are made here."""

from __future__ import annotations

import csv
import io
import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Reject, choose
from reftel.readers.nara.elements import NaraXml
from reftel.readers.nara.page import NaraPage
from reftel.readers.nara.rows import cells
from reftel.readers.nara.table import NaraTable

TEXT = (
    "PAGE 01  LA PAZ 00244  112110Z\nR 112100Z JAN 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 1928\n"
    '\nUNCLAS LA PAZ 0244\n\nSUBJECT: "TIN" & <ZINC>\n\n1. TEXT.\nSTEDMAN'
)
ONE = {
    "Document Number": "1974LAPAZ00244",
    "Draft Date": "11 JAN 1974",
    "From": "LA PAZ",
    "To": "STATE     LIMA",
    "Subject": 'PL-480, "TITLE I"',
    "TAGS": "EAID, BL",
    "Locator": "TEXT ON-LINE",
    "Message Text": TEXT,
}
TWO = ONE | {"Document Number": "1976NEWDE13223", "From": "NEW DELHI", "Draft Date": "02 MAR 1976"}
SAID = {
    "mrn": "1974LAPAZ00244",
    "document": "1974LAPAZ00244",
    "date": "1974-01-11",
    "from": "LA PAZ",
    "to": "STATE; LIMA",
    "subject": 'PL-480, "TITLE I"',
    "tags": "EAID, BL",
}


def table(*records: dict[str, str], delimiter: str = ",") -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return written.getvalue().encode()


def elements(*records: dict[str, str]) -> bytes:
    fields = (
        "".join(
            f"<{name.replace(' ', '_')}>{escape(value)}</{name.replace(' ', '_')}>"
            for name, value in one.items()
        )
        for one in records
    )
    return f'<?xml version="1.0"?>\n<telegrams>{"".join(f"<telegram>{one}</telegram>" for one in fields)}</telegrams>'.encode()


def page(record: dict[str, str]) -> bytes:
    rows = "".join(
        f"<tr><td>{name}</td><td>{'<pre>' * (name == 'Message Text')}{escape(value)}</td><td></td></tr>\n"
        for name, value in record.items()
    )
    title = "<title>NARA - AAD - Display Full Records - Electronic Telegrams, 1974</title>"
    return f"<!DOCTYPE html><html><head>{title}</head><body>aad.archives.gov<table>{rows}</table></body></html>".encode()


def read(data: bytes, path: str) -> list[RawMessage | Reject]:
    reader = choose(data[:65_536], path)
    assert reader is not None and reader.name.startswith("nara-"), reader
    return list(reader.read(io.BytesIO(data), path))


def messages(data: bytes, path: str) -> list[RawMessage]:
    found = read(data, path)
    assert all(isinstance(one, RawMessage) for one in found), found
    return [one for one in found if isinstance(one, RawMessage)]


def check(message: RawMessage, text: str = TEXT) -> None:
    assert {name: message.given.get(name) for name in SAID} == SAID
    assert message.text.strip() == text and "kind" not in message.given


CONTAINERS = [
    (table(ONE, TWO), "a.csv"),
    (table(ONE, TWO, delimiter="\t"), "a.tsv"),
    (b"\xef\xbb\xbf" + table(ONE, TWO, delimiter=";"), "a.csv"),
    (b"Electronic telegrams, 1974\n\n" + table(ONE, TWO), "a.csv"),
    (table(ONE, TWO).rstrip(), "a"),
    (json.dumps([ONE, TWO]).encode(), "a.json"),
    (json.dumps([ONE, TWO], indent=2).encode(), "a.json"),
    (json.dumps({"hits": 2, "facets": [{"name": "From"}], "records": [ONE, TWO]}).encode(), "a.json"),
    (b"\n".join(json.dumps(one).encode() for one in (ONE, TWO)), "a.jsonl"),
    (
        json.dumps(
            [
                {
                    "text": one["Message Text"],
                    "attributes": [
                        {"name": name, "value": value}
                        for name, value in one.items()
                        if name != "Message Text"
                    ],
                }
                for one in (ONE, TWO)
            ]
        ).encode(),
        "a.json",
    ),
    (json.dumps([{"meta": one, "id": 7} for one in (ONE, TWO)]).encode(), "a.json"),
    (elements(ONE, TWO), "a.xml"),
    (elements(ONE, TWO).replace(b"_", b""), "a.xml"),
    (
        elements(ONE, TWO)
        .replace(b"<telegrams>", b'<x:telegrams xmlns:x="urn:x">')
        .replace(b"</telegrams>", b"</x:telegrams>"),
        "a.xml",
    ),
    (
        b"<r>"
        + b"".join(
            b"<d><fields>"
            + "".join(
                f'<field name="{name}">{escape(value)}</field>'
                for name, value in one.items()
                if name != "Message Text"
            ).encode()
            + f"</fields><text><![CDATA[{TEXT}]]></text></d>".encode()
            for one in (ONE, TWO)
        )
        + b"</r>",
        "a.xml",
    ),
]


@pytest.mark.parametrize(("data", "path"), CONTAINERS, ids=range(len(CONTAINERS)))
def test_two_records(data, path):
    first, second = messages(data, path)
    check(first)
    assert second.given["mrn"] == "1976NEWDELHI13223" and second.text.strip() == TEXT
    for one in (first, second):
        assert data[one.source.offset : one.source.offset + one.source.length] == one.data
        assert one.source.reader == ("nara-xml" if path.endswith("xml") else "nara-table")


@pytest.mark.parametrize(
    "data",
    [
        page(ONE),
        page(ONE).replace(b"<td>", b"<th>", 3),
        page(ONE).replace(b"<pre>", b"").replace(b"\n", b"<br>\n"),
        b"<html><body>Electronic Telegrams, aad.archives.gov<dl>"
        + "".join(f"<dt>{n}:</dt><dd>{escape(v)}</dd>" for n, v in ONE.items()).encode(),
        b"<html><body><script>var x = '<td>From</td><td>X</td>';</script>"
        + "".join(
            f"<div class=k>{n}:</div><div>{escape(v)}</div>" for n, v in ONE.items() if n != "Message Text"
        ).encode()
        + f"<pre>\n{escape(TEXT)}</pre>".encode(),
        b"<html><body><table>"
        + "".join(
            f"<tr><td><b>{n}:</b></td><td>{escape(v)}</td></tr>"
            for n, v in ONE.items()
            if n != "Message Text"
        ).encode()
        + f"</table><pre>{escape(TEXT)}</pre>".encode(),
        f"<html><body><h1>1974</h1><pre>\nMessage Text\n{escape(TEXT)}\nMessage Attributes\n".encode()
        + "".join(f"{n}: {escape(v)}\n" for n, v in ONE.items() if n != "Message Text").encode(),
    ],
    ids=range(7),
)
def test_a_page_of_one_record(data):
    (only,) = messages(data, "a.html")
    check(only)
    assert only.data == data and only.source.reader == "nara-page"


def test_the_other_names_of_pages_made_from_the_files():
    data = (
        b"<html><body><div>Canonical ID:</div><div>1974LAPAZ00244_b</div><div>Date:</div><div>1974 January 11, 21:00"
        b" (Friday)</div><div>From:</div><div>Bolivia La Paz</div><div>Original Classification:</div><div>SECRET</div>"
        b"<pre>" + TEXT.replace("<", "&lt;").encode() + b"</pre>"
    )
    (only,) = messages(data, "a.html")
    assert (only.given["mrn"], only.given["date"]) == ("1974LAPAZ00244", "1974-01-11")
    assert only.given["document"] == "1974LAPAZ00244_b" and only.text.strip() == TEXT


def test_columns_are_taken_by_their_heading():
    turned = {name: ONE[name] for name in reversed(ONE)}
    check(messages(table(turned), "a.csv")[0])


def test_a_record_of_an_export_without_text():
    lost = ONE | {"Message Text": "", "Locator": "TEXT ON MICROFILM"}
    for data, path in (
        (table(lost), "a.csv"),
        (json.dumps([lost]).encode(), "a.json"),
        (elements(lost), "a.xml"),
    ):
        (only,) = messages(data, path)
        assert (only.text, only.given["kind"]) == ("", "on microfilm only")


def test_pieces_of_a_text_are_none():
    entry = {name: ONE[name] for name in ("Document Number", "From", "To")} | {
        "Message Text": "TIN... AND ZINC"
    }
    (only,) = messages(table(entry), "a.csv")
    assert (only.text, only.given["kind"], only.given["Message Text"]) == (
        "",
        "list entry",
        "TIN... AND ZINC",
    )


def test_attributes_that_are_not_known_are_kept():
    (only,) = messages(json.dumps([ONE | {"Box": 7, "Series": ["A", "B"], "Blank": None}]).encode(), "a.json")
    assert only.given["Box"] == "7" and only.given["Series"] == "A, B" and "Blank" not in only.given


def test_a_row_that_does_not_close_takes_no_other_with_it():
    data = table(ONE, TWO).replace(b'"EAID, BL"', b'"EAID, BL', 1)
    broken, second = read(data, "a.csv")
    assert isinstance(broken, Reject) and broken.code == "cut-short" and broken.line == 2
    assert broken.data and broken.data.startswith(b"1974LAPAZ00244")
    assert isinstance(second, RawMessage) and second.given["document"] == "1976NEWDE13223"


@pytest.mark.parametrize(
    "cut", ["1974LAPAZ00244,11 JAN 1974,LA PAZ\r\n", "1974LAPAZ00244" + "," * 12 + "X\r\n"]
)
def test_a_row_of_another_length_is_read_and_noted(cut):
    head = table(ONE).partition(b"\r\n")[0] + b"\r\n"
    (only,) = messages(head + cut.encode(), "a.csv")
    assert only.given["mrn"] == "1974LAPAZ00244" and any("cells" in note for note in only.notes)


@pytest.mark.parametrize(
    ("data", "path", "codes"),
    [
        (json.dumps([ONE]).encode()[:-20], "a.json", ["cut-short"]),
        (json.dumps({"records": [ONE, TWO]}).encode()[:-20], "a.json", [None, "cut-short"]),
        (
            b"[" + json.dumps(ONE).encode()[:-1] + b"]\n," + json.dumps(TWO).encode() + b"]",
            "a.json",
            ["broken-json", None],
        ),
        (
            json.dumps(ONE).encode()
            + b"\n"
            + json.dumps(TWO)[:-9].encode()
            + b"\n"
            + json.dumps(ONE).encode(),
            "a.jsonl",
            [None, "broken-json", None],
        ),
        (
            json.dumps(ONE).encode() + b'\n{"id": 7}\n' + json.dumps(TWO).encode(),
            "a.jsonl",
            [None, "no-text", None],
        ),
        (json.dumps([ONE])[:-1].encode() + b"," + b"[" * 100_000, "a.json", [None, "too-deep"]),
        (elements(ONE, TWO).replace(b"</telegram>", b"", 1), "a.xml", ["cut-short", None]),
        (elements(ONE, TWO).replace(b"</From>", b"</Form>", 1), "a.xml", ["broken-xml", None]),
        (elements(ONE, TWO).replace(b"LA PAZ<", b"&x;<", 1), "a.xml", ["broken-xml", None]),
        (elements(ONE, TWO)[:-60], "a.xml", [None, "cut-short"]),
        (
            elements(ONE)
            .replace(b"<To>", b"<x>" * 150 + b"<To>")
            .replace(b"</To>", b"</To>" + b"</x>" * 150),
            "a.xml",
            ["too-deep"],
        ),
        (b"<html>aad.archives.gov Electronic Telegrams", "a.html", ["no-text"]),
        (b"<html>aad.archives.gov Electronic Telegrams" + b"<div>" * 100_000, "a.html", ["too-deep"]),
        (
            b"<html>aad.archives.gov Electronic Telegrams<table><tr><th>Document Number</th><th>From</th><th>To</th></tr>"
            b"<tr><td>1974LAPAZ00244</td><td>LA PAZ</td></tr><tr><td>1974LAPAZ00245</td><td>LA PAZ</td><td>LIMA</td></tr>",
            "a.html",
            ["cut-short", None],
        ),
    ],
    ids=range(14),
)
def test_hostile_containers(data, path, codes):
    found = read(data, path)
    assert [one.code if isinstance(one, Reject) else None for one in found] == codes
    for one in found:
        if isinstance(one, Reject):
            assert one.reason and one.advice and one.path == path
            if one.data:
                assert data[one.offset : one.offset + len(one.data)] == one.data


def test_what_a_document_type_declares_is_not_looked_at():
    bomb = b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    data = elements(ONE, TWO).replace(b"?>\n", b"?>\n" + bomb).replace(b"LA PAZ<", b"&f;<", 1)
    broken, second = read(data, "a.xml")
    assert isinstance(broken, Reject) and broken.code == "broken-xml"
    assert isinstance(second, RawMessage)


@pytest.mark.parametrize(
    ("reader", "data", "code"),
    [
        (NaraTable(), b"", "empty"),
        (NaraTable(), b"\xff\xfea\0,\0", "not-text"),
        (NaraTable(), b"a,b,c\n1,2,3\n", "format-unknown"),
        (NaraXml(), b"", "empty"),
        (NaraXml(), b"\xff\xfe<\0", "not-text"),
        (NaraXml(), b"<a><b/></a>", "format-unknown"),
        (NaraPage(), b" \n", "empty"),
        (NaraPage(), b"\0\1\2\3" * 100, "not-text"),
        (NaraPage(), b" " * (16 * 1024 * 1024 + 1), "too-large"),
    ],
)
def test_what_is_rejected_whole(reader, data, code):
    (found,) = reader.read(io.BytesIO(data), "a")
    assert isinstance(found, Reject) and found.code == code and found.reader == reader.name


@pytest.mark.parametrize(
    ("head", "path"),
    [
        (b"id,date,text\n1,2,3\n", "a.csv"),
        (b"From,To,Subject\nA,B,C\n", "mail.csv"),
        (b'{"text": "Document Number", "from": "X"}', "a.jsonl"),
        (b'[{"From": "A", "To": "B", "Subject": "C"}]', "mail.json"),
        (b"<mail><From>A</From><To>B</To><Subject>C</Subject></mail>", "mail.xml"),
        (b"<TEI><div type='document'>Document Number</div></TEI>", "a.xml"),
        (b"<html><table><tr><th>From</th><th>To</th><th>Subject</th></tr></table>", "mail.html"),
        (b"<html><body>Electronic Telegrams</body></html>", "a.html"),
    ],
)
def test_what_is_of_others(head, path):
    assert not any(reader.sniff(head, path) for reader in (NaraTable(), NaraXml(), NaraPage()))


# Letters with accents only a few: some rows of them look like a text that was decoded wrongly, and are mended.
LETTERS = st.sampled_from([*map(chr, range(32, 127)), "É", "Ñ"]).filter(lambda letter: letter != "\\")
VALUES = (
    st.text(LETTERS, max_size=40)
    .map(lambda words: " ".join(words.split()).replace(" | ", " "))
    .filter(lambda words: words.upper() not in ("", "N/A", "NA"))
)
RECORD = st.fixed_dictionaries(
    {"Document Number": st.just("1974LAPAZ00244"), "Concepts": VALUES, "Legacy Key": VALUES, "Status": VALUES}
)


@given(st.lists(RECORD, min_size=1, max_size=4))
def test_what_is_written_out_is_read_back(records):
    ways = (
        (table(*records), NaraTable()),
        (json.dumps(records).encode(), NaraTable()),
        (elements(*records), NaraXml()),
    )
    for data, reader in ways:
        found = list(reader.read(io.BytesIO(data), "a"))
        assert len(found) == len(records)
        for one, record in zip(found, records, strict=True):
            assert isinstance(one, RawMessage), one
            for name in ("Concepts", "Legacy Key", "Status"):
                assert one.given[name] == record[name]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_cells_are_those_of_csv(row):
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(row)
    assert cells(written.getvalue().encode("utf-8", "surrogatepass"), b",").values == [
        cell.encode("utf-8", "surrogatepass") for cell in row
    ]


@given(st.binary(max_size=400))
def test_any_bytes(data):
    head = b"Document Number,From,To\n"
    for reader, whole in (
        (NaraTable(), head + data),
        (NaraTable(), b"[" + data),
        (NaraXml(), elements(ONE) + data),
        (NaraPage(), data),
    ):
        for one in reader.read(io.BytesIO(whole), "a"):
            assert isinstance(one, RawMessage) or one.code
