"""Telegrams as edited volumes print them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.parser import parse

CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "subject and references in the number's sentence",
        "Cape Town, February 19, 1969, 1543Z.\n\n242. Subj: Protest on South West Africa Bill. Ref: State 025151.\n\n"
        "1. Pursuant reftel, I called on him.\n\n2. He agreed.",
        {
            "mrn": "1969CAPETOWN242",
            "subject": "Protest on South West Africa Bill",
            "references": ["1969STATE25151"],
            "numbers": [1, 2],
            "at": datetime.datetime(1969, 2, 19, 15, 43, tzinfo=datetime.UTC),
        },
    ),
    (
        "Washington is the Department, and a passing line",
        "Washington, February 17, 1969, 2112Z.\n\n25151. Capetown for Embassy. Subject: Timely Protest on SWA Bill. "
        "Ref: Cape Town 196, 203.\n\n1. Department concerned.",
        {
            "mrn": "1969STATE25151",
            "subject": "Timely Protest on SWA Bill",
            "references": ["1969CAPETOWN196", "1969CAPETOWN203"],
            "passing": ["Capetown for Embassy."],
            "numbers": [1],
        },
    ),
    (
        "a remark behind the references",
        "Washington, July 23, 1975, 0003Z.\n\n172996. Subject: Zaire Aid Package. References: (A) Kinshasa 6755, (B) "
        "Kinshasa 6798. For Vance from the Secretary.\n\n1. We will provide it.",
        {
            "mrn": "1975STATE172996",
            "references": ["1975KINSHASA6755", "1975KINSHASA6798"],
            "passing": ["For Vance from the Secretary."],
            "numbers": [1],
        },
    ),
    (
        "references before the subject",
        "Washington, July 9, 1969, 2353Z.\n\n113614. Ref: Bangkok 9168. Subj: Response to Allegation.\n\n1. Text.",
        {"mrn": "1969STATE113614", "subject": "Response to Allegation", "references": ["1969BANGKOK9168"]},
    ),
    (
        "a subject in a paragraph of its own, and without its colon",
        "Washington, November 27, 1972, 2200Z.\n\n214498. Subject Escher Report on Namibia. Ref: USUN 4982.\n\n1. Text.",
        {"subject": "Escher Report on Namibia", "references": ["1972USUNNEWYORK4982"]},
    ),
    (
        "a travelling party's number before the post's",
        "Tokyo, November 12, 1971, 0735Z.\n\nConto 48/11325. Pass Treasury. Subj: Connally Visit.\n\n1. Text.",
        {"mrn": "1971TOKYO11325", "subject": "Connally Visit"},
    ),
    (
        "a local hour gives the day only",
        "Moscow, January 28, 1961, 5 p.m.\n\n1767. Eyes only Secretary. I saw him.",
        {"mrn": "1961MOSCOW1767", "at": None, "sent": datetime.date(1961, 1, 28), "subject": None},
    ),
    (
        "the first paragraph directly behind the number",
        "Washington, January 21, 1971, 2200Z.\n\n11057. 1. Please pass the following message.",
        {"mrn": "1971STATE11057", "numbers": [1]},
    ),
    (
        "a memorandum has no number",
        "Washington, April 13, 1970.\n\nSUBJECT\nNSC Meeting\n\n1. The Review Group met.\n\n2. It agreed.",
        {"mrn": None},
    ),
    (
        "a memorandum's first paragraph is no number",
        "Washington, April 13, 1970.\n\n1. The Group met.\n\n2. It agreed.",
        {"mrn": None},
    ),
    (
        "before July 1966 the Department counted for each post apart",
        "Washington, January 23, 1961, 5:57 p.m.\n\n1180. Eyes only for Ambassador.",
        {"mrn": None, "sent": datetime.date(1961, 1, 23)},
    ),
    ("a number of a document is no cable's", "No. 474\n\nSUBJECT\n\nText.", {"mrn": None}),
    ("a title that ends in a year", "U.S. Aid to Indonesia in 1970\n\nText.", {"mrn": None}),
    (
        "a place that is no post",
        "San Clemente, August 27, 1972, 1200Z.\n\n123. Subject: Oil.\n\n1. Text.",
        {"mrn": None, "subject": "Oil"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_printed_telegrams(text: str, expected: dict[str, Any]) -> None:
    cable = parse(text, date=expected.get("sent"))
    found = {
        "mrn": str(cable.mrn) if cable.mrn else None,
        "subject": cable.subject,
        "references": [str(one.mrn) for one in cable.references if not one.in_text],
        "passing": [one.written for one in cable.passing],
        "numbers": [one.number for one in cable.paragraphs],
        "at": cable.sent_at,
        "sent": cable.sent,
    }
    assert {name: found[name] for name in expected} == expected
    assert not [problem for problem in cable.problems if problem.code == "header-unexplained"]


def test_the_number_of_a_heading_counts_more_than_a_bare_one() -> None:
    text = "Washington, February 14, 1976, 2352Z.\n\n30081. For the Secretary from Sisco.\n\n1. Text."
    cable = parse(text, mrn="1976STATE37574")
    assert str(cable.mrn) == "1976STATE37574"
    assert [problem.code for problem in cable.problems] == ["mrn-disagrees"]


def test_where_its_date_comes_from() -> None:
    cable = parse(CASES[0][1])
    assert cable.sent_from == "date-line"
    assert cable.words("sent") == "February 19, 1969, 1543Z"
    assert cable.words("mrn") == "242"


@given(st.text(alphabet="Rome, October 7 2003 1530Z.\n4580 Subj: Ref State 1", max_size=200))
def test_any_text_is_read(text: str) -> None:
    cable = parse("Rome, October 7, 2003, 1530Z.\n\n4580. " + text)
    for spans in cable.spans.values():
        for span in spans:
            assert 0 <= span.start <= span.end <= len(cable.text)
