"""Short forms and document numbers in edited volumes."""

from __future__ import annotations

import json

import msgspec
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.links.published import printed_forms
from reftel.links.published.printed import Shelf
from reftel.links.published.printed_documents import Document, document
from reftel.links.resolving.resolution import resolve
from tests.links.world import World

VOLUME = "frus1961-63v05"


def doc(
    name: str,
    sender: str,
    to: str,
    number: str,
    date: str,
    text: str = "",
    notes: tuple[tuple[str, str], ...] = (),
    volume: str = VOLUME,
    **more: str,
) -> Document:
    """A document; a note is given by the words behind which its sign stands, and its own."""
    given = {
        "document": f"{volume}/{name}",
        "kind": "telegram",
        "from": sender,
        "to": to,
        "number": number,
        "date": date,
    }
    marks = [
        {"kind": "note", "text": words, "span": [at := text.index(behind) + len(behind), at]}
        for behind, words in notes
    ]
    record = json.dumps({"id": name, "annotations": marks}).encode()
    found = document(f"edition of {name}", more.pop("mrn", None), text, json.dumps(given | more), record)
    assert found is not None
    return found


MOSCOW, STATE = "Embassy in the Soviet Union", "Department of State"
DEPTEL = doc("d9", STATE, MOSCOW, "864", "1962-10-10")
ELSEWHERE = doc("d8", STATE, "Embassy in the United Kingdom", "864", "1962-10-09")
LAST_YEAR = doc("d3", STATE, MOSCOW, "864", "1961-08-01")
EMBTEL = doc("d10", MOSCOW, STATE, "970", "1962-10-16", mrn="1962MOSCOW970")


def targets(citing: Document, *others: Document, editors: bool = True) -> list[str]:
    shelf = Shelf([DEPTEL, ELSEWHERE, LAST_YEAR, EMBTEL, citing, *others])
    found = [link.target.name for link in shelf.links(editors) if link.cable == citing.cable and link.target]
    return list(dict.fromkeys(name.partition("/")[2] for name in found))


@pytest.mark.parametrize(
    "words",
    [
        "Deptel 864.",
        "Re Deptel 864, Oct 10, I saw him.",
        "Department's telegram 864 says",
        "Your 864.",
        "urtel 864",
        "your telegram 864",
    ],
)
def test_the_departments_telegram_to_this_post(words: str) -> None:
    assert targets(doc("d20", MOSCOW, STATE, "975", "1962-10-17", words)) == ["d9"]


@pytest.mark.parametrize(
    "words",
    [
        "Embtel 970.",
        "Your 970",
        "Moscow's 970.",
        "Moscow telegram 970",
        "Embassy telegram 970",
        "Moscow 970,",
    ],
)
def test_the_posts_telegram_in_one_to_it(words: str) -> None:
    assert targets(doc("d21", STATE, MOSCOW, "900", "1962-10-18", words)) == ["d10"]


@pytest.mark.parametrize("words", ["our 970", "mytel 970", "ourtel 970", "my telegram 970,", "Embtel 970"])
def test_the_posts_own(words: str) -> None:
    assert targets(doc("d22", MOSCOW, STATE, "990", "1962-10-18", words)) == ["d10"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Embtel 864", "the Department's, not the post's"),
        ("our 864", "likewise"),
        ("Deptel 865", "another number"),
        ("Deptel 864, June 3,", "another day"),
        ("London's 864", "another sender"),
        ("864 persons", "no telegram"),
        ("our 864 tanks", "a count"),
        ("Deptel 86.4", "a decimal"),
        ("Deptel 864,000", "a larger number"),
        ("Paragraph 864", "another thing"),
        ("General Deptel", "no number"),
        ("De Gaulle's 864", "a person"),
    ],
)
def test_what_means_another_telegram_or_none(words: str, why: str) -> None:
    assert targets(doc("d23", MOSCOW, STATE, "975", "1962-10-17", words)) == [], why


def test_a_later_telegram_is_not_meant() -> None:
    assert targets(doc("d24", MOSCOW, STATE, "900", "1962-09-01", "Deptel 864.")) == []


