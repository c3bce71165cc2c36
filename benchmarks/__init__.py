"""Benchmarks: `python -m benchmarks` measures and writes `docs/benchmarks.md`.

Every figure that matters is a ratio of two measurements of one run on one machine, since the
machines differ. May import `reftel`, `synthetic` and `quality`. Start reading at `__main__`.
"""
