"""`reftel search`, `show` and `refs`."""

from __future__ import annotations

import csv as csv_module
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.archive import Archive, Citation
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.model import MRN, Cable
from reftel.search import Hit, Hits, search

if TYPE_CHECKING:
    from rich.text import Text

SORTS = ("relevance", "newest", "oldest")


def run_search(
    words: list[str],
    path: Path,
    limit: int,
    offset: int,
    after: str | None,
    before: str | None,
    sort: str,
    json: bool,
    csv: bool,
) -> int:
    """Search and print the hits; status 1 if there are none."""
    if sort not in SORTS:
        raise Stop(f"--sort wants one of {', '.join(SORTS)}, not “{sort}”", exits.USAGE)
    query = " ".join(_quoted(word) for word in words) if len(words) > 1 else words[0]
    hits = search(
        open_archive(path), query, after=after, before=before, limit=limit, offset=offset, sort=sort
    )  # type: ignore[arg-type]
    if json:
        for hit in hits:
            json_line(hit)
    elif csv:
        _print_csv(hits)
    elif is_terminal():
        _print_hits(hits)
    else:
        for hit in hits:
            line(
                hit.mrn or hit.id,
                hit.sent or "",
                hit.classification or "",
                hit.subject or "",
                hit.snippet.text if hit.snippet else "",
            )
    if not len(hits) and not (json or csv):
        complain(
            f"nothing found for {hits.query}" if not hits.total else f"there are only {hits.total:,} hits"
        )
    return exits.OK if len(hits) else exits.NOT_ALL


def _quoted(word: str) -> str:
    """A shell takes the quotation marks off a phrase: several words in one argument are one again."""
    if " " not in word or '"' in word:
        return word
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and name.isalpha() else f'"{word}"'


def _print_csv(hits: Hits) -> None:
    writer = csv_module.writer(sys.stdout)
    writer.writerow(("mrn", "id", "sent", "classification", "subject", "score", "snippet"))
    for hit in hits:
        snippet = clean(hit.snippet.text) if hit.snippet else ""
        fields = (hit.mrn, hit.id, hit.sent, hit.classification, clean(hit.subject or ""), hit.score, snippet)
        writer.writerow([harmless(str(field)) if field is not None else "" for field in fields])


def harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return "'" + cell if cell.startswith(("=", "+", "@")) else cell


def _print_hits(hits: Hits) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    first, last = hits.offset + 1, hits.offset + len(hits)
    out.print(
        Text(
            f"{hits.total:,} found" + (f", {first}–{last} shown" if len(hits) < hits.total else ""),
            style="dim",
        )
    )
    for hit in hits:
        out.print()
        out.print(_head(hit))
        if hit.subject:
            out.print(Padding(Text(clean(hit.subject)), (0, 0, 0, 2)))
        if hit.snippet:
            snippet = Text(clean(hit.snippet.text), style="dim")
            for start, end in hit.snippet.marks:
                snippet.stylize("bold not dim yellow", start, end)
            out.print(Padding(snippet, (0, 0, 0, 2)))


def _head(hit: Hit) -> Text:
    from rich.text import Text

    from reftel.cli.page import LEVEL_STYLES

    head = Text.assemble((hit.mrn or f"edition {hit.id}", "bold"), f"  {hit.sent or 'no date'}  ")
    if hit.classification:
        head.append(f" {hit.classification} ", style=LEVEL_STYLES.get(hit.classification, "reverse"))
    return head


def run_show(name: str, path: Path, json: bool, raw: bool) -> int:
    """Show a cable; status 1 if it is not there."""
    archive = open_archive(path)
    cable = archive.get(name)
    if cable is None:
        raise Stop(not_there(archive, name))
    if raw:
        sys.stdout.write(clean(cable.text) if sys.stdout.isatty() else cable.text)
    elif json:
        json_line(cable)
    else:
        from reftel.cli.page import print_page

        print_page(console(), cable, _held(archive, cable))
        _mention_editions(archive, cable)
    return exits.OK


def _held(archive: Archive, cable: Cable) -> dict[str, bool]:
    return {str(one.to): not one.missing for one in archive.cites(cable.id) if one.to}


def _mention_editions(archive: Archive, cable: Cable) -> None:
    editions = archive.editions(cable.mrn) if cable.mrn else []
    if len(editions) > 1:
        complain(
            f"{len(editions)} editions of {cable.mrn} are held; this is {cable.id}, the others are "
            + ", ".join(one.id for one in editions if one.id != cable.id)
        )


