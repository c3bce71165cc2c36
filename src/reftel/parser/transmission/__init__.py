"""The transmission header: what stands before the message's own marking line.

Start reading at `reading`, which takes the header line by line; the other modules each know one
kind of line: `relay` (format lines 1 to 4), `dtg`, `addressees`, and of the archive's print
`page_line`, `distribution` and `drafting`. `clocks` compares the times that they give.
"""

from reftel.parser.transmission.dtg import find_dtg
from reftel.parser.transmission.header import Header
from reftel.parser.transmission.reading import read

__all__ = ["Header", "find_dtg", "read"]
