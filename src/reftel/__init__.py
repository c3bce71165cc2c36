"""Reftel: an archive and research workbench for diplomatic cables.

What a notebook needs, and nothing else. Each name is fetched when it is first asked for, so
that `import reftel` costs little.

>>> import reftel
>>> cable = reftel.parse("C O N F I D E N T I A L ROME 004580\\n\\nE.O. 12958: DECL: 10/07/2013\\n")
>>> str(cable.mrn), cable.classification.level, cable.declassify_on.isoformat()
('2003ROME4580', 'CONFIDENTIAL', '2013-10-07')
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reftel.archive import Archive, create, open
    from reftel.model import MRN, Cable
    from reftel.parser import parse

__version__: Final = "0.1.0"

__all__ = ["MRN", "Archive", "Cable", "__version__", "create", "open", "parse"]

_WHERE: Final = {
    "Archive": "reftel.archive",
    "Cable": "reftel.model",
    "MRN": "reftel.model",
    "create": "reftel.archive",
    "open": "reftel.archive",
    "parse": "reftel.parser",
}


if not TYPE_CHECKING:  # a type checker is to see the names above, and no others

    def __getattr__(name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module 'reftel' has no attribute {name!r}")
        value = getattr(importlib.import_module(_WHERE[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
