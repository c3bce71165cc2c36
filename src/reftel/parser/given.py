"""What a source says beside the text: it fills blanks, and what disagrees is told.

The rule: the text's value is shown, for it is the cable's own; where the text has none, the
source's is taken, the field is named in `from_given`, and its span is empty, since no words of
the text say it. Both are kept: what the source says stays in `given` as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from reftel.model import Addressee, Cable, Caption, Classification, Problem, Reference, Span, Tag
from reftel.parser import tags
from reftel.parser.cleaning import Clean
from reftel.parser.references import Citing, read_list
from reftel.parser.transmission.addressees import station
from reftel.vocabulary import captions, levels

_NOWHERE = Span(0, 0)
_PARTS = re.compile(r"[;,\n]")
_NOT_LETTERS = re.compile(r"[^A-Z0-9]")
_COMPARED = 30  # letters; sources cut subjects
_LONGEST = 4_000
_NOTHING = frozenset(("", "N/A", "NA", "NONE", "NOT AVAILABLE", "-", "N"))


def settle(cable: Cable) -> Cable:
    """A cable with its blanks filled from `given`, and problems where text and source disagree.

    >>> from reftel.parser import parse
    >>> cable = parse("1. NO HEADER.", given={"subject": "OIL", "tags": "ENRG, IT"})
    >>> cable.subject, [tag.code for tag in cable.tags], cable.from_given
    ('OIL', ['ENRG', 'IT'], ('subject', 'tags'))
    """
    filled: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, name, read, compared in _FIELDS:
        said = cable.given.get(name, "").strip()[:_LONGEST]
        if said.upper() in _NOTHING:
            continue
        held = getattr(cable, field)
        if not held:
            if value := read(said, cable):
                filled[field] = value
        elif compared and (difference := compared[1](held, said, cable)):
            problems.append(Problem(compared[0], difference))
    if not filled and not problems:
        return cable
    return msgspec.structs.replace(
        cable,
        **filled,
        from_given=tuple(sorted({*cable.from_given, *filled})),
        problems=(*cable.problems, *problems),
    )


def _subject(said: str, cable: Cable) -> str:
    return " ".join(said.split())


def _subject_differs(held: str, said: str, cable: Cable) -> str | None:
    ours, theirs = _letters(held), _letters(said)
    if not theirs or ours[:_COMPARED] in theirs or theirs[:_COMPARED] in ours:
        return None
    return f"the text says “{held[:80]}”, the source says “{said[:80]}”"


def _tags(said: str, cable: Cable) -> tuple[Tag, ...]:
    clean = Clean.of(said)
    found, _ = tags.read(clean, 0, len(clean.text), cable.sent, [])
    return tuple(msgspec.structs.replace(tag, span=_NOWHERE) for tag in found)


def _tags_differ(held: tuple[Tag, ...], said: str, cable: Cable) -> str | None:
    ours, theirs = (
        {tag.code for tag in found if tag.kind != "person"} for found in (held, _tags(said, cable))
    )
    if not theirs or ours == theirs:
        return None
    parts = [
        f"{who} alone has {', '.join(sorted(codes))}"
        for who, codes in (("the text", ours - theirs), ("the source", theirs - ours))
        if codes
    ]
    return "; ".join(parts)


def _classification(said: str, cable: Cable) -> Classification | None:
    level = levels.from_words(said)
    return Classification(level, (), said, None) if level else None


def _captions(said: str, cable: Cable) -> tuple[Caption, ...]:
    entries = [captions.find(part.strip()) for part in _PARTS.split(said)]
    return tuple(Caption(entry.code, entry.kind, _NOWHERE) for entry in entries if entry)


def _addressees(said: str, cable: Cable) -> tuple[Addressee, ...]:
    names = (" ".join(name.split()) for name in said.replace("\n", ";").split(";"))
    return tuple(Addressee(name, _NOWHERE, station=station(name)) for name in names if name)


def _references(said: str, cable: Cable) -> tuple[Reference, ...]:
    clean = Clean.of(said)
    mrn = cable.mrn
    citing = Citing(
        station=mrn.station if mrn else None,
        year=cable.sent.year if cable.sent else mrn.year if mrn else None,
        serial=mrn.serial if mrn else None,
        day=cable.sent,
    )
    found = read_list(clean, 0, len(clean.text), citing, [])
    return tuple(msgspec.structs.replace(one, span=_NOWHERE) for one in found)


def _sender(said: str, cable: Cable) -> str:
    return " ".join(said.split())


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub("", words.upper())


_Read = Callable[[str, Cable], Any]
_Differs = Callable[[Any, str, Cable], str | None]

# The field of the cable, the name in `given`, how it is read, and what a difference is called and told by.
# Number, date and classification are compared where they are chosen (`identity`, `assembly`).
_FIELDS: tuple[tuple[str, str, _Read, tuple[str, _Differs] | None], ...] = (
    ("subject", "subject", _subject, ("subject-disagrees", _subject_differs)),
    ("tags", "tags", _tags, ("tags-disagrees", _tags_differ)),
    ("classification", "classification", _classification, None),
    ("captions", "handling", _captions, None),
    ("sender", "from", _sender, None),
    ("action", "to", _addressees, None),
    ("info", "info", _addressees, None),
    ("references", "references", _references, None),
)
