"""Where the best public parser of such references fails, kind by kind: from the text to the link.

Its failures over 1,673,847 references of the 1970s: several references in one string (25 %), sender with
date-time group (15 %), senders that are no posts (15 %), bare numbers (10 %), AND, semicolons, letters with dots
(10 %), garbage (10 %), broken characters (5 %).
"""

from __future__ import annotations

import polars as pl
import pytest

import reftel
from quality.links import frames
from reftel.links.resolving.resolution import resolve

TEXT = """R 051530Z JUN 74
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC 4321
INFO AMEMBASSY LIMA
UNCLAS LA PAZ 3504
E.O. 11652: N/A
TAGS: EAGR, BL
SUBJECT: WHEAT SHIPMENTS
REF: {refs}

1. WHEAT HAS ARRIVED.
MINOR
"""
HELD = """R {group}
FM AMEMBASSY {post}
TO SECSTATE WASHDC 4000
UNCLAS {post} {serial}
E.O. 11652: N/A
TAGS: EAGR
SUBJECT: WHEAT SHIPMENTS

1. WHEAT.
"""


def links(refs: str, *held: tuple[str, int, str]) -> list[tuple[str | None, str]]:
    """What a cable of La Paz of June 1974 cites by these words: numbers and rules, in order."""
    cables = [reftel.parse(TEXT.format(refs=refs))]
    cables += [
        reftel.parse(HELD.format(post=post, serial=serial, group=group)) for post, serial, group in held
    ]
    table, references = frames(cables)
    found = resolve(table.lazy(), references.lazy()).filter(pl.col("from_mrn") == "1974LAPAZ3504")
    return found.filter(pl.col("relation") == "reference").select("to_mrn", "how").rows()


def numbers(refs: str) -> list[str | None]:
    return [number for number, _ in links(refs)]


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        ("STATE 113136; LA PAZ 3295; LIMA 4389", ["1974STATE113136", "1974LAPAZ3295", "1974LIMA4389"]),
        ("STATE 113136, LA PAZ 3295, LIMA 4389", ["1974STATE113136", "1974LAPAZ3295", "1974LIMA4389"]),
        ("STATE 113136 LA PAZ 3295 LIMA 4389", ["1974STATE113136", "1974LAPAZ3295", "1974LIMA4389"]),
        ("(A) STATE 113136 (B) LA PAZ 3295", ["1974STATE113136", "1974LAPAZ3295"]),
        (
            "A) STATE 113136, B) LA PAZ 3295 (NOTAL), C) LIMA 4389",
            ["1974STATE113136", "1974LAPAZ3295", "1974LIMA4389"],
        ),
        ("LA PAZ 3295/3296", ["1974LAPAZ3295", "1974LAPAZ3296"]),
    ],
)
def test_several_references_in_one_string(refs: str, meant: list[str]) -> None:
    assert numbers(refs) == meant


@pytest.mark.parametrize(
    "refs",
    [
        "AMEMBASSY LIMA 031345Z JUN 74",
        "LIMA 031345 Z JUN 74",
        "LIMA MSG DTG 031345Z JUN 74",
        "LIMA R 031345Z JUN 74",
        "AMEMBASSY LIMA DTG 031345Z JUN 1974",
    ],
)
def test_a_sender_with_a_date_time_group(refs: str) -> None:
    held = (
        ("LIMA", 4389, "031345Z JUN 74"),
        ("LIMA", 4390, "031346Z JUN 74"),
        ("QUITO", 900, "031345Z JUN 74"),
    )
    assert links(refs, *held) == [("1974LIMA4389", "date-time group")]


@pytest.mark.parametrize(
    "refs",
    ["USCINCRED 311345 Z MAY 73", "JCS 311345Z MAY 74", "SECDEF R 311345Z MAY 74", "CINCSO 9999Z MAY 74"],
)
def test_a_group_of_which_nothing_is_held_stays_open(refs: str) -> None:
    assert [(to, how in ("unresolved", "no cable")) for to, how in links(refs)] == [(None, True)]


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        ("EMBTEL 3295", "1974LAPAZ3295"),
        ("OURTEL 3295", "1974LAPAZ3295"),
        ("OUR 3295", "1974LAPAZ3295"),
        ("MY 3295", "1974LAPAZ3295"),
        ("DEPTEL 113136", "1974STATE113136"),
        ("DEPT TEL 113136", "1974STATE113136"),
        ("SECSTATE 113136", "1974STATE113136"),
        ("USUN 2105", "1974USUNNEWYORK2105"),
        ("TOSEC 45", "1974TOSEC45"),
        ("URTEL 113136", "1974STATE113136"),
        ("YOUR 113136", "1974STATE113136"),
    ],
)
def test_senders_that_are_no_posts(refs: str, meant: str) -> None:
    assert numbers(refs) == [meant]


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        ("STATE 113136, 112415", ["1974STATE113136", "1974STATE112415"]),
        ("LA PAZ 3295, 3296, 3297", ["1974LAPAZ3295", "1974LAPAZ3296", "1974LAPAZ3297"]),
        ("LIMA 4389 AND 4390", ["1974LIMA4389", "1974LIMA4390"]),
        ("LIMA 4389, STATE 113136, 113137", ["1974LIMA4389", "1974STATE113136", "1974STATE113137"]),
        ("73 LIMA 9389, 9390", ["1973LIMA9389", "1973LIMA9390"]),
    ],
)
def test_bare_numbers_inherit_the_post(refs: str, meant: list[str]) -> None:
    assert numbers(refs) == meant


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        ("STATE 113136 AND LIMA 4389", ["1974STATE113136", "1974LIMA4389"]),
        ("STATE 113136 & LIMA 4389", ["1974STATE113136", "1974LIMA4389"]),
        ("STATE 113136;LIMA 4389", ["1974STATE113136", "1974LIMA4389"]),
        ("A. STATE 113136  B. CAPE TOWN 195 NOTAL", ["1974STATE113136", "1974CAPETOWN195"]),
        ("A.STATE 113136B. LIMA 4389", ["1974STATE113136", "1974LIMA4389"]),
        ("A. STATE 113136, AND B. LIMA 4389", ["1974STATE113136", "1974LIMA4389"]),
    ],
)
def test_separators(refs: str, meant: list[str]) -> None:
    assert numbers(refs) == meant


