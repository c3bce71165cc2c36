"""Headings: `46. Telegram 183000/Tosec 80302 From the Department of State to …`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_NUMBERED: Final = re.compile(r"\[?(?P<number>\d{1,4}[a-z]?)\]?\.\s+")
# What a document is, by the words that its heading begins with. The first that fits counts.
_KINDS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"Editorial Note", "editorial note"),
        (r"Backchannel (?:Message|Telegram)", "backchannel message"),
        (r"Circular Telegram\b", "telegram"),
        (r"Circular Airgram\b", "airgram"),
        (r"(?:Situation |Joint )?(?:Telegram|Cable)\b(?!.{0,40}Conversation)", "telegram"),
        (r"Airgram\b", "airgram"),
        (r"Des?patch\b", "despatch"),
        (r"Instruction\b", "instruction"),
        (r"(?:Draft |Memorand(?:um|a) of |Notes of |Record of |Transcript of )(?:a )?(?:Telephone |Telcon )?Conversations?\b", "memorandum of conversation"),
        (r"Memorandum of Telephone Conversation", "memorandum of conversation"),
        (r"Conversation (?:Among|Between|With)", "conversation"),
        (r"Transcript\b", "transcript"),
        (r"Memorandum for the (?:Record|File)", "memorandum for the record"),
        (r"National Security (?:Study|Decision|Action) Memorandum|National Security Council (?:Paper|Report)", "national security memorandum"),
        (r"(?:Special |Supplement to )?National Intelligence (?:Estimate|Analytical)", "intelligence estimate"),
        (r"(?:Central Intelligence Agency )?Intelligence Information (?:Cable|Report)", "intelligence report"),
        (r"(?:Intelligence|Current Intelligence|Research) (?:Note|Report|Weekly|Memorandum|Alert|Brief|Bulletin)|Bureau of Intelligence", "intelligence report"),
        (r"(?:\w+ ){0,2}Memorand(?:um|a)\b", "memorandum"),
        (r"(?:Draft |Open |Circular )?Letter\b", "letter"),
        (r"(?:Draft )?Minutes\b|(?:Summary )?Record of|Summary of (?:Conclusions|Discussion)|Notes (?:of|on|From)|Highlights (?:of|From)|Summary Record", "minutes"),
        (r"Message\b|Oral (?:Message|Statement)", "message"),
        (r"(?:Diplomatic |Verbal |Circular )?Note\b|Aide.M[ée]moire", "note"),
        (r"(?:\w+ ){0,4}(?:Paper|Report|Study|Summary|Points|Assessment|Analysis)\b", "paper"),
        (r"[^,]{0,60}\bDiary\b", "diary"),
        (r"(?:Address|Statement|Speech|Remarks)\b", "statement"),
    )
)  # fmt: skip
# `Telegram 140`, `Telegram 828/Secto 574`, `Airgram A–128`, `Despatch No. 474`.
_PRINTED_NUMBER: Final = re.compile(
    r"(?:Telegram|Airgram|Des?patch|Message|Instruction)s? (?P<no>(?:No\. )?[A-Z\d][A-Za-z\d/–-]{0,24}(?: \d{1,7})?(?:/[A-Z][a-z]{2,9} ?\d{1,7})?) (?=From|Prepared|to )"
)
# Titles that are followed by `to` themselves: `Mission to the United Nations`.
_TITLE_TO: Final = re.compile(
    r"(?:Missions?|Delegations?|Ambassadors?|Assistants?|Representatives?|Advis[eo]rs?|Ministers?|Envoys?|Counselors?"
    r"|Observers?|Consuls?|Aides?|Liaison|Delegates?|Chargés?|Coordinators?|Consultants?|Counsel|Secretary|Emissary|Legations?)$"
)
_TO: Final = re.compile(r" to (?=\S)")
_TRAILING: Final = re.compile(
    r",? (?:(?:[A-Z][A-Za-zÀ-ÿ.’' -]{2,40}, ){0,2}(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}|undated).{0,80}$"
)


class Heading(NamedTuple):
    """A heading's parts, as written: `title` is all but the document's number in its volume.

    `printed_number` is the message's own number, where the heading gives one.
    """

    number: str = ""
    title: str = ""
    kind: str = ""
    sender: str = ""
    addressee: str = ""
    printed_number: str = ""


def read(words: str, sender: str = "", addressee: str = "", dated_from: int | None = None) -> Heading:
    """A heading on one line.

    `sender` and `addressee` are what the markup calls so; `dated_from` is where place and date
    begin in the words, if the markup says.

    >>> read("3. Telegram 140 From the Mission to the United Nations to the Department of State")[2:]
    ('telegram', 'Mission to the United Nations', 'Department of State', '140')
    """
    words = " ".join(words.split())
    match = _NUMBERED.match(words)
    number, begin = (match["number"], match.end()) if match else ("", 0)
    title = words[begin:].rstrip(". ") if not words.endswith(("a.m.", "p.m.")) else words[begin:]
    core = words[begin:dated_from] if dated_from and dated_from > begin else words[begin:]
    core = _TRAILING.sub("", core).strip(" ,.")
    kind = next((kind for pattern, kind in _KINDS if pattern.match(core)), "")
    found_sender, found_addressee = _parties(core)
    printed = _PRINTED_NUMBER.search(core[:120])
    return Heading(
        number,
        title,
        kind,
        _plain(_best(sender, found_sender)),
        _plain(_best(addressee, found_addressee)),
        printed["no"].replace("–", "-") if printed else "",
    )


def _parties(core: str) -> tuple[str, str]:
    """From whom and to whom. A `to` that belongs to a title (`Ambassador to France`) parts nothing."""
    at = core.find(" From ")
    if at < 0 or at > 120:
        return "", ""
    rest = core[at + len(" From ") :]
    for match in _TO.finditer(rest):
        before = rest[: match.start()]
        if before.count("(") != before.count(")") or _TITLE_TO.search(before):
            continue
        return before.strip(), rest[match.end() :].strip()
    return rest.strip(), ""


def _best(marked: str, found: str) -> str:
    """The heading's words; the markup's where it has more of them (it may name the surname only)."""
    return marked if marked and (not found or len(marked) > len(found)) else found


def _plain(name: str) -> str:
    return name.strip(" ,.").removeprefix("From ").removeprefix("the ")
