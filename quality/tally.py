"""Precision and recall from findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from quality.compare import Finding, Verdict


class Tally:
    """Counts by field. *Precision*: of the values read, the share that is right. *Recall*: of the
    values that are there, the share that was read right."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[Verdict]] = defaultdict(Counter)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count them."""
        for finding in findings:
            self.counts[finding.field][finding.verdict] += 1

    def precision(self, field: str) -> float | None:
        """`None` where nothing was read."""
        count = self.counts[field]
        return _share(count["right"], count["right"] + count["wrong"] + count["extra"])

    def recall(self, field: str) -> float | None:
        """`None` where there was nothing to read."""
        count = self.counts[field]
        return _share(count["right"], count["right"] + count["wrong"] + count["missed"])

    def rows(self) -> list[tuple[str, int, str, str, int, int, int]]:
        """Field, values, precision, recall, missed, wrong, extra: in the fields' order."""
        found = []
        for field in self.fields():
            count = self.counts[field]
            there = count["right"] + count["wrong"] + count["missed"]
            shares = percent(self.precision(field)), percent(self.recall(field))
            found.append((field, there, *shares, count["missed"], count["wrong"], count["extra"]))
        return found

    def fields(self) -> list[str]:
        """All fields counted, in the order of the record."""
        from quality.record import FIELDS

        order = {name: i for i, name in enumerate(FIELDS)}
        return sorted(self.counts, key=lambda field: (order[field.partition(".")[0]], field))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def percent(share: float | None) -> str:
    """Rounded down to a tenth: 100 % is said of all only."""
    return "–" if share is None else f"{int(share * 1000) / 10:.1f} %"
