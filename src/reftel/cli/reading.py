"""`reftel parse`, `reftel schema` and `reftel formats`."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.cli import exits
from reftel.cli.guard import Stop, clean
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.model import MRN, Cable

if TYPE_CHECKING:
    from reftel.readers import Format

LARGEST = 64 * 1024 * 1024


def run_parse(file: str, json: bool, page: bool, coverage: bool, mrn: str | None, date: str | None) -> int:
    """Parse a file and print its record, its page or its coverage."""
    data = _read(file)
    day = _day(date)
    if mrn is not None and MRN.parse(mrn, latest=day) is None:
        raise Stop(
            f"--mrn “{mrn}” is no message number; write it like 2003ROME4580 or “03 ROME 4580”", exits.USAGE
        )
    from reftel.parser import parse

    cable = parse(data, mrn=mrn, date=day)
    if coverage:
        _print_coverage(cable)
    elif page or (is_terminal() and not json):
        from reftel.cli.page import print_page

        print_page(console(), cable)
    else:
        json_line(cable)
    return exits.OK


def run_schema() -> int:
    """Print the JSON Schema of a record."""
    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Cable)), indent=2).decode() + "\n"
    )
    return exits.OK


def run_formats(json: bool) -> int:
    """List what can be read."""
    from reftel.readers import formats

    listed = formats()
    if json:
        for one in listed:
            json_line(one)
    elif is_terminal():
        _print_formats(listed)
    else:
        for one in listed:
            line(one.kind, one.name, one.version, one.about or one.fault or "", one.package)
    return exits.OK


def _print_formats(listed: list[Format]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("", "format", "version", "reads", "by"):
        table.add_column(title)
    for one in listed:
        cells = (one.kind, one.name, one.version, one.fault or one.about, one.package)
        table.add_row(*(Text(clean(cell)) for cell in cells))
    console().print(table)


def _read(file: str) -> bytes:
    if file == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
    else:
        path = Path(file)
        if not path.exists():
            raise Stop(f"there is no file “{file}”")
        if not path.is_file():
            raise Stop(f"“{file}” is no file; to take in a folder, use “reftel ingest”")
        if path.stat().st_size > LARGEST:
            raise Stop(f"“{file}” has {path.stat().st_size:,} bytes; one cable has at most {LARGEST:,}")
        if not os.access(path, os.R_OK):
            raise Stop(f"“{file}” cannot be read: no permission")
        data = path.read_bytes()
    if len(data) > LARGEST:
        raise Stop(f"the input has more than {LARGEST:,} bytes; one cable has fewer")
    if not data.strip():
        raise Stop(f"“{file}” is empty")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Stop(f"“{file}” is no text (it has zero bytes); give the cable's text")
    return data


def _day(date: str | None) -> datetime.date | None:
    if date is None:
        return None
    try:
        return datetime.date.fromisoformat(date)
    except ValueError:
        raise Stop(f"--date “{date}” is no date; write it like 2003-10-07", exits.USAGE) from None


def _print_coverage(cable: Cable) -> None:
    from rich.text import Text

    from reftel.parser.coverage import coverage

    cover = coverage(cable)
    out = console()
    for piece in cover.pieces:
        if piece.kind == "blank":
            continue
        words = " ".join(clean(piece.span.of(cable.text)).split())
        style = "bold red" if piece.kind == "unexplained" else "dim" if piece.kind in ("key", "body") else ""
        shown = words if piece.kind != "body" or len(words) < 72 else words[:69] + "…"
        out.print(Text(f"{piece.span.start:>7} {piece.kind:<18} {shown}", style=style))
    out.print(Text(f"explained: {cover.explained:.1%} of the header's characters", style="bold"))
