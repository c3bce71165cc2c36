"""Which ghosts the rows of a withdrawal sheet may be: by number, else by originator and date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from reftel.links.dating.serials import When
from reftel.links.missing.one_ghost import Card
from reftel.model import MRN
from reftel.readers.withdrawal_sheets import SheetRow, is_telegram
from reftel.vocabulary import posts

# "Tripoli 265", "Tel. 265 from Tripoli", "STATE 210803", "telegram 1477 to Moscow"
_POST_FIRST: Final = re.compile(
    r"\b([A-Z][A-Za-z.' -]{2,30}?)(?:'s)? {1,2}(?:No\. ?|Telegram |Tel\.? )?(\d{1,6})\b"
)
_NUMBER_FIRST: Final = re.compile(
    r"\b(?:[Tt]elegram|[Cc]able|[Tt]el\.?|TELEGRAM|CABLE|TEL\.?) (?:[Nn]o\.? ?)?(\d{1,6}) (?:from|FROM) ([A-Z][A-Za-z.' -]{2,30})"
)
_DEPARTMENT: Final = re.compile(
    r"\b(?:[Tt]elegram|[Cc]able|[Tt]el\.?|TELEGRAM|CABLE|TEL\.?) (?:[Nn]o\.? ?)?(\d{1,6}) (?:to|TO) [A-Z]"
)


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of a sheet and the cable that it is, or may be.

    `how`: `number` (the row names it), `originator and date` (the one ghost of that post that may be of that day) or
    nothing, where no ghost or several fit; then `candidates` names those.
    """

    row: SheetRow
    mrn: MRN | None = None
    how: str | None = None
    candidates: tuple[MRN, ...] = ()


def numbers(row: SheetRow) -> tuple[MRN, ...]:
    """The numbers that a row names, by its own year."""
    if row.date is None:
        return _written_out(row)
    found: list[MRN] = []
    for words in (row.number or "", row.subject or ""):
        whole = MRN.parse(words, row.date.year)
        if whole:
            found.append(whole)
            continue
        for match in _NUMBER_FIRST.finditer(words):
            found += _made(match[2], match[1], row)
        if not found and _DEPARTMENT.search(words):
            found += [MRN(row.date.year, "STATE", int(match[1])) for match in _DEPARTMENT.finditer(words)]
        for match in _POST_FIRST.finditer(words):
            found += _made(match[1], match[2], row)
    number = (row.number or "").strip()
    if not found and number.isdigit() and row.originator and len(number) <= 6 and is_telegram(row):
        found += _made(row.originator, number, row)
    return tuple(dict.fromkeys(found))


def _written_out(row: SheetRow) -> tuple[MRN, ...]:
    """Without a date only a number that has its year names a cable."""
    found = [MRN.parse(words) for words in (row.number or "", row.subject or "") if words[:2].isdigit()]
    return tuple(one for one in found if one)


def _made(name: str, serial: str, row: SheetRow) -> list[MRN]:
    post = _post(name)
    year = row.date.year if row.date else 0
    return [MRN(year, post, int(serial))] if post and int(serial) else []


def _post(name: str) -> str | None:
    """The post of some words: the whole, or the last of them that make a name."""
    words = name.strip(" .'-").split()
    for start in range(len(words)):
        match = posts.find(" ".join(words[start:]).upper())
        if match and match.how in ("exact", "alias"):
            return match.code
    return None


def match(rows: Sequence[SheetRow], ghosts: Sequence[MRN], when: Callable[[MRN], When | None]) -> list[Match]:
    """Each row of a sheet that may be a cable with the cable that it is.

    A number that a row names is taken as it is, whether or not anyone cites it. A row without one is a ghost's if the
    ghosts of its originator have but one whose interval holds its day.
    """
    of_post: dict[tuple[str, int], list[MRN]] = {}
    for ghost in ghosts:
        of_post.setdefault((ghost.station, ghost.year), []).append(ghost)
    return [_matched(row, of_post, when) for row in rows if is_telegram(row)]


def _matched(
    row: SheetRow, of_post: dict[tuple[str, int], list[MRN]], when: Callable[[MRN], When | None]
) -> Match:
    named = numbers(row)
    if len(named) == 1:
        return Match(row, named[0], "number")
    if named:
        cited = [one for one in named if one in of_post.get((one.station, one.year), ())]
        return Match(row, cited[0], "number") if len(cited) == 1 else Match(row, candidates=named)
    post = _post(row.originator) if row.originator else None
    if post is None or row.date is None:
        return Match(row)
    fitting = [
        one
        for one in of_post.get((post, row.date.year), ())
        if (found := when(one)) and found.first <= row.date <= found.last
    ]
    if len(fitting) == 1:
        return Match(row, fitting[0], "originator and date")
    return Match(row, candidates=tuple(fitting[:10]))


def card(found: Match, sheet: str) -> Card:
    """The row as evidence of its ghost."""
    row = found.row
    return Card(
        kind="withdrawal sheet" if found.how == "number" else "withdrawal sheet, by originator and date",
        source=f"{sheet}, line {row.line}",
        date=row.date,
        subject=row.subject,
        level=row.level,
        originator=row.originator,
        pages=row.pages,
        exemption=row.exemption,
    )
