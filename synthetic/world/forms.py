"""How a reference is written, rightly or not, and what a reader of the words alone makes of it."""

from __future__ import annotations

import datetime
from random import Random
from typing import NamedTuple

from reftel.vocabulary import posts
from synthetic.tables import Station

FORMS: dict[str, str] = {
    "plain": "post and serial, the year of the citing cable understood: ROME 3207",
    "year written": "the year before or behind: 02 ROME 3207, 2002 ROME 3207, ROME 3207 (02)",
    "year before omitted": "a cable of the year before without its year, as around New Year",
    "dated": "with the day of the cable behind: ROME 3207 OF OCTOBER 7, ROME 3207 (10/7/03)",
    "list": "a serial behind another of the same post: ROME 3207, 2917",
    "short": "by sender and addressee: EMBTEL 912, DEPTEL 1477, OUR 912, YOUR 912",
    "date-time group": "by originator and group: AMEMBASSY ROME 171433Z OCT 03",
    "misspelt": "one letter of the post dropped, doubled or two exchanged",
    "digit dropped": "a digit of the serial is missing",
    "digit doubled": "a digit of the serial stands twice",
    "digits exchanged": "two neighbouring digits of the serial are exchanged",
    "digit mistyped": "another digit stands for one of the serial",
    "in text": "named in the body only",
    "previous": "the further cables of a reference AND PREVIOUS: no row of their own in the list",
    "septel": "a later cable of the same post on the same subject, not yet numbered",
    "no cable": "an e-mail, a telephone call, a resolution: nothing is meant by it",
}

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FAULTS = ("digit dropped", "digit doubled", "digits exchanged", "digit mistyped")
_NO_CABLES = (
    ("e-mail", "HALE-MORENO E-MAIL {date}"),
    ("telephone", "HALE/MORENO TELCON OF {date}"),
    ("law", "UNSCR 1506"),
    ("report", "IIR 6 832 0617 08"),
    ("memo", "HALE-MORENO MEMORANDUM OF {date}"),
)


class Message(NamedTuple):
    """What the forms need to know of a cable."""

    station: Station
    year: int
    serial: int
    series: str
    sent_at: datetime.datetime

    @property
    def mrn(self) -> str:
        """The canonical number."""
        dash = f"-{self.series}" if self.series else ""
        return f"{self.year}{self.station.code}{dash}{self.serial}"


class Written(NamedTuple):
    """A reference as it stands in a list or a body, and as the words alone are read."""

    written: str
    form: str
    kind: str = "cable"
    read: str | None = None  # the number that the words say
    candidates: tuple[str, ...] = ()
    notal: bool = False
    in_text: bool = False
    and_previous: bool = False
    date: datetime.date | None = None


class Rates(NamedTuple):
    """How often each form is used. Faults are per reference."""

    faults: float = 0.008
    misspelt: float = 0.006
    group: float = 0.01
    short: float = 0.06
    in_text: float = 0.08
    dated: float = 0.03
    notal: float = 0.06
    previous: float = 0.03
    no_cable: float = 0.04
    septel: float = 0.03


USUAL = Rates()


