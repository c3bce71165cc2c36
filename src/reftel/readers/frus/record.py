"""What is said of a document, under the names that all readers use; the same for TEI and plain text.

`document` (`frus1961-63v05/d10`), `kind`, `title`, `mrn` (only where post, number and year are
sure), `number` (as printed), `date`, `until`, `time`, `dateline`, `origin`, `from`, `to`, `subject`,
`references` (the document's own list), `participants`, `signed`, `classification`, `precedence`,
`handling`, `drafted_by`, `cleared_by`, `approved_by`, `info` (repeated to), `also_to`, `film`,
`file`, `source_note`, `summary` (the editors'), `cross_references` (documents that the editors
point at), `url`, `provenance`; of the volume, as its header says, `editors`, `general_editors`,
`publisher`, `published_at` and `published` (the year).
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from reftel.readers.frus import senders
from reftel.readers.frus.datelines import Dateline
from reftel.readers.frus.headings import Heading
from reftel.readers.frus.source_notes import SourceNote
from reftel.vocabulary import posts

_SITE: Final = "https://history.state.gov/historicaldocuments"
_TEXT_NUMBER: Final = re.compile(
    r"(?:(?P<telegram>(?:[A-Z][a-z]{2,8} )?\d{1,6}(?:/(?:[A-Z][a-z]{2,8} )?\d{1,7})?)\.(?=\s|[A-Z])"
    r"|(?:No\. )(?P<despatch>\d{1,6})\.?(?=\s)|(?P<airgram>[A-Z]{1,2}[-–]\d{1,5})\.?(?=\s))"
)
_MOST_PARAGRAPHS: Final = 20
_NUMBERED: Final = frozenset(("telegram", "airgram", "despatch", "backchannel message", "message"))


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What a document consists of, read but not yet put together."""

    volume: str
    volume_title: str
    id: str  # d10
    heading: Heading
    dateline: Dateline
    dateline_words: str
    note: SourceNote
    text: str
    body: str  # the text below the date-line
    imprint: dict[str, str] = {}  # of the volume
    lists: dict[str, str] = {}
    signed: str = ""
    cross_references: tuple[str, ...] = ()


def given(parts: Parts) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is said of the document, blanks left out; and notes on what is not sure."""
    heading, dateline, note = parts.heading, parts.dateline, parts.note
    written, doubt = printed_number(heading, parts.body)
    mrn, why_not = ("", doubt) if doubt else _mrn(parts, written)
    post = senders.station(heading.sender, dateline.place)
    entry = posts.by_code(post) if post else None
    document = f"{parts.volume}/{parts.id}" if parts.volume else parts.id
    values = {
        "document": document,
        "kind": heading.kind,
        "title": heading.title,
        "mrn": mrn,
        "number": written,
        "date": dateline.date,
        "until": dateline.until,
        "time": dateline.time,
        "dateline": parts.dateline_words,
        "origin": entry.display if entry else "",
        "from": heading.sender,
        "to": heading.addressee,
        **parts.lists,
        "signed": parts.signed,
        "classification": note.classification,
        "precedence": note.precedence,
        "handling": note.handling,
        "drafted_by": note.drafted_by,
        "cleared_by": note.cleared_by,
        "approved_by": note.approved_by,
        "info": note.info,
        "also_to": note.also_to,
        "film": note.film,
        "file": note.file,
        "source_note": note.words,
        "summary": note.summary,
        **parts.imprint,
        "cross_references": "; ".join(parts.cross_references),
        "url": f"{_SITE}/{parts.volume}/{parts.id}" if parts.volume else "",
        "provenance": _provenance(parts),
    }
    notes = (*dateline.notes, *((why_not,) if why_not else ()))
    return {name: value for name, value in values.items() if value}, notes


def printed_number(heading: Heading, body: str) -> tuple[str, str]:
    """The message's number by heading or first words; and a doubt, where the two disagree.

    >>> printed_number(Heading(kind="telegram"), "1707. Eyes only Secretary.")
    ('1707', '')
    """
    if heading.kind not in _NUMBERED:
        return heading.printed_number, ""
    match = _TEXT_NUMBER.match(body)
    first = (match["telegram"] or match["despatch"] or match["airgram"]).replace("–", "-") if match else ""
    if first.isdigit() and int(first) <= _MOST_PARAGRAPHS and _counts_on(body, int(first)):
        first = ""  # the first of numbered paragraphs
    printed = heading.printed_number
    if printed and first and printed != first and not _one_of(first, printed):
        return printed, f"the heading has number {printed}, the text {first}"
    return printed or first, ""


def _one_of(first: str, printed: str) -> bool:
    known = {serial for _, serial in senders.serials(printed)}
    return any(serial in known for _, serial in senders.serials(first))


def _counts_on(body: str, number: int) -> bool:
    near = body[:20_000]
    return number == 1 or (f"\n\n{number + 1}. " in near and "\n\n1. " not in near)


def _mrn(parts: Parts, written: str) -> tuple[str, str]:
    heading = parts.heading
    if heading.title.startswith("Circular T") and written:
        return "", f"number {written}: circular telegrams were numbered apart"
    return senders.number(
        heading.kind, heading.sender, heading.addressee, parts.dateline.place, parts.dateline.day, written
    )


def _provenance(parts: Parts) -> str:
    where = ", ".join(filter(None, (parts.volume_title, f"Document {parts.heading.number or parts.id[1:]}")))
    return f"{where}. {parts.note.file}" if parts.note.file else where
