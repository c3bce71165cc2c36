"""An archive of cables: what a notebook or the commands do with one."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from reftel.archive import index as word_index
from reftel.archive.errors import ArchiveError, ArchiveLocked
from reftel.archive.store import Snapshot, Store
from reftel.archive.tables import Tables
from reftel.model import MRN, Cable

if TYPE_CHECKING:
    import polars
    import tantivy

    from reftel.archive.citations import Citation
    from reftel.archive.kernel import Parse
    from reftel.archive.originals import Original
    from reftel.archive.overview import Info
    from reftel.archive.report import Progress, Report
    from reftel.archive.verification import Verification
    from reftel.links.comparing.editions import Editions, Revelation
    from reftel.links.comparing.grouping import Group
    from reftel.links.dating.serials import Serials
    from reftel.links.missing.one_ghost import Ghost
    from reftel.links.network.graph import Graph
    from reftel.links.network.threads import Node, Thread
    from reftel.readers import Found


SEARCH = "reftel.search:search"
EXPORT = "reftel.export.from_archive:export"


class Archive(Tables):
    """The archive in a folder. Make one with `create`, open one with `open`. Its tables are those of `Tables`."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._index: tantivy.Index | None = None
        self._covered: Snapshot | None = None
        self._graph: Graph | None = None
        self._graphed: Snapshot | None = None
        self._serials: tuple[Snapshot, Serials] | None = None

    # Putting in

    def ingest(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        progress: bool | Callable[[Progress], None] = False,
        workers: int | None = None,
        parse: str | Parse | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Report:
        """Take in files, folders, patterns, or standard input (`-`).

        What is there already is not taken in twice, what cannot be read becomes a reject. If the
        process is killed, what was reported as kept is there, and the next ingest goes on.
        `progress` shows a bar, or is called with each `Progress`. `workers` processes parse (as
        many as there are processors, if not given; 0: none beside this one). `parse` is another
        parser, by itself or as `module:function`. `columns` says what the columns of tables are
        (`{"text": "body"}`); those that it does not name are guessed, and the report says how.

        Raises `ArchiveLocked` if another process writes to the archive, and
        `reftel.readers.MappingError` if `columns` has a name that no column can have.
        """
        given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
        return self._ingest(given, progress, workers, parse, columns)

    def _ingest(
        self,
        given: Sequence[str | os.PathLike[str] | Found],
        progress: bool | Callable[[Progress], None],
        workers: int | None,
        parse: str | Parse | None,
        columns: Mapping[str, str] | None,
    ) -> Report:
        from reftel.archive.ingest import Ingest, parser_name
        from reftel.readers import mapping

        said = mapping.made(columns or {})
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._store.lock())
            tell, total = (progress, None) if callable(progress) else (None, None)
            if progress is True:
                from reftel.archive.bar import bar

                tell, total = stack.enter_context(bar(given))
            wanted = _processors() if workers is None else workers
            try:
                return Ingest(self._store, parser_name(parse), wanted, tell, total, said)(given)
            finally:
                self._index = None

    def retry_rejects(
        self,
        progress: bool | Callable[[Progress], None] = False,
        workers: int | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Report:
        """Try again what could not be read: after an upgrade, or once files are mended.

        The files are read where they lie; of those that are gone, the bytes that were kept. What
        is read now is no open reject any more. `columns` says what the columns of tables are.
        """
        from reftel.archive.originals import to_try_again

        return self._ingest(to_try_again(self), progress, workers, None, columns)

    # Looking up

    @property
    def index(self) -> tantivy.Index:
        """The word index, level with the tables if this process may write to the archive."""
        snapshot = self._store.refresh()
        if self._index is None or self._covered != snapshot:
            from reftel.archive import coverage

            self._index = self._current_index()
            self._covered = snapshot if coverage.is_current(self._store, self._index) else None
        return self._index

    def _current_index(self) -> tantivy.Index:
        from reftel.archive import coverage

        index = coverage.open_index(self._store)
        if index is not None and coverage.is_current(self._store, index):
            return index
        try:
            with self._store.lock():
                self._store.refresh()
                indexer = coverage.Indexer(self._store)
                indexer.catch_up()
                indexer.close()
                return indexer.index
        except (ArchiveLocked, PermissionError):
            # Who holds the lock will bring the index up; what it covers can be read meanwhile.
            if index is None:
                raise ArchiveError(f"{self.path} has no index yet, and cannot be written to now.") from None
            return index

    def get(self, key: str | MRN) -> Cable | None:
        """A cable by its MRN in any spelling, or by an edition's id; `None` if it is not there.

        Of several editions of one MRN the best text (`reftel.links.comparing.editions.ranked` has the rule).
        Where that is one section of a message, and others are held, all of them joined. `editions`
        gives each by itself.
        """
        if isinstance(key, str) and (found := self._edition(key)) is not None:
            return found
        editions = self.editions(key)
        if not editions:
            return None
        return self._joined(editions) or editions[0]

    def _joined(self, editions: list[Cable]) -> Cable | None:
        best = editions[0].sections
        if len(editions) < 2 or best is None or not best.missing:
            return None
        from reftel.parser.sections import join, whole

        joined = join(editions)
        return whole(joined[0]) if joined and len(joined[0].parts) > 1 else None

    def editions(self, mrn: str | MRN) -> list[Cable]:
        """All editions of an MRN, the best text first; words of different editions are never mixed."""
        number = _number(mrn)
        if number is None:
            return []
        found = word_index.find(self.index, word_index.MRN, str(number))
        if len(found) < 2:
            return found
        from reftel.links.comparing.editions import ranked

        return [cable for cable, _ in ranked(found)]

    def compare(self, key: str | MRN) -> Editions | None:
        """The editions of a cable side by side, each compared with the best text; `None` if there is none.

        An edition's id stands for all editions of its number.
        """
        from reftel.archive.comparing import editions_of
        from reftel.links.comparing.editions import side_by_side

        cables = editions_of(self, key)
        return side_by_side(cables) if cables else None

    def edition_groups(self) -> list[Group]:
        """The cables of which several editions are held, found by their numbers and by their texts."""
        from reftel.archive.comparing import edition_groups

        return edition_groups(self)

    def redactions(self, groups: list[Group] | None = None) -> Iterator[Revelation]:
        """What one edition of a cable prints that another withholds or leaves out, with both places.

        Of the cables of which several editions bear one number or, with `groups` from
        `edition_groups`, of those.
        """
        from reftel.archive.comparing import redactions

        return redactions(self, groups)

    def originals(self, key: str | MRN) -> list[Original]:
        """The original bytes of a cable: of all editions of an MRN, or of one edition by its id."""
        from reftel.archive.originals import originals

        ids = [cable.id for cable in self.editions(key)]
        if not ids and isinstance(key, str) and (one := self.get(key)):
            ids = [one.id]
        return originals(self, ids) if ids else []

    def cites(self, key: str | MRN) -> list[Citation]:
        """What a cable cites (all its editions, if `key` is an MRN), in the order of its references.

        Behind them stand relations that are found otherwise: what `AND PREVIOUS` means, a septel, short
        forms and the editors' pointers in documents of edited volumes.
        """
        from reftel.archive import citations

        cables = self.editions(key)
        if not cables and isinstance(key, str) and (one := self.get(key)):
            cables = [one]
        return citations.cites(cables, self.links, self._held)

    def cited_by(self, mrn: str | MRN) -> list[Citation]:
        """Who cites a cable, whether or not the archive holds it, in the order of time."""
        number = _number(mrn)
        if number is None:
            return []
        from reftel.archive import citations

        return citations.cited_by(number, self.links, self._edition, self._held)

    def _edition(self, id: str) -> Cable | None:
        found = word_index.find(self.index, word_index.ID, id)
        return found[0] if found else None

    def _held(self, mrn: MRN) -> tuple[str, ...]:
        return tuple(word_index.ids(self.index, word_index.MRN, str(mrn)))

    def search(self, query: str = "", **options: Any) -> Any:
        """The cables that a query finds, as `reftel.search.Hits`; `options` are those of `reftel.search.search`.

        >>> archive.search('tag:PARM from:rome "export controls"', after="2003-01", limit=20)  # doctest: +SKIP
        """
        return self.searcher(self, query, **options)

    @property
    def searcher(self) -> Callable[..., Any]:
        """What answers `search`. It stands after this package on the way of a cable, so it is found by its name."""
        return _named(SEARCH)

    def export(
        self, target: str | os.PathLike[str] | BinaryIO, cables: Iterable[Any] | str = (), **options: Any
    ) -> Any:
        """Write cables to a file, in the format that its name tells or `format` names.

        `cables` are numbers in any spelling, editions' ids, cables, hits of a search or nodes of a thread; or `query`
        is a search, of which all that it finds is written, and `thread` a cable whose thread is. Other options:
        `editions` (all of each number, not the best text only), `accessed` (a day, for citations), `force` (write over
        a file that is there), and those of `search` or `thread`. Gives how many were written (`count`), the `format`,
        and the names that lead to none (`missing`). Raises `reftel.export.ExportError`.

        >>> archive.export("libya.csv", query="tag:LY", after="2003-01")  # doctest: +SKIP
        >>> archive.export("thread.graphml", thread="2003ROME4580")  # doctest: +SKIP
        """
        return _named(EXPORT)(self, target, cables, **options)

    # Links

    @property
    def graph(self) -> Graph:
        """Who cites whom, as a graph of all cables held or cited; made anew where the tables have grown."""
        from reftel.archive import graphing

        snapshot = self._store.refresh()
        if self._graph is None or self._graphed != snapshot:
            self._graph, self._graphed = graphing.graph(self._store), snapshot
        return self._graph

    def thread(self, key: str | MRN, **limits: Any) -> Thread | None:
        """The cables before and after one, in the order of time, and who cites whom.

        `key` is an MRN in any spelling, held or only cited, or an edition's id; `None` if neither
        is known. `limits` are those of `reftel.links.network.threads.Limits`; `ValueError` if one makes no sense.
        """
        from reftel.links.network.threads import Limits, thread

        wanted, start = Limits(**limits), self._node(key)
        if start is None:
            return None
        found = thread(self.graph, start, wanted)
        return msgspec.structs.replace(found, nodes=tuple([self._titled(node) for node in found.nodes]))

    def _node(self, key: str | MRN) -> int | None:
        number = _number(key)
        for name in filter(None, (str(key), str(number) if number else None)):
            if (found := self.graph.node(name)) is not None:
                return found
        edition = self.get(key) if isinstance(key, str) else None
        return self.graph.node(str(edition.mrn)) if edition and edition.mrn else None

    def _titled(self, node: Node) -> Node:
        """With the title that the source gives it, where a cable has no subject line of its own."""
        if node.subject or node.id is None:
            return node
        found = word_index.find(self.index, word_index.ID, node.id)
        return msgspec.structs.replace(node, subject=found[0].given.get("title")) if found else node

    # What is missing

    def ghosts(
        self,
        by: str = "citations",
        post: str | None = None,
        year: int | None = None,
        search: str | None = None,
        limit: int | None = None,
        confidence: float = 0.9,
    ) -> polars.DataFrame:
        """The cables that others cite and no text of which is held: one row each, with when it was sent.

        `by` ranks them: `citations`, `date` or `post`. `post` is a post's code, `search` a query: then only what the
        cables that it finds cite. A message that is cited by originator and date-time group only has no `mrn`, but is
        `named`. The interval from `first` to `last` holds with the row's `confidence`. The columns
        are explained in the reference. Raises `ValueError` for another `by` or a confidence outside 0 to 1.
        """
        from reftel.archive import absent

        return absent.ghosts(self, by, post, year, search, limit, confidence)

    def ghost(self, mrn: str | MRN, confidence: float = 0.9) -> Ghost | None:
        """All that is known of one ghost, with the sentences that speak of it; `None` if it is none.

        One that is known by originator and date-time group only is named so: `CNO WASHINGTON DC 152315Z APR 2005`.
        """
        from reftel.archive import absent
        from reftel.links.missing import unnumbered

        name = mrn if isinstance(mrn, MRN) else MRN.parse(mrn) or unnumbered.parse(mrn)
        return absent.ghost(self, name, (), confidence) if name else None

    def gaps(
        self, post: str | None = None, year: int | None = None, confidence: float = 0.9
    ) -> polars.DataFrame:
        """How complete the archive is: one row for each post, year and series, those with the most missing first.

        The highest serial seen, how many numbers were given out (`total`, with `total_low` and `total_high`), and of these held,
        cited only, unknown. The columns are those of `reftel.links.missing.gaps.COLUMNS`.
        """
        from reftel.archive import absent
        from reftel.links.missing import gaps

        return gaps.table(absent.known(self, post, year), self.serials, confidence)

    def missing_runs(self, post: str | None = None, year: int | None = None) -> polars.DataFrame:
        """Runs of missing serials that chance would hardly make, the least likely first."""
        from reftel.archive import absent
        from reftel.links.missing import gaps

        return gaps.missing_runs(gaps.plausible(absent.known(self, post, year), self.serials))

    def gaps_by_month(self, post: str | None = None, year: int | None = None) -> polars.DataFrame:
        """How many cables of each post and month are held, and how many the serials say were sent."""
        from reftel.archive import absent
        from reftel.links.missing import gaps

        return gaps.months(gaps.plausible(absent.known(self, post, year), self.serials), self.serials)

    def gaps_by_year(self, confidence: float = 0.9) -> polars.DataFrame:
        """Totals of each year beside those that the Department of State itself counted, where they are known."""
        from reftel.archive import absent

        return absent.gaps_by_year(self, confidence)

    @property
    def serials(self) -> Serials:
        """When numbered cables were sent, by the archive's dated cables and the known numbers."""
        from reftel.archive import absent

        snapshot = self._store.refresh()
        if self._serials is None or self._serials[0] != snapshot:
            self._serials = (snapshot, absent.serials(self))
        return self._serials[1]

    # Keeping

    def info(self) -> Info:
        """What is in the archive."""
        from reftel.archive.overview import overview

        return overview(self)

    def verify(self) -> Verification:
        """Check the archive against its own digests and counts. Changes nothing."""
        from reftel.archive.verification import verify

        self._store.refresh()
        return verify(self._store)

    def reindex(self) -> int:
        """Make index, links and graph anew from the tables; how many cables the index holds then."""
        from reftel.archive import coverage, graphing, linking

        with self._store.lock():
            self._store.recover()
            self._index = None
            number = coverage.rebuild(self._store)
            linking.rebuild(self._store)
            graphing.rebuild(self._store)
            return number


def create(path: str | os.PathLike[str]) -> Archive:
    """Make an empty archive in a new or empty folder. Raises `ArchiveError`."""
    return Archive(Store.create(Path(path)))


def open(path: str | os.PathLike[str]) -> Archive:
    """Open the archive in a folder. Raises `NotAnArchive`."""
    return Archive(Store.open(Path(path)))


@cache
def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def _number(mrn: str | MRN) -> MRN | None:
    return mrn if isinstance(mrn, MRN) else MRN.parse(mrn)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
