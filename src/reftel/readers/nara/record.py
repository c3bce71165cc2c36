"""From a record's parts to a message: what its attributes mean under the names that all readers use.

| name | attribute |
|---|---|
| `document`, `mrn` | Document Number; `mrn` with the station's whole name, where it is sure |
| `date` | Draft Date (Sent Date in the file of 1977), in ISO 8601 |
| `classification`, `handling` | Original Classification, Original Handling Restrictions |
| `from`, `to`, `info` | From, To: addressees parted by `; ` |
| `office`, `order`, `drafted_by` | Office, Executive Order, Drafter |
| `tags`, `subject`, `references`, `film` | TAGS, Subject, Reference, Film Number |
| `released` | the stamp (Markings), else Review Markings or Review History |
| `kind` | only of a record without text: see `lost`, and `excerpt` in `table` |

All others stand under the archive's own names, as do those of the table whose value could not be
read. Blank values, `n/a` and the null date 01 JAN 1960 are no values.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from reftel.model import RawMessage, Source
from reftel.readers.nara import lost, numbers
from reftel.vocabulary import archive_attributes, levels, posts

PROVENANCE: Final = "National Archives, RG 59, Central Foreign Policy Files, 1973–79, Electronic Telegrams"
VERSION: Final = "1"

_NOTHING: Final = frozenset(("", "N/A", "NA"))
# The archive's export put a backslash before quotation marks.
_ESCAPED: Final = re.compile(r"\\(?=['\"])")
_APART: Final = re.compile(r" {2,}|\n|; ")
# The archive's own short names of addressees: Commerce and Agriculture.
_SHORT_NAMES: Final = frozenset(("COM", "AGR"))
_REFERENCE_WIDTH: Final = 36  # characters of the column that the attribute Reference was made of
_WITH_YEAR: Final = re.compile(r"\d\d [A-Z]")  # "79 LA PAZ 5832" is an item of its own
_INFO: Final = re.compile(r"(?:^|(?<=[ ;\n]))INFO(?=[ :])[ :]{1,5}")
_RELEASED: Final = ("Markings", "Review Markings", "Review History")
_MOST_WORDS: Final = 24  # of a list of addressees that is parted by single blanks
_MOST: Final = 400  # attributes; the archive has some eighty
_LONGEST: Final = 20_000  # characters of a value; the longest real ones have some hundred


class Place(NamedTuple):
    """Where a record lies, and how it was read."""

    path: str
    offset: int = 0
    reader: str = ""
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()


def make(
    data: bytes, message: str, attributes: Mapping[str, str], place: Place, kind: str = ""
) -> RawMessage:
    """The message of a record. `kind` says why it has no text, where the container does."""
    values, notes = given(attributes)
    kind = kind or lost.why(message, attributes)
    if kind:
        values["kind"] = kind
        if card := " ".join(lost.without_stamps(message))[:2_000]:
            values["Message Text"] = card
    return RawMessage(
        data=data,
        text="" if kind else message,
        encoding=place.encoding,
        notes=(*place.notes, *notes),
        given=values,
        source=Source(
            path=place.path,
            offset=place.offset,
            length=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            reader=place.reader,
            reader_version=VERSION,
        ),
    )


def given(attributes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is said of a record, by the names that all readers use, and notes on what is not sure.

    >>> given({"Document Number": "1974LAPAZ00244", "Draft Date": "11 JAN 1974", "To": "STATE     LIMA"})[0]["to"]
    'STATE; LIMA'
    """
    notes: list[str] = []
    said = _values(attributes, notes)
    values: dict[str, str] = {}
    for name, value in said.items():
        _add(values, name, value, notes)
    if "document" in values:
        number = numbers.read(values["document"], said.get("From", ""))
        if number.mrn:
            values["mrn"] = number.mrn
        if number.note:
            notes.append(number.note)
    released = next((name for name in _RELEASED if name in said), None)
    if released:
        values["released"] = " ".join(said[released].split())
        values.pop(released, None)
    values["provenance"] = PROVENANCE
    return values, notes


