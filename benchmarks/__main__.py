"""`python -m benchmarks`: measure, print, and write the tables of `docs/benchmarks.md`.

--n N       synthetic cables (else the environment's N, else 100,000)
            (else 250,000 for links, and 20,000 of them as texts)
--only PART parse, read, ingest (with search), memory, links or start: the other tables stay as they are
--gigabytes N   length of the file of all cables that is read as a stream
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import (
    corpus,
    ingesting,
    linking,
    machine,
    memory,
    parsing,
    pieces,
    reading,
    searching,
    starting,
)
from quality.page import replace_blocks, table
from quality.tally import percent

_PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_DEFAULT = 100_000
_PROFILED = 3_000
_PIECES = 20_000
_FORMS = 2_000
_GIGABYTES = 2.0
_PARTS = ("start", "parse", "read", "ingest", "memory", "links")
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
            _show(blocks, "pieces", _pieces(min(options.n or _DEFAULT, _PIECES), Path(folder)))
            _show(blocks, "search", _search(Path(folder)))
    if "read" in options.only:
        with tempfile.TemporaryDirectory(prefix="reftel-bench-") as folder:
            _show(blocks, "read", _read(min(options.n or _DEFAULT, _FORMS), Path(folder)))
    if "memory" in options.only:
        with tempfile.TemporaryDirectory(prefix="reftel-bench-") as folder:
            _show(blocks, "memory", _memory(options.n or _DEFAULT, options.gigabytes, Path(folder)))
    if "links" in options.only:
        with tempfile.TemporaryDirectory(prefix="reftel-bench-") as folder:
            _show(blocks, "links", linking.report(options.n or linking.DEFAULT, Path(folder)))
            share = min((options.n or linking.DEFAULT) / linking.DEFAULT, 1)
            large = linking.large(
                Path(folder), round(linking.CABLES * share), round(linking.CITATIONS * share)
            )
            _show(blocks, "large graph", f"{large}\n\n{machine.described()}")
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
    parser.add_argument(
        "--gigabytes", type=float, default=_GIGABYTES, help="length of the file that is read as a stream"
    )
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
    bare = found.used["tantivy"]
    rows = [
        (
            _WAYS[way],
            f"{used.seconds:.1f}",
            f"{n / used.seconds:,.0f}",
            f"{used.seconds / bare.seconds:.2f}",
            f"{used.cpu:.1f}",
            f"{used.cpu / bare.cpu:.2f}",
            _mebibytes(used.peak),
            _mebibytes(found.size[way]),
        )
        for way, used in found.used.items()
    ]
    heads = (
        *("way", "seconds", "cables a second", "times bare tantivy"),
        *("processor's seconds", "times bare tantivy", "peak memory, MiB", "on disk, MiB"),
    )
    return (
        f"## Ingest\n\n{n:,} cables ({length / 1e6:,.0f} MB of text) from one file of JSON lines, on two cores, "
        "wall time with the interpreter's start, and the processor's time of all processes, which other work on the "
        "machine disturbs less. Bare tantivy indexes and stores id and text; the archive parses, "
        "writes its tables, indexes all fields and resolves the references.\n\n" + table(heads, rows)
    )


def _mebibytes(size: int) -> str:
    return f"{size / 1024**2:,.0f}"


_WAYS = {
    "tantivy": "bare tantivy",
    "reftel": "`archive.ingest`",
    "compiled": "`archive.ingest`, the parser compiled",
    "fts5": "SQLite FTS5",
}


def _pieces(n: int, folder: Path) -> str:
    found = pieces.measure(folder / "cables.jsonl", folder, n)
    whole = sum(found.seconds.values())
    spent = {name: found.seconds[piece] for piece, name in pieces.PIECES.items()}
    spent["**all**"] = whole
    spent["**all but parsing**"] = whole - found.seconds["parse"]
    spent["bare tantivy, with reading its lines"] = found.bare
    rows = [
        (
            name,
            f"{seconds / found.cables * 1e6:,.0f}",
            percent(seconds / whole) if seconds <= whole else "",
            f"{seconds / found.bare:.2f}",
        )
        for name, seconds in spent.items()
    ]
    heads = ("piece", "microseconds a cable", "share", "times bare tantivy")
    return (
        f"### Where the time of an ingest goes\n\n{found.cables:,} cables, each piece alone in one process, by the "
        "processor's time of all its threads; starting, joining files and resolving the references are not in it. "
        "The index alone costs more than bare tantivy, for it has all fields, and the record of each cable.\n\n"
        + table(heads, rows)
    )


def _read(n: int, folder: Path) -> str:
    rows = [
        (
            one.name,
            f"{one.messages:,}",
            f"{one.bytes / 1e6:.1f}",
            f"{one.rejects}",
            f"{one.messages / one.seconds:,.0f}",
            f"{one.bytes / one.seconds / 1e6:.1f}",
        )
        for one in reading.measure(folder, n)
    ]
    heads = ("what is read", "messages", "MB", "rejects", "messages a second", "MB a second")
    return (
        "## Reading\n\nOn one core, by the processor's time: finding out the format, reading, decoding, digests; no "
        "parsing. MB are those of the messages, unpacked. Synthetic cables, if nothing else is said.\n\n"
        + table(heads, rows)
    )


def _memory(n: int, gigabytes: float, folder: Path) -> str:
    rows = [
        (
            f"ingest of {size:,} cables",
            *map(_mebibytes, (used.peak, used.own, used.first, used.child)),
        )
        for size, used in memory.ingests(folder, [n // 5, n, 3 * n]).items()
    ]
    read = memory.streamed(folder, int(gigabytes * 1e9))
    name = f"reading a file of all cables, {read.size / 1e9:.1f} GB, {read.messages:,} rows"
    rows.append((name, *map(_mebibytes, (read.used.peak, read.used.own, read.used.first, read.used.child))))
    heads = (*("what", "all processes, MiB", "of it their own", "the first process", "each other process"),)
    return (
        "## Memory\n\nThe peak, on two cores. The sum is of proportional set sizes: memory that processes share is "
        "counted once, and the pages of mapped files with it, which the system takes back when it needs them; "
        "*their own* is what they allocated. The single processes are by their resident sets.\n\n"
        + table(heads, rows)
    )


def _search(folder: Path) -> str:
    rows = []
    for timing in searching.measure(folder):
        times = timing.milliseconds
        ratio = times["reftel"] / times["tantivy"]
        row = (f"{timing.query.name}: `{timing.query.reftel}`", f"{timing.hits:,}")
        rows.append((*row, *(f"{times[way]:.2f}" for way in ("reftel", "tantivy", "fts5")), f"{ratio:.2f}"))
    heads = ("query", "hits", "archive", "bare tantivy", "SQLite FTS5", "archive to bare")
    return (
        "## Search\n\nThe ten best with snippets; median milliseconds. Of a word that is not there only what stands "
        "around a search remains: reading the query, and looking whether the archive has changed.\n\n"
        + table(heads, rows)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
