"""`reftel info`, `rejects`, `verify` and `reindex`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import complain
from reftel.cli.output import json_line, line

if TYPE_CHECKING:
    from reftel.archive.overview import Info


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
