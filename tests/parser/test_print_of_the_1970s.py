"""Odd places of the archive's telegrams of 1974 and 1979, each with the line that made its rule necessary."""

from __future__ import annotations

import reftel

_HEAD = "R 221404Z MAR 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 2610\n\nUNCLAS LA PAZ 1760\n\nE.O. 11652: N/A\n"
_SUBJECT = "TAGS: MASS, BL\nSUBJ: SALE OF TWO PATROL CRAFT\n\n"


def _read(body: str, references: str = "") -> reftel.Cable:
    return reftel.parse(f"{_HEAD}{_SUBJECT}{references}{body}")


def test_a_sentence_s_last_word_on_a_line_of_its_own_does_not_sign() -> None:
    cable = _read(
        "1. PLEASE TELL HIM THAT COUNTRY CLEARANCE IS NOT REPEAT NOT GRANTED FOR HIS\nVISIT.\nSTEDMAN\n"
    )
    assert cable.signer == ("STEDMAN",)
    assert cable.paragraphs[0].text.endswith("GRANTED FOR HIS VISIT.")


def test_nor_does_it_where_nobody_signs() -> None:
    cable = _read("1. PLEASE TELL HIM THAT COUNTRY CLEARANCE IS NOT REPEAT NOT GRANTED FOR HIS\nVISIT.\n")
    assert cable.signer == ()
    assert cable.paragraphs[0].text.endswith("GRANTED FOR HIS VISIT.")


def test_two_names_below_a_sentence_both_sign() -> None:
    cable = _read(
        "1. PLEASE TELL HIM THAT COUNTRY CLEARANCE IS NOT REPEAT NOT GRANTED FOR HIS VISIT.\nSTEDMAN\nPARKER\n"
    )
    assert cable.signer == ("STEDMAN", "PARKER")


def test_a_name_with_a_stop_below_a_short_line_signs() -> None:
    assert _read("1. PLEASE TELL HIM\nSTEDMAN.\n").signer == ("STEDMAN.",)


def test_a_sentence_that_begins_with_for_is_no_attention_line() -> None:
    cable = _read(
        "FOR THE RECORD, I WOULD LIKE TO REITERATE MY CONCURRENCE IN THE\nSALE OF TWO RIVER BOATS.\nSTEDMAN\n"
    )
    assert cable.passing == ()
    assert [p.text for p in cable.paragraphs] == [
        "FOR THE RECORD, I WOULD LIKE TO REITERATE MY CONCURRENCE IN THE SALE OF TWO RIVER BOATS."
    ]


def test_a_long_attention_line_stays_one() -> None:
    cable = _read("FOR ARA/BC DESK OFFICER SMITH WHO IS IN TOUCH WITH COMMERCE\n\n1. TEXT IS SHORT.\n")
    assert [p.written for p in cable.passing] == [
        "FOR ARA/BC DESK OFFICER SMITH WHO IS IN TOUCH WITH COMMERCE"
    ]


def test_a_military_message_is_no_sender() -> None:
    cable = _read("1. TEXT.\n", "REF: MIL. MSG. P 161339Z MAR 74\n\n")
    (reference,) = cable.references
    assert (reference.originator, str(reference.dtg)) == (None, "1974-03-16 13:39:00+00:00")


def _numbers(body: str) -> list[int | None]:
    return [p.number for p in _read(body).paragraphs]


def test_a_number_left_out_does_not_swallow_what_follows() -> None:
    assert _numbers("1. OIL.\n\n2. GAS.\n\n4. TIN.\n\n5. ZINC.\nSTEDMAN\n") == [1, 2, 4, 5]


def test_directly_below_a_sentence_the_next_number_must_follow() -> None:
    assert _numbers("1. OIL.\n2. GAS.\n4. TIN.\n5. ZINC.\nSTEDMAN\n") == [1, 2, 4, 5]
    assert _numbers("1. OIL.\n2. THEY ASKED FOR A THIRD OF IT.\n4. TIN WAS NOT NAMED.\nSTEDMAN\n") == [1, 2]


def test_a_number_that_has_lost_a_digit_keeps_its_paragraph() -> None:
    whole = "".join(f"{n}. POINT {n} IS MADE.\n\n" for n in range(1, 11))
    cable = _read(f"{whole}1. NEVERTHELESS.\n\n12. THE END.\nSTEDMAN\n")
    assert [(p.number, p.text) for p in cable.paragraphs[-3:]] == [
        (10, "POINT 10 IS MADE."),
        (1, "NEVERTHELESS."),
        (12, "THE END."),
    ]


def test_a_bracketed_list_in_a_paragraph_is_not_cut() -> None:
    assert _numbers("1. THESE POINTS:\n(1) OIL.\n(2) GAS.\n(3) TIN.\n2. THE END.\nSTEDMAN\n") == [1, 2]


def test_what_closes_a_text_is_no_heading() -> None:
    cable = _read("1. BEGIN TEXT NOTE\n\nACCEPT, EXCELLENCY, ETC.\n\nEND TEXT NOTE\n\n2. THE END.\nSTEDMAN\n")
    assert [p.heading for p in cable.paragraphs] == [None, None]
    assert cable.paragraphs[0].text.endswith("END TEXT NOTE")


def test_a_heading_that_begins_with_end_stays_one() -> None:
    cable = _read("1. THE LIST IS SHORT.\n\nEND USE OF THE PARTS\n\n2. THE END.\nSTEDMAN\n")
    assert cable.paragraphs[1].heading == "END USE OF THE PARTS"
