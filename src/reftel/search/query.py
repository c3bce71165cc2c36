"""The query language: what a person types, read into a tree.

Words, `"phrases"`, `prefix*`, `AND`, `OR`, `NOT` (or `-word`), brackets, and fields:
`from:` `to:` `tag:` `class:` `caption:` `mrn:` `ref:` `signer:` `subject:` `problem:` `after:`
`before:`. Words side by side must all be there. A number as printed (`03 ROME 4580`) finds that
cable and those that cite it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable

from reftel.model import MRN
from reftel.search.tree import And, Everything, Exact, Level, Node, Not, Or, Phrase, Prefix, Sent, Word, Words
from reftel.vocabulary import captions, levels, posts

LONGEST = 2_000
DEEPEST = 20
_DATE = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?")
_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-)(?=[^\s-])|(?P<field>[A-Za-z]{2,10}):(?=\S)"
    r"|\"(?P<phrase>[^\"]*)(?P<end>\"?)|(?P<word>[^\s()\"]+))"
)
_PLAIN = re.compile(r"[^\W_]+", re.UNICODE)


class QueryError(ValueError):
    """A query that cannot be read; the message says where and what to do."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.position = position


def parse_query(text: str) -> Node:
    """Read a query. Raises `QueryError`.

    >>> str(parse_query('tag:parm from:rome "export controls" -draft'))
    'tag:"PARM" AND from:"ROME" AND "export controls" AND (NOT draft)'
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text):,} characters; write at most {LONGEST:,}")
    if not text.strip():
        return Everything()
    number = MRN.parse(text) if any(c.isdigit() for c in text) and ":" not in text else None
    if number:
        return Or((Exact("mrn", str(number)), Exact("ref", str(number))))
    return _Parser(text).whole()


class _Parser:
    """Recursive descent over the tokens: OR binds least, then AND (also unwritten), then NOT."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.at < len(self.tokens):
            kind, _, position = self.tokens[self.at]
            raise QueryError(
                "a closing bracket without an opening one" if kind == "close" else "unexpected word", position
            )
        return node

    def either(self) -> Node:
        parts = [self.all_of()]
        while self.word_is("OR"):
            self.at += 1
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Node:
        parts = [self.one()]
        while self.at < len(self.tokens) and self.tokens[self.at][0] != "close" and not self.word_is("OR"):
            if self.word_is("AND"):
                self.at += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Node:
        if self.at >= len(self.tokens):
            raise QueryError("the query ends where a word is expected", len(self.text))
        kind, value, position = self.tokens[self.at]
        if kind == "word" and value in ("AND", "OR"):
            raise QueryError(
                f"{value} stands between two words; write “{value.lower()}” for the word itself", position
            )
        self.at += 1
        if kind == "minus" or (kind == "word" and value == "NOT"):
            return Not(self.deeper(self.one, position))
        if kind == "open":
            node = self.deeper(self.either, position)
            if self.at >= len(self.tokens) or self.tokens[self.at][0] != "close":
                raise QueryError("a bracket is not closed", position)
            self.at += 1
            return node
        if kind == "close":
            raise QueryError("a closing bracket where a word is expected", position)
        if kind == "field":
            return self.field(value.lower(), position)
        return _words(value, position, phrase=kind == "phrase")

    def deeper(self, read: Callable[[], Node], position: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} levels of brackets or NOT", position)
        node = read()
        self.depth -= 1
        return node

    def field(self, name: str, position: int) -> Node:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] not in ("word", "phrase"):
            raise QueryError(f"{name}: wants a value behind it", position)
        _, value, _ = self.tokens[self.at]
        self.at += 1
        read = _FIELDS.get(name)
        if read is None:
            known = " ".join(f"{field}:" for field in _FIELDS)
            raise QueryError(f"there is no field “{name}”; there are {known}", position)
        return read(name, value.strip(), position)

    def word_is(self, word: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][:2] == ("word", word)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens = []
    at = 0
    while at < len(text.rstrip()):
        m = _TOKEN.match(text, at)
        if m is None:
            raise QueryError("this cannot be read", at)
        kind = m.lastgroup or ""
        if m["phrase"] is not None:
            if not m["end"]:
                raise QueryError("a quotation mark is not closed", m.start("phrase") - 1)
            kind = "phrase"
        tokens.append((kind, m[kind], m.start(kind)))
        at = m.end()
    return tokens


def _words(value: str, position: int, *, phrase: bool) -> Node:
    if not phrase and value == "*":
        return Everything()
    plain = _PLAIN.findall(value)
    if not plain:
        raise QueryError(f"“{value}” has no letters or digits to look for", position)
    if phrase or len(plain) > 1:
        return Phrase(" ".join(plain)) if len(plain) > 1 else Word(plain[0])
    if value.endswith("*"):
        return Prefix(plain[0])
    return Word(plain[0])


def _from(name: str, value: str, position: int) -> Node:
    match = posts.find(value)
    if match:
        return Exact(name, match.code)
    several = posts.candidates(value)
    hint = f"; it may be {' or '.join(several)}" if several else ""
    raise QueryError(f"“{value}” is no post that is known{hint}", position)


def _tag(name: str, value: str, position: int) -> Node:
    return Exact(name, value.upper())


def _class(name: str, value: str, position: int) -> Node:
    least = value.startswith(">=")
    level = levels.from_words(value.removeprefix(">=").strip())
    if level is None:
        raise QueryError(
            f"“{value}” is no classification; there are {', '.join(levels.LEVELS).lower()}", position
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
    plain = _PLAIN.findall(value)
    if not plain:
        raise QueryError(f"{name}: wants a word behind it", position)
    return Words(name, " ".join(plain))


def _exactly(name: str, value: str, position: int) -> Node:
    return Exact(name, value)


def _after(name: str, value: str, position: int) -> Node:
    return Sent(first=read_day(value, position)[0])


def _before(name: str, value: str, position: int) -> Node:
    return Sent(last=read_day(value, position)[1])


def read_day(value: str, position: int = 0) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a month or a day.

    >>> [str(day) for day in read_day("2003-02")]
    ['2003-02-01', '2003-02-28']
    """
    m = _DATE.fullmatch(value)
    try:
        if m is None:
            raise ValueError
        year, month, day = int(m["year"]), int(m["month"] or 0), int(m["day"] or 0)
        if not month:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if not day:
            return datetime.date(year, month, 1), datetime.date(
                year, month, calendar.monthrange(year, month)[1]
            )
        return datetime.date(year, month, day), datetime.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise QueryError(f"“{value}” is no date; write 2003, 2003-10 or 2003-10-07", position) from None


_FIELDS: dict[str, Callable[[str, str, int], Node]] = {
    "from": _from,
    "to": _from,
    "tag": _tag,
    "class": _class,
    "caption": _caption,
    "mrn": _number,
    "ref": _number,
    "signer": _in_field,
    "subject": _in_field,
    "problem": _exactly,
    "after": _after,
    "before": _before,
}
FIELDS = tuple(_FIELDS)
"""The fields of the query language."""
