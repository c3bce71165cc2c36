"""What of an edition goes into a citation: only what its text or its source says, each part or none.

Sources of the forms: the National Archives' list of questions on its Central Foreign Policy Files, I.12;
"Citing Foreign Relations" of the Office of the Historian; the Chicago Manual of Style, 14 (unpublished and
government documents). They are gathered with examples in the notes of the project's domain.
"""

from __future__ import annotations

import datetime
import re
from typing import Final, Literal

import msgspec

from reftel.model import Addressee, Cable
from reftel.vocabulary import posts

Place = Literal["frus", "national archives", "freedom of information", "other"]


class Citable(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a citation. What is not known is `None`; nothing stands here that neither text nor source says.

    `sure` is false for a date that was only inferred. `number` is the telegram's own, as its archive prints it.
    `location` says where in its archive the edition is; `editors`, `publisher`, `published` and those beside them who
    edited and printed the `volume` that it stands in.
    """

    id: str
    mrn: str | None
    genre: str
    place: Place
    sender: str | None = None
    recipient: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    sure: bool = True
    origin: str | None = None
    subject: str | None = None
    classification: str | None = None
    handling: tuple[str, ...] = ()
    precedence: str | None = None
    archive: str | None = None
    collection: str | None = None
    location: str | None = None
    film: str | None = None
    volume: str | None = None
    document: str | None = None
    editors: tuple[str, ...] = ()
    general_editors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    published: int | None = None
    url: str | None = None
    source_note: str | None = None
    drafted_by: tuple[str, ...] = ()
    cleared_by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A short name for programs that manage references; another for each edition."""
        return f"{self.mrn or 'edition'}-{self.id[:8]}"

    @property
    def short_number(self) -> str | None:
        """The number with its post and year, as cables write it: `03 ROME 4580`."""
        return _spaced(self.mrn) if self.mrn else None


CFPF: Final = "Central Foreign Policy Files, 1973-79"
RG59: Final = "RG 59: General Records of the Department of State"
_FRUS: Final = re.compile(
    r"(?P<volume>Foreign Relations of the United States,.{1,300}?), Document (?P<n>\d{1,4})\b"
)
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_TAIL: Final = re.compile(r"\d{1,7}\Z")
_CASE: Final = re.compile(r"(?P<case>[A-Z]{1,3}-\d{4}-\d{2,6})?\s*(?P<document>C\d{6,9})?")
_FILM: Final = re.compile(r"[A-Z]\d{6}-\d{3,5}\Z")
_KINDS: Final = (
    ("AMEMBASSY", "Embassy"),
    ("AMEMB", "Embassy"),
    ("AMCONSUL", "Consulate"),
    ("USMISSION", "Mission"),
    ("USLO", "Liaison Office"),
    ("USINT", "Interests Section"),
)
_BRACKETS: Final = re.compile(r" \([^()]{1,40}\)\Z")


def citable(cable: Cable) -> Citable:
    """The parts of an edition's citation.

    >>> import reftel
    >>> one = citable(reftel.parse("1. NO HEADER AT ALL."))
    >>> one.mrn, one.sender, one.date, one.archive
    (None, None, None, None)
    """
    given = cable.given
    place = _place(cable)
    parts = {
        "sender": _one_line(given.get("from")) if place == "frus" else None,
        "recipient": _one_line(given.get("to")) if place == "frus" else None,
        "number": _number(cable, place),
        "genre": _genre(cable, place),
        "place": place,
        **_whereabouts(cable, place),
    }
    parts["sender"] = parts["sender"] or _sender(cable)
    parts["recipient"] = parts["recipient"] or _recipient(cable)
    level = cable.classification
    return Citable(
        id=cable.id,
        mrn=str(cable.mrn) if cable.mrn else None,
        date=cable.sent,
        sure=not (cable.sent_from or "").startswith("inferred"),
        origin=_city(given.get("origin")) if place == "frus" else None,
        subject=_one_line(cable.subject or given.get("subject")),
        classification=_words(level.level) if level and level.level else None,
        handling=_handling(cable),
        precedence=_words(cable.precedence) if cable.precedence else None,
        drafted_by=_names(cable, "drafted_by"),
        cleared_by=_names(cable, "cleared_by"),
        approved_by=_names(cable, "approved_by"),
        **parts,  # type: ignore[arg-type]
    )


def _place(cable: Cable) -> Place:
    provenance = cable.provenance or ""
    if cable.given.get("document", "").startswith("frus") or provenance.startswith("Foreign Relations of"):
        return "frus"
    if provenance.startswith("National Archives"):
        return "national archives"
    return "freedom of information" if any(one.case for one in cable.released_by) else "other"


def _whereabouts(cable: Cable, place: Place) -> dict[str, object]:
    given = cable.given
    film = given.get("film", "")
    film = film if _FILM.match(film) else None
    if place == "frus":
        m = _FRUS.match(cable.provenance or "")
        document = given.get("document", "").rpartition("/d")[2]
        return {
            "volume": _one_line(m["volume"]) if m else None,
            "document": m["n"] if m else document if document.isdigit() else None,
            "editors": _listed(given.get("editors")),
            "general_editors": _listed(given.get("general_editors")),
            "publisher": _one_line(given.get("publisher")),
            "published_at": _one_line(given.get("published_at")),
            "published": int(year) if _YEAR.fullmatch(year := given.get("published", "")) else None,
            "url": _one_line(given.get("url")),
            "source_note": _one_line(given.get("source_note")),
            "location": _one_line(given.get("file")),
            "film": film,
        }
    if place == "national archives":
        document = _one_line(given.get("document"))
        return {"archive": "National Archives", "collection": _files(cable, film), "location": document, "film": film}  # fmt: skip
    if place == "freedom of information":
        case = next(one.case or "" for one in cable.released_by if one.case)
        m = _CASE.fullmatch(case.strip())
        parts = (
            f"FOIA Case No. {m['case']}" if m and m["case"] else None,
            f"Doc. No. {m['document']}" if m and m["document"] else None,
        )
        told = ", ".join(part for part in parts if part) or _one_line(case)
        return {"archive": "U.S. Department of State", "location": told}
    return {"archive": _one_line(given.get("provenance")), "url": _one_line(given.get("url"))}


def _files(cable: Cable, film: str | None) -> str:
    """Which of the Central Foreign Policy Files: the text is on line, or on film only."""
    on_line = "TEXT ON-LINE" in cable.given.get("Locator", "TEXT ON-LINE") and bool(cable.text.strip())
    if on_line or not film:
        return f"{CFPF}/Electronic Telegrams"
    reel = {"D": "D-Reel Microfilm", "N": "N-Reel Microfilm", "P": "P-Reel Printouts"}.get(film[0])
    return f"{CFPF}/{reel}" if reel else CFPF


def _genre(cable: Cable, place: Place) -> str:
    kind = _words(cable.given.get("kind") or "") if place == "frus" else ""
    if kind:
        return kind
    return "Airgram" if cable.mrn and cable.mrn.series == "A" else "Telegram"


def _number(cable: Cable, place: Place) -> str | None:
    if place == "frus" and cable.given.get("number"):
        return _one_line(cable.given["number"])
    if cable.mrn is None:
        return None
    if place == "national archives":
        m = _TAIL.search(cable.given.get("document", ""))
        return m.group() if m else f"{cable.mrn.serial:05}"
    series = (
        f"{cable.mrn.series}-"
        if cable.mrn.series == "A"
        else f"{cable.mrn.series} "
        if cable.mrn.series
        else ""
    )
    return f"{series}{cable.mrn.serial}"


def _sender(cable: Cable) -> str | None:
    written = cable.sender or ""
    post = cable.origin
    if post is None:
        return _one_line(written) or None
    return _office(post.code, written)


def _recipient(cable: Cable) -> str | None:
    named = [one for one in (_addressed(each) for each in cable.action[:3]) if one]
    if not named:
        return None
    if len(cable.action) > 2:
        return f"{named[0]} et al."
    return " and ".join(dict.fromkeys(named))


def _addressed(one: Addressee) -> str | None:
    if one.station:
        return _office(one.station, one.name)
    return _words(one.name) if one.name.isupper() else _one_line(one.name)


def _office(code: str, written: str) -> str:
    """A post as citations name it: `Embassy Rome`, from its own line or else from the vocabulary."""
    post = posts.by_code(code)
    if post is None:
        return _words(written or code)
    name = _BRACKETS.sub("", post.display)
    for sign, kind in _KINDS:
        if written.upper().startswith(sign):
            return f"{kind} {name}"
    if post.kind in ("embassy", "consulate"):
        return f"{post.kind.capitalize()} {name}"
    return name


def _handling(cable: Cable) -> tuple[str, ...]:
    level = cable.classification
    caveats = level.caveats if level else ()
    return tuple(dict.fromkeys(_words(one) for one in (*caveats, *(each.code for each in cable.captions))))


def _names(cable: Cable, field: str) -> tuple[str, ...]:
    named = tuple(_forwards(_one_line(person.name) or "") for person in getattr(cable, field))
    if not named and (said := cable.given.get(field)):
        named = tuple(_one_line(part) or "" for part in said.split(";"))
    return tuple(name for name in named if name)


def _listed(written: str | None) -> tuple[str, ...]:
    """Names that stand with semicolons between them."""
    return tuple(name for part in (written or "").split(";") if (name := _one_line(part)))


def _city(origin: str | None) -> str | None:
    """The place of a date-line; of the Department, the city that stands in brackets."""
    m = _BRACKETS.search(origin or "")
    return m.group().strip(" ()") if m else _one_line(origin)


def _forwards(name: str) -> str:
    """`Haberman, Karla J` as running text writes it."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first and first[:1].isupper() else name


def _words(written: str) -> str:
    """Words in capitals as running text writes them: `LIMITED OFFICIAL USE`, `Nodis`."""
    return " ".join(word[:1].upper() + word[1:].lower() for word in (_one_line(written) or "").split())


def _one_line(written: str | None) -> str | None:
    """One line without control characters; `None` for nothing."""
    if not written:
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in written).split()) or None


def _spaced(mrn: str) -> str:
    m = re.fullmatch(r"\d\d(\d\d)([A-Z]+)-?(.{1,20})", mrn)
    if not m:
        return mrn
    post = posts.by_code(m[2])
    return f"{m[1]} {post.name if post else m[2]} {m[3]}"
