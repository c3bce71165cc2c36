"""Which edition is the best text, which cables are editions of one, what is revealed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from rapidfuzz.distance import Indel

import reftel
from reftel.links.comparing import grouping
from reftel.links.comparing.alignment import alike, compare
from reftel.links.comparing.editions import fields, ranked, reveals, side_by_side
from reftel.links.comparing.grouping import MARKS, Text, group, marks
from synthetic.release import scan, withhold
from tests.patience import patience

SMART = Path(__file__).resolve().parents[1] / "samples" / "smart"
HEAD = "C O N F I D E N T I A L ROME 004580\n\nE.O. 12958: DECL: 10/07/2013\nTAGS: PARM, IT\nSUBJECT: GOGGLES\n\n"
BODY = (
    "1. (C) SUMMARY. Deputy Director Rossi told us on October 6 that Italy would press the Union to lift the embargo. END SUMMARY.\n\n"
    "2. (C) He added that sales of night vision goggles had been discussed at length in the Ministry of Defense.\n\n"
    "3. (C) COMMENT. The Ministry is divided. We will follow up with the office of the Prime Minister. END COMMENT.\nSEMBLER\n"
)


def cable(body: str = BODY, head: str = HEAD) -> reftel.Cable:
    return reftel.parse(head + body)


WHOLE = cable()
REDACTED = cable(BODY.replace("Deputy Director Rossi", "XXXXXXXXXXXX"))
SCANNED = cable(
    BODY.replace("embargo", "ernb4rgo").replace("Minister", "MinIster").replace("October", "0ctober")
)
EXTRACT = reftel.parse(
    "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\n"
    + HEAD
    + BODY
    + "4. (U) More."
)
SHORT = cable(BODY.partition("3. (C)")[0])
EMPTY = reftel.parse("", mrn="2003ROME4580")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (SHORT, EMPTY),
        (REDACTED, EXTRACT),
        (REDACTED, SHORT),
        (SCANNED, REDACTED),
        (WHOLE, SCANNED),
        (WHOLE, cable(BODY.replace("Prime Minister", "Prme Minister"))),
        (reftel.parse(HEAD + BODY + "\n\n", given={"provenance": "National Archives, RG 59"}), WHOLE),
    ],
    ids=[
        "a text",
        "whole",
        "nearly all words",
        "fewest withheld",
        "least damaged",
        "most letters",
        "a provenance",
    ],
)
def test_each_question_of_the_rule_decides(better: reftel.Cable, worse: reftel.Cable) -> None:
    for order in ((better, worse), (worse, better)):
        assert [one.id for one, _ in ranked(order)] == [better.id, worse.id]


def test_the_order_does_not_depend_on_the_order_given() -> None:
    every = [WHOLE, REDACTED, SCANNED, EXTRACT, SHORT, EMPTY]
    expected = [one.id for one, _ in ranked(every)]
    assert [one.id for one, _ in ranked(every[::-1])] == expected
    assert [one.id for one, _ in ranked([*every[3:], *every[:3]])] == expected
    assert expected[0] == WHOLE.id and expected[-1] == EMPTY.id


def test_a_long_e_mail_around_a_cable_makes_no_better_text() -> None:
    best = ranked([reftel.parse((SMART / f"{name}.txt").read_bytes()) for name in ("C05780500", "C05785861")])
    assert best[0][0].released_by[0].case == "F-2014-20439 C05785861"


def test_values_that_two_editions_give_differently_are_named() -> None:
    other = cable(
        head=HEAD.replace("C O N F I D E N T I A L", "S E C R E T")
        .replace("GOGGLES", "G0GGLES")
        .replace("TAGS: PARM, IT\n", "")
    )
    told = {one.field: one.kind for one in fields(WHOLE, other)}
    assert told == {"classification": "differs", "subject": "damage", "tags": "only left"}
    assert {one.field: one.kind for one in fields(other, WHOLE)}["tags"] == "only right"


def test_what_is_revealed_has_its_places_in_both_texts() -> None:
    (one,) = reveals([REDACTED, WHOLE])
    assert (one.withheld_in, one.printed_in, str(one.mrn)) == (REDACTED.id, WHOLE.id, "2003ROME4580")
    assert one.withheld_at.of(REDACTED.text) == "XXXXXXXXXXXX" == one.mark.written
    assert one.printed_at.of(WHOLE.text) == one.words == "Deputy Director Rossi"


def test_two_editions_may_each_reveal_what_the_other_withholds() -> None:
    other = cable(BODY.replace("night vision goggles", "[less than 1 line not declassified]"))
    found = {one.withheld_in: one.words for one in reveals([REDACTED, other])}
    assert found == {REDACTED.id: "Deputy Director Rossi", other.id: "night vision goggles"}


def test_a_passage_that_three_editions_print_is_told_once() -> None:
    assert len(reveals([REDACTED, WHOLE, SCANNED, SHORT])) == 1


def test_another_message_under_the_same_number_reveals_nothing() -> None:
    other = cable("1. (U) XXXXXXXXXXXX wheat prices rose in the autumn, and the XXXXXXXX of fish fell.\n")
    assert reveals([WHOLE, other]) == []
    assert not side_by_side([WHOLE, other]).compared[0].same_text


def test_releases_without_a_difference_reveal_nothing() -> None:
    names = ("C05793206", "C05793210", "C05793211", "C05796869")
    assert reveals([reftel.parse((SMART / f"{name}.txt").read_bytes()) for name in names]) == []


# Groups

PROSE = (
    "The minister {n} spoke of the harvest, of the price of wheat in the port of {n}, and of the {n} ships that wait there. "
    "He asked whether the Department would agree to a visit in the spring of that year and said that much depended on {n}. "
    "The ambassador promised to report what was said, and noted that others had asked the same question before {n}. "
)


def text(n: int) -> str:
    return PROSE.format(n="".join(chr(97 + int(c)) * 3 for c in str(n * 7919)))


def alike_of(texts: list[Text]) -> Callable[[str, str], float]:
    held = {one.id: reftel.parse(one.text) for one in texts}
    return lambda one, other: compare(held[one], held[other]).alike


def grouped(*texts: Text) -> list[grouping.Group]:
    return group(texts, alike_of(list(texts)))


def day(n: int) -> datetime.date:
    return datetime.date(2003, 10, n)


def test_one_number_is_one_group_whatever_the_texts() -> None:
    (one,) = grouped(Text("a", "2003ROME1", None, text(1)), Text("b", "2003ROME1", None, "short"))
    assert (one.mrn, one.editions, one.how) == ("2003ROME1", ("a", "b"), "number")


def test_a_text_without_a_number_finds_its_like() -> None:
    (one,) = grouped(
        Text("a", "2003ROME1", day(7), text(1)),
        Text("b", None, day(7), text(1).upper().replace("SHIPS", "5HIPS")),
        Text("c", "2003ROME2", day(7), "Something else entirely. " * 30),
    )
    assert (one.mrn, one.editions, one.how) == ("2003ROME1", ("a", "b"), "number and text")


def test_two_texts_without_numbers_are_a_group_of_their_own() -> None:
    (one,) = grouped(Text("a", None, None, text(1)), Text("b", None, None, text(1) + " He left."))
    assert (one.mrn, one.editions, one.how) == (None, ("a", "b"), "text")


def test_a_misread_number_is_a_doubt_and_no_edition() -> None:
    first, second = grouped(
        Text("a", "2003ROME4580", day(7), text(1)), Text("b", "2003ROME4530", day(7), text(1))
    )
    assert (first.editions, first.doubts) == (("b",), ("a",))
    assert (second.editions, second.doubts) == (("a",), ("b",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Text("a", "2003ROME4580", day(7), text(1)), Text("b", "2003STATE282619", day(7), text(1))),
        (
            Text("a", "2003ROME4580", day(7), text(1)),
            Text("b", "2003ROME4581", datetime.date(2004, 10, 7), text(1)),
        ),
        (Text("a", None, day(7), text(1)), Text("b", None, datetime.date(1974, 10, 7), text(1))),
        (Text("a", None, None, "Too short."), Text("b", None, None, "Too short.")),
        (Text("a", None, None, text(1)), Text("b", None, None, "Something else entirely. " * 30)),
        (Text("a", None, None, ""), Text("b", None, None, "")),
    ],
    ids=["other numbers", "a year apart", "years apart", "too short", "another text", "no text"],
)
def test_what_is_no_edition(one: Text, other: Text) -> None:
    assert grouped(one, other) == []


def test_the_same_form_sent_a_thousand_times_is_not_compared_a_million_times() -> None:
    calls = 0

    def alike(_one: str, _other: str) -> float:
        nonlocal calls
        calls += 1
        return 1.0

    texts = [Text(f"id{n}", None, None, text(1)) for n in range(2_000)]
    with patience():
        (one,) = group(texts, alike)
    assert len(one.editions) == 2_000
    assert calls <= 2_000


def test_how_much_is_alike_is_told_without_the_differences_too() -> None:
    every = [WHOLE, REDACTED, SCANNED, EXTRACT, SHORT, EMPTY]
    for one in every:
        for other in every:
            assert alike(one, other) == compare(one, other).alike


def test_marks_say_how_much_two_texts_share() -> None:
    one, same, other = marks(text(1)), marks(text(1).lower()), marks("Something else entirely. " * 30)
    assert one is not None and same is not None and other is not None
    assert (one == same).all()
    assert not set(one) & set(other)
    damaged = marks(text(1).replace("rn", "m").replace("harvest", "barvest"))
    assert damaged is not None and len(set(one) & set(damaged)) > 0.6 * len(one)


@pytest.mark.parametrize(
    "words", ["", "Too short.", "\0" * 500, "é" * 500, "1234567890 " * 100, "\ud800" * 300]
)
def test_what_has_too_few_letters_has_no_marks(words: str) -> None:
    assert marks(words) is None


@pytest.mark.parametrize("words", ["A" * 150, "A" * 2_000_000, "wheat " * 100_000, PROSE * 3])
def test_marks_are_few_however_long_the_text(words: str) -> None:
    found = marks(words)
    assert found is not None and 1 <= len(found) <= MARKS


def test_copies_are_found_among_thousands_made_of_the_same_phrases() -> None:
    """Every sentence stands in dozens of texts; which stand behind each other in a cable, only in its editions."""
    chance = Random(4580)
    phrases = [
        "".join(chance.choice("etaoinshrdlu ") for _ in range(60)).capitalize() + ". " for _ in range(120)
    ]
    raw = {f"c{n}": "".join(chance.choices(phrases, k=25)) for n in range(1_500)}
    for n in range(60):
        words, _ = withhold(raw[f"c{n}"], [(0, 1_500)], n, passages=n % 4)
        raw[f"p{n}"] = scan(words, n, share=0.05)[0]
    laid = 0

    def share(one: str, other: str) -> float:
        nonlocal laid
        laid += 1
        return Indel.normalized_similarity(raw[one].split(), raw[other].split())

    with patience():
        found = group([Text(id_, None, None, words) for id_, words in raw.items()], share)
    assert {one.editions for one in found} == {(f"c{n}", f"p{n}") for n in range(60)}
    assert laid < len(raw)


def test_all_nineteen_smart_releases_are_eight_cables_with_and_without_their_numbers() -> None:
    cables = {path.stem: reftel.parse(path.read_bytes()) for path in sorted(SMART.glob("*.txt"))}
    assert len(cables) == 19

    def made(hidden: bool) -> set[tuple[str, ...]]:
        texts = [
            Text(name, None if hidden else str(one.mrn), one.sent, "\n".join(p.text for p in one.paragraphs))
            for name, one in cables.items()
        ]
        return {
            tuple(sorted(one.editions))
            for one in group(texts, lambda a, b: compare(cables[a], cables[b]).alike)
        }

    several = {
        ("C05770206", "C05775812"),
        ("C05770573", "C05775665", "C05775667"),
        ("C05780489", "C05780500", "C05785856", "C05785861"),
        ("C05782687", "C05787231"),
        ("C05790446", "C05797643"),
        ("C05793206", "C05793210", "C05793211", "C05796869"),
    }
    assert made(hidden=False) == several
    assert made(hidden=True) == several
