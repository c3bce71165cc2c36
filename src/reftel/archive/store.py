"""The folder of an archive: Delta tables, and the file that says which state of them is valid.

    my.archive/
      archive.json     the format of the archive; written once
      snapshot.json    the valid version of each table, and how many rows it has
      SHA256SUMS       the digest of each data file, as `sha256sum -c` reads it
      sources/ cables/ paragraphs/ references/ rejects/      Delta tables
      index/           the word index, made from the tables
      links/           which cable speaks of which, made from the tables
      lock             held by the process that writes

Delta Lake has no transaction over several tables. So `snapshot.json` is the commit: a batch of
rows is appended to each table, and exists from the moment in which the new snapshot takes the
old one's place, which the file system does in one step. Whoever reads asks for the versions of
the snapshot, and sees all of a batch or nothing of it; what a killed process appended after the
last snapshot is taken back by the next that writes.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from reftel.archive import datafiles, rows
from reftel.archive.errors import ArchiveError, NotAnArchive
from reftel.archive.lock import Lock

if TYPE_CHECKING:
    from deltalake import DeltaTable

FORMAT: Final = 1
SMALL_FILE: Final = 8 * 1024 * 1024
MANY_FILES: Final = 16
LARGE_FILE: Final = 64 * 1024 * 1024
KEEP_HOURS: Final = 24
"""How long the files of older versions stay, for those who are still reading them."""


class Format(msgspec.Struct, frozen=True):
    """What `archive.json` says."""

    format: int
    created: str
    program: str = "reftel"


class Snapshot(msgspec.Struct, frozen=True):
    """What `snapshot.json` says: the last whole batch, each table's version and number of rows."""

    batch: int
    versions: dict[str, int]
    counts: dict[str, int]


