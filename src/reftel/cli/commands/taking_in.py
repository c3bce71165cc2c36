"""Cables go in: one that is parsed, many that are taken into an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reftel.cli.commands.options import DEFAULT, ArchiveOption, JsonOption

commands = typer.Typer()


@commands.command()
def parse(
    file: Annotated[str, typer.Argument(help="A text file with one cable, or - for standard input.")],
    json: Annotated[bool, typer.Option("--json", help="The record as JSON (the default on a pipe).")] = False,
    page: Annotated[
        bool, typer.Option("--page", help="A readable page (the default on a terminal).")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What each part of the text was read as.")
    ] = False,
    mrn: Annotated[str | None, typer.Option(help="The message reference number, if it is known.")] = None,
    date: Annotated[str | None, typer.Option(help="The date sent, if it is known: 2003-10-07.")] = None,
) -> int:
    """Parse one cable and show its record."""
    from reftel.cli.reading import run_parse

    return run_parse(file, json, page, coverage, mrn, date)


@commands.command()
def ingest(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, patterns, or - for standard input.")
    ] = None,
    archive: ArchiveOption = DEFAULT,
    workers: Annotated[int | None, typer.Option(min=0, help="Processes that parse.")] = None,
    retry_rejects: Annotated[
        bool, typer.Option("--retry-rejects", help="Try again what could not be read before.")
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            "-c",
            help="What a column of a table is, as in text=body; again for others.",
            metavar="NAME=COLUMN",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help='A TOML file that says so: text = "body".', metavar="FILE"),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Take cables into an archive; it is made if it is not there."""
    from reftel.cli.ingesting import run_ingest

    return run_ingest(paths or [], archive, workers, json, retry_rejects, column or [], mapping)


@commands.command()
def formats(json: JsonOption = False) -> int:
    """What can be read: the readers and the containers, and which package each is of."""
    from reftel.cli.reading import run_formats

    return run_formats(json)
