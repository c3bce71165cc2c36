"""Editions, threads, ghosts, gaps: what cables tell of each other and of what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reftel.cli.commands.options import (
    DEFAULT,
    ArchiveOption,
    CsvOption,
    ForceOption,
    JsonOption,
    NameArgument,
    PostOption,
    YearOption,
)

commands = typer.Typer()
ConfidenceOption = Annotated[float, typer.Option(help="How sure the span of days is to be.")]
ProtectedOption = Annotated[
    bool, typer.Option("--protected", help="Show also the words that name a source to be protected.")
]


@commands.command()
def editions(
    mrn: Annotated[
        str | None, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
    ] = None,
    archive: ArchiveOption = DEFAULT,
    every: Annotated[
        bool, typer.Option("--all", help="List the cables of which several editions are held.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="The texts in full, not only where they differ.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--everything", help="Also a scan's damage, layout, and the header's lines.")
    ] = False,
    json: JsonOption = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page that needs no other file.", metavar="FILE")
    ] = None,
    force: ForceOption = False,
    protected: ProtectedOption = False,
) -> int:
    """The editions of a cable side by side, with what differs."""
    from reftel.cli.comparing import run_editions

    return run_editions(mrn, archive, every, whole, everything, json, html, force, protected)


@commands.command()
def redactions(
    archive: ArchiveOption = DEFAULT,
    by_text: Annotated[
        bool, typer.Option("--by-text", help="Also of cables without a number, found by their text.")
    ] = False,
    json: JsonOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Passages to show; 0 for all.")] = 100,
    protected: ProtectedOption = False,
) -> int:
    """What one edition of a cable prints that another withholds."""
    from reftel.cli.comparing import run_redactions

    return run_redactions(archive, by_text, json, limit or None, protected)


@commands.command()
def thread(
    mrn: NameArgument,
    archive: ArchiveOption = DEFAULT,
    distance: Annotated[int, typer.Option(min=0, help="The most citations between it and a cable.")] = 4,
    within: Annotated[
        int | None,
        typer.Option(min=0, help="Only what was sent so many days before or after it.", metavar="DAYS"),
    ] = None,
    shared_tags: Annotated[
        int,
        typer.Option(
            "--shared-tags", min=0, help="Only what has so many TAGS in common with it.", metavar="N"
        ),
    ] = 0,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="The most cables, the nearest first.")] = 60,
    only: Annotated[
        str, typer.Option(help="before (what it builds on), after (what builds on it) or around.")
    ] = "around",
    sure: Annotated[bool, typer.Option("--sure", help="Leave out uncertain citations.")] = False,
    bound: Annotated[
        float, typer.Option(min=0, max=1, help="A citation of less confidence is uncertain.")
    ] = 0.8,
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="tree, graphml, dot or json.", metavar="FORM")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A file to write to; its name's end tells the form.")
    ] = None,
    force: ForceOption = False,
) -> int:
    """The cables before and after one, in the order of time, and who cites whom."""
    from reftel.cli.threads import run_thread

    return run_thread(
        mrn,
        archive,
        form,
        out,
        force,
        distance=distance,
        within=within,
        shared_tags=shared_tags,
        most=most,
        only=only,
        sure=sure,
        bound=bound,
    )


@commands.command()
def ghosts(
    mrn: Annotated[
        str | None,
        typer.Argument(help="One ghost, in full, by its number, or by originator and date-time group."),
    ] = None,
    archive: ArchiveOption = DEFAULT,
    by: Annotated[str, typer.Option(help="Rank by citations, date or post.")] = "citations",
    post: PostOption = None,
    year: YearOption = None,
    search: Annotated[
        str | None, typer.Option(help="Only those cited by the cables that a query finds.", metavar="QUERY")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option(help="A withdrawal sheet: the ghosts that it names.", metavar="FILE")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Ghosts to show.")] = 20,
    confidence: ConfidenceOption = 0.9,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> int:
    """The cables that others cite and no text of which is held: when they were sent, what of."""
    from reftel.cli.absent import run_ghosts

    return run_ghosts(mrn, archive, by, post, year, search, sheet, limit, confidence, json, csv)


@commands.command()
def when(
    numbers: Annotated[
        list[str] | None,
        typer.Argument(help="Message reference numbers in any spelling, or - for standard input."),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            "-a",
            envvar="REFTEL_ARCHIVE",
            help="An archive whose dated cables tell, too; without one the known numbers alone.",
            metavar="DIR",
        ),
    ] = None,
    confidence: ConfidenceOption = 0.9,
    before: Annotated[
        str | None, typer.Option(help="A day by which it was there: 2003-10-07.", metavar="DAY")
    ] = None,
    after: Annotated[str | None, typer.Option(help="A day before which it was not.", metavar="DAY")] = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> int:
    """When cables were sent, told from their numbers; they need be neither held nor cited."""
    from reftel.cli.dating import run_when

    return run_when(numbers or [], archive, confidence, before, after, json, csv)


@commands.command()
def gaps(
    archive: ArchiveOption = DEFAULT,
    post: PostOption = None,
    year: YearOption = None,
    confidence: Annotated[float, typer.Option(help="How sure the span of a total is to be.")] = 0.9,
    by_year: Annotated[
        bool, typer.Option("--by-year", help="Years, beside the Department's own counts.")
    ] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Unusual runs of missing serials, one by one.")
    ] = False,
    heatmap: Annotated[
        Path | None, typer.Option(help="Draw posts by months: an .svg or a .png.", metavar="FILE")
    ] = None,
    force: ForceOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows to show.")] = 40,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> int:
    """How complete an archive is, by post and year: held, cited only, unknown."""
    from reftel.cli.completeness import run_gaps

    return run_gaps(archive, post, year, confidence, by_year, missing, heatmap, force, limit, json, csv)


@commands.command()
def request(
    mrns: Annotated[
        list[str] | None,
        typer.Argument(help="Numbers, or originators with date-time group; - for standard input."),
    ] = None,
    archive: ArchiveOption = DEFAULT,
    kind: Annotated[
        str, typer.Option(help="foia: Freedom of Information Act; mdr: mandatory declassification review.")
    ] = "foia",
    template: Annotated[
        Path | None, typer.Option(help="A template in place of the program's own.", metavar="FILE")
    ] = None,
    to: Annotated[
        str | None, typer.Option(help="state, nara, or other lines parted by ; (default: by the year).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A folder to write the letters to.", metavar="DIR")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option(help="A withdrawal sheet as further evidence.", metavar="FILE")
    ] = None,
    requester: Annotated[str | None, typer.Option(help="Your name.")] = None,
    contact: Annotated[str | None, typer.Option(help="Your address, lines parted by ;")] = None,
    per_letter: Annotated[int, typer.Option(min=1, help="Cables a letter.")] = 25,
    print_template: Annotated[
        bool, typer.Option("--print-template", help="Print the template, to be changed.")
    ] = False,
) -> int:
    """Write the letters that ask an agency for cables that are missing."""
    from reftel.cli.requesting import run_request

    return run_request(
        mrns or [], archive, kind, template, to, out, sheet, requester, contact, per_letter, print_template
    )


@commands.command()
def graph(
    which: Annotated[
        str | None,
        typer.Argument(
            help="One list only: cited, hubs, bridges, posts, pairs, threads or chains.", metavar="[LIST]"
        ),
    ] = None,
    archive: ArchiveOption = DEFAULT,
    top: Annotated[int, typer.Option("--top", "-n", min=1, max=100_000, help="Lines of a list.")] = 10,
    json: JsonOption = False,
    csv: Annotated[bool, typer.Option("--csv", help="One list as comma-separated values.")] = False,
) -> int:
    """Measures over all citations: cited most, hubs, bridges, posts, threads, chains."""
    from reftel.cli.graphs import run_graph

    return run_graph(which, archive, top, json, csv)