def test_the_year_before_is_meant_where_it_is_nearer() -> None:
    assert targets(doc("d25", MOSCOW, STATE, "900", "1962-03-01", "Deptel 864.")) == ["d3"]


def test_two_that_fit_are_both_offered() -> None:
    twin = doc("d11", STATE, MOSCOW, "864", "1962-10-12")
    citing = doc("d26", MOSCOW, STATE, "975", "1962-10-17", "Deptel 864.")
    (link,) = (one for one in Shelf([DEPTEL, twin, citing]).links() if one.cable == citing.cable)
    assert link.target is None
    assert {one.name for one in link.near} == {f"{VOLUME}/d9", f"{VOLUME}/d11"}


def test_the_day_stated_decides_between_two() -> None:
    twin = doc("d11", STATE, MOSCOW, "864", "1962-10-12")
    assert targets(doc("d27", MOSCOW, STATE, "975", "1962-10-17", "Deptel 864, October 12."), twin) == ["d11"]


@pytest.mark.parametrize(
    "note",
    ["Document 8.", "See Document 8.", "Printed as Document 8.", "Telegram 864 is printed as Document 8."],
)
def test_the_editors_word_counts_before_the_rules(note: str) -> None:
    citing = doc("d28", MOSCOW, STATE, "975", "1962-10-17", "Deptel 864 says so.", (("Deptel 864", note),))
    assert targets(citing) == ["d8"]
    assert targets(citing, editors=False) == ["d9"]


@pytest.mark.parametrize(
    "note",
    ["See footnote 2, Document 8.", "Not printed.", "Document 800.", "See Document 8 for a related matter."],
)
def test_a_note_that_says_something_else_leaves_the_rules(note: str) -> None:
    citing = doc("d29", MOSCOW, STATE, "975", "1962-10-17", "Deptel 864 says so.", (("Deptel 864", note),))
    assert targets(citing)[0] == "d9"


def test_two_numbers_and_two_documents() -> None:
    first, second = (
        doc("d65", MOSCOW, STATE, "2710", "1961-05-04"),
        doc("d66", MOSCOW, STATE, "2714", "1961-05-04"),
    )
    text = "1919. Eyes only for Ambassador from Secretary. Your 2710 and 2714."
    citing = doc("d67", STATE, MOSCOW, "1919", "1961-05-06", text, (("2714.", "Documents 65 and 66."),))
    assert targets(citing, first, second) == ["d65", "d66"]
    assert targets(citing, first, second, editors=False) == ["d65", "d66"]


def test_documents_of_other_volumes() -> None:
    other = doc("d272", MOSCOW, STATE, "5", "1964-05-30", volume="frus1964-68v27")
    note = "Secto 27 is printed in Foreign Relations, 1964–1968, vol. XXVII, Document 272."
    assert targets(doc("d30", MOSCOW, STATE, "1", "1964-06-01", "As said.", (("said", note),)), other) == [
        "d272"
    ]
    unread = "Printed ibid., vol. IX, Document 9."
    assert targets(doc("d31", MOSCOW, STATE, "1", "1964-06-01", "As said.", (("said", unread),))) == []


def test_films_name_records_of_the_archive() -> None:
    citing = doc(
        "d32",
        MOSCOW,
        STATE,
        "1",
        "1974-06-01",
        "As said.",
        (("said", "(Ibid., D740078–0726)"),),
        film="D740001-0001",
    )
    films = [
        ("D740078-0726", "a record", "1974LAPAZ1"),
        ("D740001-0001", "itself", None),
        ("D740002-0002", "x", None),
    ]
    found = {(link.target.cable, link.how) for link in Shelf([citing], films).links() if link.target}
    assert found == {("a record", "film number"), ("itself", "film number")}


