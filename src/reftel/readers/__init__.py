"""Bytes → raw messages: one module a container format, chosen by what the bytes look like.

May import `reftel.model` and `reftel.vocabulary`. Start reading at `protocol`: what a reader is;
then `files`, which finds the files and gives each to its reader.
"""

from reftel.readers.files import Found, find, read
from reftel.readers.mapping import ColumnMapping, Columns, MappingError
from reftel.readers.protocol import Reader, Reject, TableReader
from reftel.readers.registry import Format, choose, formats, readers

__all__ = [
    "ColumnMapping",
    "Columns",
    "Format",
    "Found",
    "MappingError",
    "Reader",
    "Reject",
    "TableReader",
    "choose",
    "find",
    "formats",
    "read",
    "readers",
]
