"""Oddities of real releases, one a case: a short cable in which one thing is odd, and what must be read.

The base is a plain cable; a case replaces some of its lines. Values are those that the words
mean to a reader, not what the parser happened to give.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from reftel.parser.assembly import parse

DAY = datetime.date(2003, 10, 7)
BASE = {
    "before": "",
    "marking": "C O N F I D E N T I A L ROME 004580\n\n",
    "caption": "SIPDIS\n\n",
    "passing": "DEPARTMENT FOR NEA AND NP\n\n",
    "eo": "E.O. 12958: DECL: 10/07/2013\n",
    "tags": "TAGS: PARM, MNUC, LY, IT\n",
    "subject": "SUBJECT: LIBYA AND EXPORT CONTROLS\n\n",
    "ref": "REF: A. STATE 282619\n     B. ROME 3207\n\n",
    "by": "Classified By: Ambassador Mel Sembler for reasons 1.4 (b) and (d).\n\n",
    "body": "1. (C) SUMMARY. ITALY WILL WATCH EXPORTS. END SUMMARY.\n\n2. (C) THE MFA AGREED TO REF A.\n\n3. (SBU) COMMENT. WE SHALL SEE. END COMMENT.\n\n",
    "end": "SEMBLER\n",
}


def text(**changes: str) -> str:
    return "".join({**BASE, **changes}.values())


def facts(source: str, **known: Any) -> dict[str, Any]:
    """The record's values in a form that a table of cases can hold."""
    cable = parse(source, **{"date": DAY, **known})
    return {
        "mrn": str(cable.mrn) if cable.mrn else None,
        "level": cable.classification.level if cable.classification else None,
        "captions": [caption.code for caption in cable.captions],
        "offices": [list(passing.offices) for passing in cable.passing],
        "order": cable.authority.order if cable.authority else None,
        "declassify_on": str(cable.declassify_on) if cable.declassify_on else None,
        "tags": [tag.code for tag in cable.tags],
        "subject": cable.subject,
        "refs": [str(ref.mrn) if ref.mrn else ref.kind for ref in cable.references if not ref.in_text],
        "letters": [ref.letter for ref in cable.references if not ref.in_text],
        "reasons": [reason.today for reason in cable.reasons],
        "numbers": [paragraph.number for paragraph in cable.paragraphs],
        "portions": [paragraph.portion for paragraph in cable.paragraphs],
        "roles": [paragraph.role for paragraph in cable.paragraphs],
        "headings": [paragraph.heading for paragraph in cable.paragraphs],
        "texts": [paragraph.text for paragraph in cable.paragraphs],
        "summary": cable.summary,
        "comment": cable.comment,
        "signer": list(cable.signer),
        "partial": cable.partial,
        "corrected": cable.corrected,
        "sections": (cable.sections.seen, cable.sections.of) if cable.sections else None,
        "problems": sorted({problem.code for problem in cable.problems}),
        "furniture": sorted({piece.kind for piece in cable.furniture}),
    }


PLAIN = {
    "mrn": "2003ROME4580",
    "level": "CONFIDENTIAL",
    "captions": ["SIPDIS"],
    "offices": [["NEA", "NP"]],
    "order": "12958",
    "declassify_on": "2013-10-07",
    "tags": ["PARM", "MNUC", "LY", "IT"],
    "subject": "LIBYA AND EXPORT CONTROLS",
    "refs": ["2003STATE282619", "2003ROME3207"],
    "letters": ["A", "B"],
    "reasons": ["1.4(b)", "1.4(d)"],
    "numbers": [1, 2, 3],
    "portions": ["C", "C", "SBU"],
    "roles": ["summary", "body", "comment"],
    "summary": "ITALY WILL WATCH EXPORTS.",
    "comment": "WE SHALL SEE.",
    "signer": ["SEMBLER"],
    "problems": [],
}

