"""`chicago`: notes after the Chicago Manual of Style."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.notes import chicago
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("chicago", "txt", "notes after the Chicago Manual of Style", chicago)
