"""Whole archives whose truth is known: posts, their serials, affairs, who cites whom and how it is written.

    from synthetic import world
    made = world.make(250_000, seed=1)   # seconds; the same for the same arguments
    made.cables        # the cables held, with the columns of the archive's table `cables`
    made.references    # what they cite, with the columns of `references`, as the parser reads it
    made.truth         # beside each reference: the cable that it truly means, and the form it was given
    made.ghosts        # the cables held back that a held one cites, with their true dates and subjects
    made.totals        # by station, series and year: the serials truly used, and how many are held
    made.messages      # all cables, held (`held`) or not, with the affair that each belongs to
    made.texts()       # the held cables as full texts (less airgrams and the travelling parties' own)
    made.write(path)   # the same as JSON lines, to ingest

`n` is the number of cables, held or held back (30 % are held back, `held_back`). A post uses more
serials than that (`density`): the rest are messages that nobody kept or cites. What a planted
fault is called is in `forms.FORMS`. Start reading at `making`.
"""

from synthetic.world.forms import FORMS
from synthetic.world.making import World, make

__all__ = ["FORMS", "World", "make"]
