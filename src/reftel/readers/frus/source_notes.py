"""Source notes: `Source: National Archives, RG 59, … . Secret; Immediate; Exdis. Drafted by …`.

The form is that of the volumes since about 1990: the file; the marking with precedence and
captions, parted by semicolons; who drafted, cleared and approved; to whom it was repeated; then
what the editors remark.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reftel.readers.frus.officers import listed, officers
from reftel.vocabulary import precedence

_SOURCE: Final = re.compile(r"\[?\bSource:\s*")
_LEVELS: Final = (
    r"(?:Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|For Official Use Only"
    r"|Unclassified|Restricted|No classification marking)"
)
# The marking is a sentence of its own, after the file's or at the note's beginning.
_MARKING: Final = re.compile(
    rf"(?:^|[.)\]”] )(?P<all>(?P<level>{_LEVELS})(?=[;,.]|$)[^.()“”]{{0,300}})", re.I
)
_FILM: Final = re.compile(r"(?<![A-Z\d])(?P<reel>[DNP]\d{6})[–-](?P<frame>\d{3,4})(?!\d)")
_SPLIT: Final = re.compile(r"[;,] ?")
# A full stop ends a sentence unless an initial or an abbreviation stands before it.
_STOP: Final = re.compile(r"\.(?=[ ”’]? ?[A-Z“\[(]|$)")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(.“])(?:[A-Z]|Jr|Sr|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Adm|Cmdr|Sgt|Amb|Gov|Sen|Rep|St|No|Nos|Vol|vol|pp|p|cf|Cf"
    r"|Ph|Co|Corp|Inc|Dept|Asst|Sec|Secy|Fin|Prof|Rev|Hon|Pt|ed|eds|et|al)$"
)
# Behind a single letter these begin a sentence: `approved by L. A notation reads …`.
_BEGINS: Final = re.compile(
    r" (?:An?|The|This|In|On|At|For|Repeated|Sent|Also|Drafted|Printed|No|According|Copies) "
)
_OF_NAMES: Final = frozenset(("Jr", "Sr"))
_REPEATED: Final = re.compile(
    r"(?:^|(?:;|,)? and |; |, )(?:[Aa]lso )?[Rr]epeated (?:(?:[Nn]iact |[Oo]perational )?(?:[Ii]mmediate|[Pp]riority|[Ff]lash|[Rr]outine) )?(?:as [^,.;]{1,40} )?to (?P<to>.+)$"
)
_SENT: Final = re.compile(
    r"^(?:Also )?[Ss]ent (?:(?:[Nn]iact )?(?:[Ii]mmediate|[Pp]riority) )?to (?P<to>.+?)(?=,? and repeated| and to (?=the White)|;|$)"
)


class SourceNote(NamedTuple):
    """What a source note says; each part as written, lists parted by `; `."""

    words: str = ""  # the note in full
    file: str = ""
    classification: str = ""
    handling: str = ""
    precedence: str = ""
    drafted_by: str = ""
    cleared_by: str = ""
    approved_by: str = ""
    info: str = ""  # repeated to
    also_to: str = ""
    film: str = ""
    summary: str = ""


def read(note: str) -> SourceNote:
    """A source note. What stands before `Source:` is the editors' summary of the document.

    >>> found = read("Source: National Archives, RG 59, Central Files. Secret; Immediate; Exdis. "
    ...              "Drafted by Hart (EUR); cleared by Low and in S/S; and approved by Fox. Repeated to Paris and Bonn.")
    >>> found.classification, found.precedence, found.handling, found.info
    ('Secret', 'Immediate', 'Exdis', 'Paris; Bonn')
    >>> found.drafted_by, found.cleared_by, found.approved_by
    ('Hart (EUR)', 'Low; S/S', 'Fox')
    """
    match = _SOURCE.search(note)
    if match is None:
        return SourceNote()
    summary = " ".join(note[: match.start()].split()).removeprefix("Summary: ")
    words = " ".join(note[match.start() :].split())
    body = " ".join(note[match.end() :].split())
    if note[match.start()] == "[":
        words, body = words[1:].removesuffix("]"), body.removesuffix("]")
    marking = _MARKING.search(body)
    file = body[: marking.start("all")] if marking else _first_sentence(body)
    after = body[marking.end() :].lstrip(". ") if marking else body[len(file) :].lstrip(". ")
    level, before, handling = _marking(marking)
    told = sentences(after)
    drafted, cleared, approved = officers(told)
    return SourceNote(
        words=words,
        file=file.strip().rstrip("."),
        classification=level,
        handling=handling,
        precedence=before,
        drafted_by=drafted,
        cleared_by=cleared,
        approved_by=approved,
        info=_addresses(_REPEATED, told),
        also_to=_addresses(_SENT, told),
        film="; ".join(f"{film['reel']}-{film['frame']}" for film in _FILM.finditer(file)),
        summary=summary,
    )


def sentences(words: str) -> list[str]:
    """Sentences, without their full stops.

    >>> sentences("Drafted by W.J. Usery, Jr. and Stephen W. Worrel. Sent for action.")
    ['Drafted by W.J. Usery, Jr. and Stephen W. Worrel', 'Sent for action']
    """
    found: list[str] = []
    start = 0
    for stop in _STOP.finditer(words):
        match = _ABBREVIATED.search(words, max(start, stop.start() - 8), stop.start())
        short = match.group().strip(" (.“") if match else ""
        if short and stop.end() < len(words):
            if (len(short) > 1 and short not in _OF_NAMES) or not _BEGINS.match(words, stop.end()):
                continue
        end = stop.end() if short in _OF_NAMES else stop.start()
        found.append(words[start:end].strip())
        start = stop.end()
    found.append(words[start:].strip())
    return [one for one in found if one]


def _first_sentence(body: str) -> str:
    found = sentences(body)
    return found[0] if found else ""


def _marking(match: re.Match[str] | None) -> tuple[str, str, str]:
    """Classification, precedence, and captions."""
    if match is None:
        return "", "", ""
    rest = [part.strip() for part in _SPLIT.split(match["all"][len(match["level"]) :]) if part.strip()]
    urgent = [part for part in rest if _is_precedence(part)]
    captions = [part for part in rest if part not in urgent]
    return match["level"], "; ".join(urgent), "; ".join(captions)


def _is_precedence(words: str) -> bool:
    plain = words.upper().replace("OPERATIONAL ", "")
    return plain == "NIACT" or precedence.from_words(plain) is not None


def _addresses(pattern: re.Pattern[str], told: list[str]) -> str:
    """The addresses of the first sentence that has some; purposes (`Sent for action`) are none."""
    for sentence in told:
        match = pattern.search(sentence) if len(sentence) < 4_000 else None
        if match:
            return "; ".join(listed(match["to"]))
    return ""
