"""Two editions side by side: what covers both texts, what is told apart, what hostile texts cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.links.comparing.alignment import compare, compare_words
from reftel.links.comparing.damage import pair
from reftel.links.comparing.diffing import runs
from reftel.links.comparing.segments import Comparison
from reftel.links.comparing.tokens import of_text
from tests.patience import patience

SMART = Path(__file__).resolve().parents[1] / "samples" / "smart"


def compared(left: str, right: str) -> Comparison:
    return compare_words(of_text(left), of_text(right))


def told(left: str, right: str) -> list[tuple[str, str, str]]:
    return [
        (one.kind, one.left_words, one.right_words)
        for one in compared(left, right).segments
        if one.kind != "same"
    ]


words = st.lists(
    st.sampled_from(
        ["the", "cat", "a", "MINISTER", "of", "XXXXXXXX", "[1 line not declassified]", "1973", "—", "d'etat"]
    )
    | st.text(max_size=8),
    max_size=40,
).map(" ".join)


@settings(deadline=None)
@given(words, words)
def test_the_segments_hold_both_texts_in_their_order(left: str, right: str) -> None:
    found = compared(left, right)
    for text, spans in (
        (left, [one.left for one in found.segments if one.left.end > one.left.start]),
        (right, [one.right for one in found.segments if one.right.end > one.right.start]),
    ):
        at, pieces = 0, []
        for span in spans:
            assert span.start >= at
            gap = text[at : span.start]
            # what no segment holds has no letter or digit: blanks and strokes
            assert not of_text(gap).tokens
            pieces += [gap, span.of(text)]
            at = span.end
        assert not of_text(text[at:]).tokens
        assert "".join([*pieces, text[at:]]) == text


@settings(deadline=None)
@given(st.integers(3, 40), st.data())
def test_what_is_withheld_between_words_that_stand_once_is_revealed_either_way(
    n: int, data: st.DataObject
) -> None:
    row = [f"word{k:03}" for k in range(n)]
    first = data.draw(st.integers(1, n - 2))
    last = data.draw(st.integers(first + 1, n - 1))
    mark = data.draw(
        st.sampled_from(["XXXXXXXX", "■■", "[REDACTED]", "[2 lines not declassified]", "(b)(1)"])
    )
    whole, held = " ".join(row), " ".join([*row[:first], mark, *row[last:]])
    for left, right in ((whole, held), (held, whole)):
        (one,) = compared(left, right).differences
        assert (one.kind, one.revealed) == ("redaction", " ".join(row[first:last]))


@settings(deadline=None)
@given(st.lists(st.integers(0, 4).map(str), max_size=60), st.lists(st.integers(0, 4).map(str), max_size=60))
def test_runs_cover_both_rows_and_same_is_the_same(left: list[str], right: list[str]) -> None:
    i = j = 0
    for run in runs(left, right):
        assert (run.i1, run.j1) == (i, j)
        if run.same:
            assert left[run.i1 : run.i2] == right[run.j1 : run.j2] != []
        i, j = run.i2, run.j2
    assert (i, j) == (len(left), len(right))


@settings(deadline=None)
@given(words)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    found = compared(text, text)
    assert {one.kind for one in found.segments} <= {"same"}


def test_runs_between_pins_are_those_of_the_exact_way(monkeypatch: pytest.MonkeyPatch) -> None:
    left = [str(n) for n in range(3_000)]
    right = [*left[:700], "new", *left[700:1500], *left[1600:]]
    exact = runs(left, right)
    monkeypatch.setattr("reftel.links.comparing.diffing.MOST_CELLS", 10_000)
    assert runs(left, right) == exact


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (["representa", "tion"], ["representation"], "layout"),
        (["theUSSR"], ["the", "USSR"], "layout"),
        (["Khrushchev1"], ["Khrushchev"], "layout"),
        (["co-operation"], ["cooperation"], "same"),
        (["ManeIly's"], ["Martelly's"], "noise"),
        (["(513U)"], ["(SBU)"], "noise"),
        (["Narnbozo."], ["Nambozo."], "noise"),
        (["R0ME"], ["ROME"], "noise"),
        (["Pa", "mares,"], ["Palmares,"], "noise"),
        (["Dest]gn"], ["Design"], "noise"),
        (["SCARC3."], ["SCARCE."], "noise"),
        (["PHASE2"], ["PHASE3"], "substance"),
        (["16A"], ["18A"], "substance"),
        (["L'Obseryateur,"], ["L'Observateur,"], "spelling"),
        (["honor"], ["honour"], "spelling"),
        (["not"], ["now"], "substance"),
        (["Iran"], ["Iraq"], "substance"),
        (["15"], ["16"], "substance"),
        (["1973"], ["1978"], "substance"),
        (["accept"], ["reject"], "substance"),
        (["increase"], ["decrease"], "substance"),
        (["will"], ["would"], "substance"),
    ],
)
def test_damage_is_told_from_substance(left: list[str], right: list[str], kind: str) -> None:
    assert pair(left, right) == kind
    assert pair(right, left) == kind


def test_a_mark_gives_way_to_the_words_that_the_other_prints() -> None:
    assert told("He told XXXXXXXXXXXX that he would go.", "He told Envoy Smith that he would go.") == [
        ("redaction", "XXXXXXXXXXXX", "Envoy Smith")
    ]


def test_words_that_happen_to_stand_behind_the_mark_too_are_still_revealed() -> None:
    left = "He said that [1 line not declassified] the end of the war was near."
    right = "He said that the king at the end of the siege of the town saw that the end of the war was near."
    (one,) = compared(left, right).differences
    assert one.kind == "redaction"
    assert one.revealed == "the king at the end of the siege of the town saw that"


def test_a_margin_and_a_blank_are_marks_only_beside_words_that_the_other_prints() -> None:
    margin = "HE TOLD               THAT HE WOULD GO                    B1\nAND THAT WAS ALL."
    whole = "HE TOLD MR. SMITH THAT HE WOULD GO\nAND THAT WAS ALL."
    (one,) = compared(margin, whole).differences
    assert (one.kind, one.how, one.revealed) == ("redaction", "margin", "MR. SMITH")
    assert one.withheld is not None and one.withheld.codes == ("B1",)
    blank = margin.replace("B1", "")
    (one,) = compared(blank, whole).differences
    assert (one.kind, one.how, one.revealed) == ("redaction", "blank", "MR. SMITH")
    assert compared(margin, margin).differences == ()
    assert compared(margin, blank).differences == ()


def test_what_an_editor_left_out_is_no_redaction() -> None:
    left = "He spoke of wheat. [Omitted here is discussion of fish.] He left."
    right = "He spoke of wheat. He then spoke at length of cod and herring. He left."
    (one,) = compared(left, right).differences
    assert one.kind == "omission"
    assert one.withheld is not None and one.withheld.kind == "omitted"
    assert one.revealed == "He then spoke at length of cod and herring."


def test_words_left_out_without_a_mark_are_an_omission() -> None:
    (one,) = compared("He came and left.", "He came, spoke of oil, and left.").differences
    assert (one.kind, one.left_words, one.right_words, one.revealed) == ("omission", "", "spoke of oil,", "")


def test_two_marks_at_one_place_reveal_nothing() -> None:
    assert told("He told XXXXXXXX of it.", "He told [name not declassified] of it.") == []
    assert told("He told XXXXXXXX of it.", "He told [REDACTED] of it.") == []


def test_words_that_only_a_garble_hid_are_no_secret() -> None:
    assert told("He told [garble] of it.", "He told us of it.") == [("noise", "[garble]", "us")]


def test_a_source_to_be_protected_is_flagged() -> None:
    (one,) = compared("XXXXXXXX told us.", "Minister Ba (strictly protect) told us.").differences
    assert one.protected == "strictly protect"


def test_the_number_of_a_note_is_no_other_date() -> None:
    note = reftel.parse("He came on January 6 to Rome.")
    from reftel.model import Annotation, Span

    place = note.text.index("6") + 1
    import msgspec

    note = msgspec.structs.replace(note, annotations=(Annotation("note", "See d1.", Span(place, place)),))
    plain = reftel.parse("He came on January 61 to Rome.")
    assert compare(note, plain).differences == ()
    assert [one.kind for one in compare(reftel.parse(note.text), plain).differences] == ["substance"]


def read(name: str) -> reftel.Cable:
    return reftel.parse((SMART / f"{name}.txt").read_bytes())


# By eye, and by a plain comparison of the words between "SUMMARY" and "Signature".
PORT_AU_PRINCE = ("C05780489", "C05780500", "C05785856", "C05785861")
KINSHASA = ("C05770573", "C05775665", "C05775667")


@pytest.mark.parametrize("other", PORT_AU_PRINCE)
def test_four_releases_of_port_au_prince_504_say_the_same(other: str) -> None:
    found = compare(read("C05785861"), read(other))
    expected = {
        "C05780500": [("noise", "(SBU)", "(513U)"), ("noise", "Martelly's", "ManeIly's")],
        "C05780489": [],
        "C05785856": [],
        "C05785861": [],
    }
    message = [one for one in found.segments if one.kind != "same" and one.zone == "message"]
    assert [(one.kind, one.left_words, one.right_words) for one in message] == expected[other]
    assert found.differences == ()


@pytest.mark.parametrize("other", KINSHASA)
def test_three_releases_of_kinshasa_956_differ_by_their_scans(other: str) -> None:
    found = compare(read("C05775667"), read(other))
    message = [one for one in found.segments if one.kind != "same" and one.zone == "message"]
    expected = [
        ("spelling", "L'Observateur,", "L'Obseryateur,"),
        ("noise", "Palmares,", "Pa/mares,"),
        ("noise", "Palmares", "Pa/mares"),
        (
            "layout",
            "afficher_article.php?id_article=98577&id_edition=5036",
            "afficher article.php?id article=98577&id edition=5036",
        ),
    ]
    told = [(one.kind, one.left_words, one.right_words) for one in message]
    assert told == (expected if other == "C05770573" else [])


def test_ten_pages_withheld_and_printed_are_laid_side_by_side() -> None:
    sentence = "The {n}th paragraph speaks of the harvest of {n} and of those who told us of it. "
    whole = "".join(sentence.format(n=n) for n in range(1_500))
    held = whole.replace("700th paragraph speaks of the harvest of 700", "XXXXXXXXXXXX")
    with patience():
        (one,) = compared(held, whole).differences
    assert one.revealed == "700th paragraph speaks of the harvest of 700"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("a " * 60_000, "b " * 60_000),
        ("a " * 60_000, "a " * 50_000),
        ("a b " * 40_000, "b a " * 40_000),
        ("XXXXXX " * 40_000, "word " * 40_000),
        ("[1 line not declassified] a " * 60_000, "a b " * 60_000),
        (" ".join(map(str, range(40_000))), " ".join(map(str, range(40_000, 0, -1)))),
        ("x" * 5_000_000, "y" * 5_000_000),
        ("\n" * 3_000_000, " " * 3_000_000),
        ("\x00\x07\u202e " * 100_000, "((((" * 100_000),
        ("", "word " * 60_000),
    ],
)
def test_hostile_texts_end(left: str, right: str) -> None:
    with patience():
        found = compared(left, right)
    assert 0 <= found.alike <= 1


def test_of_a_text_without_end_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.links.comparing.tokens.MOST_WORDS", 100)
    found = compared("word " * 150, "word " * 150)
    assert not found.whole
    assert compared("word " * 100, "word " * 100).whole