class Store:
    """The tables of the archive in the folder `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshot_file = os.path.join(path, "snapshot.json")
        self.digests = datafiles.Digests(path)
        self._tables: dict[str, DeltaTable] = {}
        self._seen: tuple[int, ...] = ()
        self.snapshot = self._read_snapshot()

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make an empty archive. Raises `ArchiveError` if something is there already."""
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise ArchiveError(f"{path} exists and is not empty: choose another name, or open it.")
        path.mkdir(parents=True, exist_ok=True)
        with Lock(path / "lock"):
            for name, schema in rows.TABLES.items():
                _create_table(path / name, schema)
            write_json(
                path / "snapshot.json",
                Snapshot(0, dict.fromkeys(rows.TABLES, 0), dict.fromkeys(rows.TABLES, 0)),
            )
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            write_json(path / "archive.json", Format(FORMAT, now))
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open an archive. Raises `NotAnArchive`."""
        try:
            stated = msgspec.json.decode((path / "archive.json").read_bytes(), type=Format)
        except FileNotFoundError:
            raise NotAnArchive(
                f"{path} is no archive: check the path, or make one with `reftel ingest` (in Python, `reftel.create`)."
            ) from None
        except (OSError, msgspec.MsgspecError) as error:
            raise NotAnArchive(
                f"{path}/archive.json cannot be read ({error}): restore it from a copy."
            ) from error
        if stated.format > FORMAT:
            raise NotAnArchive(f"{path} is of format {stated.format}, which needs a newer version of Reftel.")
        return cls(path)

    def _read_snapshot(self) -> Snapshot:
        try:
            return msgspec.json.decode((self.path / "snapshot.json").read_bytes(), type=Snapshot)
        except (OSError, msgspec.MsgspecError) as error:
            raise NotAnArchive(
                f"{self.path}/snapshot.json cannot be read ({error}): restore it from a copy."
            ) from error

    def refresh(self) -> Snapshot:
        """See what others have written since; quick where they have not, for each search asks it."""
        seen = self._state()
        if not seen or seen != self._seen:
            self.snapshot = self._read_snapshot()
            self._seen = seen
        return self.snapshot

    def _state(self) -> tuple[int, ...]:
        """What changes whenever another file takes the place of `snapshot.json`."""
        try:
            now = os.stat(self._snapshot_file)
        except OSError:
            return ()
        return now.st_ino, now.st_mtime_ns, now.st_ctime_ns, now.st_size

    def lock(self) -> Lock:
        """The writer's lock."""
        return Lock(self.path / "lock")

    # Reading

    def table(self, name: str) -> DeltaTable:
        """A table at the version of the snapshot."""
        from deltalake import DeltaTable

        version = self.snapshot.versions[name]
        table = self._tables.get(name)
        if table is None or table.version() != version:
            table = self._tables[name] = DeltaTable(self.path / name, version=version)
        return table

    def files(self, name: str) -> list[Path]:
        """The data files of a table."""
        return [self.path / name / action["path"] for action in self.actions(name)]

    def actions(self, name: str) -> list[dict[str, Any]]:
        """What the table's log says of each data file: `path`, `size_bytes`, `num_records` …"""
        return pa.table(self.table(name).get_add_actions(flatten=True)).sort_by("path").to_pylist()

    def batches(self, name: str, columns: list[str], after: int = -1) -> Iterator[pa.RecordBatch]:
        """Rows of a table in small batches; only those of batches after `after`."""
        import pyarrow.parquet as pq

        for file in self.files(name):
            with pq.ParquetFile(file) as parquet:
                groups = [g for g in range(parquet.num_row_groups) if datafiles.newest(parquet, g) > after]
                for batch in parquet.iter_batches(2000, row_groups=groups, columns=[*columns, "batch"]):
                    numbers = batch.column("batch").to_pylist() if after >= 0 else []
                    yield (
                        batch.filter(pa.array([n > after for n in numbers], pa.bool_())) if numbers else batch
                    )

    # Writing; the caller holds the lock

    def recover(self) -> list[str]:
        """Take back what was appended after the last snapshot; the names of the tables mended.

        Files that were only joined or cleared away hold the same rows: that is kept, or an ingest
        that is killed again and again would do nothing else.
        """
        from deltalake import DeltaTable

        self.refresh()
        mended = {}
        for name, version in self.snapshot.versions.items():
            table = DeltaTable(self.path / name)
            if table.version() == version:
                continue
            if not datafiles.same_rows(self.path / name, version + 1, table.version()):
                table.restore(version)
            mended[name] = table.version()
        if mended:
            self._commit(self.snapshot.batch, mended, {})
        for name in self.snapshot.versions:
            for file in datafiles.leftovers(self.path / name, self.snapshot.batch):
                file.unlink(missing_ok=True)
        return list(mended)

    def append(self, batch: int, files: Mapping[str, datafiles.DataFile]) -> None:
        """Make files part of their tables, as a batch. It is there, whole, when this returns."""
        added = {name: file.close() for name, file in files.items()}
        versions, counts = {}, {}
        for name, action in added.items():
            table = self.table(name)
            table.create_write_transaction([action], "append", table.schema())
            table.update_incremental()
            versions[name] = table.version()
            counts[name] = self.snapshot.counts[name] + files[name].rows
        self._commit(batch, versions, counts)

    def compact(self) -> list[str]:
        """Join small data files where there are many; the names of the tables changed."""

        from deltalake import WriterProperties

        changed = []
        for name in self.snapshot.versions:
            sizes = [action["size_bytes"] for action in self.actions(name)]
            if sum(size < SMALL_FILE for size in sizes) < MANY_FILES:
                continue
            table = self.table(name)
            properties = WriterProperties(compression="ZSTD", compression_level=1)
            table.optimize.compact(
                target_size=LARGE_FILE, max_concurrent_tasks=1, writer_properties=properties
            )
            self._commit(self.snapshot.batch, {name: table.version()}, {})
            changed.append(name)
        if changed:
            self._clear(changed)
        return changed

    def _clear(self, names: list[str]) -> None:
        """Remove files that no version of the last day needs. Only after the snapshot is written."""
        versions = {}
        for name in names:
            table = self.table(name)
            table.vacuum(
                retention_hours=KEEP_HOURS, dry_run=False, enforce_retention_duration=False, full=True
            )
            versions[name] = table.version()
        self._commit(self.snapshot.batch, versions, {})
        self.digests.keep(file for name in self.snapshot.versions for file in self.files(name))

    def _commit(self, batch: int, versions: dict[str, int], counts: dict[str, int]) -> None:
        old = self.snapshot
        files = []
        for name, version in versions.items():
            files += datafiles.added(self.path / name, old.versions[name] + 1, version)
        self.digests.add(files)
        new = Snapshot(batch, old.versions | versions, old.counts | counts)
        write_json(self.path / "snapshot.json", new)
        self.snapshot = new


def _create_table(path: Path, schema: pa.Schema) -> None:
    from deltalake import DeltaTable

    # Statistics of long texts would only make the log long.
    columns = [name for name in ("id", "cable", "mrn", "year", "batch") if name in schema.names]
    configuration: dict[str, str | None] = {"delta.dataSkippingStatsColumns": ",".join(columns)}
    DeltaTable.create(str(path), schema, mode="error", configuration=configuration)  # type: ignore[arg-type]


def write_json(path: Path, value: msgspec.Struct) -> None:
    """Write a record as JSON, in one step."""
    datafiles.replace(path, msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
