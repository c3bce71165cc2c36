"""What a person types, and the tree that it is read into."""

from __future__ import annotations

import contextlib
import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.search import QueryError, parse_query
from reftel.search.fields import FIELDS
from reftel.search.query import DEEPEST, LONGEST
from reftel.search.tree import And, Everything, Exact, Level, Node, Not, Or, Phrase, Prefix, Sent, Word, Words
from reftel.vocabulary import levels, posts
from tests.patience import patience

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/query.md"

WHEAT, SUGAR, OIL = Word("wheat"), Word("sugar"), Word("oil")


def cable(number: str) -> Node:
    return Or((Exact("mrn", number), Exact("ref", number)))


def day(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, day)


TREES: list[tuple[str, Node]] = [
    # nothing, and all
    ("", Everything()),
    (" \t\n", Everything()),
    ("*", Everything()),
    # words
    ("wheat", WHEAT),
    ("  wheat\t", WHEAT),
    ("Wheat", Word("Wheat")),
    ("wheat sugar", And((WHEAT, SUGAR))),
    ("wheat\nsugar", And((WHEAT, SUGAR))),
    ("wheat AND sugar", And((WHEAT, SUGAR))),
    ("wheat and sugar", And((WHEAT, Word("and"), SUGAR))),
    ("or", Word("or")),
    ('"AND"', Word("AND")),
    ("1975", Word("1975")),
    ("école", Word("école")),
    ("e\u0301cole", Word("école")),  # the accent a character of its own
    ("москва", Word("москва")),
    ("हिन्दी", Word("हिन्दी")),  # its vowel signs are no letters to most programs
    # words that a sign joins, and signs around words
    ("bilateral/eu", Phrase("bilateral eu")),
    ("follow-up", Phrase("follow up")),
    ("O'Neill", Phrase("O Neill")),
    ("O’Neill", Phrase("O Neill")),
    ("snake_case", Phrase("snake case")),
    ("wheat,", WHEAT),
    ("'wheat'", WHEAT),
    ("16:30", Phrase("16 30")),
    ("ITALY: LIBYA", And((Word("ITALY"), Word("LIBYA")))),
    ("wheat--sugar", Phrase("wheat sugar")),
    # phrases
    ('"wheat credit"', Phrase("wheat credit")),
    ('"wheat"', WHEAT),
    ('"wheat\ncredit"', Phrase("wheat credit")),
    ('"wheat (credit)"', Phrase("wheat credit")),
    ("“wheat credit”", Phrase("wheat credit")),
    ("„wheat credit“ oil", And((Phrase("wheat credit"), OIL))),
    ("«wheat credit»", Phrase("wheat credit")),
    ('wheat"sugar"oil', And((WHEAT, SUGAR, OIL))),
    # beginnings of words
    ("immigra*", Prefix("immigra")),
    ("é*", Prefix("é")),
    ("e\u0301*", Prefix("é")),
    ("AND*", Prefix("AND")),
    # OR, NOT, brackets
    ("wheat OR sugar", Or((WHEAT, SUGAR))),
    ("wheat OR sugar OR oil", Or((WHEAT, SUGAR, OIL))),
    ("wheat OR sugar oil", Or((WHEAT, And((SUGAR, OIL))))),
    ("(wheat OR sugar) oil", And((Or((WHEAT, SUGAR)), OIL))),
    ("((wheat))", WHEAT),
    ("(wheat)(sugar)", And((WHEAT, SUGAR))),
    ("NOT wheat", Not(WHEAT)),
    ("-wheat", Not(WHEAT)),
    ("wheat -sugar", And((WHEAT, Not(SUGAR)))),
    ("wheat NOT sugar", And((WHEAT, Not(SUGAR)))),
    ("wheat AND NOT sugar", And((WHEAT, Not(SUGAR)))),
    ("wheat OR NOT sugar", Or((WHEAT, Not(SUGAR)))),
    ("NOT NOT wheat", Not(Not(WHEAT))),
    ("-NOT wheat", Not(Not(WHEAT))),
    ("NOT wheat sugar", And((Not(WHEAT), SUGAR))),
    ("-(wheat sugar)", Not(And((WHEAT, SUGAR)))),
    ('-"wheat sugar"', Not(Phrase("wheat sugar"))),
    ("-tag:parm", Not(Exact("tag", "PARM"))),
    ("-immigra*", Not(Prefix("immigra"))),
    ("wheat-sugar", Phrase("wheat sugar")),
    ("* -wheat", And((Everything(), Not(WHEAT)))),
    # numbers as printed
    ("03 ROME 4580", cable("2003ROME4580")),
    ("2003 Rome 4580", cable("2003ROME4580")),
    ("03ROME4580", cable("2003ROME4580")),
    ("03rome004580", cable("2003ROME4580")),
    ("2003ROME004580", cable("2003ROME4580")),
    ("ROME 4580 (03)", cable("2003ROME4580")),
    ("ROME 4580-03", cable("2003ROME4580")),
    ("'03 ROME 4580", cable("2003ROME4580")),
    ("74 LA PAZ 0244", cable("1974LAPAZ244")),
    ("1974 AMEMBASSY LA PAZ 244", cable("1974LAPAZ244")),
    ("03 SECSTATE 282619", cable("2003STATE282619")),
    ("2003ROME4580 wheat", And((cable("2003ROME4580"), WHEAT))),
    ("03 ROME 4580 wheat", And((cable("2003ROME4580"), WHEAT))),
    ("wheat 74 LA PAZ 244", And((WHEAT, cable("1974LAPAZ244")))),
    ("tag:parm 03 ROME 4580", And((Exact("tag", "PARM"), cable("2003ROME4580")))),
    ("03 ROME 4580 OR 03 ROME 3207", Or((cable("2003ROME4580"), cable("2003ROME3207")))),
    ("(03 ROME 4580)", cable("2003ROME4580")),
    ("-03ROME4580", Not(cable("2003ROME4580"))),
    ('"03 ROME 4580"', Phrase("03 ROME 4580")),
    ('"03ROME4580"', Word("03ROME4580")),
    ("STATE 282619", And((Word("STATE"), Word("282619")))),  # no year: no number
    ("8 OCTOBER 2003", And((Word("8"), Word("OCTOBER"), Word("2003")))),
    ("7 May 1974", And((Word("7"), Word("May"), Word("1974")))),
    # fields
    ("from:rome", Exact("from", "ROME")),
    ("FROM:Rome", Exact("from", "ROME")),
    ("from: rome", Exact("from", "ROME")),
    ('from:"la paz"', Exact("from", "LAPAZ")),
    ('from:"La  Paz "', Exact("from", "LAPAZ")),
    ("from:lapaz", Exact("from", "LAPAZ")),
    ('from:"amembassy rome"', Exact("from", "ROME")),
    ("from:secstate", Exact("from", "STATE")),
    ('from:"são paulo"', Exact("from", "SAOPAULO")),
    ("from:nariobi", Exact("from", "NAIROBI")),
    ("to:geneva", Exact("to", "GENEVA")),
    ('to:"usmission geneva"', Exact("to", "GENEVA")),
    ("tag:parm", Exact("tag", "PARM")),
    ('tag:"PARM"', Exact("tag", "PARM")),
    ('tag:"qadhafi,  muammar"', Exact("tag", "QADHAFI, MUAMMAR")),
    ("class:secret", Level(("SECRET",), "SECRET")),
    ('class:"limited official use"', Level(("LIMITED OFFICIAL USE",), "LIMITED OFFICIAL USE")),
    ("class:unclas", Level(("UNCLASSIFIED",), "UNCLASSIFIED")),
    ("class:>=secret", Level(("SECRET", "TOP SECRET"), ">=SECRET")),
    ('class:">= confidential"', Level(("CONFIDENTIAL", "SECRET", "TOP SECRET"), ">=CONFIDENTIAL")),
    ("caption:sipdis", Exact("caption", "SIPDIS")),
    ('caption:"n o d i s"', Exact("caption", "NODIS")),
    ("caption:frobnis", Exact("caption", "FROBNIS")),
    ("mrn:03ROME4580", Exact("mrn", "2003ROME4580")),
    ('mrn:"03 ROME 4580"', Exact("mrn", "2003ROME4580")),
    ('ref:"03 STATE 282619"', Exact("ref", "2003STATE282619")),
    ("signer:sembler", Words("signer", "sembler")),
    ("signer:O'Neill", Words("signer", "O Neill")),
    ("subject:wheat", Words("subject", "wheat")),
    ('subject:"wheat credit"', Words("subject", "wheat credit")),
    ("subject:immigra*", Prefix("immigra", "subject")),
    ("signer:semb*", Prefix("semb", "signer")),
    ("problem:mrn-disagrees", Exact("problem", "mrn-disagrees")),
    ("problem:MRN-Disagrees", Exact("problem", "mrn-disagrees")),
    ("after:1974", Sent(first=day(1974, 1, 1))),
    ("after:1974-06", Sent(first=day(1974, 6, 1))),
    ("after:1974-06-19", Sent(first=day(1974, 6, 19))),
    ("after:1974/6/9", Sent(first=day(1974, 6, 9))),
    ('after:"1974-06-19"', Sent(first=day(1974, 6, 19))),
    ("before:1975", Sent(last=day(1975, 12, 31))),
    ("before:1976-02", Sent(last=day(1976, 2, 29))),
    ("before:1975-02", Sent(last=day(1975, 2, 28))),
    ("before:1975-02-03", Sent(last=day(1975, 2, 3))),
    ("after:0001 before:9999", And((Sent(first=day(1, 1, 1)), Sent(last=day(9999, 12, 31))))),
    ("(wheat OR sea) from:lapaz -sugar", And((Or((WHEAT, Word("sea"))), Exact("from", "LAPAZ"), Not(SUGAR)))),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[repr(text) for text, _ in TREES])
