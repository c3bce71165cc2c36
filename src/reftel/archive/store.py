"""The folder of an archive: Delta tables, and the file that says which state of them is valid.

    my.archive/
      archive.json     the format of the archive; written once
      snapshot.json    the valid version of each table, and how many rows it has
      SHA256SUMS       the digest of each data file, as `sha256sum -c` reads it
      sources/ cables/ paragraphs/ references/ rejects/      Delta tables
      index/           the word index, made from the tables
      lock             held by the process that writes

Delta Lake has no transaction over several tables. So `snapshot.json` is the commit: a batch of
rows is appended to each table, and exists from the moment in which the new snapshot takes the
old one's place, which the file system does in one step. Whoever reads asks for the versions of
the snapshot, and sees all of a batch or nothing of it; what a killed process appended after the
last snapshot is taken back by the next that writes.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from reftel.archive import rows
from reftel.archive.errors import ArchiveError, NotAnArchive
from reftel.archive.lock import Lock

if TYPE_CHECKING:
    from deltalake import DeltaTable

FORMAT: Final = 1
COMPRESSION: Final = ("ZSTD", 1)
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
                f"{path} is no archive: make one with `reftel.create`, or check the path."
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
        """See what others have written since."""
        self.snapshot = self._read_snapshot()
        return self.snapshot

    def lock(self) -> Lock:
        """The writer's lock."""
        return Lock(self.path / "lock")

    # Reading

    def table(self, name: str) -> DeltaTable:
        """A table at the version of the snapshot."""
        from deltalake import DeltaTable

        return DeltaTable(self.path / name, version=self.snapshot.versions[name])

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
                groups = [g for g in range(parquet.num_row_groups) if _newest(parquet, g) > after]
                for batch in parquet.iter_batches(2000, row_groups=groups, columns=[*columns, "batch"]):
                    numbers = batch.column("batch").to_pylist() if after >= 0 else []
                    yield (
                        batch.filter(pa.array([n > after for n in numbers], pa.bool_())) if numbers else batch
                    )

    # Writing; the caller holds the lock

    def recover(self) -> list[str]:
        """Take back what was appended after the last snapshot; the names of the tables mended."""
        from deltalake import DeltaTable

        self.refresh()
        mended = {}
        for name, version in self.snapshot.versions.items():
            table = DeltaTable(self.path / name)
            if table.version() != version:
                table.restore(version)
                mended[name] = table.version()
        if mended:
            self._commit(self.snapshot.batch, mended, {})
        return list(mended)

    def append(self, batch: int, tables: dict[str, pa.Table]) -> None:
        """Append a batch of rows to the tables. It is there, whole, when this returns."""
        from deltalake import WriterProperties, write_deltalake

        versions, counts = {}, {}
        for name, data in tables.items():
            if not data.num_rows:
                continue
            table = self.table(name)
            data = data.append_column("batch", pa.array([batch] * data.num_rows, pa.int64()))
            properties = WriterProperties(compression=COMPRESSION[0], compression_level=COMPRESSION[1])
            write_deltalake(
                table, data.select(rows.TABLES[name].names), mode="append", writer_properties=properties
            )
            versions[name] = table.version()
            counts[name] = self.snapshot.counts[name] + data.num_rows
        self._commit(batch, versions, counts)

    def compact(self) -> list[str]:
        """Join small data files where there are many; the names of the tables changed."""
        from deltalake import WriterProperties

        changed = {}
        for name in self.snapshot.versions:
            sizes = [action["size_bytes"] for action in self.actions(name)]
            if sum(size < SMALL_FILE for size in sizes) < MANY_FILES:
                continue
            table = self.table(name)
            properties = WriterProperties(compression=COMPRESSION[0], compression_level=COMPRESSION[1])
            table.optimize.compact(
                target_size=LARGE_FILE, max_concurrent_tasks=1, writer_properties=properties
            )
            changed[name] = table.version()
        if changed:
            self._commit(self.snapshot.batch, changed, {})
            self._clear(list(changed))
        return list(changed)

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
        digests = self.digests()
        kept = [file for name in self.snapshot.versions for file in self.files(name)]
        _replace(
            self.path / "SHA256SUMS",
            "".join(_sum_line(self._key(f), digests[self._key(f)]) for f in kept).encode(),
        )

    def _commit(self, batch: int, versions: dict[str, int], counts: dict[str, int]) -> None:
        old = self.snapshot
        files = []
        for name, version in versions.items():
            files += _added(self.path / name, old.versions[name] + 1, version)
        self._add_digests(files)
        new = Snapshot(batch, old.versions | versions, old.counts | counts)
        write_json(self.path / "snapshot.json", new)
        self.snapshot = new

    # Digests

    def _key(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()

    def _add_digests(self, files: list[Path]) -> None:
        lines = "".join(_sum_line(self._key(file), digest(file, sync=True)) for file in files)
        if not lines:
            return
        with open(self.path / "SHA256SUMS", "ab") as sums:
            # The line feed ends what a killed process may have left of a line.
            sums.write(
                b"\n" * (sums.tell() > 0 and not _ends_line(self.path / "SHA256SUMS")) + lines.encode()
            )
            sums.flush()
            os.fsync(sums.fileno())

    def digests(self) -> dict[str, str]:
        """The digest of each data file, by its path in the archive, as it was when written."""
        try:
            lines = (self.path / "SHA256SUMS").read_text("utf-8", "replace").splitlines()
        except OSError:
            return {}
        pairs = (line.partition("  ") for line in lines)
        return {path: value for value, _, path in pairs if len(value) == 64}


def digest(file: Path, sync: bool = False) -> str:
    """The SHA-256 of a file; with `sync`, once it is on the disk."""
    with open(file, "rb") as stream:
        if sync:
            os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sum_line(path: str, value: str) -> str:
    return f"{value}  {path}\n"


def _ends_line(path: Path) -> bool:
    with open(path, "rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _create_table(path: Path, schema: pa.Schema) -> None:
    from deltalake import DeltaTable

    # Statistics of long texts would only make the log long.
    columns = [name for name in ("id", "cable", "mrn", "year", "batch") if name in schema.names]
    configuration: dict[str, str | None] = {"delta.dataSkippingStatsColumns": ",".join(columns)}
    DeltaTable.create(str(path), schema, mode="error", configuration=configuration)  # type: ignore[arg-type]


def _added(table: Path, first: int, last: int) -> list[Path]:
    """The data files that versions `first` to `last` of a table added."""
    files = []
    for version in range(first, last + 1):
        log = table / "_delta_log" / f"{version:020}.json"
        for line in log.read_text("utf-8").splitlines():
            action = json.loads(line).get("add")
            if action and (file := table / action["path"]).exists():
                files.append(file)
    return files


def _newest(parquet: Any, group: int) -> int:
    """The highest batch in a row group, from its statistics; where there are none, a high number."""
    columns = parquet.metadata.row_group(group)
    for number in range(columns.num_columns):
        column = columns.column(number)
        if column.path_in_schema == "batch" and column.statistics and column.statistics.has_min_max:
            return column.statistics.max
    return 1 << 62


def write_json(path: Path, value: msgspec.Struct) -> None:
    """Write a record as JSON, in one step."""
    _replace(path, msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step, and on the disk."""
    new = path.with_name(path.name + ".new")
    with open(new, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
