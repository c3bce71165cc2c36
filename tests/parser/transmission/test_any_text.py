"""Of any text: reading a header ends, its spans hold, and no line of it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reftel.model import Problem, Span
from reftel.parser.cleaning import Clean
from reftel.parser.transmission import Header, read

LINES = st.sampled_from(
    [
        "VZCZCXYZ0319",
        "RR RUEHWEB RUEHAG",
        "DE RUEHRK #0044/01 0871520",
        "ZNR UUUUU ZZH",
        "R 271520Z MAR 08",
        "O R 321020Z JUN 79 ZFF4",
        "FM AMEMBASSY REYKJAVIK",
        "TO RUEHC/SECSTATE WASHDC PRIORITY 3603",
        "INFO RUEHCP/AMEMBASSY COPENHAGEN 0287",
        "INFO  OCT-01  ISO-00 /003 W",
        "RUEHZL/EUROPEAN POLITICAL COLLECTIVE",
        "COLLECTIVE PRIORITY",
        "AMEMBASSY ROME",
        "XMT AMCONSUL JOHANNESBURG",
        "ACTION ARA-15",
        "      SS-15  X /036 W",
        "PAGE 01",
        "PAGE 01        LA PAZ 00230  01 OF 02  092118Z",
        "DRAFTED BY ARA/LA:NAME:ABC",
        "L/M:KMALMBORG (DRAFT) NEA:WHARRIS",
        "-----------------062281 060035Z /62",
        "HELSINKI FOR SISCO",
        "fm amembassy rome",
        "",
        "BT",
    ]
)
ANY_LINE = LINES | st.text(max_size=60).filter(lambda line: "\n" not in line)
ZONES = st.lists(ANY_LINE, max_size=25).map("\n".join)


def spans(header: Header, problems: list[Problem]) -> Iterator[Span]:
    for values in (header.action, header.info, header.exempted, header.distribution, header.furniture):
        yield from (value.span for value in values)
    for people in (header.drafted_by, header.cleared_by, header.approved_by):
        yield from (person.span for person in people)
    for found in header.spans.values():
        yield from found
    yield from (problem.span for problem in problems if problem.span)


@given(ZONES)
def test_every_line_is_accounted_for(text: str) -> None:
    clean, problems = Clean(text, None, []), []
    header = read(clean, 0, len(text), problems)
    taken = list(spans(header, problems))
    assert all(0 <= span.start <= span.end <= len(text) for span in taken)
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words and words.upper().rstrip(": ") not in ("TO", "INFO", "XMT", "XMIT", "EXEMPT"):
            assert any(span.start < at + len(line) and span.end > at for span in taken), line
        at += len(line) + 1


@given(ZONES, st.integers(0, 60), st.integers(0, 60))
def test_spans_lead_to_the_words_in_the_raw_text(zone: str, before: int, after: int) -> None:
    cut = "CONFIDENTIAL\nPAGE 02\n"
    raw = "X" * before + "\n" + zone[:after] + cut + zone[after:]
    start = before + 1
    clean = Clean(raw, [(0, start + len(zone[:after])), (start + len(zone[:after]) + len(cut), len(raw))], [])
    header = read(clean, start, len(clean.text), [])
    assert all(span.start >= start and span.end <= len(raw) for span in spans(header, []))
    if header.dtg:
        assert header.dtg.span.of(raw).replace(cut, "") == header.dtg.written
    for addressee in (*header.action, *header.info):
        words = addressee.span.of(raw).replace(cut, "").replace("\n", " ")
        assert addressee.name in words or addressee.name.split()[0] in words


@given(st.text(max_size=400))
def test_total_and_deterministic(text: str) -> None:
    first, second = [], []
    clean = Clean(text, None, [])
    assert read(clean, 0, len(text), first) == read(clean, 0, len(text), second)
    assert first == second


def test_hostile_lists_take_no_more_than_their_length() -> None:
    for line in (
        "COLLECTIVE\n",
        "RUEHC/SECSTATE WASHDC ",
        "A-01 ",
        "A/B:C ",
        "R 321345Z OCT 03 ",
        "( ",
        "A\t",
    ):
        text = "TO A\nDRAFTED BY A:B\nACTION A-1 " + line * (200_000 // len(line))
        problems: list[Problem] = []
        read(Clean(text, None, []), 0, len(text), problems)
        assert len(problems) <= 110
