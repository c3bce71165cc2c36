"""The documents of the project, and the fenced blocks in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

HOUSE: Final = Path(__file__).resolve().parent.parent.parent
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)


class Fence(NamedTuple):
    """A fenced block: its language, its text, and the line on which the text begins."""

    language: str
    text: str
    line: int


class Command(NamedTuple):
    """A command of a `console` block, and the output shown under it (empty: none is shown)."""

    line: int
    command: str
    shown: str


def documents() -> list[Path]:
    """README and the other texts at the top, and all pages of `docs`."""
    return sorted([*HOUSE.glob("*.md"), *HOUSE.glob("demo/*.md"), *HOUSE.glob("docs/**/*.md")])


def fences(document: Path) -> list[Fence]:
    """The fenced blocks of a document, in order."""
    text = document.read_text("utf-8")
    return [
        Fence(found[1], found[2], text.count("\n", 0, found.start(2)) + 1) for found in _FENCE.finditer(text)
    ]


def commands(fence: Fence) -> list[Command]:
    """The commands of a `console` block: lines after `$ `, continued by `> ` lines."""
    found: list[Command] = []
    for number, line in enumerate(fence.text.splitlines(), fence.line):
        if line.startswith("$ "):
            found.append(Command(number, line[2:], ""))
        elif found and line.startswith("> ") and not found[-1].shown:
            found[-1] = found[-1]._replace(command=f"{found[-1].command}\n{line[2:]}")
        elif found:
            found[-1] = found[-1]._replace(shown=f"{found[-1].shown}{line}\n")
    return found


def agrees(shown: str, printed: str) -> bool:
    """Whether what was printed is what is shown, where `…` stands for anything.

    >>> agrees("1 new …\\n…\\nend\\n", "1 new (0.1 s)\\na\\nb\\nend\\n")
    True
    >>> agrees("2 new …\\n", "1 new (0.1 s)\\n")
    False
    """
    first, *rest = [_level(part) for part in shown.split("…")]
    text = _level(printed)
    if not rest:
        return first.strip() == text.strip()
    if not text.lstrip().startswith(first.lstrip()):
        return False
    at = text.find(first) + len(first) if first else 0
    *middle, last = rest
    for part in middle:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return text[at:].rstrip().endswith(last.rstrip())


def _level(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
