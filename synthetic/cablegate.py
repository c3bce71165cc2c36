r"""A file of cables in the form of `cables.csv`: eight columns, no row of names, `\"` for a quotation mark."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from synthetic import generate


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