@pytest.mark.parametrize(
    ("given", "record"),
    [
        ("", None),
        ("{", None),
        ("[]", None),
        ("{}", None),
        ('{"document": 5}', None),
        ('{"document": "1974LAPAZ00060"}', None),
        ('{"document": "../d1"}', None),
        ('{"document": "frus/d1x5"}', None),
        ('{"document": "frus1961-63v05/d9"}', b"{"),
        ('{"document": "frus1961-63v05/d9"}', b'{"annotations": 3}'),
    ],
)
def test_what_is_no_document(given: str, record: bytes | None) -> None:
    assert document("x", None, "", given, record) is None or "/d1" in given


def test_a_document_without_a_day_or_parties_cites_nothing_by_its_forms() -> None:
    assert targets(doc("d33", "", "", "", "", "Deptel 864. Your 864. our 970. Embtel 970.")) == []


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for form in printed_forms.forms(text):
        assert 0 <= form.start < form.end <= len(text)
        assert form.serials
    list(printed_forms.documents(text))
    list(printed_forms.printed_as(text))
    printed_forms.is_plain_note(text)


def test_long_texts_take_time_by_their_length() -> None:
    """Words that begin a form again and again, with nothing behind."""
    for words in (
        "Deptel ",
        "Your Your ",
        "telegram 1, and 2, and ",
        "Document 1, 2, ",
        "Re London's Paris ",
        "A" * 50 + " ",
    ):
        text = words * 20_000
        list(printed_forms.forms(text))
        list(printed_forms.documents(text))


def test_rows_of_the_table() -> None:
    """Through frames: a document without a number is the target by its edition; a reference of the record is mended."""
    world = World()
    first = world.cable("no number", "1962-10-10", text="864. Do so.")
    citing = world.cable(
        "1962MOSCOW975", "1962-10-17", text="975. Re Deptel 864, and Deptel 864 again. Document 9."
    )
    world.cites(citing, "Deptel 864", "", start=8, end=18)
    cables, references = world.frames()
    references = references.with_columns(start=pl.lit(8, pl.Int64), end=pl.lit(18, pl.Int64))
    given = [
        {
            "document": f"{VOLUME}/d9",
            "kind": "telegram",
            "from": STATE,
            "to": MOSCOW,
            "number": "864",
            "date": "1962-10-10",
        },
        {
            "document": f"{VOLUME}/d20",
            "kind": "telegram",
            "from": MOSCOW,
            "to": STATE,
            "number": "975",
            "date": "1962-10-17",
        },
    ]
    sources = pl.DataFrame(
        {"cable": [first, citing], "given": [msgspec.json.encode(one).decode() for one in given]}
    )
    (row,) = resolve(cables, references, sources.lazy()).to_dicts()
    assert (row["position"], row["to_mrn"], row["to_cable"], row["how"]) == (0, None, first, "short form")
    assert row["confidence"] > 0.9


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ibid. Telegram 7415 from Bangkok, May 28, reported on it.", [("plain", (7415,), "BANGKOK")]),
        ("You will see from Bangkok's 4299 that Thanat will bid.", [("place", (4299,), "BANGKOK")]),
        ("in para 2 of State 160368 to the effect that", [("place", (160368,), "STATE")]),
        ("guidelines set up in Washington (State 061378 or 066129).", [("place", (61378, 66129), "STATE")]),
        ("CLEAR FROM STATE 49329 AND 49330. B.", [("place", (49329, 49330), "STATE")]),
        ("Disto 1105 from Geneva, February 20", [("series", (1105,), "GENEVA")]),
        ("Ref: A. CINCPAC 182221Z May 72; B. Bangkok 7", [("place", (7,), "BANGKOK")]),
        ("Bangkok's 120 that were left, Bangkok's 1966 that was", [("place", (120,), "BANGKOK")]),
        ("Bangkok's 40 that are left; your 30 men; Bangkok 4299 people", []),
        ("In Bangkok 12,000 persons, in Bangkok 1,204 and in Bangkok 5.5", []),
    ],
)
def test_telegrams_by_number_in_notes_and_sentences(
    words: str, expected: list[tuple[str, tuple[int, ...], str]]
) -> None:
    assert [(one.way, one.serials, one.sender) for one in printed_forms.forms(words)] == expected


