"""`reftel gaps`: how complete an archive is, by post and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.absent import post_code, write_csv
from reftel.cli.guard import Stop, complain
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.vocabulary import yearly_totals

if TYPE_CHECKING:
    import polars

_PLAIN: Final = (
    "station",
    "year",
    "series",
    "highest",
    "total_low",
    "total_high",
    "held",
    "cited",
    "unknown",
    "share",
)
_LEVELS: Final = {
    "unclassified": "unclassified",
    "limited": "limited official use",
    "confidential": "confidential",
    "secret": "secret",
}
_SUFFIXES: Final = (".svg", ".png")


def run_gaps(
    path: Path,
    post: str | None,
    year: int | None,
    confidence: float,
    by_year: bool,
    missing: bool,
    heatmap: Path | None,
    force: bool,
    limit: int,
    json: bool,
    csv: bool,
) -> int:
    """Print one of the tables, or draw the heat map; status 1 if there is nothing to tell of."""
    if not 0 < confidence < 1:
        raise Stop(f"--confidence lies between 0 and 1, not at {confidence:g}", exits.USAGE)
    if by_year and missing:
        raise Stop("--by-year and --missing are two tables: ask for one at a time", exits.USAGE)
    archive = open_archive(path)
    code = post_code(post) if post else None
    if heatmap is not None:
        return _draw(archive, heatmap, force, code, year)
    if missing:
        found = archive.missing_runs(code, year)
    elif by_year:
        found = archive.gaps_by_year(confidence)
    else:
        found = archive.gaps(code, year, confidence)
    total, found = found.height, found.head(limit)
    if json:
        for row in found.iter_rows(named=True):
            json_line({name: value for name, value in row.items() if value is not None})
    elif csv:
        write_csv(found, found.columns)
    elif is_terminal():
        _print(found, missing, by_year)
        if total > found.height:
            complain(f"{found.height} of {total:,} rows; --limit shows more, --csv is for other programs")
    else:
        columns = _PLAIN if not (missing or by_year) else found.columns
        for row in found.select(columns).iter_rows():
            line(*(_short(value) for value in row))
    if not total:
        complain("nothing to tell of: no numbered cable is held or cited there")
    return exits.OK if total else exits.NOT_ALL


def _short(value: object) -> object:
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else value


def _draw(archive: Archive, path: Path, force: bool, post: str | None, year: int | None) -> int:
    from reftel.export import heatmap

    kind = path.suffix.lower()
    if kind not in _SUFFIXES:
        raise Stop(f"--heatmap writes {' or '.join(_SUFFIXES)}, not “{path.name}”", exits.USAGE)
    if path.exists() and not force:
        raise Stop(f"{path} is there; --force writes over it")
    months = archive.gaps_by_month(post, year)
    if not months.height:
        raise Stop("nothing to draw: no numbered cable is held there")
    drawn = heatmap.picture(months)
    if kind == ".svg":
        path.write_text(heatmap.svg(drawn), "utf-8")
    else:
        heatmap.png(drawn, path)
    line(path, f"{drawn.width} × {drawn.height}")
    return exits.OK


def _print(found: polars.DataFrame, missing: bool, by_year: bool) -> None:
    _print_table(*(_missing_rows(found) if missing else _year_rows(found) if by_year else _gap_rows(found)))
    if not by_year:
        return
    heads, rows = _level_rows(found)
    if rows:
        console().print("\nBy classification, held of what the Department made:\n", highlight=False)
        _print_table(heads, rows)
    for remark in _remarks(found):
        console().print(remark, style="dim", highlight=False)


def _print_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for n, head in enumerate(heads):
        table.add_column(head, justify="left" if n == 0 else "right")
    for row in rows:
        table.add_row(*map(Text, row))
    console().print(table)


def _gap_rows(found: polars.DataFrame) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = (
        "post and year",
        "highest",
        "given out",
        "held",
        "cited only",
        "unknown",
        "share held",
        "unusual runs",
    )
    rows = []
    for row in found.iter_rows(named=True):
        span = (
            f"{row['total']:,} ({row['total_low']:,}–{row['total_high']:,})"
            if row["total"] is not None
            else "?"
        )
        name = f"{row['year']} {row['station']}" + (f" {row['series']}" if row["series"] else "")
        runs = f"{row['runs']}, to {row['longest_run']:,}" if row["runs"] else ""
        rows.append(
            (
                name,
                f"{row['highest']:,}",
                span,
                f"{row['held']:,}",
                f"{row['cited']:,}",
                f"{row['unknown']:,}" if row["unknown"] is not None else "?",
                f"{row['share']:.1%}" if row["share"] is not None else "?",
                runs,
            )
        )
    return heads, rows


def _year_rows(found: polars.DataFrame) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = (
        "year",
        "posts",
        "held",
        "cited only",
        "given out by these",
        "made by the Department",
        "held of these",
        "missing",
    )
    rows = [
        (
            str(row["year"]),
            str(row["posts"]),
            f"{row['held']:,}",
            f"{row['cited']:,}",
            f"{row['total']:,}",
            f"{row['made']:,}" if row["made"] else "not released",
            f"{row['share_of_made']:.2%}" if row["share_of_made"] is not None else "",
            f"{row['missing']:,}" if row["missing"] is not None else "",
        )
        for row in found.iter_rows(named=True)
    ]
    return heads, rows


def _level_rows(found: polars.DataFrame) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """By classification: how many are held of how many that the Department made."""
    heads = ("year", *_LEVELS.values())
    rows = [
        (
            str(row["year"]),
            *(f"{row[f'held_{name}'] or 0:,} of {row[f'made_{name}']:,}" for name in _LEVELS),
        )
        for row in found.iter_rows(named=True)
        if row["made"] is not None
    ]
    return heads, rows


def _remarks(found: polars.DataFrame) -> list[str]:
    """What is odd in the Department's counts of the years shown."""
    noted = [(year, yearly_totals.of_year(year)) for year in found["year"]]
    return [f"{year}: {one.note}" for year, one in noted if one and one.note]


def _missing_rows(found: polars.DataFrame) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    heads = ("post and year", "after", "before", "missing", "between", "by chance")
    rows = [
        (
            f"{row['year']} {row['station']}" + (f" {row['series']}" if row["series"] else ""),
            f"{row['after']:,}",
            f"{row['before']:,}",
            f"{row['missing']:,}",
            f"{row['since'] or '?'} – {row['until'] or '?'}",
            f"{row['chance']:.1g}",
        )
        for row in found.iter_rows(named=True)
    ]
    return heads, rows
