"""`python -m quality`: parse every sample and generated cable, print precision, recall, gains and losses.

--store   keep the values, so that the next run is compared with these
--check   end with status 1 where something was lost
--draft F print the record of a text as a file of expected values: to be checked by eye, line by line
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import reftel
from quality import changes, generated, samples, serials
from quality.changes import Changes, Faults
from quality.compare import Finding, compare
from quality.page import replace_blocks, table
from quality.record import record
from quality.tally import Tally, percent

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "quality.md"
_HEADS = ("field", "values", "precision", "recall", "missed", "wrong", "extra")
_SHOWN = 60
_START = """# Quality

How well the parser reads, by field. *Precision* is the share of values read that are right, *recall* the share of
values there that were read right. The samples are real texts whose expected values were checked by eye; the
generated cables know the truth of every field, and are far more even than real ones: a share on them says that a
rule works, not how often it is needed. The tables are written by `make quality`.
"""


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    options = _options(arguments)
    if options.draft:
        _print_draft(options.draft, options.date)
        return 0
    sample_findings = _of_samples()
    generated_findings = _of_generated()
    now: Faults = {f"samples/{name}": changes.faults(found) for name, found in sample_findings.items()}
    now |= {f"generated/{name}": changes.faults(found) for name, found in generated_findings.items()}
    difference = changes.changes(changes.load(), now)
    blocks = _blocks(sample_findings, generated_findings) | {"serials": serials.block()}
    for words in blocks.values():
        print(words, end="\n\n")
    _print_changes(difference)
    replace_blocks(_PAGE, blocks, _START)
    if options.store:
        changes.store(now)
        print(f"stored the values of {len(now)} texts in {changes.STORED.name}")
    return 1 if options.check and difference.losses else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quality", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--store", action="store_true", help="keep the values for the next run to compare with"
    )
    parser.add_argument("--check", action="store_true", help="end with status 1 where something was lost")
    parser.add_argument(
        "--draft", type=Path, metavar="FILE", help="print a text's record as expected values to check"
    )
    parser.add_argument("--date", help="the date known from outside, for --draft")
    return parser.parse_args(arguments)


def _of_samples() -> dict[str, list[Finding]]:
    return {
        sample.name: compare(reftel.parse(sample.data, **sample.given), sample.expected)
        for sample in samples.find()
    }


def _of_generated() -> dict[str, list[Finding]]:
    return {
        case.name: compare(reftel.parse(case.cable.text, **case.cable.known), case.cable.truth.expected())
        for case in generated.cases()
    }


def _blocks(
    sample_findings: dict[str, list[Finding]], generated_findings: dict[str, list[Finding]]
) -> dict[str, str]:
    of_samples, of_generated = Tally(), Tally()
    for found in sample_findings.values():
        of_samples.add(found)
    for found in generated_findings.values():
        of_generated.add(found)
    return {
        "samples": f"## Samples\n\n{len(sample_findings)} texts.\n\n{table(_HEADS, of_samples.rows())}",
        "faults of samples": _sample_faults(sample_findings),
        "generated": f"## Generated cables\n\n{len(generated_findings)} texts.\n\n{table(_HEADS, of_generated.rows())}",
        "by oddity": _by_oddity(generated_findings),
    }


def _sample_faults(findings: dict[str, list[Finding]]) -> str:
    lines = [
        f"- `{name}` {fault}"
        for name, found in findings.items()
        for fault in found
        if fault.verdict != "right"
    ]
    return "### What is not right in the samples\n\n" + ("\n".join(lines) or "Nothing.")


def _by_oddity(findings: dict[str, list[Finding]]) -> str:
    """The oddities with which something is not read right: what, and how often."""
    tallies: dict[str, Tally] = {}
    for name, found in findings.items():
        oddity = name.partition("/")[0]
        if "+" not in oddity:
            tallies.setdefault(oddity, Tally()).add(found)
    rows = []
    for oddity, tally in tallies.items():
        counts = tally.counts
        right = sum(count["right"] for count in counts.values())
        faults = {field: sum(count.values()) - count["right"] for field, count in counts.items()}
        worst = sorted((field for field, n in faults.items() if n), key=lambda field: -faults[field])
        if worst:
            total = right + sum(faults.values())
            rows.append(
                (f"`{oddity}`", percent(right / total), ", ".join(f"{f} {faults[f]}" for f in worst[:5]))
            )
    rows.sort(key=lambda row: float(row[1].rstrip(" %")))
    clean = len(tallies) - len(rows)
    head = f"### By oddity\n\n{clean} of {len(tallies)} kinds of generated cables are read without a fault. The others:\n\n"
    return head + table(("oddity", "right", "faults by field"), rows)


def _print_changes(found: Changes) -> None:
    for title, lines in (
        ("gains", found.gains),
        ("losses", found.losses),
        ("wrong in another way", found.other),
    ):
        print(f"{title}: {len(lines)}")
        for line in lines[:_SHOWN]:
            print(f"  {line}")
        if len(lines) > _SHOWN:
            print(f"  and {len(lines) - _SHOWN} more")
    print(f"new texts: {len(found.new)}, gone: {len(found.gone)}")


def _print_draft(path: Path, date: str | None) -> None:
    given = {"date": date} if date else {}
    values = record(reftel.parse(path.read_bytes(), **samples.arguments(given)))
    print(json.dumps(values, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
