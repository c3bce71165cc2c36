"""The text form: what lists of attributes do, and records without a text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.parser import parse
from reftel.readers import Reject, choose
from reftel.readers.nara import numbers, split
from reftel.readers.nara.files import NaraText
from reftel.readers.nara.record import PROVENANCE

STAMP = " Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 \n"
TEXT = (
    "\n \nUNCLASSIFIED\n \nPAGE 01  LA PAZ 00244  112110Z\nR 112100Z JAN 74\nFM AMEMBASSY LA PAZ\n"
    "TO SECSTATE WASHDC 1928\n \nUNCLAS LA PAZ 0244\n \nSUBJECT: TIN\n \n1. TEXT.\nSTEDMAN\nUNCLASSIFIED\nNNN\n"
)
LIST = (
    "Automatic Decaptioning: X\nDraft Date: 11 JAN 1974\nDocument Number: 1974LAPAZ00244\nFrom: LA PAZ\n"
    "Locator: TEXT ON-LINE\nOriginal Classification: UNCLASSIFIED\nSubject: TIN\nTo: STATE\n"
)


LONG = (b"A" * 999 + b"\n") * 17_000


def record(text: str = TEXT, listing: str = LIST) -> bytes:
    return f"{STAMP}{STAMP}Message Text{text}{STAMP}{STAMP}Message Attributes\n{listing}".encode()


def read(data: bytes, path: str = "a.txt") -> list[RawMessage | Reject]:
    return list(NaraText().read(io.BytesIO(data), path))


def only(data: bytes) -> RawMessage:
    (found,) = read(data)
    assert isinstance(found, RawMessage)
    return found


def said(line: str, listing: str = LIST) -> RawMessage:
    """The message of a record whose list has one more attribute, or another value."""
    name = line.partition(":")[0]
    kept = [one for one in listing.splitlines(keepends=True) if not one.startswith(f"{name}:")]
    return only(record(listing="".join(kept) + line + "\n"))


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Subject: VISIT OF\nTHE BANK: TO FOLLOW\n\nAND", "subject", "VISIT OF THE BANK: TO FOLLOW AND"),
        ("Subject: W/W FOR: MANAGER", "subject", "W/W FOR: MANAGER"),
        ("Subject: REF:\nSUBJ: TIN", "subject", "REF: SUBJ: TIN"),
        ('Subject: BOLIVIA\\\'S \\"TIN\\"', "subject", 'BOLIVIA\'S "TIN"'),
        ("Subject:", "subject", None),
        ("Subject: n/a", "subject", None),
        (
            "Sent Date: 03-JAN-1977 12:00:00 am",
            "Sent Date",
            "03-JAN-1977 12:00:00 am",
        ),  # there is a draft date
        ("Draft Date: 01 JAN 1960", "date", None),
        ("Draft Date: 31 FEB 1974", "date", None),
        ("Draft Date: 31 FEB 1974", "Draft Date", "31 FEB 1974"),
        ("Draft Date: 3/4/1974", "date", None),
        ("Original Classification: SECRETARY", "classification", None),
        ("Original Classification: SECRETARY", "Original Classification", "SECRETARY"),
        ("Original Handling Restrictions: STADIS, EXDIS", "handling", "STADIS, EXDIS"),
        ("To: STATE     BUENOS AIRES", "to", "STATE; BUENOS AIRES"),
        ("To: STATE BUENOS AIRES", "to", "STATE; BUENOS AIRES"),
        ("To: STATE OAS CONFERENCE", "to", "STATE OAS CONFERENCE"),
        ("To: COM AGR", "to", "COM; AGR"),
        (
            "Reference: USDOC 18905 AND LA PAZ A-236 OF NOVE, MBER 9, 1973.",
            "references",
            "USDOC 18905 AND LA PAZ A-236 OF NOVEMBER 9, 1973.",
        ),
        (
            "Reference: USDOC 18905 AND LA PAZ A-236 OF NOVE, MBER 9, 1973.",
            "Reference",
            "USDOC 18905 AND LA PAZ A-236 OF NOVE, MBER 9, 1973.",
        ),
        (
            "Reference: (A) A-097 OF MAY 21, 1974 (B) STATE, 052574 (C) A-280",
            "references",
            "(A) A-097 OF MAY 21, 1974 (B) STATE 052574 (C) A-280",
        ),
        (
            "Reference: A-269 OF OCTOBER 14, 1973: STATE 004, 98#",
            "references",
            "A-269 OF OCTOBER 14, 1973: STATE 00498#",
        ),
        (
            "Reference: 79 STATE 207984, 79 STATE 252478, 79 STATE 47743",
            "references",
            "79 STATE 207984, 79 STATE 252478, 79 STATE 47743",
        ),
        (
            "Reference: STATE 111288, STATE 092124, LIMA 123, QUITO 1234",
            "references",
            "STATE 111288, STATE 092124, LIMA 123, QUITO 1234",
        ),
        ("To: NEW DELHI", "to", "NEW DELHI"),
        ("To: STATE INFO LIMA     QUITO", "to", "STATE"),
        ("To: STATE INFO LIMA     QUITO", "info", "LIMA; QUITO"),
        ("From: LA PAZ OR-P", "from", "LA PAZ"),
        ("Reference: BONN 14355 (DTG 031628Z SEP 75)", "references", "BONN 14355 (DTG 031628Z SEP 75)"),
        ("Executive Order: GS,26SEP2015 SMITH 25X6", "order", "GS,26SEP2015 SMITH 25X6"),
        ("Review Release Date: 31/12/2019", "Review Release Date", "31/12/2019"),
        ("New Attribute: of a later file", "New Attribute", "of a later file"),
        ("Film Number: D740100-0001\nFilm Number: D740100-0001", "film", "D740100-0001"),
        ("Film Number: D740100-0001\nFilm Number: P740100-0002", "film", "D740100-0001; P740100-0002"),
        (f"Concepts: TIN,\n{STAMP}{STAMP}ZINC", "Concepts", "TIN,\nZINC"),
        (
            "Concepts: TIN,\nSheryl P. Walter\nDeclassified/Released\nUS Department of State\n"
            "EO Systematic Review\n20 Mar 2014\nZINC",
            "Concepts",
            "TIN,\nZINC",
        ),
        ("Markings: Declassified by X\nin 2005", "released", "Declassified by X in 2005"),
        (
            "Review History: RELEASED <16 Sep 2003 by X>; APPROVED <17 Sep\n2003 by X>",
            "released",
            "RELEASED <16 Sep 2003 by X>; APPROVED <17 Sep 2003 by X>",
        ),
    ],
)
def test_values(line, name, value):
    assert said(line).given.get(name) == value


def test_the_file_of_1977_says_sent_date():
    listing = LIST.replace("Draft Date: 11 JAN 1974", "Sent Date: 03 JAN 1977")
    assert only(record(listing=listing)).given["date"] == "1977-01-03"


def test_where_the_text_is_from():
    assert only(record()).given["provenance"] == PROVENANCE


@pytest.mark.parametrize(
    ("document", "sender", "mrn", "note"),
    [
        ("1974LAPAZ00244", "", "1974LAPAZ00244", ""),
        ("1974LAPAZ00244_b", "", "1974LAPAZ00244", ""),
        ("1976NEWDE13223", "NEW DELHI", "1976NEWDELHI13223", ""),
        ("1976STATE290286", "STATE", "1976STATE290286", ""),
        ("1976USUNN01234", "", "1976USUNNEWYORK01234", ""),
        ("1976PORTO00012", "PORT OF SPAIN", "1976PORTOFSPAIN00012", "the sender is PORT OF SPAIN"),
        ("1976PORTO00012", "PORTO ALEGRE OR-P", "1976PORTOALEGRE00012", "the sender is PORTO ALEGRE"),
        ("1976PORTO00012", "", "", "may be PORTOALEGRE or PORTOFSPAIN"),
        ("1976PORTO00012", "LISBON", "", "may be PORTOALEGRE or PORTOFSPAIN"),
        ("1976XYZZYQ00012", "XYZZYQUAX", "1976XYZZYQUAX00012", "the post XYZZYQUAX is not known"),
        ("1976XYZZYQ00012", "", "1976XYZZYQ00012", "is not known, and may be cut"),
        ("1976 LA PAZ 12", "", "1976LAPAZ12", ""),
        ("LAPAZ00012", "", "", "unread"),
        ("1974LAPAZ00000", "", "", "unread"),
        ("1974LAPAZ00012; 1974LAPAZ00013", "", "", "unread"),
        ("", "", "", ""),
    ],
)
def test_document_numbers(document, sender, mrn, note):
    found = numbers.read(document, sender)
    assert found.mrn == mrn
    assert note in found.note and bool(note) == bool(found.note)


def test_a_number_that_may_be_two_is_none():
    message = said("Document Number: 1976PORTO00012", LIST.replace("From: LA PAZ", "From: n/a"))
    assert "mrn" not in message.given and message.given["document"] == "1976PORTO00012"
    assert any("PORTOALEGRE or PORTOFSPAIN" in note for note in message.notes)


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    [
        (TEXT, "Locator: TEXT ON-LINE", None),
        (TEXT, "Locator: TEXT ON-LINE, ON MICROFILM", None),
        (TEXT, "Locator: n/a", None),
        (TEXT, "Locator: TEXT ON MICROFILM, ADS TEXT UNRETRIEVABLE", "on microfilm only"),
        ("\n", "Locator: ADS TEXT UNRETRIEVABLE", "text lost"),
        ("\n", "Locator: ADS TEXT GARBLED", "text lost"),
        ("\n \n", "Locator: TEXT ON-LINE", "text missing"),
        ("\nUNCLASSIFIED\n\n\nERROR READING TEXT\n\n\nUNCLASSIFIED\n", "Locator: TEXT ON-LINE", "text lost"),
        ("\n*** EXPAND ERROR ENCOUNTERED ***\n", "Locator: TEXT ON-LINE", "text lost"),
        (TEXT.replace("1. TEXT.", "1. ERROR READING TEXT OF NOTE."), "Locator: TEXT ON-LINE", None),
        ("\n", "Review History: RELEASED <1 by X>; WITHDRAWN <09 SEP 2002 by X, PRIVACY>", "withdrawn"),
        (TEXT, "Review History: WITHDRAWN <1 by X>; RELEASED <09 SEP 2002 by X>", None),
        ("\n", "Disposition Action: Denied in Full", "withdrawn"),
        ("\nTHIS RECORD HAS BEEN WITHDRAWN\nFROM THE FILE\n", "Review Event:", "withdrawn"),
        (TEXT.replace("1. TEXT.", "1. TROOPS WERE WITHDRAWN."), "Review Event:", None),
    ],
)
def test_records_without_a_text(text, line, kind):
    listing = "".join(
        one for one in LIST.splitlines(keepends=True) if not one.startswith(line.partition(":")[0] + ":")
    )
    message = only(record(text, f"{listing}{line}\n"))
    assert message.given.get("kind") == kind
    assert (message.text == "") == (kind is not None)
    assert message.given["mrn"] == "1974LAPAZ00244"


def test_a_lost_text_becomes_a_cable_from_its_attributes():
    message = only(record("\nERROR READING TEXT\n"))
    assert message.given["Message Text"] == "ERROR READING TEXT"
    cable = parse(message.text, mrn=message.given["mrn"], given=message.given)
    assert (str(cable.mrn), cable.subject, cable.sender) == ("1974LAPAZ244", "TIN", "LA PAZ")


def test_the_message_stands_between_the_headings_to_the_letter():
    assert split(record().decode()).message == TEXT + STAMP + STAMP


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n"])
def test_other_line_ends(ending):
    data = record().decode().replace("\n", ending).encode()
    message = only(data)
    assert message.given["subject"] == "TIN" and message.given["date"] == "1974-01-11"
    assert message.data == data


def test_headings_within_a_message_do_not_cut_it():
    text = TEXT.replace("1. TEXT.", "1. TEXT.\nMessage Attributes\nFOLLOW SEPTEL.\n" + "MORE WORDS.\n" * 200)
    message = only(record(text))
    assert message.text.startswith(text)
    assert message.given["mrn"] == "1974LAPAZ00244"


def test_a_record_cut_short_keeps_its_text_and_says_so():
    data = record().partition(b"Message Attributes")[0]
    message = only(data)
    assert message.text.startswith(TEXT) and any("cut short" in note for note in message.notes)
    first, second = read(data + record())
    assert isinstance(first, RawMessage) and first.data == data
    assert isinstance(second, RawMessage) and second.given["mrn"] == "1974LAPAZ00244"


@pytest.mark.parametrize(
    ("head", "path", "known"),
    [
        (record(), "a.txt", True),
        (record(), "-", True),
        (record()[:400], "a.txt", True),  # the list lies behind the first bytes
        (record().decode().encode("utf-16"), "a.txt", True),
        (TEXT.encode(), "a.txt", False),
        (b"Message Text and Message Attributes", "a.txt", False),
        (record(), "a.csv", False),
        (b"<html>\n" + record(), "a.html", False),
        (b"%PDF-1.7\n" + record(), "a.pdf", False),
        (b"\0\1\2" * 500, "a.txt", False),
        (b"", "a.txt", False),
    ],
)
def test_what_it_is_known_by(head, path, known):
    assert (NaraText().sniff(head, path) > 0.8) is known
    if known:
        reader = choose(head, path)
        assert reader is not None and reader.name == "nara-text"


def test_wide_characters():
    assert only(record().decode().encode("utf-16")).given["mrn"] == "1974LAPAZ00244"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\0\n", "empty"),
        (b"Message Text\n" + bytes(range(32)) * 4000, "not-text"),
        (b"Message Text\n" + b"A" * 17_000_000, "too-large"),
        (b"Message Text\n" + LONG, "too-large"),
    ],
)
def test_what_is_rejected(data, code):
    (found,) = read(data)
    assert isinstance(found, Reject) and found.code == code
    assert found.reason and found.advice and found.path == "a.txt"


def test_behind_a_record_too_large_the_next_is_read():
    first, second = read(b"Message Text\n" + LONG + record())
    assert isinstance(first, Reject) and first.code == "too-large"
    assert isinstance(second, RawMessage) and second.given["mrn"] == "1974LAPAZ00244"
    assert second.source.offset == 13 + len(LONG)


@pytest.mark.parametrize(
    "data",
    [
        b"Message Attributes\n" * 3000,
        b"Message Text\n" * 3000,
        b"Message Attributes\n" + b"A:" * 200_000,
        b"Message Attributes\n" + b"Subject: \n" * 20_000,
        b"Message Attributes\n" + b"Declassified/Released\n" * 20_000,
        b"Message Attributes\nTo: " + b"STATE LIMA " * 20_000,
        b"Message Attributes\nDraft Date: " + b"1" * 100_000,
        b"Message Attributes\nDocument Number: 1974" + b"A" * 100_000,
        b"Message Attributes\nTAGS: " + b" " * 200_000 + b";",
        b"Message Attributes\nSubject: " + b"\\'" * 100_000,
        b"Message Text" + b" \t" * 200_000 + b"x\nMessage Attributes\nSubject: A",
        b"\xff\xfeMessage Attributes\n\xd8\xd8: \xdc",
        "Message Attributes\nSubject: \u202e\ud7ff\n\u2028To: X".encode(),
        b"Message Attributes\nMarkings: " + b"x\n" * 20_000,
        b"Message Attributes\n"
        + b"".join(
            f"A{chr(97 + n % 26)}{n}: x\nBa {chr(97 + n % 26) * (n % 37)}: y\n".encode() for n in range(9_000)
        ),
    ],
    ids=range(15),
)
def test_hostile_lists(data):
    for found in read(data):
        if isinstance(found, RawMessage):
            parse(found.text, given=found.given)
        else:
            assert found.code


NAMES = ["Subject", "TAGS", "To", "Concepts", "Film Number", "Reference", "Review History", "Legacy Key"]
WORDS = st.text(st.sampled_from("ABCZ 019,;:/.()'-"), max_size=60).map(str.strip)


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(WORDS, min_size=1, max_size=3)), WORDS)
def test_what_is_written_out_is_read_back(attributes, message):
    values = {name: "\n".join(filter(None, lines)) for name, lines in attributes.items()}
    listing = "".join(f"{name}: {value}\n" for name, value in values.items())
    found = split(f"{STAMP}Message Text{message}{STAMP}Message Attributes\n{listing}{STAMP}")
    # a line that runs on may look like an attribute only if it is named as one
    assert found.attributes == values


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes(text, listing):
    data = b"Message Text\n" + text + b"\nMessage Attributes\n" + listing
    found = read(data)
    assert found
    assert sum(one.source.length for one in found if isinstance(one, RawMessage)) <= len(data)
