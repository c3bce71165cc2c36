"""Transmission headers: each era's usual form whole, then every oddity by name."""

from __future__ import annotations

import datetime

import pytest

from reftel.model import Addressee, Problem
from reftel.parser.cleaning import Clean
from reftel.parser.transmission import Header, read


def header(text: str, *, open_ended: bool = False) -> tuple[Header, list[Problem]]:
    problems: list[Problem] = []
    return read(Clean(text, None, []), 0, len(text), problems, open_ended=open_ended), problems


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def names(found: tuple[Addressee, ...]) -> list[str]:
    return [addressee.name for addressee in found]


FULL = """VZCZCXYZ0319
RR RUEHWEB RUEHAG RUEHDA
RUEHLZ RUEHYG

DE RUEHRK #0044/01 0871520
ZNR UUUUU ZZH
R 271520Z MAR 08 ZDK
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC PRIORITY 3603
INFO RUEHCP/AMEMBASSY COPENHAGEN 0287
RUEHZL/EUROPEAN POLITICAL COLLECTIVE
ZEN/AMCONSUL EDINBURGH
RUEKJCS/OSD WASHDC//PA
"""
INCOMING = """PAGE 01        LA PAZ 00230  01 OF 02  092118Z
43/67
ACTION ARA-15

INFO  OCT-01  ISO-00  AID-05
      SS-15  /036 W
                    ------------------111255  092210Z /66
O R 092020Z JAN 79 ZFF4
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC NIACT IMMEDIATE 4258
INFO AMEMBASSY ASUNCION
USCINCSO J2 QUARRY HEIGHTS CZ IMMEDIATE
"""
OUTGOING = """ORIGIN DRC-01
INFO  OCT-01  ISO-00  /002 R
66614
DRAFTED BY ARA/AND/B - PBTAYLOR:LEE
APPROVED BY EUR/RPM:JJMARESCA
L/M:KMALMBORG NEA:WHARRIS
S/S - O:RSSTEVEN
TREASURY: MR. SMITH (DRAFT)
DESIRED DISTRIBUTION
ARA ONLY
---------------------     028058
R 142100Z MAR 74
FM SECSTATE WASHDC
TO AMEMBASSY LA PAZ PRIORITY
"""
PRINTED = """TELEGRAM
Department of State
250151
R 262137Z DEC 73
FM SECSTATE WASHDC
TO ALL DIPLOMATIC POSTS
AMEMBASSY BANJUL BY POUCH
XMT AMEMBASSY SUVA
AMEMBASSY SAIGON
"""
MILITARY = """RAAUZYUW RUENAAA0001 1241837-UUUU--RUCRNAD.
ZNR UUUUU ZUI RUEWMCF0666 0122217
R 041837Z MAY 06 ZYB MIN ZYW PSN 621141K15
FM CNO WASHINGTON DC//N1NT/N3/N5//
TO NAVADMIN
INFO ZEN/CNO WASHINGTON DC//N1//
BT
"""


def test_cable_of_2008() -> None:
    found, problems = header(FULL)
    relay = found.transmission
    assert relay is not None
    assert (relay.id, relay.precedence, relay.station, relay.serial) == (
        "VZCZCXYZ0319",
        "RR",
        "RUEHRK",
        "0044",
    )
    assert relay.routing == ("RUEHWEB", "RUEHAG", "RUEHDA", "RUEHLZ", "RUEHYG")
    assert (relay.section, relay.filed, relay.security) == (1, "0871520", "ZNR UUUUU")
    assert relay.signals == ("ZZH", "ZDK")
    assert found.dtg is not None
    assert found.dtg.at == datetime.datetime(2008, 3, 27, 15, 20, tzinfo=datetime.UTC)
    assert found.dtg.span.of(FULL) == found.dtg.written == "271520Z MAR 08"
    assert (found.precedence, found.sender, found.sender_station) == (
        "ROUTINE",
        "AMEMBASSY REYKJAVIK",
        "REYKJAVIK",
    )
    [action] = found.action
    assert action.span.of(FULL) == "RUEHC/SECSTATE WASHDC PRIORITY 3603"
    assert (action.routing, action.name, action.precedence) == ("RUEHC", "SECSTATE WASHDC", "PRIORITY")
    assert (action.number, action.station, action.collective) == (3603, "STATE", False)
    copenhagen, collective, edinburgh, pentagon = found.info
    assert (copenhagen.number, copenhagen.station, copenhagen.precedence) == (287, "COPENHAGEN", None)
    assert collective.collective and collective.station is None
    assert (edinburgh.name, edinburgh.note, edinburgh.routing) == ("AMCONSUL EDINBURGH", "ZEN", None)
    assert pentagon.name == "OSD WASHDC//PA"
    assert problems == []


