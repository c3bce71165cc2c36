"""A print of the archive given whole, with its title and stamps above the first page."""

from __future__ import annotations

import reftel

_PRINT = """\tSheryl P. Walter  \tDeclassified/Released  \tUS Department of State \tEO Systematic Review \t20 Mar 2014
Message Text
LIMITED OFFICIAL USE

PAGE 01        LA PAZ 10988  01 OF 02  291350Z
ACTION ARA-15

O R 291200Z DEC 79
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC IMMEDIATE 9949

LIMITED OFFICIAL USE SECTION 1 OF 2 LA PAZ 10988

EO 12065: NA
TAGS: EFIN, BL
SUBJECT: LETTER OF INTENT

1. GOB SIGNED.
LIMITED OFFICIAL USE

NNN

LIMITED OFFICIAL USE

PAGE 01        LA PAZ 10988  02 OF 02  291354Z
ACTION ARA-15

O R 291200Z DEC 79
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC IMMEDIATE 9950

LIMITED OFFICIAL USE SECTION 2 OF 2 LA PAZ 10988

2. IT EXPECTS MORE.
"""


def test_the_first_section_keeps_its_header_whatever_stands_above() -> None:
    cable = reftel.parse(_PRINT)
    assert str(cable.mrn) == "1979LAPAZ10988"
    assert [one.name for one in cable.action] == ["SECSTATE WASHDC"]
    assert cable.sections is not None
    assert (cable.sections.seen, cable.sections.of) == ((1, 2), 2)
    assert [one.number for one in cable.paragraphs] == [1, 2]


def test_a_later_section_alone_says_that_the_first_is_missing() -> None:
    later = "SEE BELOW.\n" + _PRINT[_PRINT.index("LIMITED OFFICIAL USE\n\nPAGE 01        LA PAZ 10988  02") :]
    cable = reftel.parse(later)
    assert cable.sections is not None
    assert cable.sections.missing == (1,)
