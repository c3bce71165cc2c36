"""The tables of an archive as frames that read only what is asked of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reftel.archive.store import Store

if TYPE_CHECKING:
    import polars


class Tables:
    """The tables of the archive in a folder, each as it is in the last state that was kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._store.path

    def table(self, name: str) -> polars.LazyFrame:
        """A table as a Polars frame that reads only what is asked of it."""
        import polars

        version = self._store.refresh().versions[name]
        return polars.scan_delta(str(self.path / name), version=version)

    @property
    def cables(self) -> polars.LazyFrame:
        """One row an edition."""
        return self.table("cables")

    @property
    def paragraphs(self) -> polars.LazyFrame:
        """One row a paragraph; `cable` is the edition's id."""
        return self.table("paragraphs")

    @property
    def references(self) -> polars.LazyFrame:
        """One row a reference; `cable` is the citing edition's id."""
        return self.table("references")

    @property
    def links(self) -> polars.LazyFrame:
        """One row a reference and found relation: which cable is meant, how surely, and by what evidence."""
        from reftel.archive import linking

        self._store.refresh()
        return linking.links(self._store)

    @property
    def sources(self) -> polars.LazyFrame:
        """One row a source: the bytes as they came, and where from."""
        return self.table("sources")

    @property
    def rejects(self) -> polars.LazyFrame:
        """One row for each thing that could not be read."""
        return self.table("rejects")

    @property
    def open_rejects(self) -> polars.DataFrame:
        """The rejects that no later ingest has read."""
        from reftel.archive.originals import open_rejects

        return open_rejects(self)