def test_incoming_telegram_of_1979() -> None:
    found, problems = header(INCOMING)
    assert found.page_line == ("LA PAZ", "00230", "092118Z")
    assert found.sections is not None and (found.sections.seen, found.sections.of) == ((1,), 2)
    assert [(d.office, d.copies, d.role) for d in found.distribution] == [
        ("ARA", 15, "action"),
        ("OCT", 1, "info"),
        ("ISO", 0, "info"),
        ("AID", 5, "info"),
        ("SS", 15, "info"),
    ]
    assert [d.span.of(INCOMING) for d in found.distribution][-1] == "SS-15"
    assert found.precedence == "NIACT IMMEDIATE"  # O, and the action addressee says which of the two
    assert found.spans["precedence"][0].of(INCOMING) == "O R"
    assert found.transmission is not None and found.transmission.signals == ("ZFF4",)
    assert names(found.info) == ["AMEMBASSY ASUNCION", "USCINCSO J2 QUARRY HEIGHTS CZ"]
    assert [piece.kind for piece in found.furniture] == ["page marker", "copy code", "relay line"]
    assert problems == []


def test_outgoing_telegram_of_1974() -> None:
    found, problems = header(OUTGOING)
    assert found.distribution[0].role == "origin"
    assert [(p.office, p.name) for p in found.drafted_by] == [("ARA/AND/B", "PBTAYLOR")]
    assert [(p.office, p.name) for p in found.approved_by] == [("EUR/RPM", "JJMARESCA")]
    assert [(p.office, p.name) for p in found.cleared_by] == [
        ("L/M", "KMALMBORG"),
        ("NEA", "WHARRIS"),
        ("S/S - O", "RSSTEVEN"),
        ("TREASURY", "MR. SMITH"),
    ]
    assert found.cleared_by[1].span.of(OUTGOING) == "NEA:WHARRIS"
    assert found.sender_station == "STATE"
    assert problems == []


def test_telegram_printed_in_a_volume() -> None:
    found, problems = header(PRINTED)
    assert [piece.kind for piece in found.furniture] == ["boilerplate", "boilerplate", "copy code"]
    everywhere, pouch = found.action
    assert everywhere.collective
    assert (pouch.name, pouch.note, pouch.station) == ("AMEMBASSY BANJUL", "BY POUCH", "BANJUL")
    assert names(found.exempted) == ["AMEMBASSY SUVA", "AMEMBASSY SAIGON"]  # not addressees
    assert problems == []


def test_military_message() -> None:
    found, problems = header(MILITARY)
    relay = found.transmission
    assert relay is not None
    assert (relay.precedence, relay.station, relay.serial, relay.filed) == ("R", "RUENAAA", "0001", "1241837")
    assert (relay.security, relay.routing) == ("ZNR UUUUU", ("RUCRNAD",))
    assert relay.signals == ("ZUI", "ZYB", "ZYW")
    assert found.sender == "CNO WASHINGTON DC//N1NT/N3/N5//"
    assert names(found.info) == ["CNO WASHINGTON DC//N1//"]
    assert problems == []


@pytest.mark.parametrize("gap", ["", " "])
def test_line_breaks_lost(gap: str) -> None:
    lines = [
        *("VZCZCXYZ0000", "PP RUEHWEB", "DE RUEHBO #0405/01 0181945", "ZNR UUUUU ZZH", "P 181945Z JAN 06"),
        *(
            "FM AMEMBASSY BOGOTA",
            "TO RUEHC/SECSTATE WASHDC PRIORITY 1330",
            "INFO RUEHBR/AMEMBASSY BRASILIA 6471",
        ),
        *("RUEHCV/AMEMBASSY CARACAS 7037", "RUEAIIA/CIA WASHDC"),
    ]
    found, problems = header(gap.join(lines))
    assert found.transmission is not None and found.transmission.id == "VZCZCXYZ0000"
    assert found.dtg is not None and found.dtg.written == "181945Z JAN 06"
    assert found.sender_station == "BOGOTA"
    assert [a.station for a in found.action] == ["STATE"]
    assert [(a.name, a.number) for a in found.info] == [
        ("AMEMBASSY BRASILIA", 6471),
        ("AMEMBASSY CARACAS", 7037),
        ("CIA WASHDC", None),
    ]
    assert problems == []


