"""Documents of edited volumes, as links ask for them: who wrote to whom, with which numbers, on which day."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

import msgspec

from reftel.readers.frus import senders

_AMBASSADOR: Final = re.compile(
    r"Ambassador (?:to|in) (?P<country>(?:the )?[A-Z][A-Za-z ]{2,30}) \([^()]{2,40}\)"
)
_NAME: Final = re.compile(r"[\w.-]{2,60}/d[0-9]{1,4}[a-z]?")


class Note(NamedTuple):
    """A footnote: where its sign stands in the text, and its words."""

    at: int
    text: str


class Document(NamedTuple):
    """A held document of an edited volume, as far as links ask for it."""

    cable: str
    name: str  # frus1961-63v05/d10
    mrn: str | None
    kind: str
    sender: str | None  # posts' codes
    addressee: str | None
    numbers: tuple[tuple[str, int], ...]  # the series' name, and the serial
    day: datetime.date | None
    text: str
    notes: tuple[Note, ...]
    pointed: tuple[str, ...]  # documents at which its markup points
    film: str = ""  # numbers of the archive's microfilm, in its source note
    heading: tuple[str, str] = ("", "")  # from whom and to whom, as the heading says

    @property
    def volume(self) -> str:
        """The volume's id."""
        return self.name.partition("/")[0]

    @property
    def is_editors(self) -> bool:
        """Whether the text is the editors' own."""
        return self.kind == "editorial note"


class _Note(msgspec.Struct):
    kind: str
    text: str = ""
    span: tuple[int, int] = (0, 0)


class _Record(msgspec.Struct):
    annotations: tuple[_Note, ...] = ()


_given = msgspec.json.Decoder(dict[str, str]).decode
_record = msgspec.json.Decoder(_Record).decode


def document(
    cable: str, mrn: str | None, text: str, given: str, record: bytes | None = None
) -> Document | None:
    """The document of an edition, from what its source says of it; `None` if it is none."""
    try:
        said = _given(given)
    except msgspec.MsgspecError:
        return None
    noted = notes(record)
    if noted is None:
        return None
    if not _NAME.fullmatch(said.get("document", "")):
        return None
    place = said.get("dateline", "").partition(",")[0].strip()
    try:
        day = datetime.date.fromisoformat(said.get("date", "")[:10])
    except ValueError:
        day = None
    return Document(
        cable=cable,
        name=said["document"],
        mrn=mrn,
        kind=said.get("kind", ""),
        sender=senders.station(said.get("from", ""), place),
        addressee=_addressee(said.get("to", "")),
        numbers=tuple(senders.serials(said.get("number", "").replace("No. ", ""))),
        day=day,
        text=text,
        notes=noted,
        pointed=tuple(name for name in said.get("cross_references", "").split("; ") if name),
        film=said.get("film", ""),
        heading=(said.get("from", "").removeprefix("the "), said.get("to", "").removeprefix("the ")),
    )


def notes(record: bytes | None) -> tuple[Note, ...] | None:
    """The footnotes that a cable's record keeps; `None` if the record cannot be read."""
    try:
        noted = _record(record) if record else _Record()
    except msgspec.MsgspecError:
        return None
    return tuple(Note(one.span[0], one.text) for one in noted.annotations if one.kind == "note")


def _addressee(words: str) -> str | None:
    """The post to which a heading says that a telegram went; what goes to the Secretary goes to the Department.

    >>> _addressee("Secretary of State"), _addressee("Secretary of State Rusk, at Paris"), _addressee("the Embassy in Italy")
    ('STATE', None, 'ROME')
    >>> _addressee("Ambassador to Thailand (Unger)")
    'BANGKOK'
    """
    plain = words.removeprefix("the ")
    if ambassador := _AMBASSADOR.fullmatch(plain):
        plain = f"Embassy in {ambassador['country']}"
    if plain in ("Secretary of State", "Acting Secretary of State") or plain.startswith(
        "Department of State ("
    ):
        return "STATE"
    return senders.station(plain, "")


def with_addressees(documents: list[Document]) -> list[Document]:
    """The documents, those whose addressee's country had several posts with the one that wrote under that name.

    `Embassy in Libya` was at Tripoli, Benghazi and Baida: in a volume whose telegrams from it all come of
    Tripoli, those to it went there.
    """
    wrote: dict[tuple[str, str], set[str]] = {}
    for one in documents:
        if one.sender:
            wrote.setdefault((one.volume, one.heading[0]), set()).add(one.sender)
    out = []
    for one in documents:
        codes = (
            wrote.get((one.volume, one.heading[1]), set())
            if one.addressee is None and one.heading[1]
            else set()
        )
        out.append(one._replace(addressee=min(codes)) if len(codes) == 1 else one)
    return out