def test_what_is_typed_becomes_a_tree(text: str, tree: Node) -> None:
    assert parse_query(text) == tree


@pytest.mark.parametrize("tree", [tree for _, tree in TREES], ids=str)
def test_a_tree_as_text_reads_back_as_itself(tree: Node) -> None:
    assert parse_query(str(tree)) == tree


# The query, the character that the message names (counted from 1), and words of the message.
ERRORS = [
    ("(wheat", 1, "a bracket is not closed; write )"),
    ("sugar (wheat OR (oil)", 7, "a bracket is not closed"),
    ("wheat)", 6, "a closing bracket without an opening one; leave it out"),
    ("()", 2, "a closing bracket where a word is expected; leave it out"),
    ("wheat (OR oil)", 8, "OR stands between two words"),
    ('"wheat credit', 1, 'a quotation mark is not closed; write "'),
    ('oil "', 5, "a quotation mark is not closed"),
    ("“wheat", 1, "a quotation mark is not closed"),
    ("AND", 1, "AND stands between two words; write “and” for the word itself"),
    ("OR wheat", 1, "OR stands between two words"),
    ("wheat AND OR oil", 11, "OR stands between two words"),
    ("wheat OR", 9, "the query ends where a word is expected; write one"),
    ("wheat NOT", 10, "the query ends where a word is expected"),
    ("wheat - oil", 7, "“-” has no letters or digits to look for; leave it out"),
    ("...", 1, "has no letters or digits"),
    ('""', 1, "has no letters or digits"),
    ("_", 1, "has no letters or digits"),
    ("oil --wheat", 5, "begins with two signs; write one to exclude"),
    ("export*s", 1, "a * stands at the end of one word, like immigra*"),
    ("*oil", 1, "a * stands at the end of one word"),
    ("oil**", 1, "a * stands at the end of one word"),
    ("follow-u*", 1, "a * stands at the end of one word"),
    ('oil "export control*"', 5, "a * does not work between quotation marks; leave it out"),
    ("foo:bar", 1, "there is no field “foo”; there are from: to: tag:"),
    ("oil ITALY:LIBYA", 5, "To look for the words, put them between quotation marks"),
    ("http://example.org", 1, "there is no field “http”"),
    ("classification:secret", 1, "there is no field “classification”; do you mean class:?"),
    ("tags:parm", 1, "do you mean tag:?"),
    ("subjct:oil", 1, "do you mean subject:?"),
    ("since:1974", 1, "do you mean after:?"),
    ("from:", 1, "from: wants a value behind it"),
    ("oil from:", 5, "from: wants a value behind it"),
    ('tag:""', 1, "tag: wants a value behind it"),
    ('problem:" "', 1, "problem: wants a value behind it"),
    ("from:(rome OR paris)", 1, "from: wants a value behind it"),
    ("from:romee", 1, "“romee” is no post that is known; it may be ROME"),
    ("from:porto", 1, "it may be PORTOALEGRE or PORTOFSPAIN"),
    ("oil from:xyzzy", 5, 'between quotation marks one of several words: from:"new delhi"'),
    ("from:tel aviv", 1, "“tel” is no post that is known"),
    ("to:zzz", 1, "“zzz” is no post that is known"),
    ("from:rom*", 1, "from: wants a whole value; a * works with words only"),
    ("tag:*", 1, "tag: wants a whole value"),
    ("class:foo", 1, "“foo” is no classification, with >= before it or not; there are unclassified,"),
    ("class:<=secret", 1, "is no classification"),
    ("mrn:4580", 1, "“4580” is no message number; write it like 2003ROME4580 or "),
    ("mrn:03 ROME 4580", 1, '"03 ROME 4580"'),
    ("oil ref:ROME4580", 5, "is no message number"),
    ("subject:...", 1, "subject: wants a word behind it"),
    ("subject:*", 1, "subject: wants a word behind it"),
    ("signer:a*b", 1, "a * stands at the end of one word"),
    ("after:1974-13", 1, "“1974-13” is no date; write 2003, 2003-10 or 2003-10-07"),
    ("after:1974-00", 1, "is no date"),
    ("after:1974-02-30", 1, "is no date"),
    ("before:1974-02-00", 1, "is no date"),
    ("oil after:74", 5, "is no date"),
    ("after:0000", 1, "is no date"),
    ("after:1974-06-19T10:00", 1, "is no date"),
    ("after:١٩٧٤", 1, "is no date"),
    ("oil " * 500 + "x", LONGEST + 1, "the query has 2,001 characters; write at most 2,000"),
    ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST + 1, "more than 20 levels of brackets or NOT"),
    ("NOT " * (DEEPEST + 1) + "a", DEEPEST * 4 + 1, "more than 20 levels"),
    ("-" + "(-" * DEEPEST + "a", DEEPEST + 1, "more than 20 levels"),
]


