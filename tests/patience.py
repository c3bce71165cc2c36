"""A guard against work that never ends: what takes more than linear time is given so much to do
that it would not come back, and how long the rest takes is no test's affair."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

PATIENCE = 240
"""Seconds: no measure of speed, only how long a machine under load is waited for."""


@contextlib.contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    """Fail if what is done inside does not end."""

    def give_up(*_: object) -> None:
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
