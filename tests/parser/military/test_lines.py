"""Each form of line and set: what it gives, and what it does not."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Addressee, Span
from reftel.parser import military, sections
from reftel.parser.military import addresses, layout, narrative, numbering
from reftel.parser.military.lines import lines

HEAD = "R 041837Z MAY 06\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\nUNCLAS //N01000//\nNAVADMIN 130/06\n"
SUBJECT = "SUBJ/NAVY UNIFORMS//\n"


def read(
    middle: str = "", head: str = HEAD, subject: str = SUBJECT, text: str = "RMKS/1. TEXT.//\nBT\nNNNN\n"
):
    return military.parse(head + subject + middle + text)


def reference(words: str):
    (found,) = read(words + "\n").references
    return found


@pytest.mark.parametrize(
    ("words", "kind", "originator", "when"),
    [
        ("REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006//", "cable", "CNO WASHINGTON DC", "2006-01-17T14:33"),
        ("REF/A/MSG/CNO WASHINGTON DC/281838Z/DEC2001//", "cable", "CNO WASHINGTON DC", "2001-12-28T18:38"),
        ("REF/A/GENADMIN/CNO/242055ZJAN/2003//", "cable", "CNO", "2003-01-24T20:55"),
        ("REF/A/MSG/CNO WASHINGTON DC/181631Z/OCT 04//", "cable", "CNO WASHINGTON DC", "2004-10-18T16:31"),
        ("REF/A/MSG/CNO WASHINGTON DC 281554Z AUG \n08//", "cable", "CNO WASHINGTON DC", "2008-08-28T15:54"),
        ("REF/A/RMG/OPNAV/191205ZOCT06//", "cable", "OPNAV", "2006-10-19T12:05"),
        ("REF/A/MSGID:GENADMIN/CNO/191205ZOCT06//", "cable", "CNO", "2006-10-19T12:05"),
        ("REF//A/GENADMIN/CNO/191205ZOCT06//", "cable", "CNO", "2006-10-19T12:05"),
        ("RED/A/MSG/CNO/191205ZOCT06//", "cable", "CNO", "2006-10-19T12:05"),
        ("REF A/DESC:MSG/CNO/191205ZOCT06//", "cable", "CNO", "2006-10-19T12:05"),
        ("REF/A/MSG/CNO/321205ZOCT06//", "cable", "CNO", None),
        ("REF/A/DOC/SECDEF/06JUL92//", "document", "SECDEF", "1992-07-06"),
        ("REF/A/LTR/ASD (HA)/YMD:20051222//", "letter", "ASD (HA)", "2005-12-22"),
        ("REF/A/MEMO/-/07APR2006//", "memo", None, "2006-04-07"),
        ("REF/A/DOC BUPERS/16JUL2001//", "document", "BUPERS", "2001-07-16"),
        ("REF/A/DOC/OPNAVINST 5305.9A/07MAR2005//", "document", None, "2005-03-07"),
        ("REF/A/DOC/10 U.S.C. 701/05JAN1999//", "law", None, "1999-01-05"),
        ("REF/A/DOC/DOD/JUN94//", "document", "DOD", None),
        ("REF/A/DOC/CNO/23SEPT2001//", "document", "CNO", "2001-09-23"),
        ("REF/A/DESC:MTG/NAVY EXECUTIVE SAFETY BOARD/15DEC2009//", "meeting", "NAVY EXECUTIVE SAFETY BOARD", "2009-12-15"),
        ("REF/A/TEL/LT SMITH/15DEC2009//", "telephone", "LT SMITH", "2009-12-15"),
        ("REF/A/EMAIL/LT SMITH/15DEC2009//", "e-mail", "LT SMITH", "2009-12-15"),
        ("REF/A/NITESTAR/CNO WASHINGTON DC//", "unknown", "NITESTAR", None),
    ],
)  # fmt: skip
def test_a_reference_set(words, kind, originator, when):
    found = reference(words)
    got = found.dtg.strftime("%Y-%m-%dT%H:%M") if found.dtg else found.date and found.date.isoformat()
    assert (found.letter, found.kind, found.originator, got) == ("A", kind, originator, when)


def test_a_message_cited_by_number_needs_no_group():
    assert str(reference("REF/A/DOC/NAVADMIN 97/11//").mrn) == "2011NAVADMIN97"
    assert str(reference("REF/A/MSG/NAVADMIN/012/08//").mrn) == "2008NAVADMIN12"
    assert reference("REF/A/MSG/ROME/012/08//").mrn is None


def test_notal_is_a_field():
    assert reference("REF/A/MSG/CNO/171433ZJAN2006/NOTAL//").notal
    assert not reference("REF/A/MSG/CNO/171433ZJAN2006//").notal


def test_what_a_narrative_names_first_is_the_number():
    refs = "REF/A/MSG/CNO/312110ZAUG2005//\nREF/B/MSG/CNO/171433ZJAN2006//\n"
    cable = read(f"{refs}NARR/REF A IS NAVADMIN 216/05, THE FIRST.  REF B IS CHANGE TO NAVADMIN 020/06.//\n")
    a, b = cable.references[:2]
    assert (str(a.mrn), a.said) == ("2005NAVADMIN216", "NAVADMIN 216/05, THE FIRST")
    assert b.mrn is None and [str(one) for one in b.candidates] == ["2006NAVADMIN20"]
    assert a.said_at is not None and a.said_at.of(cable.text) == "NAVADMIN 216/05, THE FIRST"


def test_a_number_of_another_year_is_no_number():
    cable = read("REF/A/MSG/CNO/312110ZAUG2005//\nAMPN/REF A IS NAVADMIN 216/02.//\n")
    assert cable.references[0].mrn is None
    assert "reference-disagrees" in {problem.code for problem in cable.problems}


def test_an_amplification_without_a_letter_is_of_the_reference_before_it():
    assert (
        read("REF/A/DOC/OPNAV/06JUL92//\nAMPN/OPNAVINST 1520.40//\n").references[0].said
        == "OPNAVINST 1520.40"
    )


def test_a_narrative_of_an_unknown_letter_is_a_problem():
    cable = read("REF/A/DOC/OPNAV/06JUL92//\nNARR/REF A IS X.  REF G IS Y.//\n")
    assert "narrative-without-reference" in {problem.code for problem in cable.problems}


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("REF A IS X. REF B IS Y.", [("A",), ("B",)]),
        ("REF A IS X, REF B IS Y AND REF C IS Z", [("A",), ("B",), ("C",)]),
        ("REFS A AND B ARE X. REFS C THROUGH F ARE Y.", [("A", "B"), ("C", "D", "E", "F")]),
        ("REF (A) IS X", [("A",)]),
        ("REF A IS X ISSUED UNDER REF B.", [("A",)]),
        ("THE FIRST ONE", []),
        ("REF A IS CHANGE OF “LEAVE AND LIBERTY.”  REF B IS RULES.", [("A",), ("B",)]),
    ],
)
def test_where_a_narrative_turns_to_another_reference(words, letters):
    assert [one.letters for one in narrative.statements(words, 0, len(words))] == letters


@pytest.mark.parametrize(
    ("line", "name", "offices", "routing", "collective"),
    [
        ("NAVADMIN", "NAVADMIN", (), None, True),
        ("AIG 6851", "AIG 6851", (), None, True),
        ("RHMFIUU/CNO WASHINGTON DC//N1/NT//", "CNO WASHINGTON DC", ("N1", "NT"), "RHMFIUU", False),
        ("RHMFIUU/CNO WASHINGTON DC//N1NT", "CNO WASHINGTON DC", ("N1NT",), "RHMFIUU", False),
        ("CNO WASHINGTON DC/N1//", "CNO WASHINGTON DC", ("N1",), None, False),
        ("COMDT COGARD WASHINGTON DC//CG-6/CG-62//", "COMDT COGARD WASHINGTON DC", ("CG-6", "CG-62"), None, False),
        ("ZEN/CNO WASHINGTON DC", "CNO WASHINGTON DC", (), None, False),
        ("ZEN/NAVADMIN @ AL NAVADMIN(UC)", "AL NAVADMIN", (), None, True),
        ("/C=US/O=U.S. GOVERNMENT/OU=DOD/OU=ADDRESS LISTS(UC)/CN=AL NAVADMIN(UC)", "AL NAVADMIN", (), None, True),
        ("OU=CNO WASHINGTON DC(UC),L=WASHINGTON,OU=NAVY,C=US", "CNO WASHINGTON DC", (), None, False),
    ],
)  # fmt: skip
def test_an_address(line, name, offices, routing, collective):
    found: list[Addressee] = []
    assert addresses.read(layout.clean(line), 0, len(line), found)
    (one,) = found
    assert (one.name, one.offices, one.routing, one.collective) == (name, offices, routing, collective)
    assert one.span == Span(0, len(line))


def test_a_list_that_lost_its_line_breaks():
    head = (
        "R 221409Z DEC 06 FM CNO WASHINGTON DC//DNS// \nTO NAVADMIN INFO RHMFIUU/CNO WASHINGTON DC//DNS// RUENAAA/CNO \n"
        "WASHINGTON DC//DNS// BT UNCLAS //N03111// \n"
    )
    assert [line.words for line in lines(head, 0, len(head))] == [
        "R 221409Z DEC 06",
        "FM CNO WASHINGTON DC//DNS//",
        "TO NAVADMIN",
        "INFO RHMFIUU/CNO WASHINGTON DC//DNS//",
        "RUENAAA/CNO WASHINGTON DC//DNS//",
        "BT",
        "UNCLAS //N03111//",
    ]
    cable = read(head=head + "NAVADMIN 374/06\n")
    assert [(one.routing, one.name) for one in cable.info] == [
        ("RHMFIUU", "CNO WASHINGTON DC"),
        ("RUENAAA", "CNO WASHINGTON DC"),
    ]
    assert (cable.sender, cable.tags[0].code, str(cable.mrn)) == (
        "CNO WASHINGTON DC//DNS//",
        "N03111",
        "2006NAVADMIN374",
    )


@pytest.mark.parametrize(
    ("line", "code", "corrected"),
    [
        ("UNCLAS //N01300//", "N01300", False),
        ("UNCLAS// N07220// SECTION 01 OF 02", "N07220", False),
        ("UNCLAS //04700//", "N04700", True),
        ("UNCLAS //NO1650//", "N01650", True),
        ("UNCLAS //1650//", "N01650", True),
    ],
)
def test_a_subject_code(line, code, corrected):
    cable = read(head=HEAD.replace("UNCLAS //N01000//", line))
    assert [tag.code for tag in cable.tags] == [code]
    assert ("subject-code-corrected" in {one.code for one in cable.problems}) == corrected


@pytest.mark.parametrize(
    ("line", "seen", "of"),
    [
        ("PART TWO OF THREE. PART ONE IDENT DTG 241819Z MAY 05.", (2,), 3),
        ("SECTION 01/02", (1,), 2),
        ("SECTION 02 OF 03", (2,), 3),
        ("FINAL SECTION OF 04", (4,), 4),
        ("TWO OF THREE. PART ONE IDENT DTG 101941Z MAY 06. PART", (2,), 3),
        ("IDENT DTG 101943Z MAY 06.", (), 0),
    ],
)
def test_a_section_line(line, seen, of):
    found = numbering.sections(line, Span(0, len(line)))
    assert found is not None and (found.seen, found.of) == (seen, of)


@pytest.mark.parametrize("line", ["PART OF THE NAVY", "SECTION 9 OF 3", "THREE OF US"])
def test_no_section_line(line):
    found = numbering.sections(line, Span(0, len(line)))
    assert found is None or not found.seen


@pytest.mark.parametrize(
    ("line", "number", "corrected"),
    [
        ("NAVADMIN 130/06", "2006NAVADMIN130", False),
        ("NAVADMIN/250/06", "2006NAVADMIN250", False),
        ("NAVADMIN 060/2006", "2006NAVADMIN60", False),
        ("NAVADMIN 329//06//", "2006NAVADMIN329", False),
        ("NAVADMIN 319/06  CORRECTED COPY", "2006NAVADMIN319", True),
        ("NAVADMIN 288/06 **CORRECTED COPY**", "2006NAVADMIN288", True),
        ("MARADMIN 123/06", "2006MARADMIN123", False),
        ("UNNUMBERED NAVADMIN", None, False),
    ],
)
def test_the_message_s_own_number(line, number, corrected):
    cable = read(head=HEAD.replace("NAVADMIN 130/06", line))
    assert (str(cable.mrn) if cable.mrn else None, cable.corrected) == (number, corrected)
    assert not [one for one in cable.problems if one.code == "header-unexplained"]


def test_two_numbers_are_none_unless_the_source_knows():
    head = HEAD + "NAVADMIN 171/06\n"
    assert read(head=head).mrn is None
    known = military.parse(head + SUBJECT + "RMKS/1. TEXT.//", "NAVADMIN 171/06")
    assert str(known.mrn) == "2006NAVADMIN171"


def test_a_number_of_another_year_than_the_group_is_a_problem_except_about_new_year():
    assert read(head=HEAD.replace("130/06", "130/05")).mrn is None
    assert (
        str(read(head=HEAD.replace("MAY 06", "JAN 06").replace("130/06", "390/05")).mrn) == "2005NAVADMIN390"
    )


def test_a_cut_year_is_the_number_s():
    cable = read(head=HEAD.replace("MAY 06", "MAY 20"))
    assert (cable.sent, cable.sent_from) == (
        datetime.date(2006, 5, 4),
        "date-time group, the year of its number",
    )


@pytest.mark.parametrize(
    ("words", "signer"),
    [
        ("RELEASED BY VADM J. C. HARVEY, JR., N1/NT.", "VADM J. C. HARVEY, JR."),
        ("RELEASED BY W. SCOTT SLOCUM, N1/NTB.", "W. SCOTT SLOCUM"),
        ("RELEASED BY R. J. ZLATOPER, VADM, USN.", "R. J. ZLATOPER, VADM, USN"),
        ("RELEASED BY VADM M.J.EDWARDS,DCNO COMMUNICATION \nNETWORKS (N6).", "VADM M.J.EDWARDS"),
        ("Released by the Chief of Naval Operations.", "Chief of Naval Operations"),
        ("RELEASED BY VADM MARK FERGUSON, N1.  MINIMIZE CONSIDERED.", "VADM MARK FERGUSON"),
        ("RELEASED BY VADM JOHN COTTON. MINIMIZE CONSIDERED.", "VADM JOHN COTTON"),
    ],
)
def test_who_released_it(words, signer):
    cable = read(text=f"RMKS/1. TEXT.\n2.  {words}//\nBT\n#0001\nNNNN\n")
    assert cable.signer == (signer,)
    assert [one.number for one in cable.paragraphs] == [1, 2]


def test_paragraphs_and_what_is_below_them():
    text = "RMKS/1.  FIRST LINE\nGOES ON.\n    A.  SUB ONE\nGOES ON.\n        (1) DEEPER.\n    B.  SUB TWO.\n2. (U) SECOND.//\nBT\n"
    one, two = read(text=text).paragraphs
    assert one.text == "FIRST LINE GOES ON.\nA. SUB ONE GOES ON.\n(1) DEEPER.\nB. SUB TWO."
    assert (two.number, two.portion, two.text) == (2, "U", "SECOND.")


def test_page_lines_are_cut_out_of_sentences():
    cable = read(text="RMKS/1. ONE\n\n\nPAGE 02 RUENAAA0001 UNCLAS\nSENTENCE.//\nBT\n")
    assert "PAGE" not in cable.paragraphs[0].text
    assert [one.kind for one in cable.furniture].count("page marker") == 1


def test_the_relay_s_lines():
    relay = "RAAUZELX RUENAAA0001 1241837-UUUU--RUCRNAD RHMFIUU.\nZNR UUUUU ZUI RUEWMCS6598 0031521\n"
    cable = read(head=relay + HEAD.replace("MAY 06\n", "MAY 06 ZEL PSN 128385K27\n"))
    found = cable.transmission
    assert found is not None and cable.corrected
    assert (found.station, found.serial, found.filed, found.security) == (
        "RUENAAA",
        "0001",
        "1241837",
        "ZNR UUUUU",
    )
    assert (found.routing, found.signals, found.processing) == (
        ("RUCRNAD", "RHMFIUU"),
        ("ZUI", "ZEL"),
        "PSN 128385K27",
    )


def test_a_line_that_nothing_explains_is_a_problem():
    cable = read(head=HEAD.replace("BT\n", "BT\n&&& LORUM IPSUM. &&&\n"))
    assert [one.code for one in cable.problems] == ["header-unexplained"]


def test_numbers_cited_in_the_text_only():
    cable = read(text="RMKS/1. SUPERSEDES NAVADMINS 070/05, 100/05, AND 109/05 AND NAVADMIN 130/06.//\nBT\n")
    assert [str(one.mrn) for one in cable.references] == [
        "2005NAVADMIN70",
        "2005NAVADMIN100",
        "2005NAVADMIN109",
    ]
    assert all(one.in_text for one in cable.references)


def test_sections_are_joined_and_what_is_missing_is_said():
    def part(line: str):
        return read(head=HEAD + line + "\n")

    third, first = part("PART THREE OF THREE"), part("PART ONE OF THREE")
    whole = read(head=HEAD.replace("130/06", "131/06"))
    (joined,) = sections.join([third, whole, first, first])
    assert (str(joined.mrn), joined.of, joined.missing) == ("2006NAVADMIN130", 3, (2,))
    assert joined.parts == (first, third) and joined.again == (first,)


def test_a_section_that_does_not_say_of_how_many_is_placed_by_its_source():
    two = military.parse(HEAD + SUBJECT + "RMKS/1. TEXT.//", given={"part": "2"})
    (joined,) = sections.join([two])
    assert (joined.of, joined.missing) == (None, (1,))
