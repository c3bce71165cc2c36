"""Paragraph numbers and portion marks as releases and typists leave them; by eye."""

from __future__ import annotations

import pytest

from reftel.model import Cable
from reftel.parser import parse

HEAD = "C O N F I D E N T I A L ROME 004580\n\nSUBJECT: OIL\n\nREF: ROME 3207\n\n"


def read(body: str) -> Cable:
    return parse(f"{HEAD}{body}", date="2003-10-07")


def outline(cable: Cable) -> list[tuple[int | None, str | None, str]]:
    return [(one.number, one.portion, one.text) for one in cable.paragraphs]


PLAIN = [(1, "C", "THE FIRST WORDS."), (2, "C", "THE SECOND WORDS."), (3, "C", "THE THIRD WORDS.")]


@pytest.mark.parametrize(
    "form",
    [
        "{0}. ( {1} ) ",
        "({1}) {0}. ",
        "{0}: ({1}) ",
        "{0}, ({1}) ",
        "{0} - ({1}) ",
        "{0} -- ({1}) ",
        "{0} . ({1}) ",
        "{0}.({1})",
    ],
)
def test_forms_of_number_and_mark(form: str) -> None:
    words = ("THE FIRST WORDS.", "THE SECOND WORDS.", "THE THIRD WORDS.")
    body = "\n\n".join(form.format(n, "C") + text for n, text in enumerate(words, 1))
    cable = read(f"{body}\n\nSEMBLER\n")
    assert outline(cable) == PLAIN
    assert cable.signer == ("SEMBLER",)
    assert cable.problems == ()


def test_one_slip_among_good_numbers() -> None:
    cable = read(
        "1. (C) THE FIRST WORDS.\n\n2, (C) THE SECOND WORDS.\n\n3. (C) THE THIRD WORDS.\n\nSEMBLER\n"
    )
    assert outline(cable) == PLAIN


def test_a_mark_before_the_number_is_no_part_of_the_paragraph_above() -> None:
    cable = read("(U) 1. THE FIRST WORDS.\n\n(C) 2. THE SECOND WORDS.\n")
    assert outline(cable) == [(1, "U", "THE FIRST WORDS."), (2, "C", "THE SECOND WORDS.")]
    assert cable.paragraphs[1].span.of(cable.text).startswith("(C) 2.")


def test_paragraphs_glued_behind_the_last_one() -> None:
    cable = read("1. (C) THE FIRST WORDS.\n\n2. (C) THE SECOND WORDS. 3. (C) THE THIRD WORDS.\n\nSEMBLER\n")
    assert outline(cable) == PLAIN


def test_a_body_without_line_breaks() -> None:
    long = "THE MINISTER SAID THAT HE WOULD NOT GO TO TRIPOLI BEFORE THE TALKS WERE OVER, " * 3
    cable = read(f"1. (C) {long}AND STAYED. 2. (C) THE SECOND WORDS. 3. (C) THE THIRD WORDS. SEMBLER\n")
    assert [(one.number, one.portion) for one in cable.paragraphs] == [(1, "C"), (2, "C"), (3, "C")]
    assert cable.paragraphs[2].text == "THE THIRD WORDS."
    assert cable.signer == ("SEMBLER",)


@pytest.mark.parametrize(
    "words",
    [
        "PRICES ROSE BY\n3, AND THEN FELL.",
        "HE CAME AT\n2: 30 AND LEFT.",
        "THE RANGE IS\n2 - 4 PERCENT.",
        "SEE ARTICLE\n2 (B) OF THE LAW.",
        "THE TREATY (ARTICLE 2. (C) OF THE LAW) HOLDS.",
    ],
)
def test_figures_in_a_paragraph_are_no_numbers(words: str) -> None:
    cable = read(f"1. (C) {words}\n\n2. (C) THE SECOND WORDS.\n")
    assert [(one.number, one.portion) for one in cable.paragraphs] == [(1, "C"), (2, "C")]


def test_the_marking_in_a_row_of_a_table() -> None:
    row = "12345\t10/7/2003 12:34\t03ROME4580\tEmbassy Rome\tSECRET\t03TUNIS12|02LIMA3\t"
    cable = parse(f"{row}S E C R E T ROME 004580 \\\n \\\nSUBJECT: OIL \\\n \\\n1. (S) WORDS. \\\n")
    assert (str(cable.mrn), cable.words("mrn")) == ("2003ROME4580", "ROME 004580")
    assert cable.classification is not None
    assert (cable.classification.level, cable.classification.written) == ("SECRET", "S E C R E T")


@pytest.mark.parametrize("second", ["2, GUEVARA WAS BORN IN THE CITY.", "2 THERE ARE TWO FURTHER FACTORS."])
def test_a_number_that_has_lost_its_stop(second: str) -> None:
    cable = parse(
        f"{HEAD}1. (C) WORDS AND MORE.\n\n{second}\n\n3. (C) THE LAST OF THEM.\n\nSEMBLER\n",
        date="2003-10-07",
    )
    assert [paragraph.number for paragraph in cable.paragraphs] == [1, 2, 3]
    assert cable.paragraphs[1].text == second[2:].strip(" ,")


def test_the_first_number_with_a_comma() -> None:
    cable = parse(
        f"{HEAD}1, On Monday the Minister called.\n\n2. (C) He left.\n\nSEMBLER\n", date="2003-10-07"
    )
    assert [(paragraph.number, paragraph.text) for paragraph in cable.paragraphs] == [
        (1, "On Monday the Minister called."),
        (2, "He left."),
    ]


def test_a_quantity_is_no_number_that_lost_its_stop() -> None:
    text = f"{HEAD}1. (C) OF THE TRUCKS SOLD IN THE YEAR\n\n2 MILLION WENT ABROAD.\n\n2. (C) HE LEFT.\n\n3. (C) SHE STAYED.\n\nSEMBLER\n"
    assert [paragraph.number for paragraph in parse(text, date="2003-10-07").paragraphs] == [1, 2, 3]


def test_capitals_that_go_on_behind_a_blank_line_are_no_heading() -> None:
    text = (
        f"{HEAD}1. EMBOFF DISCUSSED THE SUBJECT WITH THE ACTING CHIEF, WHO SAID THAT THEY WOULD\n"
        "TRY AGAIN CITING THE VERY CLEAR POSITION TAKEN HERE BY THE FOREIGN OFFICE\n\n"
        "AGAINST INVITATION TO THE PRG IN PARTICULAR\n\n2. HE LEFT.\n\nSEMBLER\n"
    )
    cable = parse(text, date="2003-10-07")
    assert [(paragraph.number, paragraph.heading) for paragraph in cable.paragraphs] == [(1, None), (2, None)]
