"""What an ingest says of itself: while it runs, and at its end."""

from __future__ import annotations

from collections import Counter

import msgspec

from reftel.readers import Columns, Reject

LISTED = 1000
"""How many rejects a report lists; the table `rejects` has all of them. So many tables, too."""


class Progress(msgspec.Struct, frozen=True):
    """How far an ingest is. `kept` cables are in the archive whatever happens next."""

    messages: int
    kept: int
    rejected: int
    bytes: int
    bytes_total: int | None = None


class FormatReport(msgspec.Struct):
    """What an ingest did with what one reader read.

    `read` messages gave `new` cables, `editions` of them of an MRN that was held already;
    `duplicates` are copies of cables that are there, in the same place or another; `rejects`
    could not be read, `problems` are those of the new cables.
    """

    read: int = 0
    new: int = 0
    editions: int = 0
    duplicates: int = 0
    rejects: int = 0
    problems: int = 0


class Report(msgspec.Struct):
    """What an ingest did.

    `messages` were read; of them `new` are cables that were not there before, `again` were there
    already to the byte and in the same place, `copies` are further copies of cables that are
    there. `rejected` were not read: `rejects` lists the first thousand of them. `problems` counts
    the new cables' problems by code, `formats` counts all that by the reader's name (`unread` for
    what no reader took). `tables` says of the first thousand tables that were read what their
    columns were taken for.
    """

    messages: int = 0
    new: int = 0
    again: int = 0
    copies: int = 0
    rejected: int = 0
    rejects: list[Reject] = []
    problems: Counter[str] = msgspec.field(default_factory=Counter)
    formats: dict[str, FormatReport] = {}
    tables: list[Columns] = []
    bytes: int = 0
    seconds: float = 0.0
    batches: int = 0
    recovered: list[str] = []

    def format(self, reader: str) -> FormatReport:
        """The counts of a reader."""
        return self.formats.setdefault(reader or "unread", FormatReport())

    def table(self, columns: Columns) -> None:
        """List what the columns of a table were taken for, if there is room."""
        if len(self.tables) < LISTED:
            self.tables.append(columns)

    def reject(self, reject: Reject) -> None:
        """Count a reject, and list it if there is room; without its bytes, which are in the table."""
        self.rejected += 1
        self.format(reject.reader).rejects += 1
        if len(self.rejects) < LISTED:
            self.rejects.append(msgspec.structs.replace(reject, data=None))

    def __str__(self) -> str:
        rate = f", {self.messages / self.seconds:,.0f} a second" if self.seconds > 1 else ""
        parts = [f"{self.new:,} new", f"{self.again:,} there already", f"{self.copies:,} copies"]
        return (
            f"{self.messages:,} messages read: {', '.join(parts)}; {self.rejected:,} rejected "
            f"({self.seconds:.1f} s{rate})"
        )
