"""Checking an archive against its own digests and counts.

Each check finds what another cannot: the digest of a file any change of its bytes, the digests of
the sources a change made with the archive's own tools, the counts a row that is gone, the ids rows
that belong to nothing, and the index what it lacks or has too much.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from reftel.archive import coverage, graphing, linking, rows
from reftel.archive import index as word_index
from reftel.archive.datafiles import digest
from reftel.archive.intake import cable_key
from reftel.archive.known import Known
from reftel.archive.store import Store

if TYPE_CHECKING:
    import tantivy

LISTED: Final = 20
"""Findings of one kind that are listed; the rest are counted."""


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it should be: `code` is stable, `where` names the file or row."""

    code: str
    where: str
    message: str


class Verification(msgspec.Struct):
    """What a check found. `checked` counts what was looked at, `found` what is wrong, by code."""

    checked: dict[str, int] = {}
    found: dict[str, int] = {}
    findings: list[Finding] = []

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.found

    def add(self, code: str, where: str, message: str) -> None:
        """Take a finding down."""
        self.found[code] = self.found.get(code, 0) + 1
        if self.found[code] <= LISTED:
            self.findings.append(Finding(code, where, message))

    def count(self, what: str, number: int = 1) -> None:
        """Count what was looked at."""
        self.checked[what] = self.checked.get(what, 0) + number


def verify(store: Store) -> Verification:
    """Check files, tables, rows and index. Changes nothing."""
    result = Verification()
    readable = [name for name in rows.TABLES if _files(store, name, result)]
    for name in readable:
        _counts(store, name, result)
    if result.ok and len(readable) == len(rows.TABLES):
        _rows(store, result)
        _index(store, result)
        _links(store, result)
    elif not result.ok:
        result.count("rows not compared, as files are damaged")
    return result


def _files(store: Store, name: str, result: Verification) -> bool:
    """The table's log and the bytes of its data files; whether its rows can be read at all."""
    try:
        sizes = {store.path / name / action["path"]: action["size_bytes"] for action in store.actions(name)}
        latest = _latest(store, name)
    except Exception as error:
        result.add("log-unreadable", name, f"the table's log cannot be read: {error}")
        return False
    if latest != store.snapshot.versions[name]:
        message = f"version {latest} is not the snapshot's, {store.snapshot.versions[name]}"
        result.add(
            "version-unknown", name, f"{message}: an ingest that was killed, or another program's change"
        )
    digests = store.digests.read()
    whole = True
    for file, size in sizes.items():
        where = store.digests.key(file)
        result.count("files")
        if not file.exists():
            result.add("file-missing", where, "the data file is not there")
            whole = False
        elif where not in digests:
            result.add("digest-missing", where, "SHA256SUMS does not name the file")
        elif file.stat().st_size != size or digest(file) != digests[where]:
            result.add("file-changed", where, "the bytes are not those that were written")
            whole = False
    return whole


def _latest(store: Store, name: str) -> int:
    from deltalake import DeltaTable

    return DeltaTable(store.path / name).version()


def _counts(store: Store, name: str, result: Verification) -> None:
    number = sum(action["num_records"] or 0 for action in store.actions(name))
    result.count(name, number)
    if number != store.snapshot.counts[name]:
        message = f"{number} rows; the snapshot says {store.snapshot.counts[name]}"
        result.add("count-differs", name, message)


def _rows(store: Store, result: Verification) -> None:
    cables = _unique(store, "cables", result)
    _unique(store, "sources", result)
    _unique(store, "rejects", result)
    for table in ("paragraphs", "references"):
        for id in _column(store, table, "cable"):
            if cable_key(id) not in cables:
                result.add("orphan-row", table, f"a row belongs to cable {id}, which is not there")
    _sources(store, cables, result)


def _unique(store: Store, name: str, result: Verification) -> Known:
    seen = Known(16)
    for id in _column(store, name, "id"):
        key = cable_key(id)
        if key in seen:
            result.add("twice", name, f"the id {id} is there more than once")
        seen.add(key)
    return seen


def _sources(store: Store, cables: Known, result: Verification) -> None:
    """The bytes of each source give its digest, are there, and every cable comes from one."""
    kept, named, origins = Known(16), [], Known(16)
    for batch in store.batches("sources", ["id", "cable", "sha256", "data"]):
        columns = (batch.column(name).to_pylist() for name in ("id", "cable", "sha256", "data"))
        for id, cable, sha256, data in zip(*columns, strict=True):
            if data is None:
                named.append(sha256)
            else:
                kept.add(bytes.fromhex(sha256[:32]))
                if hashlib.sha256(data).hexdigest() != sha256:
                    result.add("source-changed", id, "the bytes do not give the digest")
            if cable is not None:
                origins.add(cable_key(cable))
                if cable_key(cable) not in cables:
                    result.add("orphan-row", "sources", f"source {id} gave cable {cable}, which is not there")
    for sha256 in named:
        if bytes.fromhex(sha256[:32]) not in kept:
            result.add("source-missing", sha256, "no source keeps the bytes of this digest")
    for id in _column(store, "cables", "id"):
        if cable_key(id) not in origins:
            result.add("source-missing", id, "the cable comes from no source")


def _index(store: Store, result: Verification) -> None:
    index = coverage.open_index(store)
    if index is None:
        result.add("index-missing", "index", "there is no index: `reftel reindex` makes it")
        return
    documents = index.searcher().num_docs
    result.count("index", documents)
    if documents != store.snapshot.counts["cables"]:
        cables = store.snapshot.counts["cables"]
        result.add(
            "index-differs", "index", f"{documents} documents, {cables} cables: `reftel reindex` mends it"
        )
    _documents(store, index, result)


def _documents(store: Store, index: tantivy.Index, result: Verification) -> None:
    import tantivy

    searcher = index.searcher()
    for batch in store.batches("cables", ["id", "record"]):
        columns = (batch.column(name).to_pylist() for name in ("id", "record"))
        for id, record in zip(*columns, strict=True):
            query = tantivy.Query.term_query(index.schema, word_index.ID, id)
            hits = searcher.search(query, 2, count=False).hits
            if len(hits) != 1:
                result.add("index-differs", id, f"the index has this cable {len(hits)} times")
            elif bytes(searcher.doc(hits[0][1]).get_first(word_index.RECORD) or b"") != record:
                result.add("index-differs", id, "the index keeps another record than the table")


def _links(store: Store, result: Verification) -> None:
    """The links say that they are level with the tables, and are what the rules make of them."""
    covers = linking.covers(store)
    if covers is None:
        result.add("links-missing", "links", "there is no table of links: `reftel reindex` makes it")
        return
    if covers != linking.wanted(store):
        message = f"made of batch {covers.batch}, the tables are at {store.snapshot.batch}"
        result.add("links-behind", "links", f"{message}: `reftel reindex` mends it")
        return
    number, same = linking.check(store)
    result.count("links", number)
    if not same:
        result.add("links-differ", "links", "not what the tables give: `reftel reindex` mends it")
    elif graphing.is_sound(store) is False:
        result.add("graph-differs", "graph", "not what the links give: `reftel reindex` mends it")


def _column(store: Store, table: str, column: str) -> Iterator[str]:
    for batch in store.batches(table, [column]):
        yield from batch.column(column).to_pylist()
