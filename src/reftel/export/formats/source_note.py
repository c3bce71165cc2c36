"""`source-note`: source notes as FRUS prints them."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.notes import source_note
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("source-note", "txt", "source notes as FRUS prints them", source_note)
