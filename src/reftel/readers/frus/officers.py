"""Who drafted, cleared and approved, from a source note's sentence.

`Drafted by Hendsch on January 16; cleared by Menter, Burgess (in substance), and in ARA/MEX; and
approved by Heater.` The forms differ by volume: commas for semicolons, `cleared with`, `drafted
and approved by`, `Drafted in IO/UNP by …`, the day anywhere.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_VERB: Final = re.compile(
    r"\b(?P<verb>[Dd]rafted|[Cc]leared|[Aa]pproved|[Ii]nitialed|[Cc]oncurred|[Ss]igned|[Rr]evised|[Rr]edrafted|[Cc]oordinated|[Ss]een|[Ss]ent|[Rr]epeated"
    r"|[Rr]eleased|[Ff]orwarded|[Tt]ransmitted|[Dd]istributed|[Aa]ttached|[Pp]repared|[Rr]eviewed)\b"
)
_BEGINS: Final = re.compile(rf"{_VERB.pattern}|Text received")
_DAY: Final = re.compile(rf"(?:^|,? )on {_MONTH} \d{{1,2}}(?:, \d{{4}})?")
_HOW: Final = re.compile(
    r"^(?: ?(?:in (?:draft|substance|part)|for information|telephonically|substantively))+"
)
_BY: Final = re.compile(r"^,? ?(?:only )?(?:by|with|in|for|at)(?= )")
# A clause about somebody: `Farland, who was in Washington for consultations`.
_CLAUSE: Final = re.compile(r",? \b(?:who|which|that|whose|as|under cover)\b")
# Half of an office: `Assistant Secretary for Near Eastern` and `South Asian Affairs Alfred Atherton`.
_OFFICE_GOES_ON: Final = r"(?:[A-Z][\w-]+ ){0,2}(?:Affairs|Research|Sales|Analysis|Assistance|Programs|Policy|Organizations|Asia)\b"
_NOBODY: Final = re.compile(r"(?!several |other |various |the |an? )[a-z][^A-Z\d]*")
_PARTED: Final = re.compile(
    rf"(?:[;,]|(?<=[^;,])) and (?!then |{_OFFICE_GOES_ON})|,(?=[A-Z])|[;,] (?!Jr\b|Sr\b|III\b|II\b)"
)
_LEADING: Final = re.compile(r"^(?:and |also |by |with |in (?!the |some |an? )|then )+")
_FIELDS: Final = ("drafted", "cleared", "approved")


def officers(told: list[str]) -> tuple[str, str, str]:
    """Drafters, clearing and approving officers or offices, each list parted by `; `.

    >>> officers(["Drafted and approved by Heater"])
    ('Heater', '', 'Heater')
    >>> officers(["Drafted on July 23 by Jacobs, cleared in substance in IO, cleared in AF/S, and approved by Moore"])
    ('Jacobs', 'IO; AF/S', 'Moore')
    """
    found: dict[str, list[str]] = {field: [] for field in _FIELDS}
    for sentence in told:
        if _BEGINS.match(sentence) and sentence[:1].isupper() and len(sentence) < 4_000:
            _sentence(sentence, found)
    return tuple("; ".join(found[field]) for field in _FIELDS)  # type: ignore[return-value]  # three fields


def listed(words: str) -> list[str]:
    """The items of `A, B (C, D), and E`; brackets hold their commas.

    >>> listed("Menter, Burgess (AF, in substance), and W.J. Usery, Jr.")
    ['Menter', 'Burgess (AF, in substance)', 'W.J. Usery, Jr.']
    """
    shown = _outside(words)
    items: list[str] = []
    start = 0
    for match in _PARTED.finditer(shown):
        items.append(words[start : match.start()])
        start = match.end()
    items.append(words[start:])
    plain = (item.strip(" ,;").removeprefix("to ") for item in items)
    return [item for item in plain if item]


def _sentence(sentence: str, found: dict[str, list[str]]) -> None:
    shown = _outside(sentence)
    verbs = list(_VERB.finditer(shown))
    waiting: list[str] = []  # verbs that share the next one's names
    ends = [*(verb.start() for verb in verbs[1:]), len(sentence)]
    for verb, end in zip(verbs, ends, strict=False):
        begin = verb.end()
        field = verb["verb"].lower()
        names = _names(sentence[begin:end])
        if not names and sentence[begin:end].strip(" ,") in ("and", ""):
            waiting.append(field)
            continue
        for one in (*waiting, field):
            if one in found:
                found[one] += [name for name in names if name not in found[one]]
        waiting = []


def _names(words: str) -> list[str]:
    words = _CLAUSE.split(words, maxsplit=1)[0]
    words = re.sub(r"(?:[;,]? and|[;,]| also)+\s*$", "", words.rstrip())
    words = _DAY.sub("", words).strip()
    words = _HOW.sub("", words).strip()
    office = ""
    match = _BY.match(words)
    if match and match.group().strip(" ,") == "in":  # Drafted in IO/UNP by several staff members
        place, by, rest = words[match.end() :].strip().partition(" by ")
        if by and place.endswith(" and"):  # approved in D and by Blake
            words = f"{place} {rest}"
        elif by and "," not in place and len(place) < 60:
            office, words = place, rest
        else:
            words = words[match.end() :]
    elif match:
        words = words[match.end() :]
    names = [_HOW.sub("", one).strip() for one in listed(words.strip())]
    names = [_LEADING.sub("", name) for name in names]
    names = [name for name in names if name and not _NOBODY.fullmatch(name)]
    if office and names:
        names[-1] = f"{names[-1]} in {office}"
    return names


def _outside(words: str) -> str:
    """The words with what stands in brackets made blank, so that places stay the same."""
    depth = 0
    kept: list[str] = []
    for letter in words:
        depth += letter in "(["
        kept.append("_" if depth else letter)
        depth -= letter in ")]" and depth > 0
    return "".join(kept)
