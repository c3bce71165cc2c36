"""`reftel ingest`, `info`, `rejects`, `verify` and `reindex`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from reftel.archive import Archive, NotAnArchive, Report, create
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import clean, complain
from reftel.cli.output import console, is_terminal, json_line, line

if TYPE_CHECKING:
    from rich.table import Table

    from reftel.archive.overview import Info
    from reftel.readers import Reject

LISTED = 10


def run_ingest(paths: list[str], path: Path, workers: int | None, json: bool, again: bool = False) -> int:
    """Take cables in; status 1 if something was rejected."""
    if bool(paths) == again:
        complain("Give files or folders to take in, or else --retry-rejects.")
        return exits.USAGE
    archive = _open_or_create(path)
    progress = sys.stderr.isatty() and not json
    if again:
        report = archive.retry_rejects(progress=progress, workers=workers)
    else:
        report = archive.ingest(paths, progress=progress, workers=workers)
    if json:
        json_line(report)
    elif is_terminal():
        _print_report(report)
    else:
        line(str(report))
        for reader, counts in sorted(report.formats.items()):
            numbers = ", ".join(f"{number:,} {name}" for name, number in asdict(counts).items() if number)
            line("format", reader, numbers)
        for reject in report.rejects:
            line("rejected", _place(reject), reject.code, reject.reason, reject.advice)
    return exits.NOT_ALL if report.rejected else exits.OK


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


def _formats(report: Report) -> Table:
    from rich.table import Table

    names = ("read", "new", "editions", "duplicates", "rejects", "problems")
    table = Table("format", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        table.add_column(name, justify="right")
    for reader, counts in sorted(report.formats.items()):
        table.add_row(reader, *(f"{getattr(counts, name):,}" for name in names))
    return table


def run_info(path: Path, json: bool) -> int:
    """Print what is in an archive."""
    info = open_archive(path).info()
    if json:
        json_line(info)
        return exits.OK
    for name, value in _info_lines(info):
        line(name, value)
    return exits.OK


def _info_lines(info: Info) -> Iterator[tuple[str, str]]:
    for name in (
        "path",
        "cables",
        "mrns",
        "sources",
        "paragraphs",
        "references",
        "rejects",
        "cited",
        "ghosts",
    ):
        value = getattr(info, name)
        yield name, f"{value:,}" if isinstance(value, int) else value
    yield "sent", f"{info.first} to {info.last}" if info.first else "no dates"
    yield "bytes", f"{info.bytes_sources:,} of sources, {info.bytes_disk:,} on disk"
    for name in ("stations", "years", "levels", "problems", "reject_codes"):
        counts = list(getattr(info, name).items())
        if counts:
            more = f" and {len(counts) - 8} more" if len(counts) > 8 else ""
            yield name.replace("_", " "), ", ".join(f"{key} {count:,}" for key, count in counts[:8]) + more


def run_rejects(path: Path, json: bool, limit: int, all_of_them: bool = False) -> int:
    """List what could not be read and was not read since."""
    archive = open_archive(path)
    frame = archive.rejects if all_of_them else archive.open_rejects.lazy()
    columns = [
        name
        for name in ("path", "line", "offset", "code", "reason", "advice")
        if name in frame.collect_schema().names()
    ]
    rows = frame.select(columns).limit(limit).collect().to_dicts()
    for row in rows:
        if json:
            json_line(row)
        else:
            line(*(row[name] if row[name] is not None else "" for name in columns))
    return exits.OK


def run_verify(path: Path, json: bool) -> int:
    """Check an archive; status 1 if something is wrong."""
    result = open_archive(path).verify()
    if json:
        json_line(result)
    else:
        for name, number in result.checked.items():
            line("checked", name, f"{number:,}")
        for finding in result.findings:
            line("wrong", finding.code, finding.where, finding.message)
        line("the archive is whole" if result.ok else "the archive is damaged; see above")
    return exits.OK if result.ok else exits.NOT_ALL


def run_reindex(path: Path) -> int:
    """Make the index anew."""
    number = open_archive(path).reindex()
    complain(f"{number:,} cables indexed")
    return exits.OK
