"""How fast each reader reads, and each container is read through."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import forms
from reftel.model import RawMessage
from reftel.readers import Found, find, read

_ENOUGH = 1.5  # seconds for one form
_ROUNDS = 5


class Read(NamedTuple):
    """What was read: messages, their bytes, rejects, and the processor's seconds of the best round."""

    name: str
    messages: int
    bytes: int
    rejects: int
    seconds: float


def measure(folder: Path, n: int) -> list[Read]:
    """Read `n` cables in each form."""
    return [_best(name, path) for name, path in forms.write_all(folder / "forms", n).items()]


def _best(name: str, path: Path) -> Read:
    _read(name, path)  # what is loaded at the first file
    rounds: list[Read] = []
    while len(rounds) < _ROUNDS and sum(one.seconds for one in rounds) < _ENOUGH:
        rounds.append(_read(name, path))
    return min(rounds, key=lambda one: one.seconds)


def _read(name: str, path: Path) -> Read:
    messages = size = rejects = 0
    begun = time.process_time()
    for found in find([path]):
        for item in read(found) if isinstance(found, Found) else [found]:
            if isinstance(item, RawMessage):
                messages += 1
                size += len(item.data)
            else:
                rejects += 1
    return Read(name, messages, size, rejects, time.process_time() - begun)
