"""An archive is looked after."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.commands.options import DEFAULT, ArchiveOption, JsonOption

commands = typer.Typer()


@commands.command()
def info(archive: ArchiveOption = DEFAULT, json: JsonOption = False) -> int:
    """What is in an archive."""
    from reftel.cli.keeping import run_info

    return run_info(archive, json)


@commands.command()
def rejects(
    archive: ArchiveOption = DEFAULT,
    json: JsonOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rejects to show.")] = 50,
    all_of_them: Annotated[
        bool, typer.Option("--all", help="Also those that a later ingest has read.")
    ] = False,
) -> int:
    """What could not be read, and why."""
    from reftel.cli.keeping import run_rejects

    return run_rejects(archive, json, limit, all_of_them)


@commands.command()
def verify(archive: ArchiveOption = DEFAULT, json: JsonOption = False) -> int:
    """Check an archive against its own digests and counts."""
    from reftel.cli.keeping import run_verify

    return run_verify(archive, json)


@commands.command()
def reindex(archive: ArchiveOption = DEFAULT) -> int:
    """Make the index anew from the tables."""
    from reftel.cli.keeping import run_reindex

    return run_reindex(archive)


@commands.command()
def schema() -> int:
    """The record's JSON Schema."""
    from reftel.cli.reading import run_schema

    return run_schema()