class Pen:
    """Writes references."""

    def __init__(self, rng: Random, rates: Rates) -> None:
        self._rng = rng
        self.rates = rates

    def write(self, citing: Message, cited: Message, action: str, before: Message | None) -> Written:
        """A reference of `citing` to `cited`; `before` is the cable cited before it in the list, if any."""
        rng, rates = self._rng, self.rates
        roll = rng.random()
        if cited.series:
            return self._airgram(citing, cited)
        if roll < rates.faults:
            return self._fault(citing, cited)
        roll -= rates.faults
        if roll < rates.misspelt:
            return self._misspelt(citing, cited)
        roll -= rates.misspelt
        if roll < rates.group and cited.station.code not in ("STATE", "SECTO", "TOSEC"):
            return _group(cited)
        short = self._short(citing, cited, action)
        if short:
            return short
        if rng.random() < rates.in_text:
            return self._in_text(citing, cited)
        if before and _same_run(before, cited) and rng.random() < 0.25:
            return _read(
                Written(str(cited.serial), "list"), citing, cited.station.code, cited.serial, cited.year
            )
        return self._plain(citing, cited)

    def _plain(
        self, citing: Message, cited: Message, name: str = "", serial: int = 0, form: str = ""
    ) -> Written:
        """Post and serial, with a year where one is needed, and sometimes where none is."""
        rng = self._rng
        number = f"{name or cited.station.name} {serial or cited.serial}"
        notal = rng.random() < self.rates.notal
        previous = not form and not notal and rng.random() < self.rates.previous
        tail = " (NOTAL)" if notal else " AND PREVIOUS" if previous else ""
        code = _code(name) if name else cited.station.code
        made = Written(number + tail, form or "plain", notal=notal, and_previous=previous)
        if self._year_is_written(citing, cited):
            two = cited.year % 100
            forms = (
                f"{two:02} {number}",
                f"{cited.year} {number}",
                f"{number} ({two:02})",
                f"{two:02} {number}",
            )
            made = made._replace(written=rng.choice(forms) + tail, form=form or "year written")
            return _read(made, citing, code, serial or cited.serial, cited.year)
        if not notal and not previous and rng.random() < self.rates.dated:
            made = made._replace(written=f"{number} {_day(rng, cited)}", date=cited.sent_at.date())
            made = made._replace(form=form or "dated")
            return _read(made, citing, code, serial or cited.serial, cited.year)
        if cited.year != citing.year and not form:
            made = made._replace(form="year before omitted")
        return _read(made, citing, code, serial or cited.serial, None)

    def _year_is_written(self, citing: Message, cited: Message) -> bool:
        if cited.year == citing.year:
            return self._rng.random() < 0.12
        new_year = citing.sent_at.month <= 2 and cited.year == citing.year - 1
        return self._rng.random() < (0.65 if new_year else 0.97)

    def _fault(self, citing: Message, cited: Message) -> Written:
        rng, digits = self._rng, str(cited.serial)
        fault = rng.choice(_FAULTS)
        at = int(rng.random() * len(digits))
        if fault == "digit dropped":
            digits = digits[:at] + digits[at + 1 :]
        elif fault == "digit doubled":
            digits = digits[: at + 1] + digits[at:]
        elif fault == "digit mistyped":
            digits = digits[:at] + str((int(digits[at]) + rng.randint(1, 9)) % 10) + digits[at + 1 :]
        elif at + 1 < len(digits):
            digits = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if not digits.strip("0") or len(digits) > 6 or int(digits) == cited.serial or digits[0] == "0":
            return self._plain(citing, cited)
        return self._plain(citing, cited, "", int(digits), fault)

    def _misspelt(self, citing: Message, cited: Message) -> Written:
        name = cited.station.name
        at = 1 + int(self._rng.random() * max(len(name) - 2, 1))
        roll = self._rng.random()
        if roll < 0.4:
            wrong = name[:at] + name[at + 1 :]
        elif roll < 0.6:
            wrong = name[:at] + name[at] + name[at:]
        else:
            wrong = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        letters = posts.letters(wrong)
        if len(letters) < 4 or letters == posts.letters(name) or cited.station.code == "STATE":
            return self._plain(citing, cited)
        return self._plain(citing, cited, wrong, 0, "misspelt")

    def _short(self, citing: Message, cited: Message, action: str) -> Written | None:
        """As telegrams to the 1970s cite: by who sends to whom."""
        if citing.year >= 1980 or cited.year != citing.year or self._rng.random() >= self.rates.short:
            return None
        own, there = citing.station.code, cited.station.code
        serial, choice = cited.serial, self._rng.choice
        if there == own:
            words = (
                choice(("EMBTEL {}", "OUR {}", "OURTEL {}"))
                if own != "STATE"
                else choice(("DEPTEL {}", "OUR {}"))
            )
        elif there == "STATE":
            words = "DEPTEL {}"
        elif there == action:
            words = choice(("YOUR {}", "URTEL {}"))
        else:
            return None
        made = Written(words.format(serial), "short")
        if there == own or there == "STATE":
            return _read(made, citing, there, serial, None)
        return made

    def _in_text(self, citing: Message, cited: Message) -> Written:
        plain = self._plain(citing, cited)
        form = plain.form if plain.form in ("year before omitted", "dated") else "in text"
        bare = plain.written.removesuffix(" AND PREVIOUS").removesuffix(" (NOTAL)")
        return plain._replace(written=bare, form=form, in_text=True, notal=False, and_previous=False)

    def _airgram(self, citing: Message, cited: Message) -> Written:
        written = f"{cited.station.name} A-{cited.serial}"
        if cited.year == citing.year:
            return Written(written, "plain", "airgram", cited.mrn)
        return Written(f"{cited.year % 100:02} {written}", "year written", "airgram", cited.mrn)

    def no_cable(self, citing: Message) -> Written:
        """A reference to something else."""
        kind, words = self._rng.choice(_NO_CABLES)
        return Written(words.format(date=f"{citing.sent_at:%m/%d/%y}"), "no cable", kind)


def _day(rng: Random, cited: Message) -> str:
    at = cited.sent_at
    name = at.strftime("%B").upper()
    return rng.choice(
        (f"OF {name} {at.day}", f"({at.month}/{at.day}/{at:%y})", f"DATED {at.day} {name} {at.year}")
    )


def _group(cited: Message) -> Written:
    at = cited.sent_at
    words = f"{cited.station.title} {cited.station.name} {at:%d%H%M}Z {_MONTHS[at.month - 1]} {at:%y}"
    return Written(words, "date-time group")


def _same_run(before: Message, cited: Message) -> bool:
    return before.station is cited.station and before.year == cited.year and not before.series


def _code(name: str) -> str:
    found = posts.find(name)
    return found.code if found else posts.letters(name)


def _read(made: Written, citing: Message, code: str, serial: int, year: int | None) -> Written:
    """What the words say by the rule of the field: the citing cable's year, unless the serial forbids it."""
    years = (year,) if year is not None else (citing.year,)
    if year is None and not citing.series and code == citing.station.code and serial >= citing.serial:
        near = serial <= citing.serial + 10 and citing.sent_at.month > 2
        years = (citing.year, citing.year - 1) if near else (citing.year - 1,)
    numbers = tuple([f"{one}{code}{serial}" for one in years])
    return made._replace(read=numbers[0]) if len(numbers) == 1 else made._replace(candidates=numbers)