@pytest.mark.parametrize(
    ("text", "character", "said"), ERRORS, ids=[repr(text[:40]) for text, _, _ in ERRORS]
)
def test_what_is_wrong_is_said_with_its_place(text: str, character: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert said in str(caught.value)
    assert str(caught.value).endswith(f"(at character {character})")
    assert caught.value.position == character - 1
    assert "\n" not in str(caught.value)


def test_depth_that_is_allowed_is_read() -> None:
    assert parse_query("(" * DEEPEST + "oil" + ")" * DEEPEST) == OIL
    assert parse_query("NOT NOT " * (DEEPEST // 2) + "oil") != OIL
    assert len(parse_query("a " * (LONGEST // 2)).parts) == LONGEST // 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "piece", ["(", "-", "NOT ", '"', "*", "a OR ", "from:", "1 ", "03 ROME ", "-(", "a-", "“", " ", "1A"]
)
@pytest.mark.parametrize("times", [200, 1_000_000])
def test_bombs_are_read_or_refused_at_once(piece: str, times: int) -> None:
    with patience(), contextlib.suppress(QueryError):
        parse_query((piece * times)[: LONGEST if times == 200 else None])


def test_every_post_and_level_reads_back_as_itself() -> None:
    for code in posts.codes():
        assert parse_query(f'from:"{code}"') == Exact("from", code)
    for level in levels.LEVELS:
        tree = parse_query(f'class:">={level}"')
        assert parse_query(str(tree)) == tree


def test_a_sender_that_only_the_archive_knows_is_no_mistake() -> None:
    asked: list[tuple[str, str]] = []

    def held(field: str, value: str) -> bool:
        asked.append((field, value))
        return value == "FOOBAR"

    assert parse_query('from:rome OR from:"foo bar"', held) == Or(
        (Exact("from", "ROME"), Exact("from", "FOOBAR"))
    )
    assert asked == [("from", "FOOBAR")]
    with pytest.raises(QueryError, match="is no post"):
        parse_query("to:foobaz", held)


def test_each_example_of_the_page_is_read_and_each_field_has_one() -> None:
    """Every query in a table of the reference, in a cell that shows what to write."""
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    examples = [one for row in rows for one in re.findall(r"`([^`]+)`", row[0] if len(row) == 2 else row[2])]
    assert len(examples) > 20
    for example in examples:
        tree = parse_query(example)
        assert parse_query(str(tree)) == tree
    shown = {m[1] for example in examples for m in re.finditer(r"(\w+):", example)}
    assert shown == set(FIELDS)


# Pieces of queries, so that what is made up is not all refused.
_PIECES = st.sampled_from(
    [*'()-*" _.\n:“', " AND ", " OR ", " NOT ", "wheat", "Öl", "03 ROME 4580", "03ROME4580", "1974", "ß", "²"]
    + [f"{field}:" for field in FIELDS]
    + ["rome ", "parm ", ">=secret ", "1974-06 ", '"la paz" ', "O'Neill ", "\x00", "\u0301", "ا", "foo:", "İ"]
)


def read_or_refused(text: str) -> tuple[Node | None, int | None]:
    try:
        return parse_query(text), 0
    except QueryError as error:
        return None, error.position


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
def test_any_text_is_read_or_refused_and_reads_back(text: str) -> None:
    tree, position = read_or_refused(text)
    assert position is not None and 0 <= position <= len(text)
    if tree and len(str(tree)) <= LONGEST:
        assert parse_query(str(tree)) == tree


_LEAVES = st.sampled_from(
    ["wheat", '"wheat credit"', "immigra*", "tag:PARM", "after:1974", "class:>=secret", "subject:a*", "or"]
)


@given(
    st.recursive(
        _LEAVES,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from([" ", " AND ", " OR ", " NOT "]), inner).map("".join),
            inner.map("({})".format),
            inner.map("-({})".format),
        ),
        max_leaves=12,
    )
)
def test_any_well_formed_query_is_read(text: str) -> None:
    tree = parse_query(text)
    assert parse_query(str(tree)) == tree


@pytest.mark.parametrize(
    ("name", "value"), [("after", "2003-13"), ("before", "garbage"), ("after", "2003-02-30")]
)
def test_a_day_beside_the_query_is_named_and_has_no_place_in_it(
    name: str, value: str, tmp_path: Path
) -> None:
    archive = reftel.create(tmp_path / "a")
    with pytest.raises(QueryError, match=f"{name}: “{value}” is no date") as told:
        archive.search("libya", **{name: value})
    assert "character" not in str(told.value)
    assert told.value.position is None
