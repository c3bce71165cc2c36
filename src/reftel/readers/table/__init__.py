"""Tables that people make: CSV and TSV, and the columns of Parquet files and JSON lines.

`reader` knows a table and `rows` cuts it into records, by its `dialect`; `columnar` reads Parquet.
What a column is, `guess` tells by names and values, with `days` for dates; `record` makes messages.
"""

from reftel.readers.table.columnar import Parquet
from reftel.readers.table.reader import Table

__all__ = ["Parquet", "Table"]