@pytest.mark.parametrize("refs", ["12//77", "#####", "?????", "AS ABOVE", "000000"])
def test_garbage_makes_no_link(refs: str) -> None:
    assert [to for to, _ in links(refs)] in ([], [None])


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        ("STATE  113136", "1974STATE113136"),
        ("STATE\t113136", "1974STATE113136"),
        ("STATE 113136.", "1974STATE113136"),
        ("LA  PAZ 3295", "1974LAPAZ3295"),
        ("LA\nPAZ 3295", "1974LAPAZ3295"),
        ("STATE NO. 113136", "1974STATE113136"),
        ("STATE #113136", "1974STATE113136"),
        ("SATTE 113136", "1974STATE113136"),
    ],
)
def test_broken_characters(refs: str, meant: str) -> None:
    assert numbers(refs) == [meant]


# The same kinds as they stand in telegrams of La Paz, their years and a number made those of the cable above.


@pytest.mark.parametrize(
    ("refs", "meant"),
    [
        (
            "(A) A-097 OF MAY 21, 1974 (B) STATE 052574 (C) A-280 OF 12/21/73",
            ["1974LAPAZ-A97", "1974STATE52574", "1973LAPAZ-A280"],
        ),
        ("(A) CARACAS 7825; (BL LA PAZ 3083", ["1974CARACAS7825", "1974LAPAZ3083"]),
        ("A-269 OF OCTOBER 14, 1973: STATE 00498#", ["1973LAPAZ-A269", "1974STATE498"]),
        ("LA PAZ 0246, AND LA PAZ 244", ["1974LAPAZ246", "1974LAPAZ244"]),
        ("(A) STATE 026354; (B) LA PAZ 0608;", ["1974STATE26354", "1974LAPAZ608"]),
        ("(A) LA PAZ 1520: (B) LA PAZ A-29", ["1974LAPAZ1520", "1974LAPAZ-A29"]),
        ("LA PAZ 0359, STATE 14198.", ["1974LAPAZ359", "1974STATE14198"]),
        ("(A) STATE 207984 310241Z AUG 73", ["1973STATE207984"]),
        ("(C) MEXICO CITY A-25, JANUARY 18, 1974.", ["1974MEXICO-A25"]),
        ("(A) STATE 3141, (B) 73 LA PAZ 1579", ["1974STATE3141", "1973LAPAZ1579"]),
        ("LA PAZ 7565 OF 12/17/73\n    STATE 240150 OF 12/8/73", ["1973LAPAZ7565", "1973STATE240150"]),
        (
            "A. BINNS/AMBASSADOR TELECON JAN 31\n     B. LA PAZ 1485\n     C. STATE 48030",
            [None, "1974LAPAZ1485", "1974STATE48030"],
        ),
        ("CAP, LA PAZ A-150", [None, "1974LAPAZ-A150"]),
        ("STATE 026462 TO LA PAZ REPEATED TO USCINCSO", ["1974STATE26462"]),
        ("1) STATE 047381: A) STATE 46969", ["1974STATE47381", "1974STATE46969"]),
        ("QUITO 0059, USIA 23904", ["1974QUITO59", "1974USIA23904"]),
        ("US MISSION EC BRUSSELS 0086", ["1974ECBRUSSELS86"]),
        ("SANTIAG 4779", ["1974SANTIAGO4779"]),
        ("FEB 8 WIRELESS", [None]),
        ("LETTER OF APRIL 5, 1974", [None]),
        ("SEC/DEFENSE MESSAGE 121835Z APR 74", [None]),
        ("1. MIL. MSG. P 161339Z MAR 74", [None]),
    ],
)
def test_as_they_stand_in_telegrams(refs: str, meant: list[str | None]) -> None:
    assert numbers(refs) == meant
