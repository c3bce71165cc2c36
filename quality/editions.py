"""`python -m quality.editions [FOLDER]`: are editions told for what they are, and what they reveal?

Four tables go into `docs/quality.md`: planted redactions in generated cables (precision and recall of the revealed
words, by the mark, with and without a scan's damage); a scan's damage alone (what is taken for substance);
the SMART releases of `tests/samples/smart`, by number and by text alone; and, where FOLDER (or
`REFTEL_SAMPLES`) has `frus-tei/` and `frus-text/`, the documents of 1961–63, V, matched by text alone.
"""

from __future__ import annotations

import os
import re
import sys
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

import reftel
from quality import samples
from quality.page import replace_blocks, table
from quality.tally import percent
from reftel.links.comparing.alignment import compare
from reftel.links.comparing.editions import reveals, side_by_side
from reftel.links.comparing.grouping import Group, Text, group
from reftel.links.comparing.tokens import words
from reftel.model import Cable, RawMessage
from synthetic.generator import generate
from synthetic.release import MARKS, Withheld, scan, withhold

_PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_START: Final = "# Quality\n"
_CABLES: Final = 400
_TWICE: Final = "frus1961-63v05"


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    folder = Path(arguments[0] if arguments else os.environ.get("REFTEL_SAMPLES", ""))
    blocks = {"editions planted": planted(), "editions smart": smart()}
    text = folder / "frus-text" / f"{_TWICE}.txt"
    marked = folder / "frus-tei" / f"{_TWICE}.xml"
    if text.is_file() and marked.is_file():
        blocks["editions frus"] = frus(marked, text)
    for words_ in blocks.values():
        print(words_, end="\n\n")
    replace_blocks(_PAGE, blocks, _START)
    return 0


class Tally:
    """Words that were withheld, found, and both."""

    def __init__(self) -> None:
        self.truth = self.found = self.right = self.passages = self.whole = 0

    def add(self, truth: set[int], found: set[int]) -> None:
        """One passage, or all of a cable: the places of its words."""
        self.truth += len(truth)
        self.found += len(found)
        self.right += len(truth & found)

    def row(self) -> tuple[object, ...]:
        """Passages found whole, precision and recall of words."""
        return (
            self.passages,
            percent(self.whole / max(self.passages, 1)),
            percent(self.right / max(self.found, 1)),
            percent(self.right / max(self.truth, 1)),
        )


def planted(cables: int = _CABLES) -> str:
    """Redactions planted in generated cables: what is revealed, by mark; and a scan's damage alone."""
    clean, scanned = defaultdict(Tally), defaultdict(Tally)
    kinds: Counter[str] = Counter()
    misread = 0
    for n, made in enumerate(generate(4580, cables)):
        whole = reftel.parse(made.text, **made.known)
        places = [(one.span.start, one.span.end) for one in whole.paragraphs]
        mark = MARKS[n % len(MARKS)]
        held, taken = withhold(made.text, places, n, marks=(mark,))
        spared = [(one.span.start, one.span.end) for one in whole.furniture]
        damaged, count = scan(made.text, n, spared=spared)
        for tallies, printed in ((clean, whole), (scanned, reftel.parse(damaged, **made.known))):
            text = damaged if tallies is scanned else made.text
            _count(tallies, mark, text, made.text, printed, reftel.parse(held, **made.known), taken)
        misread += count
        for one in compare(whole, reftel.parse(damaged, **made.known)).segments:
            if one.kind != "same":
                kinds[one.kind] += max(len(one.left_words.split()), len(one.right_words.split()))
    rows = [(f"`{mark}`", *clean[mark].row(), *scanned[mark].row()[1:]) for mark in MARKS]
    rows.append(("all", *_all(clean).row(), *_all(scanned).row()[1:]))
    heads = ("mark", "passages", "whole", "precision", "recall", "whole, scanned", "precision", "recall")
    named = ", ".join(f"{kinds[kind]} as {kind}" for kind in sorted(kinds, key=lambda kind: -kinds[kind]))
    return (
        "## Editions\n\nWritten by `python -m quality.editions`.\n\n"
        f"### Planted redactions\n\nIn {cables} generated cables up to three passages each were withheld under a mark, and the "
        "release compared with the whole text: once as it is, once with a letter misread in every fiftieth word, as a scan does (but not in stamps and page lines). "
        "*Whole* is the share of passages revealed word for word, precision and recall count words.\n\n"
        f"{table(heads, rows)}\n\n"
        f"Of {misread} words misread by the scan alone, the comparison with the clean text tells {named}."
    )


