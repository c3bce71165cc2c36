"""A command in a process of its own: its time, and the memory of it and its children."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.1


class Used(NamedTuple):
    """What a command took.

    `seconds` by the wall and `cpu` by the processor, of all its processes; the highest sums, in
    bytes, over them: `peak` of the proportional set sizes (memory that several share is counted
    once, and so are the mapped pages of files), `own` of what they allocated themselves. `first`
    and `child` are the largest resident set of the process itself and of any of its children.
    """

    seconds: float
    cpu: float
    peak: int
    own: int
    first: int
    child: int
    output: str


def run(command: list[str], cores: int) -> Used:
    """Run a command on so many cores. Raises `CalledProcessError` if it fails."""
    chosen = set(sorted(os.sched_getaffinity(0))[:cores])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(  # the affinity is inherited by threads and children
        command,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: os.sched_setaffinity(0, chosen),
    )
    watched = _Watched(process)
    watched.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - begun
    watched.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Used(seconds, cpu, watched.peak, watched.own, watched.first, watched.child, output)


class _Watched(threading.Thread):
    """Looks at a process and all that descend from it, ten times a second."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.peak = self.own = self.first = self.child = 0

    def run(self) -> None:
        while self._process.poll() is None:
            found = [_memory(pid) for pid in _family(self._process.pid)]
            self.peak = max(self.peak, sum(one.get("Pss", 0) for one in found))
            self.own = max(self.own, sum(one.get("Pss_Anon", 0) for one in found))
            resident = [one.get("Rss", 0) for one in found]
            self.first = max([self.first, *resident[:1]])
            self.child = max([self.child, *resident[1:]])
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


def _memory(pid: int) -> dict[str, int]:
    """What a process uses, in bytes, by the kernel's names; nothing of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.split() for line in lines[1:])
    return {name.rstrip(":"): int(value) * 1024 for name, value, *_ in pairs}
