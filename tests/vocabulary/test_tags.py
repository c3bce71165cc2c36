"""TAGS: kinds, and meanings that depend on the day."""

from __future__ import annotations

import datetime

import pytest

from reftel.vocabulary import tags


def day(year: int) -> datetime.date:
    return datetime.date(year, 6, 15)


@pytest.mark.parametrize(
    ("code", "year", "meaning"),
    [
        ("CH", 1975, "China (Mainland)"),
        ("CH", 2003, "China"),
        ("CH", 2024, "Switzerland"),
        ("GE", 1975, "Germany (East)"),
        ("GE", 1995, "Germany"),
        ("GE", 2024, "Georgia"),
        ("SG", 2009, "Senegal"),
        ("SG", 2024, "Singapore"),
        ("YU", 1976, "Yugoslavia"),
        ("LY", 2003, "Libya"),
        ("IT", 2015, "Italy"),
        ("SG", 2015, "Senegal or Singapore"),
    ],
)
def test_a_place_is_the_one_of_the_day(code: str, year: int, meaning: str) -> None:
    entry = tags.find(code, day(year))
    assert (entry.kind, entry.meaning) == ("country", meaning)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PARM", "subject"),
        ("KNNP", "program"),
        ("KQQQ", "program"),
        ("OECD", "organization"),
        ("UN", "organization"),
        ("EUN", "organization"),
        ("NATO", "organization"),
        ("VA", "organization"),
        ("AL", "country"),
        ("BP", "country"),
        ("XF", "country"),
        ("QQQQ", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_code_is_of_one_kind(code: str, kind: str) -> None:
    assert tags.find(code).kind == kind


def test_a_clash_is_settled_by_the_day() -> None:
    assert tags.find("VA", day(2003)).kind == "organization"  # Veterans Administration
    assert tags.find("VA", day(2024)).meaning == "Vatican City"


def test_a_subject_is_named_as_in_its_day() -> None:
    assert tags.find("ENRG", day(1975)).meaning == "Energy"
    assert tags.find("ENRG", day(2005)).meaning == "Energy and Power"
    assert tags.find("PARM").meaning == "Arms Controls and Disarmament"


def test_an_unlisted_programme_has_a_kind_and_no_meaning() -> None:
    assert tags.find("KQQQ") == tags.TagEntry("KQQQ", "program", None)


def test_fused_codes_come_apart_only_if_all_are_codes() -> None:
    assert tags.apart("KNNPMNUC") == ("KNNP", "MNUC")
    assert tags.apart("PARMMNUCIT") == ("PARM", "MNUC", "IT")
    assert tags.apart("PARMXQ7") == ()


def test_a_subject_leads_to_its_successor() -> None:
    assert tags.successors("SREF") == ("PREF",)
    assert tags.successors("PARM") == ()


def test_every_successor_is_a_code() -> None:
    for code in ("PFOR", "PINT", "ESTC", "OCLR", "TECH", "SOPN"):
        assert tags.successors(code)
        assert all(tags.is_code(successor) for successor in tags.successors(code))
