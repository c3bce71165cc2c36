"""Where a new cable begins in a file, and where none does; no byte is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality import samples
from reftel.model import RawMessage
from reftel.readers.plain import Plain
from reftel.readers.splitting import split
from tests.patience import patience


def state(
    serial: int, *, post: str = "ROME", marking: str = "C O N F I D E N T I A L", text: str = "1. (C) TEXT."
) -> str:
    return (
        f"{marking} {post} {serial:06}\n\nSIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL {serial}\n\n"
        f"{text}\n\nSEMBLER\n"
    )  # fmt: skip


def relayed(serial: int, **more: str) -> str:
    return (
        f"VZCZCXYZ{serial:04}\nPP RUEHC\nDE RUEHRO #{serial:04} 2801530\nZNY CCCCC ZZH\nP 071530Z OCT 03\nFM AMEMBASSY ROME\n"
        f"TO RUEHC/SECSTATE WASHDC PRIORITY 1234\nINFO RUEHTRO/AMEMBASSY TRIPOLI\nBT\n{state(serial, **more)}BT\n#{serial:04}\n"
    )  # fmt: skip


def printed(serial: int) -> str:
    return (
        f"UNCLASSIFIED\n\nPAGE 01  LA PAZ {serial:05}  042116Z\n\n72\nACTION ARA-10\n\nINFO  OCT-01  ISO-00\n"
        f"                       ---------------------     059451\nR 042014Z FEB 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 2154\n\n"
        f"UNCLAS LA PAZ {serial:04}\n\nE.O. 11652: N/A\nTAGS: BEXP, BL\nSUBJ: ZINC\n\n1. TEXT.\n\nUNCLASSIFIED\n\n"
        f"PAGE 02  LA PAZ {serial:05}  042116Z\n\nMORE TEXT.\nSTEDMAN\n"
    )  # fmt: skip


def smart(serial: int) -> str:
    return (
        f"                 UNCLASSIFIED\n\nInfo Office:     POL\n\nMRN:         10 ROME {serial}\nDate/DTG:    Aug 03, 2010 / 031406Z AUG 10\n"
        f"From:        AMEMBASSY ROME\nAction:      WASHDC, SECSTATE ROUTINE\nTAGS:        PREL\nSubject:     OIL\n\n1. (U) TEXT.\n\n"
        "Signature:   SMITH\n\nDrafted By:  ROME:Smith, John\nReleased By: ROME:Smith, John\nDissemination Rule:  Released Copy\n\n"
        "                 UNCLASSIFIED\n"
    )  # fmt: skip


MAIL = "From: Doe, Jane\nSent: Tuesday, August 3, 2010 10:52 AM\nTo: Roe, Richard\nSubject: FW: two cables\n\nSee below.\n\n"
RULE = "-" * 60 + "\n"


@pytest.mark.parametrize(
    ("first", "between", "second"),
    [
        (state(1), "NNNN\n\n", state(2)),
        (state(1), "\nN N N N\n", state(2, marking="UNCLAS SECTION 01 OF 02")),
        (state(1), "\f", state(2)),
        (state(1), "\n\n" + RULE, state(2)),
        (state(1), "\n" + "=" * 30 + "\n\n", state(2, post="PARIS")),
        (state(1), "\n* * * * * * * * * *\n\n", state(2, marking="S E C R E T")),
        (state(1), "<< END OF DOCUMENT >>\n\n", printed(2)),
        (relayed(1), "\nNNNN\n\n\n", relayed(2)),
        (relayed(1), "NNNN\n", state(2)),
        (printed(1), "NNNN\n\n", printed(2)),
        (printed(1), "\f", printed(2)),
        (smart(1), "\n\n", smart(2)),
        (smart(1), "\n\n" + MAIL, smart(2)),
        (smart(1), "\f", smart(2)),
        (state(1), "NNNN\n\n", smart(2)),
        (smart(1), "\nNNNN\n\n", state(2)),
    ],
)
def test_a_new_cable_begins(first: str, between: str, second: str) -> None:
    assert split(first + between + second) == [0, len(first + between)]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("nothing", ""),
        ("no cable", "A letter.\n\nNNNN\n\nAnother letter.\n"),
        ("one cable", state(1) + "NNNN\n"),
        ("no end between", state(1) + "\n" + state(2)),
        ("the same number", state(1) + "NNNN\n" + state(1)),
        ("a repeated header", relayed(1) + "---------------- header ends ----------------\n" + state(1)),
        ("a later section", state(1, marking="UNCLAS SECTION 01 OF 02") + "NNNN\n" + state(1, marking="UNCLAS SECTION 02 OF 02")),
        ("a later section, its number damaged", printed(1673) + "NNNN\n\nPAGE 01  LA PAZ 01678  02 OF 02  191940Z\n\nFM AMEMBASSY LA PAZ\nTO SECSTATE\n"),
        ("a page's head", state(1) + "\f" + "CONFIDENTIAL ROME 000001\n\nMORE TEXT.\n"),
        ("a number without a header", state(1) + "NNNN\n" + "SECRET ROME 000002\n\nTEXT.\n"),
        ("no post", state(1) + "NNNN\n" + state(2, post="XQZWV")),
        ("a quoted cable", state(1, text="1. (C) QUOTE:\n" + RULE + state(2) + RULE + "UNQUOTE.\n\n2. (C) MORE.")),
        ("a quoted text", state(1, text="1. (C) BEGIN TEXT:\n\n" + RULE + state(2) + "\nEND TEXT.\n\n2. (C) MORE.")),
        ("a repeated cable", state(1, text="1. FOLLOWING IS A REPEAT OF ROME 2:\n\n" + RULE + state(2))),
        ("a cited cable", state(1, text="1. SEE\n" + RULE + "UNCLAS ROME 000002\n\nWHICH SAYS IT.")),
        ("a rule far above", state(1, text=RULE + "\n".join(f"LINE {i} OF A TABLE" for i in range(30))) + state(2)),
        ("a copy in an e-mail", smart(1) + MAIL + smart(1)),
        ("an e-mail around", MAIL + smart(1) + "\n" + MAIL),
    ],
)  # fmt: skip
def test_no_new_cable_begins(what: str, text: str) -> None:
    assert split(text) == [0], what


def test_words_between_belong_to_the_piece_before() -> None:
    text = "An index of cables.\n\n" + state(1) + "NNNN\n\nCable two of two:\n\n" + state(2)
    assert split(text) == [0, text.index("C O N F I D E N T I A L ROME 000002")]


def test_many_cables() -> None:
    texts = [relayed(n) + "\nNNNN\n\n" for n in range(1, 200)]
    starts = split("".join(texts))
    assert len(starts) == 199
    assert starts[1:] == [sum(map(len, texts[:n])) for n in range(1, 199)]


def test_a_cable_between_two_copies_of_another() -> None:
    text = smart(1) + "\n" + smart(2) + "\n" + smart(1)
    assert len(split(text)) == 3


def _read(data: bytes, path: str = "x.txt") -> list[RawMessage]:
    found = list(Plain().read(io.BytesIO(data), path))
    assert all(isinstance(one, RawMessage) for one in found)
    return [one for one in found if isinstance(one, RawMessage)]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_are_to_the_byte(encoding: str, newline: str) -> None:
    texts = [state(n, text=f"1. (C) CAFÉ “{n}” – PEÑA.") + "NNNN\n\n" for n in (1, 2, 3)]
    data = "".join(texts).replace("\n", newline).encode(encoding)
    found = _read(data)
    assert len(found) == 3
    assert b"".join(one.data for one in found) == data
    at = 0
    for one, text in zip(found, texts, strict=True):
        assert (one.source.offset, one.source.length) == (at, len(one.data))
        assert data[at : at + one.source.length] == one.data
        assert "".join(one.text.split()) == "".join(text.split())
        at += one.source.length
    assert len({one.source.sha256 for one in found}) == 3


def test_a_form_feed_within_a_line() -> None:
    data = ("é" * 5 + "\n" + state(1) + "words \f" + state(2)).encode()
    found = _read(data)
    assert [one.data[:12] for one in found][1:] == [b"C O N F I D "] and b"".join(
        one.data for one in found
    ) == data


def test_a_wide_encoding_stays_whole() -> None:
    assert len(_read((state(1) + "NNNN\n" + state(2)).encode("utf-16"))) == 1


def test_a_name_that_is_a_number_is_of_a_single_cable_only() -> None:
    assert _read(state(1).encode(), "2003ROME1.txt")[0].given == {"mrn": "2003ROME1"}
    both = _read((state(1) + "NNNN\n" + state(2)).encode(), "2003ROME1.txt")
    assert [one.given for one in both] == [{}, {}]


@pytest.mark.parametrize("sample", samples.find(), ids=lambda one: one.name)
def test_no_sample_is_torn(sample: samples.Sample) -> None:
    assert split(sample.data.decode("utf-8", "replace")) == [0]


_SAMPLES = {
    folder: [one.data.decode("utf-8") for one in samples.find() if one.name.startswith(folder + "/")]
    for folder in ("cablegate", "nara")
}


@pytest.mark.parametrize("folder", _SAMPLES)
@pytest.mark.parametrize("between", ["\nNNNN\n\n", "\f", "\n" + RULE])
def test_samples_put_together_are_taken_apart(folder: str, between: str) -> None:
    texts = _SAMPLES[folder]
    starts = split(between.join(texts))
    assert len(starts) == len(texts)
    at = 0
    for text, start in zip(texts[:-1], starts[1:], strict=True):
        at += len(text) + len(between)
        assert at <= start < at + 2_500  # what the archive wrote above a header is not the header's


def test_releases_put_together_are_taken_apart() -> None:
    folder = Path(samples.ROOT) / "smart"
    names = (
        "C05770206",
        "C05775665",
        "C05772793",
        "C05780500",
        "C05787231",
        "C05790446",
        "C05791254",
        "C05796869",
    )
    texts = [(folder / f"{name}.txt").read_text("utf-8") for name in names]
    starts = split("\n".join(texts))
    assert len(starts) == 8


_PIECES = st.sampled_from(
    [state(1), state(2), relayed(3), printed(4), smart(5), smart(6), MAIL, RULE, "NNNN\n", "\f", "\n", "QUOTE\n", "UNQUOTE\n", "BT\n", "é", "\r"]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=12).map("".join))
@settings(max_examples=200, deadline=None)
def test_pieces_tile_the_file(text: str) -> None:
    starts = split(text)
    assert starts == sorted(set(starts)) and starts[0] == 0 and starts[-1] <= len(text)
    data = text.encode("utf-8", "replace")
    if data.strip(b" \t\r\n\0\x1a"):
        found = [one for one in Plain().read(io.BytesIO(data), "x") if isinstance(one, RawMessage)]
        if found:
            assert b"".join(one.data for one in found) == data
            assert [one.source.offset for one in found] == [
                sum(len(other.data) for other in found[:i]) for i in range(len(found))
            ]


HOSTILE = {
    "markings": "".join(f"UNCLAS ROME {n}\n" for n in range(1, 60_000)),
    "markings and ends": "".join(f"UNCLAS ROME {n}\nNNNN\n" for n in range(1, 40_000)),
    "ends": "NNNN\n" * 200_000,
    "rules": "-" * 1_000_000,
    "rules of dashes and blanks": "- " * 500_000,
    "blanks": "UNCLAS" + " " * 1_000_000 + "ROME 1",
    "numbers": "MRN:\n" * 100_000,
    "page lines": "PAGE 01 ROME 04580 071530Z\n" * 40_000,
    "form feeds": "\f" * 500_000,
    "a header without end": "UNCLAS ROME 1\nTAGS: A\nSUBJECT: B\nNNNN\n"
    + "FM A\n" * 100_000
    + "UNCLAS ROME 2\nTAGS: A\nSUBJECT: B\n",
    "quotations": state(1) + "QUOTE\n" * 50_000 + "NNNN\n" + state(2),
    "capitals": "A" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_split_in_time(name: str) -> None:
    with patience():
        split(HOSTILE[name])


def test_the_notice_of_an_extract_belongs_to_the_cable_below_it() -> None:
    notice = "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n"
    one = notice + "UNCLAS ROME 004580\n\nTAGS: PREL\nSUBJECT: OIL\n\n1. TEXT.\n\nSEMBLER\n\nNNNN\n\n"
    assert split(one + one.replace("4580", "4581")) == [0, len(one)]
