"""What is cited or numbered and not held: ghosts and gaps. Start reading at `ghosts`."""
