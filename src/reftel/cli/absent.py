"""`reftel ghosts`: the cables that others cite and no text of which is held."""

from __future__ import annotations

import csv as csv_module
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.model import MRN
from reftel.vocabulary import posts

if TYPE_CHECKING:
    import polars

    from reftel.links.dating.serials import When
    from reftel.links.missing.one_ghost import Card, Citing, Ghost
    from reftel.links.missing.sheet_matching import Match
    from reftel.links.missing.unnumbered import Named

RANKS: Final = ("citations", "date", "post")
_CSV: Final = (
    "named", "mrn", "citations", "first", "last", "best", "confidence", "how", "doubtful", "subject", "subject_support",
    "tags", "tags_support", "lowest", "highest", "card", "cited_by",
)  # fmt: skip
_SHOWN_CITING: Final = 8


def run_ghosts(
    mrn: str | None,
    path: Path,
    by: str,
    post: str | None,
    year: int | None,
    search: str | None,
    sheet: Path | None,
    limit: int,
    confidence: float,
    json: bool,
    csv: bool,
) -> int:
    """List ghosts, or show one; status 1 if there is none."""
    if by not in RANKS:
        raise Stop(f"--by wants one of {', '.join(RANKS)}, not “{by}”", exits.USAGE)
    if not 0 < confidence < 1:
        raise Stop(f"--confidence lies between 0 and 1, not at {confidence:g}", exits.USAGE)
    archive = open_archive(path)
    if mrn is not None:
        return _show(archive, mrn, sheet, confidence, json)
    if sheet is not None and (post or year or search):
        raise Stop("--sheet goes with none of --post, --year and --search: the sheet says which", exits.USAGE)
    if sheet is not None:
        found = _of_sheet(archive, sheet, by, limit, confidence)
    else:
        code = post_code(post) if post else None
        found = archive.ghosts(by, code, year, search, limit, confidence)
    if json:
        for row in found.iter_rows(named=True):
            json_line({name: value for name, value in row.items() if value is not None})
    elif csv:
        write_csv(found, _CSV)
    elif is_terminal():
        _print_table(found)
    else:
        for row in found.iter_rows(named=True):
            line(row["named"], row["citations"], row["first"] or "", row["last"] or "", row["subject"] or "")
    if not found.height:
        complain("no ghosts: every cable that is cited there is held")
    return exits.OK if found.height else exits.NOT_ALL


def post_code(name: str) -> str:
    """The code of a post named in any spelling; letters that are no post's are taken as a station's."""
    match = posts.find(name.upper())
    if match:
        return match.code
    several = posts.candidates(name.upper())
    if several:
        raise Stop(f"“{name}” may be {' or '.join(several)}", exits.USAGE)
    letters = posts.letters(name)
    if not letters.isalpha():
        raise Stop(f"“{name}” is no post", exits.USAGE)
    return letters


def write_csv(found: polars.DataFrame, columns: Iterable[str]) -> None:
    """Comma-separated values with a header; lists parted by blanks, and no cell that a spreadsheet would run."""
    writer = csv_module.writer(sys.stdout)
    columns = tuple(columns)
    writer.writerow(columns)
    for row in found.select(columns).iter_rows():
        writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(str, value))
    text = clean(str(value)) if not isinstance(value, float) else f"{value:g}"
    return (
        "'" + text if text[:1] in ("=", "+", "-", "@", "\t") and not isinstance(value, (int, float)) else text
    )


def _print_table(found: polars.DataFrame) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for row in found.iter_rows(named=True):
        sent = interval(row["first"], row["last"])
        cited = f"cited {row['citations']}×" if row["citations"] else "a card" if row["card"] else ""
        doubt = " ?" if row["doubtful"] else ""
        table.add_row(
            Text(clean(row["named"]) + doubt, style="bold"),
            Text(cited),
            Text(sent),
            Text(clean(row["subject"] or "—"), style="dim", overflow="ellipsis", no_wrap=True),
        )
    console().print(table)


def interval(first: object, last: object) -> str:
    """A span of days in few words."""
    if first is None:
        return "no date"
    return str(first) if first == last else f"{first} – {last}"


def _of_sheet(archive: Archive, sheet: Path, by: str, limit: int, confidence: float) -> polars.DataFrame:
    from reftel.archive.absent import ghosts_and_sheet

    rows = read_sheet(sheet)
    found, matches = ghosts_and_sheet(archive, rows, sheet.name, by, limit, confidence)
    _tell_sheet(len(rows), matches)
    return found


def read_sheet(path: Path) -> list[Any]:
    """The rows of a withdrawal sheet in a file."""
    from reftel.readers.withdrawal_sheets import MAX_BYTES, SheetError, read

    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    try:
        return read(data, path.name)
    except SheetError as error:
        raise Stop(str(error), exits.NOT_ALL) from None


