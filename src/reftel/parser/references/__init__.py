"""References: what a cable cites, in its list and in its body.

`read_list` cuts the REF list into items and reads each; `link_mentions` finds where the body
speaks of them, `read_in_text` the cables that only the body names. What is no cable is kept with its kind; what cannot be read is kept as
text with a problem. Start reading at `items`.
"""

from reftel.parser.references.in_text import read_in_text
from reftel.parser.references.items import read_list
from reftel.parser.references.mentions import link_mentions
from reftel.parser.references.years import Citing

__all__ = ["Citing", "link_mentions", "read_in_text", "read_list"]
