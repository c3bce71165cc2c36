"""The archive's records against what was read from them by eye."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from reftel.model import RawMessage
from reftel.parser import parse
from reftel.readers import choose
from reftel.readers.nara import split
from tests.readers.nara.goldens import LISTED_1974, LISTED_1979, RECORDS

FOLDER = Path(__file__).parent / "records"


def messages(data: bytes, path: str) -> list[RawMessage]:
    reader = choose(data[:65_536], path)
    assert reader is not None
    found = list(reader.read(io.BytesIO(data), path))
    assert all(isinstance(one, RawMessage) for one in found), found
    return [one for one in found if isinstance(one, RawMessage)]


def check(message: RawMessage, expected: dict[str, str | None]) -> None:
    assert {name: message.given.get(name) for name in expected} == expected


def check_place(message: RawMessage, data: bytes) -> None:
    source = message.source
    assert data[source.offset : source.offset + source.length] == message.data
    assert source.sha256 == hashlib.sha256(message.data).hexdigest()


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_as_text(name):
    data = (FOLDER / f"{name}.txt").read_bytes()
    (only,) = messages(data, f"{name}.txt")
    assert only.source.reader == "nara-text" and only.data == data
    check_place(only, data)
    check(only, RECORDS[name])
    whole = data.decode()
    assert only.text == whole[whole.index("Message Text") + 12 : whole.index("Message Attributes")]
    assert only.text.lstrip().startswith(("UNCLASSIFIED", "CONFIDENTIAL", "SECRET"))


def test_every_attribute_of_a_list_is_read():
    attributes = split((FOLDER / "1979LAPAZ05838.txt").read_text("utf-8")).attributes
    assert len(attributes) == 71
    assert list(attributes)[:2] == ["Automatic Decaptioning", "Capture Date"]
    assert list(attributes)[-3:] == ["vdkvgwkey", "Review Markings", "Markings"]
    assert attributes["Executive Order"] == "X1 19990708 BOEKER, PAUL H"
    assert attributes["Review Event"] == "" and attributes["Errors"] == "N/A"


def test_all_records_in_one_file():
    files = [(FOLDER / f"{name}.txt").read_bytes() for name in RECORDS]
    data = b"\n".join(files) + b"\n"
    found = messages(data, "all.txt")
    assert [one.given["mrn"] for one in found] == [expected["mrn"] for expected in RECORDS.values()]
    assert b"".join(one.data for one in found) == data
    for one, file in zip(found, files, strict=True):
        check_place(one, data)
        assert one.data.strip() == file.strip()


@pytest.mark.parametrize(
    ("file", "reader", "expected"),
    [
        ("results-1979.csv", "nara-table", LISTED_1979),
        ("results-1974.html", "nara-page", LISTED_1974),
    ],
)
def test_lists_of_results(file, reader, expected):
    data = (FOLDER / file).read_bytes()
    found = messages(data, file)
    assert len(found) == len(expected)
    for message, values in zip(found, expected, strict=True):
        assert (message.source.reader, message.text) == (reader, "")
        assert message.given["kind"] == "list entry"
        check_place(message, data)
        check(message, values)


def test_an_entry_of_a_list_becomes_a_cable_without_text():
    data = (FOLDER / "results-1979.csv").read_bytes()
    entry = messages(data, "results-1979.csv")[3]
    cable = parse(entry.text, mrn=entry.given["mrn"], given=entry.given)
    assert str(cable.mrn) == "1979SANJOSE5291"
    assert cable.subject == "SOCIALIST INTERNATIONAL STATEMENT ON BOLIVIA"
    assert [tag.code for tag in cable.tags][:4] == ["PINT", "PEPR", "PORG", "BL"]
    assert [one.name for one in cable.action] == ["STATE", "LA PAZ"]
    assert "text-missing" in {problem.code for problem in cable.problems}
