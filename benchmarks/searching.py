"""Search, the ten best with snippets: the archive against bare tantivy and SQLite FTS5."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import reftel
from benchmarks.ingesting import BODY, tantivy_schema

_LIMIT = 10
_SNIPPET = 220
_ROUNDS = 30
_ENOUGH = 2.0  # seconds for one query of one engine


class Query(NamedTuple):
    """A question, as each engine is asked it."""

    name: str
    reftel: str
    tantivy: str
    fts5: str


QUERIES = (
    Query("a word in nearly all", "ministry", "ministry", "ministry"),
    Query("a common word", "fisheries", "fisheries", "fisheries"),
    Query("a rare word", "candor", "candor", "candor"),
    Query("a surname", "beldani", "beldani", "beldani"),
    Query("a word that is not there", "zymurgy", "zymurgy", "zymurgy"),
    Query("two words", "fisheries AND pipeline", "fisheries AND pipeline", "fisheries AND pipeline"),
    Query("either of two words", "fisheries OR pipeline", "fisheries OR pipeline", "fisheries OR pipeline"),
    Query(
        "a phrase",
        '"export control legislation"',
        '"export control legislation"',
        '"export control legislation"',
    ),
    Query(
        "a word and not another", "fisheries NOT pipeline", "fisheries NOT pipeline", "fisheries NOT pipeline"
    ),
)


class Timing(NamedTuple):
    """Median milliseconds of a query by engine, and the hits that the archive counts."""

    query: Query
    hits: int
    milliseconds: dict[str, float]


def measure(folder: Path) -> list[Timing]:
    """Ask each question of the three that `ingesting` left in `folder`."""
    archive = reftel.open(folder / "reftel")
    bare = _Bare(folder / "tantivy")
    database = sqlite3.connect(folder / "fts5" / "texts.sqlite")
    found = []
    for query in QUERIES:
        times = {
            "reftel": _median(lambda query=query: archive.search(query.reftel, limit=_LIMIT)),
            "tantivy": _median(lambda query=query: bare.search(query.tantivy)),
            "fts5": _median(lambda query=query: _fts5(database, query.fts5)),
        }
        found.append(Timing(query, archive.search(query.reftel, limit=_LIMIT).total, times))
    database.close()
    return found


def _median(call: Callable[[], object]) -> float:
    call()
    times: list[float] = []
    begun = time.perf_counter()
    while len(times) < _ROUNDS and time.perf_counter() - begun < _ENOUGH:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


class _Bare:
    """Tantivy with nothing around it."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        schema = tantivy_schema()
        self._schema = schema
        self._index = tantivy.Index(schema, str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: str) -> list[tuple[str, str]]:
        query = self._index.parse_query(words, [BODY])
        result = self._searcher.search(query, _LIMIT)
        snippets = self._tantivy.SnippetGenerator.create(self._searcher, query, self._schema, BODY)
        snippets.set_max_num_chars(_SNIPPET)
        found = []
        for _, address in result.hits:
            document = self._searcher.doc(address)
            snippet = snippets.snippet_from_doc(document)
            found.append((str(document.get_first("id")), snippet.fragment()))
        return found


def _fts5(database: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    return database.execute(
        "SELECT id, snippet(texts, 1, '<b>', '</b>', '…', 30) FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?",
        (words, _LIMIT),
    ).fetchall()
