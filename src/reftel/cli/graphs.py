"""`reftel graph`: measures over all citations of an archive."""

from __future__ import annotations

import csv as csv_module
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import Stop, clean
from reftel.cli.output import console, is_terminal, json_line, line

if TYPE_CHECKING:
    from reftel.links.network.measures import Measures

LISTS: Final = {
    "cited": "Cited most",
    "hubs": "Built on most, directly or by others",
    "bridges": "What joins threads that would fall apart, by posts joined",
    "posts": "Posts between posts",
    "pairs": "Who cites whom most",
    "threads": "The largest threads",
    "chains": "The longest chains of answers",
}


def run_graph(which: str | None, path: Path, top: int, json: bool, csv: bool) -> int:
    """Print one list, or all; status 1 if there is not one citation."""
    if which is not None and which not in LISTS:
        raise Stop(f"“{which}” is no list; there are {', '.join(LISTS)}", exits.USAGE)
    if csv and which is None:
        raise Stop(f"--csv wants the name of one list: {', '.join(LISTS)}", exits.USAGE)
    from reftel.links.network.measures import Measures

    measures = Measures(open_archive(path).graph)
    if not measures.graph.links:
        raise Stop(f"no cable of {path} cites another by a number that could be read")
    wanted = [which] if which else list(LISTS)
    if json:
        _print_json(measures, wanted, top, whole=which is None)
    elif csv:
        _print_csv(getattr(measures, wanted[0])(top))
    else:
        _print(measures, wanted, top, whole=which is None)
    return exits.OK


def _print_json(measures: Measures, wanted: list[str], top: int, whole: bool) -> None:
    if whole:
        json_line({"list": "size", **msgspec.to_builtins(measures.size())})
    for name in wanted:
        for one in getattr(measures, name)(top):
            json_line({"list": name, **msgspec.to_builtins(one)})


def _print_csv(rows: Sequence[msgspec.Struct]) -> None:
    from reftel.cli.finding import harmless

    writer = csv_module.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0].__struct_fields__)
    for one in rows:
        writer.writerow([harmless(clean(_cell(value))) for value in msgspec.structs.astuple(one)])


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _print(measures: Measures, wanted: list[str], top: int, whole: bool) -> None:
    if not is_terminal():
        for name in wanted:
            for one in getattr(measures, name)(top):
                line(name, *(_cell(value) for value in msgspec.structs.astuple(one)))
        return
    from rich.text import Text

    out = console()
    if whole:
        size = measures.size()
        out.print(
            Text(
                f"{size.cables:,} cables: {size.held:,} held, {size.ghosts:,} only cited; {size.citations:,} citations; "
                f"{size.threads:,} threads, the largest of {size.largest:,} cables; {size.alone:,} cables alone"
            )
        )
    for name in wanted:
        rows = getattr(measures, name)(top)
        if rows:
            out.print(Text(f"\n{LISTS[name]}", style="bold"))
            _print_table(rows)


def _print_table(rows: Sequence[msgspec.Struct]) -> None:
    from rich.table import Table
    from rich.text import Text

    fields = [name for name in rows[0].__struct_fields__ if name != "held"]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for name in fields:
        number = isinstance(getattr(rows[0], name), (int, float))
        last = name in ("subject", "keys")
        table.add_column(
            name.replace("_", " "),
            justify="right" if number else "left",
            no_wrap=not last,
            overflow="ellipsis" if last else "fold",
        )
    for one in rows:
        cells = [_shown(getattr(one, name)) for name in fields]
        style = "" if getattr(one, "held", True) else "#b8860b"
        table.add_row(*(Text(clean(" ".join(cell.split())), style=style) for cell in cells))
    console().print(table)


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    return _cell(value)
