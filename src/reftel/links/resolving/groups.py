"""References by originator and date-time group: `CNO WASHINGTON DC/171433ZJAN2006`, `SECDEF R 162245Z OCT 08`.

A group names a minute. A held message of that minute is meant if it is the originator's; a group
that is a digit or a month off is only offered.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

GROUP: Final = (
    r"(?i)(?:^|[^0-9])([0-3][0-9])([0-2][0-9])([0-5][0-9])\s?Z?\s?[/.]?\s?"
    r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?,?\s?['’]?((?:19|20)[0-9]{2}|[0-9]\s?[0-9])(?:[^0-9]|$)"
)
"""Day, hour, minute, month and year of a group in the words of a reference."""
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SURE: Final = 0.99
_BY_MINUTE: Final = 0.95
_NEAR: Final = 0.3
_SHOWN: Final = 4
_RARE: Final = 0.002
"""Held messages a minute, up to which one of the very minute can hardly be there by chance."""
_AROUND: Final = 7 * 24 * 60
_DAYS_OFF: Final = 3 * 24 * 60
_BY_SUBJECT: Final = 0.9
_WORDS_ENOUGH: Final = 4
_ALL_BUT: Final = 0.8
"""The share of a subject's words that must be said beside a group that is no message's."""
_SAY_NOTHING: Final = frozenset(
    "MSG MESSAGE AMSG RMG GENADMIN GENADM GENTEXT OPORD OPREP FRAGO WARNORD EXORD CABLE TELEGRAM REF DTG OF DTD DATED SUBJ"
    " MIL MILITARY".split()
)
_LETTERED: Final = re.compile(r"^\s{0,4}\(?[A-Z]{1,2}[.)]\s{0,4}", re.IGNORECASE)
_LETTERS: Final = frozenset("ZOPRYM")
_WORD: Final = re.compile(r"[A-Z]{4,}")


class Found(NamedTuple):
    """What a group means: a row of the held messages, if one is sure; and those that come near."""

    row: int | None
    confidence: float
    why: str
    near: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()


class Message(NamedTuple):
    """A held message, as far as groups ask for it."""

    number: str | None
    station: str | None
    sender: str
    subject: str = ""


def read(written: str, latest: int | None) -> tuple[str, datetime.datetime] | None:
    """The originator's words and the moment of a reference; `None` where there is no group, or no such minute.

    >>> read("REF/A/MSG/CNO WASHINGTON DC/171433ZJAN2006", 2006)
    ('CNO WASHINGTON DC', datetime.datetime(2006, 1, 17, 14, 33, tzinfo=datetime.timezone.utc))
    >>> read("SECDEF R 162245Z OCT 08", 2009)[0]
    'SECDEF'
    """
    found = re.search(GROUP, written)
    if found is None:
        return None
    day, hour, minute, month, digits = found.groups()
    year = int("".join(digits.split()))
    if year < 100:
        year = latest - (latest - year) % 100 if latest else year + (1900 if year >= 66 else 2000)
    try:
        number = _MONTHS.index(month.upper()) + 1
        moment = datetime.datetime(year, number, int(day), int(hour), int(minute), tzinfo=datetime.UTC)
    except ValueError:
        return None
    return originator(written[: found.start(1)]), moment


def originator(words: str) -> str:
    """The words before a group without what only says that a message is meant."""
    plain = _LETTERED.sub("", words).upper().replace("(", " ").replace(")", " ")
    fields = [field for field in plain.split("/") if field.strip()]
    if len(fields) > 1 and fields[0].strip() == "REF":
        fields = fields[2:]
    kept = []
    for field in fields:
        kept += [
            word
            for word in (word.strip(".,:;") for word in field.split())
            if word and word not in _SAY_NOTHING and not (len(word) <= 2 and set(word) <= _LETTERS)
        ]
    return " ".join(word for word in kept if not word.startswith(("MSGID", "DESC")))[:80]


class Groups:
    """The held messages by their minutes."""

    def __init__(self, minutes: Array) -> None:
        """`minutes` since 1970 of each held message, in the order of its rows; negative where it has no group."""
        import numpy as np

        rows = np.flatnonzero(minutes >= 0)
        order = np.argsort(minutes[rows], kind="stable")
        self._rows = rows[order]
        self._minutes = minutes[self._rows]

    def at(self, moment: datetime.datetime) -> list[int]:
        """The rows of a minute."""
        import numpy as np

        minute = minute_of(moment)
        first, last = np.searchsorted(self._minutes, [minute, minute + 1])
        return [int(row) for row in self._rows[first:last]]

    def crowd(self, moment: datetime.datetime) -> float:
        """How many are held a minute in the weeks around."""
        import numpy as np

        minute = minute_of(moment)
        first, last = np.searchsorted(self._minutes, [minute - _AROUND, minute + _AROUND])
        return float(last - first) / (2 * _AROUND)

    def around(self, moment: datetime.datetime) -> list[int]:
        """The rows of the days before and after, where so few are held that each can be looked at."""
        import numpy as np

        if self.crowd(moment) > _RARE:
            return []
        minute = minute_of(moment)
        first, last = np.searchsorted(self._minutes, [minute - _DAYS_OFF, minute + _DAYS_OFF])
        return [int(row) for row in self._rows[first:last]]

    def near(self, moment: datetime.datetime) -> list[int]:
        """The rows whose groups are a digit, two exchanged digits, a month or a year off."""
        import numpy as np

        minutes = np.array([minute_of(other) for other in misread(moment)], np.int64)
        first = np.searchsorted(self._minutes, minutes)
        last = np.searchsorted(self._minutes, minutes + 1)
        return [int(row) for at in np.flatnonzero(last > first) for row in self._rows[first[at] : last[at]]]


def minute_of(moment: datetime.datetime) -> int:
    """Minutes since 1970."""
    return int(moment.timestamp()) // 60


def misread(moment: datetime.datetime) -> Iterator[datetime.datetime]:
    """The moments that a group may have been before a slip of one digit, two neighbours, month or year."""
    digits = f"{moment:%d%H%M}"
    groups = {digits[:i] + other + digits[i + 1 :] for i in range(6) for other in "0123456789"}
    groups |= {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(5)}
    for group in sorted(groups - {digits}):
        day, hour, minute = int(group[:2]), int(group[2:4]), int(group[4:])
        if 0 < day < 32 and hour < 24 and minute < 60:
            yield from _valid(moment.year, moment.month, day, hour, minute)
    month = moment.year * 12 + moment.month - 1
    for other in (month - 1, month + 1, month - 12, month + 12):
        yield from _valid(other // 12, other % 12 + 1, moment.day, moment.hour, moment.minute)


def _valid(*parts: int) -> Iterator[datetime.datetime]:
    try:
        yield datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc]
    except ValueError:
        return


def find(
    groups: Groups,
    message_of: Any,
    name: str,
    moment: datetime.datetime,
    citing: int,
    near_rows: Iterable[int],
    said: str = "",
    around: Iterable[int] = (),
) -> Found:
    """The message that originator and group mean; `message_of` gives a row's `Message`.

    `near_rows` are what `Groups.near` gives for the moment. Where no message is of that minute, `said` are the words
    that stand beside the reference, and `around` the messages of the days before and after: one whose subject is said
    there is meant, for groups are mistyped in more than a digit, too.
    """
    rows = [row for row in groups.at(moment) if row != citing]
    same = [row for row in rows if is_same(name, message_of(row))]
    group = f"{moment:%d%H%MZ %b %Y}".upper()
    for chosen, confidence, why in (
        (same, _SURE, f"the message of {name or 'its originator'} of {group}"),
        (
            rows if not same and groups.crowd(moment) <= _RARE else [],
            _BY_MINUTE,
            f"the one message held of {group}",
        ),
    ):
        numbers = {message_of(row).number for row in chosen} - {None}
        if chosen and len(numbers) == 1:
            chosen = [row for row in chosen if message_of(row).number]
        if len(numbers) == 1 or len(chosen) == 1:
            return Found(chosen[0], confidence, why, (chosen[0],), (confidence,))
        if chosen:
            return _offered(chosen, f"{len(chosen)} messages are held of {group}")
    if rows:
        return _offered(rows, f"what is held of {group} is not of {name or 'this originator'}")
    told = [
        row
        for row in around
        if row != citing and is_same(name, message_of(row)) and is_told(said, message_of(row))
    ]
    if len({message_of(row).number or row for row in told}) == 1:
        why = f"no message of {group} is held; the one of {name} of those days whose subject is said beside the reference"
        return Found(told[0], _BY_SUBJECT, why, (told[0],), (_BY_SUBJECT,))
    near = [row for row in near_rows if row != citing and is_same(name, message_of(row))]
    why = f"no message of {group} is held" + ("; a digit or a month off there are others" if near else "")
    return _offered(near, why)


def _offered(rows: Iterable[int], why: str) -> Found:
    kept = tuple(dict.fromkeys(rows))[:_SHOWN]
    return Found(None, 0.0, why, kept, tuple(round(_NEAR / len(kept), 3) for _ in kept))


def is_told(said: str, message: Message) -> bool:
    """Whether words beside a reference say the subject of a message: nearly all of its words, and not too few.

    >>> is_told("INITIAL MESSAGE ADDRESSING STOP MOVEMENT", Message(None, None, "", "STOP MOVEMENT, INITIAL MESSAGE"))
    True
    >>> is_told("EXTENSION OF STOP MOVEMENT", Message(None, None, "", "STOP MOVEMENT"))
    False
    """
    subject = set(_WORD.findall(message.subject.upper()))
    shared = subject & set(_WORD.findall(said.upper()))
    return len(shared) >= _WORDS_ENOUGH and len(shared) >= _ALL_BUT * len(subject)


def is_same(name: str, message: Message) -> bool:
    """Whether an originator's words name the sender of a message: by post, or by all words of the shorter name.

    >>> is_same("CNO", Message("2006NAVADMIN21", "NAVADMIN", "CNO WASHINGTON DC//N4//"))
    True
    >>> is_same("AMEMBASSY ROME", Message("2003ROME4580", "ROME", "")), is_same("", Message(None, None, ""))
    (True, False)
    """
    if not name:
        return False
    if message.station and station(name) == message.station:
        return True
    said, sender = set(name.split()), set(message.sender.partition("//")[0].upper().split())
    if message.station:
        said.discard(message.station)
    return bool(sender) and bool(said) and (said <= sender or sender <= said)


@cache
def station(name: str) -> str | None:
    """The post that an originator's words name, if they name one."""
    from reftel.vocabulary import posts

    match = posts.find(name)
    return match.code if match else None
