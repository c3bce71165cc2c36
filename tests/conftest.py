"""How all tests run."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says more of what else the machine does than of the program.
settings.register_profile("reftel", deadline=None)
settings.load_profile("reftel")
