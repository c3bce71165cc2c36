"""The comparison of historians' values with the text's, on the documents that are in the tests."""

from __future__ import annotations

from pathlib import Path

from quality import frus
from reftel.model import RawMessage
from reftel.parser import parse
from reftel.readers.frus.tei import FrusTei

SAMPLES = Path(__file__).resolve().parent.parent / "readers" / "frus" / "samples"


def test_a_telegram_in_its_original_layout() -> None:
    with (SAMPLES / f"{frus.ORIGINALS}.xml").open("rb") as stream:
        found_in_file = [one for one in FrusTei().read(stream, "x.xml") if isinstance(one, RawMessage)]
    message = next(one for one in found_in_file if "250151" in one.text)
    found = {(one.field, one.said): one.verdict for one in frus.compared(message, parse(message.text))}
    assert found["number", "1973STATE250151"] == "same"
    assert found["date", "1973-12-26"] == "same"
    assert found["classification", "CONFIDENTIAL"] == "blank"
    assert found["approved by", "POPPER"] == "blank"
    assert found["signer", "KISSINGER"] == "same"
    other = {one.field: one for one in frus.compared(message, parse("STATE 250150\n\n1. TEXT.", date=None))}
    assert other["date"].verdict == "blank"


def test_without_samples_there_is_nothing_to_do(monkeypatch, capsys) -> None:
    monkeypatch.delenv("REFTEL_SAMPLES", raising=False)
    assert frus.main([]) == 0
    assert "no samples" in capsys.readouterr().out
