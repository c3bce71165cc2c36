"""`bibtex`: citations for BibTeX and biblatex."""

from __future__ import annotations

from typing import Final

from reftel.export.citations.listed import Citations
from reftel.export.citations.managers import bibtex
from reftel.export.formats import Format

FORMAT: Final[Format] = Citations("bibtex", "bib", "citations for BibTeX and biblatex", bibtex)
