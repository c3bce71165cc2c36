"""The offices that a passing line names, and the lines that stand glued into one.

`DEPARTMENT FOR EUR/WE - JONES, NP AND PM` names EUR/WE, NP and PM; Jones is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.vocabulary import offices, posts

_OFFICE = re.compile(r"(?<![A-Za-z/])(?:[A-Z][A-Z&]{0,7}(?:/[A-Z][A-Z0-9&-]{0,11}){0,6})(?![A-Za-z/])")
_SEGMENT = re.compile(r"[,;]| AND | & |\band\b")
_DEPARTMENTS = frozenset(
    {
        "TREASURY",
        "COMMERCE",
        "JUSTICE",
        "ENERGY",
        "LABOR",
        "AGRICULTURE",
        "DEFENSE",
        "INTERIOR",
        "TRANSPORTATION",
        "EXIMBANK",
        "USAID",
    }
)
# Offices and agencies that no table of bureaus has.
_FURTHER = frozenset(
    (
        "BEXA",
        "CDHA",
        "DCHA",
        "ESTH",
        "FBIS",
        "HHS",
        "ILAB",
        "IRSS",
        "NCTC",
        "NOAA",
        "NPWG",
        "ODNI",
        "OFAC",
        "PAO",
        "POLAD",
        "ONDCP",
        "USAU",
        "USDA",
        "USEU",
    )
)
_NOT_OFFICES = frozenset(
    {
        "AND",
        "FOR",
        "PASS",
        "TO",
        "FROM",
        "THE",
        "ALSO",
        "PLEASE",
        "PLS",
        "INFO",
        "ATTN",
        "ONLY",
        "OF",
        "AMBASSADOR",
        "SECRETARY",
        "DCM",
        "A",
        "I",
        "ACTION",
        "NAMED",
        "DESK",
        "DIRECTOR",
        "CHARGE",
        "NO",
    }
)
_LONGEST_SYMBOL = 6  # letters between two strokes; a longer piece is a person's name
_AGENCIES = (
    r"STATE|DEPT|DEPARTMENT|USDOC|COMMERCE|TREASURY|NSC|USTR|DOL|DOE|DOJ|JUSTICE|ENERGY|USDA|USAID|AID|OPIC|EXIMBANK|LABOR"
    r"|HOMELAND SECURITY|DHS|SECDEF|OSD|JCS|JOINT STAFF|WHITE HOUSE|INTERIOR|CDC|HHS|NRC|FAA|EPA"
)
_GLUED = re.compile(
    rf"(?<=[A-Z)\d.,;:/] )(?P<to>(?:{_AGENCIES})|[A-Z]{{3,}}(?: [A-Z]{{2,}}){{0,2}}?)(?= (?:PLEASE |PLS )?(?:ALSO )?(?:PASS|FOR)(?: TO)? )"
)
_VERB_BEFORE = re.compile(r"(?:\A|[ (])(?:PASS|TO|FOR|FROM|AND|OF|ALSO|PLEASE|ATTN|THE)[,;:]? *\Z")
_AGENCY = re.compile(_AGENCIES)
_VERB = re.compile(r" (?:PASS|FOR) ")
_WORD = re.compile(r"[A-Za-z]{2,}")
_DASH_BEHIND_FIRST = re.compile(r"\s*[A-Z/&]{1,12} {0,2}[-–]{1,2} ")  # "OIA - JFRIEDMAN"


def find(words: str, to: str | None = None) -> tuple[str, ...]:
    """The offices that the words behind a passing line's verb name; persons are none.

    Between commas the first word is an office, if it is a symbol (`EUR/WE`), known to the
    vocabulary, a department's name, or short and alone; what follows it are its people. Where
    the addressee is itself an office (`WHA/EPSC FOR KURS`), a bare word is a person.

    >>> find("EUR/WE - JONES, NP AND ED SMITH")
    ('EUR/WE', 'NP')
    >>> find("KURS", to="WHA/EPSC")
    ()
    """
    found = []
    of_an_office = to is not None and ("/" in to or offices.is_code(to))
    for segment in _SEGMENT.split(words):
        names = [word for word in _symbols(segment) if word not in _NOT_OFFICES]
        of_names = {part for name in names for part in _WORD.findall(name)}
        others = any(word not in _NOT_OFFICES and word not in of_names for word in _WORD.findall(segment))
        dashed = _DASH_BEHIND_FIRST.match(segment) is not None
        for i, word in enumerate(names):
            if word == "SEC" and len(names) > 1:
                continue  # "SEC DUNLOP", "ASST SEC ROGERS": a secretary, not the commission
            alone = len(names) == 1 and not others
            if len(word) == 1:
                known = i == 0 and (alone or dashed)
            elif "/" in word or word in _DEPARTMENTS or word in _FURTHER or offices.find(word):
                known = True
            elif word == "US" and names[i + 1 : i + 2] and names[i + 1].endswith("COM"):  # "US SOUTHCOM"
                known = True
            else:  # "ED SALAZAR" and "JO ANN HINTON" are persons; so may "KURS" be
                known = (
                    i == 0 and (alone or dashed) and (len(word) <= 3 or len(word) == 4 and not of_an_office)
                )
            if known:
                found.append(word)
    return tuple(found)


def _symbols(segment: str) -> Iterator[str]:
    """Words in capitals, of symbols the part before a person's name: `EEB/AMONSARRAT`, `WHA/PD-RQUIROZ`, `OIA/OEE/R.JONES`."""
    for m in _OFFICE.finditer(segment):
        parts = m.group().split("/")
        behind = segment[m.end() : m.end() + 2]
        if behind[:1] in (".", "?", "'", "’") and (behind[1:].isalpha() or len(parts[-1]) == 1):
            parts.pop()  # an initial, or the beginning of a name with a sign in it
        kept: list[str] = []
        for part in parts:
            symbol, _, name = part.partition("-")
            if len(symbol) > _LONGEST_SYMBOL and not (symbol in _DEPARTMENTS or offices.is_code(symbol)):
                break
            if len(name) > 4:
                kept.append(symbol)
                break
            kept.append(part)
        if kept:
            yield "/".join(kept)


def glued_lines(line: str) -> list[tuple[int, int]]:
    """The places of the passing lines that stand in one line: `STATE PASS EXIMBANK STATE PASS OPIC FOR JONES`.

    >>> line = "STATE PASS EXIMBANK STATE PASS OPIC FOR JONES DOL FOR ILAB"
    >>> [line[start:end] for start, end in glued_lines(line)]
    ['STATE PASS EXIMBANK', 'STATE PASS OPIC FOR JONES', 'DOL FOR ILAB']
    """
    starts = [0]
    at = 0
    while m := _GLUED.search(line, at):
        begin = m.start("to")
        at = begin + 1
        if not _VERB.search(line, starts[-1], begin) or _VERB_BEFORE.search(line, max(0, begin - 12), begin):
            continue
        if not _AGENCY.fullmatch(m["to"]) and posts.known(m["to"]) is None:
            continue
        starts.append(begin)
        at = m.end()
    ends = [*starts[1:], len(line)]
    return [
        (start, start + len(line[start:end].rstrip(" ,;"))) for start, end in zip(starts, ends, strict=True)
    ]
