"""Generated cables in the container of each format come back whole."""

from __future__ import annotations

import pytest

from quality import formats
from quality.compare import Finding
from reftel.readers.registry import readers
from synthetic.containers import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_back_its_cables(name: str) -> None:
    written, came, found = formats.measure(name, 6, odd=False)
    assert written == came == 6
    assert len(found) > 100
    assert [one for one in found if one.verdict != "right"] == []


def test_every_reader_of_cables_has_a_format() -> None:
    named = {name.partition(",")[0] for name in FORMATS}
    assert {reader.name for reader in readers()} - named == {"frus-text"}  # an e-text has no mark-up to write


def test_a_fault_is_shown_with_its_shares() -> None:
    found = [Finding("mrn", "right", "a"), Finding("mrn", "missed", "b"), Finding("subject", "right", "c")]
    words = formats.report({"plain": (2, 2, found), "jsonl": (1, 1, found[:1])})
    assert "| mrn | 100.0 / 50.0 | 100 |" in words
    assert "| subject |" not in words
    assert "| `plain` | 2 | 2 | 3 | 66.6 % |" in words


def test_what_does_not_come_back_is_counted_as_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "plain", FORMATS["plain"]._replace(write=lambda _: b"nothing of a cable\n"))
    written, came, found = formats.measure("plain", 4, odd=False)
    assert (written, came, found) == (4, 1, [])
