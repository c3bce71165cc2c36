"""The archive: tables, index, ingest, verification.

May import `reftel.parser`, `reftel.readers`, `reftel.model` and `reftel.vocabulary`. Start reading
at `archive` (what can be done with one), then `store` (what is on the disk, and why it is safe).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reftel.archive.archive import Archive, create, open
    from reftel.archive.citations import Citation
    from reftel.archive.errors import ArchiveError, ArchiveLocked, NotAnArchive, WorkerDied
    from reftel.archive.report import Progress, Report

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveLocked",
    "Citation",
    "NotAnArchive",
    "Progress",
    "Report",
    "WorkerDied",
    "create",
    "open",
]

_WHERE = {
    "Archive": "archive",
    "Citation": "citations",
    "create": "archive",
    "open": "archive",
    "ArchiveError": "errors",
    "ArchiveLocked": "errors",
    "NotAnArchive": "errors",
    "WorkerDied": "errors",
    "Progress": "report",
    "Report": "report",
}


def __getattr__(name: str) -> Any:
    """Each name from its module when it is first asked for: Arrow and Delta take long to load."""
    if name in _WHERE:
        return getattr(importlib.import_module(f"reftel.archive.{_WHERE[name]}"), name)
    raise AttributeError(name)
