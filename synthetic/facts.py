"""Drawing the facts of a cable: who, when, how marked, about what, citing what."""

from __future__ import annotations

import datetime

from synthetic.draft import Draft, Para, Ref
from synthetic.tables import AGENCIES, COLLECTIVE_ROUTING, COLLECTIVES, OFFICES_1974, PASSING, Station
from synthetic.truth import Item

_SPACED = {level: " ".join(level).replace("   ", "  ") for level in ("CONFIDENTIAL", "SECRET")}
_LEVELS_OF_LAYOUT = {
    "extract": ("CONFIDENTIAL", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED"),
    "full": ("CONFIDENTIAL", "UNCLASSIFIED", "UNCLASSIFIED", "SECRET"),
    "telegram": ("CONFIDENTIAL", "UNCLASSIFIED", "LIMITED OFFICIAL USE", "SECRET"),
    "print": ("CONFIDENTIAL", "SECRET"),
}
_YEARS = {"extract": (2002, 2005), "full": (2005, 2010), "telegram": (1974, 1979), "print": (1973, 1976)}
_PRECEDENCE = (
    ("R", "ROUTINE"),
    ("R", "ROUTINE"),
    ("P", "PRIORITY"),
    ("P", "PRIORITY"),
    ("O", "IMMEDIATE"),
    ("Z", "FLASH"),
)
MARKS = {"CONFIDENTIAL": "C", "SECRET": "S", "UNCLASSIFIED": "U", "LIMITED OFFICIAL USE": "LOU"}
_STATE_A_YEAR = 250_000
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def draw(draft: Draft) -> None:
    """Draw all facts of a cable of the draft's layout, and the plain form of each."""
    _who_and_when(draft)
    _marking(draft)
    _authority(draft)
    _tags(draft)
    _subject(draft)
    _references(draft)
    _message(draft)


def draw_known(draft: Draft, level: str) -> None:
    """Draw the facts of a cable whose station, serial, moment and level are given; without TAGS,
    subject and references, which the caller gives."""
    _number(draft)
    _marking(draft, level)
    _authority(draft)
    _message(draft)


def _message(draft: Draft) -> None:
    _body(draft)
    _signer(draft)
    if draft.layout in ("full", "telegram", "print"):
        _transmission(draft)


def _who_and_when(draft: Draft) -> None:
    rng = draft.rng
    random = rng.random
    first, last = _YEARS[draft.layout]
    year = first + int(random() * (last - first + 1))
    day = datetime.datetime(year, 1, 2, tzinfo=datetime.UTC) + datetime.timedelta(
        days=int(random() * 363), minutes=int(random() * 1440)
    )
    stations = draft.tables.stations
    station = stations[int(random() * len(stations))]
    draft.moment, draft.station = day, station
    draft.serial = 1 + int(station.volume * (day.timetuple().tm_yday / 366) * (0.8 + 0.2 * random()))
    _number(draft)


def _number(draft: Draft) -> None:
    """What follows from station, serial and moment, and the form of the whole."""
    truth, form, random = draft.truth, draft.form, draft.rng.random
    truth.mrn = f"{draft.moment.year}{draft.station.code}{draft.serial}"
    truth.origin = draft.station.code
    truth.sent = draft.moment.date().isoformat()
    draft.upper = draft.layout in ("extract", "telegram", "print") or random() < 0.3
    form.width = {"extract": (0, 69, 60), "full": (61, 69, 0), "telegram": (64, 64, 60), "print": (0, 0, 0)}[
        draft.layout
    ][int(random() * 3)]
    form.trailing = " " if draft.layout == "full" and random() < 0.6 else ""


def _marking(draft: Draft, known: str | None = None) -> None:
    random, truth, form = draft.rng.random, draft.truth, draft.form
    levels = _LEVELS_OF_LAYOUT[draft.layout]
    level = known or levels[int(random() * len(levels))]
    truth.classification = level
    form.marking = _SPACED.get(level) or ("UNCLAS" if level == "UNCLASSIFIED" else level)
    modern = draft.layout in ("extract", "full")
    if modern:
        truth.captions = ["SIPDIS"]
        if level == "UNCLASSIFIED" and random() < 0.35:
            truth.captions.append("SENSITIVE")
        if random() < 0.6:
            truth.passing = [{"written": draft.one(PASSING)}]
    elif level != "UNCLASSIFIED" and random() < 0.25:
        truth.captions = [draft.one(("EXDIS", "LIMDIS", "NODIS", "STADIS"))]
    form.caption_lines = list(truth.captions)
    form.passing_lines = [item["written"] for item in truth.passing]


def _authority(draft: Draft) -> None:
    random, truth, form = draft.rng.random, draft.truth, draft.form
    sent = draft.moment.date()
    modern = draft.layout in ("extract", "full")
    order = "12958" if modern else "11652" if sent < datetime.date(1978, 12, 1) else "12065"
    truth.authority = order
    open_text = truth.classification in ("UNCLASSIFIED", "LIMITED OFFICIAL USE")
    if open_text:
        truth.declassify = {"rule": "not applicable"}
        form.authority = f"E.O. {order}: N/A"
    elif modern:
        on = plus_years(sent, 10)
        truth.declassify = {"rule": "date", "on": on.isoformat()}
        form.authority = f"E.O. {order}: DECL: {on:%m/%d/%Y}"
        _classified_by(draft)
    elif order == "11652":
        truth.declassify = {"rule": "schedule"}
        form.authority = "E.O. 11652: GDS"
    else:
        on = plus_years(sent, 6)
        truth.declassify = {"on": on.isoformat()}  # a schedule with a date: either word would do
        form.authority = f"E.O. 12065: GDS {on.month}/{on.day}/{on:%y}"
    if draft.layout == "extract":
        # An extract names no year: a date tells it, or the DECL date does.
        if open_text or random() < 0.5:
            draft.known["date"] = sent
            truth.sent_from = "given"
        else:
            truth.sent_from = "inferred…"


def plus_years(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _classified_by(draft: Draft) -> None:
    rng, truth, form = draft.rng, draft.truth, draft.form
    name = draft.prose.person()
    title = draft.one(
        ("Ambassador", "DCM", "Pol MC", "Charge d'Affaires", "Econ Counselor", "Pol/Econ Chief")
    )
    number = "1.5" if draft.moment.year < 2004 else "1.4"
    letters = ("b", "d") if rng.random() < 0.8 else ("b", "c", "d")
    truth.reasons = [f"{number}({letter})" for letter in letters]
    truth.classified_by = [{"name": draft.cased(name)}]
    listed = " and ".join(f"({letter})" for letter in letters) if len(letters) == 2 else "(b), (c) and (d)"
    key = "CLASSIFIED BY" if draft.upper else "Classified By"
    form.classified = f"{key}: {draft.cased(f'{title} {name} for reasons {number} {listed}')}"
    if not draft.upper:
        form.classified += "."


def _tags(draft: Draft) -> None:
    random, truth, tables = draft.rng.random, draft.truth, draft.tables
    modern = draft.layout in ("extract", "full")
    subjects = tables.subjects if modern else tables.subjects_1974
    found: list[Item] = []
    for _ in range(1 + int(random() * 3)):
        _add_tag(found, subjects[int(random() * len(subjects))], "subject")
    if modern and random() < 0.4:
        _add_tag(found, tables.programs[int(random() * len(tables.programs))], "program")
    if modern and random() < 0.3:
        _add_tag(found, tables.organizations[int(random() * len(tables.organizations))], "organization")
    if modern:
        for station in (draft.station, tables.stations[int(random() * len(tables.stations))]):
            _add_tag(found, station.geo, "country")
    else:
        for _ in range(1 + int(random() * 2)):
            _add_tag(found, tables.places_1974[int(random() * len(tables.places_1974))], "country")
        draft.form.tags_between = ", "
    truth.tags = found


def _add_tag(found: list[Item], code: str, kind: str) -> None:
    if all(tag["code"] != code for tag in found):
        found.append({"code": code, "kind": kind})


def _subject(draft: Draft) -> None:
    words = draft.prose.title(draft.station.display)
    draft.truth.subject = words.upper()
    if draft.layout == "telegram" and draft.rng.random() < 0.5:
        draft.form.subject_key = "SUBJ: "


def _references(draft: Draft) -> None:
    random = draft.rng.random
    if random() < 0.25:
        return
    for i in range(1 + int(random() * 4)):
        draft.refs.append(cable_reference(draft))
        draft.refs[i].letter = "ABCDEFGH"[i]
    if len(draft.refs) == 1:
        draft.refs[0].letter = None
    if draft.layout in ("telegram", "print"):
        draft.form.refs_style = "one line"


def cable_reference(draft: Draft) -> Ref:
    """A cable of the same year, or of an earlier one with its year before it; the number is
    one that its post can have reached by the day of citing."""
    random, moment = draft.rng.random, draft.moment
    share = moment.timetuple().tm_yday / 366
    year = moment.year if random() < 0.8 else moment.year - 1 - int(random() * 2)
    roll = random()
    if roll < 0.3:
        name = code = "STATE"
        volume = _STATE_A_YEAR
    elif roll < 0.6:
        name, code, volume = draft.station.name, draft.station.code, draft.serial / share
    else:
        cited = draft.tables.stations[int(random() * len(draft.tables.stations))]
        name, code, volume = cited.name, cited.code, cited.volume
    if year != moment.year:
        serial = 1 + int(random() * volume)
        written = f"{year % 100:02} {name} {serial}"
    else:
        serial = 1 + int(random() * 0.97 * share * volume)
        written = f"{name} {serial}"
    if code == draft.station.code and year == moment.year and serial >= draft.serial:
        serial = max(draft.serial - 1, 1)
        written = f"{name} {serial}"
    notal = random() < 0.06
    truth: Item = {"kind": "cable", "mrn": f"{year}{code}{serial}", "notal": notal}
    return Ref(written + (" (NOTAL)" if notal else ""), truth)


def _body(draft: Draft) -> None:
    random, truth, prose = draft.rng.random, draft.truth, draft.prose
    draft.cast = [
        f"{draft.one(_offices())} {prose.person()}",
        f"{draft.one(_offices())} {prose.person()}",
        prose.surname(),
    ]
    if draft.upper:
        draft.cast = [who.upper() for who in draft.cast]
    level = truth.classification or "UNCLASSIFIED"
    marked = draft.layout in ("extract", "full") and (
        level != "UNCLASSIFIED" or "SENSITIVE" in truth.captions or random() < 0.3
    )
    usual = "SBU" if "SENSITIVE" in truth.captions else MARKS[level]
    count = 4 + int(random() * 7)
    summary = random() < 0.7
    comment = random() < 0.6
    for n in range(1, count + 1):
        words = draft.cased(prose.sentences(200 + int(random() * 800), draft.cast))
        portion = None
        if marked:
            portion = usual if random() < 0.85 else draft.one(("U", "SBU") if usual != "S" else ("C", "U"))
        para = Para(words, n, portion)
        if n == 1 and summary:
            truth.summary, para.role = words, "summary"
            para.words = draft.cased(f"Summary. {words} End summary.")
        elif n == count and comment:
            truth.comment, para.role = words, "comment"
            para.words = draft.cased(f"Comment: {words} End comment.")
        elif n > 1 and random() < 0.12 and draft.layout == "full":
            para.heading = draft.cased(prose.heading())
        draft.paras.append(para)


def _offices() -> tuple[str, ...]:
    from synthetic.prose import OFFICES

    return OFFICES


def _signer(draft: Draft) -> None:
    name = draft.prose.surname().upper()
    if draft.rng.random() < 0.95 or draft.layout != "full":
        draft.truth.signer = [name]
        draft.form.signer = name


def _transmission(draft: Draft) -> None:
    random, truth, form, moment = draft.rng.random, draft.truth, draft.form, draft.moment
    letter, precedence = _PRECEDENCE[int(random() * len(_PRECEDENCE))]
    truth.precedence = precedence
    truth.dtg = moment.isoformat()
    form.dtg = f"{letter} {moment:%d%H%M}Z {MONTHS[moment.month - 1]} {moment:%y}"
    station = draft.station
    truth.sender = f"{station.title} {station.name}"
    modern = draft.layout == "full"
    if modern:
        channel = "".join([chr(65 + int(random() * 26)) for _ in range(3)])
        truth.transmission_id = f"VZCZC{channel}{int(random() * 9999):04}"
    words = "" if letter == "R" else f" {precedence}"
    truth.action = [
        _addressee("RUEHC" if modern else None, "SECSTATE WASHDC", words, 1 + int(random() * 9999))
    ]
    info: list[Item] = []
    for _ in range(int(random() * (7 if modern else 4))):
        roll = random()
        if roll < 0.7:
            cited = draft.tables.stations[int(random() * len(draft.tables.stations))]
            _add_addressee(
                info, cited.routing if modern else None, f"{cited.title} {cited.name}", words, draft
            )
        elif modern and roll < 0.85:
            i = int(random() * len(COLLECTIVES))
            _add_addressee(info, COLLECTIVE_ROUTING[i], COLLECTIVES[i], words, None)
        elif modern:
            routing, name = AGENCIES[1 + int(random() * (len(AGENCIES) - 1))]
            _add_addressee(info, routing, name, words, draft)
    truth.info = info
    if draft.layout == "telegram":
        _distribution(draft)


def _add_addressee(info: list[Item], routing: str | None, name: str, words: str, draft: Draft | None) -> None:
    if all(item["name"] != name for item in info):
        number = 1 + int(draft.rng.random() * 9999) if draft and routing else None
        info.append(_addressee(routing, name, words, number))


def addressee(name: str) -> Item:
    """An addressee of whom only the name is written."""
    return _addressee(None, name, "", None)


def _addressee(routing: str | None, name: str, words: str, number: int | None) -> Item:
    return {"name": name, "routing": routing, "precedence": words.strip() or None, "number": number}


def _distribution(draft: Draft) -> None:
    rng = draft.rng
    offices = rng.sample(OFFICES_1974, 4 + int(rng.random() * 12))
    draft.truth.distribution = [
        {"office": office, "copies": int(rng.random() * 15), "role": "info" if i else "action"}
        for i, office in enumerate(offices)
    ]


def station_title(station: Station) -> str:
    """`AMEMBASSY ROME`."""
    return f"{station.title} {station.name}"
