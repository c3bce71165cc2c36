"""The archive's attributes against the text: what agrees, and how it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality import nara

RECORDS = Path(__file__).parent.parent / "readers" / "nara" / "records"


def verdicts(record: str) -> dict[str, str]:
    return {one.field: one.verdict for one in nara.compare(record)}


def test_a_record_that_agrees_with_its_attributes():
    found = verdicts((RECORDS / "1979SANJO05291.txt").read_text("utf-8"))
    assert found == {
        "document number": "agree",
        "date": "agree",
        "from": "agree",
        "to": "agree",
        "office": "agree",
        "TAGS": "agree",
        "subject": "agree",
        "reference": "agree",
        "original classification": "agree",
        "executive order": "agree",
        "handling": "neither",
    }


@pytest.mark.parametrize(
    ("old", "new", "field", "verdict"),
    [
        ("Document Number: 1979SANJO05291", "Document Number: 1979SANJO05292", "document number", "disagree"),
        ("Draft Date: 15 nov 1979", "Draft Date: 14 nov 1979", "date", "disagree"),
        ("From: SAN JOSE", "From: LIMA", "from", "disagree"),
        ("To: STATE     LA PAZ", "To: STATE     LIMA", "to", "disagree"),
        ("Office: ACTION ARA", "Office: ACTION EB", "office", "disagree"),
        ("TAGS: PINT, PEPR, PORG, BL, SOC", "TAGS: PEPR, PORG, BL, SOC", "TAGS", "disagree"),
        ("Subject: SOCIALIST", "Subject: ANOTHER", "subject", "disagree"),
        ("Reference: 79 SAN JOSE 5164", "Reference: 79 SAN JOSE 5165", "reference", "disagree"),
        ("Reference: 79 SAN JOSE 5164", "Reference: n/a", "reference", "attribute silent"),
        (
            "Original Classification: UNCLASSIFIED",
            "Original Classification: SECRET",
            "original classification",
            "disagree",
        ),
        ("Executive Order: N/A", "Executive Order: GS 19851115 X", "executive order", "disagree"),
        (
            "Original Handling Restrictions: n/a",
            "Original Handling Restrictions: EXDIS",
            "handling",
            "text silent",
        ),
    ],
)
def test_what_disagrees_is_found(old, new, field, verdict):
    record = (RECORDS / "1979SANJO05291.txt").read_text("utf-8")
    assert record.count(old) == 1
    assert verdicts(record.replace(old, new))[field] == verdict


def test_the_report_names_what_is_not_judged():
    record = (RECORDS / "1979SANJO05291.txt").read_text("utf-8").replace("From: SAN JOSE", "From: LIMA")
    found = list(nara.compare(record))
    assert "- from, not judged yet: `1979SANJO05291`" in nara.report(found, {})
    assert "- from, a slip: `1979SANJO05291`" in nara.report(found, {("1979SANJO05291", "from"): "a slip"})


def test_without_a_folder_nothing_is_done(monkeypatch, capsys):
    monkeypatch.delenv("REFTEL_SAMPLES", raising=False)
    assert nara.main([]) == 0
    assert "nothing done" in capsys.readouterr().out
