"""Damage of a release that is seen again and again: each text was made by hand from the form of real ones."""

from __future__ import annotations

from reftel.model import Cable
from reftel.parser import parse

HEAD = """C O N F I D E N T I A L ROME 004580

SIPDIS

E.O. 12958: DECL: 10/07/2013
TAGS: PREL, IT
SUBJECT: OIL AND GAS
REF: A. STATE 282619
     B. ROME 3207

"""


def read(text: str) -> Cable:
    return parse(text, date="2003-10-07")


def numbers(cable: Cable) -> list[str]:
    return [str(reference.mrn) for reference in cable.references if not reference.in_text]


def test_a_releasers_date_glued_to_the_marking() -> None:
    cable = read(
        "Cable dated:2003-10-07T15:30:00S E C R E T SECTION 01 OF 02 ROME 004580SIPDISE.O. 12958: DECL: 10/07/2013"
        "TAGS: PREL, ITSUBJECT: OIL AND GASREF: A. STATE 282619B. ROME 3207\n\n1. (S) WORDS.\n\n2. (S) MORE.\n\nSEMBLER\n"
    )
    assert (str(cable.mrn), cable.classification and cable.classification.level) == ("2003ROME4580", "SECRET")
    assert [caption.code for caption in cable.captions] == ["SIPDIS"]
    assert ([tag.code for tag in cable.tags], cable.subject) == (["PREL", "IT"], "OIL AND GAS")
    assert numbers(cable) == ["2003STATE282619", "2003ROME3207"]
    assert cable.problems == ()


def test_a_caption_printed_once_more_inside_a_sentence() -> None:
    cable = read(
        HEAD
        + "1. (C) The celebration of the tenth year of the forest secretariat\n\nSIPDIS\nbrought many together.\n\n"
        "2. (C) See http://www.example.org\n\nSIPDIS\n\n3. (C) The end of it.\n\nSEMBLER\n"
    )
    assert [(one.number, one.heading, one.text) for one in cable.paragraphs] == [
        (1, None, "The celebration of the tenth year of the forest secretariat brought many together."),
        (2, None, "See http://www.example.org"),
        (3, None, "The end of it."),
    ]
    assert [piece.kind for piece in cable.furniture].count("repeated caption") == 2


def test_a_caption_below_the_subject_is_none_repeated() -> None:
    cable = read(
        "UNCLAS ROME 004580\n\nE.O. 12958: N/A\nTAGS: PREL, IT\nSUBJECT: OIL\n\nSIPDIS\n\n1. (U) WORDS.\n\n2. (U) MORE.\n"
    )
    assert [caption.code for caption in cable.captions] == ["SIPDIS"]


def test_a_section_line_broken_in_two() -> None:
    text = HEAD.replace("ROME 3207\n", "ROME 3207 ROME 00004580\n\n001.2 OF 003 1.")
    cable = read(text + "\n\nThe following responses are keyed to ref A.\n\na. Fraud is low.\n\nSEMBLER\n")
    assert numbers(cable) == ["2003STATE282619", "2003ROME3207"]
    assert [one.number for one in cable.paragraphs] == [1]
    assert cable.paragraphs[0].text == "The following responses are keyed to ref A.\n\na. Fraud is low."
    assert cable.sections and cable.sections.of == 3


def test_a_marker_between_a_line_without_a_stop_and_a_number() -> None:
    cable = read(
        HEAD
        + "1. (C) Write to smithj@example.org \n \nROME 00004580  002 OF 002 \n \n \n2. (C) The end of it.\n\nSEMBLER\n"
    )
    assert [(one.number, one.text) for one in cable.paragraphs] == [
        (1, "Write to smithj@example.org"),
        (2, "The end of it."),
    ]


