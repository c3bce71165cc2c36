"""Options and arguments that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

ArchiveOption = Annotated[
    Path,
    typer.Option("--archive", "-a", envvar="REFTEL_ARCHIVE", help="The archive's folder.", metavar="DIR"),
]
DEFAULT: Final = Path("reftel.archive")
JsonOption = Annotated[bool, typer.Option("--json", help="JSON lines, for other programs.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Comma-separated values, with a header.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
NameArgument = Annotated[
    str, typer.Argument(help="A message reference number in any spelling, or an edition's id.")
]
PostOption = Annotated[str | None, typer.Option(help="Only of this post.")]
YearOption = Annotated[int | None, typer.Option(help="Only of this year.")]
