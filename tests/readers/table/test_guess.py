"""What a column is: by its name, by its values, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.readers import MappingError
from reftel.readers.mapping import DATES, NAMES, Order, load, made, of
from reftel.readers.table import days
from reftel.readers.table.guess import guess
from tests.readers.table.making import TEXT, read, texts, written


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (("Message_Text", "sentDate"), (TEXT, "7 Oct 2003"), {"text": "Message_Text", "date": "sentDate"}),
        (("cable", "content"), ("03ROME12", TEXT), {"text": "content", "mrn": "cable"}),
        (("message", "body"), ("see the body for all of this message", TEXT * 9), {"text": "body"}),
        (("a", "b", "c"), ("03ROME12", TEXT, "x"), {"text": "b", "mrn": "a"}),
        (("id", "cable id", "text"), ("17", "03ROME12", TEXT), {"text": "text", "mrn": "cable id"}),
        (("level", "text"), ("SECRET//NOFORN", TEXT), {"text": "text", "classification": "level"}),
        (("level", "text"), ("ground floor", TEXT), {"text": "text"}),
        (
            ("FM", "To", "Subj", "text"),
            ("ROME", "STATE", "OIL", TEXT),
            {"from": "FM", "to": "To", "subject": "Subj", "text": "text"},
        ),
        (("date", "text"), ("soon", TEXT), {"text": "text"}),
        (("text", "url"), ("", "x.org/1"), {"text": "text", "url": "url"}),
        (("text", "url"), ("17", "x.org/1"), {"url": "url"}),
    ],
)
def test_names_and_values(head: tuple[str, ...], row: tuple[str, ...], expected: dict[str, str]) -> None:
    assert guess(head, [dict(zip(head, row, strict=True))] * 3, {}) == expected


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("a", "b"), (TEXT, TEXT)),  # two that could each be the text
        (("text", "body"), (TEXT, TEXT)),
        (("a",), ("a long column of words that is no cable " * 9,)),
        (("a", "b"), ("x", "y")),
    ],
)
def test_where_two_fit_or_none_there_is_no_guess(head: tuple[str, ...], row: tuple[str, ...]) -> None:
    assert "text" not in guess(head, [dict(zip(head, row, strict=True))] * 3, {})


def test_what_is_said_goes_before_what_is_guessed_and_is_not_guessed_if_it_is_not_there() -> None:
    rows = written([("id", "text", "Inhalt"), *(("03ROME1", text, "A B") for text in texts(3))])
    seen = read(rows, text="inhalt", mrn="number")
    assert [one.text for one in seen.messages] == ["A B"] * 3
    assert seen.messages[0].given == {"id": "03ROME1", "text": texts(1)[0].strip()}
    (told,) = seen.columns
    assert (told.said, told.guessed, told.missing) == ({"text": "Inhalt"}, {}, {"mrn": "number"})


def test_the_header_stands_before_the_text() -> None:
    rows = written([("header", "body"), *(("FM ROME\nTO STATE\n", "1. TEXT AND MORE.") for _ in "AB")])
    assert read(rows).messages[0].text == "FM ROME\nTO STATE\n\n1. TEXT AND MORE."


@pytest.mark.parametrize(
    ("value", "order", "meant"),
    [
        ("2003-10-07", None, "2003-10-07"),
        ("2003-10-07T16:05:00Z", None, "2003-10-07T16:05:00Z"),
        ("20031007", None, "2003-10-07"),
        ("2003/10/7", None, "2003-10-07"),
        ("7.10.2003", None, "2003-10-07"),
        ("7 Oct 2003", None, "2003-10-07"),
        ("07-Oct-2003", None, "2003-10-07"),
        ("Oct. 7, 2003", None, "2003-10-07"),
        ("Tuesday, October 7, 2003", None, "2003-10-07"),
        ("7 October 2003 16:05", None, "2003-10-07 16:05"),
        ("10/17/2003 4:05 PM", None, "2003-10-17 16:05"),
        ("17/10/2003", None, "2003-10-17"),
        ("10/10/2003", None, "2003-10-10"),
        ("10/7/2003", "month first", "2003-10-07"),
        ("10/7/2003", "day first", "2003-07-10"),
        ("10/7/2003", None, None),
        ("10/7/03", "day first", None),
        ("17/10/2003", "month first", None),
        ("31/02/2003", "day first", None),
        ("2003-13-01", None, None),
        ("7 Foo 2003", None, None),
        ("0000-00-00", None, None),
        ("soon", None, None),
        ("9" * 100, None, None),
        ("", None, None),
    ],
)
def test_dates_as_people_write_them(value: str, order: Order | None, meant: str | None) -> None:
    assert days.iso(value, order) == meant


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y"]))
def test_dates_that_can_be_read_in_one_way_are(day: object, form: str) -> None:
    day = day.replace(year=day.year % 1000 + 1000)  # type: ignore[attr-defined]
    assert days.iso(day.strftime(form), None) == f"{day}"  # type: ignore[attr-defined]


def test_a_date_that_may_be_two_is_told_and_kept_as_written() -> None:
    rows = [("sent", "text"), *((f"{n}/{n + 1}/2003", text) for n, text in enumerate(texts(3), 1))]
    seen = read(written(rows))
    assert seen.messages[0].given == {"sent": "1/2/2003"}
    assert "cannot be told" in seen.messages[0].notes[0]
    assert "say dates=day-first or dates=month-first" in seen.columns[0].notes[0]
    said = read(written(rows), dates="day-first")
    assert said.messages[0].given == {"date": "2003-02-01", "date as written": "1/2/2003"}
    assert not said.columns[0].notes


def test_one_date_shows_how_all_of_a_column_are_written() -> None:
    rows = [("sent", "text"), *((f"{n}/12/2003", text) for n, text in enumerate(texts(9), 8))]
    assert read(written(rows)).messages[0].given["date"] == "2003-12-08"
    rows.append(("12/31/2003", "contradicts the others"))
    seen = read(written(rows))
    assert seen.messages[0].given == {"sent": "8/12/2003"}
    assert seen.columns[0].notes


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (["text"], "write it like text=body"),
        (["text="], "“text” names no column"),
        (["foo=bar"], "“foo” is no name for a column; the names are text, header"),
        (["text=a", "text=b"], "said twice"),
        (["text=a", "mrn=a"], "said to be two things"),
        (["dates=first"], "“day first” or “month first”"),
        (["=a"], "“” is no name"),
    ],
)
def test_a_mapping_that_is_none_is_told(pairs: list[str], words: str) -> None:
    with pytest.raises(MappingError, match=words):
        of(pairs)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (b"text = ", "is no TOML"),
        (b"text = 5", "names no column"),
        (b"columns = 5", "a mapping names columns"),
        (b"\xff\xfe", "is no TOML"),
        (b'nix = "a"', "“nix” is no name"),
        (b"#" * 70_000, "too large"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_mapping_is_told(tmp_path: Path, written: bytes | None, words: str) -> None:
    file = tmp_path / "m.toml"
    if written is not None:
        file.write_bytes(written)
    with pytest.raises(MappingError, match=words) as caught:
        load(file)
    assert "m.toml" in str(caught.value)


def test_a_file_that_is_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes(b'\xef\xbb\xbf[columns]\ntext = "body"\ndates = "day first"\n')
    assert load(tmp_path / "m.toml") == {"text": "body", "dates": "day first"}
    assert made({name: name for name in NAMES} | {DATES: "month-first"}).dates == "month first"
