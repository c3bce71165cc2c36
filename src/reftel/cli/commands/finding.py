"""Cables are found and shown."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.commands.options import DEFAULT, ArchiveOption, CsvOption, JsonOption, NameArgument

commands = typer.Typer()


@commands.command()
def search(
    query: Annotated[
        list[str], typer.Argument(help='Words, "phrases", AND OR NOT, from: tag: class: after: before: …')
    ],
    archive: ArchiveOption = DEFAULT,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100_000, help="Hits to show.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="Hits to pass over.")] = 0,
    after: Annotated[str | None, typer.Option(help="Sent on or after: 2003, 2003-10, 2003-10-07.")] = None,
    before: Annotated[str | None, typer.Option(help="Sent on or before.")] = None,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "relevance",
    json: JsonOption = False,
    csv: CsvOption = False,
) -> int:
    """Search an archive."""
    from reftel.cli.finding import run_search

    return run_search(query, archive, limit, offset, after, before, sort, json, csv)


@commands.command()
def show(
    mrn: NameArgument,
    archive: ArchiveOption = DEFAULT,
    json: JsonOption = False,
    raw: Annotated[bool, typer.Option("--raw", help="The text as it came.")] = False,
) -> int:
    """Show a cable as a readable page."""
    from reftel.cli.finding import run_show

    return run_show(mrn, archive, json, raw)


@commands.command()
def refs(
    mrn: Annotated[str, typer.Argument(help="A message reference number in any spelling.")],
    archive: ArchiveOption = DEFAULT,
    json: JsonOption = False,
) -> int:
    """What a cable cites, and what cites it: held or missing."""
    from reftel.cli.finding import run_refs

    return run_refs(mrn, archive, json)
