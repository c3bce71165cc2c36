"""Numbers of lists within lettered items, and numbers glued to the line before, in unmarked texts."""

from __future__ import annotations

import pytest

from reftel.parser import parse

HEAD = "UNCLAS ROME 004580\n\nE.O. 12958: N/A\nTAGS: PREL, IT\nSUBJECT: OIL\n\n"
NAVAL = "R 152100Z JUN 06\nFM CNO WASHINGTON DC//N09//\nTO NAVADMIN\nBT\nUNCLAS\nNAVADMIN 177/06\nMSGID/GENADMIN/CNO WASHINGTON DC/N09/JUN//\nSUBJ/ACCOUNTABILITY//\nGENTEXT/REMARKS/"
BODY = """1.  THIS ANNOUNCES A POLICY.
2.  TASKING:  ONE COMMANDER IS RESPONSIBLE.
3.  CATEGORIES:
A.  THE FAMILY INCLUDES:
1.  ACTIVE DUTY PERSONNEL.
2.  RESERVE PERSONNEL.
3.  CIVILIAN EMPLOYEES.
4.  OTHER EMPLOYEES.
5.  CONTRACTORS.
B.  THESE HAVE NO REQUIREMENTS:
1.  RETIREES.
2.  CONTRACTORS AT HOME.
3.  MEMBERS OF THE RESERVE.
4.  DEFINITIONS:
A.  COMMAND MUSTER:  LOCALLY COMPLETED.
B.  UNREPORTED:  NO REPORT.
5.  CONCEPT OF OPERATIONS.
"""


@pytest.mark.parametrize("head", [HEAD, NAVAL])
def test_lists_within_lettered_items(head: str) -> None:
    end = "6.  RELEASED BY ADM R. F. DOE, VCNO.//\nBT\n#0521\nNNNN\n" if head is NAVAL else "SEMBLER\n"
    cable = parse(head + BODY + end, date="2006-06-15")
    assert [paragraph.number for paragraph in cable.paragraphs][:5] == [1, 2, 3, 4, 5]
    assert "OTHER EMPLOYEES" in cable.paragraphs[2].text
    assert cable.paragraphs[3].text.startswith("DEFINITIONS:")


@pytest.mark.parametrize("head", [HEAD, NAVAL])
def test_the_last_item_of_a_list_may_be_any(head: str) -> None:
    body = BODY.replace(
        "3.  CIVILIAN EMPLOYEES.\n4.  OTHER EMPLOYEES.\n5.  CONTRACTORS.\n", "3.  CIVILIAN EMPLOYEES.\n"
    )
    cable = parse(head + body, date="2006-06-15")
    assert [paragraph.number for paragraph in cable.paragraphs][:5] == [1, 2, 3, 4, 5]


def test_lettered_items_without_lists_change_nothing() -> None:
    body = "1.  ONE:\nA.  THIS.\nB.  THAT.\n2.  TWO:\nA.  THIS.\n3.  THREE.\n\nSEMBLER\n"
    assert [paragraph.number for paragraph in parse(HEAD + body, date="2006-06-15").paragraphs] == [1, 2, 3]


def test_a_number_glued_to_the_line_before_it() -> None:
    body = "1.  ONE.\n2.  CALL THESE:\nCASE MANAGER:  4256\nLOD CASE MANAGER:  4257 3.  POC:  THE DUTY OFFICER.\n4.  RELEASED BY ADM R. F. DOE, VCNO.//\nBT\n#0521\nNNNN\n"
    cable = parse(NAVAL + body, date="2006-06-15")
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2, 3, 4]
    assert cable.paragraphs[1].text.endswith("4257")


def test_a_number_in_a_sentence_is_none_that_is_glued() -> None:
    body = "1.  ONE.\n2.  SEE PARA 3.  AND PARA 3.  ABOVE.\n\n4.  THE LAST.\n\nSEMBLER\n"
    assert [paragraph.number for paragraph in parse(HEAD + body, date="2006-06-15").paragraphs] == [1, 2, 4]


def test_items_without_end_take_time_by_their_length() -> None:
    body = "1.  ONE.\n" + "A.  THIS.\n1.  ITEM.\n" * 20_000
    assert parse(HEAD + body, date="2006-06-15").paragraphs[0].number == 1
