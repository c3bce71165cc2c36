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
