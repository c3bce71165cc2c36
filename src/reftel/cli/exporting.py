"""`reftel export` and `reftel cite`."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.finding import not_there
from reftel.cli.guard import Stop, complain
from reftel.cli.output import is_terminal, line
from reftel.export.formats import Format, Options, available
from reftel.export.selecting import numbers, select
from reftel.export.writing import ExportError, file_name, new_file, of_ending, the_format, write
from reftel.model import Cable


def run_export(
    names: list[str],
    path: Path,
    query: str | None,
    thread: str | None,
    listed: str | None,
    format: str | None,
    out: Path | None,
    into: Path | None,
    editions: bool,
    accessed: str | None,
    force: bool,
) -> int:
    """Write cables out; status 1 if there are none, or a name leads nowhere."""
    form = _form(format or (of_ending(out) if out else None) or "jsonl")
    options = Options(accessed=_day(accessed))
    if out is not None and into is not None:
        raise Stop("--out writes one file and --into one for each cable; choose", exits.USAGE)
    if not (names or listed or thread is not None or query is not None):
        raise Stop("name cables, or give --query (--query '' finds all), --thread or --list", exits.USAGE)
    wanted = [*names, *(_read_list(listed) if listed else ())]
    archive = open_archive(path)
    missing: list[str] = []
    cables = select(archive, query=query, thread=thread, names=wanted, editions=editions, missing=missing)
    try:
        count = _write(cables, form, out, into, options, force)
    except ExportError as error:
        raise Stop(str(error), exits.USAGE) from None
    for name in missing:
        complain(not_there(archive, name))
    if not count and not missing:
        complain("no cable was found, and so none was written")
    return exits.NOT_ALL if missing or not count else exits.OK


def _write(
    cables: Iterator[Cable], form: Format, out: Path | None, into: Path | None, options: Options, force: bool
) -> int:
    if into is not None:
        return _write_each(cables, form, into, options, force)
    if out is not None and str(out) != "-":
        count = write(cables, form.name, out, force=force, options=options)
        complain(f"{count:,} cables written to {out}")
        return count
    if is_terminal() and not form.text:
        raise ExportError(f"{form.name} is not for a screen; name a file with --out")
    sys.stdout.flush()
    count = form.write(cables, sys.stdout.buffer, options)
    sys.stdout.buffer.flush()
    return count


def _write_each(cables: Iterable[Cable], form: Format, folder: Path, options: Options, force: bool) -> int:
    """One file for each cable, under a name that is made of its number and id alone."""
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is no folder")
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for cable in cables:
        target = folder / file_name(cable, form)
        with new_file(target, force) as file:
            form.write((cable,), file, options)
        line(str(target))
        count += 1
    return count


def _form(name: str) -> Format:
    try:
        return the_format(name)
    except ExportError as error:
        raise Stop(str(error), exits.USAGE) from None


def _day(written: str | None) -> datetime.date | None:
    if written is None:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise Stop(f"--accessed wants a day like 2026-11-30, not “{written}”", exits.USAGE) from None


def _read_list(listed: str) -> list[str]:
    try:
        if listed == "-":
            return list(numbers(sys.stdin))
        with open(listed, encoding="utf-8", errors="replace") as file:
            return list(numbers(file))
    except OSError as error:
        raise Stop(f"the list {listed} cannot be read: {error.strerror}", exits.USAGE) from None


STYLES = ("chicago", "nara", "frus", "source-note", "csl-json", "bibtex", "ris")


def run_cite(name: str, path: Path, style: str, accessed: str | None) -> int:
    """Print the citations of a cable, one for each edition, the best text first; of an edition's id that one's only."""
    if style not in STYLES:
        raise Stop(f"--style wants one of {', '.join(STYLES)}, not “{style}”", exits.USAGE)
    options = Options(accessed=_day(accessed))
    archive = open_archive(path)
    cables = _editions(archive, name)
    if not cables:
        raise Stop(not_there(archive, name))
    sys.stdout.flush()
    available()[style].write(cables, sys.stdout.buffer, options)
    sys.stdout.buffer.flush()
    return exits.OK


def _editions(archive: Archive, name: str) -> list[Cable]:
    found = archive.editions(name)
    if found:
        return found
    one = archive.get(name)
    return [one] if one else []


def list_formats() -> int:
    """The formats there are."""
    for one in available().values():
        line(one.name, f".{one.ending}", one.about)
    return exits.OK
