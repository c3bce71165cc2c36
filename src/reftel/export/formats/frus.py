"""`frus`: the form of Foreign Relations of the United States."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.notes import frus
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("frus", "txt", "the form of Foreign Relations of the United States", frus)
