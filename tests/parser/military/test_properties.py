"""What holds of every text: it is read without failing, the same each time, and every span points at words."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from quality import samples
from reftel.model import Span
from reftel.parser import military
from tests.patience import patience

_TEXTS = [one.data.decode("utf-8", "replace") for one in samples.find() if one.name.startswith("acp126/")]
_HEAD = "R 041837Z MAY 06\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\nUNCLAS //N01000//\nNAVADMIN 130/06\n"
_PIECES = st.sampled_from(
    [
        "//", "/", "\n", "REF/", "REF/A/MSG/", "BT", "FM ", "TO ", "INFO ", "NAVADMIN 1/06", "UNCLAS ", "RMKS/",
        "AMPN/REF A IS ", "\0", "\ufeff", "é", "NNNN\n", "PAGE 02 RUENAAA0001 UNCLAS\n", "PART ONE OF TWO", "&amp;",
        "OU=A,", "C=US ", "İ", "ß", "\r", "1. ", "RELEASED BY ", "171433ZJAN2006", "SUBJ/", "MSGID/GENADMIN/",
    ]
)  # fmt: skip


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from spans(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from spans(one)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real message, cut and mixed with what such messages are made of."""
    text = draw(st.sampled_from(_TEXTS))[:5_000]
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(_PIECES) + text[at + draw(st.integers(0, 40)) :]
    return text


@given(st.one_of(damaged(), st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=200)))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_the_same_each_time_and_spans_are_in_it(text):
    cable = military.parse(text)
    assert cable == military.parse(text)
    assert cable.text == text
    for span in spans(cable):
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
def test_values_stand_where_their_spans_say(text):
    cable = military.parse(text)
    for one in (*cable.action, *cable.info):
        assert one.name.split()[0] in one.span.of(text).upper()
    for one in cable.references:
        assert " ".join(one.span.of(text).split()).startswith(one.written[:20])
        if one.said and one.said_at:
            assert one.said.split()[0] in one.said_at.of(text)
    for one in cable.tags:
        assert one.code.lstrip("N0") in one.span.of(text)
    for field in ("subject", "signer", "sender"):
        if value := getattr(cable, field):
            first = (value if isinstance(value, str) else value[0]).split()[0]
            assert first in cable.words(field)
    for one in cable.paragraphs:
        assert one.text.split()[0] in one.span.of(text)


@pytest.mark.parametrize("text", _TEXTS, ids=range(len(_TEXTS)))
def test_real_messages_are_recognised_and_the_parser_hands_them_over(text):
    assert military.recognise(text)
    assert reftel.parse(text) == military.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SUBJ",
        "C O N F I D E N T I A L ROME 004580\nSUBJECT: OIL\n1. (C) TEXT WITH //N1// IN IT.",
        "R 071530Z OCT 03\nFM AMEMBASSY ROME\nTO SECDEF WASHDC//USDP//\nSECRET ROME 4580\nE.O. 12958: N/A\nTAGS: PARM\n"
        "SUBJECT: A MESSAGE\n1. QUOTE\nMSGID/GENADMIN/CNO//\nSUBJ/X//\nUNQUOTE",
        "UNCLAS ROME 1\nSUBJ: SEE HTTP://WWW.STATE.GOV//N1//",
    ],
)
def test_state_cables_are_not(text):
    assert not military.recognise(text)


def test_no_cable_of_the_state_department_among_the_samples_is():
    assert [
        one.name for one in samples.find() if military.recognise(one.data.decode("utf-8", "replace"))
    ] == [one.name for one in samples.find() if one.name.startswith("acp126/")]


_MANY = 20_000


@pytest.mark.parametrize(
    "text",
    [
        "SUBJ/" + "/" * _MANY * 5,
        _HEAD + "SUBJ/X//\n" + "REF/A/" * _MANY,
        _HEAD + "SUBJ/X//\nREF/A/MSG/" + " " * _MANY * 10 + "//",
        _HEAD + "SUBJ/" + "A\n/" * _MANY,
        _HEAD + "SUBJ/X//\nRMKS/1. NAVADMIN " + "1/06, " * _MANY,
        _HEAD + "SUBJ/X//\nRMKS/1. " + "RELEASED BY " * _MANY,
        _HEAD + "SUBJ/X//\nREF/A/DOC/X//\nNARR/REF " + "A, " * _MANY,
        _HEAD + "INFO " + "OU=A," * _MANY + "\nSUBJ/X//",
        _HEAD + "TO " + "RUENAAA/CNO " * _MANY + "\nSUBJ/X//",
        "UNCLAS " + "//N01000//" * _MANY + "\nSUBJ/X//",
        "FM X//" + "N1/" * _MANY + "\nSUBJ/X//",
        " FM AA" * _MANY + "\nSUBJ/X//",
        _HEAD + "GENTEXT/" * _MANY,
        _HEAD + "PART 1 OF 2\n" * _MANY + "SUBJ/X//",
        _HEAD + "SUBJ/X//\nRMKS/1. A\n" + "3. TEXT\n" * _MANY,
        "SUBJ/X//\n" + "NNNN\n" * _MANY,
        _HEAD + "SUBJ/X//\n" + "&amp;" * _MANY,
        "\0" * _MANY + "SUBJ/X//",
        "NAVADMIN 999999/06\nR 999999Z ZZZ 06\nSUBJ//",
        "REF/A//REF/B//REF//REF/",
    ],
    ids=range(20),
)
def test_hostile_texts_are_read_in_time(text):
    with patience():
        military.parse(text)
