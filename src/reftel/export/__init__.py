"""What leaves the archive: citations, tables, texts, graphs; one module a format.

May import `reftel.search`, `reftel.archive` and all before them. Nothing here but the commands and
the web page imports it. Start reading at `formats` (the registry, and how to add one), then `writing`.

>>> import reftel.export
>>> "csv" in reftel.export.available(), "tei" in reftel.export.available()
(True, True)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reftel.export.formats import Format, Options, available
    from reftel.export.selecting import select
    from reftel.export.writing import ExportError, write

__all__ = ["ExportError", "Format", "Options", "available", "select", "write"]

_WHERE: Final = {
    "ExportError": "writing",
    "Format": "formats",
    "Options": "formats",
    "available": "formats",
    "select": "selecting",
    "write": "writing",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Each name from its module when it is first asked for."""
        if name not in _WHERE:
            raise AttributeError(f"module 'reftel.export' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"reftel.export.{_WHERE[name]}"), name)
        globals()[name] = value
        return value
