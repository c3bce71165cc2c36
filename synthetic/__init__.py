"""Synthetic cables: seeded, of four layouts, with any oddity on request and the truth of every field.

Shared by tests, `quality` and `benchmarks`; not part of what is installed. May import
`reftel.vocabulary` and nothing else of the project: what it says of a text must not come from
the parser. Start reading at `generator`.
"""

from synthetic.damage import damage
from synthetic.draft import LAYOUTS, Layout
from synthetic.generator import Synthetic, generate
from synthetic.oddities import ODDITIES
from synthetic.truth import Truth

__all__ = ["LAYOUTS", "ODDITIES", "Layout", "Synthetic", "Truth", "damage", "generate"]
