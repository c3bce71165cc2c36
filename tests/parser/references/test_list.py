"""Reference lists: every style and oddity once, by name."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Problem, Reference
from reftel.parser.cleaning import Clean
from reftel.parser.references import Citing, read_list

ROME = Citing(station="ROME", year=2003, serial=4580, day=datetime.date(2003, 10, 7))


def read(zone: str, citing: Citing = ROME) -> tuple[list[Reference], list[Problem]]:
    problems: list[Problem] = []
    text = f"REF: {zone}"
    return read_list(Clean(text, None, []), 5, len(text), citing, problems), problems


def brief(reference: Reference) -> str:
    """`A 2003ROME3207 notal`: letter, number (or kind), and what else is set."""
    flags = [name for name in ("notal", "and_previous") if getattr(reference, name)]
    named = str(reference.mrn) if reference.mrn else f"[{reference.kind}]"
    return " ".join([*filter(None, [reference.letter]), named, *flags])


LISTS = {
    "one": ("STATE 282619", ["2003STATE282619"]),
    "points": ("A. STATE 1 B. ROME 2", ["A 2003STATE1", "B 2003ROME2"]),
    "brackets and semicolons": ("(A) STATE 1; (B) ROME 2", ["A 2003STATE1", "B 2003ROME2"]),
    "half brackets": ("A) STATE 1, B) ROME 2", ["A 2003STATE1", "B 2003ROME2"]),
    "doubled letters": ("A. A) STATE 12 B. B) ROME 22", ["A 2003STATE12", "B 2003ROME22"]),
    "doubled with brackets": ("A. (A) STATE 12\n¶B. (B) ROME 22", ["A 2003STATE12", "B 2003ROME22"]),
    "plural key": ("(S): A. STATE 12 B. ROME 13", ["A 2003STATE12", "B 2003ROME13"]),
    "letters after Ref": (
        "A: Geneva 2373; Ref B: Geneva 2355 \\\n \\",
        ["A 2003GENEVA2373", "B 2003GENEVA2355"],
    ),
    "numbers for letters": ("(1) STATE 7795 (2) USUN 1815", ["1 2003STATE7795", "2 2003USUNNEWYORK1815"]),
    "lower case": ("a. state 12345 b. rome 33", ["a 2003STATE12345", "b 2003ROME33"]),
    "glued": ("A.ROME 3207B. PARIS 11", ["A 2003ROME3207", "B 2003PARIS11"]),
    "out of order, in columns": (
        "B. STATE 36519  H. CAPE TOWN 195 NOTAL",
        ["B 2003STATE36519", "H 2003CAPETOWN195 notal"],
    ),
    "first letter missing": ("ROME 3207 B. PARIS 22", ["2003ROME3207", "B 2003PARIS22"]),
    "bracket read as L": ("(AL LA PAZ A-048; (BL LA PAZ 5083", ["A 2003LAPAZ-A48", "B 2003LAPAZ5083"]),
    "letters behind": ("STATE 1234 (A), ROME 12 (B)", ["A 2003STATE1234", "B 2003ROME12"]),
    "letters without marks": ("A STATE 12, B ROME 13", ["A 2003STATE12", "B 2003ROME13"]),
    "letters with dashes": ("A- STATE 12 B- ROME 13", ["A 2003STATE12", "B 2003ROME13"]),
    "numbers with points": ("1. STATE 12 2. ROME 13", ["1 2003STATE12", "2 2003ROME13"]),
    "apostrophe in the name": ("SANA'A 44, N'DJAMENA 12", ["2003SANAA44", "2003NDJAMENA12"]),
    "colon between items": ("A. STATE 27026: B. STATE 27778", ["A 2003STATE27026", "B 2003STATE27778"]),
    "no letters": ("LA PAZ 1234 AND STATE 567, QUITO 59", ["2003LAPAZ1234", "2003STATE567", "2003QUITO59"]),
    "blanks only": ("STATE 12 CAPE TOWN 195", ["2003STATE12", "2003CAPETOWN195"]),
    "wrapped in the name": (
        "(C)  STATE\n131738; (E)  LA\n   PAZ 10034",
        ["C 2003STATE131738", "E 2003LAPAZ10034"],
    ),
    "serials with comma and AND": (
        "ROME 3207, 2917 AND 2850",
        ["2003ROME3207", "2003ROME2917", "2003ROME2850"],
    ),
    "serials with stroke": ("ROME 3207/2917", ["2003ROME3207", "2003ROME2917"]),
    "serials on the next line": (
        "ROME 3207\n     2917; 2850",
        ["2003ROME3207", "2003ROME2917", "2003ROME2850"],
    ),
    "small serials": ("A. 2001 ROME 4, 5, AND 6", ["A 2001ROME4", "A 2001ROME5", "A 2001ROME6"]),
    "number under its own letter": (
        "(A) STATE 259540, (B) 17055, (D) GENEVA 2953",
        ["A 2003STATE259540", "B 2003STATE17055", "D 2003GENEVA2953"],
    ),
    "range": ("ROME 3207-3209", ["2003ROME3207", "2003ROME3208", "2003ROME3209"]),
    "range with THRU": ("ROME 3207 THRU 08", ["2003ROME3207", "2003ROME3208"]),
    "and previous": ("ROME 3207 AND PREVIOUS (NOTAL)", ["2003ROME3207 notal and_previous"]),
    "notal in the middle": (
        "State 94134, 99106 (NOTAL), 104050",
        ["2003STATE94134", "2003STATE99106 notal", "2003STATE104050"],
    ),
    "both notal": ("ROME 3207, 2917 (BOTH NOTAL)", ["2003ROME3207 notal", "2003ROME2917 notal"]),
    "year before, two digits": ("02 PARIS 5459", ["2002PARIS5459"]),
    "year before, four digits": ("2002 MANAGUA 2135", ["2002MANAGUA2135"]),
    "year with apostrophe": ("'02 ROME 3207", ["2002ROME3207"]),
    "year glued": ("02STATE123456; 03ROME4500", ["2002STATE123456", "2003ROME4500"]),
    "year behind in brackets": ("ROME 3207 (02)", ["2002ROME3207"]),
    "year behind with OF": ("ROME 3207 OF 2002", ["2002ROME3207"]),
    "year behind with dash": ("ROME 3207-02", ["2002ROME3207"]),
    "one year for all": ("ROME 3207, 2917 (02)", ["2002ROME3207", "2002ROME2917"]),
    "year before the next": ("ROME 12 02 PARIS 14", ["2003ROME12", "2002PARIS14"]),
    "year of the other century": ("A) 73 LA PAZ 6789", ["A 1973LAPAZ6789"]),
    "date in brackets": ("STATE 12345 (11/05/02)", ["2002STATE12345"]),
    "date in words": ("STATE 12345 DTD 5 JAN 74", ["1974STATE12345"]),
    "date after a comma": ("(B) LA PAZ 6652, NOVEMBER 23, 1971:", ["B 1971LAPAZ6652"]),
    "day later in the year than the citing one": ("STATE 12345 OF NOVEMBER 5", ["2002STATE12345"]),
    "number and date-time group": ("STATE 207984 310241Z AUG 77", ["1977STATE207984"]),
    "subject words": ("STATE 12345 (SECURITY COUNCIL REFORM)", ["2003STATE12345"]),
    "subject after a dash": ("A. STATE 12345 - UN REFORM B. ROME 32", ["A 2003STATE12345", "B 2003ROME32"]),
    "addressee after it": ("LA PAZ 1425 TO DEPT OF AGRICULTURE", ["2003LAPAZ1425"]),
    "title before the post": ("AMEMBASSY ROME 32, USMISSION GENEVA 45", ["2003ROME32", "2003GENEVA45"]),
    "mission": ("US MISSION EC BRUSSELS 0086", ["2003ECBRUSSELS86"]),
    "secretary of state": ("SECSTATE NO. 282,619", ["2003STATE282619"]),
    "number sign": ("STATE #12345", ["2003STATE12345"]),
    "letter O for nought": ("STATE O12345", ["2003STATE12345"]),
    "airgrams": ("BANGKOK A-50; LA PAZ'S A-51", ["2003BANGKOK-A50", "2003LAPAZ-A51"]),
    "circular airgram": ("STATE CA-3400 NOV 2, 1966", ["1966STATE-CA3400"]),
    "our own": ("OUR 912; STATE 456; MY 913", ["2003ROME912", "2003STATE456", "2003ROME913"]),
    "own and the Department's": ("EMBTEL 123, DEPTEL 456", ["2003ROME123", "2003STATE456"]),
    "number of the travelling party": ("STATE 255577 TOSEC 140323", ["2003STATE255577"]),
    "page marker left in": ("ROME 411  ROME 00004580  001.2 OF 003", ["2003ROME411"]),
    "page marker cut short": ("02 STATE 74840 ROME 00004580", ["2002STATE74840"]),
    "key's colon left": (": A. A) ROME 12 B. B) ROME 13", ["A 2003ROME12", "B 2003ROME13"]),
    "classified by behind it": (
        "A. ROME 411 Classified By: AMB J. Doe for reasons 1.5 (b)",
        ["A 2003ROME411"],
    ),
    "e-mail": ("A. SMITH-JONES E-MAIL 10/1/03 B. ROME 32", ["A [e-mail]", "B 2003ROME32"]),
    "initial after the letter": ("A. LEE EMAIL B. C. SMITH EMAIL", ["A [e-mail]", "B [e-mail]"]),
    "telephone, on its own line": (
        "LA PAZ 638\n    BINNS/AMBASSADOR TELECON JAN 31",
        ["2003LAPAZ638", "[telephone]"],
    ),
    "fax": ("EMBASSY FAX OF 9/9/03", ["[fax]"]),
    "memo": ("ARA/BC MEMO TO DEPT ASST SECY\n  SZABO DATED FEBRUARY 28, 1974", ["[memo]"]),
    "letter": ("DEPT LETTER OF JUNE 5", ["[letter]"]),
    "intelligence report": ("IIR 6 832 0617 03", ["[report]"]),
    "translation": ("OSC EUP20030707950031", ["[report]"]),
    "report with post before": ("A. EMBASSY PARIS DAILY REPORT FOR JANUARY 13", ["A [report]"]),
    "resolution": ("A. UNSCR 1506 B. ROME 3", ["A [law]", "B 2003ROME3"]),
    "order": ("EXECUTIVE ORDER 12958", ["[law]"]),
    "code": ("22 U.S.C. 2778", ["[law]"]),
    "section with brackets": ("A. SECTION 38(B)(1)(A) OF THE ACT", ["A [law]"]),
    "handbook": ("5 FAM 123", ["[document]"]),
    "numbered document": ("COCOM DOC(72)1234", ["[document]"]),
    "newsletter": ("PARIS POINTS JULY 15", ["[document]"]),
    "web page": ("HTTP://WWW.STATE.GOV/12345", ["[web]"]),
    "meeting with place and day": ("B. MEETING OF SMITH AND JONES IN ROME 12 MAY 2003", ["B [meeting]"]),
    "none": ("N/A", []),
    "nothing": (" \n", []),
}


@pytest.mark.parametrize(("zone", "expected"), LISTS.values(), ids=LISTS)
def test_list(zone: str, expected: list[str]) -> None:
    references, problems = read(zone)
    assert [brief(reference) for reference in references] == expected
    assert not problems


DOUBTS = {
    "misspelt post": ("NARIOBI 1234", "2003NAIROBI1234", "post-corrected"),
    "unknown post": ("FOOBARIA 1234", "2003FOOBARIA1234", "post-unknown"),
    "ambiguous post": ("PORTO 1234", "2003PORTOALEGRE1234|2003PORTOFSPAIN1234", "post-ambiguous"),
    "neighbour of the citing one": ("ROME 4585", "2003ROME4585|2002ROME4585", "reference-year-undecided"),
    "later than the citing one": ("2004 ROME 12", "2004ROME12", "reference-year-later"),
    "no post": ("164437", "2003STATE164437", "reference-post-missing"),
    "airgram of nobody": ("A-110 OF MAY 31, 1974", "1974ROME-A110", "reference-post-missing"),
    "words": ("THE USUAL ARRANGEMENTS", "", "reference-unread"),
}


@pytest.mark.parametrize(("zone", "meant", "code"), DOUBTS.values(), ids=DOUBTS)
def test_doubt_is_told(zone: str, meant: str, code: str) -> None:
    (reference,), problems = read(zone)
    assert [problem.code for problem in problems] == [code]
    assert "|".join(map(str, [reference.mrn] if reference.mrn else reference.candidates)) == meant
    assert reference.written == zone


def test_misspelling_is_kept() -> None:
    (reference,), _ = read("NARIOBI 1234")
    assert reference.corrected_from == "NARIOBI"


@pytest.mark.parametrize(
    ("zone", "originator", "moment"),
    [
        ("SECDEF R162245Z OCT 02", "SECDEF", datetime.datetime(2002, 10, 16, 22, 45, tzinfo=datetime.UTC)),
        ("USCINCSO 311345 Z MAY 73", "USCINCSO", datetime.datetime(1973, 5, 31, 13, 45, tzinfo=datetime.UTC)),
        (
            "SECDEF MSG DTG 301601z SEP 02",
            "SECDEF",
            datetime.datetime(2002, 9, 30, 16, 1, tzinfo=datetime.UTC),
        ),
        ("171433ZJAN2003", None, datetime.datetime(2003, 1, 17, 14, 33, tzinfo=datetime.UTC)),
    ],
)
def test_date_time_group(zone: str, originator: str | None, moment: datetime.datetime) -> None:
    (reference,), _ = read(zone)
    assert (reference.kind, reference.mrn) == ("cable", None)
    assert (reference.originator, reference.dtg) == (originator, moment)


def test_date_of_a_letter() -> None:
    (reference,), _ = read("BEAL LETTER TO HOOFNAGLE OF FEBRUARY 2")
    assert reference.date == datetime.date(2003, 2, 2)


def test_year_without_any_date() -> None:
    references, problems = read("A. ROME 3207 B. 02 PARIS 11", Citing())
    assert [reference.mrn and str(reference.mrn) for reference in references] == [None, "2002PARIS11"]
    assert references[0].originator == "ROME"
    assert [problem.code for problem in problems] == ["reference-year-unknown"]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("ROME 5120", (2003, 2, 1), "2002ROME5120"),  # above the citing cable's own serial
        ("STATE 282619", (2003, 1, 5), "2002STATE282619"),  # more than the Department sends in five days
        ("STATE 2826", (2003, 1, 5), "2003STATE2826"),
        ("PARIS 31000", (2003, 1, 9), "2002PARIS31000"),
    ],
)
def test_serials_begin_anew_each_january(zone: str, day: tuple[int, int, int], expected: str) -> None:
    citing = Citing(station="ROME", year=day[0], serial=300, day=datetime.date(*day))
    (reference,), _ = read(zone, citing)
    assert str(reference.mrn) == expected


def test_long_range_keeps_its_ends() -> None:
    references, problems = read("ROME 100-999")
    assert [str(reference.mrn) for reference in references] == ["2003ROME100", "2003ROME999"]
    assert [problem.code for problem in problems] == ["reference-range-long"]


def test_spans_lead_through_what_cleaning_took_out() -> None:
    raw = "REF: A. ROME 3207\n[1](#)B. ROME 2917"
    clean = Clean(raw, [(0, 18), (24, len(raw))], [])
    references = read_list(clean, 5, len(clean.text), ROME, [])
    assert [reference.span.of(raw) for reference in references] == ["ROME 3207", "ROME 2917"]
