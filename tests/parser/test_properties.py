"""What holds of every text: `parse` is total and deterministic, and its spans point into the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.model import Cable, Span
from reftel.parser.assembly import parse
from reftel.parser.coverage import coverage

# Words of the field, so that random texts get deep into the rules.
_WORDS = st.sampled_from(
    """C O N F I D E N T I A L|S E C R E T|UNCLAS|ROME 004580|SECTION 01 OF 02|SIPDIS|NODIS|DEPT FOR NEA|E.O. 12958: DECL: 10/07/2013
E.O. 11652: GDS|TAGS: PREL, IT|SUBJECT: OIL|REF: A. STATE 1 B. ROME 2|(B) PARIS 3|CLASSIFIED BY: DCM FOR REASONS 1.4 (B)|1. (C) SUMMARY.
2. (C) TEXT|¶3. (SBU)|END SUMMARY.|COMMENT:|END COMMENT|SEMBLER|NNNN|ROME 00004580  002 OF 004|PAGE 02 ROME 04580 01 OF 02 071530Z
VZCZCXYZ0001|DE RUEHRO #4580/01 2801530|R 071530Z OCT 03|FM AMEMBASSY ROME|TO RUEHC/SECSTATE WASHDC PRIORITY 1234|INFO RUEHXX/NOWHERE
Declassified/Released US Department of State EO Systematic Review 30 JUN 2005|[1](#)|&amp;|------|REFTEL|ACTION EUR-12|\\|\t| |BT|#4580""".replace(
        "\n", "|"
    ).split("|")
)
_TEXTS = st.lists(
    st.one_of(_WORDS, st.text(max_size=20), st.sampled_from(["\n", "\n\n", " \n", "\r\n", " "])), max_size=40
).map("".join)


def spans(value: Any) -> Iterator[Span]:
    """Every span in a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, dict):
        yield from spans(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from spans(item)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_parse_is_total_deterministic_and_within_the_text(text: str) -> None:
    cable = parse(text)
    assert parse(text) == cable
    assert cable.text == text
    for span in spans(cable):
        assert 0 <= span.start <= span.end <= len(text)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    assert isinstance(parse(data), Cable)


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_record_survives_its_json(text: str) -> None:
    cable = parse(text)
    assert msgspec.json.decode(msgspec.json.encode(cable), type=Cable) == cable


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_coverage_tiles_the_text(text: str) -> None:
    at = 0
    for piece in coverage(parse(text)).pieces:
        assert piece.span.start == at
        assert piece.span.end > at
        at = piece.span.end
    assert at == len(text)


@given(
    st.lists(st.sampled_from(["PARM", "PREL", "IT", "LY", "KNNP"]), min_size=1, max_size=6, unique=True),
    st.integers(1, 999_999),
)
@settings(max_examples=60, deadline=None)
def test_words_stand_where_the_spans_say(codes: list[str], serial: int) -> None:
    text = f"SECRET ROME {serial:06}\r\n\r\nTAGS: {', '.join(codes)}\r\nSUBJECT: OIL &amp;\r\nGAS\r\n\r\n1. (S) TEXT.\r\n\r\nSMITH\r\n"
    cable = parse(text)
    assert [tag.span.of(text) for tag in cable.tags] == codes
    assert cable.words("subject") == "OIL &amp;\r\nGAS"
    assert cable.subject == "OIL & GAS"
    assert cable.words("mrn") == f"ROME {serial:06}"
    assert cable.words("signer") == "SMITH"
    assert cable.paragraphs[0].span.of(text) == "1. (S) TEXT."
