"""Making the table of links: part by part, and of an archive that has grown only what may have changed.

    held cables ──▶ which older links may change? ──▶ parts resolved ──▶ laid together, in the order of cables

In memory are the held cables in a few numbers each, and one part: the references of some batches. What
parts give goes to files in between, and from there, with what stays of the table as it was, into the
new one. So the memory grows with the number of cables, by some hundred bytes each, and not with what they say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from reftel.links.resolving import relations, volumes
from reftel.links.resolving.news import News
from reftel.links.resolving.readings import HOW
from reftel.links.resolving.resolution import Resolver, arranged

if TYPE_CHECKING:
    import polars as pl

    from reftel.archive.store import Store

PART: Final = 30_000
"""References, and cables, that are resolved together; more where one batch has more."""
ROWS: Final = 50_000
"""Rows of the table that are put in order together."""
_RUN_ROWS: Final = 2_000
"""Rows of a part's file that are read together."""
MOST_NEW: Final = 0.5
"""If more of all cables are new, all is made anew: most of it would have to be."""


class Kept(NamedTuple):
    """The table as it was: up to which batch, which batches taught how references are weighed, its rows, and the
    cables that announce a separate telegram."""

    batch: int
    taught: int
    links: pl.LazyFrame
    announcing: pl.Series


