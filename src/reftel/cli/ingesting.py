"""`reftel ingest`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from reftel.archive import Archive, NotAnArchive, Report, create
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.readers.mapping import Columns, MappingError, load, of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from reftel.readers import Reject

LISTED = 10


def run_ingest(
    paths: list[str],
    path: Path,
    workers: int | None,
    json: bool,
    again: bool = False,
    columns: Sequence[str] = (),
    mapping: Path | None = None,
) -> int:
    """Take cables in; status 1 if something was rejected."""
    if bool(paths) == again:
        complain("Give files or folders to take in, or else --retry-rejects.")
        return exits.USAGE
    said = _said(columns, mapping)
    archive = _open_or_create(path)
    progress = sys.stderr.isatty() and not json
    if again:
        report = archive.retry_rejects(progress=progress, workers=workers, columns=said)
    else:
        report = archive.ingest(paths, progress=progress, workers=workers, columns=said)
    if json:
        json_line(report)
    elif is_terminal():
        _print_report(report)
    else:
        line(str(report))
        for reader, counts in sorted(report.formats.items()):
            numbers = ", ".join(f"{number:,} {name}" for name, number in asdict(counts).items() if number)
            line("format", reader, numbers)
        for table in report.tables:
            line("columns", clean(table.path), *_columns(table))
        for reject in report.rejects:
            line("rejected", _place(reject), reject.code, reject.reason, reject.advice)
    return exits.NOT_ALL if report.rejected else exits.OK


def _said(columns: Sequence[str], mapping: Path | None) -> dict[str, str]:
    """What the columns of tables are: what the options say goes before what the file says."""
    try:
        said = of(columns)
        return {**(load(mapping) if mapping is not None else {}), **said}
    except MappingError as error:
        where = "--mapping" if mapping is not None and not columns else "--column"
        raise Stop(f"{where}: {error}", exits.USAGE) from None


def _columns(table: Columns) -> Iterator[str]:
    """What the columns of a table were taken for, in words."""
    for how, pairs in (("said", table.said), ("guessed", table.guessed)):
        if pairs:
            yield f"{how}: {', '.join(f'{ours}={clean(theirs)}' for ours, theirs in pairs.items())}"
    if table.missing:
        yield "not there: " + ", ".join(f"{ours}={clean(theirs)}" for ours, theirs in table.missing.items())
    if table.others:
        more = f" and {len(table.others) - LISTED} more" if len(table.others) > LISTED else ""
        yield f"other columns: {', '.join(map(clean, table.others[:LISTED]))}{more}"
    yield from map(clean, table.notes)


def _open_or_create(path: Path) -> Archive:
    try:
        return open_archive(path)
    except NotAnArchive:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise
        return create(path)


def _place(reject: Reject) -> str:
    place = clean(reject.path)
    if reject.line:
        place += f", line {reject.line}"
    if reject.offset:
        place += f", byte {reject.offset:,}"
    return place


def _print_report(report: Report) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table.grid(padding=(0, 2))
    for name, number in (
        ("read", report.messages),
        ("new", report.new),
        ("there already", report.again),
        ("copies", report.copies),
        ("rejected", report.rejected),
        ("problems", report.problems.total()),
    ):
        table.add_row(
            name, Text(f"{number:,}", style="bold red" if name == "rejected" and number else "bold")
        )
    out.print(table)
    if report.formats:
        out.print(_formats(report))
    _print_columns(report, out)
    for reject in report.rejects[:LISTED]:
        out.print(Text(f"rejected  {_place(reject)}: {clean(reject.reason)}", style="red"))
        out.print(Text(f"          {clean(reject.advice)}", style="dim"))
    if report.rejected > LISTED:
        out.print(
            Text(f"          and {report.rejected - LISTED:,} more: “reftel rejects” lists them", style="dim")
        )
    common = ", ".join(f"{code} {count:,}" for code, count in report.problems.most_common(5))
    if common:
        out.print(Text(f"problems  {common}", style="dim"))
    out.print(Text(f"{report.bytes / 1e6:,.1f} MB in {report.seconds:.1f} s", style="dim"))


def _print_columns(report: Report, out: Console) -> None:
    from rich.text import Text

    for table in report.tables[:LISTED]:
        out.print(Text(f"columns   {clean(table.path)}"))
        for words in _columns(table):
            out.print(Text(f"          {words}", style="dim"))
    if len(report.tables) > LISTED:
        out.print(Text(f"          and {len(report.tables) - LISTED:,} tables more", style="dim"))


def _formats(report: Report) -> Table:
    from rich.table import Table

    names = ("read", "new", "editions", "duplicates", "rejects", "problems")
    table = Table("format", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, justify="right")
    for reader, counts in sorted(report.formats.items()):
        table.add_row(reader, *(f"{getattr(counts, name):,}" for name in names))
    return table