def test_a_teaser_and_the_whole_row_of_a_database() -> None:
    header = "UNCLAS ROME 004580 \n \nSIPDIS \n \nDEPT FOR EUR/WE, S/CT, INL, INR \nJUSTICE FOR OIA \n \nE.O. 12958: N/A \nTAGS: PREL, IT \n"
    relay = "VZCZCXRO3525\nRR RUEHAG\nDE RUEHRO #4580 2801622\nZNR UUUUU ZZH\nR 071622Z OCT 03\nFM AMEMBASSY ROME\nTO RUEHC/SECSTATE WASHDC 7360"
    cable = read(
        f'{relay}\n\n{header}SUBJECT: SIX SUSPECTS ARRESTED FOR R...\n\n\nSEMBLER \n",\n'
        f'84924,10/7/2003 16:22,03ROME4580,"Embassy Rome",UNCLASSIFIED,,"{relay}","{header}'
        "SUBJECT: SIX SUSPECTS ARRESTED FOR RECRUITMENT \n \n1.  The police arrested six men. \n \n2.  They were released. \n"
    )
    assert cable.subject == "SIX SUSPECTS ARRESTED FOR RECRUITMENT"
    assert cable.dtg and cable.dtg.written == "071622Z OCT 03"
    assert [(one.number, one.text) for one in cable.paragraphs] == [
        (1, "The police arrested six men."),
        (2, "They were released."),
    ]


def test_the_key_of_the_references_glued_to_the_subject() -> None:
    cable = read(HEAD.replace("GAS\nREF", "GASREF") + "1. (C) WORDS.\n\nSEMBLER\n")
    assert (cable.subject, numbers(cable)) == ("OIL AND GAS", ["2003STATE282619", "2003ROME3207"])


def test_a_tag_is_no_key_of_references() -> None:
    cable = read(
        "UNCLAS ROME 004580\n\nE.O. 12958: N/A\nTAGS: PHUM, PREF: SUBJECT: OIL\n\n1. (U) WORDS.\n\n2. (U) MORE.\n"
    )
    assert cable.references == ()
    assert "PREF" in [tag.code for tag in cable.tags]


def test_references_with_the_key_before_each_letter() -> None:
    text = HEAD.replace(
        "REF: A. STATE 282619\n     B. ROME 3207\n", "\nRef A:  State 282619; Ref B:  Rome 3207\n"
    )
    cable = read(text + "1. (C) WORDS.\n\nSEMBLER\n")
    assert [(one.letter, str(one.mrn)) for one in cable.references] == [
        ("A", "2003STATE282619"),
        ("B", "2003ROME3207"),
    ]


def test_a_rule_ends_the_subject() -> None:
    text = HEAD.replace(
        "OIL AND GAS\n",
        "OIL AND GAS ---------------------- SUBJECTS COVERED IN THIS REPORT: ------------------\n",
    )
    cable = read(
        text.replace("REF: A. STATE 282619\n     B. ROME 3207\n", "") + "1. Oil\n\n2. Gas\n\nSEMBLER\n"
    )
    assert cable.subject == "OIL AND GAS"
    assert [one.number for one in cable.paragraphs] == [1, 2]


def test_a_heading_whose_rules_stand_apart() -> None:
    rule = " \n \n \n------------------ \n \nWHY SUCH AN EVENT? \n \n------------------ \n \n \n \n"
    comment = rule.replace("WHY SUCH AN EVENT?", "COMMENT")
    cable = read(
        f"{HEAD}1. (C) One thing. {rule}2. (C) Another thing.{comment}3. (C) It matters.\n\nSEMBLER\n"
    )
    assert [(one.number, one.heading, one.text) for one in cable.paragraphs] == [
        (1, None, "One thing."),
        (2, "WHY SUCH AN EVENT?", "Another thing."),
        (3, "COMMENT", "It matters."),
    ]
    assert cable.comment == "It matters."


def test_blank_lines_of_tabs_around_a_heading() -> None:
    cable = read(
        f"{HEAD}1. (C) One thing was said.\t\t\t\n\t\t\t\n------------- \t\t\nDOMESTIC SCENE\t\n-------------\t\n\t\t\t\n2. (C) Another.\n\nSEMBLER\n"
    )
    assert [(one.number, one.heading, one.text) for one in cable.paragraphs] == [
        (1, None, "One thing was said."),
        (2, "DOMESTIC SCENE", "Another."),
    ]


def test_headings_in_a_text_without_line_breaks() -> None:
    cable = read(
        HEAD
        + "1. (C) Eleven members of the group were taken to the capital, and one of them was freed.  End summary.  "
        "ONE OF THEM RELEASED  2. (C) The watchers reported on it, and nobody in the town had heard of it before.  "
        "APPEAL EFFORT UNDERWAY  3. (C) A lawyer confirmed that the others would appeal to NATO.\n\nSEMBLER\n"
    )
    assert [(one.number, one.heading) for one in cable.paragraphs] == [
        (1, None),
        (2, "ONE OF THEM RELEASED"),
        (3, "APPEAL EFFORT UNDERWAY"),
    ]
    assert cable.paragraphs[0].text.endswith("End summary.")