def _tell_sheet(rows: int, matches: list[Match]) -> None:
    named = sum(1 for match in matches if match.how == "number")
    likely = sum(1 for match in matches if match.how and match.how != "number")
    complain(
        f"{rows} rows: {len(matches)} may be cables; {named} are named by number, {likely} fit one ghost by originator "
        f"and date, {len(matches) - named - likely} fit none or several"
    )


def _show(archive: Archive, name: str, sheet: Path | None, confidence: float, json: bool) -> int:
    from reftel.archive import absent
    from reftel.cli.finding import not_there

    wanted = named(name)
    if wanted is None:
        raise Stop(no_name(name), exits.USAGE)
    if not isinstance(wanted, MRN):
        ghost, number = absent.ghost(archive, wanted), None
    else:
        number = wanted
        ghost = absent.ghost(archive, number, cards_of(archive, number, sheet), confidence)
    if ghost is None:
        held = archive.editions(number) if number else []
        raise Stop(
            f"{number} is held, and no ghost: “reftel show {number}”"
            if held
            else not_there(archive, name)
            if number
            else f"no cable that is held cites a message {wanted} that is not held"
        )
    if json:
        json_line(ghost)
    else:
        _print_ghost(ghost)
    return exits.OK


def named(name: str) -> MRN | Named | None:
    """A cable by its number in any spelling, or a message by originator and date-time group."""
    from reftel.links.missing import unnumbered

    return MRN.parse(name) or unnumbered.parse(name)


def no_name(name: str) -> str:
    """That words name no cable, and how one is named."""
    return (
        f"“{clean(name[:80])}” is no message number; write it like 2003ROME4580 or “03 ROME 4580”, and a message that has "
        "none by originator and date-time group: “CNO WASHINGTON DC 152315Z APR 2005”"
    )


def cards_of(archive: Archive, number: MRN, sheet: Path | None) -> list[Card]:
    """The rows of a sheet that are this cable."""
    if sheet is None:
        return []
    from reftel.archive.absent import matched
    from reftel.links.missing.sheet_matching import card

    return [card(match, sheet.name) for match in matched(archive, read_sheet(sheet)) if match.mrn == number]


def _print_ghost(ghost: Ghost) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    cited = len({str(one.mrn or one.cable) for one in ghost.citing})
    out.print(
        Text.assemble(
            (clean(ghost.name), "bold"), f"  not held; cited by {cited} cable{'' if cited == 1 else 's'}"
        )
    )
    table = Table.grid(padding=(0, 2))
    for name, words in _facts(ghost):
        table.add_row(Text(name, style="bold"), Text(clean(words)))
    out.print()
    out.print(table)
    out.print()
    for one in ghost.citing[:_SHOWN_CITING]:
        out.print(_citing_head(one))
        for saying in one.sayings:
            place = f"{saying.paragraph}. " if saying.paragraph else ""
            mark = f"[{saying.level}] " if saying.level else ""
            out.print(Padding.indent(Text(f"{place}{mark}{clean(saying.text)}", style="dim"), 4))
    if len(ghost.citing) > _SHOWN_CITING:
        out.print(Text(f"and {len(ghost.citing) - _SHOWN_CITING} more: --json shows all", style="dim"))


def _facts(ghost: Ghost) -> Iterable[tuple[str, str]]:
    if ghost.mrn is None:
        yield "number", "not known: cited by originator and date-time group only"
    yield "sent", when_words(ghost.when)
    if ghost.when:
        yield "", ghost.when.how
    if ghost.doubtful:
        yield (
            "doubtful",
            "the post had hardly sent that serial when it was first cited: the number may be wrong"
            if ghost.mrn
            else "it is cited before the day that its group names: the group may be wrong",
        )
    yield "subject", f"{ghost.subject} ({ghost.subject_from})" if ghost.subject else "unknown"
    yield "TAGS", ", ".join(f"{tag} ({n})" for tag, n in ghost.tags.items()) or "unknown"
    level = ghost.classification
    if level:
        named = level.lowest if level.lowest == level.highest else f"{level.lowest} to {level.highest}"
        yield "classification", f"{named} (by {level.how})"
    for card in ghost.cards:
        known = (
            card.date,
            card.subject,
            card.level,
            card.originator,
            card.pages and f"{card.pages} pages",
            card.exemption,
        )
        yield card.kind, "; ".join(str(one) for one in (card.source, *known) if one)


def when_words(when: When | None) -> str:
    """An interval and how sure it is."""
    if when is None:
        return "nothing tells"
    likely = "" if when.first == when.last else f", most likely {when.best}"
    return f"{interval(when.first, when.last)}{likely} ({when.confidence:.0%} sure)"


def _citing_head(one: Citing) -> Any:
    from rich.text import Text

    relation = "" if one.relation in ("reference", "in text") else f"{one.relation}, "
    head = Text.assemble(
        (str(one.mrn or one.cable), "bold"), f"  {one.sent or 'no date'}  {relation}as “{clean(one.written)}”"
    )
    if one.subject:
        head.append(f"  {clean(one.subject)}")
    return head
