"""The engine of the archive's own index: a tree becomes a tantivy query."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import msgspec
import tantivy
from tantivy import Occur, Query

from reftel.archive import index as fields
from reftel.search.hits import Hit, Snippet
from reftel.search.tree import And, Everything, Exact, Level, Node, Not, Or, Phrase, Prefix, Sent, Word, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXACT = {
    "from": fields.STATION,
    "to": fields.TO,
    "tag": fields.TAG,
    "caption": fields.CAPTION,
    "mrn": fields.MRN,
    "ref": fields.REF,
    "problem": fields.PROBLEM,
}
_WORDS = {"subject": fields.SUBJECT, "signer": fields.SIGNER}
SUBJECT_BOOST = 2.0
SNIPPET = 220
_TOKEN = re.compile(r"[^\W_]+")
# The cut that tantivy's default tokenizer makes: longer tokens are not in the index.
_LONGEST_TOKEN = 40


class _Listed(msgspec.Struct):
    """The little of a record that a hit shows."""

    sent: datetime.date | None = None
    classification: dict[str, object] | None = None


_decode = msgspec.json.Decoder(_Listed).decode


def search(
    index: tantivy.Index, node: Node, limit: int, offset: int, by_date: bool, newest_first: bool
) -> tuple[int, list[Hit]]:
    """Run a query: how many hits there are in all, and those of one page."""
    searcher = index.searcher()
    query = to_query(node, index.schema)
    if by_date:
        order = tantivy.Order.Desc if newest_first else tantivy.Order.Asc
        result = searcher.search(query, limit, offset=offset, order_by_field=fields.SENT, order=order)
    else:
        result = searcher.search(query, limit, offset=offset)
    snippets = _generator(searcher, node, index.schema)
    hits = []
    for score, address in result.hits:
        hits.append(_hit(searcher.doc(address), None if by_date else float(score), snippets))
    return getattr(result, "count", None) or 0, hits


def to_query(node: Node, schema: tantivy.Schema) -> Query:
    """The tantivy query of a tree."""
    match node:
        case Everything():
            return Query.all_query()
        case Word(text):
            return _anywhere([text], schema)
        case Phrase(text):
            return _anywhere(text.split(), schema)
        case Prefix(text):
            return Query.regex_query(schema, fields.BODY, re.escape(text.lower()) + ".*")
        case Words(field, text):
            return _in(schema, _WORDS[field], text.split())
        case Exact(field, value):
            return Query.term_query(schema, _EXACT[field], value)
        case Level(levels):
            return _any(Query.term_query(schema, fields.CLASS, level) for level in levels)
        case Sent(first, last):
            return Query.range_query(
                schema, fields.SENT, tantivy.FieldType.Date, _midnight(first), _midnight(last)
            )
        case And(parts):
            return Query.boolean_query(_required(parts, schema))
        case Or(parts):
            return _any(to_query(part, schema) for part in parts)
        case Not(part):
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), (Occur.MustNot, to_query(part, schema))]
            )


def _required(parts: Iterable[Node], schema: tantivy.Schema) -> list[tuple[Occur, Query]]:
    clauses = [
        (Occur.MustNot, to_query(part.part, schema))
        if isinstance(part, Not)
        else (Occur.Must, to_query(part, schema))
        for part in parts
    ]
    if all(occur == Occur.MustNot for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return clauses


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _anywhere(words: list[str], schema: tantivy.Schema) -> Query:
    """In the text, which has the header too; in the subject it counts more."""
    subject = Query.boost_query(_in(schema, fields.SUBJECT, words), SUBJECT_BOOST)
    return Query.boolean_query([(Occur.Must, _in(schema, fields.BODY, words)), (Occur.Should, subject)])


def _in(schema: tantivy.Schema, field: str, words: list[str]) -> Query:
    tokens = [
        token.lower()
        for word in words
        for token in _TOKEN.findall(word)
        if len(token.encode()) < _LONGEST_TOKEN
    ]
    if not tokens:
        return Query.empty_query()
    if len(tokens) == 1:
        return Query.term_query(schema, field, tokens[0])
    return Query.phrase_query(schema, field, tokens)


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC) if day else None


def _generator(
    searcher: tantivy.Searcher, node: Node, schema: tantivy.Schema
) -> tantivy.SnippetGenerator | None:
    words = [part for part in _positive(node) if isinstance(part, (Word, Phrase))]
    if not words:
        return None
    query = _any(_in(schema, fields.BODY, part.text.split()) for part in words)
    generator = tantivy.SnippetGenerator.create(searcher, query, schema, fields.BODY)
    generator.set_max_num_chars(SNIPPET)
    return generator


def _positive(node: Node) -> Iterable[Node]:
    """The parts that a hit has, and that a snippet can show."""
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from _positive(part)
    elif not isinstance(node, Not):
        yield node


def _hit(doc: tantivy.Document, score: float | None, snippets: tantivy.SnippetGenerator | None) -> Hit:
    record = _decode(bytes(doc.get_first(fields.RECORD)))  # type: ignore[arg-type]
    level = record.classification.get("level") if record.classification else None
    return Hit(
        id=str(doc.get_first(fields.ID)),
        mrn=doc.get_first(fields.MRN),
        sent=record.sent,
        subject=doc.get_first(fields.SUBJECT),
        classification=str(level) if level else None,
        score=score,
        snippet=_snippet(doc, snippets),
    )


def _snippet(doc: tantivy.Document, snippets: tantivy.SnippetGenerator | None) -> Snippet | None:
    """The best piece of the text, its wraps undone; offsets come in bytes and leave in code points."""
    if snippets is None:
        body = str(doc.get_first(fields.BODY) or "")
        start = max(body.find("\n1. "), body.find("\n¶1. "), 0)
        words = " ".join(body[start : start + SNIPPET].split())
        return Snippet(words, ()) if words else None
    made = snippets.snippet_from_doc(doc)
    data = made.fragment().encode()
    pieces, marks, at, length = [], [], 0, 0

    def add(piece: bytes, *, marked: bool = False) -> None:
        nonlocal length
        words = piece.decode(errors="replace").replace("\n", " ").replace("\r", " ")
        if marked:
            marks.append((length, length + len(words)))
        pieces.append(words)
        length += len(words)

    for mark in sorted(made.highlighted(), key=lambda mark: mark.start):
        if mark.start < at:
            continue
        add(data[at : mark.start])
        add(data[mark.start : mark.end], marked=True)
        at = mark.end
    add(data[at:])
    return Snippet("".join(pieces), tuple(marks)) if length else None
