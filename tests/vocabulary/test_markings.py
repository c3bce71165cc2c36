"""Levels, portion marks, captions, orders, and the words of transmission."""

from __future__ import annotations

import datetime

import pytest

from reftel.vocabulary import (
    captions,
    collectives,
    glossary,
    levels,
    offices,
    orders,
    precedence,
    protection,
    routing,
    signals,
)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("C O N F I D E N T I A L", "CONFIDENTIAL"),
        ("S E C R E T", "SECRET"),
        ("T O P  S E C R E T", "TOP SECRET"),
        ("UNCLAS", "UNCLASSIFIED"),
        ("UNCLAS E F T O", "UNCLASSIFIED"),
        ("unclassified", "UNCLASSIFIED"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "UNCLASSIFIED"),
        ("SECRET//NOFORN", "SECRET"),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
        ("CONFIDENCE", None),
        ("", None),
    ],
)
def test_a_level_is_read_from_its_words(words: str, level: str | None) -> None:
    assert levels.from_words(words) == level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("E C R E T", "SECRET"),
        ("UUNCLAS", "UNCLASSIFIED"),
        ("CONFIDENTAL", "CONFIDENTIAL"),
        ("C O N F I D E N T I", "CONFIDENTIAL"),
        ("SECURE", None),
        ("REGRET", None),
        ("UNCLE", None),
    ],
)
def test_damaged_words_are_read_only_when_asked(words: str, level: str | None) -> None:
    assert levels.from_damaged_words(words) == level
    assert levels.from_words(words) is None


def test_levels_are_in_order_and_complete() -> None:
    ranks = [levels.rank(level) for level in levels.LEVELS]
    assert ranks == sorted(ranks) and ranks[0] == 0
    assert levels.rank("COSMIC") == -1
    assert {levels.portion_level(mark) for mark in levels.PORTION_MARKS} <= set(levels.LEVELS)


@pytest.mark.parametrize(
    ("mark", "level"),
    [
        ("C", "CONFIDENTIAL"),
        ("(S/NF)", "SECRET"),
        ("C//NF", "CONFIDENTIAL"),
        ("SBU", "SENSITIVE BUT UNCLASSIFIED"),
        ("sbu/nf", "SENSITIVE BUT UNCLASSIFIED"),
        ("U", "UNCLASSIFIED"),
        ("TS", "TOP SECRET"),
        ("LOU", "LIMITED OFFICIAL USE"),
        ("A", None),
        ("", None),
        ("SEE", None),
    ],
)
def test_a_portion_mark_has_a_level(mark: str, level: str | None) -> None:
    assert levels.portion_level(mark) == level


@pytest.mark.parametrize(
    ("line", "code", "kind"),
    [
        ("SIPDIS", "SIPDIS", "distribution"),
        ("n o d i s", "NODIS", "distribution"),
        ("ROGER CHANNEL", "ROGER CHANNEL", "channel"),
        ("NOFORN", "NOFORN", "caveat"),
        ("C O R R E C T E D   C O P Y", "CORRECTED COPY", "service"),
    ],
)
def test_a_caption_is_a_whole_line(line: str, code: str, kind: str) -> None:
    caption = captions.find(line)
    assert caption is not None
    assert (caption.code, caption.kind) == (code, kind)
    assert captions.find(line + " FOR EUR") is None


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("1960-01-01", "10501"),
        ("1972-05-31", "10501"),
        ("1972-06-01", "11652"),
        ("1978-12-01", "12065"),
        ("1982-08-01", "12356"),
        ("1995-10-14", "12958"),
        ("2003-03-24", "12958"),
        ("2003-03-25", "13292"),
        ("2010-06-27", "13526"),
    ],
)
def test_one_order_is_in_force_at_a_time(day: str, number: str) -> None:
    order = orders.in_force(datetime.date.fromisoformat(day))
    assert order is not None and order.number == number
    assert orders.by_number(number) is order


def test_no_order_before_the_first() -> None:
    assert orders.in_force(datetime.date(1950, 1, 1)) is None


def test_reasons_keep_their_letter_when_the_section_moves() -> None:
    for written in ("1.5(b)", "1.5 (B)", "1.5(B)"):
        assert orders.reason(written) == orders.ReasonEntry("1.4(b)", "foreign government information")
    assert orders.reason("1.4(d)") == orders.reason("1.5 (d)")
    assert orders.reason("1.9(z)") is None


def test_exemptions_have_meanings() -> None:
    assert "foreign government information" in (orders.exemption("X5") or "")
    assert "human" in (orders.exemption("25X1") or "")
    assert orders.exemption("XGDS-1") and orders.exemption("50X1-HUM")
    assert orders.exemption("X9") is None


def test_the_general_schedule_depends_on_the_level() -> None:
    years = {rule.level: rule.years for rule in orders.rules("11652", "GDS") if rule.result == "UNCLASSIFIED"}
    assert years == {"TOP SECRET": 10, "SECRET": 8, "CONFIDENTIAL": 6}
    assert all(rule.end_of_year for rule in orders.rules("11652", "GDS"))
    assert [rule.result for rule in orders.rules("12065", "RDS")] == ["REVIEW"]


def test_words_of_transmission() -> None:
    assert routing.find("RUEHRO") == "AMEMBASSY ROME"
    assert routing.find("RHFJAAC") == "NAVCOMTELSTA JACKSONVILLE FL"  # within a run of indicators
    assert routing.find("QQ") is None
    assert [precedence.from_letter(letter) for letter in "ZOPR"] == [
        "FLASH",
        "IMMEDIATE",
        "PRIORITY",
        "ROUTINE",
    ]
    assert precedence.from_letter("PP") == precedence.from_words("PIORITY") == "PRIORITY"
    assert precedence.rank("FLASH") > precedence.rank("NIACT IMMEDIATE") > precedence.rank("IMMEDIATE") > 0
    assert signals.find("ZNR") and signals.find("QQQ") is None
    assert offices.find("NEA") == offices.find("NEA/QQQ")
    assert glossary.find("notal") == glossary.find("NOTAL") is not None
    assert protection.find("STRICTLY PROTECT") and protection.find("PROTECTION") is None


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("ALL DIPLOMATIC AND CONSULAR POSTS COLLECTIVE", True),
        ("EUROPEAN POLITICAL COLLECTIVE", True),
        ("ALL EAST ASIAN AND PACIFIC DIPLOMATIC POSTS", True),
        ("AMEMBASSY ROME", False),
        ("ALL HANDS", False),
    ],
)
def test_a_collective_stands_for_many(name: str, many: bool) -> None:
    assert collectives.is_collective(name) is many
