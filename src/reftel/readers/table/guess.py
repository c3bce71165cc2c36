"""What the columns of a table are, by their names and by what their values look like.

A name alone is believed for what does no harm (an origin, a subject). The text, the number and the
date are believed only where values bear them out; two columns that could each be it are neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from reftel.model import MRN
from reftel.readers.table import days
from reftel.vocabulary import levels

Sample = Sequence[Mapping[str, str]]

_SYNONYMS: Final[dict[str, str]] = {
    "text": "text|body|message text|cable text|full text|message body|body text|raw text|plain text|document text"
    "|cable body|message|content|contents|cable|telegram|transcript|transcription",
    "header": "header|cable header|message header",
    "mrn": "mrn|message reference number|reference id|cable id|refid|ref id|cable number|telegram number"
    "|message number|cable reference|canonical id|id|reference|number|telegram|cable|document number",
    "date": "date|sent|date sent|sent date|created|date created|datetime|date time|sent at|created at|timestamp|day"
    "|cable date|document date|draft date|message date|date of cable",
    "classification": "classification|original classification|class|level|classification level|marking",
    "handling": "handling|captions|caption|handling restrictions|handling caption",
    "origin": "origin|post|embassy|originator|sending post|source post|station|office of origin",
    "subject": "subject|subj|subject line|re",
    "tags": "tags|tag",
    "references": "references|refs|ref|reftels|reftel|cites|cited|references to",
    "from": "from|sender|from line|fm",
    "to": "to|recipient|recipients|action|addressee|addressees|action addressees",
    "info": "info|info addressees|cc",
    "office": "action office|office|concepts",
    "order": "executive order|eo",
    "drafted_by": "drafted by|drafter|drafted",
    "cleared_by": "cleared by|clearance|clearances",
    "approved_by": "approved by|approver|approved",
    "released": "release status|review authority|release stamp",
    "document": "document id|doc no|doc id|document no|doc number|case number|film number",
    "title": "title|headline",
    "url": "url|link|web page|uri|permalink",
    "provenance": "provenance",
}
_OURS: Final = {name: ours.split("|") for name, ours in _SYNONYMS.items()}
_SURE_TEXT: Final = 6  # of the text's names, these are hardly ever anything else
_LEAST_TEXT: Final = 60  # characters, in the mean, of a column that is the text though its name says nothing
_MARKING = re.compile(
    r"(?m)^[ \t]*(?:UNCLAS|CONFIDENTIAL|SECRET|C ?O ?N ?F ?I ?D ?E ?N|S ?E ?C ?R ?E ?T|TAGS?:|SUBJ(?:ECT)?:|E\.? ?O\.? ?1|FM |REF)"
)
_LOOKED_AT: Final = 4_000


def plain(name: str) -> str:
    """A column's name as it is compared.

    >>> plain("Message_Text "), plain("sentDate")
    ('message text', 'sent date')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:80])
    return " ".join(re.sub(r"[^0-9a-zA-Z]", " ", spaced).lower().split())


def find(name: str, columns: Iterable[str]) -> str | None:
    """The column that a person means by `name`: that very one, the only one that is like it, or its
    number.

    >>> find("body", ["ID", "Body"]), find("body", ["BODY", "Body"]), find("2", ["a", "b"])
    ('Body', None, 'b')
    """
    columns = list(columns)
    if name in columns:
        return name
    like = [column for column in columns if plain(name) and plain(column) == plain(name)]
    if not like and name.isascii() and name.isdigit() and 0 < int(name[:6]) <= len(columns):
        return columns[int(name[:6]) - 1]
    return like[0] if len(like) == 1 else None


def known(names: Iterable[str]) -> set[str]:
    """What some names are usual for: `text`, `mrn` …

    >>> sorted(known(["Body", "Sent", "Film roll"]))
    ['date', 'text']
    """
    found = {plain(name) for name in names}
    return {ours for ours, usual in _OURS.items() if not found.isdisjoint(usual)}


