"""The graph that links make of cables: threads, measures, drawings. Start reading at `threads`."""
