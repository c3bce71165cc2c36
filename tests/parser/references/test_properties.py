"""Whatever the text: nothing raises, spans point at the words, and noise comes to an end."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model import Problem
from reftel.parser.cleaning import Clean
from reftel.parser.references import Citing, read_in_text, read_list

PIECES = st.sampled_from(
    [
        *(
            "A. ",
            "(B) ",
            "C) ",
            "a. ",
            "(1) ",
            "ROME",
            "NEW DELHI",
            "STATE",
            "FOOBARIA",
            "SECSTATE",
            "USUN",
            " ",
            "\n",
            ", ",
            "; ",
        ),
        *(
            "3207",
            "0086",
            "12,345",
            "02",
            "'02 ",
            "2002 ",
            "-",
            "/",
            " AND ",
            "NOTAL",
            "(NOTAL)",
            " AND PREVIOUS",
            "(02)",
            "A-50",
            "#",
        ),
        *(
            "(11/05/03)",
            "DTD 5 JAN 74",
            "162245Z OCT 08",
            "E-MAIL",
            "TELCON",
            "UNSCR 1506",
            "REF",
            "REFTEL",
            "(",
            ")",
            "[",
            ".",
            "é",
            "XXXX",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=24).map("".join))
CITING = st.builds(
    Citing,
    station=st.sampled_from([None, "ROME", "STATE"]),
    year=st.sampled_from([None, 1974, 2003]),
    serial=st.sampled_from([None, 1, 4580]),
    day=st.sampled_from([None, datetime.date(2003, 10, 7), datetime.date(2004, 2, 29)]),
)


@given(TEXTS, CITING)
def test_total_and_spans_point_at_the_words(text: str, citing: Citing) -> None:
    clean = Clean(text, None, [])
    for read in (
        lambda: read_list(clean, 0, len(text), citing, []),
        lambda: read_in_text(clean, 0, len(text), [], citing, []),
    ):
        references = read()
        assert references == read()
        for reference in references:
            words = reference.span.of(text)
            assert words.strip()
            assert " ".join(words.split()) == " ".join(reference.written.split())
            assert citing.latest is None or reference.mrn is None or reference.mrn.year <= citing.latest


@pytest.mark.parametrize(
    "noise",
    [
        "A. ROME 1 ",
        "(",
        "A.",
        "ROME ",
        "1 ",
        "ROME 3207, ",
        "AND ",
        "STATE 123 FOO ",
        "(A ",
        "5 JAN ",
        "LEE E-MAIL ",
        "[ROME 12 (",
        "\n",
    ],
)
def test_noise_comes_to_an_end(noise: str) -> None:
    text = noise * (200_000 // len(noise))
    clean = Clean(text, None, [])
    problems: list[Problem] = []
    read_list(clean, 0, len(text), Citing(year=2003), problems)
    read_in_text(clean, 0, len(text), [], Citing(year=2003), problems)
