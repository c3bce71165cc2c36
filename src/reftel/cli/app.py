"""The commands' names, arguments and help. What each does is in a module of its own, loaded when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reftel import __version__

app = typer.Typer(
    name="reftel",
    help="An archive and research workbench for diplomatic cables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ArchiveOption = Annotated[
    Path,
    typer.Option("--archive", "-a", envvar="REFTEL_ARCHIVE", help="The archive's folder.", metavar="DIR"),
]
DEFAULT = Path("reftel.archive")
JsonOption = Annotated[bool, typer.Option("--json", help="JSON lines, for other programs.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"reftel {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass


@app.command()
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


@app.command()
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


@app.command()
def formats(json: JsonOption = False) -> int:
    """What can be read: the readers and the containers, and which package each is of."""
    from reftel.cli.reading import run_formats

    return run_formats(json)


@app.command()
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
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values, with a header.")] = False,
) -> int:
    """Search an archive."""
    from reftel.cli.finding import run_search

    return run_search(query, archive, limit, offset, after, before, sort, json, csv)


@app.command()
def show(
    mrn: Annotated[
        str, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
    ],
    archive: ArchiveOption = DEFAULT,
    json: JsonOption = False,
    raw: Annotated[bool, typer.Option("--raw", help="The text as it came.")] = False,
) -> int:
    """Show a cable as a readable page."""
    from reftel.cli.finding import run_show

    return run_show(mrn, archive, json, raw)


@app.command()
def refs(
    mrn: Annotated[str, typer.Argument(help="A message reference number in any spelling.")],
    archive: ArchiveOption = DEFAULT,
    json: JsonOption = False,
) -> int:
    """What a cable cites, and what cites it: held or missing."""
    from reftel.cli.finding import run_refs

    return run_refs(mrn, archive, json)


@app.command()
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
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> int:
    """The editions of a cable side by side, with what differs."""
    from reftel.cli.comparing import run_editions

    return run_editions(mrn, archive, every, whole, everything, json, html, force)


@app.command()
def redactions(
    archive: ArchiveOption = DEFAULT,
    by_text: Annotated[
        bool, typer.Option("--by-text", help="Also of cables without a number, found by their text.")
    ] = False,
    json: JsonOption = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Passages to show; 0 for all.")] = 100,
) -> int:
    """What one edition of a cable prints that another withholds."""
    from reftel.cli.comparing import run_redactions

    return run_redactions(archive, by_text, json, limit or None)


@app.command()
def thread(
    mrn: Annotated[
        str, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
    ],
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
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
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


@app.command()
def ghosts(
    mrn: Annotated[
        str | None, typer.Argument(help="One ghost, in full, by its number in any spelling.")
    ] = None,
    archive: ArchiveOption = DEFAULT,
    by: Annotated[str, typer.Option(help="Rank by citations, date or post.")] = "citations",
    post: Annotated[str | None, typer.Option(help="Only of this post.")] = None,
    year: Annotated[int | None, typer.Option(help="Only of this year.")] = None,
    search: Annotated[
        str | None, typer.Option(help="Only those cited by the cables that a query finds.", metavar="QUERY")
    ] = None,
    sheet: Annotated[
        Path | None, typer.Option(help="A withdrawal sheet: the ghosts that it names.", metavar="FILE")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Ghosts to show.")] = 20,
    confidence: Annotated[float, typer.Option(help="How sure the span of days is to be.")] = 0.9,
    json: JsonOption = False,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values, with a header.")] = False,
) -> int:
    """The cables that others cite and no text of which is held: when they were sent, what of."""
    from reftel.cli.absent import run_ghosts

    return run_ghosts(mrn, archive, by, post, year, search, sheet, limit, confidence, json, csv)


@app.command()
def gaps(
    archive: ArchiveOption = DEFAULT,
    post: Annotated[str | None, typer.Option(help="Only of this post.")] = None,
    year: Annotated[int | None, typer.Option(help="Only of this year.")] = None,
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
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows to show.")] = 40,
    json: JsonOption = False,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values, with a header.")] = False,
) -> int:
    """How complete an archive is, by post and year: held, cited only, unknown."""
    from reftel.cli.completeness import run_gaps

    return run_gaps(archive, post, year, confidence, by_year, missing, heatmap, force, limit, json, csv)


@app.command()
def request(
    mrns: Annotated[
        list[str] | None, typer.Argument(help="Message reference numbers, or - for standard input.")
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


@app.command()
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


@app.command()
@app.command()
def cite(
    mrn: Annotated[
        str, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
    ],
    archive: ArchiveOption = DEFAULT,
    style: Annotated[
        str, typer.Option("--style", "-s", help="chicago, nara, frus, source-note, csl-json, bibtex or ris.")
    ] = "chicago",
    accessed: Annotated[str | None, typer.Option(help="The day of access, to be named: 2026-11-30.")] = None,
) -> int:
    """How to cite a cable: one citation for each edition."""
    from reftel.cli.exporting import run_cite

    return run_cite(mrn, archive, style, accessed)


@app.command()
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
    format: Annotated[str, typer.Option("--format", "-f", help="The format; --formats lists all.")] = "jsonl",
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
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats, and end.")] = False,
) -> int:
    """Write cables out: tables, texts, TEI, a graph, citations."""
    from reftel.cli.exporting import list_formats, run_export

    if formats:
        return list_formats()
    return run_export(
        cables or [], archive, query, thread, listed, format, out, into, editions, accessed, force
    )


@app.command()
def source(
    mrn: Annotated[
        str, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
    ],
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


@app.command()
def info(archive: ArchiveOption = DEFAULT, json: JsonOption = False) -> int:
    """What is in an archive."""
    from reftel.cli.keeping import run_info

    return run_info(archive, json)


@app.command()
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


@app.command()
def verify(archive: ArchiveOption = DEFAULT, json: JsonOption = False) -> int:
    """Check an archive against its own digests and counts."""
    from reftel.cli.keeping import run_verify

    return run_verify(archive, json)


@app.command()
def reindex(archive: ArchiveOption = DEFAULT) -> int:
    """Make the index anew from the tables."""
    from reftel.cli.keeping import run_reindex

    return run_reindex(archive)


@app.command()
def schema() -> int:
    """The record's JSON Schema."""
    from reftel.cli.reading import run_schema

    return run_schema()
