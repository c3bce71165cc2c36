"""What the relay wrote: format lines 1 to 4 of ACP 127 (and the one line of ACP 128 that holds them).

`VZCZCXYZ0319` the transmission's id, `RR RUEHWEB` precedence and the stations that it goes to,
`DE RUEHRK #0044/01 0871520` the sending station with its number and the day of the year,
`ZNR UUUUU ZZH` security and operating signals.
"""

from __future__ import annotations

import re

from reftel.model import Span, Transmission

_ID = re.compile(r"(?P<id>[UV]?Z ?C ?Z ?C[A-Z0-9]{2,14})(?![A-Z0-9])")
_DESTINATIONS = re.compile(
    r"(?P<letters>ZZ|OO|PP|RR|YY|WW|MM|[ZOPR] (?=RU))(?P<routing>(?: {1,4}[A-Z]{4,8}){1,60})\Z"
)
_MORE_DESTINATIONS = re.compile(r"R[A-Z]{3,7}(?: {1,4}R[A-Z]{3,7}){0,60}\Z")
_FROM = re.compile(
    r"DE (?P<station>[A-Z]{4,8}) ?(?:#? ?(?P<serial>[0-9]{1,6}[A-Z]?)(?: ?/ ?(?P<section>[0-9]{1,2}))?)?"
    r"(?: {1,3}(?P<filed>[0-9]{7})(?![0-9]))?Z?(?P<rest>.{0,60})\Z"
)
_SECURITY = re.compile(r"(?P<security>ZN[RYZ]? ?[A-Z]{4,5}|ZN[RY])(?![A-Z])(?P<rest>[ A-Z0-9#/:.-]{0,120})\Z")
_ACP128 = re.compile(
    r"(?P<letter>[ZOPRYW])[A-Z](?:[A-Z])?(?P<level>[UECSTR])(?P<code>[A-Z]{4}) (?P<station>[A-Z]{6,8})(?P<serial>[0-9]{4,5})"
    r" (?P<filed>[0-9]{7})-(?P<security>[A-Z]{4})-{1,2}(?P<routing>[A-Z]{6,8}(?: [A-Z]{6,8}){0,40})?\.?\Z"
)
_SIGNAL = re.compile(r"(?<![A-Z0-9/])Z[A-Z]{2}(?:-?[0-9])?(?![A-Z0-9/])")
_SIGNALS_ALONE = re.compile(r"Z[A-Z]{2}(?:-?[0-9])?(?![A-Z0-9/])[ A-Z0-9#/-]{0,60}\Z")
_SERVICE = re.compile(
    r"(?:[ZOPR] )?(?:ACCT [A-Z0-9-]{2,20}|GR ?[0-9]{1,5}|(?:QQQQ|BT)|(?:[A-Z0-9]{3}[ ])?NNNN)\Z"
)


class Relay:
    """The relay's lines of one transmission, as they come."""

    __slots__ = (
        "filed",
        "id",
        "letters",
        "routing",
        "section",
        "security",
        "serial",
        "signals",
        "spans",
        "station",
    )

    def __init__(self) -> None:
        self.id: str | None = None
        self.letters: str | None = None
        self.routing: list[str] = []
        self.station: str | None = None
        self.serial: str | None = None
        self.section: int | None = None
        self.filed: str | None = None
        self.security: str | None = None
        self.signals: list[str] = []
        self.spans: list[Span] = []

    def transmission(self, letters: str | None) -> Transmission | None:
        """The lines read; `None` where there was none. `letters` are those of the DTG line."""
        if not (self.id or self.routing or self.station or self.security or self.signals):
            return None
        return Transmission(
            self.id,
            self.letters or letters,
            tuple(self.routing),
            self.station,
            self.serial,
            self.section,
            self.filed,
            self.security,
            tuple(self.signals),
        )

    def read_id(self, line: str) -> bool:
        """`VZCZCXYZ0319`, with signals behind it now and then."""
        m = _ID.match(line)
        if m is None or self.id is not None:
            return False
        self.id = m["id"].replace(" ", "")
        rest = line[m.end() :].strip()
        if not rest:
            return True
        if rest.startswith("DE "):
            return self.read_from(rest)
        return self.read_destinations(rest) or self.read_signals(rest)

    def read_destinations(self, line: str) -> bool:
        """`RR RUEHWEB RUEHAG`."""
        m = _DESTINATIONS.match(line)
        if m is None:
            return False
        self.letters = self.letters or m["letters"].strip()
        self.routing += m["routing"].split()
        return True

    def read_more_destinations(self, line: str) -> bool:
        """A list of routing indicators that goes on over a line's end."""
        if not _MORE_DESTINATIONS.match(line):
            return False
        self.routing += line.split()
        return True

    def read_from(self, line: str) -> bool:
        """`DE RUEHRK #0044/01 0871520`."""
        m = _FROM.match(line)
        if m is None or self.station is not None:
            return False
        rest = m["rest"].strip(" .")
        if rest and not self.read_security(rest) and not self.read_signals(rest):
            return False
        self.station, self.serial, self.filed = m["station"], m["serial"], m["filed"]
        self.section = int(m["section"]) if m["section"] else None
        return True

    def read_security(self, line: str) -> bool:
        """`ZNR UUUUU ZZH`, `ZNY CCCCC ZUI RUEWMCF0666 0122217`."""
        m = _SECURITY.match(line)
        if m is None:
            return False
        if self.security is None:
            self.security = " ".join(m["security"].split())
        self.signals += _SIGNAL.findall(m["rest"])
        return True

    def read_signals(self, line: str) -> bool:
        """Operating signals, and what they speak of: `ZFR CTG RUEHSD 0060 3230357`."""
        if not _SIGNALS_ALONE.match(line):
            return False
        self.signals += _SIGNAL.findall(line)
        return True

    def read_acp128(self, line: str) -> bool:
        """`RAAUZYUW RUENAAA0001 1241837-UUUU--RUCRNAD.`: precedence, code, station, number, time, security, destination."""
        m = _ACP128.match(line)
        if m is None:
            return False
        self.letters, self.station, self.serial = m["letter"], m["station"], m["serial"]
        self.filed, self.security = m["filed"], m["security"]
        self.routing += (m["routing"] or "").split()
        return True

    def set_security(self, line: str) -> bool:
        """The security line after an ACP 128 line, which is the fuller of the two."""
        self.security = None
        return self.read_security(line)


def is_service_line(line: str) -> bool:
    """`ACCT …`, `GR 120`, `BT`: group counts, accounts and the marks of a text's beginning."""
    return _SERVICE.match(line) is not None
