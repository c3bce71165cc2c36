"""Links between cables: whom each answers, threads, ghosts, gaps, editions.

A room for each question: `resolving` (which cable is meant), `published` (what edited volumes print), `dating` (when a
number was sent), `network` (threads), `missing` (ghosts and gaps), `comparing` (editions).

Functions over tables (Polars frames in, frames or records out), which know nothing of the archive's
folder. May import `reftel.parser`, `reftel.readers`, `reftel.model` and `reftel.vocabulary`.
"""
