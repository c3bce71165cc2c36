r"""A file of cables in the form of `cables.csv`: eight columns, no row of names, `\"` for a quotation mark."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from synthetic import generate

_DISTINCT = 2_000  # texts in a file that is written


def row(
    number: int,
    reference: str,
    date: datetime.date,
    text: str,
    refs: tuple[str, ...] = (),
    level: str = "CONFIDENTIAL",
) -> bytes:
    """One row; the text's header and body are parted at its marking line."""
    at = max(text.find("\nC O N F I D E N T I A L"), text.find("\nUNCLAS"), text.find("\nS E C R E T"), 0)
    header, body = text[:at].strip("\n"), text[at:].lstrip("\n")
    values = (
        f"{date.month}/{date.day}/{date.year} 9:30",
        reference,
        "Embassy Rome",
        level,
        "|".join(refs),
        header,
        body,
    )
    quoted = ",".join('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return f"{number},{quoted}\n".encode()


def rows(n: int, seed: int = 4580) -> Iterator[bytes]:
    """So many rows of generated cables, each of its own number."""
    for number, cable in enumerate(generate(seed, n, layouts=["full"]), 1):
        truth = cable.truth
        sent = datetime.date.fromisoformat(str(truth.sent)[:10]) if truth.sent else datetime.date(2003, 10, 7)
        yield row(number, str(truth.mrn or f"03ROME{number}"), sent, cable.text)


def write(path: Path, size: int, seed: int = 4580) -> int:
    """Write a file of at least `size` bytes; how many rows it has.

    Some texts are made, and come again and again, each time under a number of its own, which stands
    below the text too: so no two rows are alike, and gigabytes are soon made.
    """
    made = list(rows(_DISTINCT, seed))
    written = number = 0
    with path.open("wb") as out:
        while written < size:
            text = made[number % _DISTINCT].partition(b",")[2]
            number += 1
            written += out.write(b'%d,%s\n(%d)"\n' % (number, text.removesuffix(b'"\n'), number))
    return number
