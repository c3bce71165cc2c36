"""The columns of the table `links`: which cable speaks of which, how surely, and by what evidence.

`date` is the day that the citing cable writes for the one cited, `start` and `end` the place of the words that cite it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa

if TYPE_CHECKING:
    import polars as pl

LINKS: Final = pa.schema(
    [
        ("cable", pa.string()),
        ("position", pa.int32()),
        ("from_mrn", pa.string()),
        ("to_mrn", pa.string()),
        ("kind", pa.string()),
        ("relation", pa.string()),
        ("confidence", pa.float64()),
        ("how", pa.string()),
        ("evidence", pa.string()),
        ("candidates", pa.list_(pa.string())),
        ("scores", pa.list_(pa.float64())),
        ("to_cable", pa.string()),
        ("date", pa.date32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
    ]
)


def empty() -> pl.DataFrame:
    """The table without rows."""
    import polars as pl

    made = pl.from_arrow(LINKS.empty_table())
    assert isinstance(made, pl.DataFrame)
    return made
