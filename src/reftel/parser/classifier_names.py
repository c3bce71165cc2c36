"""Name and title of who classified, told apart: `Pol/Econ Counselor James Roe`, `John R. Smith, DCM, EXEC, State`.

A title ends with a word that titles have, and what follows it is the name; where the name
stands first, the title follows it behind a comma. Words that fit neither form stay together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.vocabulary import offices, posts

# Words that stand in a title or in an office's name, and that nobody is called by.
_TITLE_WORDS = frozenset(
    """AMBASSADOR AMB AMB. CHARGE CHARGÉ CHARGES D'AFFAIRES D’AFFAIRES D'AFFAIRS DAFFAIRES AFFAIRES A.I. A.I AI CDA DCM ADCM CHIEF CHF MISSION CONSUL CONSULATE
    GENERAL CG PRINCIPAL OFFICER OFFICERS OFF PO ACTING DEPUTY DEP DEP. ASSISTANT ASST UNDER UNDERSECRETARY SECRETARY COUNSELOR COUNSELLOR COUNSEL COUNS COUNS.
    COUNSELOR'S MINISTER MIN MIN. MINISTER-COUNSELOR MINISTER-COUNSELLOR MINCOUNS MINCOUNSELOR MC ADVISER ADVISOR SECTION DIRECTOR OFFICE COORDINATOR
    REPRESENTATIVE REP PERMREP PERMANENT SPECIAL ENVOY TEAM LEADER HEAD ATTACHE ATTACHÉ DESK UNIT BRANCH DIVISION BUREAU COUNTRY REGIONAL AFFAIRS POLITICAL POL ECON
    ECONOMIC ECONOMICS MILITARY MIL POLMIL POL-MIL POL-ECON POLEC POLITICAL-ECONOMIC POLITICAL-MILITARY POLCOUNS POLCHIEF POLOFF ECONOFF EMBOFF CONOFF POLADVISOR
    POLAD ECONCOUNS ECONCHIEF DEPPOL A/DCM A/POL A/ECON A/POLCOUNS MANAGEMENT CONSULAR PUBLIC LEGAL LABOR SECURITY INTERNATIONAL GLOBAL PROGRAM POLICY PLANNING
    FIRST SECOND THIRD SENIOR JUNIOR VICE PAO RSO RAO CAO ICASS DAS PDAS A/S A/A/S U/S S/E P/E E/P EXEC EMBASSY AMEMBASSY USMISSION DEPARTMENT DEPT STATE DOS U.S. US
    USG OF FOR AND THE TO AT IN & STAFF DELEGATION DELEGATE NEGOTIATOR MANAGER SPECIALIST ANALYST COMMANDER COLONEL COL. DEFENSE DAO DATT PRT GRPO REO TREASURY COMMERCE
    ARMS CONTROL NUCLEAR SCIENCE ENVIRONMENT ENERGY TRADE AGRICULTURAL DEVELOPMENT HUMAN RIGHTS EXTERNAL INTERNAL""".split()
)
# Words of an entry that names no person: a guide, a source, an authority.
_NO_PERSON = frozenset(
    "DERIVED MULTIPLE SOURCES SOURCE GUIDE DSCG SCG REASON REASONS DECL CLASSIFIED POST MESSAGE REFTEL".split()
)
_PARTICLES = frozenset("de la von van del der den di da dos du le el y bin al ten ter".split())
_SUFFIXES = frozenset(("JR", "JR.", "SR", "SR.", "II", "III", "IV"))
_NAME_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_.]|\Z))*", re.A | re.I)
_PIECE = re.compile(r"\s*(?:[,;(]|\s-{1,2}\s)\s*")
_AUTHORITY = re.compile(
    r"[\s,;.(]*(?:(?:PER|UNDER|OF|FOR)\s)?(?:E\.?\s?O\.?|EXECUTIVE ORDER)\s?\d{5}(?:,? AS AMENDED)?[\s,;:.)]*\Z",
    re.I,
)
_INNER_KEY = re.compile(r"CLASSIFIED BY[: ]{1,3}", re.I)
_LONGEST_NAME = 5  # words


@lru_cache(maxsize=4096)  # a post's classifiers are few, and sign again and again
def name_and_title(words: str) -> tuple[str, str | None] | None:
    """The name, and the title where there is one; nothing where they cannot be told apart.

    >>> name_and_title("EUR/CARC Director Bruce Donahue")
    ('Bruce Donahue', 'EUR/CARC Director')
    >>> name_and_title("Emil Skodon, DCM, Embassy Rome")
    ('Emil Skodon', 'DCM, Embassy Rome')
    >>> name_and_title("Charge d'Affaires, a.i., John Smith")
    ('John Smith', "Charge d'Affaires, a.i.")
    >>> name_and_title("Derived from multiple sources") is None
    True
    """
    words = _INNER_KEY.sub("", _AUTHORITY.sub("", words)).strip(" ,;:-")
    if words.count("(") == words.count(")") == 1 and words.endswith(")"):
        words = words[:-1]
    starts = [0]
    stops = []
    for m in _PIECE.finditer(words):
        stops.append(m.start())
        starts.append(m.end())
    stops.append(len(words))
    before_title_ends = 0  # where the titles end that stand before the name
    for i, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        piece = words[start:stop].rstrip(" ")
        begin = _name_begins(piece, titled=before_title_ends > 0)
        if begin < 0:
            if i > 2 or not _is_title(piece):
                return None
            before_title_ends = stop
            continue
        name, rest = piece[begin:].rstrip(" ."), stop
        if name.split()[-1].upper() + "." in _SUFFIXES or name.split()[-1].upper() in _SUFFIXES:
            name = piece[begin:].rstrip(" ")
        following = i + 1
        if (
            following < len(starts)
            and words[starts[following] : stops[following]].strip().upper() in _SUFFIXES
        ):
            name, rest = words[start + begin : stops[following]].strip(), stops[following]
        title = words[: start + begin].strip(" ,;-(")
        behind = words[rest:].strip(" ,;-(")
        if title and behind:
            title = f"{title}, {behind}"
        return name, (title or behind).strip(" ,") or None
    return None


def _name_begins(piece: str, *, titled: bool) -> int:
    """Where the name begins in a piece between commas: behind its last title word; -1 where there is none."""
    tokens = [(m.start(), m.group()) for m in re.finditer(r"\S+", piece)]
    small = piece.islower()
    first = 0
    for i, (_, token) in enumerate(tokens):
        if _is_title_word(token, small=small) or "/" in token:
            first = i + 1
    name = [token for _, token in tokens[first:]]
    if first == 1 and tokens[0][1].upper() in _OFFICES_FIRST:
        return -1
    if not name or len(name) > _LONGEST_NAME or not all(_is_name_token(token, small) for token in name):
        return -1
    if any(token.upper().strip(".") in _NO_PERSON for _, token in tokens):
        return -1
    whole = " ".join(name)
    if posts.known(whole):
        return -1
    long = [token for token in name if len(token.strip(".")) > 1]
    if not long or len(name[-1].strip(".")) < 2:
        return -1
    if len(name) == 1 and (
        not (first or titled) or len(name[0].strip(".")) < 3 or offices.find(name[0].upper())
    ):
        return -1
    if (
        not first
        and not titled
        and any(offices.find(token) for token in name if token.isupper() and len(token) < 5)
    ):
        return -1
    return tokens[first][0]


_OFFICES_FIRST = frozenset(("OF", "THE", "AND", "TO", "IN"))


def _is_title(piece: str) -> bool:
    """Whether a piece has nothing but a title: its last word is one of a title's."""
    tokens = piece.split()
    return bool(tokens) and _is_title_word(tokens[-1], small=True)


def _is_title_word(token: str, *, small: bool) -> bool:
    upper = token.upper().strip(":")
    if upper in _TITLE_WORDS or upper.rstrip(".") in _TITLE_WORDS:
        # "de la Cruz" has no title's word, and "la" is none; "of", "for", "and" are.
        return (
            small
            or token[0].isupper()
            or upper in ("OF", "FOR", "AND", "THE", "TO", "AT", "IN", "&", "A.I.", "A.I")
            or len(upper) > 3
        )
    return False


def _is_name_token(token: str, small: bool) -> bool:
    if token in _PARTICLES:
        return True
    return (small or token[0].isupper()) and _NAME_TOKEN.fullmatch(token.rstrip(".")) is not None
