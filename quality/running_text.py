"""`python -m quality.running_text`: cables that only the body names, in the texts of made archives.

The texts of a made archive (`synthetic/world`) name cables in their paragraphs, and places with years, days and
counts behind them that are no cables. The parser reads each text; what it finds in the body is compared
with what was put there.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

import polars as pl

from quality.page import replace_blocks, table
from quality.tally import percent
from reftel.model import MRN
from reftel.parser import parse
from synthetic import world

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_MADE: Final = ((60_000, 31), (25_000, 32), (12_000, 33))
"""Sizes and seeds: the smaller an archive, the more serials of one or two digits."""


def main() -> int:
    """Count, print, and write the table into the page."""
    words = report()
    print(words)
    replace_blocks(_PAGE, {"references in text": words}, "# Quality\n")
    return 0


def report() -> str:
    """The table, by the digits of the serial that is named."""
    named, found, others = Counter[int](), Counter[int](), 0
    for number, seed in _MADE:
        others += count(number, seed, named, found)
    lines: list[tuple[object, ...]] = [
        (digits, named[digits], found[digits], percent(found[digits] / named[digits]))
        for digits in sorted(named)
    ]
    right = sum(found.values())
    lines.append(("all", sum(named.values()), right, percent(right / max(sum(named.values()), 1))))
    return (
        "### In running text\n\n"
        f"{len(_MADE)} made archives as full texts: cables that the body names and the list of references does not, by the digits "
        f"of their serials. In a third of the places a town stands beside with a year, a day or a count behind its name. "
        f"{others} numbers were read that name no cable ({percent(right / max(right + others, 1))} of those read are right).\n\n"
        + table(("digits", "named", "found", "share"), lines)
    )


def count(number: int, seed: int, named: Counter[int], found: Counter[int]) -> int:
    """Count the cables named and found in the texts of one made archive; returns how many were found that are none."""
    made = world.make(number, seed=seed)
    there: dict[str, list[set[tuple[str, int]]]] = defaultdict(list)
    rows = made.citations.filter(pl.col("relation") == "in text").select("from_mrn", "mrn", "candidates")
    for citing, mrn, candidates in rows.iter_rows():
        numbers = [MRN.parse(one) for one in ([mrn] if mrn else candidates)]
        there[citing].append({(one.station, one.serial) for one in numbers if one})
    others = 0
    for text in made.texts():
        cable = parse(text.text, date=text.date)
        read = [
            {(mrn.station, mrn.serial) for mrn in ((one.mrn,) if one.mrn else one.candidates)}
            for one in cable.references
            if one.in_text and one.kind in ("cable", "airgram")
        ]
        every = {
            (mrn.station, mrn.serial) for one in cable.references for mrn in (one.mrn, *one.candidates) if mrn
        }
        meant = there.get(text.mrn, [])
        for keys in meant:
            digits = len(str(min(keys)[1]))
            named[digits] += 1
            found[digits] += bool(keys & every)
        others += sum(not any(keys & one for one in meant) for keys in read if keys)
    return others


if __name__ == "__main__":
    sys.exit(main())
