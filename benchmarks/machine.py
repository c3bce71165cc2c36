"""The machine and the versions that a measurement was made with; no names of hosts or persons."""

from __future__ import annotations

import datetime
import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("reftel", "msgspec", "tantivy", "deltalake", "pyarrow", "polars")


def described() -> str:
    """One paragraph of Markdown."""
    import sqlite3

    versions = ", ".join([f"{name} {version(name)}" for name in _PACKAGES])
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC).date()}: {_processor()}, {os.cpu_count()} cores, "
        f"{_memory()} of memory, {platform.system()}; Python {platform.python_version()}, {versions}, "
        f"SQLite {sqlite3.sqlite_version}. The machine did other work at the time: of the processor's time "
        f"and of the best of several runs this shows little, of a single run's wall time it does (load "
        f"{os.getloadavg()[0]:.1f} at the end)."
    )


def _processor() -> str:
    return _value("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    words = _value("/proc/meminfo", "MemTotal")
    return f"{int(words.split()[0]) / 1024**2:.0f} GiB" if words else "an unknown amount"


def _value(path: str, key: str) -> str:
    if not Path(path).exists():
        return ""
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if line.startswith(key)]
    return lines[0].partition(":")[2].strip() if lines else ""
