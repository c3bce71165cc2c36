"""Bytes → raw messages: one module a container format, chosen by what the bytes look like.

May import `reftel.model` and `reftel.vocabulary`. Start reading at `protocol`: what a reader is;
then `files`, which finds the files and gives each to its reader.
"""

from reftel.readers.files import Found, find, read
from reftel.readers.protocol import Reader, Reject
from reftel.readers.registry import choose, readers

__all__ = ["Found", "Reader", "Reject", "choose", "find", "read", "readers"]
