"""The query language: what a person types, read into a tree.

Words, `"phrases"`, `prefix*`, `AND`, `OR`, `NOT` (or `-word`), brackets, and fields (see `fields`):
`from:` `to:` `tag:` `class:` `caption:` `mrn:` `ref:` `signer:` `subject:` `problem:` `after:`
`before:`. Words side by side must all be there. A number as printed (`03 ROME 4580`) finds that
cable and those that cite it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from reftel.model import MRN
from reftel.search.errors import QueryError
from reftel.search.fields import FIELDS, Held, check_star, field_node, read_day
from reftel.search.tree import And, Everything, Exact, Node, Not, Or, Phrase, Prefix, Word
from reftel.search.words import plain_words

__all__ = ["FIELDS", "QueryError", "parse_query", "read_day"]

LONGEST = 2_000
DEEPEST = 20
_OPERATORS = ("AND", "OR", "NOT")
_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-)(?=[^\s-])|(?P<field>[A-Za-z]{2,30}):"
    r"|\"(?P<phrase>[^\"]*)(?P<end>\"?)|(?P<word>[^\s()\"]+))"
)
# As word processors and web pages have them.
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_LONGEST_NUMBER = 6  # words: "03 NEW DELHI NO. 4580"


class _Token(NamedTuple):
    kind: str
    value: str
    position: int


def parse_query(text: str, held: Held | None = None) -> Node:
    """Read a query. Raises `QueryError`.

    `held` says whether an archive has a field's value: a sender that the vocabulary of posts does
    not know, but that some cable has, is no mistake.

    >>> str(parse_query('tag:parm from:rome "export controls" -draft'))
    'tag:"PARM" AND from:"ROME" AND "export controls" AND (NOT draft)'
    """
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text):,} characters; write at most {LONGEST:,}", LONGEST)
    if not text.strip():
        return Everything()
    return _whole_number(text) or _Parser(text.translate(_QUOTATION_MARKS), held).whole()


def _whole_number(text: str) -> Node | None:
    """The whole text as a number, in spellings with signs of their own too: `ROME 4580 (03)`."""
    if ":" in text or not any(c.isdigit() for c in text) or not set(text.split()).isdisjoint(_OPERATORS):
        return None
    number = MRN.parse(text)
    return _cable_and_citing(number) if number else None


def _cable_and_citing(number: MRN) -> Node:
    return Or((Exact("mrn", str(number)), Exact("ref", str(number))))


class _Parser:
    """Recursive descent over the tokens: OR binds least, then AND (also unwritten), then NOT."""

    def __init__(self, text: str, held: Held | None) -> None:
        self.text = text
        self.held = held
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.either()
        if self.at < len(self.tokens):  # nothing else ends `either` too soon
            raise QueryError(
                "a closing bracket without an opening one; leave it out", self.tokens[self.at].position
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
        while self.at < len(self.tokens) and self.tokens[self.at].kind != "close" and not self.word_is("OR"):
            if self.word_is("AND"):
                self.at += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Node:
        if self.at >= len(self.tokens):
            raise QueryError(
                "the query ends where a word is expected; write one, or leave out what stands before",
                len(self.text),
            )
        kind, value, position = self.tokens[self.at]
        if kind == "word" and value in ("AND", "OR"):
            raise QueryError(
                f"{value} stands between two words; write “{value.lower()}” for the word itself", position
            )
        number = self.number() if kind == "word" else None
        if number:
            return number
        self.at += 1
        if kind == "minus" or (kind == "word" and value == "NOT"):
            return Not(self.deeper(self.one, position))
        if kind == "open":
            node = self.deeper(self.either, position)
            if self.at >= len(self.tokens) or self.tokens[self.at].kind != "close":
                raise QueryError("a bracket is not closed; write ) behind what it groups", position)
            self.at += 1
            return node
        if kind == "close":
            raise QueryError("a closing bracket where a word is expected; leave it out", position)
        if kind == "field":
            return self.field(value.lower(), position)
        return _words(value, position, phrase=kind == "phrase")

    def deeper(self, read: Callable[[], Node], position: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} levels of brackets or NOT; write fewer", position)
        node = read()
        self.depth -= 1
        return node

    def field(self, name: str, position: int) -> Node:
        if self.at >= len(self.tokens) or self.tokens[self.at].kind not in ("word", "phrase"):
            raise QueryError(f"{name}: wants a value behind it", position)
        value = self.tokens[self.at].value
        self.at += 1
        return field_node(name, value, position, self.held)

    def number(self) -> Node | None:
        """A message number among words: the longest run of words from here that is one."""
        if not any(c.isdigit() for c in self.tokens[self.at].value):
            return None  # a year stands first; what a list leaves out is not guessed
        run: list[str] = []
        for kind, value, _ in self.tokens[self.at : self.at + _LONGEST_NUMBER]:
            if kind != "word" or value in _OPERATORS:
                break
            run.append(value)
        for count in range(len(run), 0, -1):
            reading = MRN.read(" ".join(run[:count])) if run[count - 1][-1:].isdigit() else None
            if reading and not reading.corrected_from:
                self.at += count
                return _cable_and_citing(reading.mrn)
        return None

    def word_is(self, word: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][:2] == ("word", word)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    text = text.rstrip()
    at = 0
    while at < len(text):
        m = _TOKEN.match(text, at)
        if m is None:
            raise QueryError("this cannot be read; leave it out", at)
        kind, at = m.lastgroup or "", m.end()
        value, position = m[kind], m.start(kind)
        if kind == "end":
            kind, value, position = "phrase", m["phrase"], m.start("phrase") - 1
            if not m["end"]:
                raise QueryError('a quotation mark is not closed; write " behind the phrase', position)
        elif kind == "field" and value.lower() not in FIELDS and text[at : at + 1].strip() == "":
            kind = "word"  # "ITALY: LIBYAN IMMIGRATION": a colon between words
        tokens.append(_Token(kind, value, position))
    return tokens


def _words(value: str, position: int, *, phrase: bool) -> Node:
    if not phrase and value == "*":
        return Everything()
    plain = plain_words(value)
    if not plain:
        raise QueryError(f"“{value}” has no letters or digits to look for; leave it out", position)
    if not phrase and value.startswith("--"):
        raise QueryError(f"“{value}” begins with two signs; write one to exclude, none to look for", position)
    if "*" in value:
        if phrase:
            raise QueryError("a * does not work between quotation marks; leave it out", position)
        check_star(value, plain, position)
        return Prefix(plain[0])
    return Phrase(" ".join(plain)) if len(plain) > 1 else Word(plain[0])
