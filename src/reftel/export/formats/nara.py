"""`nara`: the form of the National Archives."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.notes import national_archives
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("nara", "txt", "the form of the National Archives", national_archives)
