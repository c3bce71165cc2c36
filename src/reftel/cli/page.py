"""A cable as a readable page for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reftel.cli.guard import clean
from reftel.model import Addressee, Cable, Paragraph, Reference

# The colours that the United States Government uses for its levels (32 CFR 2001, 2002).
LEVEL_STYLES = {
    "UNCLASSIFIED": "bold #ffffff on #007a33",
    "LIMITED OFFICIAL USE": "bold #ffffff on #502b85",
    "SENSITIVE BUT UNCLASSIFIED": "bold #ffffff on #502b85",
    "CONFIDENTIAL": "bold #ffffff on #0033a0",
    "SECRET": "bold #ffffff on #c8102e",
    "TOP SECRET": "bold #000000 on #ff8c00",
}
WIDTH = 92
_SET_APART = {"summary": "Summary", "comment": "Comment", "action request": "Action request", "note": "Note"}


def print_page(console: Console, cable: Cable, held: dict[str, bool] | None = None) -> None:
    """Print the page; `held` says of cited MRNs whether an archive has them."""
    width = min(console.width, WIDTH) if console.is_terminal else None
    for part in page(cable, held or {}, plain=not console.is_terminal):
        console.print(part, width=width)


def page(cable: Cable, held: dict[str, bool], *, plain: bool) -> Iterator[RenderableType]:
    """The parts of a page, from the top."""
    yield _title(cable, plain)
    yield _facts(cable)
    if cable.references:
        yield Text()
        yield Text("References", style="bold")
        yield _references(cable, held)
    yield Text()
    for paragraph in cable.paragraphs:
        yield from _paragraph(paragraph, plain)
    if cable.signer:
        yield Padding(Text(_words(" / ".join(cable.signer)), style="bold"), (0, 0, 0, 10), expand=False)
        yield Text()
    if cable.annotations:
        yield from _annotations(cable)
    if cable.problems:
        yield _problems(cable)


def _title(cable: Cable, plain: bool) -> RenderableType:
    level = cable.classification.level if cable.classification else None
    caveats = "//".join(("", *cable.classification.caveats)) if cable.classification else ""
    badge = Text(
        f" {level}{caveats} " if level else " no classification read ",
        style=LEVEL_STYLES.get(level or "", "reverse"),
    )
    title = Text.assemble((str(cable.mrn) if cable.mrn else "no MRN read", "bold"), "  ", badge)
    for caption in cable.captions:
        title.append(f"  {caption.code}", style="bold")
    subject = Text(_words(cable.subject or cable.given.get("title") or "no subject read"), style="bold")
    if plain:
        return Group(title, subject)
    return Group(Rule(style="dim"), title, Text(), subject, Rule(style="dim"))


def _facts(cable: Cable) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in _rows(cable):
        if value:
            table.add_row(name, Text(_words(value)))
    return table


def _rows(cable: Cable) -> Iterator[tuple[str, str]]:
    origin = cable.origin
    yield "From", f"{origin.display}" if origin else (cable.sender or "")
    sent = (
        cable.dtg.at.strftime("%-d %B %Y, %H:%M UTC")
        if cable.dtg
        else f"{cable.sent:%-d %B %Y}"
        if cable.sent
        else ""
    )
    yield "Sent", f"{sent} ({cable.sent_from})" if sent and cable.sent_from != "date-time group" else sent
    yield "Precedence", cable.precedence or ""
    yield "To", _addressees(cable.action)
    yield "Info", _addressees(cable.info)
    yield "Exempted", _addressees(cable.exempted)
    for passing in cable.passing:
        yield "Pass", passing.written
    yield "Authority", _authority(cable)
    if cable.computed and cable.computed.on:
        yield "Computed", f"{cable.computed.status} {cable.computed.on} ({cable.computed.rule})"
    for release in cable.released_by:
        yield "Released", release.written
    for person in cable.classified_by:
        yield (
            "Classified by",
            f"{person.name}, {person.title}" if person.name and person.title else person.written,
        )
    for reason in cable.reasons:
        yield (
            "Reason",
            f"{reason.code}{f' (today {reason.today})' if reason.today != reason.code else ''}: {reason.meaning or ''}",
        )
    yield (
        "TAGS",
        "; ".join(
            f"{tag.code} {tag.meaning}" if tag.meaning else f"{tag.code} ({tag.kind})" for tag in cable.tags
        ),
    )
    for name, people in (
        ("Drafted by", cable.drafted_by),
        ("Cleared by", cable.cleared_by),
        ("Approved by", cable.approved_by),
        ("Sent off by", cable.releasers),
    ):
        # Surnames come before a comma in SMART.
        sign = "; " if any("," in person.name for person in people) else ", "
        yield name, sign.join(person.name for person in people)
    for name, words in cable.further.items():
        yield name.replace("_", " ").capitalize(), words
    if cable.sections:
        missing = f"; missing {', '.join(map(str, cable.sections.missing))}" if cable.sections.missing else ""
        yield "Sections", f"{', '.join(map(str, cable.sections.seen))} of {cable.sections.of}{missing}"
    if cable.partial:
        yield "Text", "a partial extract: the full text is not in this edition"
    if cable.garbled:
        yield "Text", "some words were garbled or lost on the way, it says"
    if cable.mrn_from not in (None, "text"):
        yield "Number from", cable.mrn_from or ""


def _authority(cable: Cable) -> str:
    order = f"E.O. {cable.authority.order}" if cable.authority else ""
    marked = cable.declassify
    if marked is None:
        return order
    if marked.rule in ("date", "years") and marked.on:
        return f"{order}: declassify on {marked.on:%-d %B %Y} (as marked: {marked.written})"
    if marked.rule == "not applicable":
        return f"{order}: not applicable" if order else ""
    return f"{order}: {marked.written} ({marked.rule})"


def _addressees(people: tuple[Addressee, ...]) -> str:
    shown = "; ".join(f"{one.name}{f' {one.precedence}' if one.precedence else ''}" for one in people[:12])
    return f"{shown}; and {len(people) - 12} more" if len(people) > 12 else shown


def _references(cable: Cable, held: dict[str, bool]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for reference in cable.references:
        table.add_row(
            reference.letter or "",
            Text(reference_name(reference)),
            Text(_words(reference_note(reference, held)), style="dim"),
        )
    return table


def reference_name(reference: Reference) -> str:
    """A reference's number, or what kind of thing it is."""
    return str(reference.mrn) if reference.mrn else _words(reference.written)


