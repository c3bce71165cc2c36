"""From a reference as it is written to the cable that is meant. Start reading at `resolution`."""