def not_there(archive: Archive, name: str) -> str:
    number = MRN.parse(name)
    if number is None:
        return (
            f"“{name}” is no message number and no edition's id; write it like 2003ROME4580 or “03 ROME 4580”"
        )
    citing = archive.cited_by(number)
    if citing:
        who = ", ".join(sorted({str(one.mrn) for one in citing})[:5])
        return f"no edition of {number} is held; it is cited by {who}"
    near = _neighbours(archive, number)
    hint = f"; nearest held: {', '.join(near)}" if near else ""
    return f"no edition of {number} is held, and no cable that is held cites it{hint}"


def _neighbours(archive: Archive, number: MRN) -> list[str]:
    """Held cables of the same post and year, the nearest serials first."""
    import polars as pl

    same = archive.cables.filter((pl.col("station") == number.station) & (pl.col("year") == number.year))
    found = same.select("mrn", "serial").unique().collect()
    ordered = sorted(found.iter_rows(), key=lambda row: abs(row[1] - number.serial))
    return [row[0] for row in ordered[:3]]


class _Line(msgspec.Struct, omit_defaults=True):
    """A line of `refs --json`."""

    direction: str
    kind: str
    written: str
    mrn: str | None = None
    letter: str | None = None
    status: str = ""
    cable: str | None = None
    editions: tuple[str, ...] = ()
    relation: str = ""
    how: str = ""
    confidence: float = 0.0
    evidence: str = ""
    candidates: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()


def run_refs(name: str, path: Path, json: bool) -> int:
    """What a cable cites and what cites it; status 1 if neither it nor a citation is there."""
    archive = open_archive(path)
    cable = archive.get(name)
    number = cable.mrn if cable else MRN.parse(name)
    if number is None and cable is None:
        raise Stop(not_there(archive, name))
    cites = archive.cites(cable.id) if cable else []
    cited = archive.cited_by(number) if number else []
    if cable is None and not cited:
        raise Stop(not_there(archive, name))
    lines = [_cites(one) for one in cites] + [_cited(one) for one in cited]
    if json:
        for one in lines:
            json_line(one)
    elif is_terminal():
        _print_refs(str(number or name), cable, lines)
    else:
        for one in lines:
            line(
                one.direction,
                one.letter or "",
                _target(one),
                one.status,
                one.written,
                f"{one.confidence:.2f}" if one.confidence else "",
                _why(one),
            )
    return exits.OK


def _cites(one: Citation) -> _Line:
    if one.how == "no cable" and one.reference:
        status = f"not a cable: {one.reference.kind}"
    elif one.to is None and not one.editions:
        status = "unresolved"
    else:
        status = "missing" if one.missing else "held"
    return _line("cites", one, str(one.to) if one.to else None, status)


def _cited(one: Citation) -> _Line:
    return _line("cited by", one, str(one.mrn) if one.mrn else None, "held")


def _line(direction: str, one: Citation, mrn: str | None, status: str) -> _Line:
    reference = one.reference
    return _Line(
        direction,
        reference.kind if reference else "document" if one.relation == "document" else "cable",
        reference.written if reference else one.relation,
        mrn,
        reference.letter if reference and direction == "cites" else None,
        status,
        one.cable if direction == "cited by" else None,
        one.editions if direction == "cites" else (),
        one.relation,
        one.how,
        one.confidence,
        one.evidence,
        one.candidates,
        one.scores,
    )


def _target(one: _Line) -> str:
    """The number, or else the edition, at the other end."""
    return one.mrn or (one.cable or "" if one.direction == "cited by" else next(iter(one.editions), ""))


def _why(one: _Line) -> str:
    """The evidence; of what is not resolved, with what comes into question."""
    if one.status != "unresolved" or not one.candidates:
        return one.evidence
    pairs = zip(one.candidates, one.scores or (0.0,) * len(one.candidates), strict=False)
    return f"{one.evidence}: " + ", ".join(f"{name} {score:.2f}" for name, score in pairs)


def _print_refs(name: str, cable: Cable | None, lines: list[_Line]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    state = "held" if cable else "not held: a ghost, known only from those that cite it"
    out.print(Text.assemble((name, "bold"), f"  {state}"))
    styles = {"held": "green", "missing": "#b8860b"}
    for direction in ("cites", "cited by"):
        rows = [one for one in lines if one.direction == direction]
        out.print(Text(f"\n{direction}" + ("" if rows else ": nothing"), style="bold"))
        table = Table.grid(padding=(0, 2))
        for one in rows:
            table.add_row(
                one.letter or "",
                Text(_target(one) or "—"),
                Text(one.status, style=styles.get(one.status, "dim")),
                Text(f"{one.confidence:.2f}" if one.confidence else ""),
                Text(clean(one.written), style="dim"),
                Text(clean(_why(one)), style="dim"),
            )
        out.print(table)
