"""How long it takes to start: `import reftel` and `reftel --help`, against an interpreter that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

_ROUNDS = 15


def measure() -> list[tuple[str, float, float]]:
    """Command, best and median wall milliseconds."""
    beside = Path(sys.executable).with_name("reftel")
    command = [str(beside)] if beside.exists() else [sys.executable, "-m", "reftel"]
    commands = {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`python -c 'import reftel'`": [sys.executable, "-c", "import reftel"],
        "`python -c 'import reftel; reftel.parse'`": [sys.executable, "-c", "import reftel; reftel.parse"],
        "`reftel --help`": [*command, "--help"],
    }
    return [(name, *_times(words)) for name, words in commands.items()]


def _times(command: list[str]) -> tuple[float, float]:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - begun) * 1000)
    return min(times), statistics.median(times)
