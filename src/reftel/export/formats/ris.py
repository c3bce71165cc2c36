"""`ris`: citations for EndNote and others."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.managers import ris
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("ris", "ris", "citations for EndNote and others", ris)
