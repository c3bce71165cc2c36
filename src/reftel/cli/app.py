"""The program with all its commands, in the order in which its help names them."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel import __version__
from reftel.cli.commands import finding, keeping, leaving, links, taking_in

app = typer.Typer(
    name="reftel",
    help="An archive and research workbench for diplomatic cables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (taking_in, finding, links, leaving, keeping):
    app.add_typer(part.commands)


def _version(asked: bool) -> None:
    if asked:
        print(f"reftel {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    pass
