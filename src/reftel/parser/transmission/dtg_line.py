"""The line of the date-time group: `O R 051020Z JUN 79 ZFF4`.

Before the group stand the precedences of action and information, after it now and then
operating signals and numbers of the relay.
"""

from __future__ import annotations

import re

import msgspec

from reftel.parser.transmission.dtg import Group, find_dtg, mend

# A digit 0 for the letter O is as far as a letter's damage may go.
_LETTERS = re.compile(
    r"(?P<letters>[ZOPRYM]{1,2}(?: [ZOPR]{1,2}(?= |[0-9]{6})){0,2}|0(?= [0-9]{6}))(?= ?[0-9]| [OI][0-9OI])"
)
_TAIL_WORD = re.compile(r"[A-Z#][A-Z0-9#:/-]{1,24}|[0-9]{3,12}[A-Z]?[0-9]{0,4}|[A-Z]")
_SIGNAL = re.compile(r"Z[A-Z]{2}(?:-?[0-9])?")
_MOST_TAIL_WORDS = 16
_LONGEST_UNREADABLE = 60


class DateLine(msgspec.Struct, frozen=True, gc=False):
    """What the line gives; offsets into the text. `group` is `None` where it cannot be read."""

    group: Group | None
    letters: str | None = None
    letters_end: int = 0
    tail: int = 0  # where something after the group begins; 0 without
    signals: tuple[str, ...] | None = ()  # `None` where the tail is not the relay's


def read(text: str, at: int, words: str) -> DateLine | None:
    """The line at `at`, whose words in capitals are `words`; `None` for what is no such line."""
    m = _LETTERS.match(words)
    if m is None:
        return _without_letters(text, at, words)
    letters = m["letters"].replace("0", "O")
    start = m.end() + (words[m.end()] == " ")
    end = at + len(words)
    group = find_dtg(text, at, end)
    if group is None or group.start != at + start:
        group = mend(text, at + start, end)
    if group is None:
        return DateLine(None, letters, at + m.end()) if len(words) <= _LONGEST_UNREADABLE else None
    if m["letters"] == "0":
        group = msgspec.structs.replace(group, corrected=True)
    return _with_tail(DateLine(group, letters, at + m.end()), at, words)


def _without_letters(text: str, at: int, words: str) -> DateLine | None:
    """A group alone on its line."""
    if not words[0].isdigit():
        return None
    end = at + len(words)
    group = find_dtg(text, at, end) or mend(text, at, end)
    return DateLine(group) if group and group.start == at and group.end == end else None


def _with_tail(line: DateLine, at: int, words: str) -> DateLine:
    assert line.group is not None
    tail = words[line.group.end - at :]
    parts = tail.split()
    if not parts:
        return line
    place = at + len(words) - len(tail.lstrip())
    known = len(parts) <= _MOST_TAIL_WORDS and len(parts[0]) > 1 and all(map(_TAIL_WORD.fullmatch, parts))
    signals = tuple(word for word in parts if _SIGNAL.fullmatch(word)) if known else None
    return msgspec.structs.replace(line, tail=place, signals=signals)
