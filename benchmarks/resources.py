"""A command in a process of its own: its wall time, and the peak memory of it and its children."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.1


class Used(NamedTuple):
    """Wall seconds, and the highest sum of the processes' proportional set sizes in bytes
    (memory that several share is counted once)."""

    seconds: float
    peak: int
    output: str


def run(command: list[str], cores: int) -> Used:
    """Run a command on so many cores. Raises `CalledProcessError` if it fails."""
    chosen = set(sorted(os.sched_getaffinity(0))[:cores])
    begun = time.perf_counter()
    process = subprocess.Popen(  # the affinity is inherited by threads and children
        command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: os.sched_setaffinity(0, chosen)
    )
    peak = [0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - begun
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Used(seconds, peak[0], output)


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_memory, _family(process.pid))))
        time.sleep(_EVERY)


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found, at = [pid], 0
    while at < len(found):
        for task in Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
        at += 1
    return found


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
