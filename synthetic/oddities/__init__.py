"""Oddities: every way of writing that is not the plain one, each a function that keeps the truth true.

Importing the modules registers them. An oddity is named as its function is.
"""

from synthetic.oddities.registry import ODDITIES, Oddity

__all__ = ["ODDITIES", "Oddity"]
