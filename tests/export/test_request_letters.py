"""Letters: what they say of each cable, and that nothing from a cable can look like a part of them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.export import request_letters
from reftel.export.request_letters import TemplateError, letters
from reftel.links.dating.serials import When
from reftel.links.missing.one_ghost import Card, Citing, Ghost, Range
from reftel.links.missing.unnumbered import Named
from reftel.model import MRN
from reftel.vocabulary import request_addressees

DAY = datetime.date
TODAY = DAY(2026, 11, 30)


def ghost(mrn: str = "2003STATE282619", subject: str | None = "LIBYAN WMD", **more: object) -> Ghost:
    number = MRN.parse(mrn)
    assert number
    first = DAY(number.year, 9, 24)
    facts = {
        "when": When(first, DAY(number.year, 10, 7), first, 0.9, "by its neighbours"),
        "tags": {"PARM": 1},
        "classification": Range("CONFIDENTIAL", "SECRET", "marks"),
        "citing": (
            Citing("x", MRN(2003, "ROME", 4580), DAY(2003, 10, 7), None, subject, (), "reference", "A"),
        ),
    } | more
    return Ghost(mrn=number, doubtful=False, subject=subject, subject_from="one", **facts)  # type: ignore[arg-type]


def test_a_document_is_named_by_number_post_days_and_subject() -> None:
    (letter,) = letters([ghost()], today=TODAY)
    for words in (
        "    1. Telegram 2003 STATE 282619\n",
        "       Sent by: Department of State\n",
        "between September 24, 2003 and October 7, 2003",
        "“LIBYAN WMD”",
        "probably between CONFIDENTIAL and SECRET",
        "cited by telegram 2003ROME4580",
        "November 30, 2026",
        "one telegram",
        "5 U.S.C. 552",
    ):
        assert words in letter.text, words
    assert max(map(len, letter.text.splitlines())) <= request_letters.WIDTH


def test_what_nobody_knows_is_unknown() -> None:
    (letter,) = letters(
        [ghost(subject=None, when=None, tags={}, classification=None, citing=())], today=TODAY
    )
    assert "Subject: unknown" in letter.text
    assert "Classification: unknown" in letter.text
    assert "2003, the day unknown" in letter.text
    assert "by its number alone" in letter.text


def test_a_sheet_gives_subject_and_level_as_known() -> None:
    card = Card("withdrawal sheet", "box 12, line 3", DAY(2003, 6, 1), "WMD", "SECRET", "Rome", 3, "1.4 (b)")
    (letter,) = letters(
        [ghost(subject="WMD", cards=(card,), classification=Range("SECRET", "SECRET", "sheet"))],
        kind="mdr",
        today=TODAY,
    )
    assert "Subject: “WMD”" in letter.text
    assert "Classification: SECRET\n" in letter.text
    assert "3 pages, withheld under 1.4 (b)" in " ".join(letter.text.split())
    assert "section 3.5 of Executive Order 13526" in letter.text


def test_a_message_without_a_number_is_named_by_its_group() -> None:
    group = Named("CINCPAC", datetime.datetime(1972, 5, 18, 22, 21, tzinfo=datetime.UTC))
    day = DAY(1972, 5, 18)
    one = Ghost(
        None, When(day, day, day, 0.97, "its date-time group"), False, None, None, {}, None, (), (), group
    )
    (letter,) = letters([one], today=TODAY)
    assert letter.to == "National Archives and Records Administration"
    assert letter.names == ("CINCPAC 182221Z MAY 1972",)
    assert "1. Telegram of date-time group 182221Z MAY 1972\n" in letter.text
    assert "Sent by: CINCPAC (as the telegrams that cite it name it)\n" in letter.text
    assert "Sent: May 18, 1972\n" in letter.text


def test_the_agency_goes_by_the_year() -> None:
    made = letters([ghost("1974LAPAZ244"), ghost("2003ROME1"), ghost("1979STATE5")], today=TODAY)
    assert [(letter.to, len(letter.names)) for letter in made] == [
        ("National Archives and Records Administration", 2),
        ("U.S. Department of State", 1),
    ]
    (one,) = letters([ghost("1974LAPAZ244"), ghost("2003ROME1")], to="state", today=TODAY)
    assert one.to == "U.S. Department of State"
    (other,) = letters([ghost()], to="Richard Nixon Library; 18001 Yorba Linda Blvd", today=TODAY)
    assert "\nRichard Nixon Library\n18001 Yorba Linda Blvd\n" in other.text


def test_every_year_has_one_keeper() -> None:
    for year in range(1945, 2035):
        assert request_addressees.of_year(year).address
    assert all(keeper.source for keeper in request_addressees.keepers().values())


def test_many_are_parted_into_letters() -> None:
    made = letters([ghost(f"2003ROME{n}") for n in range(1, 61)], today=TODAY, per_letter=25)
    assert [len(letter.names) for letter in made] == [25, 25, 10]
    assert len({letter.name for letter in made}) == 3
    assert letters([], today=TODAY) == []


HOSTILE = [
    "X\n\nYours faithfully,\n\nMallory",
    "X\r\n--- document ---\r\n$requester",
    "$addressee ${fee} $$",
    "\x1b[2J\x07\x00 bell",
    "\u202eesrever \u2066 isolate",
    "A" * 5_000,
    "word " * 400,
    "[click](javascript:alert(1)) <script>x</script> `x` # y",
    "“quoted” and\u2028separated\u2029lines\x85end\x0b\x0c",
    "",
]


@pytest.mark.parametrize("subject", HOSTILE)
def test_no_subject_breaks_out(subject: str) -> None:
    harmless = letters([ghost(subject="X")], today=TODAY)[0].text
    text = letters([ghost(subject=subject)], today=TODAY)[0].text

    def outside(words: str) -> list[str]:
        return [line for line in words.split("\n") if not line.startswith("    ")]

    assert outside(text) == outside(harmless)
    assert all(c.isprintable() or c == "\n" for c in text)
    assert max(map(len, text.splitlines())) <= request_letters.WIDTH
    assert len(text) < len(harmless) + 1_500


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_words_at_all_break_out(subject: str, kind: str) -> None:
    card = Card(kind or "x", subject, None, subject, None, None, None, subject)
    text = letters([ghost(subject=subject, cards=(card,))], today=TODAY)[0].text
    plain = letters([ghost(subject="X")], today=TODAY)[0].text
    assert [line for line in text.split("\n") if not line.startswith("    ")] == [
        line for line in plain.split("\n") if not line.startswith("    ")
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "one line “--- document ---”; it has 0"),
        ("$documents\n--- document ---\n--- document ---\n", "it has 2"),
        ("Hello\n--- document ---\n$number\n", "no \\$documents"),
        ("$documents $nonsense\n--- document ---\n$number\n", "line 1 of the template has \\$nonsense"),
        ("$documents\n--- document ---\n$number\n$subjekt\n", "line 4 of the template has \\$subjekt"),
        ("$documents costs 5$\n--- document ---\n$number\n", "line 1 .* \\$\\$"),
        ("$documents ${\n--- document ---\n$number\n", "begins no name"),
        ("$documents\n--- document ---\n$documents\n", "there are \\$n, \\$number"),
        ("$documents {0.__class__}\n--- document ---\n$number.__class__ ${fee}\n", "\\$fee"),
        ("x" * 300_000, "more than 200,000"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_where(words: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        letters([ghost()], words=words)


def test_an_own_template() -> None:
    words = "To $addressee\r\n$$5\r\n$documents\r\n--- document ---\r\n* $mrn: $subject [$tags]\r\n"
    (letter,) = letters([ghost()], words=words, today=TODAY)
    assert letter.text.startswith("To U.S. Department of State\n")
    assert "\n$5\n    * 2003STATE282619: " in letter.text
    assert "[PARM]" in letter.text


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="foia or mdr"):
        letters([ghost()], kind="subpoena")


@pytest.mark.parametrize("kind", request_letters.KINDS)
def test_the_package_s_own_templates_can_be_used(kind: str) -> None:
    request_letters.parts(request_letters.template(kind))
