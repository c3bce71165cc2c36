"""Every sample reads as its file of expected values says. The samples are found, not listed."""

from __future__ import annotations

import pytest

import reftel
from quality import samples
from quality.compare import Finding, compare

_FOUND = samples.find()


def _faults(sample: samples.Sample) -> list[Finding]:
    found = compare(reftel.parse(sample.data, **sample.given), sample.expected)
    return [finding for finding in found if finding.verdict != "right"]


@pytest.mark.parametrize("sample", _FOUND, ids=[sample.name for sample in _FOUND])
def test_reads_as_expected(sample: samples.Sample) -> None:
    known_wrong = sample.expected.get("open", {})
    faults = [fault for fault in _faults(sample) if fault.field.partition(".")[0] not in known_wrong]
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("sample", _FOUND, ids=[sample.name for sample in _FOUND])
def test_what_is_said_to_be_wrong_is_wrong(sample: samples.Sample) -> None:
    wrong = {fault.field.partition(".")[0] for fault in _faults(sample)}
    mended = sorted(set(sample.expected.get("open", {})) - wrong)
    assert not mended, f"now right, take it out of “open”: {', '.join(mended)}"


def test_each_input_has_expected_values_and_each_of_these_an_input() -> None:
    assert samples.alone() == []
