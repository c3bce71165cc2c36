"""Cables leave: citations, files, the bytes as they came."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reftel.cli.commands.options import DEFAULT, ArchiveOption, ForceOption, JsonOption, NameArgument

commands = typer.Typer()


@commands.command()
def cite(
    mrn: NameArgument,
    archive: ArchiveOption = DEFAULT,
    style: Annotated[
        str, typer.Option("--style", "-s", help="chicago, nara, frus, source-note, csl-json, bibtex or ris.")
    ] = "chicago",
    accessed: Annotated[str | None, typer.Option(help="The day of access, to be named: 2026-11-30.")] = None,
) -> int:
    """How to cite a cable: one citation for each edition."""
    from reftel.cli.exporting import run_cite

    return run_cite(mrn, archive, style, accessed)


@commands.command()
def export(
    cables: Annotated[
        list[str] | None, typer.Argument(help="Message reference numbers, or editions' ids.")
    ] = None,
    archive: ArchiveOption = DEFAULT,
    query: Annotated[
        str | None, typer.Option("--query", "-q", help="All cables that a search finds.")
    ] = None,
    thread: Annotated[
        str | None, typer.Option("--thread", help="The held cables of a thread.", metavar="MRN")
    ] = None,
    listed: Annotated[
        str | None, typer.Option("--list", help="A file of numbers or ids, one a line; - for standard input.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="The format; --formats lists all. Default: by the file's name, or jsonl."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; standard output else.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="A folder, for one file a cable.", metavar="DIR")
    ] = None,
    editions: Annotated[
        bool, typer.Option("--editions", help="All editions of each cable, not the best text only.")
    ] = False,
    accessed: Annotated[str | None, typer.Option(help="The day of access, for citations.")] = None,
    force: ForceOption = False,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats, and end.")] = False,
) -> int:
    """Write cables out: tables, texts, TEI, a graph, citations."""
    from reftel.cli.exporting import list_formats, run_export

    if formats:
        return list_formats()
    return run_export(
        cables or [], archive, query, thread, listed, format, out, into, editions, accessed, force
    )


@commands.command()
def source(
    mrn: NameArgument,
    archive: ArchiveOption = DEFAULT,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A folder to write all its sources to.", metavar="DIR")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Where the bytes came from, not the bytes.")] = False,
    json: JsonOption = False,
) -> int:
    """The original bytes of a cable, as they came."""
    from reftel.cli.sourcing import run_source

    return run_source(mrn, archive, out, listed, json)
