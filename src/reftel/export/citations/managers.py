"""Citations for programs that manage references: CSL-JSON, BibTeX, RIS.

None of the three knows a cable. It is told as personal communication with the genre `Telegram` (CSL, RIS) or as
`@misc` with `howpublished` (BibTeX); a document printed in FRUS is a chapter, or `@incollection`, of its volume.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from reftel.export.citations.citable import RG59, Citable
from reftel.export.citations.notes import day

_SUFFIXES: Final = ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV")
_FRUS: Final = "Foreign Relations of the United States"


def title(one: Citable) -> str:
    """What a list of references shows: the subject or, where none is known, what the document is."""
    if one.published and one.date:  # the year of the volume takes the place of the document's own date
        return f"{_plain_title(one)}, {day(one.date, one.sure)}"
    return _plain_title(one)


def _plain_title(one: Citable) -> str:
    if one.subject:
        return one.subject
    number = one.number if one.place == "frus" else one.short_number or one.number
    named = f"{one.genre} {number}" if number else one.genre
    parted = " to ".join(part for part in (one.sender, one.recipient) if part)
    return f"{named}, {parted}" if parted else named


def csl(one: Citable, accessed: datetime.date | None = None) -> dict[str, Any]:
    """An item of CSL-JSON, as Zotero, Mendeley or pandoc read it."""
    printed = one.place == "frus"
    item: dict[str, Any] = {
        "id": one.key,
        "type": "chapter" if printed else "personal_communication",
        "title": title(one),
        "genre": one.genre,
        "author": [{"literal": one.sender}] if one.sender else None,
        "recipient": [{"literal": one.recipient}] if one.recipient else None,
        "editor": [_csl_name(name) for name in one.editors],
        "collection-editor": [_csl_name(name) for name in one.general_editors],
        "issued": {"date-parts": [[one.published]]} if one.published else _issued(one),
        "original-date": _issued(one) if one.published else None,
        "number": one.document if printed else one.short_number or one.number,
        "container-title": (one.volume or _FRUS) if printed else None,
        "publisher": one.publisher,
        "publisher-place": one.published_at,
        "archive": one.archive,
        "archive_location": _location(one),
        "note": _note(one),
        "URL": one.url,
        "accessed": {"date-parts": [_parts(accessed)]} if accessed else None,
    }
    return {name: value for name, value in item.items() if value}


def parted(name: str) -> tuple[str, str, str]:
    """Family name, first names and suffix of a name as a title page has it.

    >>> parted("Charles S. Sampson"), parted("John P. Glennon, Jr."), parted("Plato")
    (('Sampson', 'Charles S.', ''), ('Glennon', 'John P.', 'Jr.'), ('Plato', '', ''))
    """
    plain, *words = name, *name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    return (words[-1], " ".join(words[:-1]), suffix) if words else (plain, "", "")


def _csl_name(name: str) -> dict[str, str]:
    family, first, suffix = parted(name)
    return {
        part: value for part, value in (("family", family), ("given", first), ("suffix", suffix)) if value
    }


def _backwards(name: str, suffix_last: bool) -> str:
    """`Glennon, Jr., John P.` for BibTeX, `Glennon, John P., Jr.` for RIS."""
    family, first, suffix = parted(name)
    parts = (family, first, suffix) if suffix_last else (family, suffix, first)
    return ", ".join(part for part in parts if part)


def _issued(one: Citable) -> dict[str, Any] | None:
    if one.date is None:
        return None
    issued: dict[str, Any] = {"date-parts": [_parts(one.date)]}
    return issued if one.sure else issued | {"circa": True}


def _parts(date: datetime.date) -> list[int]:
    return [date.year, date.month, date.day]


def _location(one: Citable) -> str | None:
    group = RG59 if one.place == "national archives" else None
    parts = (one.location, one.film if one.film != one.location else None, one.collection, group)
    return ", ".join(part for part in parts if part) or None


def _note(one: Citable) -> str | None:
    parts = (
        one.mrn,
        one.classification,
        *one.handling,
        None if one.sure or not one.date else "date inferred",
        f"edition {one.id}",
    )
    return "; ".join(part for part in parts if part)


_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "^": r"\textasciicircum{}",
    "_": r"\_", "~": r"\textasciitilde{}", "%": r"\%",
}  # fmt: skip


def bibtex(one: Citable, accessed: datetime.date | None = None) -> str:
    """An entry of BibTeX (with biblatex's names of fields), every sign that TeX would act on escaped."""
    printed = one.place == "frus"
    date = one.date.isoformat() + ("" if one.sure else "?") if one.date else None
    fields = {
        "author": f"{{{_tex(one.sender)}}}" if one.sender else None,
        "title": f"{{{_tex(title(one))}}}",
        "editor": " and ".join(_tex(_backwards(name, suffix_last=False)) for name in one.editors),
        "booktitle": _tex(one.volume or _FRUS) if printed else None,
        "publisher": _tex(one.publisher or ""),
        "address": _tex(one.published_at or ""),
        "date": str(one.published) if one.published else date,
        "origdate": date if one.published else None,
        "year": str(one.published or (one.date.year if one.date else "")),
        "howpublished": _tex(one.genre),
        "number": _tex((one.document if printed else one.short_number or one.number) or "") or None,
        "library": _tex(one.archive) if one.archive else None,
        "note": _tex("; ".join(part for part in (f"to {one.recipient}" if one.recipient else None, _general(one), _location(one), _note(one)) if part)),
        "url": _url(one.url) if one.url else None,
        "urldate": accessed.isoformat() if accessed else None,
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{'incollection' if printed else 'misc'}{{{one.key},\n" + ",\n".join(lines) + "\n}\n"


def _general(one: Citable) -> str | None:
    """BibTeX has no place for the editor of a series."""
    return f"general editor {', '.join(one.general_editors)}" if one.general_editors else None


def _tex(words: str) -> str:
    return "".join(_SPECIAL.get(c, c) for c in words)


def _url(url: str) -> str:
    """An address without the signs that would end a field."""
    return re.sub(r"[{}\\\s]", "", url)


def ris(one: Citable, accessed: datetime.date | None = None) -> str:
    """A record of RIS, as EndNote and others read it."""
    printed = one.place == "frus"
    date = f"{one.date:%Y/%m/%d}/" if one.date else None
    rows = (
        ("TY", "CHAP" if printed else "PCOMM"),
        ("ID", one.key),
        ("TI", title(one)),
        ("AU", f"{one.sender}," if one.sender else None),
        ("A2", f"{one.recipient}," if one.recipient and not printed else None),
        *(("A2", _backwards(name, suffix_last=True)) for name in one.editors),
        *(("A3", _backwards(name, suffix_last=True)) for name in one.general_editors),
        ("PY", str(one.published or (one.date.year if one.date else ""))),
        ("DA", date and (date if one.sure else f"{date}inferred")),
        ("T2", (one.volume or _FRUS) if printed else None),
        ("PB", one.publisher),
        ("CY", one.published_at),
        ("M1", one.document if printed else one.short_number or one.number),
        ("M3", one.genre),
        ("AV", ", ".join(part for part in (_location(one), one.archive) if part) or None),
        ("N1", _note(one)),
        ("UR", one.url),
        ("Y2", f"{accessed:%Y/%m/%d}/" if accessed else None),
    )
    return "".join(f"{name}  - {value}\n" for name, value in rows if value) + "ER  - \n"
