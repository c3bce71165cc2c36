r"""The file of all cables: eight columns, `\"` for quotation marks, line breaks in fields, streamed."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import reftel
from reftel.model import RawMessage
from reftel.readers import Reject, cablegate_csv, choose
from reftel.readers.cablegate_csv import CablegateCsv
from synthetic.cablegate import rows

FIRST = (
    b'1,"12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires","UNCLASSIFIED","66STATE106206|66STATE9",'
    b'"P R 281848Z DEC 66\nFM AMEMBASSY BUENOS AIRES","1. HE SAID: \\"NO\\".\n\n2. C:\\\\DOS"\n'
)
SECOND = (
    b'"2","2/3/2004 16:05","04ROME12","Embassy Rome","SECRET","","","SECRET ROME 000012\n1. (S) TEXT."\r\n'
)


def read(data: bytes) -> list[RawMessage | Reject]:
    return list(CablegateCsv().read(io.BytesIO(data), "cables.csv"))


def test_each_field_of_a_row() -> None:
    one, other = read(FIRST + SECOND)
    assert isinstance(one, RawMessage)
    assert isinstance(other, RawMessage)
    assert one.text == 'P R 281848Z DEC 66\nFM AMEMBASSY BUENOS AIRES\n\n1. HE SAID: "NO".\n\n2. C:\\DOS'
    assert one.given == {
        "row": "1",
        "date": "1966-12-28 18:48",
        "mrn": "66BUENOSAIRES2481",
        "origin": "Embassy Buenos Aires",
        "classification": "UNCLASSIFIED",
        "references": "66STATE106206; 66STATE9",
    }
    assert other.text == "SECRET ROME 000012\n1. (S) TEXT."
    assert (other.given["row"], other.given["date"]) == ("2", "2004-02-03 16:05")


def test_each_row_has_its_own_bytes() -> None:
    data = FIRST + SECOND
    for one in read(data):
        assert isinstance(one, RawMessage)
        piece = data[one.source.offset : one.source.offset + one.source.length]
        assert piece == one.data
        assert hashlib.sha256(piece).hexdigest() == one.source.sha256


def test_it_is_known_by_its_first_row() -> None:
    for head in (FIRST, SECOND, b"\xef\xbb\xbf" + FIRST):
        reader = choose(head, "x.csv")
        assert reader is not None
        assert reader.name == "cablegate-csv"


def test_what_it_cites_is_taken_where_the_text_lists_nothing(tmp_path) -> None:
    (tmp_path / "cables.csv").write_bytes(FIRST)
    archive = reftel.create(tmp_path / "x.archive")
    archive.ingest(tmp_path / "cables.csv", workers=0)
    cable = archive.get("66BUENOSAIRES2481")
    assert cable is not None
    assert [str(one.mrn) for one in cable.references] == ["1966STATE106206", "1966STATE9"]
    assert "references" in cable.from_given


@pytest.mark.parametrize(
    "broken",
    [
        b'3,"2/3/2004 16:05","04ROME13","Embassy Rome","SECRET","","","NEVER CLOSED\n',
        b'3,"2/3/2004 16:05","04ROME13"\n',
        b'3,"2/3/2004 16:05","04ROME13","Embassy Rome","SECRET","","","A","A NINTH"\n',
        b'3,"2/3/2004 16:05","04ROME13","Embassy Rome",SEC"RET,"","","A"\n',
        b'3,"2/3/2004 16:05","04ROME13","Embassy Rome","SECRET","","","A" and more\n',
        b'3,"2/3/2004 16:05",,,,\n',
        b'3,"2/3/2004 16:05"\n',
        b'3,"2/3/2004 16:05","\x00\xff\xfe\n',
        b'3,"2/3/2004 16:05","04ROME13","Embassy Rome","SECRET","","","ENDS IN \\"\n',
        b'3,"2/3/2004 ' + b"\n" * 500,
    ],
)
def test_a_broken_row_is_a_reject_and_the_next_is_read(broken: bytes) -> None:
    data = FIRST + broken + SECOND
    found = read(data)
    assert [type(one) for one in found] == [RawMessage, Reject, RawMessage]
    reject = found[1]
    assert isinstance(reject, Reject)
    assert (reject.code, reject.offset, reject.line) == ("broken-row", len(FIRST), FIRST.count(b"\n") + 1)
    assert reject.data is not None
    assert reject.data.startswith(b"3,")


def test_a_row_quoted_in_a_body_is_no_row() -> None:
    body = SECOND.replace(b"1. (S) TEXT.", b'1. (S) SEE\n7,\\"1/1/2004 9:00\\",\\"X\\"\nAND MORE.')
    (one,) = read(body)
    assert isinstance(one, RawMessage)
    assert "AND MORE." in one.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.text(alphabet='AB",\\\n\r1/2004 ', max_size=80)),
        min_size=1,
        max_size=5,
    ),
    st.integers(1, 400),
)
def test_what_is_written_is_read(texts: list[tuple[str, str]], block: int) -> None:
    def quoted(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    clean = [
        tuple(
            "".join(c for c in value if c >= " " or c == "\n").encode("utf-8", "ignore").decode()
            for value in pair
        )
        for pair in texts
    ]
    data = "".join(
        f'{n},"1/2/2004 9:00","04ROME{n}","Rome","SECRET","",{quoted(head)},{quoted(body)}\n'
        for n, (head, body) in enumerate(clean, 1)
    ).encode()
    before, cablegate_csv.BLOCK = cablegate_csv.BLOCK, block  # type: ignore[misc]
    try:
        found = read(data)
    finally:
        cablegate_csv.BLOCK = before  # type: ignore[misc]
    assert [one.given["mrn"] for one in found if isinstance(one, RawMessage)] == [
        f"04ROME{n}" for n in range(1, len(texts) + 1)
    ]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_noise_never_raises(noise: bytes) -> None:
    for one in read(FIRST + noise + b"\n" + SECOND):
        assert isinstance(one, RawMessage | Reject)


def test_generated_cables_come_through() -> None:
    data = b"".join(rows(50))
    found = read(data)
    assert len(found) == 50
    for one in found:
        assert isinstance(one, RawMessage)
        assert reftel.parse(one.text, mrn=one.given["mrn"]).paragraphs


def test_a_large_file_takes_the_memory_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(cablegate_csv, "BLOCK", 256 * 1024)
    piece = b"".join(rows(40))

    class Endless(io.RawIOBase):
        left = 60

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return piece if self.left >= 0 else b""

    tracemalloc.start()
    count = sum(1 for _ in CablegateCsv().read(Endless(), "x.csv"))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2400
    assert peak < 8 * len(piece)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.text(alphabet='"\\,a\n', max_size=6), min_size=5, max_size=7))
@example(["", "", "", '"', '",'])  # the mark that opens the last field does not close it too
@example(["", "", "", "", "", '""', '"",""'])
def test_the_fast_way_and_the_pattern_agree(values: list[str]) -> None:
    row = ("7," + ",".join(f'"{value}"' for value in ["1/2/2004", *values]) + "\n").encode()
    fast = cablegate_csv._plain_fields(row)
    m = cablegate_csv._ROW.match(row)
    slow = (
        [b if a is None else a for a, b in zip(m.groups()[::2], m.groups()[1::2], strict=True)] if m else None
    )
    assert fast is None or fast == slow


def test_a_backslash_that_escapes_nothing_is_the_text_s_own() -> None:
    (one,) = read(SECOND.replace(b"1. (S) TEXT.", b"1. (S) A\\\\B \\C\\\nD"))
    assert isinstance(one, RawMessage)
    assert one.text.endswith("1. (S) A\\B \\C\\\nD")


def test_a_row_whose_last_field_is_not_closed_is_broken_and_not_read_as_eight() -> None:
    broken = b'7,"1/2/2004 9:00","","","",""","","\n'
    one, reject, other = read(FIRST + broken + SECOND)
    assert isinstance(one, RawMessage)
    assert isinstance(other, RawMessage)
    assert isinstance(reject, Reject)
    assert (reject.code, reject.data) == ("broken-row", broken)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b'HE SAID ""NO"".', 'HE SAID "NO".'),
        (b'""NO"", HE SAID, ""NEVER""', '"NO", HE SAID, "NEVER"'),
        (b'A "","" B', 'A "," B'),
        (b'\\"A\\" and ""B""', '"A" and "B"'),
    ],
)
def test_doubled_quotation_marks_are_read_too(written: bytes, meant: str) -> None:
    (one,) = read(SECOND.replace(b"1. (S) TEXT.", written))
    assert isinstance(one, RawMessage)
    assert one.text == f"SECRET ROME 000012\n{meant}"


def test_an_odd_letter_does_not_cost_the_row_its_encoding() -> None:
    (one,) = read(SECOND.replace(b"TEXT.", b"CAF\xc9 \x00."))
    assert isinstance(one, RawMessage)
    assert one.encoding == "windows-1252"
    assert one.text.endswith("CAFÉ  .")
    assert len(one.notes) == 2
