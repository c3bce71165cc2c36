"""The texts that are measured on: synthetic cables, and the real ones of the samples."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quality import samples
from synthetic import ODDITIES, Layout, generate

# Three in six are full cables of 2005–10, of which the releases have most.
_LAYOUTS: tuple[Layout, ...] = ("full", "extract", "full", "telegram", "full", "print")
_EVERY = 5  # every so many has an oddity
_SEED = 20031007


class Text(NamedTuple):
    """A text to parse, with a name for reports and what is known of it from outside."""

    name: str
    text: str
    known: dict[str, Any]


def synthetic(n: int) -> Iterator[Text]:
    """`n` synthetic cables, one in five with an oddity; each oddity has its turn."""
    odd: list[tuple[str, Layout]] = [
        (name, layout) for name, oddity in ODDITIES.items() for layout in oddity.layouts
    ]
    plain = generate(_SEED, n, layouts=_LAYOUTS)
    for i, cable in enumerate(plain):
        name = f"plain {cable.layout}"
        if i % _EVERY == 0:
            oddity, layout = odd[i // _EVERY % len(odd)]
            cable = next(generate(_SEED + i, 1, [oddity], [layout]))
            name = f"{oddity} {layout}"
        yield Text(f"{name} {i}", cable.text, dict(cable.known))


def real() -> dict[str, list[Text]]:
    """The samples' texts by folder."""
    found: dict[str, list[Text]] = {}
    for sample in samples.find():
        text = sample.data.decode("utf-8", "replace")
        found.setdefault(sample.name.partition("/")[0], []).append(Text(sample.name, text, sample.given))
    return found


def write_lines(path: Path, n: int) -> int:
    """Write synthetic cables as JSON lines; returns how many characters of text."""
    length = 0
    with path.open("w", encoding="utf-8") as out:
        for text in synthetic(n):
            record: dict[str, str] = {"id": text.name, "text": text.text}
            if isinstance(day := text.known.get("date"), datetime.date):
                record["date"] = day.isoformat()
            out.write(json.dumps(record) + "\n")
            length += len(text.text)
    return length
