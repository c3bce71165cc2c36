"""The cables of a made archive as full texts, written by the generator of single cables."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from synthetic import facts, layouts
from synthetic.draft import Draft, Layout, Ref
from synthetic.prose import Prose
from synthetic.tables import Station, load

if TYPE_CHECKING:
    from synthetic.world.making import World

_MODERN = 1980
_ASIDES_TOO = 0.3
_EXTRACTS_UNTIL = 2006
_KINDS = {"TAGS": "subject"}
_SAID = (
    "As reported in {}, talks go on.",
    "The matter was raised before (see {}).",
    "The text was transmitted in {}.",
    "Background was provided in {}.",
    "Per {}, the ministry has agreed in principle.",
    "This is in reply to the questions raised in {}; more will follow.",
    "The bank saw it otherwise ({}).",
    "{} reported that the cabinet was divided.",
    "The points contained in {} were made to all three.",
    "Reference {}, the text has been agreed.",
)
# Figures and years behind the names of places, which are no cables.
_ASIDES = (
    "In {place} {count} delegates walked out.",
    "The {place} {year} accords were not mentioned.",
    "The same was reported in {place} {count} times last year.",
    "Guests came from {place} {count} and from elsewhere.",
    "It was provided in {place} {year} budgets.",
    "Talks are set for {place} 11, 12 and 13 May.",
)


class Text(NamedTuple):
    """A cable's text; `date` is given where the text names no year."""

    mrn: str
    text: str
    date: datetime.date | None


def texts(world: World) -> Iterator[Text]:
    """The texts of the cables held, in the order of time: the same for the same archive."""
    rng = Random(world.seed ^ 0xCAB1E)
    prose, tables = Prose(rng), load()
    stations = {one.code: one for one in world.stations}
    cited = _by_cable(world)
    columns = (
        "id",
        "mrn",
        "year",
        "station",
        "series",
        "serial",
        "sent_at",
        "level",
        "tags",
        "subject",
        "action",
        "info",
    )
    for row in world.cables.select(columns).iter_rows(named=True):
        if row["series"] or row["station"] in ("SECTO", "TOSEC"):
            continue  # airgrams and a party's own telegrams have layouts of their own
        draft = Draft(rng, _layout(rng, row["year"]), prose, tables)
        _draw(draft, row, stations[row["station"]])
        _cite(draft, cited.get(row["id"], ()))
        layouts.write(draft)
        yield Text(row["mrn"], layouts.join(draft), draft.known.get("date"))


def write(world: World, path: Path) -> int:
    """Write them as JSON lines (`id`, `text`, `date` where the text names no year)."""
    length = 0
    with path.open("w", encoding="utf-8") as out:
        for i, one in enumerate(texts(world)):
            record = {"id": f"cable {i}", "text": one.text}
            if one.date:
                record["date"] = one.date.isoformat()
            out.write(json.dumps(record) + "\n")
            length += len(one.text)
    return length


def _by_cable(world: World) -> dict[str, tuple[dict[str, Any], ...]]:
    columns = ("cable", "letter", "written", "relation", "form")
    rows = world.citations.select(columns).iter_rows(named=True)
    return {cable: tuple(group) for cable, group in groupby(rows, lambda row: row["cable"])}


def _layout(rng: Random, year: int) -> Layout:
    if year < _MODERN:
        return "telegram"
    return "extract" if year < _EXTRACTS_UNTIL and rng.random() < 0.25 else "full"


def _aside(draft: Draft) -> str:
    rng = draft.rng
    count = rng.choice((rng.randint(2, 99), 100 * rng.randint(1, 30), rng.randint(101, 999)))
    year = draft.moment.year - rng.randint(0, 9)
    place = draft.station.name if draft.station.code != "STATE" else "ROME"
    return draft.one(_ASIDES).format(place=place, count=count, year=year)


def _draw(draft: Draft, row: dict[str, Any], station: Station) -> None:
    draft.moment, draft.station, draft.serial = row["sent_at"], station, row["serial"]
    facts.draw_known(draft, row["level"])
    truth = draft.truth
    truth.subject = row["subject"]
    truth.tags = [{"code": code, "kind": "subject" if len(code) == 4 else "country"} for code in row["tags"]]
    draft.refs = []
    if draft.layout == "extract":
        return
    if station.code == "STATE":
        truth.sender = "SECSTATE WASHDC"
    truth.action = [facts.addressee(name) for name in row["action"]]
    truth.info = [facts.addressee(name) for name in row["info"]]


def _cite(draft: Draft, rows: tuple[dict[str, Any], ...]) -> None:
    listed = [row for row in rows if row["relation"] in ("reference", "document") and row["written"]]
    for row in listed:
        written = row["written"]
        if row["form"] == "list" and draft.refs:
            draft.refs[-1].written += f", {written}"
        else:
            draft.refs.append(Ref(written, {}, None))
    for i, ref in enumerate(draft.refs):
        ref.letter = chr(65 + i) if len(draft.refs) > 1 else None
    draft.form.refs_style = (
        draft.one(("letters", "one line", "brackets", "bare")) if draft.refs else "letters"
    )
    body = draft.paras[1:-1] or draft.paras
    for row in rows:
        para = body[int(draft.rng.random() * len(body))]
        if row["relation"] == "in text":
            para.words += " " + draft.cased(draft.one(_SAID)).replace("{}", row["written"])
            if draft.rng.random() < _ASIDES_TOO:
                para.words += " " + draft.cased(_aside(draft))
        elif row["relation"] == "septel":
            para.words += " " + draft.cased("Details follow septel.")
