"""Links between cables: whom each answers, threads, ghosts, gaps, editions.

Functions over tables (Polars frames in, frames or records out), which know nothing of the archive's
folder. May import `reftel.parser`, `reftel.readers`, `reftel.model` and `reftel.vocabulary`.
"""
