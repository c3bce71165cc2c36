"""`python -m quality.printed FOLDER`: telegrams printed as PDF against the same ones as text, field by field.

The folder has the National Archives' records as text (`nara-text`) and as PDF (`nara-pdf`), of the same
names; it may also be named by `REFTEL_SAMPLES`. Without either nothing is done. Both go the whole way: file,
reader, parser with what the record says. All fields of the record are compared, and the archive's
attributes; of those a run of blanks counts as one, for a print has its own wraps.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from quality.compare import compare
from quality.page import replace_blocks, table
from quality.record import record
from reftel import readers
from reftel.archive.kernel import known_day, known_number
from reftel.model import Cable, RawMessage
from reftel.parser import parse

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_OF_THE_PRINT: Final = frozenset(("pages", "confidence"))  # what a reader says of a PDF only


class Difference(NamedTuple):
    """One value of one telegram that the print gives otherwise."""

    document: str
    field: str
    text: str
    print: str


class Compared(NamedTuple):
    """Telegrams compared, values in each field, and what differs."""

    documents: int
    values: Counter[str]
    differences: list[Difference]


def main(arguments: list[str]) -> int:
    """Compare, print, and write the section into the page."""
    named = arguments[0] if arguments else os.environ.get("REFTEL_SAMPLES")
    folder = Path(named) if named else None
    if folder is None or not (folder / "nara-pdf").is_dir():
        print("quality.printed: no folder with nara-text and nara-pdf given; nothing done")
        return 0
    found = compared(folder / "nara-text", folder / "nara-pdf")
    for one in found.differences:
        print(f"{one.document} {one.field}: the text gives {one.text}; the print {one.print}")
    replace_blocks(_PAGE, {"printed form": report(found)}, "# Quality\n")
    return 0


def compared(texts: Path, prints: Path) -> Compared:
    """Every print of which there is a text."""
    documents, values, differences = 0, Counter[str](), list[Difference]()
    for path in sorted(prints.glob("*.pdf")):
        text = texts / f"{path.stem}.txt"
        if not text.exists():
            continue
        documents += 1
        ours, theirs = list(_messages(path)), list(_messages(text))
        if len(ours) != 1 or len(theirs) != 1:
            differences.append(Difference(path.stem, "messages", str(len(theirs)), str(len(ours))))
            continue
        expected = record(_parsed(theirs[0]))
        for finding in compare(_parsed(ours[0]), expected):
            values[finding.field] += 1
            if finding.verdict != "right":
                differences.append(Difference(path.stem, finding.field, finding.expected, finding.got))
        differences += _attributes(path.stem, theirs[0].given, ours[0].given, values)
    return Compared(documents, values, differences)


def _messages(path: Path) -> Iterator[RawMessage]:
    for file in readers.find([path]):
        if isinstance(file, readers.Found):
            yield from (one for one in readers.read(file) if isinstance(one, RawMessage))


def _parsed(message: RawMessage) -> Cable:
    given = dict(message.given)
    return parse(message.text, mrn=known_number(given), date=known_day(given), given=given)


def _attributes(
    document: str, text: dict[str, str], print_: dict[str, str], values: Counter[str]
) -> Iterator[Difference]:
    for name in sorted((text.keys() | print_.keys()) - _OF_THE_PRINT):
        values["attributes"] += 1
        one, other = (" ".join(given.get(name, "").split()) for given in (text, print_))
        if one != other:
            yield Difference(document, f"attribute {name}", one, other)


def report(found: Compared) -> str:
    """The section."""
    differing = Counter(
        "attributes" if one.field.startswith("attribute ") else one.field for one in found.differences
    )
    rows = [
        (field, f"{n:,}", f"{n - differing[field]:,}", differing[field]) for field, n in found.values.items()
    ]
    same = found.documents - len({one.document for one in found.differences})
    shown = "\n".join(
        f"- `{one.document}` {one.field}: the text gives “{one.text}”, the print “{one.print}”"
        for one in found.differences
    )
    return (
        "## Telegrams as PDF\n\n"
        f"{found.documents} telegrams of the National Archives as PDF, with a text layer, against the same ones as text. "
        f"{same} give the same record and the same attributes. Written by `python -m quality.printed`.\n\n"
        + table(("field", "values", "same", "other"), rows)
        + (f"\n\nWhat differs:\n\n{shown}" if shown else "")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
