"""Which post sent a telegram, from the heading's words and the date-line: or that it is not sure."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final

from reftel.model import MRN
from reftel.vocabulary import posts
from reftel.vocabulary.tables import rows

ONE_SERIES: Final = datetime.date(1966, 7, 1)
"""Until then the Department numbered its telegrams for each addressee apart (`Deptel 1180` to Moscow
and `3985` to London in one month), and posts theirs to other posts; since, one series for all."""

_POST_IN: Final = re.compile(
    r"(?P<kind>Embassy|Legation|Interests Section|Consulate(?: General)?|Liaison Office|Mission|Embassy Office|Branch Office)"
    r" (?:in|at) (?:the )?(?P<where>[A-ZÀ-Þ][\w.’'À-ÿ -]{1,50})"
)
_DEPARTMENT: Final = re.compile(
    r"Department of State|Secretary of State|Acting Secretary|Under Secretary|Department\b"
)
# Countries as headings name them, where the table of posts has another name.
_FORMER: Final = {
    "Soviet Union": "Russia",
    "Union of Soviet Socialist Republics": "Russia",
    "Yugoslavia": "Serbia",
    "Czechoslovakia": "Czechia",
    "Zaire": "Democratic Republic of the Congo",
    "the Congo": "Democratic Republic of the Congo",
    "Khmer Republic": "Cambodia",
    "South Vietnam": "Vietnam",
    "Republic of Vietnam": "Vietnam",
    "Federal Republic of Germany": "Germany",
    "West Germany": "Germany",
    "German Democratic Republic": "Germany",
    "United Arab Republic": "Egypt",
    "Republic of China": "Taiwan",
    "People’s Republic of China": "China",
    "Korea": "South Korea",
    "Republic of Korea": "South Korea",
    "Burma": "Myanmar",
    "Ceylon": "Sri Lanka",
    "Upper Volta": "Burkina Faso",
    "Dahomey": "Benin",
    "Malagasy Republic": "Madagascar",
    "Rhodesia": "Zimbabwe",
    "Southern Rhodesia": "Zimbabwe",
    "Netherlands": "The Netherlands",
    "Côte d’Ivoire": "Ivory Coast",
    "Swaziland": "Eswatini",
    "Cape Verde": "Cabo Verde",
    "Great Britain": "United Kingdom",
}
_NUMBER: Final = re.compile(r"(?:(?P<series>[A-Z][a-z]{2,9}) )?(?:No\. )?(?P<serial>\d{1,7})")
_AIRGRAM: Final = re.compile(r"(?P<series>C?A)-(?P<serial>\d{1,6})")


def station(sender: str, place: str) -> str | None:
    """The code of the post that a heading names as sender; the date-line's `place` must agree.

    >>> station("Embassy in the Soviet Union", "Moscow"), station("Department of State", "Washington")
    ('MOSCOW', 'STATE')
    >>> station("Embassy in Thailand", "Djakarta") is None, station("Embassy in Italy", "")
    (True, 'ROME')
    """
    place = place.replace("’", "'").strip()
    if sender == "Department of State":
        return "STATE" if place in ("", "Washington") else None
    if sender == "Mission to the United Nations":
        return "USUNNEWYORK" if place in ("", "New York") else None
    match = _POST_IN.fullmatch(sender)
    if match is None:
        return None
    where = match["where"]
    if match["kind"] == "Mission":
        found = posts.find(f"USMISSION {where.upper()}")
        return found.code if found and place in ("", where) else None
    country = _FORMER.get(where, where)
    if place:
        found = posts.find(place.upper())
        if found is None or found.how != "exact":
            return None
        return found.code if where == place or found.post.country == country else None
    named = posts.find(where.upper())
    if named and named.how == "exact" and named.post.kind != "channel series":
        return named.code
    codes = _embassies().get(country, ()) if match["kind"] == "Embassy" else ()
    return codes[0] if len(codes) == 1 else None


@cache
def _embassies() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("posts"):
        if row["kind"] == "embassy" and row["country"]:
            found[row["country"]] = (*found.get(row["country"], ()), row["code"])
    return found


def number(
    kind: str, sender: str, addressee: str, place: str, day: datetime.date | None, written: str
) -> tuple[str, str]:
    """The MRN of a telegram or airgram, and why there is none; each empty where the other is not.

    `written` is the number as heading or text give it: `140`, `828/Secto 574`, `A-660`.
    """
    if kind not in ("telegram", "airgram") or not written:
        return "", ""
    if day is None:
        return "", f"number {written}: the year is not known"
    code = station(sender, place)
    if code is None:
        return "", f"number {written}: which post’s it is, is not sure"
    if kind != "telegram":
        airgram = _AIRGRAM.fullmatch(written)
        if airgram is None or (code == "STATE" and airgram["series"] == "A" and day < ONE_SERIES):
            return "", f"number {written}: of a series that no MRN has"
        return str(MRN(day.year, code, int(airgram["serial"]), airgram["series"])), ""
    if not addressee or addressee.startswith("["):
        return "", f"number {written}: the addressee is not known, nor the series by that"
    if day < ONE_SERIES and (code == "STATE" or not _DEPARTMENT.match(addressee) or " at " in addressee):
        return "", f"number {written}: telegrams were then numbered for each addressee apart"
    serial = own_serial(written)
    if serial is None:
        return "", f"number {written}: which is the post’s, is not sure"
    return str(MRN(day.year, code, serial)), ""


def own_serial(written: str) -> int | None:
    """The post's own serial among the numbers written: that without a series' name.

    >>> own_serial("828/Secto 574"), own_serial("Johto 2/15421"), own_serial("Secto 44")
    (828, 15421, None)
    """
    own = [serial for series, serial in serials(written) if not series]
    return own[0] if len(own) == 1 and own[0] > 0 else None


def serials(written: str) -> list[tuple[str, int]]:
    """All numbers written, with the names of their series."""
    found: list[tuple[str, int]] = []
    for part in written.split("/"):
        match = _NUMBER.fullmatch(part.strip())
        if match:
            found.append((match["series"] or "", int(match["serial"])))
    return found