def test_header_twice() -> None:
    found, problems = header(FULL + "\nid: 57696\ndate: 3/22/2006 19:48\nheader:\n" + FULL)
    assert len(found.action) == 1 and len(found.info) == 4
    assert sum(piece.kind == "repeated header" for piece in found.furniture) == FULL.count("\n") - 1
    assert [piece.kind for piece in found.furniture].count("record row") == 3
    assert problems == []


def test_row_of_a_table_before_the_header() -> None:
    found, problems = header("2007-12-17 16:51:00\t07GENEVA2626\tUS Mission\tUNCLASSIFIED\t\t" + FULL)
    assert found.transmission is not None and found.transmission.id == "VZCZCXYZ0319"
    assert [piece.kind for piece in found.furniture] == ["record row"]
    assert problems == []


def test_small_letters_stay_as_written() -> None:
    found, problems = header(
        "o 071530z oct 03\nfm amembassy rome\nto ruehc/secstate washdc niact immediate 12\n"
    )
    assert (found.sender, found.sender_station, found.precedence) == (
        "amembassy rome",
        "ROME",
        "NIACT IMMEDIATE",
    )
    assert (found.action[0].name, found.action[0].station, found.action[0].number) == (
        "secstate washdc",
        "STATE",
        12,
    )
    assert problems == []


