"""Parquet: the columns of the archive's table `cables`, with the whole record in one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from reftel.export.formats import Format, Options
from reftel.model import Cable

_ROWS: Final = 2_000
_SIGNS: Final = 16_000_000
"""Rows, and characters of text, after which a group is written: so much is in memory at once."""


class Parquet:
    """A table for Polars, DuckDB, pandas, R."""

    name = "parquet"
    ending = "parquet"
    about = "Parquet: a table for data tools"
    text = False

    def write(self, cables: Iterable[Cable], out: BinaryIO, options: Options) -> int:
        """Groups of rows, the last one with the file's end."""
        import pyarrow.parquet as pq

        from reftel.archive import rows

        schema = rows.without(rows.CABLES, "source", "parser", "batch")
        count = signs = 0
        pending: list[tuple[Any, ...]] = []
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for cable in cables:
                pending.append(tuple(rows.cable_row(cable).values()))
                count, signs = count + 1, signs + len(cable.text)
                if len(pending) >= _ROWS or signs >= _SIGNS:
                    writer.write_batch(rows.record_batch(schema, pending))
                    pending, signs = [], 0
            if pending:
                writer.write_batch(rows.record_batch(schema, pending))
        return count


FORMAT: Final[Format] = Parquet()
