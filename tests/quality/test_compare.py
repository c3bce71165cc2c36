"""The comparer: what counts as right, missed, wrong and extra."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

import reftel
from quality import samples
from quality.changes import changes, faults, load, store
from quality.compare import compare
from quality.page import replace_blocks
from quality.record import record
from quality.tally import Tally
from synthetic import generate

TEXT = """C O N F I D E N T I A L ROME 004580

SIPDIS

E.O. 12958: DECL: 10/07/2013
TAGS: PARM, LY
SUBJECT: LIBYA AND EXPORT CONTROLS

REF: A. STATE 282619
     B. ROME 3207

1. (C) SUMMARY. ITALY WILL WATCH EXPORTS. END SUMMARY.

2. (SBU) THE MFA AGREED.

SEMBLER
"""
CABLE = reftel.parse(TEXT, date=datetime.date(2003, 10, 7))


def verdicts(expected: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding.field, finding.verdict) for finding in compare(CABLE, expected)]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"mrn": "2003ROME4580"}, [("mrn", "right")]),
        ({"mrn": "2003ROME4581"}, [("mrn", "wrong")]),
        ({"mrn": None}, [("mrn", "extra")]),
        ({"comment": "WE DOUBT IT."}, [("comment", "missed")]),
        ({"comment": None}, []),
        ({"subject": "LIBYA…"}, [("subject", "right")]),
        ({"subject": "LIBYA"}, [("subject", "wrong")]),
        ({"subject": "LIBYA\nAND  EXPORT CONTROLS"}, [("subject", "right")]),
        ({"summary_begins": "ITALY", "summary_ends": "EXPORTS."}, [("summary.begins", "right"), ("summary.ends", "right")]),
        ({"summary_begins": "FRANCE"}, [("summary.begins", "wrong")]),
        ({"declassify": {"rule": "date", "on": "2013-10-08"}}, [("declassify.rule", "right"), ("declassify.on", "wrong")]),
        ({"declassify": None}, [("declassify", "extra")]),
        ({"sections": {"of": 2}}, [("sections.of", "missed")]),
        ({"tags": ["LY", "PARM"]}, [("tags", "right"), ("tags", "right")]),
        ({"tags": [{"code": "LY", "kind": "country"}]}, [("tags", "right"), ("tags.kind", "right"), ("tags", "extra")]),
        ({"captions": []}, [("captions", "extra")]),
        ({"signer": ["SEMBLER", "SMITH"]}, [("signer", "right"), ("signer", "missed")]),
        (
            {"references": [{"letter": "A", "mrn": "2003STATE282618"}, {"letter": "B", "mrn": "2003ROME3207"}]},
            [("references", "right"), ("references.letter", "right"), ("references", "wrong"), ("references.letter", "right")],
        ),
        (
            {"paragraphs": [{"number": 1, "portion": "C", "begins": "SUMMARY.", "ends": "SUMMARY."}, {"text": "THE MFA AGREED."}]},
            [("paragraphs", "right"), ("paragraphs.number", "right"), ("paragraphs.portion", "right"), ("paragraphs", "right")],
        ),
    ],
)  # fmt: skip
def test_verdicts(expected: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert sorted(verdicts(expected)) == sorted(found)


@pytest.mark.parametrize(
    "expected",
    [{"mnr": "2003ROME4580"}, {"declassify": {"date": "2013"}}, {"tags": [{"code": "LY", "sort": 1}]}],
)
def test_a_name_that_does_not_exist_is_an_error(expected: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="“"):
        compare(CABLE, expected)


def test_a_record_agrees_with_itself() -> None:
    for cable in generate(31, 20):
        parsed = reftel.parse(cable.text, **cable.known)
        wrong = [finding for finding in compare(parsed, record(parsed)) if finding.verdict != "right"]
        assert wrong == []


def test_precision_and_recall() -> None:
    tally = Tally()
    tally.add(compare(CABLE, {"tags": ["LY", "MNUC", "IT"], "comment": None}))
    assert tally.precision("tags") == 1 / 2
    assert tally.recall("tags") == 1 / 3
    assert tally.recall("comment") is None


def test_gains_and_losses(tmp_path: Path) -> None:
    before = {"a": faults(compare(CABLE, {"mrn": "2003ROME1"})), "b": {}}
    now = {"a": {}, "b": faults(compare(CABLE, {"subject": "X"})), "c": {}}
    store(before, tmp_path / "stored.json")
    found = changes(load(tmp_path / "stored.json"), now)
    assert (len(found.gains), len(found.losses), found.new) == (1, 1, ["c"])


def test_words_around_the_tables_stay(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    replace_blocks(page, {"samples": "one"}, "# Quality\n")
    page.write_text(page.read_text("utf-8") + "\nJudged by eye.\n", "utf-8")
    replace_blocks(page, {"samples": "two"}, "# Quality\n")
    text = page.read_text("utf-8")
    assert "two" in text and "one" not in text and text.endswith("Judged by eye.\n")


def test_samples_are_found_with_what_is_given(tmp_path: Path) -> None:
    (tmp_path / "case.txt").write_text(TEXT, "utf-8")
    (tmp_path / "case.expected.json").write_text(json.dumps({"mrn": "2003ROME4580"}), "utf-8")
    (tmp_path / "case.given.json").write_text(json.dumps({"date": "2003-10-07"}), "utf-8")
    (tmp_path / "lonely.txt").write_text("", "utf-8")
    (sample,) = samples.find(tmp_path)
    assert (sample.name, sample.given) == ("case", {"date": datetime.date(2003, 10, 7)})
    assert samples.alone(tmp_path) == ["lonely"]
