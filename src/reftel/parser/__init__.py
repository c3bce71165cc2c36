"""One raw message → one cable: cleaning, zones, then one module a field.

May import `reftel.readers`, `reftel.model` and `reftel.vocabulary`. Start reading at `parse.parse`.
"""

from reftel.parser.parse import parse

__all__ = ["parse"]
