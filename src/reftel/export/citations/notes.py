"""Citations as running text: Chicago's notes, the National Archives' form, that of FRUS, and its source notes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reftel.export.citations.citable import RG59, Citable

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: datetime.date | None, sure: bool = True) -> str | None:
    """A date in words; in brackets with a question mark where it was inferred only.

    >>> day(datetime.date(1974, 6, 27)), day(datetime.date(2003, 10, 7), sure=False)
    ('June 27, 1974', '[October 7, 2003?]')
    """
    if date is None:
        return None
    written = f"{_MONTHS[date.month - 1]} {date.day}, {date.year}"
    return written if sure else f"[{written}?]"


def _from_to(one: Citable) -> str | None:
    if one.sender and one.recipient:
        return f"{one.sender} to {one.recipient}"
    return one.sender or (f"To {one.recipient}" if one.recipient else None)


def _joined(parts: Iterable[str | None], end: str = ".") -> str:
    told = ", ".join(part for part in parts if part)
    return told if not told or told.endswith(end) else told + end


def _edition(one: Citable) -> str | None:
    """The edition's id, where nothing else tells one cable from another."""
    return None if one.mrn or one.date or one.subject or one.document else f"edition {one.id}"


def _accessed(accessed: datetime.date | None) -> str:
    return f" (accessed {day(accessed)})" if accessed else ""


def national_archives(one: Citable, accessed: datetime.date | None = None) -> str:
    """The form that the National Archives ask for (Central Foreign Policy Files, questions and answers, I.12).

    `Embassy Manila to Department of State, Telegram 07657, June 27, 1974, 1974MANILA07657, Central Foreign
    Policy Files, 1973-79/Electronic Telegrams, RG 59: General Records of the Department of State, National Archives
    (accessed May 1, 2014).` An edition from elsewhere is cited in this form with the place that it is from.
    """
    named = f"{one.genre} {one.number}" if one.number else one.genre
    if one.place == "national archives":
        electronic = (one.collection or "").endswith("Electronic Telegrams")
        where = [one.location if electronic else one.film or one.location, one.collection, RG59, one.archive]
    elif one.place == "frus":
        where = [one.location, "in " + frus(one).removesuffix(".")]
    else:
        where = [one.mrn, one.location, one.archive]
    told = _joined((_from_to(one), named, day(one.date, one.sure), *where, _edition(one)), end="")
    return f"{told}{_accessed(accessed)}."


def chicago(one: Citable, accessed: datetime.date | None = None) -> str:
    """A note after the Chicago Manual of Style: who to whom, what, when, where it is held."""
    number = one.number if one.place == "frus" else one.short_number or one.number
    named = f"{one.genre.lower()} {number}" if number else one.genre.lower()
    if one.subject:
        named = f"“{one.subject.rstrip('.,')},” {named}"
    head = _joined((_from_to(one), named), end="")
    head = head[:1].upper() + head[1:]
    if one.place == "frus":
        where = [
            one.origin,
            day(one.date, one.sure),
            f"in {one.volume or 'Foreign Relations of the United States'}{_edited(one)}",
            f"doc. {one.document}" if one.document else None,
            one.url,
        ]
    else:
        where = [day(one.date, one.sure), one.classification, *_places(one), one.url, _edition(one)]
    return f"{_joined((head, *where), end='')}{_accessed(accessed)}."


def _edited(one: Citable) -> str:
    """Who edited and printed a volume: `, ed. Myra F. Burton (Washington: …, 2014)`."""
    by = f", ed. {_and(one.editors)}" if one.editors else ""
    where = ": ".join(part for part in (one.published_at, one.publisher) if part)
    printed = ", ".join(part for part in (where, str(one.published) if one.published else None) if part)
    return f"{by} ({printed})" if printed else by


def _places(one: Citable) -> tuple[str | None, ...]:
    if one.place == "national archives":
        electronic = (one.collection or "").endswith("Electronic Telegrams")
        return (one.location if electronic else one.film or one.location, one.collection, RG59, one.archive)
    return (one.location, one.archive)


def frus(one: Citable, _accessed: datetime.date | None = None) -> str:
    """As FRUS cites: a document that it prints by volume and number, another telegram as its footnotes do."""
    if one.place == "frus":
        document = f"Document {one.document}" if one.document else None
        return _joined((one.volume or "Foreign Relations of the United States", document))
    number = f"{one.genre} {one.number}" if one.number else one.genre
    post = (one.sender or "").removeprefix("Embassy ").removeprefix("Consulate ")
    post = "" if post == "Department of State" else post
    to = "" if not one.recipient or "Department of State" in one.recipient else f" to {one.recipient}"
    named = f"{number}{f' from {post}' if post else ''}{to}"
    head = _joined((named, day(one.date, one.sure), _edition(one)), end="")
    place = _file(one)
    return f"{head} ({place})." if place else f"{head}."


def _file(one: Citable) -> str | None:
    """Where a document lies, as FRUS names it."""
    if one.place == "national archives":
        film = one.film.replace("-", "–") if one.film else None
        told = [
            "National Archives",
            "RG 59",
            "Central Foreign Policy File" if film else "Central Foreign Policy Files",
        ]
        return ", ".join(
            (*told, film)
            if film
            else (*told, "1973–79", "Electronic Telegrams", *((one.location,) if one.location else ()))
        )
    if one.place == "freedom of information":
        return ", ".join(part for part in ("Department of State", one.location) if part)
    return one.location or one.archive


def source_note(one: Citable, _accessed: datetime.date | None = None) -> str:
    """The source note as FRUS prints it under a document: file, marking, precedence, handling, who drafted and cleared.

    The note of a document that FRUS prints is given in its own words.
    """
    if one.source_note:
        return one.source_note.removeprefix("Source: ")
    marking = "; ".join(part for part in (one.classification, one.precedence, *one.handling) if part)
    by = [
        f"{verb} by {_and(names)}"
        for verb, names in (
            ("drafted", one.drafted_by),
            ("cleared", one.cleared_by),
            ("approved", one.approved_by),
        )
        if names
    ]
    officers = _and(by)
    parts = (_file(one), marking, officers[:1].upper() + officers[1:])
    told = " ".join(f"{part}." if not part.endswith(".") else part for part in parts if part)
    return told or f"[Edition {one.id}: neither file nor marking is known.]"


def _and(words: Sequence[str]) -> str:
    """Words in a row with an `and`; three and more with commas."""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


STYLES: Final[dict[str, Callable[[Citable, datetime.date | None], str]]] = {
    "chicago": chicago,
    "nara": national_archives,
    "frus": frus,
    "source-note": source_note,
}
"""The forms in running text, by the names that commands know."""
