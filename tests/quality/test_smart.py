"""The table of SMART's values: what it counts as right, corrected, blank and wrong."""

from __future__ import annotations

import pytest

from quality import samples, smart

_RELEASES = {one.name.removeprefix("smart/"): one for one in samples.find() if one.name.startswith("smart/")}


def rows(one: samples.Sample) -> dict[str, list[str]]:
    lines = smart.report([one]).split("\n")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {row[0]: row[1:] for row in cells}


@pytest.mark.parametrize(
    ("release", "value", "counts"),
    [
        ("C05770206", "MRN", ["1", "1", "0", "0", "0"]),
        ("C05770573", "Date/DTG", ["1", "0", "1", "0", "0"]),
        ("C05770573", "Pass Line", ["1", "0", "0", "1", "0"]),
        ("C05793211", "Action Office, Info Office", ["1", "0", "0", "1", "0"]),
        ("C05770206", "Captions", ["0", "0", "0", "0", "0"]),
    ],
)
def test_counts(release: str, value: str, counts: list[str]) -> None:
    assert rows(_RELEASES[release])[value][:5] == counts


def test_another_value_than_expected_is_wrong() -> None:
    one = _RELEASES["C05770206"]
    changed = one._replace(expected={**one.expected, "subject": "OIL", "signer": ["Jones"]})
    found = rows(changed)
    assert found["Subject"][4] == "1" and found["Signature"][4] == "1" and found["MRN"][4] == "0"
