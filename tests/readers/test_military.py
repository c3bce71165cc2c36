from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Reject, military
from reftel.readers.military import Military

ONE = (
    b"RAAUZYUW RUENAAA0001 1241837-UUUU--RUCRNAD.\nZNR UUUUU\nR 041837Z MAY 06\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\n"
    b"UNCLAS\nNAVADMIN 130/06\nMSGID/GENADMIN/CNO WASHINGTON DC/N1/MAY//\nSUBJ/ONE//\nRMKS/1. TEXT.//\nBT\n#0001\n\n\nNNNN"
)
TWO = ONE.replace(b"130/06", b"131/06").replace(b"SUBJ/ONE", b"SUBJ/TWO")
BARE = b"UNCLASSIFIED//\nROUTINE\nR 041837Z MAY 16\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS\nSUBJ/BARE//\nRMKS/1. TEXT.//\nBT\nNNNN"
STATE = (
    b"VZCZCXYZ0008\nRR RUEHC\nDE RUEHRO #4580 2801530\nZNR UUUUU ZZH\nR 071530Z OCT 03\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n"
    b"BT\nUNCLAS ROME 004580\nTAGS: PREL\nSUBJECT: OIL\n\n1. TEXT.\nBT\n#4580\nNNNN"
)
SERVICE = (
    b"RAAUZYVW RUENAAA0003 1241900-UUUU--RUCRNAD.\nZNR UUUUU\nR 041900Z MAY 06\nFM NAVCOMTELSTA\nTO RUCRNAD\nBT\n"
    b"UNCLAS SVC ZUI RUENAAA0001 1241837 INT ZDK\nBT\n#0003\nNNNN"
)


def read(data: bytes, path: str = "traffic.txt") -> list[RawMessage | Reject]:
    return list(Military().read(io.BytesIO(data), path))


def messages(data: bytes, path: str = "traffic.txt") -> list[RawMessage]:
    found = read(data, path)
    assert all(isinstance(one, RawMessage) for one in found), found
    return [one for one in found if isinstance(one, RawMessage)]


def test_a_capture_is_cut_where_messages_end_and_begin():
    data = b"\r\n\n" + ONE + b"\n\n\n" + STATE + b"\n" + TWO + b"\nUNCLASSIFIED//\n\n\n" + BARE + b"\n\n"
    found = messages(data)
    assert [one.data for one in found] == [ONE, STATE, TWO + b"\nUNCLASSIFIED//", BARE]
    for one in found:
        assert data[one.source.offset : one.source.offset + one.source.length] == one.data
        assert one.source.reader == "military"


def test_a_marking_below_blank_lines_is_the_next_message_s():
    assert [one.data for one in messages(ONE + b"\n\n" + BARE)] == [ONE, BARE]


def test_one_message_is_one():
    (only,) = messages(ONE + b"\n", "NAV06130.txt")
    assert only.data == ONE and only.given == {}
    assert messages(ONE, "2006NAVADMIN130.txt")[0].given == {"mrn": "2006NAVADMIN130"}


def test_a_header_that_begins_again_is_of_the_same_message():
    header = ONE.partition(b"FM ")[0]
    assert len(messages(header + ONE)) == 1


def test_a_lost_end_is_found_by_the_number_behind_the_text():
    assert [one.data for one in messages(ONE.removesuffix(b"\n\n\nNNNN") + b"\n" + TWO)] == [
        ONE.removesuffix(b"\n\n\nNNNN"),
        TWO,
    ]


def test_ends_within_a_text_do_not_cut_it():
    text = ONE.replace(b"1. TEXT.", b"1. TEXT.\nNNNN\n2. GOES ON.")
    assert [one.data for one in messages(text)] == [text]


