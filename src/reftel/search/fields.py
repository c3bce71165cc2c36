"""The fields of the query language: what each takes for a value, and the node that it makes."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable

from reftel.model import MRN
from reftel.search.errors import QueryError
from reftel.search.tree import Exact, Level, Node, Prefix, Sent, Words
from reftel.search.words import plain_words
from reftel.vocabulary import captions, levels, posts

Held = Callable[[str, str], bool]
"""Whether an archive has a value (as the record writes it) in a field."""

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2}))?)?")
# Names that other programs and plain English give to the fields.
_OTHER_NAMES = {
    **dict.fromkeys(("post", "station", "origin", "sender", "embassy"), "from"),
    **dict.fromkeys(("addressee", "action", "info", "recipient"), "to"),
    **dict.fromkeys(("classification", "level", "classified"), "class"),
    **dict.fromkeys(("handling", "captions"), "caption"),
    **dict.fromkeys(("id", "number", "cable"), "mrn"),
    **dict.fromkeys(("reference", "cites", "reftel"), "ref"),
    **dict.fromkeys(("signed", "author"), "signer"),
    **dict.fromkeys(("title", "subj"), "subject"),
    **dict.fromkeys(("since", "date", "year", "sent"), "after"),
    **dict.fromkeys(("until",), "before"),
}


def field_node(name: str, value: str, position: int, held: Held | None = None) -> Node:
    """The node of a field and its value, both as typed. Raises `QueryError`.

    `held` is asked for senders and addressees that the vocabulary does not know.

    >>> str(field_node("from", "new delhi", 0))
    'from:"NEWDELHI"'
    """
    read = _FIELDS.get(name)
    if read is None:
        raise QueryError(_no_field(name), position)
    value = " ".join(value.split())
    if not value:
        raise QueryError(f"{name}: wants a value behind it", position)
    if "*" in value and read is not _in_field:
        raise QueryError(f"“{value}”: {name}: wants a whole value; a * works with words only", position)
    if read is _post and held and ((match := posts.find(value)) is None or match.how == "corrected"):
        code = posts.letters(value)
        if held(name, code):
            return Exact(name, code)
    return read(name, value, position)


def _no_field(name: str) -> str:
    meant = _OTHER_NAMES.get(name) or next(iter(_near(name, FIELDS)), None)
    known = f"do you mean {meant}:?" if meant else "there are " + " ".join(f"{field}:" for field in FIELDS)
    return f"there is no field “{name}”; {known} To look for the words, put them between quotation marks"


def _near(written: str, known: Iterable[str]) -> list[str]:
    """What a misspelt value may be: one letter off, or two in longer ones."""
    from rapidfuzz.distance import OSA

    cutoff = 1 if len(written) < 6 else 2
    off = [(OSA.distance(written, one, score_cutoff=cutoff), one) for one in known]
    return [one for distance, one in sorted(off) if distance <= cutoff][:3]


def _post(name: str, value: str, position: int) -> Node:
    match = posts.find(value)
    if match:
        return Exact(name, match.code)
    several = posts.candidates(value) or _near(posts.letters(value), posts.codes())
    hint = (
        f"it may be {' or '.join(several)}"
        if several
        else f'write a city, and between quotation marks one of several words: {name}:"new delhi"'
    )
    raise QueryError(f"“{value}” is no post that is known; {hint}", position)


def _capitals(name: str, value: str, position: int) -> Node:
    return Exact(name, value.upper())


def _class(name: str, value: str, position: int) -> Node:
    least = value.startswith(">=")
    words = value.removeprefix(">=").strip()
    level = levels.from_words(words) if words[:1].isalpha() else None
    if level is None:
        raise QueryError(
            f"“{value}” is no classification, with >= before it or not; there are "
            + ", ".join(levels.LEVELS).lower(),
            position,
        )
    wanted = [one for one in levels.LEVELS if levels.rank(one) >= levels.rank(level)] if least else [level]
    return Level(tuple(wanted), (">=" if least else "") + level)


def _caption(name: str, value: str, position: int) -> Node:
    entry = captions.find(value)
    return Exact(name, entry.code if entry else value.upper())


def _number(name: str, value: str, position: int) -> Node:
    number = MRN.parse(value)
    if number is None:
        raise QueryError(
            f'“{value}” is no message number; write it like 2003ROME4580 or "03 ROME 4580"', position
        )
    return Exact(name, str(number))


def _in_field(name: str, value: str, position: int) -> Node:
    plain = plain_words(value)
    if not plain:
        raise QueryError(f"{name}: wants a word behind it", position)
    if "*" in value:
        check_star(value, plain, position)
        return Prefix(plain[0], name)
    return Words(name, " ".join(plain))


def check_star(value: str, plain: list[str], position: int) -> None:
    """A * is of use at the end of one word only. Raises `QueryError`."""
    if len(plain) > 1 or not unicodedata.normalize("NFC", value).endswith(plain[0] + "*"):
        raise QueryError(f"“{value}”: a * stands at the end of one word, like immigra*", position)


def _lower(name: str, value: str, position: int) -> Node:
    return Exact(name, value.lower())


def _after(name: str, value: str, position: int) -> Node:
    return Sent(first=read_day(value, position)[0])


def _before(name: str, value: str, position: int) -> Node:
    return Sent(last=read_day(value, position)[1])


def read_day(value: str, position: int | None = None) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a month or a day.

    >>> [str(day) for day in read_day("2003-02")]
    ['2003-02-01', '2003-02-28']
    """
    m = _DATE.fullmatch(value)
    try:
        if m is None:
            raise ValueError
        year, month, day = int(m["year"]), m["month"], m["day"]
        if month is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if day is None:
            last = calendar.monthrange(year, int(month))[1]
            return datetime.date(year, int(month), 1), datetime.date(year, int(month), last)
        one = datetime.date(year, int(month), int(day))
        return one, one
    except ValueError:  # `calendar.IllegalMonthError` is one
        raise QueryError(f"“{value}” is no date; write 2003, 2003-10 or 2003-10-07", position) from None


_FIELDS: dict[str, Callable[[str, str, int], Node]] = {
    "from": _post,
    "to": _post,
    "tag": _capitals,
    "class": _class,
    "caption": _caption,
    "mrn": _number,
    "ref": _number,
    "signer": _in_field,
    "subject": _in_field,
    "problem": _lower,
    "after": _after,
    "before": _before,
}
FIELDS = tuple(_FIELDS)
"""The fields of the query language."""
