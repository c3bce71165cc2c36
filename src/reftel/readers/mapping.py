"""Which column of a table is what: as a person says it, and as it was found.

A mapping is said on the command line (`text=body`) or in a small TOML file (`text = "body"`). It
goes with the files to the readers of tables, which tell what they took each column for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, cast

import msgspec

Order = Literal["day first", "month first"]
"""How dates such as 10/7/2003 are written."""

NAMES: Final = (
    "text",
    "header",
    "mrn",
    "date",
    "classification",
    "handling",
    "origin",
    "subject",
    "tags",
    "references",
    "from",
    "to",
    "info",
    "office",
    "order",
    "drafted_by",
    "cleared_by",
    "approved_by",
    "released",
    "document",
    "title",
    "url",
    "provenance",
    "part",
)
"""What a column can be: the text, the header that stands before it, and the names that `given` has."""

DATES: Final = "dates"
"""Beside columns, a mapping may say how dates are written: `dates = "day first"`."""

_ORDERS: Final = ("day first", "month first")
_LARGEST: Final = 64 * 1024


class MappingError(ValueError):
    """A mapping that is none; its words are for people."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """What the columns of one table were taken for: our names to the table's.

    `said` are those that a person named, `guessed` those that names and values show; `others` go
    into `given` under their own names. `missing` were said and are not there. `notes` tell what
    was not done: dates that can be read in two ways, lines above the head.
    """

    path: str
    reader: str
    said: dict[str, str] = {}
    guessed: dict[str, str] = {}
    others: tuple[str, ...] = ()
    missing: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class ColumnMapping(msgspec.Struct, frozen=True):
    """Our names to a table's, and how its dates are written, as far as a person says so.

    `tell` is called once for each table that is read.
    """

    columns: dict[str, str] = {}
    dates: Order | None = None
    tell: Callable[[Columns], None] | None = None


def of(pairs: Iterable[str]) -> dict[str, str]:
    """Columns as said in words. Raises `MappingError`.

    >>> of(["text=body", "date=sent"])
    {'text': 'body', 'date': 'sent'}
    """
    found: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals:
            raise MappingError(f"“{pair}” names no column; write it like text=body")
        if ours.strip() in found:
            raise MappingError(f"“{ours.strip()}” is said twice")
        found[ours.strip()] = theirs.strip()
    made(found)
    return found


def load(path: str | Path) -> dict[str, str]:
    """Columns as a TOML file says them: `text = "body"`, by themselves or in a table `[columns]`.

    Raises `MappingError`.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MappingError(f"“{path}” cannot be read: {reason}") from None
    if len(data) > _LARGEST:
        raise MappingError(f"“{path}” is too large for a mapping")
    try:
        said = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MappingError(f"“{path}” is no TOML: {error}") from None
    columns = said.get("columns", said)
    try:
        made(columns)
    except MappingError as error:
        raise MappingError(f"{error} (in “{path}”)") from None
    return columns


def made(said: object) -> ColumnMapping:
    """A mapping of what was said. Raises `MappingError` if a name is none of ours, or names nothing.

    >>> made({"text": "body", "dates": "day first"}).dates
    'day first'
    """
    if not isinstance(said, Mapping):
        raise MappingError("a mapping names columns, each like text = “body”")
    columns: dict[str, str] = {}
    dates: Order | None = None
    for ours, theirs in said.items():
        if ours == DATES:
            dates = _order(theirs)
        elif ours not in NAMES:
            raise MappingError(f"“{ours}” is no name for a column; the names are {', '.join(NAMES)}")
        elif not isinstance(theirs, str) or not theirs.strip():
            raise MappingError(f"“{ours}” names no column; write it like {ours}=body")
        elif theirs in columns.values():
            raise MappingError(f"the column “{theirs}” is said to be two things")
        else:
            columns[ours] = theirs
    return ColumnMapping(columns, dates)


def _order(said: object) -> Order:
    words = str(said).replace("-", " ").strip().lower()
    if words not in _ORDERS:
        raise MappingError(f"“{DATES}” is “day first” or “month first”, and not “{said}”")
    return cast(Order, words)
