"""Gains and losses: which field of which sample reads otherwise than when values were last stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from quality.compare import Finding

STORED = Path(__file__).with_name("stored.json")
Faults = dict[str, dict[str, list[str]]]  # sample → field → what is not right about it


class Changes(NamedTuple):
    """What changed against the stored values, each line with sample and field."""

    gains: list[str]
    losses: list[str]
    other: list[str]  # still wrong, in another way
    new: list[str]  # samples that were not there
    gone: list[str]


def faults(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The findings that are not right, by field."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        if finding.verdict != "right":
            found.setdefault(finding.field, []).append(str(finding))
    return found


def load(path: Path = STORED) -> Faults:
    """The stored values; none yet is none."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def store(values: Faults, path: Path = STORED) -> None:
    """Store the values, one sample a line, so that a diff shows what a commit changed."""
    lines = [f"{json.dumps(name)}: {json.dumps(values[name], ensure_ascii=False)}" for name in sorted(values)]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def changes(before: Faults, now: Faults) -> Changes:
    """Compare: fewer faults in a field is a gain, more is a loss.

    >>> changes({"a": {"mrn": ["missed"]}}, {"a": {"subject": ["wrong"]}})[:2]
    (['a mrn: right now'], ['a subject: wrong'])
    """
    found = Changes([], [], [], sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys()))
    for name in sorted(before.keys() & now.keys()):
        was, reads = before[name], now[name]
        for field in sorted(was.keys() | reads.keys()):
            old, new = was.get(field, []), reads.get(field, [])
            if old == new:
                continue
            line = f"{name} {field}: {'; '.join(new) or 'right now'}"
            if len(new) < len(old):
                found.gains.append(line)
            elif len(new) > len(old):
                found.losses.append(line)
            else:
                found.other.append(line)
    return found
