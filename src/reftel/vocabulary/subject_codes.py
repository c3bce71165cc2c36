"""Standard subject identification codes: `N01300`, by which naval messages and letters are filed.

The thousands are the group: N01300 is of group 1, N12610 of group 12.

Source: `data/subject_groups.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.vocabulary.tables import rows


def group(code: str) -> str | None:
    """What the group of a code is about.

    >>> group("N01300"), group("N12610"), group("N99999")
    ('Military Personnel', 'Civilian Personnel', None)
    """
    digits = code.removeprefix("N")
    return _groups().get(int(digits) // 1000) if digits.isdecimal() and len(digits) == 5 else None


@cache
def _groups() -> dict[int, str]:
    return {int(row["group"]): row["meaning"] for row in rows("subject_groups")}
