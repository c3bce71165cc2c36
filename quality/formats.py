"""`python -m quality.formats`: generated cables in the container of each format, read back, field by field.

What the reader gives is parsed as an archive parses it: with the number, the day and whatever else the
container says. A field that the container itself fills (`mrn_from`, `sent_from`) is not compared.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from quality.compare import Finding, compare
from quality.page import replace_blocks, table
from quality.tally import Tally, percent
from reftel import readers
from reftel.archive.kernel import known_day, known_number
from reftel.model import RawMessage
from reftel.parser import parse
from synthetic import ODDITIES, generate
from synthetic.containers import FORMATS, ONE_A_FILE, Format
from synthetic.generator import Synthetic

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_SEED = 4580
OF_EACH = 60
_NOT_COMPARED = frozenset(("mrn_from", "sent_from", "partial"))


def main(_arguments: list[str]) -> int:
    """Measure, print, and write the tables into the page."""
    words = report({name: measure(name) for name in FORMATS})
    print(words)
    replace_blocks(_PAGE, {"formats": words}, "# Quality\n")
    return 0


def measure(name: str, n: int = OF_EACH, *, odd: bool = True) -> tuple[int, int, list[Finding]]:
    """How many cables were written in the format, how many messages came back, and what is right of them.

    `n` even ones in one file, or each in its own where a file holds one; with `odd` one more of each oddity, alone.
    """
    form = FORMATS[name]
    cables = _cables(form, n)
    groups = [[one] for one in cables] if name in ONE_A_FILE else [cables]
    if odd and not form.not_kept:
        groups += [[one] for one in _odd(form)]
    cables = [one for group in groups for one in group]
    found: list[Finding] = []
    came = 0
    for group in groups:
        messages = list(_read(form, group))
        came += len(messages)
        if len(messages) == len(group):
            for message, cable in zip(messages, group, strict=True):
                found += _judged(message, cable, form.not_kept)
    return len(cables), came, found


def _cables(form: Format, n: int) -> list[Synthetic]:
    return [
        cable
        for layout in form.layouts
        for cable in generate(_SEED, n // len(form.layouts), layouts=[layout])
    ]


def _odd(form: Format) -> list[Synthetic]:
    """One of each oddity of the format's layouts."""
    return [
        next(generate(_SEED + number, 1, [name], [layout]))
        for layout in form.layouts
        for number, (name, oddity) in enumerate(ODDITIES.items())
        if layout in oddity.layouts and name not in form.odd_to_it
    ]


def _read(form: Format, cables: Sequence[Synthetic]) -> Iterator[RawMessage]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form.file
        path.write_bytes(form.write(cables))
        for file in readers.find([path]):
            if isinstance(file, readers.Found):
                yield from (one for one in readers.read(file) if isinstance(one, RawMessage))


def _judged(message: RawMessage, cable: Synthetic, not_kept: tuple[str, ...]) -> list[Finding]:
    given = dict(message.given)
    known = known_day(given) or cable.known.get("date")
    read = parse(message.text, mrn=known_number(given), date=known, given=given)
    truth = {
        name: value
        for name, value in cable.truth.expected().items()
        if name not in _NOT_COMPARED and name not in not_kept
    }
    return compare(read, truth)


def report(measured: dict[str, tuple[int, int, list[Finding]]]) -> str:
    """Both tables."""
    tallies = {}
    rows = []
    for name, (written, came, found) in measured.items():
        tally = tallies[name] = Tally()
        tally.add(found)
        right = sum(count["right"] for count in tally.counts.values())
        values = sum(count.total() for count in tally.counts.values())
        rows.append((f"`{name}`", written, came, f"{values:,}", percent(right / values) if values else "–"))
    fields = list(dict.fromkeys(field for tally in tallies.values() for field in tally.counts))
    lines = [
        (field, *(_cell(tally, field) for tally in tallies.values()))
        for field in fields
        if any(_cell(tally, field) not in ("", "100") for tally in tallies.values())
    ]
    faults = table(("field", *(f"`{name}`" for name in tallies)), lines) if lines else ""
    return (
        "## Formats\n\nGenerated cables in the container of each format, read back by its reader and parsed with what the "
        "container says. Written by `python -m quality.formats`.\n\n"
        + table(("format", "cables", "read", "values", "right"), rows)
        + f"\n\n{len(fields)} fields were compared. "
        + (
            "All are read without a fault in every format."
            if not lines
            else "Those that are not read without a fault everywhere, precision and recall in percent:\n\n"
            + faults
        )
    )


def _cell(tally: Tally, field: str) -> str:
    count = tally.counts.get(field)
    if count is None:
        return ""
    right = count["right"]
    given = right + count["wrong"] + count["extra"]
    there = right + count["wrong"] + count["missed"]
    precision = 100 * right / given if given else 100
    recall = 100 * right / there if there else 100
    return "100" if precision == recall == 100 else f"{precision:.1f} / {recall:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