# A case: its name, the changed lines, and what differs from the plain reading.
CASES: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("plain", {}, {}),
    ("trailing blanks on every line", {"body": BASE["body"].replace("\n", "   \n")}, {}),
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
        "REF glued to the subject",
        {"subject": "SUBJECT: LIBYA AND EXPORT CONTROLS REF: A. STATE 282619 B. ROME 3207\n\n", "ref": ""},
        {},
    ),
    (
        "an executive order in the subject",
        {"subject": "SUBJECT: LIBYA UNDER\nE.O. 12543\n\n"},
        {"subject": "LIBYA UNDER E.O. 12543"},
    ),
    ("references in brackets", {"ref": "REF: (A) STATE 282619; (B) ROME 3207\n\n"}, {}),
    ("references with a bracket", {"ref": "REF: A) STATE 282619 B) ROME 3207\n\n"}, {}),
    ("doubled letters", {"ref": "REF: A. A) STATE 282619\n     B. B) ROME 3207\n\n"}, {}),
    ("a blank line between references", {"ref": "REF: A. STATE 282619\n\nB. ROME 3207\n\n"}, {}),
    (
        "a year before a reference",
        {"ref": "REF: A. 02 STATE 282619\n     B. ROME 3207\n\n"},
        {"refs": ["2002STATE282619", "2003ROME3207"]},
    ),
    (
        "serials after one post",
        {"ref": "REF: ROME 3207, 2917\n\n"},
        {"refs": ["2003ROME3207", "2003ROME2917"], "letters": [None, None]},
    ),
    (
        "an e-mail among the references",
        {"ref": "REF: A. SMITH-JONES E-MAIL 10/01/03\n     B. ROME 3207\n\n"},
        {"refs": ["e-mail", "2003ROME3207"]},
    ),
    (
        "page marker in the list of references",
        {"ref": "REF: A. STATE 282619\n\nROME 00004580  001.2 OF 002\n\n\n     B. ROME 3207\n\n"},
        {"sections": ((1,), 2)},
    ),
    (
        "PREF is no reference line",
        {"tags": "TAGS: PREF, LY\n", "ref": ""},
        {"tags": ["PREF", "LY"], "refs": [], "letters": [], "problems": []},
    ),
    (
        "classified by in capitals",
        {"by": "CLASSIFIED BY: POL MC TOM COUNTRYMAN FOR REASONS 1.5 (B) AND (D)\n\n"},
        {},
    ),
    ("reasons joined by a slash", {"by": "Classified By: DCM Emil Skodon, reasons 1.4 b/d\n\n"}, {}),
    (
        "reasons on the next line",
        {"by": "Classified By: DCM Emil Skodon for reasons 1.4 (b) and\n(d).\n\n"},
        {},
    ),
    (
        "pilcrows",
        {
            "body": BASE["body"]
            .replace("\n\n", "\n\n¶")
            .replace("¶1.", "1.")
            .removesuffix("¶")
            .replace("1. (C)", "¶1. (C)", 1)
        },
        {},
    ),
    ("numbers without a blank", {"body": BASE["body"].replace(". (", ".(")}, {}),
    (
        "numbers with a bracket",
        {"body": BASE["body"].replace("1. (", "1) (").replace("2. (", "2) (").replace("3. (", "3) (")},
        {},
    ),
    (
        "numbers in brackets",
        {"body": BASE["body"].replace("1. (", "(1) (").replace("2. (", "(2) (").replace("3. (", "(3) (")},
        {},
    ),
    (
        "marks with caveats",
        {"body": BASE["body"].replace("(C)", "(C/NF)")},
        {"portions": ["C/NF", "C/NF", "SBU"]},
    ),
    (
        "no portion marks",
        {"body": BASE["body"].replace("(C) ", "").replace("(SBU) ", "")},
        {"portions": [None, None, None]},
    ),
    (
        "entire text",
        {"body": "1. C - ENTIRE TEXT.\n\n2. BODY ONE.\n\n3. BODY TWO.\n\n"},
        {"portions": ["C", "C", "C"], "roles": ["body"] * 3, "summary": None, "comment": None},
    ),
    ("a list inside a paragraph", {"body": BASE["body"].replace("REF A.", "REF A:\n1. OIL\n2. GAS")}, {}),
    (
        "a year at a line's beginning",
        {"body": BASE["body"].replace("TO REF A.", "TO REF A IN JULY\n2003. IT WILL ACT.")},
        {},
    ),
    (
        "heading with a rule",
        {"body": BASE["body"].replace("2. (C)", "THE MINISTRY\n------------\n\n2. (C)")},
        {"headings": [None, "THE MINISTRY", None]},
    ),
    (
        "heading without a rule",
        {"body": BASE["body"].replace("2. (C)", "THE MINISTRY AGREES\n\n2. (C)")},
        {"headings": [None, "THE MINISTRY AGREES", None]},
    ),
    (
        "summary as a heading",
        {"body": BASE["body"].replace("1. (C) SUMMARY. ", "SUMMARY\n-------\n\n1. (C) ")},
        {"headings": ["SUMMARY", None, None]},
    ),
    ("begin summary", {"body": BASE["body"].replace("SUMMARY. ITALY", "BEGIN SUMMARY. ITALY")}, {}),
    (
        "summary with a colon, no end",
        {"body": BASE["body"].replace("SUMMARY. ITALY", "SUMMARY: ITALY").replace(" END SUMMARY.", "")},
        {},
    ),
    (
        "summary in mixed case",
        {
            "body": BASE["body"]
            .replace("SUMMARY. ITALY", "Summary. ITALY")
            .replace("END SUMMARY", "End Summary")
        },
        {},
    ),
    ("embassy comment", {"body": BASE["body"].replace("COMMENT. WE", "EMBASSY COMMENT. WE")}, {}),
    (
        "comment in brackets inside a paragraph",
        {
            "body": BASE["body"]
            .replace("REF A.", "REF A. (COMMENT: PERHAPS. END COMMENT.)")
            .replace("COMMENT. WE SHALL SEE. END COMMENT.", "END.")
        },
        {"comment": "PERHAPS.", "roles": ["summary", "body", "body"]},
    ),
    (
        "unnumbered text before the numbers",
        {
            "body": "THIS IS AN UNNUMBERED SENTENCE, LONG ENOUGH TO BE A PARAGRAPH OF ITS OWN.\n\n"
            + BASE["body"]
        },
        {
            "numbers": [None, 1, 2, 3],
            "portions": [None, "C", "C", "SBU"],
            "roles": ["body", "summary", "body", "comment"],
        },
    ),
    (
        "no numbers at all",
        {"body": "WE MET THE MINISTER TODAY. HE AGREED.\n\nWE SHALL REPORT FURTHER AS WE LEARN MORE.\n\n"},
        {
            "numbers": [None, None],
            "portions": [None, None],
            "roles": ["body", "body"],
            "summary": None,
            "comment": None,
        },
    ),
    (
        "page marker inside a paragraph",
        {"body": BASE["body"].replace("AGREED TO", "AGREED\n\nROME 00004580  002.2 OF 002\n\n\nTO")},
        {"sections": ((2,), 2)},
    ),
    (
        "page marker inside a line",
        {"body": BASE["body"].replace("AGREED TO", "AGREED  ROME 00004580  002 OF 002  TO")},
        {"sections": ((2,), 2)},
    ),
    ("NNNN", {"end": "SEMBLER\n\nNNNN\n"}, {}),
    ("marking below the signer", {"end": "SEMBLER\n\n\nCONFIDENTIAL\n\n\n"}, {}),
    ("signer in mixed case", {"end": "Sembler\n"}, {"signer": ["Sembler"]}),
    ("signer of two words", {"end": "VAN VOORST\n"}, {"signer": ["VAN VOORST"]}),
    ("signer on the last paragraph's line", {"body": BASE["body"].rstrip() + " ", "end": "SEMBLER\n"}, {}),
    ("two signers", {"end": "SMITH\nJONES\n"}, {"signer": ["SMITH", "JONES"]}),
    ("no signer", {"end": ""}, {"signer": []}),
    ("END TEXT is no signer", {"end": "END TEXT\n"}, {"signer": []}),
    ("boilerplate behind", {"end": "SEMBLER\n\nNNNN\n\n2003ROME004580 - Classification: CONFIDENTIAL\n"}, {}),
    ("boilerplate before", {"before": "2003ROME004580 - Classification: CONFIDENTIAL\n\n"}, {}),
    (
        "foot line of a collection",
        {"end": "SEMBLER\n\n=======================CABLE ENDS============================\n"},
        {},
    ),
    (
        "partial extract",
        {
            "before": "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n"
        },
        {"partial": True},
    ),
    (
        "corrected copy",
        {"passing": "C O R R E C T E D   C O P Y (ADDED TAGS)\n\n"},
        {"corrected": True, "offices": []},
    ),
    (
        "left-over mark-up",
        {
            "tags": "TAGS: [PARM](#) [MNUC](#) [LY](#) [IT](#)\n",
            "body": BASE["body"].replace("1. (C)", "[1](#)1. (C)").replace("2. (C)", "[1](#)2. (C)"),
        },
        {},
    ),
    (
        "entities",
        {"subject": "SUBJECT: LIBYA AND EXPORT CONTROLS &amp; OIL\n\n"},
        {"subject": "LIBYA AND EXPORT CONTROLS & OIL"},
    ),
    ("redactions", {"body": BASE["body"].replace("THE MFA", "XXXXXXXXXXXX")}, {}),
    ("non-ASCII", {"body": BASE["body"].replace("THE MFA", "Señor Peña — “sí” —")}, {}),
    (
        "backslashes at line ends",
        {"body": BASE["body"].replace("\n", " \\\n"), "eo": "E.O. 12958: DECL: 10/07/2013 \\\n"},
        {},
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


def test_windows_line_ends() -> None:
    found = facts(text().replace("\n", "\r\n"))
    assert {name: found[name] for name in PLAIN} == PLAIN


def test_old_mac_line_ends() -> None:
    found = facts(text().replace("\n", "\r"))
    assert {name: found[name] for name in PLAIN} == PLAIN


def test_everything_in_lower_case() -> None:
    found = facts(text().lower())
    for name in ("mrn", "level", "declassify_on", "tags", "refs", "numbers", "portions", "roles"):
        assert found[name] == PLAIN[name], name


def test_a_header_that_stands_twice() -> None:
    teaser = text()[:250] + "...\n\n"
    found = facts(teaser + text())
    assert {name: found[name] for name in PLAIN} == PLAIN
    assert "repeated header" in found["furniture"]


def test_a_year_is_never_guessed() -> None:
    cable = parse(text(eo="E.O. 12958: DECL: X1\n"))
    assert cable.mrn is None
    assert "mrn-year-unknown" in {problem.code for problem in cable.problems}


def test_an_inferred_date_says_so() -> None:
    cable = parse(text())
    assert cable.sent == DAY
    assert cable.sent_from is not None
    assert cable.sent_from.startswith("inferred")
    assert str(cable.mrn) == "2003ROME4580"


def test_given_and_read_values_that_disagree_are_both_kept() -> None:
    cable = parse(text(), date=DAY, given={"classification": "SECRET"})
    assert cable.classification is not None
    assert cable.classification.level == "CONFIDENTIAL"
    assert cable.given["classification"] == "SECRET"
    assert "classification-disagrees" in {problem.code for problem in cable.problems}
