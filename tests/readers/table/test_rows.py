"""CSV and TSV as people and programs write them: dialects, encodings, heads, broken rows."""

from __future__ import annotations

import io
import re
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reftel.model import RawMessage
from reftel.readers import Reject, choose
from reftel.readers.table import Table, lines
from tests.patience import patience
from tests.readers.table.making import read, table, texts, written


def test_each_row_is_a_message_and_what_its_columns_are_is_told() -> None:
    seen = read(table())
    assert [one.text for one in seen.messages] == texts(3)
    assert seen.messages[0].given == {"mrn": "03ROME12", "date": "2003-10-12", "film roll": "D12"}
    (told,) = seen.columns
    assert told.guessed == {"text": "body", "mrn": "id", "date": "sent"}
    assert (told.said, told.others, told.missing, told.notes) == ({}, ("film roll",), {}, ())


@pytest.mark.parametrize(
    "dialect",
    [
        {},
        {"delimiter": "\t"},
        {"delimiter": ";"},
        {"delimiter": "|"},
        {"quoting": 1},
        {"doublequote": False, "escapechar": "\\"},
        {"lineterminator": "\r\n"},
        {"delimiter": ";", "quoting": 1, "lineterminator": "\r\n"},
    ],
    ids=str,
)
def test_the_dialect_is_found_by_what_is_in_it(dialect: dict[str, object]) -> None:
    seen = read(table(4, **dialect))
    assert [one.text for one in seen.messages] == texts(4)
    assert not seen.rejects


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("dialect", [{}, {"delimiter": "\t", "lineterminator": "\r\n"}], ids=["csv", "tsv"])
def test_encodings(encoding: str, dialect: dict[str, object]) -> None:
    text = "SECRET ROME 000012\n1. (S) AT THE CAFÉ ‘ROMA’, HE SAID."
    rows = [("id", "body"), ("03ROME12", text), ("03ROME13", "SECOND"), ("03ROME14", "THIRD")]
    (one, *others) = read(written(rows, **dialect).decode().encode(encoding)).messages
    assert one.text == text
    assert one.given == {"mrn": "03ROME12"}
    assert [other.text for other in others] == ["SECOND", "THIRD"]
    expected = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "cp1252": "windows-1252"}
    assert one.encoding == expected.get(encoding, encoding)


def test_lines_that_end_with_a_carriage_return_alone() -> None:
    seen = read(b'id,text\r1,"A B\rC D"\r2,E F\r')
    assert [one.text for one in seen.messages] == ["A B\nC D", "E F"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"7,A,B,C\n", "row 4 has 4 cells, and the table 2 columns"),
        (b"7\n", "row 4 has 1 cell, and the table 2 columns"),
        (b'7,"NEVER CLOSED\n', "row 4 is broken: its quotation marks do not close"),
        (b'7,"NEVER CLOSED\nIN TWO, LINES\n', "row 4 is broken"),
        (b'7,"CLOSED\n" AND MORE\n', "row 4 is broken"),
        (b"7,\x01\x02\x03\x04\n", "row 4 is no text"),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_broken_row_is_a_reject_with_its_place_and_the_next_are_read(
    row: bytes, why: str, end: bytes
) -> None:
    before = b'id,text\n1,ONE A\n2,"TWO\nB"\n3,THREE C\n'
    after = b'8,"EIGHT\n""D"", E"\n9,NINE F\n'
    data = (before + row + after).replace(b"\n", end)
    seen = read(data)
    assert [one.given["id"] for one in seen.messages] == ["1", "2", "3", "8", "9"]
    assert seen.messages[3].text == 'EIGHT\n"D", E'
    (reject,) = seen.rejects
    assert why in reject.reason
    assert (reject.line, reject.offset) == (6, len(before.replace(b"\n", end)))
    assert reject.data is not None
    assert reject.data.startswith(b"7")


def test_a_mark_that_is_never_closed_costs_its_row_and_not_those_behind_it() -> None:
    rows = b"".join(b"%d,TEXT NUMBER %d\n" % (n, n) for n in range(3, 3000))
    seen = read(b'id,text\n1,ONE A\n2,"OPEN\nAND NOT CLOSED\n' + rows)
    assert len(seen.messages) == 1 + 2997
    (reject,) = seen.rejects
    assert reject.data == b'2,"OPEN\nAND NOT CLOSED'


def test_blank_cells_behind_the_last_column_do_not_count_and_blank_rows_are_no_rows() -> None:
    seen = read(b"id,text\n1,A B,,\n,,\n\n2,C D\n\x1a")
    assert [one.text for one in seen.messages] == ["A B", "C D"]
    assert not seen.rejects


