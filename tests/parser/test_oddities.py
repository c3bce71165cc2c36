"""How header lines are written: each case changes one or two lines of a plain cable."""

from __future__ import annotations

from typing import Any

import pytest

from tests.parser.plain_cable import PLAIN, facts, text

# A case: its name, the changed lines, and what differs from the plain reading.
CASES: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("plain", {}, {}),
    (
        "tabs for blanks after the keys",
        {"tags": "TAGS:\tPARM, MNUC, LY, IT\n", "subject": "SUBJECT:\tLIBYA AND EXPORT CONTROLS\n\n"},
        {},
    ),
    ("marking without spaced letters", {"marking": "CONFIDENTIAL ROME 004580\n\n"}, {}),
    ("marking fused with the post", {"marking": "C O N F I D E N T I A LROME 004580\n\n"}, {}),
    (
        "first letter of the marking lost",
        {"marking": "O N F I D E N T I A L ROME 004580\n\n"},
        {"problems": ["classification-damaged"]},
    ),
    (
        "letter of the marking doubled",
        {"marking": "CC O N F I D E N T I A L ROME 004580\n\n"},
        {"problems": ["classification-damaged"]},
    ),
    ("caveat after two slashes", {"marking": "C O N F I D E N T I A L//NOFORN ROME 004580\n\n"}, {}),
    (
        "section on the marking line",
        {"marking": "C O N F I D E N T I A L SECTION 01 OF 03 ROME 004580\n\n"},
        {"sections": ((1,), 3)},
    ),
    (
        "section with slash",
        {"marking": "C O N F I D E N T I A L SECTION 1 OF 2 ROME 4580/1\n\n"},
        {"sections": ((1,), 2)},
    ),
    ("post on the line below the marking", {"marking": "C O N F I D E N T I A L\nROME 004580\n\n"}, {}),
    ("unclassified", {"marking": "UNCLAS ROME 004580\n\n"}, {"level": "UNCLASSIFIED"}),
    (
        "sensitive as a caption",
        {"marking": "UNCLAS ROME 004580\n\n", "caption": "SENSITIVE\nSIPDIS\n\n"},
        {"level": "UNCLASSIFIED", "captions": ["SENSITIVE", "SIPDIS"]},
    ),
    (
        "top secret in spaced letters",
        {"marking": "T O P  S E C R E T ROME 004580\n\n"},
        {"level": "TOP SECRET"},
    ),
    (
        "limited official use",
        {"marking": "LIMITED OFFICIAL USE ROME 4580\n\n"},
        {"level": "LIMITED OFFICIAL USE"},
    ),
    (
        "post of two words",
        {"marking": "C O N F I D E N T I A L NEW DELHI 004580\n\n"},
        {"mrn": "2003NEWDELHI4580"},
    ),
    (
        "post of three words",
        {"marking": "C O N F I D E N T I A L RIO DE JANEIRO 004580\n\n"},
        {"mrn": "2003RIODEJANEIRO4580"},
    ),
    (
        "mission with two names",
        {"marking": "C O N F I D E N T I A L USUN NEW YORK 004580\n\n"},
        {"mrn": "2003USUNNEWYORK4580"},
    ),
    ("SIPDIS twice", {"caption": "SIPDIS\n\nSIPDIS\n\n"}, {}),
    ("captions on one line", {"caption": "NODIS SIPDIS\n\n"}, {"captions": ["NODIS", "SIPDIS"]}),
    ("captions parted by a comma", {"caption": "EXDIS, NOFORN\n\n"}, {"captions": ["EXDIS", "NOFORN"]}),
    ("no passing line", {"passing": ""}, {"offices": []}),
    ("passing to another department", {"passing": "STATE PLEASE PASS TO USTR\n\n"}, {"offices": [["USTR"]]}),
    (
        "passing line over two lines",
        {"passing": "DEPARTMENT FOR EUR/WE, NEA/MAG,\nAND PM\n\n"},
        {"offices": [["EUR/WE", "NEA/MAG", "PM"]]},
    ),
    ("office symbols alone", {"passing": "WHA/CEN\n\n"}, {"offices": [["WHA/CEN"]]}),
    (
        "a header line that nobody explains",
        {"passing": "zzyzx qwerty 12\n\n"},
        {"offices": [], "problems": ["header-unexplained"]},
    ),
    ("EO without points", {"eo": "EO 12958 DECL: 10/07/2013\n"}, {}),
    ("year first in the DECL date", {"eo": "E.O. 12958: DECL: 2013/10/07\n"}, {}),
    ("month in letters in the DECL date", {"eo": "E.O. 12958: DECL: 07 OCT 2013\n"}, {}),
    ("exemption for a date", {"eo": "E.O. 12958: DECL: X6\n"}, {"declassify_on": None}),
    ("event for a date", {"eo": "E.O. 12958: DECL: AFTER KOREAN UNIFICATION\n"}, {"declassify_on": None}),
    ("order misspelt", {"eo": "E.OM 12958: DECL: 10/07/2013\n"}, {}),
    ("order in lower case", {"eo": "e.o. 12958: decl: 10/07/2013\n"}, {}),
    (
        "TAGS on the order's line",
        {"eo": "E.O. 12958: DECL: 10/07/2013 ", "tags": "TAGS: PARM, MNUC, LY, IT\n"},
        {},
    ),
    ("TAGS without colon", {"tags": "TAGS PARM, MNUC, LY, IT\n"}, {}),
    ("TAGS with a stop", {"tags": "TAGS. PARM, MNUC, LY, IT\n"}, {}),
    ("TAGS in the singular", {"tags": "TAG: PARM, MNUC, LY, IT\n"}, {}),
    ("TAGS without its first letter", {"tags": "AGS: PARM, MNUC, LY, IT\n"}, {}),
    ("TAGS misspelt", {"tags": "TAGZ: PARM, MNUC, LY, IT\n"}, {}),
    ("blanks between tags", {"tags": "TAGS: PARM MNUC LY IT\n"}, {}),
    ("tags over two lines", {"tags": "TAGS: PARM, MNUC,\n      LY, IT\n"}, {}),
    ("tags in lower case", {"tags": "Tags: parm, mnuc, ly, it\n"}, {}),
    ("tags run together", {"tags": "TAGS: PARMMNUC, LY, IT\n"}, {"problems": ["tags-fused"]}),
    (
        "a person among the tags",
        {"tags": "TAGS: PARM, LY (BERLUSCONI, SILVIO), IT\n"},
        {"tags": ["PARM", "LY", "BERLUSCONI, SILVIO", "IT"]},
    ),
    ("an unknown code is kept", {"tags": "TAGS: PARM, QZXW, LY\n"}, {"tags": ["PARM", "QZXW", "LY"]}),
    ("subject over two lines", {"subject": "SUBJECT: LIBYA AND\nEXPORT CONTROLS\n\n"}, {}),
    ("SUBJ", {"subject": "SUBJ: LIBYA AND EXPORT CONTROLS\n\n"}, {}),
    ("subject without its first letter", {"subject": "UBJECT: LIBYA AND EXPORT CONTROLS\n\n"}, {}),
    ("portion mark before the subject", {"subject": "SUBJECT: (C) LIBYA AND EXPORT CONTROLS\n\n"}, {}),
    ("subject below its key", {"subject": "SUBJECT:\nLIBYA AND EXPORT CONTROLS\n\n"}, {}),
    (
        "an executive order in the subject",
        {"subject": "SUBJECT: LIBYA UNDER\nE.O. 12543\n\n"},
        {"subject": "LIBYA UNDER E.O. 12543"},
    ),
    (
        "corrected copy",
        {"passing": "C O R R E C T E D   C O P Y (ADDED TAGS)\n\n"},
        {"corrected": True, "offices": []},
    ),
    (
        "entities",
        {"subject": "SUBJECT: LIBYA AND EXPORT CONTROLS &amp; OIL\n\n"},
        {"subject": "LIBYA AND EXPORT CONTROLS & OIL"},
    ),
    (
        "header lines glued together",
        {
            "marking": "C O N F I D E N T I A L ROME 004580 SIPDIS ",
            "caption": "",
            "passing": "",
            "eo": "E.O. 12958: DECL: 10/07/2013 ",
            "tags": "TAGS: PARM, MNUC, LY, IT ",
        },
        {"offices": []},
    ),
]


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_oddity(changes: dict[str, str], expected: dict[str, Any]) -> None:
    wanted = {**PLAIN, **expected}
    found = facts(text(**changes))
    assert {name: found[name] for name in wanted} == wanted