ADDRESSES: dict[str, tuple[str, tuple[str | None, str, str | None, int | None, str | None]]] = {
    "number alone": ("SECSTATE WASHDC 1871", (None, "SECSTATE WASHDC", None, 1871, "STATE")),
    "precedence by letter": (
        "RUEHC/SECSTATE WASHDC O 12",
        ("RUEHC", "SECSTATE WASHDC", "IMMEDIATE", 12, "STATE"),
    ),
    "precedence misspelt": (
        "RUEHRO/AMEMBASSY ROME PIORITY 9",
        ("RUEHRO", "AMEMBASSY ROME", "PRIORITY", 9, "ROME"),
    ),
    "halves exchanged": (
        "AMEMBASSY ROME IMMEDIATE NIACT",
        (None, "AMEMBASSY ROME", "NIACT IMMEDIATE", None, "ROME"),
    ),
    "two numbers": (
        "USUN NEW YORK IMMEDIATE 3628/3629",
        (None, "USUN NEW YORK", "IMMEDIATE", 3628, "USUNNEWYORK"),
    ),
    "a month after the name": (
        "RUEHLP/AMEMBASSY LA PAZ JAN 5661",
        ("RUEHLP", "AMEMBASSY LA PAZ JAN", None, 5661, "LAPAZ"),
    ),
    "not the indicator's post": (
        "RUEHC/DEPT OF LABOR WASHDC",
        ("RUEHC", "DEPT OF LABOR WASHDC", None, None, None),
    ),
    "number in the name": (
        "RUEUITH/DET 1 39LG ANKARA TU",
        ("RUEUITH", "DET 1 39LG ANKARA TU", None, None, None),
    ),
    "stray sign": (":AMEMBASSY QUITO 1320", (None, "AMEMBASSY QUITO", None, 1320, "QUITO")),
    "for an office": ("CINCPAC FOR POLAD", (None, "CINCPAC FOR POLAD", None, None, None)),
    "place first": ("WASHDC, SECSTATE IMMEDIATE", (None, "WASHDC, SECSTATE", "IMMEDIATE", None, "STATE")),
    "blanks about the stroke": ("RUEHC / SECSTATE WASHDC", ("RUEHC", "SECSTATE WASHDC", None, None, "STATE")),
    "post misspelt": ("AMEMBASSY BUENOA AIRES", (None, "AMEMBASSY BUENOA AIRES", None, None, "BUENOSAIRES")),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_address(name: str) -> None:
    line, expected = ADDRESSES[name]
    found, problems = header(f"FM AMEMBASSY PARIS\nTO {line}\n")
    [one] = found.action
    assert (one.routing, one.name, one.precedence, one.number, one.station) == expected
    assert problems == []


def test_a_post_read_from_a_misspelling_says_so() -> None:
    found, _ = header("TO AMEMBASSY BUENOA AIRES\nINFO AMEMBASSY ROME")
    assert found.action[0].note == "name read as BUENOS AIRES"
    assert found.info[0].note is None


def test_an_address_over_two_lines() -> None:
    text = "TO RUEHZA/WHA CENTRAL AMERICAN\nCOLLECTIVE PRIORITY\nRUEHRO/AMEMBASSY ROME\nIMMEDIATE 0021"
    found, problems = header(text)
    collective, rome = found.action
    assert (collective.name, collective.collective) == ("WHA CENTRAL AMERICAN COLLECTIVE", True)
    assert (collective.precedence, rome.precedence, rome.number) == ("PRIORITY", "IMMEDIATE", 21)
    assert rome.span.of(text) == "RUEHRO/AMEMBASSY ROME\nIMMEDIATE 0021"
    assert problems == []


def test_two_addresses_in_one_line() -> None:
    found, _ = header("TO RUEHC/SECSTATE WASHDC 12 RUEHRO/AMEMBASSY ROME PRIORITY 4")
    assert [(a.station, a.number) for a in found.action] == [("STATE", 12), ("ROME", 4)]


def test_a_page_line_in_two_parts() -> None:
    found, problems = header("PAGE 01\nRIYADH 00905 01 OF 03 060018Z\nACTION SS-25\nINFO OCT-01 /026 W\n")
    assert found.page_line == ("RIYADH", "00905", "060018Z")
    assert len(found.distribution) == 2
    assert problems == []


def test_record_of_2010() -> None:
    text = "Date/DTG:      Aug 03, 2010 / 031406Z AUG 10\nFrom:      AMEMBASSY BERLIN\n"
    found, problems = header(text + "Action:   WASHDC, SECSTATE IMMEDIATE; PARIS, AMEMBASSY ROUTINE;\n")
    assert found.dtg is not None and found.dtg.written == "031406Z AUG 10"
    assert found.sender_station == "BERLIN"
    assert [(a.station, a.precedence) for a in found.action] == [("STATE", "IMMEDIATE"), ("PARIS", "ROUTINE")]
    assert problems == []


PROBLEMS: dict[str, tuple[str, list[str]]] = {
    "day 32": ("R 320101Z OCT 08\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC", ["dtg-unreadable"]),
    "a digit for the zone": ("R 4502252 JUL 75\nFM USMISSION USUN NY", ["dtg-unreadable"]),
    "another zone": ("R 071530B OCT 03\nFM AMEMBASSY PARIS", ["dtg-zone"]),
    "day of the year": ("DE RUEHRK #0044 0991520\nR 271520Z MAR 08\nFM AMEMBASSY PARIS", ["clock-disagrees"]),
    "day of the year, last of the year": ("DE RUEHRK #0044 0010020\nR 312350Z DEC 08\nFM X", []),
    "page before its message": (
        "PAGE 01  LA PAZ 03446  152018Z\nR 291318Z MAY 74\nFM X",
        ["clock-disagrees"],
    ),
    "page of the next month": ("PAGE 01  LA PAZ 00676  010653Z\nO 312320Z JAN 74\nFM X", []),
    "copies do not add up": ("ACTION PM-03\nINFO OCT-01 /005 W", ["distribution-total"]),
    "a total that cannot be read": ("ACTION PM-03\nINFO OCT-01 ( ISO ) W", ["header-unexplained"]),
    "a line of no kind": (
        "FM AMEMBASSY PARIS\nTHE QUICK BROWN FOX\nTO SECSTATE WASHDC",
        ["header-unexplained"],
    ),
    "passing line in a list": ("TO SECSTATE WASHDC\nHELSINKI FOR SISCO", ["header-unexplained"]),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem(name: str) -> None:
    text, expected = PROBLEMS[name]
    assert codes(header(text)[1]) == expected


def test_a_problem_shows_its_words() -> None:
    text = "FM AMEMBASSY PARIS\nTHE QUICK\n  BROWN FOX\nTO SECSTATE WASHDC\n"
    found, problems = header(text)
    assert [p.span.of(text) for p in problems if p.span] == ["THE QUICK\n  BROWN FOX"]
    assert len(found.action) == 1


def test_without_a_marking_line_the_rest_is_left_to_the_caller() -> None:
    text = "FM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nHELSINKI FOR SISCO, ROME PASS FODAG.\n"
    found, problems = header(text, open_ended=True)
    assert problems == []
    assert text[found.end :].strip() == "HELSINKI FOR SISCO, ROME PASS FODAG."


def test_nothing() -> None:
    found, problems = header("")
    assert (found.action, found.dtg, found.transmission, problems) == ((), None, None, [])
