"""Draws what a terminal shows: `docs/picture.svg`, a cable, for the README, and `docs/thread.svg`, a thread.

Run it by hand when `reftel show` or `reftel thread` looks different: `.venv/bin/python docs/picture.py`.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HOUSE = Path(__file__).resolve().parent.parent
PICTURES = (
    ("picture.svg", "demo/cables", "reftel show 2003ROME4580"),
    ("thread.svg", "demo/volumes", "reftel thread 1976AMMAN687"),
)
WIDTH, LINES = 96, 44

THEME = TerminalTheme(
    (250, 248, 243),
    (38, 40, 44),
    [
        (38, 40, 44),
        (178, 54, 46),
        (74, 120, 60),
        (150, 105, 10),
        (42, 92, 150),
        (128, 70, 130),
        (20, 115, 120),
        (120, 118, 112),
    ],
    [
        (130, 128, 122),
        (196, 66, 56),
        (84, 136, 68),
        (168, 120, 20),
        (52, 108, 172),
        (146, 84, 148),
        (26, 130, 136),
        (150, 148, 142),
    ],
)
# Rich's own frame fetches a font from elsewhere; this one uses what the reader has.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
  <style>
    .{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
      font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
    {styles}
  </style>
  <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
    </clipPath>
    {lines}
  </defs>
  {chrome}
  <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">{matrix}</g>
  </g>
</svg>
"""


def printed(taken: str, command: str) -> str:
    """What the command prints on a terminal, colours included, of an archive of what was `taken` in."""
    program = Path(sys.executable).with_name("reftel")
    with tempfile.TemporaryDirectory() as folder:
        archive = str(Path(folder) / "demo.archive")
        environment = {**os.environ, "COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
        environment["REFTEL_ARCHIVE"] = archive
        cables = str(HOUSE / taken)
        subprocess.run([str(program), "ingest", cables], env=environment, check=True, capture_output=True)
        _, *arguments = command.split()
        ran = subprocess.run([str(program), *arguments], env=environment, check=True, capture_output=True)
    return ran.stdout.decode("utf-8")


def main() -> None:
    """Write the pictures."""
    for name, taken, command in PICTURES:
        (HOUSE / "docs" / name).write_text(drawn(command, printed(taken, command)), "utf-8")


def drawn(command: str, output: str) -> str:
    """A command and its output as SVG."""
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {command}", style="bold"))
    lines = output.splitlines()
    for line in lines[:LINES]:
        console.print(Text.from_ansi(line), soft_wrap=False, no_wrap=True, overflow="ellipsis")
    if len(lines) > LINES:
        console.print(Text("…", style="dim"))
    return console.export_svg(title="reftel", theme=THEME, code_format=FRAME, unique_id="reftel")


if __name__ == "__main__":
    main()