def test_service_messages_are_told_apart():
    first, second = messages(ONE + b"\n" + SERVICE)
    assert "kind" not in first.given
    assert second.given["kind"] == "service message"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (b"PART TWO OF THREE. PART ONE IDENT DTG 101941Z MAY 06.", "2/3"),
        (b"SECTION 01/02", "1/2"),
        (b"SECTION 01 OF 02", "1/2"),
        (b"NAVADMIN 130/06 PART TWO", "2"),
        (b"NOTHING OF THE KIND", None),
    ],
)
def test_the_section(line, part):
    (only,) = messages(ONE.replace(b"MSGID/", line + b"\nMSGID/", 1))
    assert only.given.get("part") == part


def test_sections_put_together_are_no_section():
    text = ONE.replace(b"MSGID/", b"PART 1 OF 2\nMSGID/", 1).replace(
        b"1. TEXT.", b"1. TEXT.\nPART 2 OF 2\n2. MORE."
    )
    assert "part" not in messages(text)[0].given


@pytest.mark.parametrize(
    ("head", "path", "sure"),
    [
        (ONE + b"\n\n" + TWO, "a.txt", True),
        (ONE, "a.txt", True),
        (BARE, "a.txt", True),
        (STATE + b"\n" + STATE, "a.txt", True),
        (STATE, "a.txt", False),
        (STATE + STATE[:120], "a.txt", False),
        (ONE, "a.json", False),
        (b'{"text": "MSGID/GENADMIN/CNO//"}', "a", False),
        (b"<html>MSGID/GENADMIN/CNO//", "a", False),
        (b"%PDF-1.7 MSGID/GENADMIN/CNO//", "a", False),
        (ONE.decode().encode("utf-16"), "a.txt", False),
        (b"SUBJECT: OIL // GAS", "a.txt", False),
        (b"", "a.txt", False),
        (b"\0" * 100, "a.txt", False),
    ],
)
def test_what_it_knows(head, path, sure):
    assert (Military().sniff(head, path) > 0.5) == sure


@pytest.mark.parametrize("data", [b"", b"\n\n \r\n", b"\x1a"])
def test_nothing_is_a_reject(data):
    (reject,) = read(data)
    assert isinstance(reject, Reject) and reject.code == "empty" and reject.advice


def test_what_is_no_text_is_a_reject_and_the_rest_goes_on():
    noise = b"RAAUZYUW RUENAAA0009 1241837-UUUU--RUCRNAD.\n" + bytes(range(32)) * 40 + b"\nNNNN"
    first, reject, last = read(ONE + b"\n" + noise + b"\n" + TWO)
    assert isinstance(first, RawMessage) and isinstance(last, RawMessage)
    assert isinstance(reject, Reject) and reject.code == "not-text"
    assert (reject.offset, reject.length) == (len(ONE) + 1, len(noise))


def test_a_message_without_end_is_a_reject_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(military, "MAX_MESSAGE", 2_000)
    long = ONE.replace(b"1. TEXT.", b"1. TEXT. " * 400)
    reject, last = read(long + b"\n" + TWO)
    assert isinstance(reject, Reject) and reject.code == "too-large" and reject.offset == 0
    assert isinstance(last, RawMessage) and last.data == TWO


@given(
    st.lists(
        st.sampled_from([b"NNNN\n", b"\n", b"ZCZC ABC001\n", ONE[:44], b"BT\n", b"#0001\n", b"R 041837Z MAY 06\n", b"TEXT ", b"\r\n",
                         b"UNCLASSIFIED//\n", b"\xff", b"\0", b"NNNN"]),
        max_size=40,
    ).map(b"".join)
)  # fmt: skip
def test_whatever_comes_is_cut_without_gap_of_words_or_overlap(data):
    at = 0
    for one in read(data):
        if isinstance(one, RawMessage):
            source = one.source
            assert data[source.offset : source.offset + source.length] == one.data
            assert source.offset >= at and not data[at : source.offset].strip(b" \t\r\n\x1a\x0b\x0c")
            at = source.offset + source.length
        elif one.code != "empty":
            assert one.offset >= at
            at = one.offset + (one.length or 0)
    assert not data[at:].strip(b" \t\r\n\x1a\x0b\x0c")
