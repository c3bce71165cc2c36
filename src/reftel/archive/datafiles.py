"""The Parquet files of a table: written, put on the disk, and remembered by their digests."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

if TYPE_CHECKING:
    from deltalake.transaction import AddAction

_LONG: Final = ("text", "record", "data", "summary", "comment")
"""Columns of long values: a dictionary or statistics of them would only cost."""


class DataFile:
    """A new file of a table, written group by group. The table has it once its log says so.

    Arrow writes the file, and Delta only the log: so in half the time that Delta's writer takes.
    """

    def __init__(self, folder: Path, batch: int, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self.path = folder / f"part-{batch:08}-{uuid.uuid4()}.parquet"
        self.rows = 0
        self._batch = batch
        short: Any = [column for column in schema.names if column not in _LONG]
        self._writer = pq.ParquetWriter(
            self.path,
            schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=short,
            write_statistics=short,
            store_schema=False,
        )

    def write(self, data: pa.Table) -> None:
        """Write rows as one group."""
        self._writer.write_table(data, row_group_size=max(data.num_rows, 1))
        self.rows += data.num_rows

    def close(self) -> AddAction:
        """Finish the file; what the table's log is to say of it."""
        from deltalake.transaction import AddAction

        self._writer.close()
        bounds = {"batch": self._batch}
        statistics = {
            "numRecords": self.rows,
            "minValues": bounds,
            "maxValues": bounds,
            "nullCount": {"batch": 0},
        }
        return AddAction(
            path=self.path.name,
            size=self.path.stat().st_size,
            partition_values={},
            modification_time=int(time.time() * 1000),
            data_change=True,
            stats=json.dumps(statistics),
        )

    def abandon(self) -> None:
        """Let it go unfinished."""
        with contextlib.suppress(OSError, pa.ArrowException):
            self._writer.close()
        self.path.unlink(missing_ok=True)


def leftovers(table: Path, batch: int) -> list[Path]:
    """The files of batches after `batch`: unfinished, or finished and not made part of the table."""
    return [file for file in table.glob("part-????????-*.parquet") if _batch_of(file) > batch]


def _batch_of(file: Path) -> int:
    number = file.name[5:13]
    return int(number) if number.isdecimal() else 0  # a file that Delta Lake itself has written


def added(table: Path, first: int, last: int) -> list[Path]:
    """The data files that versions `first` to `last` of a table added."""
    names = [action["add"]["path"] for action in _log(table, first, last) if "add" in action]
    return [file for name in names if (file := table / name).exists()]


def same_rows(table: Path, first: int, last: int) -> bool:
    """Whether versions `first` to `last` changed files only, and no rows."""
    done = [
        action["commitInfo"]["operation"] for action in _log(table, first, last) if "commitInfo" in action
    ]
    return len(done) == last - first + 1 and all(name.startswith(("OPTIMIZE", "VACUUM")) for name in done)


def _log(table: Path, first: int, last: int) -> Iterator[dict[str, Any]]:
    for version in range(first, last + 1):
        log = table / "_delta_log" / f"{version:020}.json"
        for line in log.read_text("utf-8").splitlines():
            yield json.loads(line)


def newest(parquet: Any, group: int) -> int:
    """The highest batch in a row group, from its statistics; where there are none, a high number."""
    columns = parquet.metadata.row_group(group)
    for number in range(columns.num_columns):
        column = columns.column(number)
        if column.path_in_schema == "batch" and column.statistics and column.statistics.has_min_max:
            return column.statistics.max
    return 1 << 62


def digest(file: Path, sync: bool = False) -> str:
    """The SHA-256 of a file; with `sync`, once it is on the disk."""
    with open(file, "rb") as stream:
        if sync:
            os.fsync(stream.fileno())
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Digests:
    """The file `SHA256SUMS`, in the form that `sha256sum -c` reads; paths are below its folder."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._file = archive / "SHA256SUMS"

    def key(self, file: Path) -> str:
        """A file's path in the archive."""
        return file.relative_to(self._archive).as_posix()

    def read(self) -> dict[str, str]:
        """The digest of each file, as it was when written."""
        try:
            lines = self._file.read_text("utf-8", "replace").splitlines()
        except OSError:
            return {}
        pairs = (line.partition("  ") for line in lines)
        return {path: value for value, _, path in pairs if len(value) == 64}

    def add(self, files: Iterable[Path]) -> None:
        """Put files on the disk, and their digests after those that are there."""
        lines = "".join(f"{digest(file, sync=True)}  {self.key(file)}\n" for file in files)
        if not lines:
            return
        with open(self._file, "a+b") as sums:
            # A process that was killed may have left half a line.
            if sums.tell():
                sums.seek(-1, os.SEEK_END)
                lines = "\n" * (sums.read(1) != b"\n") + lines
            sums.write(lines.encode())
            sums.flush()
            os.fsync(sums.fileno())

    def keep(self, files: Iterable[Path]) -> None:
        """Forget all other files."""
        known = self.read()
        keys = [key for file in files if (key := self.key(file)) in known]
        replace(self._file, "".join(f"{known[key]}  {key}\n" for key in keys).encode())


def replace(path: Path, data: bytes) -> None:
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