def test_a_table_without_a_head_goes_by_its_values() -> None:
    rows = [(f"03ROME{n}", f"{n}.10.2003", "SECRET", text) for n, text in enumerate(texts(3), 12)]
    seen = read(written(rows))
    assert seen.columns[0].guessed == {
        "mrn": "column 1",
        "date": "column 2",
        "classification": "column 3",
        "text": "column 4",
    }
    assert [one.text for one in seen.messages] == texts(3)
    assert seen.messages[0].given["date"] == "2003-10-12"
    assert seen.messages[0].source.offset == 0


def test_a_column_without_a_name_is_said_by_its_number() -> None:
    seen = read(b"1,A,GO\n2,B,GO\n3,C,GO\n", text="3", title="column 2")
    assert [(one.text, one.given) for one in seen.messages] == [
        ("GO", {"column 1": n, "title": letter}) for n, letter in ("1A", "2B", "3C")
    ]


def test_titles_above_the_head_are_passed_over_and_told() -> None:
    seen = read(b"sep=;\nCables of Rome\nid;text\n1;A B\n2;C D\n3;E F\n")
    assert [one.given["id"] for one in seen.messages] == ["1", "2", "3"]
    assert seen.columns[0].notes == ("lines above the head, which were passed over: 2",)


def test_columns_of_one_name_are_told_apart() -> None:
    seen = read(b"id,note,note,,text\n1,a,b,c,A B\n2,d,e,f,C D\n")
    assert seen.messages[0].given == {"id": "1", "note": "a", "note (2)": "b", "column 4": "c"}


def test_quotation_marks_that_mean_nothing() -> None:
    seen = read(b'id\ttext\n1\tHE SAID "NO" TWICE\n2\t"NEVER, SHE SAID\n3\tA 5" GUN\n', "cables.tsv")
    assert [one.text for one in seen.messages] == [
        'HE SAID "NO" TWICE',
        '"NEVER, SHE SAID',
        'A 5" GUN',
    ]


def test_formulas_are_text() -> None:
    cells = ["=1+1", "=cmd|' /C calc'!A0", "+39 06", "@SUM(A1)", '=HYPERLINK("http://x")']
    rows = written([("id", "text", "subject"), *((n, f"{cell} X", cell) for n, cell in enumerate(cells))])
    assert [one.given["subject"] for one in read(rows).messages] == cells


def test_zero_bytes_are_blanks_and_told() -> None:
    (one, _) = read(b"id,text\n1,A\0B C\n2,D E\n").messages
    assert one.text == "A B C"
    assert one.notes == ("control characters read as blanks: 1",)
    assert one.data == b"1,A\0B C"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"id,text\n", "empty", "has a head (id, text) and no rows"),
        (b"id,text\r\n,,\r\n", "empty", "no rows"),
        (b"  \n \n", "empty", "no text in the file"),
        (b"one\nbare\nword\n", "format-unknown", "no delimiter"),
        ("id,text\n1,A".encode("utf-32"), "not-text", "UTF-32"),
        (b"nr,what\n1,x\n2,y\n", "no-text", "the columns are “nr”, “what”"),
    ],
)
def test_what_is_no_table_of_cables_is_one_reject_with_its_bytes(data: bytes, code: str, words: str) -> None:
    seen = read(data)
    assert not seen.messages
    (reject,) = seen.rejects
    assert (reject.code, reject.data, reject.offset) == (code, data, 0)
    assert words in reject.reason


def test_where_the_text_cannot_be_told_the_reject_says_how_to_say_it() -> None:
    many = [[f"part {n}" for n in range(90)], *([f"{n} x {m}" for n in range(90)] for m in range(5))]
    seen = read(written(many))
    (reject,) = seen.rejects
    assert "“part 0”, “part 1”" in reject.reason
    assert "and 60 more" in reject.reason
    assert "--column text=NAME" in reject.advice
    assert [one.text for one in read(written(many), text="part 7").messages] == [f"7 x {m}" for m in range(5)]


def test_a_row_without_a_text_is_a_record_if_it_has_a_number_and_else_a_reject() -> None:
    seen = read(b"id,text\n03ROME12,\n03ROME13,A B\n,  \n17,\n")
    assert [(one.given["mrn"], one.text) for one in seen.messages[:2]] == [
        ("03ROME12", ""),
        ("03ROME13", "A B"),
    ]
    assert [reject.code for reject in seen.rejects] == []
    assert seen.messages[2].given == {"mrn": "17"}


