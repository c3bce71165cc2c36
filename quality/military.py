"""`python -m quality.military FOLDER`: what share of the military messages of a folder gave each field.

The folder may also be named by `REFTEL_SAMPLES` (its folder `acp126`); without either nothing is done.
There are no expected values here: a share says how often something was read, not whether it is right.
Shares are of the messages that have a text, or that have what is counted.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from quality.page import replace_blocks, table
from quality.tally import percent
from reftel.model import Cable, RawMessage, Reference
from reftel.parser import parse
from reftel.parser.military import recognise
from reftel.readers.military import Military

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_START = "# Quality\n"
_SETS = re.compile(r"(?:AMPN|NARR)/", re.I)
_RELEASED = re.compile(r"RELEASED\s+BY", re.I)
_SSIC = re.compile(r"UNCLAS\w* ?/{1,2} ?N?[0-9O]{4,5}/")

# What is counted, of which messages (those in which a plain search finds its sign), and what counts as read.
_Row = tuple[str, Callable[[Cable], bool], Callable[[Cable], bool]]
_ROWS: tuple[_Row, ...] = (
    ("number (MRN)", lambda cable: True, lambda cable: cable.mrn is not None),
    ("date-time group", lambda cable: True, lambda cable: cable.dtg is not None),
    ("precedence", lambda cable: True, lambda cable: cable.precedence is not None),
    ("sender", lambda cable: "FM " in cable.text, lambda cable: cable.sender is not None),
    ("action addressees", lambda cable: "TO " in cable.text, lambda cable: bool(cable.action)),
    (
        "information addressees",
        lambda cable: re.search(r"\bINFO (?=[A-Z])", cable.text[:3000]) is not None,
        lambda cable: bool(cable.info),
    ),
    ("classification", lambda cable: "UNCLAS" in cable.text, lambda cable: cable.classification is not None),
    ("subject code", lambda cable: _SSIC.search(cable.text) is not None, lambda cable: bool(cable.tags)),
    ("subject", lambda cable: True, lambda cable: cable.subject is not None),
    ("paragraphs", lambda cable: True, lambda cable: bool(cable.paragraphs)),
    ("signer", lambda cable: _RELEASED.search(cable.text) is not None, lambda cable: bool(cable.signer)),
    ("all lines of the header", lambda cable: True, lambda cable: not _has(cable, "header-unexplained")),
)


def main(arguments: list[str]) -> int:
    """Count, print, and write the table into the page."""
    folder = _folder(arguments)
    if folder is None or not folder.is_dir():
        print("quality.military: no folder of messages given; nothing done")
        return 0
    words = report(list(_cables(folder)))
    print(words)
    replace_blocks(_PAGE, {"military messages": words}, _START)
    return 0


def report(found: list[tuple[Cable, bool, float]]) -> str:
    """The tables: each message with whether it was recognised, and the seconds that parsing took."""
    whole = [cable for cable, _, _ in found if not _has(cable, "text-withheld")]
    rows = []
    for name, has, read in _ROWS:
        of = [cable for cable in whole if has(cable)]
        got = sum(map(read, of))
        rows.append((name, len(of), got, _share(got, len(of))))
    listed = [ref for cable in whole for ref in cable.references if not ref.in_text]
    messages = [ref for ref in listed if ref.kind == "cable"]
    told = [ref for cable in whole if _SETS.search(cable.text) for ref in cable.references if not ref.in_text]
    for name, of, got in (
        ("REF sets: kind", len(listed), sum(ref.kind != "unknown" for ref in listed)),
        ("REF sets: letter", len(listed), sum(ref.letter is not None for ref in listed)),
        ("messages cited: group or number", len(messages), sum(bool(ref.dtg or ref.mrn) for ref in messages)),
        ("messages cited: number", len(messages), sum(ref.mrn is not None for ref in messages)),
        ("documents cited: date", len(listed) - len(messages), _dated(listed)),
        ("what the narrative says", len(told), sum(ref.said is not None for ref in told)),
    ):
        rows.append((name, of, got, _share(got, of)))
    seconds, size = sum(took for _, _, took in found), sum(len(cable.text) for cable, _, _ in found)
    return (
        "## Military messages\n\n"
        f"{len(found)} general messages of the Navy of 1992 to 2025, {len(found) - len(whole)} of them notices in place "
        f"of a text; {sum(known for _, known, _ in found)} were recognised. A share says how often something was read, "
        "not whether it is right: that the samples say. Of the messages without a number most have none; in "
        "the others the text gives two, or one of another year than its date. "
        f"Parsing took {1000 * seconds / max(len(found), 1):.1f} ms a message "
        f"({size / max(len(found), 1):,.0f} characters in the mean).\n\n"
        + table(("field", "there", "read", "share"), rows)
    )


def _share(got: int, of: int) -> str:
    return percent(got / of if of else None)


def _dated(listed: list[Reference]) -> int:
    return sum(bool(ref.date or ref.dtg) for ref in listed if ref.kind != "cable")


def _cables(folder: Path) -> Iterator[tuple[Cable, bool, float]]:
    reader = Military()
    for path in sorted(folder.iterdir()):
        if not path.is_file():
            continue
        with path.open("rb") as stream:
            for message in reader.read(stream, path.name):
                if isinstance(message, RawMessage):
                    begin = time.perf_counter()
                    cable = parse(message.text, given=message.given)
                    yield cable, recognise(message.text), time.perf_counter() - begin


def _has(cable: Cable, code: str) -> bool:
    return any(problem.code == code for problem in cable.problems)


def _folder(arguments: list[str]) -> Path | None:
    if arguments:
        return Path(arguments[0])
    root = os.environ.get("REFTEL_SAMPLES")
    return Path(root) / "acp126" if root else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
