"""`reftel editions` and `reftel redactions`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec

from reftel.archive import Archive
from reftel.archive import open as open_archive
from reftel.cli import exits
from reftel.cli.finding import not_there
from reftel.cli.guard import Stop, clean, complain
from reftel.cli.output import console, is_terminal, json_line, line
from reftel.export.editions_page import counted, marked, page, release
from reftel.export.side_by_side import Piece, rows
from reftel.export.writing import ExportError, new_file
from reftel.links.comparing.editions import Compared, Editions, Revelation

STYLES = {
    "redaction": "bold white on black",
    "omission": "black on #fbe3b5",
    "substance": "black on #f6c9c3",
    "spelling": "black on #dcebf7",
    "noise": "dim underline",
    "layout": "dim underline",
}


def run_editions(
    name: str | None,
    path: Path,
    every: bool,
    whole: bool,
    everything: bool,
    json: bool,
    html: Path | None,
    force: bool,
    protected: bool,
) -> int:
    """Show the editions of a cable side by side, or list the cables that have several."""
    if every == (name is not None):
        raise Stop("name a cable, or ask for --all", exits.USAGE)
    archive = open_archive(path)
    if name is None:
        if html is not None:
            raise Stop("--html is for one cable", exits.USAGE)
        return _list_groups(archive, json)
    found = archive.compare(name)
    if found is None:
        raise Stop(not_there(archive, name))
    if not protected:
        from reftel.links.comparing import masking

        found = masking.editions(found)
    if html is not None:
        try:
            with new_file(html, force) as file:
                file.write(page(found).encode())
        except ExportError as error:
            raise Stop(str(error), exits.USAGE) from None
        complain(f"{len(found.cables)} editions written to {html}")
    elif json:
        _print_json(found)
    elif is_terminal():
        _print_side_by_side(found, whole, everything)
    else:
        _print_plain(found, everything)
    return exits.OK


def _list_groups(archive: Archive, json: bool) -> int:
    groups = archive.edition_groups()
    for one in groups:
        if json:
            json_line(one)
        else:
            doubt = f"the number may be misread: {' '.join(one.doubts)}" if one.doubts else ""
            line(one.mrn or "no number", len(one.editions), one.how, " ".join(one.editions), doubt)
    if not groups and not json:
        complain("no cable is held in several editions")
    return exits.OK if groups else exits.NOT_ALL


def _print_json(found: Editions) -> None:
    for cable, merit in zip(found.cables, found.merits, strict=True):
        level = cable.classification.level if cable.classification else None
        json_line(
            {
                "edition": cable.id,
                "mrn": str(cable.mrn) if cable.mrn else None,
                "sent": cable.sent,
                "classification": level,
                "release": release(cable),
                "merit": merit,
            }
        )
    for one in found.compared:
        json_line(
            {
                "left": one.text.left,
                "right": one.text.right,
                "alike": round(one.text.alike, 4),
                "same_text": one.same_text,
                "whole": one.text.whole,
                "counts": one.text.counts,
                "fields": one.fields,
                "differences": [
                    _difference(segment) for segment in one.text.segments if segment.kind != "same"
                ],
            }
        )


def _difference(segment: Any) -> dict[str, Any]:
    return {**msgspec.to_builtins(segment), "revealed": segment.revealed or None}


def _print_plain(found: Editions, everything: bool) -> None:
    for cable, merit in zip(found.cables, found.merits, strict=True):
        line(
            "edition",
            cable.id,
            cable.sent or "",
            release(cable),
            f"{merit.words} words",
            f"{merit.withheld} withheld",
        )
    for one in found.compared:
        line("compared", one.text.left, one.text.right, _standing(one))
        for field in one.fields:
            line(f"value {field.kind}", field.field, field.left, field.right)
        for segment in one.text.segments if everything else one.text.differences:
            if segment.kind != "same":
                note = f"protect the source: {segment.protected}" if segment.protected else ""
                places = (
                    f"{segment.left.start}-{segment.left.end}",
                    f"{segment.right.start}-{segment.right.end}",
                )
                line(segment.kind, *places, segment.left_words or "-", segment.right_words or "-", note)


def _standing(one: Compared) -> str:
    if not one.same_text:
        return f"two messages under one number: {one.text.alike:.0%} of the words are the same"
    return f"{one.text.alike:.1%} the same; {counted(one.text.counts)}"


def _print_side_by_side(found: Editions, whole: bool, everything: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    best = found.cables[0]
    out.print(
        Text.assemble((str(found.mrn or f"edition {best.id}"), "bold"), f"  {clean(best.subject or '')}")
    )
    listed = Table("edition", "sent", "release", "words", "withheld", "damaged", box=None, header_style="dim")
    for cable, merit in zip(found.cables, found.merits, strict=True):
        listed.add_row(
            cable.id, str(cable.sent or ""), Text(clean(release(cable))), f"{merit.words:,}", str(merit.withheld), f"{merit.damaged:.1%}"
        )  # fmt: skip
    out.print(listed)
    if not found.compared:
        out.print(Text("One edition only.", style="dim"))
    for one in found.compared:
        out.print()
        out.print(
            Text.assemble((one.text.left, "bold"), " and ", (one.text.right, "bold"), f": {_standing(one)}")
        )
        for field in one.fields:
            out.print(
                Text(
                    f"  {field.field}: {clean(field.left) or '—'} | {clean(field.right) or '—'} ({field.kind})"
                )
            )
        table = Table(show_header=False, box=None, padding=(0, 1), expand=True)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        for row in rows(one.text, whole=whole, everything=everything):
            table.add_row(_pieces(row.left), _pieces(row.right))
            table.add_row()
        out.print(table)
        for segment in one.text.differences:
            if segment.protected:
                out.print(Text(f"protect the source: {clean(segment.revealed)}", style="bold red"))


def _pieces(pieces: tuple[Piece, ...]) -> Any:
    from rich.text import Text

    shown = Text()
    for one in pieces:
        shown.append(" " if shown else "")
        shown.append(clean(one.words), style=STYLES.get(one.kind, ""))
    return shown


def run_redactions(path: Path, by_text: bool, json: bool, limit: int | None, protected: bool) -> int:
    """List what one edition reveals that another withholds; status 1 if there is nothing."""
    from reftel.links.comparing import masking

    archive = open_archive(path)
    groups = archive.edition_groups() if by_text else None
    told = hidden = 0
    for one in archive.redactions(groups):
        if limit is not None and told >= limit:
            complain(f"only the first {limit} are shown; --limit 0 shows all")
            break
        told += 1
        hidden += not protected and one.protected is not None
        one = one if protected else masking.revelation(one)
        json_line(one) if json else _print_revelation(one)
    if not told and not json:
        complain("no edition reveals what another withholds")
    sys.stdout.flush()
    if hidden:
        complain(
            f"{hidden:,} of these are masked, for their drafter asked to protect the source; --protected shows them"
        )
    return exits.OK if told else exits.NOT_ALL


def _print_revelation(one: Revelation) -> None:
    note = f"protect the source: {one.protected}" if one.protected else ""
    withheld, printed = one.withheld_at, one.printed_at
    if not is_terminal():
        line(
            one.mrn or "",
            one.mark.kind,
            marked(one.mark),
            f"{one.withheld_in} {withheld.start}-{withheld.end}",
            f"{one.printed_in} {printed.start}-{printed.end}",
            one.words,
            note,
        )
        return
    from rich.text import Text

    head = Text.assemble((str(one.mrn or "no number"), "bold"), f"  {clean(marked(one.mark))}  ")
    head.append(f"in {one.withheld_in}, printed in {one.printed_in} at {printed.start:,}", style="dim")
    console().print(head)
    console().print(Text(f"  {clean(one.words)}"))
    if note:
        console().print(Text(f"  {note}", style="bold red"))