def _all(tallies: dict[str, Tally]) -> Tally:
    total = Tally()
    for one in tallies.values():
        for name in ("truth", "found", "right", "passages", "whole"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def _count(
    tallies: dict[str, Tally],
    mark: str,
    text: str,
    original: str,
    printed: Cable,
    held: Cable,
    taken: Iterable[Withheld],
) -> None:
    """Words are counted by their place in their row: a scan changes letters, not words."""
    rows = words(printed).tokens
    revealed = [one.printed_at for one in reveals([printed, held]) if one.printed_in == printed.id]
    found = {n for n, one in enumerate(rows) if any(s.start <= one.start < s.end for s in revealed)}
    shift = _shift(original, text)
    truth: set[int] = set()
    for one in taken:
        start, end = shift(one.start), shift(one.end)
        these = {n for n, row in enumerate(rows) if start <= row.start < end}
        tallies[mark].passages += 1
        tallies[mark].whole += these <= found
        truth |= these
    tallies[mark].add(truth, found)


def _shift(original: str, text: str) -> Callable[[int], int]:
    """Where a place of one text is in another that has the same words, letters of which may be other ones."""
    mine = [m.start() for m in re.finditer(r"\S+", original)] + [len(original)]
    theirs = [m.start() for m in re.finditer(r"\S+", text)] + [len(text)]
    return lambda place: theirs[bisect_left(mine, place)]


def smart() -> str:
    """The releases of SMART messages: grouped by number, and by text alone."""
    found = [one for one in samples.find() if one.name.startswith("smart/")]
    cables = {one.name.removeprefix("smart/"): reftel.parse(one.data, **one.given) for one in found}
    truth: dict[str, set[str]] = defaultdict(set)
    for name, cable in cables.items():
        truth[str(cable.mrn)].add(name)
    several = {frozenset(names) for names in truth.values() if len(names) > 1}
    by_text = {frozenset(one.editions) for one in _grouped(cables, numbers=False)}
    rows = []
    for mrn, names in sorted(truth.items()):
        editions = side_by_side([cables[name] for name in sorted(names)])
        counts: Counter[str] = Counter()
        for one in editions.compared:
            counts.update(one.text.counts)
        best = next(name for name, cable in cables.items() if cable.id == editions.cables[0].id)
        told = ", ".join(f"{n} {kind}" for kind, n in counts.most_common()) or "none"
        rows.append((mrn, len(names), f"`{best}`", told))
    return (
        f"### Releases of SMART messages\n\n{len(cables)} releases of {len(truth)} cables; {len(several)} were released more than once. "
        f"By their text alone, their numbers hidden, {len(by_text & several)} of these {len(several)} groups are found whole, and "
        f"{len(by_text - several)} groups that are none.\n\n"
        + table(("cable", "releases", "best text", "differences from it, all other releases together"), rows)
    )


def _grouped(cables: dict[str, Cable], *, numbers: bool) -> list[Group]:
    texts = [
        Text(name, str(cable.mrn) if numbers and cable.mrn else None, cable.sent, _message(cable))
        for name, cable in cables.items()
    ]
    return group(texts, lambda one, other: compare(cables[one], cables[other]).alike)


def _message(cable: Cable) -> str:
    return "\n".join(one.text for one in cable.paragraphs) or cable.text


def frus(marked: Path, plain: Path) -> str:
    """A volume in two forms: each document matched with itself, by its text alone."""
    from reftel.archive.kernel import known_day
    from reftel.readers.frus.etext import FrusText
    from reftel.readers.frus.tei import FrusTei

    cables: dict[str, Cable] = {}
    for form, reader, path in (("tei", FrusTei(), marked), ("text", FrusText(), plain)):
        with path.open("rb") as file:
            for message in reader.read(file, str(path)):
                if isinstance(message, RawMessage) and "document" in message.given:
                    given = message.given
                    cable = reftel.parse(message.text, date=known_day(given), given=given)
                    name = f"{form}:{given['document']}"
                    cables[name] = msgspec.structs.replace(cable, annotations=message.annotations)
    begin = time.perf_counter()
    groups = _grouped(cables, numbers=False)
    seconds = time.perf_counter() - begin
    right = sum(_is_pair(one.editions) for one in groups)
    documents = {name.partition(":")[2] for name in cables}
    counts: Counter[str] = Counter()
    examples: list[str] = []
    for document in sorted(documents, key=lambda name: int(name.rpartition("d")[2])):
        text = compare(cables[f"tei:{document}"], cables[f"text:{document}"])
        counts.update(text.counts)
        examples += [
            f"{document.rpartition('/')[2]}: {one.left_words} / {one.right_words}"
            for one in text.differences
            if one.kind == "substance"
        ]
    told = ", ".join(f"{n} {kind}" for kind, n in counts.most_common())
    return (
        f"### A volume of FRUS in two forms\n\n{len(documents)} documents of 1961–63, V, as TEI and as plain text, their numbers "
        f"hidden: {right} were matched with themselves and nothing else, {len(documents) - right} were not, and {len(groups) - right} "
        f"groups are none ({seconds:.0f} s). Between the two forms stand {told}. Other words: {'; '.join(examples) or 'none'}."
    )


def _is_pair(names: tuple[str, ...]) -> bool:
    return len(names) == 2 and len({name.partition(":")[2] for name in names}) == 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