class Renewal:
    """One making of the table. `folder` takes the files in between, and is emptied by who gives it."""

    def __init__(self, store: Store, kept: Kept | None, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._cables = scan(store, "cables")
        self._references = scan(store, "references")
        self._sources = scan(store, "sources")
        self._resolver = Resolver(self._cables, self._references, self._sources)
        self._batch = self._resolver.held.frame["batch"]
        if kept and kept.taught != self.taught:
            kept = None
        if kept and (self._batch > kept.batch).sum() > MOST_NEW * len(self._batch):
            kept = None
        self._kept = kept
        self.announcing = self._announcing()
        self.again = self._again() if kept else None
        """The cables whose links are made anew; `None`: all."""

    @property
    def taught(self) -> int:
        """Up to which batch the archive teaches how its references are weighed."""
        return self._resolver.learned.batches

    def _announcing(self) -> pl.Series:
        """The cables that announce a separate telegram: texts are read of the new ones only."""
        import polars as pl

        if self._kept is None:
            return relations.with_septel(self._cables).unique().sort()
        found = relations.with_septel(self._cables.filter(pl.col("batch") > self._kept.batch))
        return pl.concat([self._kept.announcing, found]).unique().sort()

    # What is made anew

    def _again(self) -> pl.Series:
        import polars as pl

        assert self._kept
        held, new = self._resolver.held.frame, self._batch > self._kept.batch
        news = News(self._resolver.held, new)
        found = [held.filter(new)["id"], news.of_runs(self.announcing), self._documents(self._kept)]
        for first, last in self._parts(self._kept.batch):
            cables, references = self._part(first, last)
            refs = self._resolver.read(cables, references)
            found.append(news.touched(refs, self._held(self._kept.links, refs)))
        return pl.concat(found).unique()

    def _held(self, links: pl.LazyFrame, refs: pl.DataFrame) -> pl.DataFrame:
        """Those of some references that mean a held cable by its number."""
        import polars as pl

        numbered = pl.col("how").is_in(HOW) & pl.col("cable").is_in(refs["cable"].unique().implode())
        found = links.filter(numbered).select("cable", "position", mrn="to_mrn").collect()
        return found.join(self._resolver.held.frame.select("mrn"), on="mrn", how="semi")

    def _documents(self, kept: Kept) -> pl.Series:
        """Of edited volumes: all documents if there are new ones, else those with short forms not held before."""
        import polars as pl

        shelf = self._resolver.shelf
        if shelf is None:
            return pl.Series([], dtype=pl.String)
        more = volumes.speak_of_volumes(self._sources.filter(pl.col("batch") > kept.batch))
        if more.head(1).collect().height:
            return pl.Series([one.cable for one in shelf.documents], dtype=pl.String)
        by_number = pl.col("how").is_in(("short form", "unresolved")) & pl.col("position").is_null()
        return kept.links.filter(by_number).select("cable").collect()["cable"]

    # Part by part

    def _parts(self, until: int | None = None) -> list[tuple[int, int]]:
        """First and last batch of each part."""

        size: dict[int, int] = {}
        for table in (self._cables, self._references):
            for batch, count in table.group_by("batch").len().collect().iter_rows():
                if until is None or batch <= until:
                    size[batch] = size.get(batch, 0) + count
        found: list[tuple[int, int]] = []
        filled = 2 * PART
        for batch in sorted(size):
            if filled + size[batch] > 2 * PART:
                found.append((batch, batch))
                filled = 0
            found[-1] = (found[-1][0], batch)
            filled += size[batch]
        return found

    def _part(self, first: int, last: int) -> tuple[pl.LazyFrame, pl.LazyFrame]:
        """Cables and references of some batches: what a cable cites is in its own batch."""
        import polars as pl

        span = pl.col("batch").is_between(first, last)
        return self._cables.filter(span), self._references.filter(span)

    def _wanted(self) -> Iterator[tuple[pl.LazyFrame, pl.LazyFrame]]:
        """Cables and references of each part, as far as they are made anew."""
        import polars as pl

        if self.again is None:
            yield from itertools.starmap(self._part, self._parts())
            return
        held = self._resolver.held.frame.select("id", "batch")
        again = held.join(pl.DataFrame({"id": self.again}), on="id", how="semi")
        for first, last in self._parts():
            ids = again.filter(pl.col("batch").is_between(first, last))["id"].implode()
            if ids.list.len().item():
                cables, references = self._part(first, last)
                yield cables.filter(pl.col("id").is_in(ids)), references.filter(pl.col("cable").is_in(ids))

    def _runs(self) -> list[pl.LazyFrame]:
        """The links of each part, in a file in between, in the order of their cables."""
        import polars as pl

        asked = self._references
        if self.again is not None:
            asked = asked.filter(pl.col("cable").is_in(self.again.implode()))
        self._resolver.prepare(asked)
        found = []
        for number, (cables, references) in enumerate(self._wanted()):
            ids = cables.select("id").collect()["id"]
            announcing = self.announcing.filter(self.announcing.is_in(ids.implode()))
            path = self._folder / f"{number}.parquet"
            made = self._resolver.links(cables, references, announcing)
            made.sort("cable").write_parquet(path, compression="lz4", row_group_size=_RUN_ROWS)
            found.append(pl.scan_parquet(path))
        return found

    # The whole table

    def pieces(self) -> Iterator[pl.DataFrame]:
        """The table, some rows at a time, in its order."""
        import polars as pl

        runs = self._runs()
        if self._kept and self.again is not None:
            stays = ~pl.col("cable").is_in(self.again.implode()) & (pl.col("relation") != "previous")
            runs.append(self._kept.links.filter(stays))
        if not runs:
            return
        links = pl.concat(runs)
        written = relations.with_previous(self._references)
        previous = relations.previous(self._resolver.held, written, links)
        number = links.select(pl.len()).collect().item()
        for span in _spans(self._resolver.held.frame["id"], number // ROWS + 1):
            yield arranged(pl.concat([links.filter(span).collect(), previous.filter(span)]))


def _spans(ids: pl.Series, number: int) -> Iterator[pl.Expr]:
    """Conditions that part the citing cables into so many runs of about the same length, in their order."""
    import polars as pl

    borders = [None, *(ids[len(ids) * at // number] for at in range(1, number)), None]
    for low, high in itertools.pairwise(borders):
        span = pl.lit(True)
        if low is not None:
            span &= pl.col("cable") >= low
        if high is not None:
            span &= pl.col("cable") < high
        yield span


def scan(store: Store, name: str) -> pl.LazyFrame:
    """A table of the snapshot."""
    import polars as pl

    return pl.scan_delta(str(store.path / name), version=store.snapshot.versions[name])