def test_a_cell_larger_than_any_cable_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.readers.table.rows.MAX_MESSAGE", 5_000)
    monkeypatch.setattr("reftel.readers.table.lines.LONGEST", 10_000)
    monkeypatch.setattr(lines, "_PIECE", 1_000)
    for large in (b'2,"' + b"X" * 50_000 + b'"\n', b'2,"' + b"X\n" * 25_000 + b'"\n'):
        seen = read(b"id,text\n1,A B\n" + large + b"3,C D\n")
        assert [one.given["id"] for one in seen.messages] == ["1", "3"]
        (reject,) = seen.rejects
        assert (reject.code, reject.line, reject.length, reject.data) == ("too-large", 3, len(large), None)


@pytest.mark.parametrize(
    "piece",
    [b'1,"A\n', b'"\n', b'"A\n', b'1,"A" B,"C\n', b'1,"A\n2,"B\n3,C D\n', b'",\n', b'1,"\\"\n'],
)
def test_open_marks_without_end_take_no_time_without_end(
    piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reftel.readers.table.rows.MAX_MESSAGE", 50_000)
    data = b"id,text\n1,A B\n2,C D\n" + piece * (150_000 // len(piece))
    with patience():
        size = sum(
            one.source.length if isinstance(one, RawMessage) else one.length or 0
            for one in Table().read(io.BytesIO(data), "cables.csv")
        )
    assert size > len(data) * 0.7  # all but the line ends came out somewhere


def test_memory_does_not_grow_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.readers.table.lines.FIRST", 100_000)
    monkeypatch.setattr("reftel.readers.table.record.SAMPLE", 20)
    rows = table(200).partition(b"\n")[2]

    class Endless(io.RawIOBase):
        left = 60

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"" if self.left < 0 else rows if self.left < 59 else b"id,sent,body,film roll\n"

    read(table())  # what is loaded once is no part of it
    tracemalloc.start()
    count = sum(1 for _ in Table().read(Endless(), "cables.csv"))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 59 * 200
    assert peak < 1024**2


@pytest.mark.parametrize(
    ("data", "path", "name"),
    [
        (table(), "cables.txt", "table"),
        (table(delimiter="\t"), "cables", "table"),
        (b"SECRET, ROME, 12\n\n1. TEXT, WITH, COMMAS\n2. AND, SOME, MORE\n", "a.txt", "plain"),
        (b"CABLES, TEXT\nROME, OIL\nPARIS, GAS\n", "a.txt", "plain"),
        (b"id,text\n", "a.txt", "plain"),
        (b"\xff\xd8\xff\xe0 a picture", "a.csv", None),
        (b'{"text": "A"}\n', "a.csv", "jsonl"),
        (
            b'1,"12/28/1966 18:48","66BUENOSAIRES2481","Embassy","UNCLASSIFIED","","A","B"\n',
            "a.csv",
            "cablegate-csv",
        ),
        (b"Document Number,From,To,Subject\n1974LAPAZ00244,LA PAZ,STATE,OIL\n", "a.csv", "nara-table"),
    ],
)
def test_it_takes_no_file_of_a_form_that_is_known(data: bytes, path: str, name: str | None) -> None:
    chosen = choose(data, path)
    assert (chosen.name if chosen else None) == name


_CELL = st.text(st.sampled_from('ABC 1",;\t\n|\\=é'), max_size=30)


@settings(max_examples=150, deadline=None)
@example(
    [("", "1"), ("", "1"), ("", "1"), ("", '"'), ("", '\\"\n,,1')], ","
)  # the backslash is the text's own
@given(
    st.lists(st.tuples(_CELL, _CELL.filter(str.strip)), min_size=4, max_size=12),
    st.sampled_from(",;\t|"),
)
def test_what_is_written_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    named = [("id", "note", "text"), *((f"03ROME{n}", *row) for n, row in enumerate(rows, 1))]
    seen = read(written(named, delimiter=delimiter, quoting=1), text="text")
    assert not seen.rejects
    assert [one.text for one in seen.messages] == [text for _, text in rows]
    assert [one.given.get("note", "") for one in seen.messages] == [note.strip() for note, _ in rows]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"id,text\n1,A B\n", b"\xff\xfei\0d\0", b"a\tb\n1\t2\n"])
)
def test_noise_never_raises_and_is_lost_nowhere(noise: bytes, before: bytes) -> None:
    data = before + noise
    found = list(Table().read(io.BytesIO(data), "cables.csv"))
    assert found
    for one in found:
        assert isinstance(one, RawMessage | Reject)


def test_no_pattern_of_it_is_nested() -> None:
    from reftel.readers.table import days, dialect

    for module in (days, dialect):
        for one in vars(module).values():
            if isinstance(one, re.Pattern):
                assert not re.search(r"[+*]\)[+*]", str(one.pattern))
