"""Marking lines as damaged releases and less usual posts write them: number, level, captions, section by eye."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Cable
from reftel.parser import parse, section_words

REST = "SIPDIS\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL\n\n1. (C) WORDS.\n"


def read(line: str) -> Cable:
    return parse(f"{line}\n\n{REST}", date=datetime.date(2003, 10, 7))


@pytest.mark.parametrize(
    ("line", "n", "of"),
    [
        ("S E C R E T SCTION 02 OF 03 ROME 004580", 2, 3),
        ("S E C R E T SECTIO 02 OF 03 ROME 004580", 2, 3),
        ("S E C R E T ECTION 02 OF 03 ROME 004580", 2, 3),
        ("S E C R E T SQCTION 02 OF 03 ROME 004580", 2, 3),
        ("S E C R E T SECTIOQ1 OF 06 ROME 004580", 1, 6),
        ("S E C R E T SECTION 01 GF 02 ROME 004580", 1, 2),
        ("S E C R E T SECTION 02 F 02 ROME 004580", 2, 2),
        ("S E C R E T SECTION 01 O 02 ROME 004580", 1, 2),
        ("S E C R E T SECT 01 OF 02 ROME 004580", 1, 2),
        ("S E C R E T 01 OF 02 ROME 004580", 1, 2),
        ("S E C R E T FINAL SECTION OF 02 ROME 004580", 2, 2),
        ("S E C R E T SECTION ONE OF TWO ROME 004580", 1, 2),
        ("S E C R E T ROME 004580 SECTION 02 OF 02", 2, 2),
    ],
)
def test_a_section_in_damaged_words(line: str, n: int, of: int) -> None:
    cable = read(line)
    assert str(cable.mrn) == "2003ROME4580"
    assert cable.sections is not None
    assert (cable.sections.seen, cable.sections.of) == ((n,), of)
    assert cable.problems == ()


@pytest.mark.parametrize("words", ["SECTION 0QF 05", "SECTION 03 OF 02", "SECTION 0! OF 02"])
def test_a_section_whose_number_cannot_be_read(words: str) -> None:
    cable = read(f"S E C R E T {words} ROME 004580")
    assert (str(cable.mrn), cable.sections) == ("2003ROME4580", None)
    assert [problem.code for problem in cable.problems] == ["section-unread"]


@pytest.mark.parametrize(
    "words", ["", " ROME 01", " ROME OF 02", " OF 02 OF 03", " NOT SECTION", " 12 OF", " AB 1 OF 2"]
)
def test_what_is_no_section(words: str) -> None:
    assert section_words.match(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("line", "captions"),
    [
        ("S E C R E T NODIS ROME 004580", ["NODIS", "SIPDIS"]),
        ("S E C R E T EXDIS SECTION 01 OF 02 ROME 004580", ["EXDIS", "SIPDIS"]),
        ("SECRET ROGER CHANNEL ROME 004580", ["ROGER CHANNEL", "SIPDIS"]),
        ("S E C R E T STADIS TERREP ROME 004580", ["STADIS", "TERREP", "SIPDIS"]),
        ("S E C R E T SIPDIS ROME 004580", ["SIPDIS"]),
    ],
)
def test_captions_before_the_post(line: str, captions: list[str]) -> None:
    cable = read(line)
    assert (str(cable.mrn), [caption.code for caption in cable.captions]) == ("2003ROME4580", captions)
    assert cable.classification is not None
    assert (cable.classification.level, cable.problems) == ("SECRET", ())


@pytest.mark.parametrize("sign", ['"', "<", "*", "¶", "¶ "])
def test_a_stray_sign_before_the_marking(sign: str) -> None:
    cable = read(f"{sign}S E C R E T ROME 004580")
    assert (str(cable.mrn), cable.problems) == ("2003ROME4580", ())


@pytest.mark.parametrize("words", ["75 ROME 004580", "75ROME 004580", "1975 ROME 004580"])
def test_a_year_before_the_post_is_no_part_of_it(words: str) -> None:
    cable = parse(f"SECRET {words}\n\n{REST}", date=datetime.date(1975, 10, 7))
    assert str(cable.mrn) == "1975ROME4580"
    assert cable.words("mrn") == "ROME 004580"


@pytest.mark.parametrize("serial", ["00l234", "O01234", "00I234", "OO1234"])
def test_letters_for_digits_in_the_serial(serial: str) -> None:
    cable = read(f"S E C R E T ROME {serial}")
    assert (str(cable.mrn), cable.words("mrn")) == ("2003ROME1234", f"ROME {serial}")
    assert [problem.code for problem in cable.problems] == ["mrn-corrected"]


def test_a_comma_in_the_serial() -> None:
    cable = read("S E C R E T ROME 1,234")
    assert (str(cable.mrn), cable.problems) == ("2003ROME1234", ())


def test_a_serial_of_letters_only_is_none() -> None:
    assert read("S E C R E T ROME OIlOIl").mrn is None


def test_a_date_below_a_marking_is_no_number() -> None:
    cable = parse(f"SECRET\n07 OCT 2003\n\n{REST}", date=datetime.date(2003, 10, 7))
    assert cable.mrn is None


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("E C R E T NODIS SECTION 01 OF 02 ROME 004580", "SECRET"),
        ("CC O N F I D E N T I A L NODIS SECTION 01 OF 02 ROME 004580", "CONFIDENTIAL"),
        ("O N F I D E N T I A L NODIS SECTION 01 OF 02 ROME 004580", "CONFIDENTIAL"),
        ("UUNCLAS NODIS SECTION 01 OF 02 ROME 004580", "UNCLASSIFIED"),
    ],
)
def test_a_damaged_marking_with_captions_and_a_section(line: str, level: str) -> None:
    cable = read(line)
    assert str(cable.mrn) == "2003ROME4580"
    assert cable.classification is not None
    assert cable.classification.level == level
    assert [caption.code for caption in cable.captions] == ["NODIS", "SIPDIS"]
    assert cable.sections is not None
    assert (cable.sections.seen, cable.sections.of) == ((1,), 2)
    assert [problem.code for problem in cable.problems] == ["classification-damaged"]


@pytest.mark.parametrize(
    ("marking", "caveats", "captions"),
    [
        ("S E C R E T//REL TO USA, GBR ROME 004580", ("REL TO USA, GBR",), []),
        ("SECRET//REL TO USA, AUS, CAN, GBR//ROME 004580", ("REL TO USA, AUS, CAN, GBR",), []),
        ("S E C R E T ROME 004580 REL TO USA, AUS, GBR", (), ["REL TO"]),
        ("S E C R E T ROME 004580\n\nREL TO USA AND UK", (), ["REL TO"]),
        ("S E C R E T ROME 004580\n\nRELEASABLE TO UK AND AUSTRALIA", (), ["REL TO"]),
    ],
)
def test_releasable_to(marking: str, caveats: tuple[str, ...], captions: list[str]) -> None:
    text = f"{marking}\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL\n\n1. (S) WORDS.\n"
    cable = parse(text)
    assert (str(cable.mrn), cable.classification and cable.classification.caveats) == (
        "2003ROME4580",
        caveats,
    )
    assert [one.code for one in cable.captions] == captions
    assert cable.problems == ()


def test_a_corrected_copy_told_behind_the_number() -> None:
    text = (
        "C O N F I D E N T I A L ROME 004580 C O R R E C T E D  C O P Y - PARA 3\n\nSIPDIS\n\n"
        "E.O. 12958: DECL: 10/07/2013\nTAGS: PREL, IT\nSUBJECT: OIL\n\n1. (C) WORDS.\n"
    )
    cable = parse(text)
    assert (str(cable.mrn), cable.corrected, cable.problems) == ("2003ROME4580", True, ())


def test_a_sentence_that_begins_like_a_release_is_no_caption() -> None:
    cable = parse(
        "UNCLAS ROME 004580\n\nTAGS: PREL\nSUBJECT: OIL\n\nREL TO OUR TALKS OF MAY, WE HAVE NOTHING NEW TO SAY HERE.\n"
    )
    assert cable.captions == () and len(cable.paragraphs) == 1
