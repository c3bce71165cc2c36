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
    assert _read("1. PLEASE TELL HIM\nSTEDMAN.\n").signer == ("STEDMAN",)


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


def test_a_group_without_its_zone_is_no_serial() -> None:
    cable = _read("1. OIL.\nSTEDMAN\n", "REF: JCS MSG 221205 AUG 73\n\n")
    (reference,) = cable.references
    assert (reference.mrn, reference.originator, reference.dtg) == (None, "JCS", None)
    assert str(reference.date) == "1973-08-22"


def test_the_department_counts_so_far() -> None:
    (reference,) = _read("1. OIL.\nSTEDMAN\n", "REF: STATE 221205 AUG 73\n\n").references
    assert str(reference.mrn) == "1973STATE221205"


def test_no_such_day_is_no_group() -> None:
    (reference,) = _read("1. OIL.\nSTEDMAN\n", "REF: JCS MSG 391205 AUG 73\n\n").references
    assert (reference.date, reference.dtg) == (None, None)


def test_a_list_without_its_key_may_begin_with_such_a_group() -> None:
    cable = _read("1. OIL.\nSTEDMAN\n", "A. JCS MSG 221205 AUG 73\nB. RADIO CALL BETWEEN J5 AND GARCIA\n\n")
    assert [(one.letter, one.kind) for one in cable.references] == [("A", "cable"), ("B", "telephone")]
    assert [p.heading for p in cable.paragraphs] == [None]


_STAMP = "  Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 \n"


def _two_sections(marking: str, between: str = "", name: str = "STEDMAN") -> str:
    return (
        "\nUNCLASSIFIED\n \nPAGE 01  LA PAZ 01760  01 OF 02  221546Z\n \nACTION PM-07\n \n"
        f"{_HEAD.replace('UNCLAS LA', 'UNCLAS SECTION 1 OF 2 LA')}{_SUBJECT}"
        f"1. OIL IS DEAR.\n\n2. THEY SAY THAT GAS IS NOT.\n{name}\n \n \nUNCLASSIFIED\n \n \n{between}NNN\n \n"
        "UNCLASSIFIED\n \nPAGE 01  LA PAZ 01760  02 OF 02  221550Z\n \nACTION PM-07\n \n"
        f"R 221404Z MAR 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 2611\n \n{marking}\n \n"
        "3. THE END IS NEAR.\nSTEDMAN\n \n \nUNCLASSIFIED\n \n \nNNN\n"
    )


def _texts(text: str) -> list[str]:
    return [p.text for p in reftel.parse(text).paragraphs]


_POINTS = ["OIL IS DEAR.", "THEY SAY THAT GAS IS NOT.", "THE END IS NEAR."]


def test_the_signer_below_each_section_is_no_word_of_its_last_paragraph() -> None:
    text = _two_sections("UNCLAS SECTION 2 OF 2 LA PAZ 1760")
    assert _texts(text) == _POINTS
    assert reftel.parse(text).signer == ("STEDMAN",)


def test_another_word_in_capitals_there_stays() -> None:
    assert _texts(_two_sections("UNCLAS SECTION 2 OF 2 LA PAZ 1760", name="TODAY"))[1].endswith("NOT. TODAY")


def test_a_final_section_has_the_last_number() -> None:
    cable = reftel.parse(_two_sections("UNCLAS FINAL SECTION OF 2 LA PAZ 1760/2"))
    assert [p.text for p in cable.paragraphs] == _POINTS
    assert cable.sections is not None
    assert cable.sections.seen == (1, 2)


def test_stamps_among_the_markings_of_a_page_s_end_are_read_and_leave_no_marking() -> None:
    text = _two_sections("UNCLAS SECTION 2 OF 2 LA PAZ 1760", between=_STAMP * 2)
    assert _texts(text) == _POINTS
    assert [str(release.on) for release in reftel.parse(text).released_by] == ["2005-06-30"]


def test_words_before_a_stamp_are_the_message_s() -> None:
    text = _two_sections("UNCLAS SECTION 2 OF 2 LA PAZ 1760").replace("DEAR.\n", f"DEAR. {_STAMP}")
    assert _texts(text) == _POINTS
