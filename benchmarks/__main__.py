"""`python -m benchmarks`: measure, print, and write the tables of `docs/benchmarks.md`.

--n N       synthetic cables (else the environment's N, else 100,000)
            (else 250,000 for links, and 20,000 of them as texts)
--only PART parse, ingest (with search), links or start: the other tables stay as they are
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import corpus, ingesting, linking, machine, parsing, searching, starting
from quality.page import replace_blocks, table
from quality.tally import percent

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_DEFAULT = 100_000
_PROFILED = 3_000
_PARTS = ("start", "parse", "ingest", "links")
_START = """# Benchmarks

Written by `make bench` (`make bench N=10000` for a shorter run). What counts are the ratios: both sides of each
were measured in one run on one machine. The texts are synthetic cables of about 5 KB, one in five with an oddity
of real releases, and the real texts of the samples.
"""


def main(arguments: list[str]) -> int:
    """Run; returns the exit status."""
    options = _options(arguments)
    begun = time.perf_counter()
    blocks: dict[str, str] = {}
    if "start" in options.only:
        _show(blocks, "start", _start())
    if "parse" in options.only:
        _show(blocks, "parse", _parse(options.n or _DEFAULT))
        _show(blocks, "slowest", _slowest())
        _show(blocks, "explained", _explained())
        _show(blocks, "where the time goes", _where())
        _show(blocks, "noise", _noise())
    if "ingest" in options.only:
        with tempfile.TemporaryDirectory(prefix="reftel-bench-") as folder:
            _show(blocks, "ingest", _ingest(options.n or _DEFAULT, Path(folder)))
            _show(blocks, "search", _search(Path(folder)))
    if "links" in options.only:
        with tempfile.TemporaryDirectory(prefix="reftel-bench-") as folder:
            _show(blocks, "links", linking.report(options.n or linking.DEFAULT, Path(folder)))
            _show(blocks, "large graph", f"{linking.large(Path(folder))}\n\n{machine.described()}")
    if set(options.only) - {"links"}:
        _show(blocks, "machine", machine.described())
    replace_blocks(_PAGE, blocks, _START)
    print(f"{time.perf_counter() - begun:.0f} s; written to docs/{_PAGE.name}")
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--n", type=int, default=int(os.environ.get("N") or 0), help="synthetic cables")
    parser.add_argument("--only", nargs="+", choices=_PARTS, default=_PARTS, help="measure these parts alone")
    return parser.parse_args(arguments)


def _show(blocks: dict[str, str], name: str, words: str) -> None:
    blocks[name] = words
    print(words, end="\n\n", flush=True)


def _start() -> str:
    rows = [(name, f"{best:.0f}", f"{median:.0f}") for name, best, median in starting.measure()]
    return "## Start\n\nWall time in milliseconds.\n\n" + table(("command", "best", "median"), rows)


_measured: list[parsing.Slow] = []


def _parse(n: int) -> str:
    speed, low, slowest = parsing.measure(corpus.synthetic(n))
    _measured.extend(slowest)
    compiled = parsing.measure_compiled(n) or {}
    rows = [_speed_row(f"{n:,} synthetic cables", speed, low, compiled.get("synthetic"))]
    for name, speeds in parsing.measure_real().items():
        rows.append(_speed_row(f"samples: {name}", *speeds, compiled.get(name)))
    heads = (
        "texts",
        "characters each",
        "cables a second",
        "MB a second",
        "floor, cables a second",
        "times the floor",
        "compiled, cables a second",
        "compiled to plain",
    )
    return (
        "## Parsing\n\nOn one core, by the processor's time. The *floor* is the least that any reading must do: one "
        "scan for the header's keys, one for paragraph starts, slices and records, and no rule at all "
        "(`benchmarks/floor.py`). *Compiled* is the same parser turned into machine code by `make compiled`."
        "\n\n" + table(heads, rows)
    )


def _speed_row(
    name: str, speed: parsing.Speed, low: parsing.Speed, compiled: float | None
) -> tuple[str, ...]:
    return (
        name,
        f"{speed.characters / speed.cables:,.0f}",
        f"{speed.rate:,.0f}",
        f"{speed.megabytes:.1f}",
        f"{low.rate:,.0f}",
        f"{speed.seconds / low.seconds:.1f}",
        f"{compiled:,.0f}" if compiled else "not compiled",
        f"{compiled / speed.rate:.2f}" if compiled else "",
    )


def _slowest() -> str:
    rows = [(f"`{slow.name}`", f"{slow.milliseconds:.2f}", f"{slow.length:,}") for slow in _measured]
    return "### The slowest ten\n\nOf the synthetic ones; best of five.\n\n" + table(
        ("text", "ms", "characters"), rows
    )


def _explained() -> str:
    synthetic = list(corpus.synthetic(2_000))
    rows, least = [], []
    for name, texts in {"synthetic": synthetic, **corpus.real()}.items():
        mean, worst = parsing.explained(texts)
        rows.append((name, len(texts), percent(mean)))
        least += [(share, f"{name}: {text}") for share, text in worst[:5]]
    lines = [f"- {percent(share)} of `{text}`" for share, text in sorted(least)[:12]]
    return (
        "### Explained header characters\n\nThe share that belongs to a field, a key or a known kind of line.\n\n"
        + table(("texts", "number", "explained"), rows)
        + "\n\nThe least explained:\n\n"
        + "\n".join(lines)
    )


def _where() -> str:
    modules, functions = parsing.profile(list(itertools.islice(corpus.synthetic(_PROFILED), _PROFILED)))
    rows = [(f"`{name}`", percent(share)) for name, share in modules]
    lines = [(f"`{name}`", f"{calls / _PROFILED:.1f}", percent(share)) for name, calls, share in functions]
    return (
        "### Where the time goes\n\nUnder the profiler, which makes many small calls look dearer than they are. What a "
        "module calls of C (a scan by a pattern) counts to it.\n\n"
        + table(("module", "share"), rows)
        + "\n\n"
        + table(("function", "calls a cable", "share"), lines)
    )


def _noise() -> str:
    rows = [
        (
            name,
            f"{one:.2f}",
            f"{ten:.2f}" if ten else "not waited for",
            f"{ten / one:.1f}" if ten else "**not linear**",
        )
        for name, one, ten in parsing.noise()
    ]
    heads = ("noise", "1 MB, s", "10 MB, s", "ratio")
    return "### Hostile texts\n\nLinear time is a ratio of about ten.\n\n" + table(heads, rows)


def _ingest(n: int, folder: Path) -> str:
    lines = folder / "cables.jsonl"
    length = corpus.write_lines(lines, n)
    found = ingesting.measure(lines, folder)
    bare = found.used["tantivy"].seconds
    rows = [
        (
            _WAYS[way],
            f"{used.seconds:.1f}",
            f"{n / used.seconds:,.0f}",
            f"{used.seconds / bare:.2f}",
            f"{used.peak / 1024**2:,.0f}",
            f"{found.size[way] / 1024**2:,.0f}",
        )
        for way, used in found.used.items()
    ]
    heads = ("way", "seconds", "cables a second", "times bare tantivy", "peak memory, MiB", "on disk, MiB")
    return (
        f"## Ingest\n\n{n:,} cables ({length / 1e6:,.0f} MB of text) from one file of JSON lines, on two cores, "
        "wall time with the interpreter's start. Bare tantivy indexes and stores id and text; the archive parses, "
        "writes its tables and indexes all fields.\n\n" + table(heads, rows)
    )


_WAYS = {
    "tantivy": "bare tantivy",
    "reftel": "`archive.ingest`",
    "compiled": "`archive.ingest`, the parser compiled",
    "fts5": "SQLite FTS5",
}


def _search(folder: Path) -> str:
    rows = []
    for timing in searching.measure(folder):
        times = timing.milliseconds
        ratio = times["reftel"] / times["tantivy"]
        row = (f"{timing.query.name}: `{timing.query.reftel}`", f"{timing.hits:,}")
        rows.append((*row, *(f"{times[way]:.2f}" for way in ("reftel", "tantivy", "fts5")), f"{ratio:.2f}"))
    heads = ("query", "hits", "archive", "bare tantivy", "SQLite FTS5", "archive to bare")
    return "## Search\n\nThe ten best with snippets; median milliseconds.\n\n" + table(heads, rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
