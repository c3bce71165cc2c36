"""Samples: a folder of inputs, each with a file of expected values beside it.

`NAME.txt` is the input, `NAME.expected.json` what `quality.compare` describes, `NAME.given.json`
(where there is one) what is known from outside. Adding a case is adding these files; nothing else
names them.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent / "tests" / "samples"
_EXPECTED = ".expected.json"


class Sample(NamedTuple):
    """An input and what is expected of it. `name` is its path in the folder, without ending."""

    name: str
    data: bytes
    expected: dict[str, Any]
    given: dict[str, Any]  # arguments of `reftel.parse` beside the text


def arguments(given: dict[str, str]) -> dict[str, Any]:
    """What a file of given values says, as arguments of `reftel.parse`."""
    return {
        key: datetime.date.fromisoformat(value) if key == "date" else value for key, value in given.items()
    }


def find(root: Path = ROOT) -> list[Sample]:
    """All samples, by name."""
    return [_sample(path, root) for path in sorted(root.rglob(f"*{_EXPECTED}"))]


def _sample(path: Path, root: Path) -> Sample:
    stem = path.name.removesuffix(_EXPECTED)
    beside = path.with_name(f"{stem}.given.json")
    given = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return Sample(
        path.with_name(stem).relative_to(root).as_posix(),
        path.with_name(f"{stem}.txt").read_bytes(),
        json.loads(path.read_text("utf-8")),
        arguments(given),
    )


def alone(root: Path = ROOT) -> list[str]:
    """Inputs without expected values, and expected values without input: both are mistakes."""
    inputs = {path.with_suffix("") for path in root.rglob("*.txt")}
    expected = {path.with_name(path.name.removesuffix(_EXPECTED)) for path in root.rglob(f"*{_EXPECTED}")}
    return sorted(path.relative_to(root).as_posix() for path in inputs ^ expected)