def guess(columns: Sequence[str], sample: Sample, said: Mapping[str, str]) -> dict[str, str]:
    """What columns are, beside those said: our names to theirs."""
    found: dict[str, str] = {}
    free = [column for column in columns if column not in said.values()]
    for ours in _OURS:
        if ours not in said and (column := _column(ours, free, sample)) is not None:
            found[ours] = column
            free.remove(column)
    return found


def _column(ours: str, free: Sequence[str], sample: Sample) -> str | None:
    usual = _OURS[ours]
    named = sorted(
        (column for column in free if _bare(column) in usual), key=lambda column: usual.index(_bare(column))
    )
    if ours == "text":
        return _text(named, free, sample)
    if ours in _BORNE_OUT:
        test = _BORNE_OUT[ours]
        fit = [column for column in named if _share(column, sample, test) > 0.5]
        # Two of one name: neither. Else the more usual name.
        if fit:
            return fit[0] if len(fit) == 1 or _bare(fit[0]) != _bare(fit[1]) else None
        return _only(column for column in free if _share(column, sample, test) > 0.9)
    return named[0] if len(named) == 1 or (named and _bare(named[0]) != _bare(named[1])) else None


def _bare(column: str) -> str:
    """A column's name as it is compared, without the number that tells it from one of the same name."""
    return plain(re.sub(r" \(\d+\)$", "", column))


def _only(columns: Iterable[str]) -> str | None:
    found = list(columns)
    return found[0] if len(found) == 1 else None


def _values(column: str, sample: Sample) -> list[str]:
    return [value for row in sample if (value := row.get(column, "").strip())]


def _share(column: str, sample: Sample, test: Callable[[str], bool]) -> float:
    values = _values(column, sample)
    return sum(map(test, values)) / len(values) if values else 0.0


def is_number(value: str) -> bool:
    """Whether a value is a whole message number, with its year.

    >>> is_number("03ROME4580"), is_number("17"), is_number("ROME 4580")
    (True, False, False)
    """
    return len(value) <= 60 and value[:1].isdigit() and MRN.parse(value) is not None


def is_level(value: str) -> bool:
    """Whether a value names a level of classification.

    >>> is_level("SECRET//NOFORN"), is_level("Embassy Rome")
    (True, False)
    """
    return len(value) <= 60 and levels.from_words(value) is not None


_BORNE_OUT: Final[dict[str, Callable[[str], bool]]] = {
    "mrn": is_number,
    "date": days.is_date,
    "classification": is_level,
}


def _text(named: Sequence[str], free: Sequence[str], sample: Sample) -> str | None:
    fit = [column for column in named if _is_text(column, sample)]
    if len(fit) > 1:
        return _longest(fit, sample)
    if fit:
        return fit[0]
    column = _longest(free, sample)
    if column is None or _mean(column, sample) < _LEAST_TEXT or not _marked(column, sample):
        return None
    return column


def _is_text(column: str, sample: Sample) -> bool:
    """Whether values are a cable's text, and not a name or a number; a column without any may be."""
    values = _values(column, sample)
    if _bare(column) in _OURS["text"][:_SURE_TEXT]:
        return not values or any(" " in value or "\n" in value for value in values)
    return bool(values) and (_mean(column, sample) >= 30 or _marked(column, sample))


def _mean(column: str, sample: Sample) -> float:
    values = _values(column, sample)
    return sum(map(len, values)) / len(values) if values else 0.0


def _marked(column: str, sample: Sample) -> bool:
    """Whether a value has lines as cables have them."""
    return any(_MARKING.search(value[:_LOOKED_AT]) for value in _values(column, sample))


def _longest(columns: Sequence[str], sample: Sample) -> str | None:
    """The one column that is by far the longest."""
    means = sorted(((_mean(column, sample), column) for column in columns), reverse=True)
    if not means or not means[0][0]:
        return None
    return means[0][1] if len(means) == 1 or means[0][0] >= 2 * means[1][0] else None