def test_a_text_in_capitals_has_no_heading_in_its_last_sentence() -> None:
    cable = read(
        HEAD
        + "1. (C) THE GROUP WAS TAKEN TO THE CAPITAL. ONE OF THEM RELEASED  2. (C) THE WATCHERS REPORTED ON IT AT LENGTH.\n\nSEMBLER\n"
    )
    assert [one.heading for one in cable.paragraphs] == [None, None]


def test_a_numbered_heading_of_the_summary() -> None:
    cable = read(
        HEAD + "---------- \nI. Summary \n---------- \n1. (C) Oil is up. \n \n2. (C) Gas is not.\n\nSEMBLER\n"
    )
    assert cable.summary == "Oil is up."


def test_the_web_sites_of_a_post() -> None:
    cable = read(
        HEAD
        + "1. (C) Words.\n\nVisit Rome's Classified Web Site at\nhttp://www.example.gov/p/rome and the North American\n"
        "Partnership Blog at http://www.example.gov/nap /\nSEMBLER\n"
    )
    assert ([one.text for one in cable.paragraphs], cable.signer) == (["Words."], ("SEMBLER",))
    starred = read(
        HEAD
        + "(U) The points were passed to the ministry on March 10. ********************************************* ******** Visit Embassy Rome's Classified Website: "
        "XXXXXXXXXXXX********************************************* ******** SEMBLER"
    )
    assert ([one.text for one in starred.paragraphs], starred.signer) == (
        ["The points were passed to the ministry on March 10."],
        ("SEMBLER",),
    )


def test_a_later_section_with_a_header_of_its_own() -> None:
    relay = "VZCZCXRO{}\nPP RUEHAG\nDE RUEHRO #4580/{} 2801622\nZNY CCCCC ZZH\nP 071622Z OCT 03\nFM AMEMBASSY ROME\nTO RUEHC/SECSTATE WASHDC PRIORITY 7360\n\n"
    marking = "C O N F I D E N T I A L SECTION {} OF 02 ROME 004580 \n \nSIPDIS \n \nE.O. 12958: DECL: 10/07/2013 \nTAGS: PREL, IT \nSUBJECT: OIL AND GAS \n \n"
    cable = read(
        relay.format("3525", "01")
        + marking.format("01")
        + "1. (C) The ministry told us that it would review the matter in the\n\n"
        + relay.format("3526", "02")
        + marking.format("02")
        + "fall, and that nothing had been decided. \n \n2. (C) The end of it. \n \nSEMBLER \n"
    )
    assert [(one.number, one.text) for one in cable.paragraphs] == [
        (
            1,
            "The ministry told us that it would review the matter in the fall, and that nothing had been decided.",
        ),
        (2, "The end of it."),
    ]
    assert cable.sections and (cable.sections.seen, cable.sections.of) == ((1, 2), 2)
    assert [one.name for one in cable.action] == ["SECSTATE WASHDC"]


def test_a_letter_missing_on_a_line_of_its_own() -> None:
    cable = read(
        HEAD.replace("     B. ROME 3207\n", "     ROME 3207\n     C. 02 PARIS 11\n")
        + "1. (C) WORDS.\n\nSEMBLER\n"
    )
    assert [(one.letter, str(one.mrn)) for one in cable.references] == [
        ("A", "2003STATE282619"),
        (None, "2003ROME3207"),
        ("C", "2002PARIS11"),
    ]


def test_letters_with_dashes_before_a_year() -> None:
    text = HEAD.replace(
        "REF: A. STATE 282619\n     B. ROME 3207\n",
        "REF: A - 02 STATE 282619\n     B - ROME 3207\n     C - 02 PARIS 11\n",
    )
    cable = read(text + "1. (C) WORDS.\n\nSEMBLER\n")
    assert [(one.letter, str(one.mrn)) for one in cable.references] == [
        ("A", "2002STATE282619"),
        ("B", "2003ROME3207"),
        ("C", "2002PARIS11"),
    ]
