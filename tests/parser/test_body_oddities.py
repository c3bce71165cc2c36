"""How references, paragraphs and ends are written, and texts as a whole: each case changes some lines of a plain cable."""

from __future__ import annotations

from typing import Any

import pytest

from reftel.parser.assembly import parse
from tests.parser.plain_cable import BASE, DAY, PLAIN, facts, text

# A case: its name, the changed lines, and what differs from the plain reading.
CASES: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("trailing blanks on every line", {"body": BASE["body"].replace("\n", "   \n")}, {}),
    (
        "REF glued to the subject",
        {"subject": "SUBJECT: LIBYA AND EXPORT CONTROLS REF: A. STATE 282619 B. ROME 3207\n\n", "ref": ""},
        {},
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
        "left-over mark-up",
        {
            "tags": "TAGS: [PARM](#) [MNUC](#) [LY](#) [IT](#)\n",
            "body": BASE["body"].replace("1. (C)", "[1](#)1. (C)").replace("2. (C)", "[1](#)2. (C)"),
        },
        {},
    ),
    ("redactions", {"body": BASE["body"].replace("THE MFA", "XXXXXXXXXXXX")}, {}),
    ("non-ASCII", {"body": BASE["body"].replace("THE MFA", "Señor Peña — “sí” —")}, {}),
    (
        "backslashes at line ends",
        {"body": BASE["body"].replace("\n", " \\\n"), "eo": "E.O. 12958: DECL: 10/07/2013 \\\n"},
        {},
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