def reference_note(reference: Reference, held: dict[str, bool]) -> str:
    """Whether it is held, where it was found, how it was read."""
    notes = []
    if reference.mrn and str(reference.mrn) in held:
        notes.append("held" if held[str(reference.mrn)] else "missing: cited, and no edition is held")
    if reference.mrn is None:
        notes.append(reference.kind if reference.kind != "cable" else "cable, number not read")
    if reference.in_text:
        notes.append("found in the text only")
    if times := len(reference.mentions):
        notes.append("named in the text" + (f" {times} times" if times > 1 else ""))
    if reference.notal:
        notes.append("not to all addressees")
    if reference.and_previous:
        notes.append("and previous")
    if reference.corrected_from:
        notes.append(f"read from “{reference.corrected_from}”")
    if reference.candidates:
        notes.append("may be " + " or ".join(map(str, reference.candidates)))
    return "; ".join(notes)


def _paragraph(paragraph: Paragraph, plain: bool) -> Iterator[RenderableType]:
    if paragraph.heading:
        yield Padding(
            Text(_words(paragraph.heading), style="bold underline" if not plain else ""),
            (0, 0, 0, 0 if plain else 10),
        )
    mark = f"({paragraph.portion})" if paragraph.portion else ""
    number = f"{paragraph.number}." if paragraph.number is not None else ""
    text = Text(clean(paragraph.text))
    if plain:
        yield Text.assemble(" ".join(filter(None, (number, mark))), " " if number or mark else "", text)
        yield Text()
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=3, style="dim")
    table.add_column(width=5, style="dim")
    table.add_column()
    table.add_row(number, mark, text)
    if paragraph.role in _SET_APART:
        yield Panel(table, title=_SET_APART[paragraph.role], title_align="left", border_style="dim")
    else:
        yield Padding(table, (0, 1, 1, 1))


def _annotations(cable: Cable) -> Iterator[RenderableType]:
    """What the editors of a volume say: their notes, and who and what is meant."""
    notes = [one.text for one in cable.annotations if one.kind in ("source note", "note")]
    if notes:
        yield Text("Editors' notes", style="bold")
        for note in notes:
            yield Padding(Text(_words(note)), (0, 0, 0, 2), expand=False)
        yield Text()
    meant = dict.fromkeys(
        (_words(one.span.of(cable.text)), _words(one.text))
        for one in cable.annotations
        if one.kind in ("person", "organization", "term") and one.text
    )
    if meant:
        yield Text("People and terms", style="bold")
        for written, name in meant:
            yield Padding(Text.assemble((written, "bold"), "  ", name), (0, 0, 0, 2), expand=False)
        yield Text()


def _problems(cable: Cable) -> RenderableType:
    lines = [Text("Problems: what could not be read, or disagrees", style="bold")]
    for problem in cable.problems:
        words = f" “{problem.span.of(cable.text)[:60]}”" if problem.span else ""
        lines.append(Text(_words(f"  {problem.code}: {problem.message}{words}"), style="yellow"))
    return Group(*lines)


def _words(text: str) -> str:
    return " ".join(clean(text).split())