@pytest.mark.parametrize("words", ["Embtel 970.", "Our 970.", "Reference is to Embtel 970."])
def test_short_forms_of_footnotes_are_those_of_their_document(words: str) -> None:
    citing = doc("d32", MOSCOW, STATE, "990", "1962-10-18", "As said.", (("said", words),))
    assert targets(citing) == ["d10"]
    assert targets(citing, editors=False) == []


def test_a_telegram_of_which_the_editors_tell_in_a_note_of_its_own() -> None:
    told = "Hearings were held. Telegram 190484 to Bangkok, November 12, summarized them."
    note = doc("d36", "", "", "", "", told, kind="editorial note", volume="frus1969-76v20")
    bangkok = "Embassy in Thailand"
    citing = doc("d37", bangkok, STATE, "15438", "1969-11-13", "Ref: State 190484.", volume="frus1969-76v20")
    shelf = Shelf([note, citing])
    links = [link for link in shelf.links(editors=False) if link.cable == citing.cable]
    assert [(link.target.name, link.confidence) for link in links if link.target] == [
        ("frus1969-76v20/d36", 0.9)
    ]
    assert "the editors tell of it in document 36" in links[0].evidence


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("Telegram 190484 to Manila, November 12, summarized them.", "to another post"),
        ("Telegram 190484 to Bangkok summarized them.", "no day"),
        ("Telegram 190484 to Bangkok, November 30, 1969, summarized them.", "of a later day"),
        ("Telegram 190484 from Bangkok, November 12, summarized them.", "of another sender"),
        ("Telegram 190485 to Bangkok, November 12, summarized them.", "another number"),
    ],
)
def test_editors_who_tell_of_another_telegram(told: str, why: str) -> None:
    note = doc("d36", "", "", "", "", told, kind="editorial note")
    citing = doc("d37", "Embassy in Thailand", STATE, "15438", "1969-11-13", "Ref: State 190484.")
    assert not [link for link in Shelf([note, citing]).links(editors=False) if link.target], why


def test_what_goes_to_an_ambassador_goes_to_the_post() -> None:
    bangkok = doc("d41", "Embassy in Thailand", STATE, "4552", "1972-04-01")
    letter = doc("d42", "Assistant Secretary (Green)", "Ambassador to Thailand (Unger)", "", "1972-04-04",
                 "in reply to your telegram 4552 on the subject", kind="letter")  # fmt: skip
    assert targets(letter, bangkok) == ["d41"]


def test_an_embassy_of_several_towns_is_where_its_own_telegrams_come_from() -> None:
    libya = "Embassy in Libya"
    own = doc("d43", libya, STATE, "912", "1973-05-02", dateline="Tripoli, May 2, 1973")
    to = doc("d44", STATE, libya, "86400", "1973-05-04", "Your 912.")
    assert targets(to, own) == ["d43"]
    benghazi = doc("d45", libya, STATE, "912", "1973-05-03", dateline="Benghazi, May 3, 1973")
    assert targets(to, own, benghazi) == [], "of two towns it may be either"


def test_what_the_editors_tell_is_heard_through_the_tables() -> None:
    """The shelf of an archive keeps no texts: those of the editors' own documents are read for what they tell."""
    world = World()
    told = world.cable("note", "", text="Telegram 190484 to Bangkok, November 12, summarized the hearings.")
    citing = world.cable("1969BANGKOK15438", "1969-11-13", text="Ref: State 190484. I spoke today.")
    cables, references = world.frames()
    given = [
        {"document": f"{VOLUME}/d36", "kind": "editorial note"},
        {"document": f"{VOLUME}/d37", "kind": "telegram", "from": "Embassy in Thailand", "to": STATE}
        | {"number": "15438", "date": "1969-11-13"},
    ]
    names = [msgspec.json.encode(one).decode() for one in given]
    sources = pl.DataFrame({"cable": [told, citing], "given": names})
    found = resolve(cables, references, sources.lazy()).filter(pl.col("cable") == citing).to_dicts()
    assert [(one["to_cable"], one["how"]) for one in found] == [(told, "editors' note")]