def _values(attributes: Mapping[str, str], notes: list[str]) -> dict[str, str]:
    """The values that are values, their escapes read."""
    found: dict[str, str] = {}
    if len(attributes) > _MOST:
        notes.append(f"only the first {_MOST} of {len(attributes)} attributes were read")
    for name, written in itertools.islice(attributes.items(), _MOST):
        value, escapes = _ESCAPED.subn("", written.strip())
        if len(value) > _LONGEST:
            value = value[:_LONGEST]
            notes.append(f"{name}: only the first {_LONGEST:,} characters were kept")
        if value.upper() in _NOTHING:
            continue
        if escapes:
            notes.append(f"{name}: backslashes before quotation marks left out: {escapes}")
        found[name] = value
    return found


def _add(values: dict[str, str], name: str, value: str, notes: list[str]) -> None:
    """One attribute, under its meaning's name if it can be read, else under its own."""
    known = archive_attributes.by_name(name)
    meaning = known.given if known else ""
    if known and known.kind == "date":
        day = numbers.day(value)
        if day == "":
            return
        if meaning and day and meaning not in values:
            values[meaning] = day
            return
        if meaning and day is None:
            notes.append(f"{name} unread: {value[:60]}")
    elif meaning == "to":
        values.update(_addressees(value))
        return
    elif meaning == "from":
        values["from"] = numbers.sender_name(value)
        if values["from"] == value:
            return
    elif meaning == "classification":
        if levels.from_words(value):
            values[meaning] = value
            return
        notes.append(f"{name}: {value[:60]} is no classification")
    elif meaning == "references":
        values[meaning] = _rejoined(" ".join(value.split("\n")))
        if values[meaning] == value:
            return
        notes.append(f"Reference: put together what the archive's column had cut: {value[:120]}")
    elif meaning and name not in _RELEASED and meaning not in values:
        values[meaning] = " ".join(value.split("\n"))
        return
    values[name] = value


def _rejoined(value: str) -> str:
    """References as they were before the archive cut them into columns and put commas between these.

    Only where a comma can stand for nothing else: within a word or number, or between a post's name
    and its number.

    >>> _rejoined("STATE 67788; LA PAZ 1791; LA PAZ 161, 7")
    'STATE 67788; LA PAZ 1791; LA PAZ 1617'
    >>> _rejoined("79 LA PAZ 5832, 79 LA PAZ 5831")
    '79 LA PAZ 5832, 79 LA PAZ 5831'
    """
    at = _REFERENCE_WIDTH
    while at <= len(value):
        for end, between in ((at, ""), (at - 1, " ")):
            before, after = value[end - 1 : end], value[end + 2 : end + 3]
            if value[end : end + 2] != ", " or _WITH_YEAR.match(value, end + 2):
                continue
            alike = (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())
            if alike if not between else before.isalpha() and after.isdigit():
                value = value[:end] + between + value[end + 2 :]
                break
        at += _REFERENCE_WIDTH
    return value


def _addressees(value: str) -> dict[str, str]:
    """Addressees of action and information; several are parted by five blanks, or by one."""
    info = _INFO.search(value)
    parts = {"to": value[: info.start()], "info": value[info.end() :]} if info else {"to": value}
    found = {name: "; ".join(_names(part)) for name, part in parts.items()}
    return {name: names for name, names in found.items() if names}


def _names(part: str) -> list[str]:
    names = [name.strip() for name in _APART.split(part.strip())]
    return [one for name in names if name for one in _known_names(name)]


def _known_names(words: str) -> list[str]:
    """Names parted by single blanks, if all are known and can be parted in one way only.

    >>> _known_names("STATE BUENOS AIRES"), _known_names("STATE OAS CONFERENCE")
    (['STATE', 'BUENOS AIRES'], ['STATE OAS CONFERENCE'])
    """
    parts = words.split()
    if len(parts) < 2 or len(parts) > _MOST_WORDS or _is_post(words):
        return [words]
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(parts) + 1):
        here: list[list[str]] = []
        for start in range(max(0, end - 5), end):
            name = " ".join(parts[start:end])
            if ways[start] and _is_post(name):
                here += [[*way, name] for way in ways[start]]
        ways.append(here[:2])  # two ways are as good as none
    return ways[-1][0] if len(ways[-1]) == 1 else [words]


def _is_post(name: str) -> bool:
    if name in _SHORT_NAMES:
        return True
    match = posts.find(name)
    return match is not None and match.how in ("exact", "alias")
